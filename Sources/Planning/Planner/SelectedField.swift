import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// A collected field with its definition.
struct SelectedField {
    let collected: CollectedField
    let definition: FieldDefinition
    let parentType: String
    /// Why it cannot be carried out: a variable in its arguments is null where none may be.
    let fault: FieldFault?

    var name: String { collected.name }
    var selectionSets: [SelectionSet] { collected.selectionSets }
    /// The name of the type that its values, or the items of them, have.
    var typeName: String { definition.typeName }

    /// Where an argument's value comes from: as written, or else its default; nil when there is neither.
    func argument(_ name: String) -> ArgumentSource? {
        if let argument = collected.first.arguments.first(where: { $0.name.value == name }) { return ArgumentSource(argument.value) }
        return definition.arguments[name]?.defaultValue.map { .constant($0) }
    }
}

extension RowBuilder {
    /// A condition that compares a column with an argument.
    func compare(_ column: Column.ID, _ comparison: Comparison, to source: ArgumentSource) -> Condition {
        let column = table.columns[column]
        let parameter = statement.newParameter(.argument(source, storedNames: column.storedNames), for: column)
        return .compare(scope.reference(to: column.id), comparison, parameter)
    }
}

extension Column {
    /// Stored texts by GraphQL enum name; nil for a column that is no enum.
    var storedNames: [String: String]? { enumNames.map(Self.storedNames) }

    static func storedNames(of enumNames: [String: String]) -> [String: String] {
        Dictionary(enumNames.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    }
}
