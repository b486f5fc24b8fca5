extension CatalogSnapshot {
    /// A type of the database.
    package struct TypeEntry: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            /// A scalar; its name says what it is where it is PostgreSQL's own.
            case base
            case array(element: UInt32)
            /// Labels in sort order.
            case enumeration(labels: [String])
            case domain(base: UInt32, isNotNull: Bool, checks: [Check])
            case composite([Attribute])
            case range(subtype: UInt32)
            case multirange(subtype: UInt32)
        }

        package struct Attribute: Sendable, Hashable {
            package var name: String
            package var typeOID: UInt32

            package init(name: String, typeOID: UInt32) {
                self.name = name
                self.typeOID = typeOID
            }
        }

        package var oid: UInt32
        package var schema: String
        package var name: String
        package var kind: Kind
        package var comment: String?

        package init(oid: UInt32, schema: String = "pg_catalog", name: String, kind: Kind = .base, comment: String? = nil) {
            self.oid = oid
            self.schema = schema
            self.name = name
            self.kind = kind
            self.comment = comment
        }
    }
}
