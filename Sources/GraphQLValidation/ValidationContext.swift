import GraphQLLanguage
import GraphQLSchema

/// What rules look at, and where they report to.
struct ValidationContext {
    let document: Document
    let schema: Schema
    let operations: [OperationDefinition]
    /// Fragments by name; of those with the same name the last.
    let fragments: [String: FragmentDefinition]
    /// The fragments that each fragment spreads.
    let spreads: [String: [FragmentSpread]]
    /// The names of the fragments that some operation leads to.
    let usedFragments: Set<String>
    /// The uses of variables in each operation and fragment.
    var usages = VariableUsages()

    let limits: ValidationLimits
    private var work = 0
    /// How much work may be done in all; grows smaller where there is less reason to go on.
    private var allowance: Int
    private var reports: [Report] = []
    private var aborted: GraphQLError? {
        didSet { isAborted = true }
    }
    /// Whether it is no use to look any further.
    private(set) var isAborted = false

    private struct Report {
        let message: String
        let offsets: [Int]
    }

    init(_ document: Document, _ schema: Schema, _ limits: ValidationLimits) {
        self.document = document
        self.schema = schema
        self.limits = limits
        allowance = limits.work
        operations = document.operations
        fragments = Dictionary(document.fragments.map { ($0.name.value, $0) }, uniquingKeysWith: { _, last in last })
        spreads = fragments.mapValues(\.selectionSet.spreads)
        var used: Set<String> = []
        var open = operations.flatMap(\.selectionSet.spreads)
        while let spread = open.popLast() {
            guard used.insert(spread.name.value).inserted else { continue }
            open.append(contentsOf: spreads[spread.name.value] ?? [])
        }
        usedFragments = used
    }

    /// Reports an error at the nodes with these offsets.
    mutating func report(_ message: String, at offsets: Int...) { report(message, at: offsets) }

    /// Reports an error at the nodes with these offsets.
    mutating func report(_ message: String, at offsets: [Int]) {
        guard !isAborted else { return }
        guard reports.count < limits.errors else {
            aborted = GraphQLError(.validation, "Too many validation errors, error limit reached. Validation aborted.")
            return
        }
        reports.append(Report(message: message, offsets: offsets))
    }

    /// Takes note of work that may grow faster than the document does; aborts the validation where it is too much.
    mutating func spend(_ steps: Int) {
        guard !isAborted else { return }
        work += steps
        if work > allowance { aborted = GraphQLError(.tooComplex, "Validation aborted.") }
    }

    /// Allows so many more steps of work and no others.
    mutating func confine(to steps: Int) {
        allowance = min(allowance, work + steps)
    }

    /// Ends the validation.
    mutating func abort(_ message: String, at offset: Int) {
        guard !isAborted else { return }
        aborted = GraphQLError(.tooComplex, message, locations: [document.source.location(at: offset)])
    }

    /// The errors reported, their places counted out in a single pass over the source.
    mutating func takeErrors() -> [GraphQLError] {
        let places = document.source.locations(at: reports.flatMap(\.offsets))
        var next = 0
        let errors = reports.map { report in
            defer { next += report.offsets.count }
            return GraphQLError(.validation, report.message, locations: Array(places[next..<next + report.offsets.count]))
        }
        return errors + [aborted].compactMap { $0 }
    }

    /// The type of that name where a selection set can be on it.
    func compositeType(_ name: String) -> NamedType? {
        schema.type(named: name).flatMap { $0.isComposite ? $0 : nil }
    }

    /// The type that a variable's type or another reference as written stands for; nil where it names a type that does not exist.
    func typeReference(_ node: TypeNode) -> TypeReference? {
        schema.type(named: node.innermost.value) == nil ? nil : TypeReference(node)
    }
}
