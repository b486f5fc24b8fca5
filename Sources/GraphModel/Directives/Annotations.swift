package import GraphQLLanguage

/// What the directives of one comment say, each checked against its rule.
package struct Annotations: Sendable {
    /// The comment without its directives; nil when nothing is left.
    package var description: String?
    /// `@graph`.
    package var graph: GraphNote?
    package var graphLocation: SourceLocation?
    /// `@scope(read:)` and `@scope(write:)`.
    package var readScope: String?
    package var writeScope: String?
    /// `@visible(to:)`.
    package var roles: Set<Role>?
    /// `@name(as:)`.
    package var name: String?
    /// `@name(forward:, backward:)`.
    package var forwardName: String?
    package var backwardName: String?
    /// `@hidden`.
    package var hidden: Hidden?
    /// `@order(by:)`: each a column, maybe with ASC or DESC and NULLS FIRST or NULLS LAST.
    package var order: Located<[String]>?
    /// `@filter`: filters may speak of it, index or not.
    package var opensFilter = false
    /// `@order` without arguments: orders may go by it, index or not.
    package var opensOrder = false
    /// `@deprecated(reason:)`.
    package var deprecation: String?
    package var unions: [Located<UnionNote>] = []
    package var throughs: [Located<ThroughNote>] = []
    /// `@key(columns:)`.
    package var key: Located<[String]>?
    package var references: [Located<ReferenceNote>] = []
    /// `@enum(name:)`.
    package var enumName: String?
    /// On a lookup table, the column that describes each value.
    package var enumDescription: String?
    package var interfaces: [Located<InterfaceNote>] = []
    /// `@json`, of a column or of what a function returns.
    package var json: Located<JSONNote>?
    /// `@json(column:)`: of columns of a function's result.
    package var resultJSON: [String: Located<JSONNote>] = [:]
    /// `@public`.
    package var isPublic = false
    /// `@counter(column:)`: a column of the table referred to.
    package var counter: Located<String>?
    /// `@aggregate(to:, scope:)`: who has it in aggregates; nil for all who have it at all.
    package var aggregateAccess: Guard?
    /// `@groupBy`.
    package var isGroupKey = false
    /// `@audited`: who of operators and partners reads it is recorded.
    package var isAudited = false
    /// `@rows`.
    package var rows: Located<RowsNote>?
    /// `@argument` and `@result`: what they say of parameters and columns of a function.
    package var parts: [FunctionPart: PartNote] = [:]
    /// `@guards`: which mutations the function speaks for, and on which tables' rows.
    package var guards: [Located<GuardsNote>] = []
    /// `@alone`: a mutation that is never one transaction with others.
    package var isAlone = false
    /// `@impersonal`: what the function returns does not depend on the subject.
    package var isImpersonal = false
    /// `@error(message:)`: what is wrong with a row that the constraint refuses.
    package var errorMessage: String?
    /// `@cost(rows:)`.
    package var cost: Int?
    /// `@definer(reason:)`.
    package var definerReason: String?

    package init(description: String? = nil) {
        self.description = description
    }

    /// A value with its place in the comment.
    package struct Located<Value: Sendable>: Sendable {
        package var value: Value
        package var location: SourceLocation
    }

    package struct GraphNote: Sendable {
        package var type: String?
        package var field: String?
        package var list: String?
        /// On a function, the table whose rows have the field.
        package var on: String?
    }

    package struct RowsNote: Sendable {
        package var table: String
        package var key: [String]
        package var order: [String]
        package var limit: String?
        package var after: [String]
    }

    package enum FunctionPart: Sendable, Hashable {
        case parameter(String), result(String)
    }

    package struct PartNote: Sendable {
        package var name: String?
        package var description: String?
        /// Of a parameter: the table whose rows' global ids it takes.
        package var id: String?
        /// Of a parameter: the table whose rows it takes, as a JSON array, and what of them.
        package var rows: String?
        package var columns: [String]
        package var location: SourceLocation
    }

    package struct GuardsNote: Sendable {
        package var mutation: String
        package var table: String
    }

    package enum Hidden: Sendable, Hashable { case whole, forward, backward }

    package struct UnionNote: Sendable {
        package var name: String
        package var field: String
        package var columns: [String]
    }

    package struct InterfaceNote: Sendable {
        package var name: String
        /// Names of fields; empty where the table leaves them to the others that share it.
        package var fields: [String]
        package var description: String?
    }

    package struct JSONNote: Sendable {
        /// Type definitions in SDL.
        package var definitions: String?
        /// The type of the values: `[Address!]`.
        package var reference: String?
    }

    package struct ThroughNote: Sendable {
        package var from: String
        package var to: String
        package var field: String?
    }

    package struct ReferenceNote: Sendable {
        package var columns: [String]
        package var table: String
        package var targetColumns: [String]
        package var forward: String?
        package var backward: String?
    }

    /// Who may have what the comment stands on; nil when everybody may.
    package var access: Guard? {
        guard roles != nil || readScope != nil || writeScope != nil else { return nil }
        return Guard(roles: roles ?? Set(Role.allCases), readScope: readScope, writeScope: writeScope)
    }
}
