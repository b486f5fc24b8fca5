/// Knows the type behind every OID of one database: PostgreSQL's own and the database's.
package struct TypeRegistry: Sendable {
    private let rows: [UInt32: TypeRow]

    /// Takes the catalog's rows; without any it knows PostgreSQL's own types.
    package init(rows: [TypeRow] = []) {
        self.rows = Dictionary(rows.map { ($0.oid, $0) }) { first, _ in first }
    }

    /// The type behind an OID. One that nobody described is carried as text, under its number.
    package func type(_ oid: UInt32) -> PostgresType {
        resolve(oid, depth: 0)
    }

    /// Deeper than this a type is carried as text: a composite type may hold an array of itself.
    private static let depthLimit = 8

    private func resolve(_ oid: UInt32, depth: Int) -> PostgresType {
        if let known = KnownType.byOID[oid] { return known }
        guard let row = rows[oid] else { return .other(name: String(oid)) }
        guard depth < Self.depthLimit else { return .other(name: row.name) }
        switch row.kind {
        case .base:
            // citext is an extension's type: its OID differs between databases, its bytes are those of text.
            return row.name == "citext" ? .text : .other(name: row.name)
        case .array(let element): return .array(element: resolve(element, depth: depth + 1), elementOID: element)
        case .domain(let base): return .domain(base: resolve(base, depth: depth + 1))
        case .enumeration(let labels): return .enumeration(labels: labels)
        case .composite(let attributes):
            let fields = attributes.map { CompositeField(name: $0.name, oid: $0.type, type: resolve($0.type, depth: depth + 1)) }
            return .composite(fields: fields)
        case .range(let subtype): return .range(element: resolve(subtype, depth: depth + 1))
        case .multirange(let subtype): return .multirange(element: resolve(subtype, depth: depth + 1))
        case .pseudo: return .other(name: row.name)
        }
    }
}
