/**
 * Cuts JSON into its parts, each as it was written: `{ kind, text, start, end }`, the kinds being `name` (of a member), `string`,
 * `number` (`true`, `false` and `null` too) and `punctuator`, without colons. By hand, since a string may be megabytes long.
 */
export function* parts(json) {
    const plain = /[{}[\],]|[^\s{}[\],:"]+/y;
    for (let at = 0; at < json.length; ) {
        if (json[at] === '"') {
            const end = endOfString(json, at);
            const kind = /^\s*:/.test(json.slice(end, end + 20)) ? "name" : "string";
            yield { kind, text: json.slice(at, end), start: at, end };
            at = end;
            continue;
        }
        plain.lastIndex = at;
        const text = plain.exec(json)?.[0];
        if (text) yield { kind: "{}[],".includes(text) ? "punctuator" : "number", text, start: at, end: at + text.length };
        at += text?.length ?? 1;
    }
}

/** JSON with a line for each entry; every value as it was written. */
export function laidOut(json) {
    const lines = [];
    let indent = "\n";
    let previous = "";
    for (const { kind, text } of parts(json)) {
        const opens = kind === "punctuator" && (text === "{" || text === "[");
        const closes = kind === "punctuator" && (text === "}" || text === "]");
        if (closes) indent = indent.slice(0, -2);
        const isEmpty = closes && previous === "opens";
        if (!isEmpty && (closes || previous !== "")) lines.push(indent);
        lines.push(kind === "name" ? `${text}: ` : text);
        if (opens) indent += "  ";
        previous = opens ? "opens" : kind === "punctuator" && text === "," ? "comma" : "";
    }
    return lines.join("");
}

function endOfString(json, start) {
    for (let end = start + 1; ; end += 1) {
        end = json.indexOf('"', end);
        if (end < 0) return json.length;
        let escapes = 0;
        while (json[end - 1 - escapes] === "\\") escapes += 1;
        if (escapes % 2 === 0) return end + 1;
    }
}
