import { tokens } from "./tokens.mjs";

const INDENT = "  ";

/** The gateway takes no document that nests deeper. */
const MOST_DEPTH = 200;

/**
 * A document laid out anew, comments kept: a line for each selection, lists of arguments and values on one line.
 * What it means stays what it was: only blanks and commas between tokens change. With a string that has no end yet, with what is
 * no token, or nested deeper than any gateway takes, it is left as it is.
 */
export function formatted(text) {
    const all = tokens(text);
    if (all.some(({ kind }) => kind === "unfinished" || kind === "other")) return text;
    const layout = new Layout();
    for (const token of all) {
        layout.add(token);
        if (layout.open.length > MOST_DEPTH) return text;
    }
    return layout.text();
}

class Layout {
    constructor() {
        this.lines = [];
        this.line = "";
        // What is open: `{` of selections, `(`, `[`, and `v` for the `{` of a value.
        this.open = [];
        this.previous = null;
        // Whether the writer had left the line since the last token.
        this.wasBroken = false;
        // Whether an empty line is due before what comes next.
        this.endsDefinition = false;
    }

    get isInline() {
        return this.open.some((each) => each !== "{");
    }

    add(token) {
        if (token.kind === "blank") {
            this.wasBroken ||= token.text.includes("\n");
            return;
        }
        this.place(token);
        this.previous = token;
        this.wasBroken = false;
    }

    place(token) {
        if (token.kind === "comment") return this.comment(token.text);
        if (token.text === "{" && !this.isInline) {
            this.write(token.text, this.line === "" ? "" : " ");
            this.open.push("{");
            return this.breakLine();
        }
        if (token.text === "}" && this.open.at(-1) === "{") {
            this.open.pop();
            this.breakLine();
            this.write(token.text, "");
            this.breakLine();
            if (this.open.length === 0) this.endsDefinition = true;
            return;
        }
        if (token.text === "(" || token.text === "[") this.open.push(token.text);
        if (token.text === "{") this.open.push("v");
        if (this.startsLine(token)) this.breakLine();
        this.write(token.text, this.gap(token));
        if (")]}".includes(token.text) && token.kind === "punctuator") this.open.pop();
    }

    /** Whether a token begins a selection, or a definition that follows another. */
    startsLine(token) {
        if (this.isInline || this.line === "" || this.previous === null) return false;
        // A description stands above what it describes.
        if (this.open.length === 0) return this.previous.kind === "string";
        if (token.text === "...") return true;
        if (token.kind !== "name") return false;
        const before = this.previous;
        return before.text !== ":" && before.text !== "@" && before.text !== "..." && !(before.text === "on" && this.isCondition());
    }

    // `on` after `...`, and not a field of that name
    isCondition() {
        return this.line.trimStart() === "... on";
    }

    gap(token) {
        const before = this.previous?.text;
        if (this.line === "" || before === "(" || before === "[" || before === "@" || before === "$") return "";
        if (before === "..." && token.text !== "on" && token.text !== "@") return "";
        if ([")", "]", ":", "!"].includes(token.text)) return "";
        if (token.text === "(" && this.previous.kind === "name") return "";
        if (this.isInline && needsComma(this.previous, token)) return ", ";
        return " ";
    }

    comment(text) {
        // One behind something stays behind it; but what follows a comment begins a line, whatever is open.
        if (!this.wasBroken && this.line === "" && this.lines.length > 0) {
            this.lines.push(`${this.lines.pop()} ${text}`);
            return;
        }
        if (this.wasBroken) this.breakLine();
        this.write(text, this.line === "" ? "" : " ");
        this.breakLine();
    }

    write(text, gap) {
        if (this.line === "" && this.endsDefinition) this.lines.push("");
        this.endsDefinition = false;
        if (this.line === "") this.line = INDENT.repeat(this.open.length);
        else this.line += gap;
        this.line += text;
    }

    breakLine() {
        if (this.line !== "") this.lines.push(this.line);
        this.line = "";
    }

    text() {
        this.breakLine();
        return this.lines.map((line) => `${line}\n`).join("");
    }
}

/** Whether two neighbours within brackets are the end of one entry and the beginning of the next. */
function needsComma(before, token) {
    const ends = before.kind !== "punctuator" || [")", "]", "}", "!"].includes(before.text);
    const begins = token.kind !== "punctuator" || token.text === "[" || token.text === "{";
    return ends && begins && before.kind !== "comment";
}
