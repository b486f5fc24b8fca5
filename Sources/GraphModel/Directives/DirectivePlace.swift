/// What a comment stands on.
package enum DirectivePlace: String, Sendable, Hashable, CaseIterable {
    case table, view, column
    case foreignKey = "foreign key"
    /// A constraint other than a foreign key.
    case constraint = "check or key"
    case enumType = "enum type"
    case domain, function
}
