import GraphQLLanguage
import GraphQLSchema

/// A field as selected, with what the type it is selected from says about it.
final class SelectedField {
    let field: Field
    /// The type it is selected from; nil where that is not known.
    let parent: String?
    let isOnObject: Bool
    /// Nil where the parent has no such field.
    let type: TypeReference?
    /// The number of its response key: fields have the same where their keys are equal.
    let key: Int
    /// What is below it, once that was collected.
    fileprivate var below: FieldSet?

    init(field: Field, parent: String?, isOnObject: Bool, type: TypeReference?, key: Int) {
        self.field = field
        self.parent = parent
        self.isOnObject = isOnObject
        self.type = type
        self.key = key
    }

    /// Whether no object can have both fields: they are selected from different object types.
    func excludes(_ other: SelectedField) -> Bool {
        isOnObject && other.isOnObject && parent != other.parent
    }
}

/// The fields of one selection set and its inline fragments, and the fragments it spreads.
final class FieldSet {
    /// Byte offset of the selection set: what it is known by.
    let id: Int
    /// How many sets were collected before it.
    let number: Int
    /// In the order written.
    fileprivate(set) var selected: [SelectedField] = []
    /// Whether no two of its own fields have the same response key.
    fileprivate(set) var isDistinct = true
    /// Names of fragments, each once.
    fileprivate(set) var spreads: [String] = []
    /// By response key. Grouped when somebody asks: most sets are never compared.
    private(set) lazy var fields = Dictionary(grouping: selected) { $0.field.responseKey }
    /// In the order of their first occurrence.
    private(set) lazy var responseKeys = {
        var seen: Set<String> = []
        return selected.map(\.field.responseKey).filter { seen.insert($0).inserted }
    }()

    fileprivate init(id: Int, number: Int) {
        self.id = id
        self.number = number
    }
}

/// Collects each selection set of a document once.
struct FieldSets {
    let schema: Schema
    let fragments: [String: FragmentDefinition]
    private var known: [Int: FieldSet] = [:]
    private var keys = ResponseKeys()

    init(_ context: ValidationContext) {
        schema = context.schema
        fragments = context.fragments
    }

    /// How many response keys there are in what was collected.
    var keyCount: Int { keys.count }

    mutating func fields(of set: SelectionSet, on parent: String?) -> FieldSet {
        if let known = known[set.offset] { return known }
        let collected = FieldSet(id: set.offset, number: known.count)
        known[set.offset] = collected
        collected.selected.reserveCapacity(set.selections.count)
        keys.beginSet()
        collect(set, on: parent, into: collected)
        return collected
    }

    /// The fields of a fragment; nil where there is no such fragment.
    mutating func fields(ofFragment name: String) -> FieldSet? {
        fragments[name].map { fields(of: $0.selectionSet, on: $0.typeCondition.value) }
    }

    /// The fields below a field; nil where it has no selection set.
    mutating func fields(below selected: SelectedField) -> FieldSet? {
        if let below = selected.below { return below }
        guard let set = selected.field.selectionSet else { return nil }
        let below = fields(of: set, on: selected.type?.innermost)
        selected.below = below
        return below
    }

    private mutating func collect(_ set: SelectionSet, on parent: String?, into collected: FieldSet) {
        let type = parent.flatMap(schema.type(named:))
        let isOnObject = if case .object? = type { true } else { false }
        let parentName = type?.name
        let definitions = type?.fields
        for selection in set.selections {
            switch selection {
            case .field(let field):
                let key = keys.number(of: field.responseKey)
                if key.isRepeated { collected.isDistinct = false }
                // The field's own definition only: meta fields are the same everywhere.
                let type = definitions?[field.name.value]?.type
                collected.selected.append(
                    SelectedField(field: field, parent: parentName, isOnObject: isOnObject, type: type, key: key.number))
            case .fragmentSpread(let fragment):
                if !collected.spreads.contains(fragment.name.value) { collected.spreads.append(fragment.name.value) }
            case .inlineFragment(let fragment):
                collect(fragment.selectionSet, on: fragment.typeCondition?.value ?? parent, into: collected)
            }
        }
    }
}
