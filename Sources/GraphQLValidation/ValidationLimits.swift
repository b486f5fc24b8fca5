/// What one validation may cost.
package struct ValidationLimits: Sendable, Hashable {
    /// Errors that are reported; after one more the validation is aborted.
    package let errors: Int
    /// Steps of work that could grow faster than the document does: comparing fields, following fragments from each operation.
    ///
    /// A document of the size that the parser accepts stays far below it unless it was written to be expensive.
    package let work: Int
    /// Steps spent on naming the conflicts of fields when it is known that there are some: the document is refused in any case.
    package let conflictWork: Int
    /// Selection sets within one another, through fragments: what is written flat can be deep.
    package let depth: Int

    package init(errors: Int = 100, work: Int = 500_000, conflictWork: Int = 20_000, depth: Int = 250) {
        self.errors = errors
        self.work = work
        self.conflictWork = conflictWork
        self.depth = depth
    }

    package static let standard = ValidationLimits()
}
