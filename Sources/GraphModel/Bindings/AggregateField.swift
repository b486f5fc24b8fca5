package import PostgresTypes

/// What a field among a connection's aggregates says. Columns below are bound as columns: the field above tells what is made of them.
package enum AggregateField: Sendable, Hashable {
    // Fields of a connection
    /// `aggregate`: what all of its rows come to.
    case whole
    /// `groupedAggregates(groupBy:, first:)`: the same for each group of them.
    case grouped

    // Fields of an aggregate
    case count
    case isCapped
    /// `sum { … }` and its like: an object with a field for each column.
    case function(AggregateFunction)
    /// `keys { … }`: what the rows of a group have in common.
    case keys
}

/// What is made of a column over many rows; the raw value is the field's name.
package enum AggregateFunction: String, Sendable, Hashable, CaseIterable {
    case sum, avg, min, max

    /// The type of what it makes of values of a type; nil where it makes nothing of them.
    ///
    /// Sums grow: those of `int4` are `int8`, those of `int8` are `numeric`. A mean is a `float8`, of a `numeric` a `numeric`.
    package func result(of type: PostgresType) -> PostgresType? {
        switch (self, type.underlying) {
        case (.sum, .int2), (.sum, .int4): .int8
        case (.sum, .int8), (.sum, .numeric), (.avg, .numeric): .numeric
        case (.sum, .float4), (.sum, .float8): .float8
        case (.avg, .int2), (.avg, .int4), (.avg, .int8), (.avg, .float4), (.avg, .float8): .float8
        case (.sum, _), (.avg, _): nil
        case (_, .int2), (_, .int4), (_, .int8), (_, .float4), (_, .float8), (_, .numeric): type.underlying
        case (_, .date), (_, .time), (_, .timetz), (_, .timestamp), (_, .timestamptz), (_, .interval): type.underlying
        default: nil
        }
    }
}

/// How many rows are read for what is told of many, so that no field costs more because a table is large.
package enum AggregateBounds {
    /// Rows that `totalCount` counts.
    package static let counted = 10_000
    /// Rows that an aggregate reads, all of its groups together.
    package static let read = 100_000
}
