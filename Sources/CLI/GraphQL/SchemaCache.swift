import GraphQLLanguage
import GraphQLSchema

/// Schemas by their SDL: the same one is asked about many times.
struct SchemaCache {
    private var schemas: [String: Schema] = [:]

    /// The schema, which is valid; or what is wrong with it.
    mutating func schema(_ sdl: String) throws(GraphQLRefusal) -> Schema {
        if let known = schemas[sdl] { return known }
        let built = try GraphQLEngine.build(sdl)
        let errors = SchemaValidator.errors(in: built)
        guard errors.isEmpty else { throw .errors(errors) }
        if schemas.count >= 32 { schemas = [:] }
        schemas[sdl] = built.schema
        return built.schema
    }
}
