import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning

/// Json documents whose shape is declared. Nothing keeps what is stored to it, so every value is looked at: one that does not fit is a
/// fault of its field.
extension RowAnswer {
    /// The document in a cell: jsonb has a byte for its version before the text.
    func document(in cell: UnsafeRawBufferPointer, isBinary: Bool) throws(FieldFault) -> JSONValue {
        let text = isBinary ? cell.dropFirst() : cell[...]
        do { return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: text)) } catch { throw Self.misfit }
    }

    func object(_ document: JSONValue) throws(FieldFault) -> JSONValue {
        guard case .object = document else { throw Self.misfit }
        return document
    }

    func items(_ document: JSONValue) throws(FieldFault) -> [Value] {
        guard case .array(let items) = document else { throw Self.misfit }
        return items.map(Value.document)
    }

    func member(_ reader: FieldReader, of document: JSONValue) -> Value {
        guard case .member(let name) = reader else { return .null }
        return .document(document[name] ?? .null)
    }

    func write(
        _ value: JSONValue, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter
    ) throws(FieldFault) {
        switch (leaf, value) {
        case (.int, .number(let text)):
            guard Int32(text) != nil else { throw Self.misfit }
            writer.append(value)
        case (.float, .number), (.string, .string), (.boolean, .bool), (.id, .string):
            writer.append(value)
        case (.id, .number(let text)):
            guard Int64(text) != nil else { throw Self.misfit }
            writer.append(string: text)
        case (.enumeration(let shape), .string(let name)):
            guard shape.type.values[name] != nil else { throw Self.misfit }
            writer.append(value)
        case (.custom, _):
            try write(value, asScalar: field.typeName, to: &writer)
        default:
            throw Self.misfit
        }
    }

    /// The scalars of the graph beyond GraphQL's own are text, numbers too large for JSON's readers among them; `JSON` is anything.
    private func write(_ value: JSONValue, asScalar name: String, to writer: inout JSONWriter) throws(FieldFault) {
        switch (name, value) {
        case ("JSON", _), (_, .string): writer.append(value)
        case ("BigInt", .number(let text)):
            guard Int64(text) != nil else { throw Self.misfit }
            writer.append(string: text)
        case ("Decimal", .number(let text)): writer.append(string: text)
        default: throw Self.misfit
        }
    }

    private static var misfit: FieldFault { FieldFault(.internal, "The stored document does not fit the shape that is declared for it.") }
}
