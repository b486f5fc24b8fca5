package import GraphModel
package import GraphQLLanguage
package import GraphQLSchema

/// What an operation reads, and how its answer is made of it. Made by `Planner.plan` only.
package struct OperationPlan: Sendable {
    /// Run together, under one session context, in one pipeline.
    package let statements: [StatementPlan]
    package let root: ObjectPlan
    /// What the plan took for granted about the variables.
    package let reads: VariableReads

    init(statements: [StatementPlan], root: ObjectPlan, reads: VariableReads) {
        self.statements = statements
        self.root = root
        self.reads = reads
    }
}

package struct StatementPlan: Sendable {
    package enum Body: Sendable {
        case rows(RowQuery)
        case count(RowQuery)
    }

    package var body: Body
    package var parameters: [Parameter]
    /// Whether it reads one row by its key, and no list.
    package var isLookup: Bool
    /// Cells of the single row that come before those of the page spread below it.
    package var spreadOffset: Int
}

/// The fields of an object of the answer, in response order.
package struct ObjectPlan: Sendable {
    package var typeName: String
    package var fields: [FieldPlan]
}

/// A field of the answer.
package struct FieldPlan: Sendable {
    package var responseKey: String
    package var definition: FieldDefinition
    /// The fields of the document that were merged into this one.
    package var nodes: [Field]
    package var reader: FieldReader
    /// By the runtime type of the field's value, or of each item of it.
    package var children: [ObjectPlan]
}
