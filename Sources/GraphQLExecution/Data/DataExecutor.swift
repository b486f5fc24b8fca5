package import GraphQLLanguage
import GraphQLSchema
package import GraphQLValidation
package import JSON

/// Executes a valid operation over JSON data. Field collection, coercion and completion are those of every other execution.
package enum DataExecutor {
    /// Writes the response's `data` and returns the errors of its fields. Fails where the request is refused before execution.
    package static func execute(
        _ operation: ValidOperation, variables: JSONValue, data: JSONValue, to writer: inout JSONWriter
    ) throws(RequestErrors) -> [GraphQLError] {
        let schema = operation.document.schema
        let document = operation.document.document
        let definition = operation.definition
        guard let root = schema.rootType(for: definition.type) else {
            throw RequestErrors([
                GraphQLError(
                    .validation, "Schema is not configured to execute \(definition.type.rawValue) operation.",
                    locations: [document.source.location(at: definition.offset)])
            ])
        }
        let values = try VariableCoercion(definition.variables, in: schema, source: document.source).coerce(variables)
        if let fault = document.conditionFault(of: definition, values) { throw RequestErrors([fault]) }
        var builder = ShapeBuilder(document, schema, values)
        let shape: ObjectShape
        do { shape = try builder.shape([definition.selectionSet], on: root) } catch { throw RequestErrors([error]) }
        var completer = Completer(DataSource(schema: schema), text: document.source)
        completer.complete(data, as: shape, to: &writer)
        return completer.errors
    }
}
