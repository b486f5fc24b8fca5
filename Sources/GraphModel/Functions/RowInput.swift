package import PostgresTypes

/// Rows that a call takes as a JSON array: what a client may give of each, and what the function is given of that.
package struct RowInput: Sendable {
    package var fields: [Field]

    package init(fields: [Field]) {
        self.fields = fields
    }

    /// A member of each row.
    package struct Field: Sendable {
        /// Its name in the input.
        package var name: String
        /// Its name in the JSON that the function takes: a column's, mostly.
        package var column: String
        package var value: Value

        package init(name: String, column: String, value: Value) {
            self.name = name
            self.column = column
            self.value = value
        }
    }

    package enum Value: Sendable {
        /// A value of this type. `storedNames` turns GraphQL enum names into stored text.
        case plain(PostgresType, storedNames: [String: String]?)
        /// The global id of a row of this type: its key, which is of `type`, goes in.
        case id(typeName: String, type: PostgresType)
    }
}
