import Access
import Foundation
import GraphModel
import GraphQLLanguage
import GraphQLSchema
import JSON
import Planning
import Postgres
import TestDatabase
import Testing

@testable import souk

/// Two walls are switched off, and the third alone must hold, for every field of the graph and every kind of viewer.
@Suite("Each of the three walls is enough alone", .serialized)
struct WallTests {
    private static let indices = Array(0..<10)

    /// Operations that ask for every field there is, each with values for its variables.
    private static func operations(_ ground: WallGround) async throws -> [(text: String, variables: [JSONMember])] {
        let schema = ground.graph.schema
        let plain = SchemaWalk(schema: schema).queries().map { (text: $0.query, variables: [JSONMember]()) }
        var operations = plain
        let values = try await ArgumentValues(ground)
        for text in FieldWalk(schema: schema).operations() {
            for variables in try values.variables(of: text) { operations.append((text, variables)) }
        }
        return operations
    }

    /// The names of the fields that functions answer: what these compute, row security below them guards.
    private static func called(_ graph: Graph) -> Set<String> {
        var names: Set<String> = []
        for type in graph.schema.types {
            for field in type.fields.map(Array.init) ?? [] {
                switch graph.binding(ofField: field.name, on: type.name) {
                case .value, .calledRow, .calledRows, .keyedSet: names.insert(field.name)
                default: continue
                }
            }
        }
        return names
    }

    /// Every sixth operation, another sixth for each viewer; all of them with `SOUK_EVERY_WALL=1`, which takes many minutes.
    private static func share<Item>(_ index: Int, of items: [Item]) -> [Item] {
        guard ProcessInfo.processInfo.environment["SOUK_EVERY_WALL"] == nil else { return items }
        return items.indices.filter { $0 % 6 == index % 6 }.map { items[$0] }
    }

    @Test("Row security alone, and the statement's predicates alone, show what both together show", arguments: indices)
    func rows(index: Int) async throws {
        let ground = try await WallGround.shared.value
        let (name, viewer) = ground.viewers[index]
        let called = Self.called(ground.graph)
        let visible = try await ground.ids(visibleTo: viewer)
        var leaks: [String] = []
        var differences = 0
        let operations = try await Self.operations(ground)
        #expect(operations.count > 100)
        for (number, (text, variables)) in Self.share(index, of: operations).enumerated() {
            // Each reading of marked data adds to the audit, which an operator's next answer then has.
            if viewer.role == .operator, text.contains("auditEntr") { continue }
            let both = try #require(try await ground.answer(text, variables, as: viewer, behind: [.predicates, .rowSecurity]))
            #expect(both.errors.isEmpty, "\(name): \(text): \(both.errors.map(\.canonical))")
            let security = try await ground.answer(text, variables, as: viewer, behind: .rowSecurity)
            if security?.text != both.text { leaks.append("row security alone: \(text) \(variables.map(\.value.canonical))") }
            let predicates = try #require(try await ground.answer(text, variables, as: viewer, behind: .predicates))
            let words = Set(text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }).map(String.init))
            if words.isDisjoint(with: called) {
                if predicates.text != both.text { leaks.append("predicates alone: \(text) \(variables.map(\.value.canonical))") }
            } else {
                for id in predicates.ids where visible[GlobalID(id)?.typeName ?? ""]?.contains(id) == false {
                    leaks.append("predicates alone: \(text) shows \(id)")
                }
            }
            for answer in [both, security, predicates] where answer?.text.contains(Canary.word) == true {
                leaks.append("another tenant's: \(text)")
            }
            guard number % 3 == 0 else { continue }
            let neither = try await ground.answer(text, variables, as: viewer, behind: [])
            if neither?.text != both.text { differences += 1 }
        }
        #expect(leaks.isEmpty, "\(name): \(leaks.count) leaks, such as \(leaks.prefix(3).joined(separator: "\n"))")
        // Without both walls there is more to see, unless the viewer sees everything: else the test would prove nothing.
        #expect((differences > 1) == (name != "operator"), "\(name): \(differences) answers differ without any wall")
    }

    @Test("The mask alone shows no cell of a column that is not the viewer's", arguments: indices)
    func columns(index: Int) async throws {
        let ground = try await WallGround.shared.value
        let (name, viewer) = ground.viewers[index]
        let schema = try ground.gateway.schema(for: viewer)
        var hidden: [String] = []
        for table in ground.graph.tables where !table.isFunctionResult {
            for field in ground.graph.schema.type(named: table.typeName)?.fields.map(Array.init) ?? [] {
                guard case .column(let column)? = ground.graph.binding(ofField: field.name, on: table.typeName),
                    schema.type(named: table.typeName)?.fields?[field.name] == nil
                else { continue }
                hidden.append(CellMarks.mark(table.name.name, table.columns[column].name.name))
            }
        }
        let hidesSales = schema.type(named: "Merchant")?.fields?["monthlySales"] == nil
        if hidesSales { hidden.append(String(CellMarks.number).prefix(6) + "00") }
        var shown = 0
        for (field, query) in SchemaWalk(schema: schema).queries() {
            let answer = try #require(try await ground.answer(query, as: viewer, behind: .mask))
            #expect(answer.errors.isEmpty, "\(field): \(answer.errors.map(\.canonical))")
            for mark in hidden { #expect(!answer.text.contains(mark), "\(name): \(field) shows \(mark)") }
            if answer.text.contains("cell-") { shown += 1 }
        }
        #expect(shown > 0, "the marks are there to be found")
        let hasAllColumns = ["merchant", "partner", "partner of two campaigns", "operator"].contains(name)
        // The audit and the outbox are their operators' alone.
        let ofOperators = ["cell-audit_entry-", "cell-change-", "cell-change_set-"]
        #expect(hidden.allSatisfy { mark in ofOperators.contains { mark.hasPrefix($0) } } == hasAllColumns, "\(name): \(hidden)")
    }

    @Test("Row security alone keeps tenants apart where no statement names the tenant")
    func tenants() async throws {
        let ground = try await WallGround.shared.value
        let superuser = ground.gateway.superuser
        let tables = ground.graph.tables.filter { !$0.isFunctionResult && $0.tenantColumn != nil }
        #expect(tables.count > 10)
        for (name, viewer) in ground.viewers {
            try await superuser.query("BEGIN")
            try await superuser.query("SET LOCAL ROLE souk_gateway")
            let context = viewer.sessionContext
            for (setting, value) in [
                ("tenant", context.tenant), ("role", context.role), ("subject", context.subject), ("merchant", context.merchant),
                ("scopes", context.scopes), ("only", context.only),
            ] {
                try await superuser.query("SELECT set_config($1, $2, true)", ["souk.\(setting)", value])
            }
            for table in tables {
                let place = "\(table.schema.quoted).\(table.name.quoted)"
                let others = try await superuser.query("SELECT count(*) FROM \(place) WHERE tenant_id <> \(viewer.tenant)")
                #expect(others.text(row: 0, column: 0) == "0", "\(name): \(place)")
            }
            try await superuser.query("ROLLBACK")
        }
    }
}

extension Answer {
    /// Every global id in it, whatever field it stands in.
    fileprivate var ids: Set<String> {
        var ids: Set<String> = []
        func collect(_ value: JSONValue) {
            switch value {
            case .object(let members): for member in members { collect(member.value) }
            case .array(let items): items.forEach(collect)
            case .string(let text): if GlobalID(text) != nil { ids.insert(text) }
            default: break
            }
        }
        if let data { collect(data) }
        return ids
    }
}
