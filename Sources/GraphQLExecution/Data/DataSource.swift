import GraphQLLanguage
import GraphQLSchema
import JSON

/// JSON as a source of values: a field's value is the member of its name.
///
/// `{"$error": text}` fails with that text; `{"$args": true}` gives the field's coerced arguments, as JSON text with sorted keys; an object of an
/// abstract type says in `__typename` what it is.
struct DataSource: CompletionSource {
    let schema: Schema

    func isNull(_ value: JSONValue) -> Bool { value.isNull }

    func object(_ value: JSONValue, as shape: ObjectShape) throws(FieldFault) -> JSONValue {
        try checked(value)
    }

    func value(of field: FieldShape, in object: inout JSONValue) -> JSONValue {
        let value = object[field.name] ?? .null
        guard value["$args"] == .bool(true) else { return value }
        return .string(field.arguments.object.json.sorted.text)
    }

    func items(of value: JSONValue, in field: FieldShape) throws(FieldFault) -> IndexingIterator<[JSONValue]> {
        guard case .array(let items) = try checked(value) else {
            throw FieldFault(.internal, "Expected Iterable, but did not find one for field \"\(field.parentType).\(field.name)\".")
        }
        return items.makeIterator()
    }

    func next(_ items: inout IndexingIterator<[JSONValue]>) -> JSONValue? { items.next() }

    func shape(of value: JSONValue, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
        guard case .string(let name)? = try checked(value)["__typename"] else {
            throw FieldFault(
                .internal,
                """
                Abstract type "\(shapes.type)" must resolve to an Object type at runtime for field "\(field.parentType).\(field.name)". \
                Either the "\(shapes.type)" type should provide a "resolve_type" function or each possible type should provide \
                an "is_type_of" function.
                """)
        }
        if let position = shapes.position(of: name) { return shapes[position] }
        switch schema.type(named: name) {
        case .object?:
            throw FieldFault(.internal, "Runtime Object type \"\(name)\" is not a possible type for \"\(shapes.type)\".")
        case nil:
            throw FieldFault(
                .internal, "Abstract type \"\(shapes.type)\" was resolved to a type \"\(name)\" that does not exist inside the schema.")
        default: throw FieldFault(.internal, "Abstract type \"\(shapes.type)\" was resolved to a non-object type \"\(name)\".")
        }
    }

    func write(_ value: JSONValue, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter) throws(FieldFault) {
        writer.append(try LeafCompletion.complete(checked(value), as: leaf))
    }

    private func checked(_ value: JSONValue) throws(FieldFault) -> JSONValue {
        if case .string(let message)? = value["$error"] { throw FieldFault(.internal, message) }
        return value
    }
}

extension JSONValue {
    /// The same value with the members of all its objects in the order of their names.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members): .object(members.map { JSONMember($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }
}
