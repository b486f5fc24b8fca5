import GraphQLLanguage
import GraphQLSchema

/// A field as selected, with what the type it is selected from says about it.
struct SelectedField {
    let field: Field
    /// The type it is selected from; nil where that is not known.
    let parent: String?
    let isOnObject: Bool
    /// Nil where the parent has no such field.
    let type: TypeReference?

    /// Whether no object can have both fields: they are selected from different object types.
    func excludes(_ other: SelectedField) -> Bool {
        isOnObject && other.isOnObject && parent != other.parent
    }
}

/// The fields of one selection set and its inline fragments, and the fragments it spreads.
final class FieldSet {
    /// Byte offset of the selection set: what it is known by.
    let id: Int
    /// In the order written.
    fileprivate(set) var selected: [SelectedField] = []
    /// Names of fragments, each once.
    fileprivate(set) var spreads: [String] = []
    /// By response key. Grouped when somebody asks: most sets are never compared.
    private(set) lazy var fields = Dictionary(grouping: selected) { $0.field.responseKey }
    /// In the order of their first occurrence.
    private(set) lazy var responseKeys = {
        var seen: Set<String> = []
        return selected.map(\.field.responseKey).filter { seen.insert($0).inserted }
    }()

    fileprivate init(id: Int) {
        self.id = id
    }
}

/// Collects each selection set of a document once.
struct FieldSets {
    let schema: Schema
    let fragments: [String: FragmentDefinition]
    private var known: [Int: FieldSet] = [:]

    init(_ context: ValidationContext) {
        schema = context.schema
        fragments = context.fragments
    }

    mutating func fields(of set: SelectionSet, on parent: String?) -> FieldSet {
        if let known = known[set.offset] { return known }
        let collected = FieldSet(id: set.offset)
        var spread: Set<String> = []
        collect(set, on: parent, into: collected, &spread)
        known[set.offset] = collected
        return collected
    }

    /// The fields of a fragment; nil where there is no such fragment.
    mutating func fields(ofFragment name: String) -> FieldSet? {
        fragments[name].map { fields(of: $0.selectionSet, on: $0.typeCondition.value) }
    }

    /// The fields below a field; nil where it has no selection set.
    mutating func fields(below selected: SelectedField) -> FieldSet? {
        selected.field.selectionSet.map { fields(of: $0, on: selected.type?.innermost) }
    }

    private func collect(_ set: SelectionSet, on parent: String?, into collected: FieldSet, _ spread: inout Set<String>) {
        let type = parent.flatMap(schema.type(named:))
        let isOnObject = if case .object? = type { true } else { false }
        let parentName = type?.name
        for selection in set.selections {
            switch selection {
            case .field(let field):
                // The field's own definition only: meta fields are the same everywhere.
                let definition = type?.fields?[field.name.value]
                collected.selected.append(
                    SelectedField(field: field, parent: parentName, isOnObject: isOnObject, type: definition?.type))
            case .fragmentSpread(let fragment):
                if spread.insert(fragment.name.value).inserted { collected.spreads.append(fragment.name.value) }
            case .inlineFragment(let fragment):
                collect(fragment.selectionSet, on: fragment.typeCondition?.value ?? parent, into: collected, &spread)
            }
        }
    }
}
