/** What a viewer's introspection says, made to be looked up. */
export class Schema {
    /** @param introspected the `__schema` of an answer to `INTROSPECTION`. */
    constructor(introspected) {
        this.types = new Map(introspected.types.map((type) => [type.name, type]));
        this.directives = new Map(introspected.directives.map((directive) => [directive.name, directive]));
        this.roots = {
            query: introspected.queryType?.name,
            mutation: introspected.mutationType?.name,
            subscription: introspected.subscriptionType?.name,
        };
        this.fields = new Map();
        for (const type of introspected.types) {
            this.fields.set(type.name, new Map((type.fields ?? []).map((field) => [field.name, field])));
        }
    }

    type(name) {
        return this.types.get(name);
    }

    /** A field of a type, those that every schema has included. */
    field(typeName, name) {
        if (name === "__typename" && isComposite(this.type(typeName))) return TYPENAME;
        if (typeName === this.roots.query && META.has(name)) return META.get(name);
        return this.fields.get(typeName)?.get(name);
    }

    /** The types that a fragment within `typeName` can be on: those that share an object type with it. */
    conditions(typeName) {
        const own = new Set(this.objects(typeName));
        return [...this.types.values()].filter(
            (type) => isComposite(type) && !type.name.startsWith("__") && this.objects(type.name).some((name) => own.has(name)),
        );
    }

    /** The object types that a value of a type can have. */
    objects(typeName) {
        const type = this.type(typeName);
        if (type?.kind === "OBJECT") return [type.name];
        return (type?.possibleTypes ?? []).map((possible) => possible.name);
    }

    /** Every type and field whose name holds the text, the name itself first and then those that begin with it: `{ type, field? }`. */
    search(text, most) {
        const wanted = text.toLowerCase();
        const found = [];
        const consider = (name, place) => {
            const at = name.toLowerCase().indexOf(wanted);
            if (at >= 0) found.push({ ...place, rank: (at === 0 ? 0 : 1000) + name.length });
        };
        for (const type of this.types.values()) {
            if (type.name.startsWith("__")) continue;
            consider(type.name, { type });
            for (const field of type.fields ?? type.inputFields ?? []) consider(field.name, { type, field });
        }
        return found.sort((one, other) => one.rank - other.rank).slice(0, most);
    }
}

/** The name at the heart of a type reference: `Merchant` of `[Merchant!]!`. */
export function nameOf(reference) {
    while (reference?.ofType) reference = reference.ofType;
    return reference?.name;
}

/** A type reference as GraphQL writes it. */
export function written(reference) {
    if (!reference) return "";
    if (reference.kind === "NON_NULL") return `${written(reference.ofType)}!`;
    if (reference.kind === "LIST") return `[${written(reference.ofType)}]`;
    return reference.name;
}

export function isComposite(type) {
    return type?.kind === "OBJECT" || type?.kind === "INTERFACE" || type?.kind === "UNION";
}

export function isInput(type) {
    return type?.kind === "SCALAR" || type?.kind === "ENUM" || type?.kind === "INPUT_OBJECT";
}

/** Whether an argument or input field has to be given. */
export function isRequired(input) {
    return input.type.kind === "NON_NULL" && input.defaultValue == null;
}

const required = (name, kind) => ({ kind: "NON_NULL", ofType: { kind, name } });
const TYPENAME = { name: "__typename", description: "The name of the object's type.", args: [], type: required("String", "SCALAR") };
const META = new Map([
    ["__schema", { name: "__schema", description: "The schema that you see.", args: [], type: required("__Schema", "OBJECT") }],
    [
        "__type",
        {
            name: "__type",
            description: "A type by its name.",
            args: [{ name: "name", type: required("String", "SCALAR") }],
            type: { kind: "OBJECT", name: "__Type" },
        },
    ],
]);

const REFERENCE = `fragment Reference on __Type { kind name ${"ofType { kind name ".repeat(8)}${"}".repeat(8)} }`;
const INPUT = "name description defaultValue isDeprecated deprecationReason type { ...Reference }";

/** Asks for all that `Schema` holds. */
export const INTROSPECTION = `query Introspection {
  __schema {
    description
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    directives { name description locations args(includeDeprecated: true) { ${INPUT} } }
    types {
      kind name description specifiedByURL isOneOf
      interfaces { name }
      possibleTypes { name }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      inputFields(includeDeprecated: true) { ${INPUT} }
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason
        args(includeDeprecated: true) { ${INPUT} }
        type { ...Reference }
      }
    }
  }
}
${REFERENCE}`;
