import GraphQLSchema

/// What filters compare a column's values with.
enum FilterOperand: Hashable {
    /// A single value of this scalar or enum.
    case value(String)
    /// A list of such values.
    case list(of: String)
    /// A JSON document.
    case document
    /// A range between two values of this scalar, of this type in the database.
    case range(of: String, boundOID: UInt32)
}

/// The input object that compares one column's values: `BigIntFilter { eq ne in notIn lt lte gt gte isNull }`.
struct FilterInput: Hashable {
    /// How far texts may be searched.
    enum TextSearch: Hashable {
        /// As any other value.
        case none
        /// By their beginning as well, or by nothing else.
        case prefix, onlyPrefix
        /// By anything in them.
        case full
    }

    let operand: FilterOperand
    /// Whether its values have an order that means anything: those of enums and booleans have none.
    let hasOrder: Bool
    var search = TextSearch.none
    /// Whether it asks for less and greater values too: an index that finds a value need not keep the rows in its order.
    var comparesOrder: Bool
    /// Whether it is the only one for its operand, since everything is shown: then it needs no name of its own.
    var isOnly = false

    var name: String {
        switch operand {
        case .value(let value):
            switch search {
            case _ where isOnly: value + "Filter"
            case .none: value + (hasOrder && !comparesOrder ? "EqualityFilter" : "Filter")
            case .prefix: value + "PrefixFilter"
            case .onlyPrefix: "PrefixFilter"
            case .full: value + "SearchFilter"
            }
        case .list(let element): element + "ListFilter"
        case .document: "JSONFilter"
        case .range(let bound, _): bound + "RangeFilter"
        }
    }

    /// The same without anything but equal values and lists of them.
    var forEqualValues: FilterInput {
        var input = self
        (input.comparesOrder, input.search) = (false, .none)
        return input
    }

    /// The input object, with those that it refers to.
    var types: [InputObjectType] {
        switch operand {
        case .value(let value): [object(of: "a `\(value)`", comparisons(of: value) + searches)]
        case .list(let element): [object(of: "a list of `\(element)`", Self.lists(of: element))]
        case .document: [object(of: "a document", Self.documents)]
        case .range(let bound, _): [object(of: "a range of `\(bound)`", Self.ranges(of: bound)), Self.range(of: bound)]
        }
    }

    private func object(of what: String, _ operators: [InputValueDefinition]) -> InputObjectType {
        let isNull = InputValueDefinition(name: "isNull", description: "Whether there is no value.", type: .named("Boolean"))
        return InputObjectType(
            name: name, description: "What \(what) must be; all that is given must hold.", fields: Members(operators + [isNull]))
    }
}
