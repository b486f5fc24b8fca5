import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON

/// A schema is printed so that it builds the same schema, differs in nothing from itself, and can be asked about itself when it is
/// valid.
enum SchemaTarget {
    static func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let document = try? Parser.parse(Source(bytes: bytes)), let built = try? SchemaBuilder.build(document) else { return }
        let schema = built.schema
        let printed = SchemaPrinter.print(schema)
        // Nothing but what is built in prints as nothing, which is no document.
        if !printed.utf8.isEmpty {
            guard let again = try? SchemaBuilder.build(Parser.parse(printed, limits: .trusted)).schema else {
                throw BrokenPromise("a printed schema cannot be built:\n\(printed)")
            }
            try require(SchemaPrinter.print(again) == printed, "a printed schema prints as another one:\n\(printed)")
            try require(SchemaDiff.changes(from: schema, to: again).isEmpty, "a printed schema is another one:\n\(printed)")
        }
        try require(SchemaDiff.changes(from: schema, to: schema).isEmpty, "a schema differs from itself")
        _ = SchemaPrinter.print(schema.sorted)
        if SchemaValidator.errors(in: built).isEmpty { try introspect(schema) }
    }

    private static func introspect(_ schema: Schema) throws(BrokenPromise) {
        guard let operation = try? Validator.check(Parser.parse(introspection), schema: schema).operation(named: nil) else {
            throw BrokenPromise("a valid schema cannot be asked about itself")
        }
        let answer = try Answers.execute(operation, variables: .null, data: .object([]))
        try require(answer["__schema"] != .null, "a valid schema does not know itself")
    }

    private static let introspection = """
        { __schema { description queryType { ...T } mutationType { name } subscriptionType { name }
            types { ...T fields(includeDeprecated: true) { name description isDeprecated deprecationReason type { ...R } args { ...V } }
              inputFields { ...V } interfaces { ...R } possibleTypes { name } enumValues(includeDeprecated: true) { name } }
            directives { name isRepeatable locations args(includeDeprecated: true) { ...V } } } }
        fragment T on __Type { kind name description specifiedByURL isOneOf }
        fragment R on __Type { kind name ofType { kind name ofType { kind name } } }
        fragment V on __InputValue { name description defaultValue isDeprecated deprecationReason type { ...R } }
        """
}
