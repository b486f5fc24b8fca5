package import GraphQLLanguage
package import GraphQLSchema
package import JSON

/// Executes a valid operation over JSON data. Field collection, coercion and completion are those of every other execution.
package enum DataExecutor {
    /// The response's `data`, as JSON, and the errors of its fields. Fails where the request is refused before execution.
    package static func execute(
        _ document: Document, operationName: String?, variables: JSONValue, data: JSONValue, in schema: Schema
    ) throws(RequestErrors) -> (data: [UInt8], errors: [GraphQLError]) {
        let operation = try document.operation(named: operationName)
        guard let root = schema.rootType(for: operation.type) else {
            throw RequestErrors([
                GraphQLError(
                    .validation, "Schema is not configured to execute \(operation.type.rawValue) operation.",
                    locations: [document.source.location(at: operation.offset)])
            ])
        }
        let values = try VariableCoercion.coerce(variables, for: operation, in: schema, source: document.source)
        var builder = ShapeBuilder(document, schema, values)
        let shape: ObjectShape
        do { shape = try builder.shape([operation.selectionSet], on: root) } catch { throw RequestErrors([error]) }
        var writer = JSONWriter()
        var completer = Completer(DataSource(schema: schema), text: document.source)
        completer.complete(data, as: shape, to: &writer)
        return (writer.takeBytes(), completer.errors)
    }
}
