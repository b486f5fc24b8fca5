/**
 * Cuts a GraphQL document into tokens. It never fails: somebody is still typing.
 *
 * A token is `{ kind, text, start, end }`, with places in UTF-16 units. Kinds: `name`, `variable` (with its `$`), `string`,
 * `number`, `punctuator`, `comment`, `blank` (commas too), `unfinished` for a string without its end, and `other` for what begins
 * nothing.
 */
const KINDS = ["blank", "comment", "name", "variable", "string", "unfinished", "number", "punctuator", "other"];

const TOKEN = new RegExp(
    [
        /([ \t\n\r,\uFEFF]+)/, // blank
        /(#[^\n\r]*)/, // comment
        /([_A-Za-z][_0-9A-Za-z]*)/, // name
        /(\$[_0-9A-Za-z]*)/, // variable
        /("""(?:[^"\\]|\\"""|\\(?!""")|"(?!""))*"""|"(?!"")[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*")/, // string
        /("""(?:[^"\\]|\\"""|\\(?!""")|"(?!""))*|"(?:[^"\\\n\r]|\\[^\n\r])*)/, // unfinished
        /(-?[0-9][0-9.eE+-]*)/, // number
        /(\.\.\.|[!&():=@[\]{|}])/, // punctuator
        /([^])/u, // other
    ]
        .map((part) => part.source)
        .join("|"),
    "gu",
);

/** The gateway takes no longer document. */
const MOST_LENGTH = 1 << 20;

/** All tokens of the text; together they are the text. One that is too long for any gateway is one token, `other`. */
export function tokens(text) {
    if (text.length > MOST_LENGTH) return [{ kind: "other", text, start: 0, end: text.length }];
    return Array.from(text.matchAll(TOKEN), (match) => {
        const kind = KINDS[match.slice(1).findIndex((part) => part !== undefined)];
        return { kind, text: match[0], start: match.index, end: match.index + match[0].length };
    });
}

/** Whether a token means something to GraphQL. */
export function isSignificant(token) {
    return token.kind !== "blank" && token.kind !== "comment";
}
