package import PostgresTypes

/// A table or view in the graph.
package struct Table: Sendable {
    /// Its position in `Graph.tables`.
    package typealias ID = Int

    package var id: ID
    package var schema: Identifier
    package var name: Identifier
    package var isView: Bool
    /// Whether its rows are kept in one place of this server: it is neither a view, nor partitioned, nor another server's.
    package var isPlain: Bool
    /// Whether it is no relation but what a function returns: its schema and name are the function's.
    package var isFunctionResult: Bool
    /// The GraphQL object type that its rows have.
    package var typeName: String
    package var description: String?
    /// Every column that the gateway's role may read, hidden ones too: keys may need them.
    package var columns: [Column]
    /// The primary key, or the key declared for a view, in key order and with the tenant column; empty when there is none.
    package var primaryKey: [Column.ID]
    /// The column that says whose row it is; nil for reference data that all tenants share, and without tenancy.
    package var tenantColumn: Column.ID?
    /// How its connections are ordered unless asked otherwise; always ends in the local key, so that it is total.
    package var defaultOrder: [OrderKey]
    package var indexes: [Index]
    /// The rule for its rows; nil where none is declared, or statements cannot say it.
    package var rowRule: RowRule?
    /// What of its rows a limited token has.
    package var rowLimits: [KindLimit]
    /// What of it is not read by operators and partners without a record.
    package var audited: AuditedPart?
    /// The planner statistics' row count when the catalog was read; 0 when never analysed.
    package var estimatedRows: Double

    package init(
        id: ID, schema: Identifier, name: Identifier, isView: Bool, isPlain: Bool, isFunctionResult: Bool = false, typeName: String,
        description: String?,
        columns: [Column],
        primaryKey: [Column.ID], tenantColumn: Column.ID?, defaultOrder: [OrderKey], indexes: [Index],
        rowRule: RowRule? = nil, rowLimits: [KindLimit] = [], audited: AuditedPart? = nil, estimatedRows: Double
    ) {
        self.id = id
        self.schema = schema
        self.name = name
        self.isView = isView
        self.isPlain = isPlain
        self.isFunctionResult = isFunctionResult
        self.typeName = typeName
        self.description = description
        self.columns = columns
        self.primaryKey = primaryKey
        self.tenantColumn = tenantColumn
        self.defaultOrder = defaultOrder
        self.indexes = indexes
        self.rowRule = rowRule
        self.rowLimits = rowLimits
        self.audited = audited
        self.estimatedRows = estimatedRows
    }

    /// The primary key without the tenant column: what tells rows of one tenant apart.
    package var localKey: [Column.ID] { primaryKey.filter { $0 != tenantColumn } }
}

/// A column of a table in the graph.
package struct Column: Sendable {
    /// Its position in `Table.columns`.
    package typealias ID = Int

    package var id: ID
    package var name: Identifier
    package var type: PostgresType
    /// The type's name as a cast writes it, schema-qualified and quoted where needed: `timestamp with time zone`.
    package var sqlType: String
    package var typeOID: UInt32
    package var isNullable: Bool
    /// GraphQL names for the labels of an enumeration, or of a check's values, by their stored text; nil for other columns.
    package var enumNames: [String: String]?
    /// Whether the database computes it, so that nobody writes it.
    package var isGenerated: Bool
    /// For a range, the type of its bounds; nil for other columns.
    package var boundOID: UInt32?
    /// How an index finds texts by what they begin with; nil where none does.
    package var prefixOrder: PrefixOrder?

    package init(
        id: ID, name: Identifier, type: PostgresType, sqlType: String, typeOID: UInt32, isNullable: Bool,
        enumNames: [String: String]? = nil, isGenerated: Bool = false, boundOID: UInt32? = nil, prefixOrder: PrefixOrder? = nil
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.sqlType = sqlType
        self.typeOID = typeOID
        self.isNullable = isNullable
        self.enumNames = enumNames
        self.isGenerated = isGenerated
        self.boundOID = boundOID
        self.prefixOrder = prefixOrder
    }
}

/// How an index keeps texts in the order of their bytes, so that those of one beginning stand together.
package enum PrefixOrder: Sendable, Hashable {
    /// The column's own collation has that order.
    case own
    /// The index has the collation "C", and the column another.
    case collation
    /// By `text_pattern_ops` and its like.
    case pattern
}

/// A column to order by, and which way.
package struct OrderKey: Sendable, Hashable {
    package var column: Column.ID
    package var isDescending: Bool
    /// Where nulls go; PostgreSQL's own rule is last when ascending, first when descending.
    package var nullsFirst: Bool

    package init(column: Column.ID, isDescending: Bool = false, nullsFirst: Bool? = nil) {
        self.column = column
        self.isDescending = isDescending
        self.nullsFirst = nullsFirst ?? isDescending
    }
}

/// A B-tree index over plain columns.
package struct Index: Sendable, Hashable {
    package var keys: [OrderKey]
    package var isUnique: Bool
    /// The columns that are never null in the rows that it covers: it has all other rows. nil where it covers part of the rows for
    /// another reason.
    package var required: [Column.ID]?

    package init(keys: [OrderKey], isUnique: Bool, required: [Column.ID]?) {
        self.keys = keys
        self.isUnique = isUnique
        self.required = required
    }
}
