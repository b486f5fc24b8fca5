import { isRequired, written } from "./schema.mjs";

/**
 * What the field for variables holds, read: `{ values }`, or `{ problem }` to be shown.
 * An empty field is no variables. The values are for looking at: what is sent is the text, whose numbers keep all their digits.
 */
export function readVariables(text) {
    if (text.trim() === "") return { values: new Map() };
    try {
        const values = JSON.parse(text);
        if (values === null || typeof values !== "object" || Array.isArray(values)) return { problem: "Variables must be a JSON object." };
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
    const starts = new Map(missing(values, operation).map((variable) => [variable.name, start(variable.type, schema)]));
    if (starts.size === 0) return text;
    const entries = Array.from(starts, ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll("\n", "\n  ")}`);
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

/** Inputs that need one another would have no end. */
const MOST_DEPTH = 5;

/** A value to begin with, of a type as GraphQL writes it: what an input needs, one item for a list. */
function start(type, schema, depth = 0) {
    const nullable = type.replace(/!$/, "");
    if (nullable.startsWith("[")) return depth < MOST_DEPTH ? [start(nullable.slice(1, -1), schema, depth + 1)] : [];
    if (STARTS.has(nullable)) return STARTS.get(nullable);
    const definition = schema?.type(nullable);
    if (definition?.kind === "ENUM") return definition.enumValues[0].name;
    if (definition?.kind !== "INPUT_OBJECT") return "";
    const needed = depth < MOST_DEPTH ? definition.inputFields.filter(isRequired) : [];
    return Object.fromEntries(needed.map((field) => [field.name, start(written(field.type), schema, depth + 1)]));
}
