import GraphQLSchema

/// Which ways a column may be ordered: where it has nulls, an index keeps them in one place only.
enum OrderDirections: Hashable, CaseIterable {
    case all, nullsLargest, nullsSmallest

    init(_ nulls: NullsPlace) {
        self = nulls == .largest ? .nullsLargest : .nullsSmallest
    }

    var typeName: String {
        switch self {
        case .all: "OrderDirection"
        case .nullsLargest: "NullsLargestDirection"
        case .nullsSmallest: "NullsSmallestDirection"
        }
    }

    var type: EnumType {
        switch self {
        case .all:
            EnumType(
                name: typeName, description: "Which way to order; nulls last when ascending, first when descending, unless said.",
                values: [Self.ascending, Self.descending, Self.ascendingNullsFirst, Self.descendingNullsLast])
        case .nullsLargest:
            EnumType(
                name: typeName, description: "Which way to order; what has no value counts as largest.",
                values: [Self.ascending, Self.descending])
        case .nullsSmallest:
            EnumType(
                name: typeName, description: "Which way to order; what has no value counts as smallest.",
                values: [Self.ascendingNullsFirst, Self.descendingNullsLast])
        }
    }

    private static let ascending = EnumValueDefinition(name: "ASC", description: "Smallest first.")
    private static let descending = EnumValueDefinition(name: "DESC", description: "Largest first.")
    private static let ascendingNullsFirst = EnumValueDefinition(
        name: "ASC_NULLS_FIRST", description: "Smallest first, after what has no value.")
    private static let descendingNullsLast = EnumValueDefinition(
        name: "DESC_NULLS_LAST", description: "Largest first, before what has no value.")
}
