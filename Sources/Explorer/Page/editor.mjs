import { element } from "./dom.mjs";
import { suggestions } from "./suggest.mjs";
import { walk } from "./walk.mjs";

const INDENT = "  ";
const PAIRS = { "{": "}", "(": ")", "[": "]" };
const CLOSING = Object.values(PAIRS);

/**
 * A text area that knows GraphQL: it colours what is written in it, underlines what the schema has not, and suggests what could come
 * next. The text area itself is what is typed in, transparent above the coloured text, so that everything a browser does for one
 * (undo, spelling of other scripts, screen readers) works as ever.
 */
export class Editor {
    /**
     * @param host the element to fill
     * @param label what the text area is called
     * @param onchange called with the text after each change
     * @param onmove called with the mark at the cursor, or null, after each move
     */
    constructor(host, { label, onchange, onmove }) {
        this.schema = null;
        this.onchange = onchange;
        this.onmove = onmove;
        this.offered = [];
        this.chosen = 0;
        this.paper = element("pre", { class: "paper", "aria-hidden": "true" });
        this.list = element("ul", { class: "suggestions", id: `${host.id}-suggestions`, role: "listbox", hidden: true });
        this.area = element("textarea", {
            spellcheck: false,
            autocapitalize: "off",
            autocomplete: "off",
            "aria-label": label,
            "aria-autocomplete": "list",
            "aria-controls": this.list.id,
            oninput: () => this.changed(true),
            onkeydown: (event) => this.key(event),
            onclick: () => this.moved(),
            onkeyup: (event) => event.key.startsWith("Arrow") && this.moved(),
            onblur: () => this.close(),
        });
        host.append(element("div", { class: "sheet" }, this.paper, this.area, this.list));
    }

    get text() {
        return this.area.value;
    }

    /** Another text, which undo cannot take back. */
    set text(value) {
        this.area.value = value;
        this.changed(false);
    }

    /** Another schema to judge and suggest by; null while there is none. */
    useSchema(schema) {
        this.schema = schema;
        this.changed(false);
    }

    /** Puts another text in the place of all, as if it had been typed. */
    replaceAll(text) {
        this.area.setSelectionRange(0, this.text.length);
        this.type(text);
    }

    /** Puts the cursor where the gateway says that an error is; lines and columns begin with 1. */
    goTo({ line, column }) {
        const before = this.text.split("\n").slice(0, line - 1);
        const at = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
        this.area.focus();
        this.area.setSelectionRange(at, at);
        this.moved();
    }

    /** What the document says, with what stands at the cursor. */
    walk() {
        return walk(this.text, this.schema, this.area.selectionStart);
    }

    changed(isTyped) {
        const walked = this.walk();
        this.paint(walked);
        this.onchange(this.text);
        this.moved(walked);
        if (isTyped && walked.context?.prefix) this.offer(walked);
        else this.close();
    }

    moved(walked = this.walk()) {
        const at = this.area.selectionStart;
        this.onmove(walked.marks.find((mark) => mark.start <= at && at <= mark.end) ?? null, walked);
    }

    paint({ tokens, marks }) {
        const marked = new Map(marks.map((mark) => [mark.start, mark]));
        const nodes = tokens.map((token) => {
            if (token.kind === "blank") return token.text;
            const mark = marked.get(token.start);
            const role = token.kind === "name" ? (mark?.what?.kind ?? "word") : token.kind;
            return element("span", { class: mark?.problem ? `${role} problem` : role }, token.text);
        });
        // A last empty line has a height only if something is on it.
        this.paper.replaceChildren(...nodes, "\u200B");
    }

    key(event) {
        const isOffering = !this.list.hidden;
        if (event.ctrlKey && event.key === " ") this.offer(this.walk());
        else if (isOffering && event.key === "ArrowDown") this.choose(this.chosen + 1);
        else if (isOffering && event.key === "ArrowUp") this.choose(this.chosen - 1);
        else if (isOffering && (event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) this.accept();
        else if (isOffering && event.key === "Escape") this.close();
        else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.breakLine();
        else if (event.key in PAIRS && this.isBefore(/^(?:$|[\s})\]])/)) this.pair(event.key);
        else if (CLOSING.includes(event.key) && this.text[this.area.selectionStart] === event.key) this.stepOver();
        else return;
        event.preventDefault();
    }

    /** Types at the cursor, so that undo knows of it. */
    type(text) {
        this.area.focus();
        // The only way to change a text area that its undo follows; where it is gone, the text changes all the same.
        if (document.execCommand?.("insertText", false, text)) return;
        this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
        this.changed(true);
    }

    /** Whether nothing is selected, and what follows the cursor is such. */
    isBefore(pattern) {
        const { selectionStart, selectionEnd } = this.area;
        return selectionStart === selectionEnd && pattern.test(this.text.slice(selectionEnd, selectionEnd + 1));
    }

    /** Typing the bracket that is there already, since its pair brought it, goes behind it. */
    stepOver() {
        const behind = this.area.selectionStart + 1;
        this.area.setSelectionRange(behind, behind);
        this.close();
        this.moved();
    }

    pair(opening) {
        const inside = this.area.selectionStart + 1;
        this.type(opening + PAIRS[opening]);
        this.area.setSelectionRange(inside, inside);
    }

    breakLine() {
        const at = this.area.selectionStart;
        const line = this.text.slice(this.text.lastIndexOf("\n", at - 1) + 1, at);
        const indent = /^\s*/.exec(line)[0];
        const opened = this.text[at - 1] in PAIRS ? INDENT : "";
        this.type(`\n${indent}${opened}`);
        if (!opened || this.text[this.area.selectionStart] !== PAIRS[this.text[at - 1]]) return;
        const inner = this.area.selectionStart;
        this.type(`\n${indent}`);
        this.area.setSelectionRange(inner, inner);
    }

    offer(walked) {
        const { context } = walked;
        this.offered = suggestions(context, this.schema).filter((each) => each.label !== context.prefix);
        if (this.offered.length === 0) return this.close();
        this.context = context;
        const lines = this.text.slice(0, this.area.selectionStart - context.prefix.length).split("\n");
        this.list.style.setProperty("--line", String(lines.length));
        this.list.style.setProperty("--column", String(lines.at(-1).length));
        this.list.replaceChildren(...this.offered.map((each, index) => this.entry(each, index)));
        this.list.hidden = false;
        this.choose(0);
    }

    entry(suggestion, index) {
        return element(
            "li",
            {
                id: `${this.list.id}-${index}`,
                role: "option",
                class: suggestion.isDeprecated ? "deprecated" : null,
                title: suggestion.about ?? "",
                // Before the text area loses the focus, which closes the list.
                onmousedown: (event) => {
                    event.preventDefault();
                    this.choose(index);
                    this.accept();
                },
            },
            element("b", {}, suggestion.label),
            " ",
            element("small", {}, suggestion.detail),
        );
    }

    choose(index) {
        this.chosen = (index + this.offered.length) % this.offered.length;
        for (const [place, entry] of [...this.list.children].entries()) entry.setAttribute("aria-selected", String(place === this.chosen));
        this.list.children[this.chosen].scrollIntoView({ block: "nearest" });
        this.area.setAttribute("aria-activedescendant", `${this.list.id}-${this.chosen}`);
    }

    accept() {
        const { insert } = this.offered[this.chosen];
        const end = this.context.typing?.end ?? this.area.selectionStart;
        this.area.setSelectionRange(this.area.selectionStart - this.context.prefix.length, end);
        // An argument's colon may be there already.
        const isColonThere = insert.endsWith(": ") && /^\s*:/.test(this.text.slice(end));
        this.type(isColonThere ? insert.slice(0, -2) : insert);
        this.close();
    }

    close() {
        this.list.hidden = true;
        this.area.removeAttribute("aria-activedescendant");
    }
}
