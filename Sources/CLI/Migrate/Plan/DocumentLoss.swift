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

    /// What becomes of a manifest's documents, in its order.
    struct Comparison: Equatable {
        var losses: [DocumentLoss] = []
        /// Those that nobody who is there could run before, by id.
        var nobodys: [String] = []

        /// For programs.
        var json: JSONValue {
            .members(["lost": .array(losses.map(\.json)), "nobodys": .array(nobodys.map(JSONValue.string))])
        }
    }

    /// Others have their turn after each document, and a cancelled task ends there.
    static func comparison(
        _ before: Graph, _ after: Graph, of manifest: DocumentManifest, for audiences: [Audience]
    ) async throws -> Comparison {
        let readers = Reader.all(before, after, audiences)
        var comparison = Comparison()
        for id in manifest.ids {
            try Task.checkCancellation()
            let document = manifest.document(id).flatMap { try? Parser.parse($0, limits: .standard) }
            let could = document.map { document in readers.filter { Validator.validate(document, schema: $0.before).isEmpty } }
            if let document, let could, !could.isEmpty {
                if let loss = loss(of: document, id, for: could) { comparison.losses.append(loss) }
            } else {
                comparison.nobodys.append(id)
            }
            await Task.yield()
        }
        return comparison
    }

    private static func loss(of document: Document, _ id: String, for could: [Reader]) -> DocumentLoss? {
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
        "\(id)\(error.place): lost to \(isEverybodys ? "everybody" : audiences.joined(separator: "; ")): \(error.message)"
    }

    /// For programs.
    var json: JSONValue {
        .object(
            [
                JSONMember("id", .string(id)), JSONMember("audiences", .array(audiences.map(JSONValue.string))),
                JSONMember("everybody", .bool(isEverybodys)), JSONMember("message", .string(error.message)),
            ] + error.placeMembers)
    }
}
