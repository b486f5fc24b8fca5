import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON

extension GraphQLEngine {
    /// The schema of an SDL text with further documents applied to it, by the rules on SDL alone.
    static func build(_ sdl: String, extendedBy extensions: [String] = []) throws(GraphQLRefusal) -> BuiltSchema {
        var documents: [Document] = []
        for text in [sdl] + extensions {
            documents.append(try GraphQLRefusal.wrapping { () throws(GraphQLError) in try Parser.parse(text, limits: .trusted) })
        }
        return try GraphQLRefusal.wrapping { () throws(SchemaErrors) in
            try SchemaBuilder.build(documents[0], extendedBy: Array(documents.dropFirst()))
        }
    }

    func buildSchema(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let schema = try Self.build(request.text("sdl"), extendedBy: request.texts("extend")).schema
        writer.append(raw: ",\"sdl\":")
        writer.append(string: SchemaPrinter.print(request.flag("sort") ? schema.sorted : schema))
    }

    func validateSchema(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let built = try Self.build(request.text("sdl"), extendedBy: request.texts("extend"))
        writer.append(raw: ",\"errors\":")
        writer.append(errors: SchemaValidator.errors(in: built))
    }

    /// Kinds of changes that `souk schema diff` tells and the contract, whose list is the reference implementation's, does not.
    private static let beyondContract: Set<SchemaChange.Kind> = [.rootTypeChanged, .oneOfAdded, .specifiedByChanged]

    func breakingChanges(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let old = try Self.build(request.text("old")).schema
        let new = try Self.build(request.text("new")).schema
        let changes = SchemaDiff.changes(from: old, to: new).filter { $0.severity != .safe && !Self.beyondContract.contains($0.kind) }
        writer.append(raw: ",\"changes\":")
        writer.append(
            .array(
                changes.map { change in
                    .object([
                        JSONMember("severity", .string(change.severity.rawValue)), JSONMember("type", .string(change.kind.rawValue)),
                        JSONMember("description", .string(change.description)),
                    ])
                }))
    }

    func coordinate(_ request: ContractRequest, in schema: Schema, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let source = Source(try request.text("coordinate"))
        let element = try GraphQLRefusal.wrapping { () throws(GraphQLError) in
            try schema.element(at: try Parser.parseCoordinate(source))
        }
        writer.append(raw: ",\"kind\":")
        writer.append(element.map { .string($0.kind) } ?? .null)
    }
}

extension SchemaElement {
    /// What kind of element it is, as answers call it.
    fileprivate var kind: String {
        switch self {
        case .type: "NamedType"
        case .field: "Field"
        case .inputField: "InputField"
        case .enumValue: "EnumValue"
        case .fieldArgument: "FieldArgument"
        case .directive: "Directive"
        case .directiveArgument: "DirectiveArgument"
        }
    }
}
