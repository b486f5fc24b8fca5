import GraphQLSchema
import PostgresTypes

/// How the values of a column look from GraphQL.
struct ValueShape {
    let type: PostgresType
    /// Nullable on the outside; whether it may be null is the column's to say.
    let output: TypeReference
    /// The scalar or enum that compares with it; nil for lists, documents and what else has no order a client could use.
    let comparable: String?
    /// As `Column.enumNames`.
    let enumNames: [String: String]?
    /// Whether the type itself, a domain, refuses null.
    let isNotNull: Bool

    init(type: PostgresType, output: TypeReference, comparable: String?, enumNames: [String: String]? = nil, isNotNull: Bool = false) {
        self.type = type
        self.output = output
        self.comparable = comparable
        self.enumNames = enumNames
        self.isNotNull = isNotNull
    }
}
