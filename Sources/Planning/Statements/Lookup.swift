package import GraphModel

/// Rows looked up by a list of keys: each row knows the place of its key in the list.
package struct Lookup: Sendable {
    package var alias: Alias
    /// For each key column, what holds the array of its values.
    package var keys: [(column: Column.ID, values: Values)]

    package enum Values: Sendable, Hashable {
        case parameter(Parameter.ID)
        /// What an earlier statement of the transaction has left behind.
        case kept(KeptValues)
    }

    /// The parameters among what holds the values.
    package var parameters: [Parameter.ID] {
        keys.compactMap { if case .parameter(let parameter) = $0.values { parameter } else { nil } }
    }
}

/// An array of values that one statement leaves behind for the next of its transaction, which ends with them.
package struct KeptValues: Sendable, Hashable {
    /// Its place among all that the transaction's statements leave behind.
    package let number: Int
}
