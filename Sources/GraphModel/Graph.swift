package import GraphQLSchema

/// The running graph: the whole schema, and where each of its parts comes from. Immutable; replaced as a whole.
///
/// Made by `GraphBuilder.build` only: holding one is the proof that the catalog made a sound graph.
package final class Graph: Sendable {
    /// A digest of everything that the graph was made from: equal catalogs give equal fingerprints.
    package let fingerprint: String
    package let tenancy: Tenancy
    /// The graph of somebody who may see everything. What a viewer has is a part of it; see `Guard`.
    package let schema: Schema
    /// Tables and views, and after them the results of functions that have columns of their own.
    package let tables: [Table]
    /// What the catalog could do better; nothing that makes the graph unsafe.
    package let warnings: [GraphProblem]
    /// What filters and orders may speak of and what not, and why. Empty where everything is shown.
    package let offers: [InputOffer]
    /// Every scope that some guard or a table's rule asks for: scopes beyond these make no difference to anybody's graph.
    package let knownScopes: Set<String>
    /// The scopes that open fields or rows to partners, ascending: not those of what partners never have.
    package let partnerScopes: [String]
    /// By what the rows that partners have can be limited, ascending.
    package let partnerLimitKinds: [String]

    private let typeBindings: [String: TypeBinding]
    private let fieldBindings: NamedValues<NamedValues<FieldBinding>>
    private let inputBindings: [String: [String: InputBinding]]
    private let typeGuards: [String: Guard]
    private let fieldGuards: [String: [String: Guard]]
    private let constraints: [String: ConstraintBinding]

    init(
        fingerprint: String, tenancy: Tenancy, schema: Schema, tables: [Table], typeBindings: [String: TypeBinding],
        fieldBindings: [String: [String: FieldBinding]], inputBindings: [String: [String: InputBinding]],
        typeGuards: [String: Guard], fieldGuards: [String: [String: Guard]], constraints: [String: ConstraintBinding],
        warnings: [GraphProblem], offers: [InputOffer]
    ) {
        self.fingerprint = fingerprint
        self.tenancy = tenancy
        self.schema = schema
        self.tables = tables
        self.typeBindings = typeBindings
        self.fieldBindings = NamedValues(fieldBindings.mapValues(NamedValues.init))
        self.inputBindings = inputBindings
        self.typeGuards = typeGuards
        self.fieldGuards = fieldGuards
        self.constraints = constraints
        self.warnings = warnings
        self.offers = offers
        let guards = Array(typeGuards.values) + fieldGuards.values.flatMap(\.values)
        self.knownScopes = Set(guards.flatMap { [$0.readScope, $0.writeScope].compactMap(\.self) } + tables.compactMap(\.rowRule?.scope))
        func isPartners(_ type: String) -> Bool { typeGuards[type]?.roles.contains(.partner) ?? true }
        let partnerTables = tables.filter { isPartners($0.typeName) }
        let partnerGuards = Array(typeGuards.values) + fieldGuards.filter { isPartners($0.key) }.values.flatMap(\.values)
        // What a field for writing needs is what it takes to see it: its `readScope`.
        let opening = partnerGuards.filter { $0.roles.contains(.partner) }.map(\.readScope) + partnerTables.map(\.rowRule?.scope)
        self.partnerScopes = Set(opening.compactMap(\.self)).sorted()
        self.partnerLimitKinds = Set(partnerTables.flatMap(\.rowLimits).map(\.kind)).sorted()
    }

    package func binding(ofType name: String) -> TypeBinding? { typeBindings[name] }

    package func binding(ofField field: String, on type: String) -> FieldBinding? { fieldBindings[type]?[field] }

    /// What a field of an input object (`MerchantFilter`, `MerchantOrderBy`), or a value of an enum (`MerchantGroupBy`), speaks of; nil for
    /// `and`, `or`, `not` and what compares a value.
    package func binding(ofInputField field: String, on type: String) -> InputBinding? { inputBindings[type]?[field] }

    /// Who has the type, and with it every field that leads to it.
    package func guardOfType(_ name: String) -> Guard? { typeGuards[name] }

    /// Who has the field, where that is fewer than have its type.
    package func guardOfField(_ field: String, on type: String) -> Guard? { fieldGuards[type]?[field] }

    /// A constraint, or a unique index, of a table (`schema.table`).
    package func constraint(_ name: String, on table: String) -> ConstraintBinding? { constraints["\(table).\(name)"] }

    /// Every kind of thing to some of which a token can be limited.
    package var limitKinds: Set<String> { Set(tables.flatMap(\.rowLimits).map(\.kind)) }
}
