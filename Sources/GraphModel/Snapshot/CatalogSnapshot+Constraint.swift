extension CatalogSnapshot {
    /// A primary or unique key; columns by number, in key order.
    package struct Key: Sendable, Hashable {
        package var name: String
        package var columns: [Int]
        package var comment: String?

        package init(name: String, columns: [Int], comment: String? = nil) {
            self.name = name
            self.columns = columns
            self.comment = comment
        }
    }

    package struct ForeignKey: Sendable, Hashable {
        package enum DeleteAction: String, Sendable, Hashable {
            case noAction, restrict, cascade, setNull, setDefault
        }

        package var name: String
        /// Columns of this table, by number; pairwise with `targetColumns`.
        package var columns: [Int]
        package var targetOID: UInt32
        package var targetColumns: [Int]
        package var onDelete: DeleteAction
        package var comment: String?

        package init(
            name: String, columns: [Int], targetOID: UInt32, targetColumns: [Int], onDelete: DeleteAction = .noAction,
            comment: String? = nil
        ) {
            self.name = name
            self.columns = columns
            self.targetOID = targetOID
            self.targetColumns = targetColumns
            self.onDelete = onDelete
            self.comment = comment
        }
    }

    /// A check constraint of a table or domain.
    package struct Check: Sendable, Hashable {
        package var name: String
        /// The columns that it speaks of, by number; empty on a domain.
        package var columns: [Int]
        /// As `pg_get_expr` writes it: `(state = ANY (ARRAY['open'::text, 'closed'::text]))`.
        package var expression: String
        package var comment: String?

        package init(name: String, columns: [Int] = [], expression: String, comment: String? = nil) {
            self.name = name
            self.columns = columns
            self.expression = expression
            self.comment = comment
        }
    }

    /// An index that is valid and ready; expression keys have no column.
    package struct Index: Sendable, Hashable {
        package enum Method: String, Sendable, Hashable { case btree, gin, gist }

        package struct Key: Sendable, Hashable {
            package var column: Int?
            package var isDescending: Bool
            package var nullsFirst: Bool
            /// Whether a row-security policy lets a comparison by this key use the index.
            package var isLeakproof: Bool
            /// Whether it has the column's own order: its collation, and its type's usual comparison.
            package var isOwnOrder: Bool
            /// How it keeps texts in the order of their bytes, if it does.
            package var prefixOrder: PrefixOrder?

            package init(
                column: Int?, isDescending: Bool = false, nullsFirst: Bool? = nil, isLeakproof: Bool = true, isOwnOrder: Bool = true,
                prefixOrder: PrefixOrder? = nil
            ) {
                self.column = column
                self.isDescending = isDescending
                self.nullsFirst = nullsFirst ?? isDescending
                self.isLeakproof = isLeakproof
                self.isOwnOrder = isOwnOrder
                self.prefixOrder = prefixOrder
            }
        }

        package var name: String
        package var method: Method
        /// In index order, without INCLUDE columns.
        package var keys: [Key]
        package var isUnique: Bool
        /// Which rows it covers, as `pg_get_expr` writes it: `(merchant_id IS NOT NULL)`; nil for all.
        package var predicate: String?

        /// Whether it covers only part of the rows.
        package var isPartial: Bool { predicate != nil }

        package init(name: String, method: Method = .btree, keys: [Key], isUnique: Bool = false, predicate: String? = nil) {
            self.name = name
            self.method = method
            self.keys = keys
            self.isUnique = isUnique
            self.predicate = predicate
        }
    }

    package struct Policy: Sendable, Hashable {
        package var name: String
        /// `SELECT`, `INSERT`, `UPDATE`, `DELETE` or `ALL`.
        package var command: String
        package var isPermissive: Bool
        /// Names of roles; `public` for everybody.
        package var roles: [String]
        package var usingExpression: String?
        package var checkExpression: String?

        /// Whether it decides which rows are seen.
        package var concernsReading: Bool { command == "SELECT" || command == "ALL" }

        package init(
            name: String, command: String, isPermissive: Bool = true, roles: [String] = ["public"], usingExpression: String? = nil,
            checkExpression: String? = nil
        ) {
            self.name = name
            self.command = command
            self.isPermissive = isPermissive
            self.roles = roles
            self.usingExpression = usingExpression
            self.checkExpression = checkExpression
        }
    }
}
