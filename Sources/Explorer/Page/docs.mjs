import { element } from "./dom.mjs";
import { isComposite, nameOf, written } from "./schema.mjs";

const MOST_FOUND = 60;

/** The schema to be read: what there is to ask, by type, with a way back. */
export class Docs {
    constructor(host) {
        this.schema = null;
        this.way = [];
        this.search = element("input", { type: "search", placeholder: "Search types and fields", "aria-label": "Search the schema", oninput: () => this.show() });
        this.page = element("div", { class: "reading" });
        host.append(this.search, this.page);
    }

    useSchema(schema) {
        this.schema = schema;
        this.way = this.way.filter((name) => schema?.type(name));
        this.show();
    }

    /** Opens a type, and scrolls to one of its fields. */
    open(typeName, fieldName = null) {
        this.search.value = "";
        if (this.way.at(-1) !== typeName) this.way.push(typeName);
        this.show(fieldName);
    }

    show(fieldName = null) {
        const text = this.search.value.trim();
        const type = this.schema?.type(this.way.at(-1));
        const parts = !this.schema ? ["No schema was loaded."] : text !== "" ? this.found(text) : type ? this.type(type) : this.roots();
        this.page.replaceChildren(...parts.filter((part) => part !== null));
        const field = fieldName && [...this.page.querySelectorAll("[data-name]")].find((each) => each.dataset.name === fieldName);
        if (field) {
            field.classList.add("found");
            field.scrollIntoView({ block: "center" });
        } else {
            this.page.scrollTop = 0;
        }
    }

    roots() {
        const roots = Object.entries(this.schema.roots).filter(([, name]) => name);
        const links = roots.flatMap(([kind, name], index) => [index > 0 ? ", " : null, `${kind} `, this.link(name)]);
        const [, ...query] = this.type(this.schema.type(this.schema.roots.query));
        return [element("p", {}, "What you see, and nothing else. It begins with ", ...links, "."), ...query];
    }

    found(text) {
        const found = this.schema.search(text, MOST_FOUND);
        if (found.length === 0) return [element("p", {}, `Nothing that you see has “${text}” in its name.`)];
        const entry = ({ type, field }) =>
            element("li", {}, field ? this.link(type.name, field.name, `${type.name}.${field.name}`) : this.link(type.name), " ", field ? written(field.type) : "");
        return [element("ul", {}, found.map(entry))];
    }

    type(type) {
        const back = element("button", { type: "button", class: "link", onclick: () => this.back() }, "← back");
        const kind = type.kind.toLowerCase().replace("_", " ") + (type.isOneOf ? ", one of" : "");
        return [
            back,
            element("h2", {}, type.name, " ", element("small", {}, kind)),
            this.text(type.description),
            type.specifiedByURL ? element("p", {}, "Specified by ", element("code", {}, type.specifiedByURL)) : null,
            ...this.named("Implements", type.interfaces),
            ...this.list("Fields", type.fields, (field) => this.field(field)),
            ...this.list("Input fields", type.inputFields, (input) => this.input(input)),
            ...this.list("Values", type.enumValues, (value) => [element("b", {}, value.name), this.deprecation(value), this.text(value.description)]),
            ...this.named("Possible types", type.possibleTypes),
        ];
    }

    back() {
        this.way.pop();
        this.show();
    }

    named(title, types) {
        if ((types ?? []).length === 0) return [];
        const links = types.flatMap((type, index) => [index > 0 ? ", " : null, this.link(type.name)]);
        return [element("h3", {}, title), element("p", {}, links)];
    }

    list(title, members, describe) {
        if ((members ?? []).length === 0) return [];
        const entries = members.map((member) => element("li", { class: member.isDeprecated ? "deprecated" : null, "data-name": member.name }, ...describe(member)));
        return [element("h3", {}, title), element("ul", { class: "members" }, entries)];
    }

    field(field) {
        const inputs = field.args.length === 0 ? [] : [element("ul", { class: "inputs" }, field.args.map((input) => element("li", {}, ...this.input(input))))];
        return [element("b", {}, field.name), ": ", this.reference(field.type), this.deprecation(field), this.text(field.description), ...inputs];
    }

    input(input) {
        const fallback = input.defaultValue != null ? element("code", {}, ` = ${input.defaultValue}`) : null;
        return [element("span", { class: "input" }, input.name), ": ", this.reference(input.type), fallback, this.deprecation(input), this.text(input.description)];
    }

    reference(reference) {
        const name = nameOf(reference);
        const [before, after] = written(reference).split(name);
        return element("span", {}, before, this.link(name), after);
    }

    link(typeName, fieldName = null, label = typeName) {
        return element("button", { type: "button", class: "link", onclick: () => this.open(typeName, fieldName) }, label);
    }

    deprecation(member) {
        return member.isDeprecated ? element("p", { class: "remark" }, `Deprecated: ${member.deprecationReason ?? ""}`) : null;
    }

    /** A description: paragraphs, with code between backticks. */
    text(description) {
        const paragraphs = (description ?? "").split(/\n\s*\n/).filter((each) => each.trim() !== "");
        const told = paragraphs.map((each) => {
            const parts = each.split("`");
            return element("p", {}, parts.map((part, index) => (index % 2 === 1 && index < parts.length - 1 ? element("code", {}, part) : part)));
        });
        return told.length > 0 ? element("div", {}, told) : null;
    }
}

/** One line on what stands at the cursor: what is wrong with it, or its coordinate, its type and the first sentence on it. */
export function summary(mark, isTyped) {
    const what = mark?.what;
    // What is wrong with a word while it is being typed is that it is not finished.
    if (mark?.problem && !(isTyped && mark.isTyping)) return { text: mark.problem, isProblem: true };
    if (!what) return { text: "", isProblem: false };
    const told = {
        field: () => [`${what.type?.name ?? ""}.${what.field.name}: ${written(what.field.type)}`, what.field.description],
        input: () => [`${what.input.name}: ${written(what.input.type)}`, what.input.description],
        type: () => [what.type.name, what.type.description],
        directive: () => [`@${what.directive.name}`, what.directive.description],
    };
    const [name, description] = told[what.kind]();
    const sentence = /^[^]*?[.!?](?=\s|$)/.exec(description ?? "")?.[0] ?? description ?? "";
    return { text: [name, sentence.replace(/\s+/g, " ")].filter(Boolean).join(" · "), isProblem: false };
}

/** Where to read on about what stands at the cursor: `[type, field?]`, or null. */
export function placeOf(mark, schema) {
    const what = mark?.what;
    if (what?.kind === "field") return what.type && !what.field.name.startsWith("__") ? [what.type.name, what.field.name] : null;
    if (what?.kind === "type") return [what.type.name];
    if (what?.kind !== "input") return null;
    const type = schema?.type(nameOf(what.input.type));
    return type && !isComposite(type) ? [type.name] : null;
}
