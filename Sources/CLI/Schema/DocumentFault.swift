import Access
import Gateway
import GraphModel
import GraphQLLanguage
import GraphQLValidation
import JSON

/// A registered document that nobody can run.
///
/// It is looked at under the whole graph and, as what one viewer must say another does not even have, under what viewers of each role
/// have: with all scopes, with none, and partners with all but one. What it may cost is not looked at.
struct DocumentFault: Equatable, CustomStringConvertible {
    let id: String
    /// The first thing that is wrong with it under the whole graph.
    let error: GraphQLError

    /// The documents of a manifest that a graph has no answer to, in the manifest's order; of a task that was cancelled those found so far.
    ///
    /// Others have their turn after each document: a gateway's threads are few.
    static func all(in manifest: DocumentManifest, under graph: Graph) async -> [DocumentFault] {
        let views = AccessViews()
        let viewers = viewers(of: graph)
        var faults: [DocumentFault] = []
        for id in manifest.ids {
            guard !Task.isCancelled else { break }
            if let text = manifest.document(id), let error = fault(of: text, under: graph, viewers, views) {
                faults.append(DocumentFault(id: id, error: error))
            }
            await Task.yield()
        }
        return faults
    }

    private static func fault(of text: Source, under graph: Graph, _ viewers: [Principal], _ views: AccessViews) -> GraphQLError? {
        do throws(GraphQLError) {
            let document = try Parser.parse(text, limits: .standard)
            guard let first = Validator.validate(document, schema: graph.schema).first else { return nil }
            let isSomebodys = viewers.contains { viewer in
                Validator.validate(document, schema: views.view(of: graph, for: viewer).schema).isEmpty
            }
            return isSomebodys ? nil : first
        } catch {
            return error
        }
    }

    private static func viewers(of graph: Graph) -> [Principal] {
        let scopes = graph.knownScopes.sorted()
        let withAll = Role.allCases.map { Principal(tenant: 0, role: $0, scopes: $0 == .partner ? scopes : nil) }
        let withNone = Role.allCases.map { Principal(tenant: 0, role: $0, scopes: []) }
        let withAllButOne = graph.partnerScopes.map { one in
            Principal(tenant: 0, role: .partner, scopes: scopes.filter { $0 != one })
        }
        return withAll + withNone + withAllButOne
    }

    var description: String {
        "document \(id)\(error.place): \(error.message)"
    }

    /// As scripts read it, among the problems of a catalog.
    var json: JSONValue {
        .object(
            [
                JSONMember("code", .string("DOCUMENT_\(error.code.rawValue)")), JSONMember("severity", .string("error")),
                JSONMember("object", .string(id)), JSONMember("message", .string(error.message)), JSONMember("remedy", .string("")),
            ] + error.placeMembers)
    }
}
