extension CatalogSnapshot {
    /// A table, view or what else can stand in FROM.
    package struct Relation: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case table, partitionedTable, view, materializedView, foreignTable
        }

        package var oid: UInt32
        /// The composite type that its rows have.
        package var rowTypeOID: UInt32
        package var schema: String
        package var name: String
        package var kind: Kind
        /// Whether it is one part of a partitioned table: never read by itself.
        package var isPartition: Bool
        /// Whether a view checks rights and row security as who asks, not as its owner.
        package var isSecurityInvoker: Bool
        /// Whether the login role owns it, itself or through a role that it is a member of.
        package var isOwnedByLoginRole: Bool
        package var hasRowSecurity: Bool
        package var forcesRowSecurity: Bool
        /// The planner statistics' row count; 0 when never analysed. No part of the fingerprint.
        package var estimatedRows: Double
        package var comment: String?
        /// In table order, only those that the login role may read.
        package var columns: [Column]
        package var primaryKey: Key?
        package var uniqueKeys: [Key]
        package var foreignKeys: [ForeignKey]
        package var checks: [Check]
        package var indexes: [Index]
        package var policies: [Policy]
        /// The declared rule for reading; nil when none is declared.
        package var rule: Rule?
        /// The declared kinds of things to which tokens can be limited, in order.
        package var rowLimits: [RowLimit]
        /// The rows of a table whose comment makes an enum of them, in key order, each column as text; nil for other tables.
        package var contents: [[String?]]?

        package init(
            oid: UInt32, rowTypeOID: UInt32 = 0, schema: String = "public", name: String, kind: Kind = .table,
            isPartition: Bool = false, isSecurityInvoker: Bool = false, isOwnedByLoginRole: Bool = false, hasRowSecurity: Bool = false,
            forcesRowSecurity: Bool = false, estimatedRows: Double = 0, comment: String? = nil, columns: [Column] = [],
            primaryKey: Key? = nil, uniqueKeys: [Key] = [], foreignKeys: [ForeignKey] = [], checks: [Check] = [],
            indexes: [Index] = [], policies: [Policy] = [], rule: Rule? = nil, rowLimits: [RowLimit] = [],
            contents: [[String?]]? = nil
        ) {
            self.oid = oid
            self.rowTypeOID = rowTypeOID
            self.schema = schema
            self.name = name
            self.kind = kind
            self.isPartition = isPartition
            self.isSecurityInvoker = isSecurityInvoker
            self.isOwnedByLoginRole = isOwnedByLoginRole
            self.hasRowSecurity = hasRowSecurity
            self.forcesRowSecurity = forcesRowSecurity
            self.estimatedRows = estimatedRows
            self.comment = comment
            self.columns = columns
            self.primaryKey = primaryKey
            self.uniqueKeys = uniqueKeys
            self.foreignKeys = foreignKeys
            self.checks = checks
            self.indexes = indexes
            self.policies = policies
            self.rule = rule
            self.rowLimits = rowLimits
            self.contents = contents
        }

        /// Its name as problems and logs write it: `public.merchant`.
        package var qualifiedName: String { "\(schema).\(name)" }

        /// Whether it is a view of either kind.
        package var isView: Bool { kind == .view || kind == .materializedView }

        /// The column with this number in `pg_attribute`; nil when the login role may not read it.
        package func column(numbered number: Int) -> Column? { columns.first { $0.number == number } }
    }

    package struct Column: Sendable, Hashable {
        /// `pg_attribute.attnum`: keys and indexes refer to columns by it.
        package var number: Int
        package var name: String
        package var typeOID: UInt32
        /// The type's name as a cast writes it, without length or precision.
        package var sqlType: String
        package var isNotNull: Bool
        package var hasDefault: Bool
        /// Whether the database computes it: generated, or an identity that is always generated.
        package var isGenerated: Bool
        package var comment: String?

        package init(
            number: Int, name: String, typeOID: UInt32, sqlType: String, isNotNull: Bool = false, hasDefault: Bool = false,
            isGenerated: Bool = false, comment: String? = nil
        ) {
            self.number = number
            self.name = name
            self.typeOID = typeOID
            self.sqlType = sqlType
            self.isNotNull = isNotNull
            self.hasDefault = hasDefault
            self.isGenerated = isGenerated
            self.comment = comment
        }
    }
}
