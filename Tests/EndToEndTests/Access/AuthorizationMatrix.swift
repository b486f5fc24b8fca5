import Access
import GraphModel
import GraphQLSchema

/// Who may see what of a graph, as a table for people: computed from the masks that viewers really get, and from the rules of rows.
struct AuthorizationMatrix {
    let graph: Graph
    private let rules: [WriteRule]
    private let scopes: [String]
    private let byRole: [(role: Role, coordinates: Set<Coordinate>)]
    private let whole: Set<Coordinate>
    /// What a partner loses without a scope.
    private let needed: [Coordinate: [String]]

    /// Something with a name in a schema: a type, a field, an argument, an input field, a value of an enum.
    struct Coordinate: Hashable {
        let type: String
        var member = ""
        var argument = ""
    }

    init(_ graph: Graph, writing rules: [WriteRule]) {
        self.graph = graph
        self.rules = rules
        scopes = graph.knownScopes.sorted()
        let all = Set(scopes)
        whole = Self.coordinates(of: graph.schema)
        func seen(_ role: Role, _ scopes: Set<String>?) -> Set<Coordinate> {
            Self.coordinates(of: SchemaMask(of: graph, role: role, scopes: scopes).schema)
        }
        byRole = Role.allCases.map { ($0, seen($0, $0 == .partner ? all : nil)) }
        var needed: [Coordinate: [String]] = [:]
        for scope in scopes {
            // Operators read everything that others do; what buyers and shops do is theirs alone.
            let lost = [Role.operator, .merchant, .buyer].reduce(into: Set<Coordinate>()) { lost, role in
                lost.formUnion(seen(role, all).subtracting(seen(role, all.subtracting([scope]))))
            }
            for coordinate in lost { needed[coordinate, default: []].append(scope) }
        }
        self.needed = needed
    }

    static func coordinates(of schema: Schema) -> Set<Coordinate> {
        var found: Set<Coordinate> = []
        for type in schema.types where !type.name.hasPrefix("__") {
            found.insert(Coordinate(type: type.name))
            for field in type.fields.map(Array.init) ?? [] {
                found.insert(Coordinate(type: type.name, member: field.name))
                for argument in field.arguments {
                    found.insert(Coordinate(type: type.name, member: field.name, argument: argument.name))
                }
            }
            switch type {
            case .inputObject(let input): for field in input.fields { found.insert(Coordinate(type: type.name, member: field.name)) }
            case .enum(let values): for value in values.values { found.insert(Coordinate(type: type.name, member: value.name)) }
            default: break
            }
        }
        return found
    }

    var text: String {
        var lines = Self.preface
        for table in graph.tables where !table.isFunctionResult { lines += rows(of: table) }
        lines += ["", "Writing straight in SQL, as the gateway's role", "----------------------------------------------"]
        lines += rules.flatMap(\.lines)
        lines += ["", "Fields", "------"]
        let members = Dictionary(grouping: whole, by: \.type)
        for type in graph.schema.types where !type.name.hasPrefix("__") {
            guard let own = members[type.name], !isBuiltIn(type) else { continue }
            let access = access(to: Coordinate(type: type.name))
            lines.append("\(type.name)  \(access)")
            lines += groups(of: own.filter { !$0.member.isEmpty }, of: access)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let preface = [
        "Who may see what of the graph that is shipped. Made by MatrixTests from the catalog (RECORD=1), and tried cell by cell over HTTP.",
        "",
        "A visitor (anonymous) is V, a buyer B, a member of a shop's staff M, a partner P, an operator O. After the letters stand the scopes",
        "that a token limited by scopes needs, as a partner's always is. Members of a type are listed by who has them; what is the type's own",
        "access is \"the rest\". An argument is listed where its access is not its field's. Members of Mutation are what is written through the",
        "graph; what each asks for beside role and scope is in sql/CAMPAIGNS.md, and in viewerCan. Past the functions nothing is written but",
        "what rules for writing open, as they are listed; every other table, column and verb is refused.",
        "",
        "Rows",
        "----",
    ]

    private func isBuiltIn(_ type: NamedType) -> Bool {
        if case .scalar = type { true } else { false }
    }

    private func access(to coordinate: Coordinate) -> String {
        let letters = byRole.map { role, seen in seen.contains(coordinate) ? Self.letter(of: role) : "-" }.joined()
        return ([letters] + (needed[coordinate] ?? [])).joined(separator: " ")
    }

    static func letter(of role: Role) -> String {
        switch role {
        case .anonymous: "V"
        case .buyer: "B"
        case .merchant: "M"
        case .partner: "P"
        case .operator: "O"
        }
    }

    private func groups(of members: [Coordinate], of type: String) -> [String] {
        var groups: [String: [String]] = [:]
        for coordinate in members {
            let own = access(to: coordinate)
            if coordinate.argument.isEmpty {
                groups[own, default: []].append(coordinate.member)
            } else if own != access(to: Coordinate(type: coordinate.type, member: coordinate.member)) {
                groups[own, default: []].append("\(coordinate.member)(\(coordinate.argument):)")
            }
        }
        return groups.keys.sorted().map { key in
            let names = (groups[key] ?? []).sorted()
            return key == type ? "    the rest: \(names.joined(separator: ", "))" : "    \(key): \(names.joined(separator: ", "))"
        }
    }

    private func rows(of table: Table) -> [String] {
        let scope = table.rowRule?.scope.map { ", under \($0)" } ?? ""
        let limits = table.rowLimits.map { ", of a token limited to some by \(table.columns[$0.column].name.name): \($0.kind)" }.joined()
        return ["\(table.typeName) (\(table.schema.name).\(table.name.name))\(scope)\(limits)"]
            + byRole.map { role, _ in "    \(Self.letter(of: role)): \(rows(of: table, for: role))" }
    }

    private func rows(of table: Table, for role: Role) -> String {
        guard let rule = table.rowRule else { return table.isView ? "as the tables below the view say" : "no rule is declared" }
        switch (rule.audience, role) {
        case (_, .operator), (.everybody, _): return "all"
        case (.members, _): return role == .anonymous ? "none" : "all"
        case (.nobody, _): break
        }
        let own: [String] =
            switch role {
            case .buyer: rule.buyers.map { "\(table.columns[$0].name.name) is the viewer" }
            case .merchant, .partner: rule.merchants.map { "\(table.columns[$0].name.name) is a shop of the viewer" }
            case .anonymous, .operator: []
            }
        let arms = [rule.publicWhen].compactMap(\.self) + own + [rule.sharedWhen].compactMap(\.self)
        return arms.isEmpty ? "none" : arms.joined(separator: "; or ").replacing("$.", with: "")
    }
}
