import Gateway
import GraphModel
import GraphQLLanguage
import JSON

/// A registered document that somebody could run before the pending files and cannot afterwards.
struct DocumentLoss: Equatable {
    let id: String
    /// Of which roles nobody can run it any more, in the order of the roles.
    let roles: [Role]
    /// Whether no other role can.
    let isEverybodys: Bool
    /// What is wrong with it for the first of the roles.
    let error: GraphQLError

    /// What of a manifest is lost, in its order.
    static func between(_ before: Graph, _ after: Graph, in manifest: DocumentManifest) -> [DocumentLoss] {
        let (earlier, later) = (DocumentReaders(of: before), DocumentReaders(of: after))
        return manifest.ids.compactMap { id in
            // What cannot be read was nobody's.
            guard let text = manifest.document(id), let document = try? Parser.parse(text, limits: .standard) else { return nil }
            let remaining = later.roles(of: document)
            let lost = earlier.roles(of: document).subtracting(remaining)
            let roles = Role.allCases.filter(lost.contains)
            guard let error = roles.first.flatMap({ later.error(in: document, for: $0) }) else { return nil }
            return DocumentLoss(id: id, roles: roles, isEverybodys: remaining.isEmpty, error: error)
        }
    }

    /// For people.
    var line: String {
        let who = isEverybodys ? "nobody" : "no " + roles.map(\.rawValue).joined(separator: ", no ")
        let place = error.locations.first.map { " (line \($0.line), column \($0.column))" } ?? ""
        return "\(id)\(place): \(who) can run it any more: \(error.message)"
    }

    /// For programs.
    var json: JSONValue {
        .members([
            "id": .string(id), "roles": .array(roles.map { .string($0.rawValue) }), "everybody": .bool(isEverybodys),
            "message": .string(error.message), "line": error.locations.first.map { .integer($0.line) } ?? .null,
            "column": error.locations.first.map { .integer($0.column) } ?? .null,
        ])
    }
}
