import Foundation
import GraphModel
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning

/// Values for the arguments that must be given: of rows that exist, whoever sees them.
struct ArgumentValues: Sendable {
    private let ground: WallGround
    private let ids: [String: [String]]
    /// One row's key, column by column, by the field that finds a row by it.
    private var keys: [String: [String]] = [:]

    init(_ ground: WallGround) async throws {
        self.ground = ground
        ids = try await ground.ids(visibleTo: nil).mapValues { $0.sorted() }
        for field in ground.graph.schema.type(named: "Query")?.fields.map(Array.init) ?? [] {
            guard case .rowByKey(let table, let arguments)? = ground.graph.binding(ofField: field.name, on: "Query") else { continue }
            let relation = ground.graph.tables[table]
            let columns = arguments.map { relation.columns[$0.column].name.quoted }
            let key = try await ground.gateway.value(
                """
                SELECT concat_ws('|', \(columns.map { "\($0)::text" }.joined(separator: ", ")))
                FROM \(relation.schema.quoted).\(relation.name.quoted) WHERE tenant_id = $1::bigint
                ORDER BY \(columns.map { "\($0) DESC" }.joined(separator: ", ")) LIMIT 1
                """, [String(ground.tenant)])
            keys[field.name] = (key ?? "").split(separator: "|").map(String.init)
        }
    }

    /// The variables to run an operation with: by several rows where it asks for one.
    func variables(of text: String) throws -> [[JSONMember]] {
        guard let definitions = try Parser.parse(Source(text)).operations.first?.variables, !definitions.isEmpty else { return [[]] }
        let field = String(text.drop { $0 != "{" }.dropFirst(2).prefix { $0 != "(" && $0 != " " })
        return (0..<2).map { turn in
            definitions.enumerated().map { place, definition in
                let type = TypeReference(definition.type)
                let argument = Self.argument(of: definition.name.value, in: text)
                return JSONMember(definition.name.value, value(of: type, for: field, argument, at: place, turn))
            }
        }
    }

    /// The argument that a variable is the value of.
    private static func argument(of variable: String, in text: String) -> String {
        guard let end = text.range(of: ": $\(variable)", options: .backwards)?.lowerBound else { return "" }
        return String(text[..<end].reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
    }

    /// The type whose ids an argument of this name takes: `productIds` those of products.
    private func target(of argument: String) -> String? {
        let names = ids.keys.filter {
            argument.lowercased().hasSuffix("\($0.lowercased())ids") || argument.lowercased().hasSuffix("\($0.lowercased())id")
        }
        return names.max { $0.count < $1.count }
    }

    private func value(of type: TypeReference, for field: String, _ argument: String, at place: Int, _ turn: Int) -> JSONValue {
        if case .list = type.nullable, ["Int", "Float", "BigInt"].contains(type.innermost) {
            return .array([.number("1"), .number("2")])
        }
        if case .list = type.nullable, let target = target(of: argument) { return .array(sample(target, 2).map { .string($0) }) }
        if case .list = type.nullable { return .array(ids.keys.sorted().flatMap { sample($0, 8) }.map { .string($0) }) }
        if type.innermost == "ID" {
            let target = target(of: argument) ?? ground.graph.schema.type(named: "Query")?.fields?[field]?.type.innermost ?? ""
            let some = sample(ids[target] == nil ? "Order" : target, 3)
            return some.isEmpty ? .string("none") : .string(some[turn % some.count])
        }
        switch type.innermost {
        case "Int", "Float": return .number("99")
        case "Boolean": return .bool(true)
        default:
            let key = keys[field] ?? []
            return .string(key.indices.contains(place) ? key[place] : type.innermost == "BigInt" ? "99" : "cell")
        }
    }

    /// Some of a type's ids, from all over.
    private func sample(_ type: String, _ count: Int) -> [String] {
        let all = ids[type] ?? []
        return stride(from: 0, to: all.count, by: max(1, all.count / count)).prefix(count).map { all[$0] }
    }
}
