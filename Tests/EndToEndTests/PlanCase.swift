import Access
import Execution
import Foundation
import GraphModel
import GraphQLLanguage
import JSON
import Testing

/// A folder that says: this query, asked by this viewer, runs these statements and has this answer.
///
/// | file | holds |
/// |---|---|
/// | `query.graphql` | the document |
/// | `viewer.json` | who asks: tenant, role, subject, merchants, scopes; and `operationName`, if the document needs one |
/// | `variables.json` | the variables; a text such as `@merchants.pageInfo.endCursor` is taken from the answer to `before.graphql` |
/// | `before.graphql` | what is asked first, by the same viewer or by the one of `before.json` |
/// | `check.sql` | one JSON value, read past all walls, that the answer's data must equal |
/// | `plan.sql` | the statements; recorded. Absent when the request is refused |
/// | `answer.json` | the answer; recorded |
struct PlanCase: CustomTestStringConvertible, Sendable {
    let folder: URL
    var testDescription: String { folder.lastPathComponent }

    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    /// The cases of one data set, by name.
    static func all(on dataSet: String) -> [PlanCase] {
        let folder = Places.cases.appending(path: dataSet)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { PlanCase(folder: folder.appending(path: $0)) }
    }

    /// Runs the case and compares, or records.
    func run(on gateway: TestGateway, recordedAs form: (Answer) -> JSONValue) async throws {
        let viewer = try #require(try json("viewer.json"), "a case says who asks in viewer.json")
        let principal = try await gateway.principal(viewer)
        let request = GraphQLRequest(
            query: Source(try #require(text("query.graphql"))), operationName: viewer["operationName"]?.string,
            variables: try await variables(on: gateway, as: principal))

        let explanation = gateway.explain(request, as: principal)
        let answer = try await gateway.answer(request, as: principal)
        try compare(explanation.map(PlanText.text), with: "plan.sql")
        // Each error that is ours has a reference of its own to find it in the log by.
        let written = form(answer).pretty.replacing(/Its reference is \w+/, with: "Its reference is …")
        try compare(written + "\n", with: "answer.json")
        if let check = text("check.sql") {
            let expected = try await gateway.json(check, [String(principal.tenant)])
            #expect(answer.data?.sorted.canonical == expected.sorted.canonical)
        }
    }

    private func variables(on gateway: TestGateway, as principal: Principal) async throws -> [JSONMember] {
        guard let variables = try json("variables.json") else { return [] }
        var earlier: Answer?
        if let before = text("before.graphql") {
            var asker = principal
            if let other = try json("before.json") { asker = try await gateway.principal(other) }
            earlier = try await gateway.answer(before, as: asker)
        }
        return variables.filling(from: earlier).members
    }

    private func text(_ file: String) -> String? {
        try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    private func json(_ file: String) throws -> JSONValue? {
        try text(file).map { try JSONParser.parse(Array($0.utf8)) }
    }

    private func compare(_ found: String?, with file: String) throws {
        let place = folder.appending(path: file)
        guard Self.isRecording else {
            #expect(found == text(file), "\(folder.lastPathComponent)/\(file)")
            return
        }
        if let found {
            try found.write(to: place, atomically: true, encoding: .utf8)
        } else {
            try? FileManager.default.removeItem(at: place)
        }
    }
}

extension JSONValue {
    /// With each text that starts with `@` replaced by the value at that path of an earlier answer.
    fileprivate func filling(from answer: Answer?) -> JSONValue {
        switch self {
        case .string(let text) where text.hasPrefix("@"): answer?.value(at: String(text.dropFirst())) ?? .null
        case .array(let items): .array(items.map { $0.filling(from: answer) })
        case .object(let members): .object(members.map { JSONMember($0.key, $0.value.filling(from: answer)) })
        default: self
        }
    }
}

extension TestGateway {
    /// The principal that a `viewer.json` describes.
    func principal(_ viewer: JSONValue) async throws -> Principal {
        let role = try #require(Role(rawValue: viewer["role"]?.string ?? ""))
        return Principal(
            tenant: try await tenant(viewer["tenant"]?.string ?? ""), role: role, subject: viewer["subject"]?.string,
            merchants: viewer["merchants"]?.items.compactMap { Int64($0.canonical) } ?? [],
            scopes: viewer["scopes"].map { $0.items.compactMap(\.string) })
    }
}
