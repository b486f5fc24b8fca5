import { isRequired } from "./schema.mjs";

/**
 * What the field for variables holds, read: `{ values }`, or `{ problem }` to be shown.
 * An empty field is no variables.
 */
export function readVariables(text) {
    if (text.trim() === "") return { values: {} };
    try {
        const values = JSON.parse(text);
        if (values === null || typeof values !== "object" || Array.isArray(values)) return { problem: "Variables are a JSON object." };
        return { values };
    } catch (error) {
        return { problem: `Variables are no JSON: ${error.message}` };
    }
}

/**
 * JSON with an entry for each variable of the operation: what is there stays, the rest is a start for whoever fills it in.
 *
 * @param operation one of `walk`'s
 */
export function filledIn(text, operation, schema) {
    const { values = {} } = readVariables(text);
    for (const variable of operation?.variables ?? []) {
        if (!(variable.name in values)) values[variable.name] = start(variable, schema);
    }
    return JSON.stringify(values, null, 2);
}

/** The variables that have to be given and are not. */
export function missing(values, operation) {
    return (operation?.variables ?? []).filter(
        (variable) => variable.type.endsWith("!") && variable.default === null && !(variable.name in values),
    );
}

const STARTS = { Int: 0, Float: 0, Boolean: false };

function start(variable, schema) {
    if (!variable.type.endsWith("!")) return null;
    const type = variable.type.slice(0, -1);
    if (type.startsWith("[")) return [];
    if (type in STARTS) return STARTS[type];
    const definition = schema?.type(type);
    if (definition?.kind === "ENUM") return definition.enumValues[0].name;
    if (definition?.kind !== "INPUT_OBJECT") return "";
    const needed = definition.inputFields.filter(isRequired);
    return Object.fromEntries(needed.map((field) => [field.name, ""]));
}
