import { isRequired } from "./schema.mjs";

/**
 * What the field for variables holds, read: `{ values }`, or `{ problem }` to be shown.
 * An empty field is no variables. The values are for looking at: what is sent is the text, whose numbers keep all their digits.
 */
export function readVariables(text) {
    if (text.trim() === "") return { values: new Map() };
    try {
        const values = JSON.parse(text);
        if (values === null || typeof values !== "object" || Array.isArray(values)) return { problem: "Variables are a JSON object." };
        return { values: new Map(Object.entries(values)) };
    } catch (error) {
        return { problem: `Variables are no JSON: ${error.message}` };
    }
}

/**
 * The text with an entry for each variable that has to be given and is not: a start for whoever fills it in. What is there stays as it is,
 * and so does a text that is no object.
 *
 * @param operation one of `walk`'s
 */
export function filledIn(text, operation, schema) {
    const { values, problem } = readVariables(text);
    if (problem) return text;
    const starts = new Map(missing(values, operation).map((variable) => [variable.name, start(variable, schema)]));
    if (starts.size === 0) return text;
    const entries = Array.from(starts, ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    const there = text.slice(0, text.lastIndexOf("}")).trimEnd() || "{";
    return `${there}${values.size > 0 ? "," : ""}\n${entries.join(",\n")}\n}`;
}

/** The variables that have to be given and are not. */
export function missing(values, operation) {
    return (operation?.variables ?? []).filter(
        (variable) => variable.type.endsWith("!") && variable.default === null && !values.has(variable.name),
    );
}

const STARTS = new Map([["Int", 0], ["Float", 0], ["Boolean", false]]);

function start(variable, schema) {
    const type = variable.type.slice(0, -1);
    if (type.startsWith("[")) return [];
    if (STARTS.has(type)) return STARTS.get(type);
    const definition = schema?.type(type);
    if (definition?.kind === "ENUM") return definition.enumValues[0].name;
    if (definition?.kind !== "INPUT_OBJECT") return "";
    return Object.fromEntries(definition.inputFields.filter(isRequired).map((field) => [field.name, ""]));
}
