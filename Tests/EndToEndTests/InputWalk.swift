import Access
import Catalog
import Foundation
import GraphModel
import GraphQLSchema
import JSON
import PostgresTypes
import Testing

/// Every list of a graph with every argument that its filter and its order offer, one at a time, by values that the tables really hold.
struct InputWalk {
    /// A connection, of the root or of the row that has most below it.
    struct List {
        let field: FieldDefinition
        let table: Table
        /// The row that it hangs below; nil at the root.
        let parent: (type: String, id: String)?

        func query(_ arguments: String) -> String {
            let list = "\(field.name)\(arguments.isEmpty ? "" : "(\(arguments))") { nodes { id } }"
            return parent.map { "{ node(id: \"\($0.id)\") { ... on \($0.type) { \(list) } } }" } ?? "{ \(list) }"
        }
    }

    /// What a list is asked for.
    struct Arguments {
        var text: String
        /// Whether an index has what is asked for in the order of the list.
        var isInOrder = true
    }

    private let gateway: TestGateway
    private let tenant: String
    private let graph: Graph
    private let schema: Schema

    init(_ gateway: TestGateway, as viewer: Principal) async throws {
        self.gateway = gateway
        tenant = String(viewer.tenant)
        graph = try #require(gateway.store.current)
        schema = try gateway.schema(for: viewer)
    }

    func lists() async throws -> [List] {
        var lists: [List] = []
        for field in try #require(schema.type(named: "Query")?.fields) {
            if case .allRows(let table)? = graph.binding(ofField: field.name, on: "Query") {
                lists.append(List(field: field, table: graph.tables[table], parent: nil))
            }
        }
        for parent in graph.tables {
            for field in schema.type(named: parent.typeName)?.fields.map(Array.init) ?? [] {
                guard case .connection(let connection)? = graph.binding(ofField: field.name, on: parent.typeName),
                    let id = try await busiest(parent, connection)
                else { continue }
                lists.append(List(field: field, table: graph.tables[connection.target], parent: (parent.typeName, id)))
            }
        }
        return lists
    }

    /// No argument, then each filter and each order by itself.
    func arguments(of list: List) async throws -> [Arguments] {
        var arguments = [Arguments(text: "")]
        if let filter = list.field.arguments["filter"]?.type.innermost {
            for condition in try await conditions(filter, of: list.table) {
                arguments.append(Arguments(text: "filter: {\(condition.text)}", isInOrder: condition.isInOrder))
            }
        }
        if let order = list.field.arguments["orderBy"]?.type.innermost, case .inputObject(let type)? = schema.type(named: order) {
            for field in type.fields {
                guard case .enum(let directions)? = schema.type(named: field.type.innermost) else { continue }
                for direction in directions.values {
                    arguments.append(Arguments(text: "orderBy: [{\(field.name): \(direction.name)}]"))
                }
            }
        }
        return arguments
    }

    private func conditions(_ filter: String, of table: Table) async throws -> [Arguments] {
        guard case .inputObject(let type)? = schema.type(named: filter) else { return [] }
        var conditions: [Arguments] = []
        for field in type.fields {
            switch graph.binding(ofInputField: field.name, on: filter) {
            case .column(let column):
                // What has ranges has an index in its own order.
                let isInOrder =
                    if case .inputObject(let input)? = schema.type(named: field.type.innermost) { input.fields["lt"] == nil } else { true }
                for operation in try await operations(on: table.columns[column], of: table, as: field.type.innermost) {
                    conditions.append(Arguments(text: "\(field.name): {\(operation)}", isInOrder: isInOrder))
                }
            case .reference(let reference):
                guard let inner = try await sample(field.type.innermost, of: graph.tables[reference.target]) else { continue }
                conditions.append(Arguments(text: "\(field.name): {\(inner)}", isInOrder: false))
            case .connection(let connection):
                guard case .inputObject(let many)? = schema.type(named: field.type.innermost), let some = many.fields["some"],
                    let inner = try await sample(some.type.innermost, of: graph.tables[connection.target])
                else { continue }
                let texts = ["some", "none"].map { "\(field.name): {\($0): {\(inner)}}" } + ["\(field.name): {some: {}}"]
                conditions += texts.map { Arguments(text: $0, isInOrder: false) }
            case nil: continue
            }
        }
        return conditions
    }

    /// Each operator, by a value that stands low among those that occur.
    private func operations(on column: Column, of table: Table, as input: String) async throws -> [String] {
        guard case .inputObject(let type)? = schema.type(named: input), let value = try await literal(of: column, in: table) else {
            return []
        }
        return type.fields.compactMap { field in
            switch field.name {
            case "in", "notIn": "\(field.name): [\(value)]"
            case "isNull": column.isNullable ? "isNull: false" : nil
            case "startsWith": value.hasPrefix("\"") ? "startsWith: \(value.prefix(4))\"" : nil
            default: "\(field.name): \(value)"
            }
        }
    }

    /// A condition on another table's rows that few of them meet.
    private func sample(_ filter: String, of table: Table) async throws -> String? {
        guard case .inputObject(let type)? = schema.type(named: filter) else { return nil }
        for field in type.fields {
            guard case .column(let column)? = graph.binding(ofInputField: field.name, on: filter),
                let value = try await literal(of: table.columns[column], in: table)
            else { continue }
            return "\(field.name): {eq: \(value)}"
        }
        return nil
    }

    /// A value of a column as GraphQL writes it; nil where the tenant has none.
    private func literal(of column: Column, in table: Table) async throws -> String? {
        let name = column.name.quoted
        let rows = "FROM \(table.schema.quoted).\(table.name.quoted) WHERE tenant_id = $1 AND \(name) IS NOT NULL"
        let found = try await gateway.value(
            "SELECT to_json(\(name)) FROM (SELECT \(name) \(rows) ORDER BY \(name) OFFSET (SELECT count(*) / 50 \(rows)) LIMIT 1) v",
            [tenant])
        guard let found else { return nil }
        if let names = column.enumNames { return names[try #require(JSONParser.parse(Array(found.utf8)).string)] }
        switch column.type {
        case .int8: return "\"\(found)\""
        default: return found
        }
    }

    /// The global id of the row of `parent` with most rows below it; nil where no row has any.
    private func busiest(_ parent: Table, _ connection: Connection) async throws -> String? {
        let table = graph.tables[connection.through?.table ?? connection.target]
        let pairs = connection.pairs.filter { $0.source != parent.tenantColumn }
        guard pairs.map(\.source) == parent.localKey else { return nil }
        let columns = pairs.map { table.columns[$0.target].name.quoted }
        let key = try await gateway.value(
            """
            SELECT concat_ws(':', \(columns.joined(separator: ", "))) FROM \(table.schema.quoted).\(table.name.quoted)
            WHERE tenant_id = $1 AND \(columns[0]) IS NOT NULL GROUP BY \(columns.joined(separator: ", ")) ORDER BY count(*) DESC LIMIT 1
            """, [tenant])
        return key.map { Data("\(parent.typeName):\($0)".utf8).base64EncodedString().replacing("=", with: "") }
    }
}
