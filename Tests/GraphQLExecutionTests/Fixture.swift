import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON

/// Runs a query over data, the whole way, and gives the response as text.
func response(
    _ query: String, schema sdl: String, data: String = "{}", variables: String = "null", operation: String? = nil
) throws -> String {
    let schema = try SchemaBuilder.build(try Parser.parse(sdl)).schema
    let document = try Validator.check(try Parser.parse(query), schema: schema)
    var writer = JSONWriter()
    writer.append(raw: "{\"data\":")
    let errors = try DataExecutor.execute(
        try document.operation(named: operation), variables: try JSONParser.parse(Array(variables.utf8)),
        data: try JSONParser.parse(Array(data.utf8)), to: &writer)
    if !errors.isEmpty {
        writer.append(raw: ",\"errors\":")
        writer.append(errors: errors)
    }
    writer.append(raw: "}")
    return String(decoding: writer.takeBytes(), as: UTF8.self)
}

/// The errors of a request that was refused before execution.
func refusal(_ query: String, schema: String, variables: String) throws -> [String] {
    do {
        _ = try response(query, schema: schema, variables: variables)
        return []
    } catch let error as RequestErrors {
        return error.errors.map(\.message)
    }
}
