/// A type of PostgreSQL by its meaning: what its bytes say, and what JSON says in its place.
package indirect enum PostgresType: Sendable, Hashable {
    case bool
    case int2
    case int4
    case int8
    case float4
    case float8
    /// Exact decimals of any length.
    case numeric
    /// `text`, `varchar`, `char(n)`, `name` and `citext`: the same bytes on the wire.
    case text
    case bytea
    case uuid
    case date
    case time
    case timetz
    case timestamp
    case timestamptz
    case interval
    case json
    case jsonb
    case inet
    case cidr
    case macaddr
    case array(element: PostgresType, elementOID: UInt32)
    case enumeration(labels: [String])
    case domain(base: PostgresType)
    case composite(fields: [CompositeField])
    case range(element: PostgresType)
    case multirange(element: PostgresType)
    /// Any other type: it travels as its text, so whoever writes the statement casts it (`column::text`, `$1::text::name`).
    case other(name: String)
}

/// One attribute of a composite type.
package struct CompositeField: Sendable, Hashable {
    package let name: String
    package let oid: UInt32
    package let type: PostgresType

    package init(name: String, oid: UInt32, type: PostgresType) {
        self.name = name
        self.oid = oid
        self.type = type
    }
}

extension PostgresType {
    /// The type below all domains.
    package var underlying: PostgresType {
        if case .domain(let base) = self { return base.underlying }
        return self
    }

    /// True when a statement must cast the value to and from text because we do not speak its binary form.
    /// A container of such a type is carried as text as a whole.
    package var travelsAsText: Bool {
        switch self {
        case .other: true
        case .array(let element, _), .range(let element), .multirange(let element), .domain(let element): element.travelsAsText
        case .composite(let fields): fields.contains { $0.type.travelsAsText }
        default: false
        }
    }
}
