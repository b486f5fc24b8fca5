import { isComposite, isRequired, nameOf } from "./schema.mjs";

const MOST_FIELDS = 4;

/** A first query for whoever has none yet: a page of the first list that the schema has, with a few plain fields. */
export function firstQuery(schema) {
    const fields = schema.type(schema.roots.query)?.fields ?? [];
    for (const field of fields) {
        const rows = schema.field(nameOf(field.type), "nodes");
        const plain = rows && plainFields(schema, nameOf(rows.type));
        if (!plain || plain.length === 0 || field.args.some(isRequired)) continue;
        const page = field.args.some((input) => input.name === "first") ? "(first: 3)" : "";
        const chosen = plain.slice(0, MOST_FIELDS).map((name) => `      ${name}\n`);
        return `{\n  ${field.name}${page} {\n    nodes {\n${chosen.join("")}    }\n  }\n}\n`;
    }
    return "{\n  __typename\n}\n";
}

function plainFields(schema, typeName) {
    const isPlain = (field) => !isComposite(schema.type(nameOf(field.type))) && !field.isDeprecated && !field.args.some(isRequired);
    return (schema.type(typeName)?.fields ?? []).filter(isPlain).map((field) => field.name);
}
