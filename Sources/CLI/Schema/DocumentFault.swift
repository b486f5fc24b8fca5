import Gateway
import GraphModel
import GraphQLLanguage
import GraphQLValidation
import JSON

/// A registered document that nobody can run, not even who sees the whole graph: each viewer's schema is a part of that.
struct DocumentFault: CustomStringConvertible {
    let id: String
    /// The first thing that is wrong with it.
    let error: GraphQLError

    /// The documents of a manifest that a graph has no answer to, in the manifest's order.
    static func all(in manifest: DocumentManifest, under graph: Graph) -> [DocumentFault] {
        manifest.ids.compactMap { id in
            manifest.document(id).flatMap { fault(of: $0, under: graph) }.map { DocumentFault(id: id, error: $0) }
        }
    }

    private static func fault(of text: Source, under graph: Graph) -> GraphQLError? {
        do throws(GraphQLError) {
            return Validator.validate(try Parser.parse(text, limits: .standard), schema: graph.schema).first
        } catch {
            return error
        }
    }

    var description: String {
        let place = error.locations.first.map { " (line \($0.line), column \($0.column))" } ?? ""
        return "document \(id)\(place): \(error.message)"
    }

    /// As scripts read it, among the problems of a catalog.
    var json: JSONValue {
        .members([
            "code": .string("DOCUMENT_\(error.code.rawValue)"), "severity": .string("error"), "object": .string(id),
            "message": .string(error.message), "remedy": .string(""), "line": error.locations.first.map { .integer($0.line) } ?? .null,
            "column": error.locations.first.map { .integer($0.column) } ?? .null,
        ])
    }
}
