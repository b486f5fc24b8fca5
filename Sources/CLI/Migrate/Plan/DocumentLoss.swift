import Access
import Gateway
import GraphModel
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON

/// A registered document that somebody who is there could run before the pending files and cannot afterwards.
struct DocumentLoss: Equatable {
    let id: String
    /// Who can run it no more, by name.
    let audiences: [String]
    /// Whether nobody else can.
    let isEverybodys: Bool
    /// What is wrong with it for the first of them.
    let error: GraphQLError

    /// What of a manifest is lost, in its order. Others have their turn after each document, and a cancelled task ends there.
    static func between(
        _ before: Graph, _ after: Graph, in manifest: DocumentManifest, for audiences: [Audience]
    ) async throws -> [DocumentLoss] {
        let readers = Reader.all(before, after, audiences)
        var losses: [DocumentLoss] = []
        for id in manifest.ids {
            try Task.checkCancellation()
            // What cannot be read was nobody's.
            if let text = manifest.document(id), let document = try? Parser.parse(text, limits: .standard) {
                if let loss = loss(of: document, id, for: readers) { losses.append(loss) }
            }
            await Task.yield()
        }
        return losses
    }

    private static func loss(of document: Document, _ id: String, for readers: [Reader]) -> DocumentLoss? {
        let could = readers.filter { Validator.validate(document, schema: $0.before).isEmpty }
        let errors = could.map { Validator.validate(document, schema: $0.after).first }
        guard let error = errors.compactMap(\.self).first else { return nil }
        let losers = zip(could, errors).filter { $0.1 != nil }.flatMap(\.0.names)
        return DocumentLoss(id: id, audiences: losers, isEverybodys: !errors.contains(nil), error: error)
    }

    /// Those who see both graphs in the same way.
    private struct Reader {
        var names: [String]
        let before: Schema
        let after: Schema

        static func all(_ before: Graph, _ after: Graph, _ audiences: [Audience]) -> [Reader] {
            var places: [[SchemaMask.Fingerprint]: Int] = [:]
            var readers: [Reader] = []
            for audience in audiences {
                let views = [before, after].map { SchemaMask.fingerprint(of: $0, role: audience.role, scopes: audience.scopes) }
                if let place = places[views] {
                    readers[place].names.append(audience.name)
                    continue
                }
                places[views] = readers.count
                let schemas = [before, after].map { SchemaMask(of: $0, role: audience.role, scopes: audience.scopes).schema }
                readers.append(Reader(names: [audience.name], before: schemas[0], after: schemas[1]))
            }
            return readers
        }
    }

    /// For people.
    var line: String {
        let place = error.locations.first.map { " (line \($0.line), column \($0.column))" } ?? ""
        let who = isEverybodys ? "lost to everybody" : "lost to \(audiences.joined(separator: "; "))"
        return "\(id)\(place): \(who): \(error.message)"
    }

    /// For programs.
    var json: JSONValue {
        .members([
            "id": .string(id), "audiences": .array(audiences.map(JSONValue.string)), "everybody": .bool(isEverybodys),
            "message": .string(error.message), "line": error.locations.first.map { .integer($0.line) } ?? .null,
            "column": error.locations.first.map { .integer($0.column) } ?? .null,
        ])
    }
}
