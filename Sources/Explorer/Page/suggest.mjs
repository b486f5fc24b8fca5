import { isInput, isRequired, nameOf, written } from "./schema.mjs";

/**
 * What could be written at the cursor.
 *
 * @param context what `walk` told of the cursor
 * @returns the best `most` suggestions, as `{ label, insert, detail, about, isDeprecated }`
 */
export function suggestions(context, schema, most = 50) {
    if (!context || !schema) return [];
    const wanted = context.prefix.toLowerCase();
    const ranked = [];
    for (const one of candidates(context, schema)) {
        const rank = likeness(one.label, wanted);
        if (rank !== null) ranked.push({ ...one, rank: rank + (one.isDeprecated ? 10 : 0) });
    }
    return ranked.sort((one, other) => one.rank - other.rank).slice(0, most);
}

/** How well a label goes with what was typed, 0 being best; null where it does not. */
function likeness(label, wanted) {
    if (wanted === "") return 0;
    const at = label.toLowerCase().indexOf(wanted);
    return at < 0 ? null : at === 0 ? 1 : 2;
}

function candidates(context, schema) {
    switch (context.kind) {
        case "definition":
            return [...Object.entries(schema.roots).filter(([, root]) => root).map(([kind]) => word(kind)), word("fragment")];
        case "selection":
            return selections(context.type, schema);
        case "spread":
            return [word("on"), ...context.fragments.map((name) => word(name, "fragment"))];
        case "on":
            return [word("on")];
        case "condition": {
            const types = context.type ? schema.conditions(context.type) : [...schema.types.values()].filter((type) => type.fields);
            return types.filter((type) => !type.name.startsWith("__")).map(typeName);
        }
        case "inputType":
            return [...schema.types.values()].filter((type) => isInput(type) && !type.name.startsWith("__")).sort(simplerFirst).map(typeName);
        case "argument":
        case "inputField":
            return (context.inputs ?? []).filter((input) => !context.used.includes(input.name)).map(inputName);
        case "value":
            return values(context, schema);
        case "directive":
            return [...schema.directives.values()]
                .filter((directive) => directive.locations.includes(context.location))
                .map((directive) => word(directive.name, "", directive.description));
        default:
            return [];
    }
}

function selections(type, schema) {
    const fields = (schema.type(type)?.fields ?? []).map((field) => ({
        label: field.name,
        insert: field.name,
        detail: written(field.type),
        about: field.description,
        isDeprecated: field.isDeprecated,
    }));
    const typename = schema.field(type, "__typename");
    return typename ? [...fields, word("__typename", written(typename.type), typename.description)] : fields;
}

function inputName(input) {
    const needed = isRequired(input) ? "needed" : "";
    return {
        label: input.name,
        insert: `${input.name}: `,
        detail: [written(input.type), needed].filter(Boolean).join(", "),
        about: input.description,
        isDeprecated: input.isDeprecated,
    };
}

function values({ reference, operation }, schema) {
    const type = schema.type(nameOf(reference));
    const variables = (operation?.variables ?? [])
        .filter((variable) => !type || variable.type.replace(/[[\]!]/g, "") === type.name)
        .map((variable) => word(`$${variable.name}`, variable.type));
    const named = (type?.enumValues ?? []).map((value) => ({
        ...word(value.name, type.name, value.description),
        isDeprecated: value.isDeprecated,
    }));
    const booleans = type?.name === "Boolean" ? [word("true"), word("false")] : [];
    const objects = type?.kind === "INPUT_OBJECT" ? [{ ...word("{ }", type.name), insert: "{ }" }] : [];
    const nothing = reference && reference.kind !== "NON_NULL" ? [word("null")] : [];
    return [...variables, ...named, ...booleans, ...objects, ...nothing];
}

/** Scalars and enums before inputs made of them. */
function simplerFirst(one, other) {
    return Number(one.kind === "INPUT_OBJECT") - Number(other.kind === "INPUT_OBJECT");
}

function typeName(type) {
    return word(type.name, type.kind.toLowerCase().replace("_", " "), type.description);
}

function word(label, detail = "", about = null) {
    return { label, insert: label, detail, about, isDeprecated: false };
}
