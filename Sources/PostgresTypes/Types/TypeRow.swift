/// What the catalog says of one type: a row of `pg_type` with what belongs to it from `pg_enum`, `pg_attribute` and `pg_range`.
package struct TypeRow: Sendable, Hashable {
    /// `pg_type.typtype`, and arrays apart.
    package enum Kind: Sendable, Hashable {
        case base
        /// A true array (`typcategory = 'A'` with `typelem`).
        case array(element: UInt32)
        case domain(base: UInt32)
        /// Labels in their sort order.
        case enumeration(labels: [String])
        /// Live attributes in their order.
        case composite(attributes: [Attribute])
        case range(subtype: UInt32)
        case multirange(subtype: UInt32)
        case pseudo
    }

    package struct Attribute: Sendable, Hashable {
        package let name: String
        package let type: UInt32

        package init(name: String, type: UInt32) {
            self.name = name
            self.type = type
        }
    }

    package let oid: UInt32
    package let name: String
    package let kind: Kind

    package init(oid: UInt32, name: String, kind: Kind) {
        self.oid = oid
        self.name = name
        self.kind = kind
    }
}
