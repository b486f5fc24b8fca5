import Access
import Foundation
import GraphModel
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Planning
import TestDatabase
import Testing

@testable import souk

@Suite("The authorization matrix", .serialized)
struct MatrixTests {
    private struct Ground: Sendable {
        let walls: WallGround
        let souk: RunningSouk
        let values: ArgumentValues
    }

    private static let ground = Task {
        let walls = try await WallGround.shared.value
        let souk = try await RunningSouk.start(on: walls.gateway.database, options: try SignedViewer.options())
        return Ground(walls: walls, souk: souk, values: try await ArgumentValues(walls))
    }

    /// A token cannot say that it is limited to some rows, if it is a JWT.
    private static let indices = [0, 1, 2, 3, 4, 5, 6, 8, 9]

    @Test("is what the repository says it is")
    func snapshot() async throws {
        let walls = try await WallGround.shared.value
        let rules = try await WriteRule.all(through: walls.gateway.superuser)
        let matrix = AuthorizationMatrix(walls.graph, writing: rules).text
        let file = Places.cases.appending(path: "authorization.txt")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try Data(matrix.utf8).write(to: file) }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(matrix == recorded, "RECORD=1 writes it anew: look at what became visible to whom")
    }

    @Test("What is hidden answers like what never existed, over HTTP", arguments: indices)
    func hidden(index: Int) async throws {
        let ground = try await Self.ground.value
        let (name, viewer) = ground.walls.viewers[index]
        let schema = try ground.walls.gateway.schema(for: viewer)
        let path = viewer.role == .anonymous ? "/t/bazaar" : ""
        let token = viewer.role == .anonymous ? nil : SignedViewer.token(of: viewer)
        let sdl = try await ground.souk.get(path + "/schema.graphql", token: token)
        #expect(sdl.text == SchemaPrinter.print(schema), "\(name)")
        // A world in which nothing exists but what this viewer has.
        let world = try SchemaBuilder.build(Parser.parse(Source(sdl.text), limits: .trusted)).schema
        let documents = Self.documents(ofAllThatIs: ground.walls.graph.schema, butNotIn: schema)
        for text in documents {
            let expected = Validator.validate(try Parser.parse(Source(text)), schema: world).map(\.message)
            #expect(!expected.isEmpty, "\(name): \(text)")
            let body = JSONValue.object([JSONMember("query", .string(text))]).text
            let reply = try await ground.souk.post(body, to: path + "/graphql", token: token)
            let messages = reply.answer?.errors.compactMap { $0["message"]?.string } ?? []
            #expect(messages == expected, "\(name): \(text)")
            #expect(reply.answer?.data == nil)
        }
        #expect(documents.count > 5 || viewer.role == .operator, "\(name): \(documents.count)")
    }

    /// Documents that speak of each type, field, argument, input field and enum value that one schema has and the other has not.
    private static func documents(ofAllThatIs whole: Schema, butNotIn schema: Schema) -> [String] {
        var documents: [String] = []
        let kept = AuthorizationMatrix.coordinates(of: schema)
        for type in whole.types where !type.name.hasPrefix("__") {
            let name = type.name
            guard kept.contains(AuthorizationMatrix.Coordinate(type: name)) else {
                if type.isComposite { documents.append("{ __typename ...F } fragment F on \(name) { __typename }") }
                if type.isInput, !BuiltIns.scalars.contains(where: { $0.name == name }) {
                    documents.append("query ($v: \(name)) { __typename }")
                }
                continue
            }
            var selections: [String] = []
            for field in type.fields.map(Array.init) ?? [] {
                if !kept.contains(AuthorizationMatrix.Coordinate(type: name, member: field.name)) {
                    selections.append(field.name)
                    continue
                }
                for argument in field.arguments
                where !kept.contains(AuthorizationMatrix.Coordinate(type: name, member: field.name, argument: argument.name)) {
                    selections.append("a\(selections.count): \(field.name)(\(argument.name): 1)")
                }
            }
            for start in stride(from: 0, to: selections.count, by: 15) {
                documents.append(
                    "{ __typename ...F } fragment F on \(name) { \(selections[start..<min(start + 15, selections.count)].joined(separator: " ")) }"
                )
            }
            switch type {
            case .inputObject(let input):
                for field in input.fields where !kept.contains(AuthorizationMatrix.Coordinate(type: name, member: field.name)) {
                    documents.append("query ($v: \(name) = {\(field.name): null}) { __typename }")
                }
            case .enum(let values):
                for value in values.values where !kept.contains(AuthorizationMatrix.Coordinate(type: name, member: value.name)) {
                    documents.append("query ($v: \(name) = \(value.name)) { __typename }")
                }
            default: break
            }
        }
        return documents
    }

    @Test("What is visible answers, over HTTP, and counts the rows that row security shows", arguments: indices)
    func visible(index: Int) async throws {
        let ground = try await Self.ground.value
        let (name, viewer) = ground.walls.viewers[index]
        let schema = try ground.walls.gateway.schema(for: viewer)
        let path = viewer.role == .anonymous ? "/t/bazaar" : ""
        let token = viewer.role == .anonymous ? nil : SignedViewer.token(of: viewer)
        var answered = 0
        for text in FieldWalk(schema: schema).operations() {
            guard let variables = try ground.values.variables(of: text).first else { continue }
            let body = JSONValue.object([JSONMember("query", .string(text)), JSONMember("variables", .object(variables))]).text
            let reply = try await ground.souk.post(body, to: path + "/graphql", token: token)
            // Known, and more than one request may read: WallTests asks it without that limit.
            if reply.answer?.code == "TOO_COMPLEX" { continue }
            #expect(reply.answer?.data != nil && reply.answer?.errors.isEmpty == true, "\(name): \(text): \(reply.text.prefix(300))")
            answered += 1
        }
        #expect(answered > 20, "\(name): \(answered)")
        let visible = try await ground.walls.ids(visibleTo: viewer)
        var counted = 0
        for field in schema.type(named: "Query")?.fields.map(Array.init) ?? [] {
            guard case .allRows(let table)? = ground.walls.graph.binding(ofField: field.name, on: "Query") else { continue }
            let body = JSONValue.object([JSONMember("query", .string("{ \(field.name)(first: 1) { totalCount isCapped } }"))]).text
            let answer = try #require(try await ground.souk.post(body, to: path + "/graphql", token: token).answer)
            let total = answer.value(at: "\(field.name).totalCount").flatMap { Int($0.canonical) }
            if answer.value(at: "\(field.name).isCapped") == .bool(true) { continue }
            // The audit grows while others of these tests read.
            guard ground.walls.graph.tables[table].typeName != "AuditEntry" else { continue }
            #expect(total == visible[ground.walls.graph.tables[table].typeName]?.count, "\(name): \(field.name)")
            counted += 1
        }
        #expect(counted > 2)
    }
}
