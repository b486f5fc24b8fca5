package import PostgresTypes

/// A function that a field calls, and what each of its parameters is given.
package struct Function: Sendable {
    package var schema: Identifier
    package var name: Identifier
    /// In declared order.
    package var inputs: [Input]
    /// The rows that one call may read, where somebody said so.
    package var rows: Int?
    /// Whether it gives the same to all who agree in whatever a session's context says besides the subject.
    package var isImpersonal: Bool

    package init(schema: Identifier, name: Identifier, inputs: [Input], rows: Int? = nil, isImpersonal: Bool = false) {
        self.schema = schema
        self.name = name
        self.inputs = inputs
        self.rows = rows
        self.isImpersonal = isImpersonal
    }

    /// A parameter that a call gives a value to.
    package struct Input: Sendable {
        /// Nil for a first parameter without a name, which is given by its place.
        package var name: Identifier?
        package var source: Source
        package var type: PostgresType
        package var typeOID: UInt32
        /// Whether a call may leave it out.
        package var hasDefault: Bool

        package init(name: Identifier?, source: Source, type: PostgresType, typeOID: UInt32, hasDefault: Bool) {
            self.name = name
            self.source = source
            self.type = type
            self.typeOID = typeOID
            self.hasDefault = hasDefault
        }
    }

    /// Where a parameter's value comes from.
    package enum Source: Sendable {
        /// The session's tenant: never an argument.
        case tenant
        /// The row that the field is on, whole.
        case row
        /// A column of the row that the field is on.
        case column(Column.ID)
        /// An argument of the field. `enumNames` are GraphQL names by stored text, as for a column.
        case argument(String, enumNames: [String: String]?)
        /// An argument that holds a global id, or a list of them, of this type: its key goes in.
        case id(String, typeName: String)
        /// An argument that holds rows, as a JSON array of what is given of each.
        case rows(String, RowInput)
        /// How many rows the gateway wants; null for all.
        case limit
        /// A part of the place behind which the page starts; null on the first page.
        case after(part: Int)
    }
}

/// A value that a function returns, or each of the values.
package struct FunctionValue: Sendable {
    package var type: PostgresType
    /// As `Column.enumNames`.
    package var enumNames: [String: String]?
    /// Whether the function returns a set of such values.
    package var isSet: Bool

    package init(type: PostgresType, enumNames: [String: String]?, isSet: Bool) {
        self.type = type
        self.enumNames = enumNames
        self.isSet = isSet
    }
}

/// Rows of a table that a function picks. They are read from the table, so that its rules hold for them.
package struct CalledRows: Sendable {
    package var table: Table.ID
    /// A total order of the table's rows.
    package var order: [OrderKey]

    package init(table: Table.ID, order: [OrderKey]) {
        self.table = table
        self.order = order
    }
}

/// Rows of a table that a function names by their key, in an order of its own and each with columns beside the key.
package struct KeyedSet: Sendable {
    /// The function's own rows.
    package var rows: Table.ID
    /// From such a row to the one that it stands for.
    package var reference: Reference
    /// Whether the function itself starts behind a cursor; then it cannot be paged backwards.
    package var isForwardOnly: Bool

    package init(rows: Table.ID, reference: Reference, isForwardOnly: Bool) {
        self.rows = rows
        self.reference = reference
        self.isForwardOnly = isForwardOnly
    }
}
