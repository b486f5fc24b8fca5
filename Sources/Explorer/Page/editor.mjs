import { element } from "./dom.mjs";
import { suggestions } from "./suggest.mjs";
import { walk } from "./walk.mjs";

const INDENT = "  ";
const PAIRS = new Map([["{", "}"], ["(", ")"], ["[", "]"]]);
const CLOSING = [...PAIRS.values()];

/** A longer document is shown without colours: each word would be an element. */
const MOST_COLOURED = 60_000;

/**
 * A text area that knows GraphQL: it colours what is written in it, underlines what the schema has not, and suggests what could come
 * next. The text area itself is what is typed in, transparent above the coloured text, so that everything a browser does for one
 * (undo, composing words of other scripts, screen readers) works as ever.
 *
 * Whatever happens to it, it looks at itself once before the browser paints: a paste is hundreds of changes.
 */
export class Editor {
    /**
     * @param host the element to fill
     * @param label what the text area is called
     * @param onchange called with the text after each change that somebody made
     * @param onmove called with the mark at the cursor, or null, what `walk` told, and whether somebody is typing, after each change and move
     */
    constructor(host, { label, onchange, onmove }) {
        this.schema = null;
        this.onchange = onchange;
        this.onmove = onmove;
        this.offered = [];
        this.chosen = 0;
        // What was looked at last.
        this.seen = { text: null, at: null, schema: null, typing: null };
        this.isWaiting = false;
        this.isTyping = false;
        this.replaced = null;
        this.paper = element("pre", { class: "paper", "aria-hidden": "true" });
        this.list = element("ul", { class: "suggestions", id: `${host.id}-suggestions`, role: "listbox", hidden: true });
        this.area = element("textarea", {
            spellcheck: false,
            autocapitalize: "off",
            autocomplete: "off",
            "aria-label": label,
            "aria-autocomplete": "list",
            "aria-controls": this.list.id,
            oninput: () => {
                this.isTyping = true;
                this.look();
            },
            oncompositionend: () => this.look(),
            onkeydown: (event) => this.key(event),
            onblur: () => this.close(),
        });
        document.addEventListener("selectionchange", () => this.look());
        host.append(element("div", { class: "sheet" }, this.paper, this.area, this.list));
    }

    get text() {
        return this.area.value;
    }

    /** Another text, which undo cannot take back. */
    set text(value) {
        this.replaced = null;
        this.area.value = value;
        this.settle();
    }

    /** Another schema to judge and suggest by; null while there is none. */
    useSchema(schema) {
        this.schema = schema;
        this.settle();
    }

    /**
     * Puts another text in the place of all. The next undo takes it back, if nothing was typed since: the browser's own, which follows
     * what is typed, takes seconds for a hundred lines.
     */
    replaceAll(text) {
        const before = this.text;
        this.text = text;
        // As the text area has it, whose lines end in one way.
        this.replaced = { before, after: this.text };
        this.onchange(this.text);
    }

    /** Takes a replacement back; whether there was one to take back. */
    undoReplacement() {
        if (this.text !== this.replaced?.after) return false;
        const { before } = this.replaced;
        this.text = before;
        this.onchange(before);
        return true;
    }

    /** Puts the cursor where the gateway says that an error is; lines and columns begin with 1, and columns count characters. */
    goTo({ line, column }) {
        const lines = this.text.split("\n");
        const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        const at = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
        this.area.focus();
        this.area.setSelectionRange(at, at);
        this.settle();
    }

    /** Looks at the text before the browser paints next. */
    look() {
        if (this.isWaiting) return;
        this.isWaiting = true;
        requestAnimationFrame(() => this.settle());
    }

    /** Looks at the text now: what is shown and told is what is there. */
    settle() {
        this.isWaiting = false;
        const { text, schema } = this;
        const at = this.area.selectionStart;
        const { seen } = this;
        if (text === seen.text && at === seen.at && schema === seen.schema) return;
        const isTyped = this.isTyping && text !== seen.text;
        this.isTyping = false;
        this.walked = walk(text, schema, at);
        const typing = this.walked.marks.find((mark) => mark.isTyping)?.start ?? null;
        this.seen = { text, at, schema, typing };
        if (text !== seen.text || schema !== seen.schema || typing !== seen.typing) this.paint(this.walked);
        this.onmove(this.walked.marks.find((mark) => mark.start <= at && at <= mark.end) ?? null, this.walked, isTyped);
        if (isTyped) this.onchange(text);
        if (isTyped && this.walked.context?.prefix) this.offer();
        else this.close();
    }

    paint({ tokens, marks }) {
        if (this.text.length > MOST_COLOURED) return this.paper.replaceChildren(this.text, "\u200B");
        const marked = new Map(marks.map((mark) => [mark.start, mark]));
        const nodes = tokens.map((token) => {
            if (token.kind === "blank") return token.text;
            const mark = marked.get(token.start);
            const role = token.kind === "name" ? (mark?.what?.kind ?? "word") : token.kind;
            return element("span", { class: mark?.problem && !mark.isTyping ? `${role} problem` : role }, token.text);
        });
        // A last empty line has a height only if something is on it.
        this.paper.replaceChildren(...nodes, "\u200B");
    }

    key(event) {
        // What belongs to a word that is being composed, and what the browser or the system means by a key.
        if (event.isComposing || event.keyCode === 229) return;
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && this.undoReplacement()) return event.preventDefault();
        if (event.metaKey) return;
        const isPlain = !event.ctrlKey && !event.altKey && !event.shiftKey;
        // Ctrl and Alt together are how some keyboards write brackets.
        const writes = !event.ctrlKey || event.altKey;
        const isOffering = !this.list.hidden;
        if (event.code === "Space" && (event.ctrlKey || event.altKey)) this.offerAll();
        else if (isOffering && isPlain && event.key === "ArrowDown") this.choose(this.chosen + 1);
        else if (isOffering && isPlain && event.key === "ArrowUp") this.choose(this.chosen - 1);
        else if (isOffering && isPlain && (event.key === "Enter" || event.key === "Tab") && this.accept()) return event.preventDefault();
        else if (isOffering && event.key === "Escape") this.close();
        else if (isPlain && event.key === "Enter") this.breakLine();
        else if (writes && PAIRS.has(event.key) && this.canPair()) this.pair(event.key);
        else if (writes && CLOSING.includes(event.key) && this.isBefore((next) => next === event.key)) this.stepOver();
        else return;
        event.preventDefault();
    }

    /** Types at the cursor, so that undo knows of it. */
    type(text) {
        this.area.focus();
        // The only way to change a text area that its undo follows; where it is gone, the text changes all the same.
        if (document.execCommand?.("insertText", false, text)) return;
        this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
        this.isTyping = true;
        this.look();
    }

    /** Whether nothing is selected, and the character behind the cursor, or its absence, is such. */
    isBefore(isSuch) {
        const { selectionStart, selectionEnd } = this.area;
        return selectionStart === selectionEnd && isSuch(this.text[selectionEnd]);
    }

    /** Whether a bracket here would want its other one: not within words, strings and comments. */
    canPair() {
        this.settle();
        return this.walked.context !== null && this.isBefore((next) => next === undefined || /[\s})\]]/.test(next));
    }

    pair(opening) {
        const inside = this.area.selectionStart + 1;
        this.type(opening + PAIRS.get(opening));
        this.area.setSelectionRange(inside, inside);
    }

    /** Typing the bracket that is there already, since its pair brought it, goes behind it. */
    stepOver() {
        const behind = this.area.selectionStart + 1;
        this.area.setSelectionRange(behind, behind);
        this.look();
    }

    breakLine() {
        const at = this.area.selectionStart;
        const line = this.text.slice(this.text.lastIndexOf("\n", at - 1) + 1, at);
        const indent = /^[ \t]*/.exec(line)[0];
        const closing = PAIRS.get(this.text[at - 1]);
        this.type(`\n${indent}${closing ? INDENT : ""}`);
        if (!closing || this.text[this.area.selectionStart] !== closing) return;
        const inner = this.area.selectionStart;
        this.type(`\n${indent}`);
        this.area.setSelectionRange(inner, inner);
    }

    /** Suggests while somebody types: what begins with the word, unless the word is one of them. */
    offer() {
        const { prefix } = this.walked.context;
        const found = suggestions(this.walked.context, this.schema).filter((each) => each.label.toLowerCase().startsWith(prefix.toLowerCase()));
        this.show(found.some((each) => each.label === prefix) ? [] : found);
    }

    /** Suggests all that goes with the word, as somebody asked for it. */
    offerAll() {
        this.settle();
        this.show(suggestions(this.walked.context, this.schema));
    }

    show(found) {
        if (found.length === 0) return this.close();
        this.offered = found;
        const { prefix, typing } = this.walked.context;
        const at = this.area.selectionStart;
        // What accepting one puts another word in the place of, as long as the cursor stays.
        this.place = { from: at - prefix.length, at, to: typing?.end ?? at };
        const lines = this.text.slice(0, this.place.from).split("\n");
        this.list.style.setProperty("--line", String(lines.length));
        this.list.style.setProperty("--column", String(lines.at(-1).length));
        this.list.replaceChildren(...found.map((each, index) => this.entry(each, index)));
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

    /** Puts the chosen suggestion in the place of the word; whether it was still for what is there. */
    accept() {
        const { from, at, to } = this.place;
        const { insert } = this.offered[this.chosen];
        this.close();
        const isThere = this.text === this.seen.text && this.area.selectionStart === at && this.area.selectionEnd === at;
        if (!isThere) return false;
        this.area.setSelectionRange(from, to);
        // An argument's colon may be there already.
        const isColonThere = insert.endsWith(": ") && /^[ \t]*:/.test(this.text.slice(to, to + 20));
        this.type(isColonThere ? insert.slice(0, -2) : insert);
        this.isTyping = false;
        this.settle();
        this.onchange(this.text);
        return true;
    }

    close() {
        this.list.hidden = true;
        this.area.removeAttribute("aria-activedescendant");
    }
}
