import GraphModel
import GraphQLExecution
import GraphQLLanguage

/// What makes fields of one object the same, whatever they are called in the answer: one reading serves them all.
struct SelectionKey: Hashable {
    /// The row that the field is on; nil at the root.
    private let row: Alias?
    private let field: String
    private let arguments: [String: ArgumentSource]

    init(_ field: SelectedField, on row: Alias? = nil) {
        self.row = row
        self.field = field.name
        self.arguments = Dictionary(
            field.collected.first.arguments.map { ($0.name.value, ArgumentSource($0.value)) }, uniquingKeysWith: { first, _ in first })
    }
}
