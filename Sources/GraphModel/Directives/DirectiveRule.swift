/// A directive that comments may carry: where it may stand and what it takes.
package struct DirectiveRule: Sendable {
    package struct Argument: Sendable {
        package enum Kind: Sendable, Hashable {
            /// A string that is a GraphQL name.
            case name
            /// Any string.
            case text
            /// A string that functions of the database read as it stands.
            case plainText
            /// A list of strings with at least one.
            case texts
            /// A whole number, not negative.
            case count
            /// One of these, written as an enum value.
            case choice([String])
            /// A list of some of these, written as enum values.
            case choices([String])

            /// The kind as a message says it.
            package var expectation: String {
                switch self {
                case .name: "a GraphQL name in quotes"
                case .text: "a string"
                case .plainText: "a string with something in it, without quotation marks and backslashes"
                case .texts: "a list of strings"
                case .count: "a whole number"
                case .choice(let names): "one of \(names.joined(separator: ", "))"
                case .choices(let names): "a list of \(names.joined(separator: ", "))"
                }
            }
        }

        package let name: String
        package let kind: Kind
        package let isRequired: Bool

        static func required(_ name: String, _ kind: Kind) -> Argument { Argument(name: name, kind: kind, isRequired: true) }
        static func optional(_ name: String, _ kind: Kind) -> Argument { Argument(name: name, kind: kind, isRequired: false) }
    }

    package let name: String
    package let places: [DirectivePlace]
    package let arguments: [Argument]
    package let isRepeatable: Bool
    /// Whether it says nothing without at least one of its arguments.
    package let needsArgument: Bool

    init(_ name: String, on places: [DirectivePlace], _ arguments: [Argument] = [], isRepeatable: Bool = false, needsArgument: Bool = false)
    {
        self.name = name
        self.places = places
        self.arguments = arguments
        self.isRepeatable = isRepeatable
        self.needsArgument = needsArgument
    }

    /// Every directive there is. A name may have several rules, for different places.
    package static let all: [DirectiveRule] = [
        DirectiveRule("graph", on: [.table, .view], [.optional("type", .name), .optional("field", .name), .optional("list", .name)]),
        DirectiveRule("graph", on: [.function], [.optional("on", .text), .optional("field", .name)]),
        DirectiveRule(
            "scope", on: [.table, .view, .column, .function], [.optional("read", .text), .optional("write", .text)], needsArgument: true),
        DirectiveRule("visible", on: [.table, .view, .column, .function], [.required("to", .choices(Role.allCases.map(\.directiveName)))]),
        DirectiveRule("name", on: [.column, .enumType, .domain, .function], [.required("as", .name)]),
        DirectiveRule("name", on: [.foreignKey], [.optional("forward", .name), .optional("backward", .name)], needsArgument: true),
        DirectiveRule("hidden", on: [.table, .view, .column, .constraint, .function]),
        DirectiveRule("hidden", on: [.foreignKey], [.optional("side", .choice(["FORWARD", "BACKWARD"]))]),
        DirectiveRule("order", on: [.table, .view, .function], [.required("by", .texts)]),
        DirectiveRule("order", on: [.column, .foreignKey]),
        DirectiveRule("filter", on: [.column, .foreignKey]),
        DirectiveRule("deprecated", on: [.table, .view, .column, .function], [.optional("reason", .text)]),
        DirectiveRule(
            "union", on: [.table], [.required("name", .name), .required("field", .name), .required("of", .texts)], isRepeatable: true),
        DirectiveRule(
            "through", on: [.table], [.required("from", .text), .required("to", .text), .optional("field", .name)], isRepeatable: true),
        DirectiveRule(
            "interface", on: [.table, .view], [.required("name", .name), .optional("fields", .texts), .optional("description", .text)],
            isRepeatable: true),
        DirectiveRule("key", on: [.view], [.required("columns", .texts)]),
        DirectiveRule(
            "reference", on: [.view],
            [
                .required("columns", .texts), .required("table", .text), .required("to", .texts), .optional("forward", .name),
                .optional("backward", .name),
            ], isRepeatable: true),
        DirectiveRule("enum", on: [.column, .enumType, .domain], [.required("name", .name)]),
        DirectiveRule("enum", on: [.table], [.required("name", .name), .optional("description", .text)]),
        DirectiveRule("json", on: [.column], [.optional("type", .text), .optional("as", .text)], needsArgument: true),
        DirectiveRule(
            "json", on: [.function], [.optional("type", .text), .optional("as", .text), .optional("column", .text)], isRepeatable: true,
            needsArgument: true),
        DirectiveRule("public", on: [.table, .view]),
        DirectiveRule(
            "aggregate", on: [.table, .view, .column],
            [.optional("to", .choices(Role.allCases.map(\.directiveName) + ["NOBODY"])), .optional("scope", .text)], needsArgument: true),
        DirectiveRule("groupBy", on: [.column]),
        DirectiveRule("audited", on: [.table, .view, .column]),
        DirectiveRule("counter", on: [.foreignKey], [.required("column", .text)]),
        DirectiveRule(
            "rows", on: [.function],
            [
                .required("of", .text), .required("key", .texts), .optional("order", .texts), .optional("limit", .text),
                .optional("after", .texts),
            ]),
        DirectiveRule(
            "argument", on: [.function],
            [
                .required("parameter", .text), .optional("as", .name), .optional("description", .text), .optional("id", .text),
                .optional("rows", .text), .optional("columns", .texts),
            ],
            isRepeatable: true),
        DirectiveRule(
            "result", on: [.function], [.required("column", .text), .optional("as", .name), .optional("description", .text)],
            isRepeatable: true),
        DirectiveRule("guards", on: [.function], [.required("mutation", .text), .required("on", .text)], isRepeatable: true),
        DirectiveRule("error", on: [.constraint], [.required("message", .plainText)]),
        DirectiveRule("cost", on: [.function], [.required("rows", .count)]),
        DirectiveRule("alone", on: [.function]),
        DirectiveRule("impersonal", on: [.function]),
        DirectiveRule("definer", on: [.function], [.required("reason", .text)]),
    ]

    static let names = Set(all.map(\.name))

    static func rules(named name: String) -> [DirectiveRule] { all.filter { $0.name == name } }
}

extension Role {
    /// The role as `@visible(to:)` writes it: `BUYER`.
    package var directiveName: String { rawValue.uppercased() }
}
