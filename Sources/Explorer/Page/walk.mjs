import { isSignificant, tokens } from "./tokens.mjs";
import { isComposite, isInput, isRequired, nameOf } from "./schema.mjs";

/** Documents nest no deeper than so for the gateway, and are looked at no deeper. */
const MOST_DEPTH = 200;

/**
 * Goes through a document that may be unfinished, with the schema beside it.
 *
 * @param text the document
 * @param schema a `Schema`, or null while there is none: then nothing is known and nothing is wrong
 * @param cursor a place in the text, whose surroundings are told
 * @returns `tokens`; `marks`, what each name is and what is wrong with it; `operations` and `fragments` of the document; and
 *   `context`, what a word at the cursor would be (see `suggest.mjs`), or null within comments and strings
 */
export function walk(text, schema, cursor = -1) {
    const all = tokens(text);
    const walker = new Walker(all.filter(isSignificant), schema, cursor);
    walker.document();
    // A comment and an unfinished string go on behind their last character, a string does not.
    const isMute = all.some(({ kind, start, end }) => {
        if (start >= cursor || cursor > end) return false;
        return kind === "comment" || kind === "unfinished" || (kind === "string" && cursor < end);
    });
    return {
        tokens: all,
        marks: walker.marks,
        operations: walker.operations,
        fragments: walker.fragments,
        context: isMute ? null : walker.context,
    };
}

const KINDS_OF_OPERATION = ["query", "mutation", "subscription"];
const CLOSING = ["}", ")", "]"];

class Walker {
    constructor(significant, schema, cursor) {
        this.tokens = significant;
        this.schema = schema;
        this.index = 0;
        this.context = null;
        this.marks = [];
        this.operations = [];
        this.fragments = [];
        this.operation = null;
        this.depth = 0;
        // A word that the cursor touches is what is being typed; else it is what comes next.
        const isWord = (token) => token.kind === "name" || token.kind === "variable";
        const at = significant.findIndex((token) => (isWord(token) ? token.end : token.start) >= cursor);
        this.cursorIndex = at < 0 ? significant.length : at;
        const touched = significant[this.cursorIndex];
        this.prefix = touched && touched.start < cursor ? touched.text.slice(0, cursor - touched.start) : "";
        this.typing = touched && isWord(touched) && touched.start <= cursor && cursor <= touched.end ? touched : null;
    }

    get next() {
        return this.tokens[this.index];
    }

    take() {
        return this.tokens[this.index++];
    }

    takeIf(text) {
        return this.next?.text === text ? this.take() : null;
    }

    takeName() {
        return this.next?.kind === "name" ? this.take() : null;
    }

    /** Says what a word would be here, should the cursor be here. */
    here(kind, details = {}) {
        if (this.index === this.cursorIndex && !this.context) {
            const { prefix, typing } = this;
            this.context = { kind, prefix, typing, operation: this.operation, fragments: this.fragments, ...details };
        }
    }

    /** Tells what a name is, what is wrong with it, and whether it may still be being typed. */
    mark(token, what, problem = null) {
        this.marks.push({ start: token.start, end: token.end, what, problem, isTyping: token === this.typing });
    }

    /** Goes on one level deeper; below the deepest nothing is looked at any more. */
    within(go) {
        this.depth += 1;
        if (this.depth > MOST_DEPTH) this.index = this.tokens.length;
        else go();
        this.depth -= 1;
    }

    // Definition: OperationDefinition | FragmentDefinition
    document() {
        while (this.index <= this.tokens.length) {
            this.here("definition");
            const token = this.take();
            if (!token) return;
            if (token.text === "{") {
                this.begin(token, "query", null);
                this.selections(this.schema?.roots.query);
                this.operation = null;
            } else if (KINDS_OF_OPERATION.includes(token.text)) {
                this.operationDefinition(token);
            } else if (token.text === "fragment") {
                this.fragmentDefinition();
            } else if (token.kind !== "string" && token.kind !== "unfinished") {
                this.mark(token, null, "An operation or a fragment begins with query, mutation, subscription, fragment or {.");
            }
        }
    }

    begin(token, kind, name) {
        this.operation = { kind, name, start: token.start, variables: [] };
        this.operations.push(this.operation);
    }

    // OperationType Name? VariablesDefinition? Directives? SelectionSet
    operationDefinition(token) {
        const root = this.schema?.roots[token.text];
        this.begin(token, token.text, this.takeName()?.text ?? null);
        if (this.schema && !root) this.mark(token, null, `There is no ${token.text} for you.`);
        if (this.takeIf("(")) this.variableDefinitions();
        this.directives(token.text.toUpperCase());
        if (this.takeIf("{")) this.selections(root);
        this.operation = null;
    }

    // fragment FragmentName on NamedType Directives? SelectionSet
    fragmentDefinition() {
        const name = this.takeName();
        if (name) this.fragments.push(name.text);
        this.here("on");
        let type = null;
        if (this.takeIf("on")) {
            this.here("condition", { type: null });
            type = this.condition();
        }
        this.directives("FRAGMENT_DEFINITION");
        if (this.takeIf("{")) this.selections(type);
    }

    condition() {
        const name = this.takeName();
        if (!name) return null;
        this.typeName(name, isComposite, "Fragments are on objects, interfaces and unions.");
        return name.text;
    }

    typeName(token, fits, otherwise) {
        const type = this.schema?.type(token.text);
        const problem = !this.schema ? null : !type ? `There is no type ${token.text} for you.` : fits(type) ? null : otherwise;
        this.mark(token, type ? { kind: "type", type } : null, problem);
    }

    // ( Variable : Type DefaultValue? Directives? … )
    variableDefinitions() {
        while (this.next && !this.takeIf(")")) {
            if (this.next.text === "{") return;
            const token = this.take();
            if (token.kind !== "variable") continue;
            const variable = { name: token.text.slice(1), type: "", default: null };
            this.operation.variables.push(variable);
            if (!this.takeIf(":")) continue;
            const from = this.index;
            this.typeReference();
            variable.type = this.tokens.slice(from, this.index).map((part) => part.text).join("");
            if (this.takeIf("=")) {
                variable.default = this.next?.text ?? null;
                this.value(null);
            }
            this.directives("VARIABLE_DEFINITION");
        }
    }

    // NamedType | [ Type ] | NonNullType
    typeReference() {
        this.here("inputType");
        if (this.takeIf("[")) {
            this.within(() => this.typeReference());
            this.takeIf("]");
        } else {
            const name = this.takeName();
            if (name) this.typeName(name, isInput, "Variables are of input types.");
        }
        this.takeIf("!");
    }

    // { Selection … }, the brace being taken
    selections(type) {
        this.within(() => this.everySelection(type));
    }

    everySelection(type) {
        for (;;) {
            this.here("selection", { type });
            if (!this.next || this.takeIf("}")) return;
            if (this.takeIf("...")) {
                this.spread(type);
            } else if (this.next.kind === "name") {
                this.field(type);
            } else {
                this.mark(this.take(), null, "Fields are expected here.");
            }
        }
    }

    // ... FragmentName Directives? | ... TypeCondition? Directives? SelectionSet
    spread(type) {
        this.here("spread", { type });
        if (this.takeIf("on")) {
            this.here("condition", { type });
            type = this.condition() ?? type;
        } else if (this.takeName()) {
            return this.directives("FRAGMENT_SPREAD");
        }
        this.directives("INLINE_FRAGMENT");
        if (this.takeIf("{")) this.selections(type);
    }

    // Alias? Name Arguments? Directives? SelectionSet?
    field(type) {
        let name = this.take();
        if (this.takeIf(":")) {
            this.here("selection", { type });
            if (this.next?.kind !== "name") return;
            name = this.take();
        }
        const field = this.schema?.field(type, name.text);
        const fieldType = this.schema?.type(nameOf(field?.type));
        const from = this.index;
        if (this.takeIf("(")) this.inputs("argument", field?.args, ")");
        this.directives("FIELD");
        const hasSelections = this.takeIf("{");
        const problem = this.problem(type, name, field, fieldType, hasSelections, this.tokens[from]?.text === "(");
        this.mark(name, field ? { kind: "field", type: this.schema.type(type), field } : null, problem);
        if (hasSelections) this.selections(fieldType?.name);
    }

    problem(type, name, field, fieldType, hasSelections, hasArguments) {
        if (!this.schema?.type(type)) return null;
        if (!field) return `There is no field ${name.text} on ${type} for you.`;
        if (isComposite(fieldType) && !hasSelections) return `Of ${name.text} fields have to be chosen: ${name.text} { … }`;
        if (hasSelections && !isComposite(fieldType)) return `${name.text} is ${fieldType?.name} and has no fields.`;
        const missing = hasArguments ? [] : field.args.filter(isRequired);
        return missing.length > 0 ? `${name.text} needs ${missing.map((input) => input.name).join(", ")}.` : null;
    }

    // ( Name : Value … ) or { Name : Value … }, the opening being taken
    inputs(kind, definitions, closing) {
        this.within(() => this.everyInput(kind, definitions, closing));
    }

    everyInput(kind, definitions, closing) {
        const used = [];
        for (;;) {
            this.here(kind, { inputs: definitions, used });
            if (!this.next || this.takeIf(closing)) return;
            if (CLOSING.includes(this.next.text) || this.next.text === "{") return;
            const name = this.take();
            if (name.kind !== "name") continue;
            const definition = definitions?.find((input) => input.name === name.text);
            used.push(name.text);
            const problem = definitions && !definition ? `There is no ${kind === "argument" ? "argument" : "field"} ${name.text} here.` : null;
            this.mark(name, definition ? { kind: "input", input: definition } : null, problem);
            if (this.takeIf(":")) this.value(definition?.type);
        }
    }

    // Variable | IntValue | FloatValue | StringValue | BooleanValue | NullValue | EnumValue | ListValue | ObjectValue
    value(reference) {
        this.here("value", { reference });
        const token = this.next;
        if (!token || CLOSING.includes(token.text)) return;
        this.take();
        const type = this.schema?.type(nameOf(reference));
        if (token.text === "[") {
            const item = inList(reference);
            this.within(() => {
                while (this.next && !CLOSING.includes(this.next.text)) this.value(item);
            });
            this.here("value", { reference: item });
            this.takeIf("]");
        } else if (token.text === "{") {
            this.inputs("inputField", type?.inputFields ?? undefined, "}");
        } else if (token.kind === "variable") {
            const isKnown = !this.operation || this.operation.variables.some((variable) => `$${variable.name}` === token.text);
            this.mark(token, null, isKnown ? null : `${token.text} is not among the operation's variables.`);
        } else if (token.kind === "name" && type?.kind === "ENUM") {
            const value = type.enumValues.find((each) => each.name === token.text);
            this.mark(token, { kind: "type", type }, value || token.text === "null" ? null : `${type.name} has no ${token.text}.`);
        }
    }

    // @ Name Arguments?
    directives(location) {
        while (this.takeIf("@")) {
            this.here("directive", { location });
            const name = this.takeName();
            const directive = this.schema?.directives.get(name?.text);
            if (name && this.schema) {
                this.mark(name, directive ? { kind: "directive", directive } : null, directive ? null : `There is no @${name.text}.`);
            }
            if (this.takeIf("(")) this.inputs("argument", directive?.args, ")");
        }
    }
}

/** What the items of a list are; a type that is no list takes a list of one of it. */
function inList(reference) {
    if (reference?.kind === "NON_NULL") reference = reference.ofType;
    return reference?.kind === "LIST" ? reference.ofType : reference;
}
