import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON

extension GraphQLEngine {
    func validate(_ request: ContractRequest, in schema: Schema, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let query = try request.text("query")
        let document = try GraphQLRefusal.wrapping { () throws(GraphQLError) in try Parser.parse(query) }
        writer.append(raw: ",\"errors\":")
        writer.append(errors: Validator.validate(document, schema: schema))
    }

    func execute(_ request: ContractRequest, in schema: Schema, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        let query = try request.text("query")
        let operation = try Self.operation(in: query, named: request.optionalText("operationName"), schema)
        writer.append(raw: ",\"data\":")
        let errors: [GraphQLError]
        do {
            errors = try DataExecutor.execute(
                operation, variables: request.value("variables") ?? .null, data: request.value("data") ?? .object([]), to: &writer)
        } catch {
            throw .errors(error.errors)
        }
        if !errors.isEmpty {
            writer.append(raw: ",\"errors\":")
            writer.append(errors: errors)
        }
    }

    private static func operation(in query: String, named name: String?, _ schema: Schema) throws(GraphQLRefusal) -> ValidOperation {
        let document = try GraphQLRefusal.wrapping { () throws(GraphQLError) in try Parser.parse(query) }
        let valid: ValidDocument
        do { valid = try Validator.check(document, schema: schema) } catch { throw .errors(error.errors) }
        return try GraphQLRefusal.wrapping { () throws(GraphQLError) in try valid.operation(named: name) }
    }
}
