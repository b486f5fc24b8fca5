import GraphModel
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning

/// Values for the arguments that must be given: of rows that exist, whoever sees them.
struct ArgumentValues: Sendable {
    private let ground: WallGround
    private let ids: [String: [String]]
    private var keys: [String: String] = [:]

    init(_ ground: WallGround) async throws {
        self.ground = ground
        ids = try await ground.ids(visibleTo: nil).mapValues { $0.sorted() }
        for field in ground.graph.schema.type(named: "Query")?.fields.map(Array.init) ?? [] {
            guard case .rowByKey(let table, let arguments)? = ground.graph.binding(ofField: field.name, on: "Query"),
                let argument = arguments.first
            else { continue }
            let relation = ground.graph.tables[table]
            keys[field.name] = try await ground.gateway.value(
                """
                SELECT max(\(relation.columns[argument.column].name.quoted)::text)
                FROM \(relation.schema.quoted).\(relation.name.quoted) WHERE tenant_id = $1::bigint
                """, [String(ground.tenant)])
        }
    }

    /// The variables to run an operation with: by several rows where it asks for one.
    func variables(of text: String) throws -> [[JSONMember]] {
        guard let definitions = try Parser.parse(Source(text)).operations.first?.variables, !definitions.isEmpty else { return [[]] }
        let field = String(text.drop { $0 != "{" }.dropFirst(2).prefix { $0 != "(" && $0 != " " })
        return (0..<2).map { turn in
            definitions.map { definition in
                JSONMember(definition.name.value, value(of: TypeReference(definition.type), for: field, turn))
            }
        }
    }

    private func value(of type: TypeReference, for field: String, _ turn: Int) -> JSONValue {
        if case .list = type.nullable { return .array(ids.keys.sorted().flatMap { sample($0, 8) }.map { .string($0) }) }
        if type.innermost == "ID" {
            let target = ground.graph.schema.type(named: "Query")?.fields?[field]?.type.innermost ?? ""
            let some = sample(ids[target] == nil ? "Order" : target, 3)
            return some.isEmpty ? .string("none") : .string(some[turn % some.count])
        }
        switch type.innermost {
        case "Int", "Float": return .number("99")
        case "Boolean": return .bool(true)
        default: return .string(keys[field] ?? "cell")
        }
    }

    /// Some of a type's ids, from all over.
    private func sample(_ type: String, _ count: Int) -> [String] {
        let all = ids[type] ?? []
        return stride(from: 0, to: all.count, by: max(1, all.count / count)).prefix(count).map { all[$0] }
    }
}
