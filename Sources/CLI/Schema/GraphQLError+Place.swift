import GraphQLLanguage
import JSON

extension GraphQLError {
    /// Where in its document it is, for behind the document's name; empty where that is not known.
    var place: String {
        locations.first.map { " (line \($0.line), column \($0.column))" } ?? ""
    }

    /// Where in its document it is, for programs.
    var placeMembers: [JSONMember] {
        [
            JSONMember("line", locations.first.map { .integer($0.line) } ?? .null),
            JSONMember("column", locations.first.map { .integer($0.column) } ?? .null),
        ]
    }
}
