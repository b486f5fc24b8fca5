import GraphQLSchema
import PostgresTypes

/// How the values of a column look from GraphQL.
struct ValueShape {
    let type: PostgresType
    /// Nullable on the outside; whether it may be null is the column's to say.
    let output: TypeReference
    /// The scalar or enum that compares with it; nil for lists, documents and what else has no order a client could use.
    let comparable: String?
    /// What filters compare its values with; nil where they cannot.
    let operand: FilterOperand?
    /// As `Column.enumNames`.
    let enumNames: [String: String]?
    /// Whether the type itself, a domain, refuses null.
    let isNotNull: Bool

    init(
        type: PostgresType, output: TypeReference, comparable: String?, operand: FilterOperand? = nil, enumNames: [String: String]? = nil,
        isNotNull: Bool = false
    ) {
        self.type = type
        self.output = output
        self.comparable = comparable
        self.operand = operand ?? comparable.map(FilterOperand.value)
        self.enumNames = enumNames
        self.isNotNull = isNotNull
    }

    /// As `Column.boundOID`.
    var boundOID: UInt32? { if case .range(_, let oid)? = operand { oid } else { nil } }
}
