import GraphQLLanguage
import GraphQLSchema
import JSON

/// A schema as a source of values: answers `__schema` and `__type` (§4).
///
/// It knows the schema that it is given and no other; where that is a masked one, what is masked does not exist.
struct IntrospectionSource: CompletionSource {
    let schema: Schema
    /// How many more values may be given. Types lead to types, so that a short text can ask for an answer without end.
    private var budget: Int

    init(_ schema: Schema, budget: Int) {
        self.schema = schema
        self.budget = budget
    }

    /// What a value may take, its key included, on the average of an answer.
    private static let bytesPerValue = 32

    /// The answer to `__schema` or `__type`, as JSON, and what of it failed, with paths from there; fails itself where it would have more
    /// values than are left in `budget`, or be longer than so many values are.
    static func render(
        _ field: String, _ arguments: Arguments, as shape: ObjectShape, of schema: Schema, text: Source, budget: inout Int
    ) throws(FieldFault) -> (json: [UInt8], errors: [GraphQLError]) {
        var node = IntrospectionNode.schema
        if field == "__type" {
            guard case .string(let name)? = arguments["name"], schema.type(named: name) != nil else { return (Array("null".utf8), []) }
            node = .type(.named(name))
        }
        var writer = JSONWriter()
        var completer = Completer(IntrospectionSource(schema, budget: budget), text: text, byteLimit: budget * bytesPerValue)
        completer.complete(node, as: shape, to: &writer)
        budget = min(completer.source.budget, budget - (writer.count + completer.errorBytes) / bytesPerValue)
        guard budget > 0, !completer.isTooLarge else { throw FieldFault(.tooComplex, "The introspection asks for too much.") }
        return (writer.takeBytes(), completer.errors)
    }

    func isNull(_ value: IntrospectionNode) -> Bool {
        if case .null = value { true } else { false }
    }

    func object(_ value: IntrospectionNode, as shape: ObjectShape) -> IntrospectionNode { value }

    mutating func value(of field: FieldShape, in object: inout IntrospectionNode) -> IntrospectionNode {
        budget -= 1
        guard budget > 0 else { return .null }
        return switch object {
        case .schema: schemaField(field)
        case .type(let type): typeField(field, of: type)
        case .field(let definition): fieldField(field, of: definition)
        case .inputValue(let definition): inputValueField(field, of: definition)
        case .enumValue(let definition): enumValueField(field, of: definition)
        case .directive(let definition): directiveField(field, of: definition)
        case .null, .text, .boolean, .list: .null
        }
    }

    func items(of value: IntrospectionNode, in field: FieldShape) -> IndexingIterator<[IntrospectionNode]> {
        if case .list(let items) = value { items.makeIterator() } else { [].makeIterator() }
    }

    func next(_ items: inout IndexingIterator<[IntrospectionNode]>) -> IntrospectionNode? { items.next() }

    func shape(of value: IntrospectionNode, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
        throw FieldFault(.internal, "Introspection has no abstract types.")
    }

    func write(
        _ value: IntrospectionNode, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter
    ) throws(FieldFault) {
        switch value {
        case .text(let text): writer.append(string: text)
        case .boolean(let value): writer.append(bool: value)
        default: throw FieldFault(.internal, "Introspection has no leaf here.")
        }
    }
}
