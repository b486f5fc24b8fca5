/// What an error may say of a constraint, or a unique index, that refused a row.
package struct ConstraintBinding: Sendable, Hashable {
    /// The columns that it speaks of, the tenant's left out.
    package let columns: [String]
    /// `@error(message:)`: what is wrong, in the words of whoever made the constraint.
    package let message: String?

    init(columns: [String], message: String?) {
        self.columns = columns
        self.message = message
    }
}
