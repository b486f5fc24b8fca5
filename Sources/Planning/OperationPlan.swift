package import GraphQLExecution

/// What an operation reads, and how its answer is made of it. Made by `Planner.plan` only.
///
/// By reference, as it goes with each request.
package final class OperationPlan: Sendable {
    /// Run together, under one session context, in one pipeline. Empty once they were made into SQL and nobody asks what of.
    package let statements: [StatementPlan]
    /// For each statement, how many cells of the single row come before those of the page spread below it.
    package let spreadOffsets: [Int]
    /// The answer: each field's `slot` is the position of its reader.
    package let shape: ObjectShape
    package let readers: [FieldReader]
    /// What the plan took for granted about the variables.
    package let reads: VariableReads
    /// What the answer may cost, for each field of the root that reads.
    package let costs: [Cost]
    /// What a mutation does for each field of its root, in order, `__typename` left out; empty for a query.
    package let mutations: [MutationPlan]
    /// Whether all of a mutation's fields are one transaction.
    package let isOneTransaction: Bool
    /// The marked data that it reads, where the viewer's reading is recorded: in the same transaction, before anybody is told of a row.
    package let marks: [AuditMark]
    /// Whether its rows are the same for all viewers that it is for who agree in whatever a session's context says besides the subject. What
    /// is recorded is one subject's.
    package let isImpersonal: Bool
    /// The types of what it reads; nil where functions and views read what nobody knows. Told of what is read again when that changes, and nil otherwise.
    package let typesRead: Set<String>?

    init(
        statements: [StatementPlan], shape: ObjectShape, readers: [FieldReader], reads: VariableReads, costs: [Cost],
        marks: [AuditMark], isImpersonal: Bool, mutations: [MutationPlan] = [], isOneTransaction: Bool = false,
        spreadOffsets: [Int]? = nil, typesRead: Set<String>? = nil
    ) {
        self.statements = statements
        self.spreadOffsets = spreadOffsets ?? statements.map(\.spreadOffset)
        self.shape = shape
        self.readers = readers
        self.reads = reads
        self.costs = costs
        self.marks = marks
        self.isImpersonal = isImpersonal
        self.mutations = mutations
        self.isOneTransaction = isOneTransaction
        self.typesRead = typesRead
    }

    /// What answers are made with, without what the statements were made of.
    package func withoutStatements() -> OperationPlan {
        OperationPlan(
            statements: [], shape: shape, readers: readers, reads: reads, costs: costs, marks: marks, isImpersonal: isImpersonal,
            mutations: mutations.map { $0.withoutStatements() },
            isOneTransaction: isOneTransaction, spreadOffsets: spreadOffsets, typesRead: typesRead)
    }
}

/// One field of a mutation: a function is called, then what it returned is read, in one transaction.
package struct MutationPlan: Sendable {
    /// Its place among the fields of the root.
    package let field: Int
    /// The call comes first. The shape has this one field.
    package let plan: OperationPlan
    /// The operation's name; nil where it has none.
    package let operationName: String?
    /// The whole `input`.
    package let input: ArgumentSource
    /// Where the idempotency key comes from.
    package let key: ArgumentSource?
    /// The input's fields by the parameters that they give values to.
    package let inputFields: [String: String]

    func withoutStatements() -> MutationPlan {
        MutationPlan(
            field: field, plan: plan.withoutStatements(), operationName: operationName, input: input, key: key, inputFields: inputFields)
    }
}

package struct StatementPlan: Sendable {
    package enum Body: Sendable {
        case rows(RowQuery)
        /// One row of what is told of many rows, with a page of them beside it if one is asked for: the row's cells are repeated for each.
        case figures([Cell], page: RowQuery?)
        /// A call of a function that writes, which gives one row.
        case mutation(MutationCall)
    }

    package var body: Body
    package var parameters: [Parameter]
    /// Whether it reads one row by its key, and no list.
    package var isLookup: Bool
    /// The same for many keys at once: arrays stand in the places of the parameters that `lookup` names, and a last cell tells the
    /// place of the row's key in them. Nil for what reads no single row.
    package var manyKeys: RowQuery?
    /// Cells of the single row that come before those of the page spread below it.
    package var spreadOffset: Int
}
