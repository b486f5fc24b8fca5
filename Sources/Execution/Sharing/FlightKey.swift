import Access
import GraphQLExecution
import Postgres

/// What makes reads the same, so that one execution answers them all: plan, session, and every parameter's value.
struct FlightKey: Hashable {
    /// Stands for the graph, the viewer's part of it, and the operation. A flight holds its plan, so no other has its identity.
    private let plan: ObjectIdentifier
    /// Viewers share an execution only where it runs in a session that has no subject.
    private let session: SessionFingerprint
    private let statements: [BoundStatement]
    /// Those of whoever takes the answer in parts, since only what was made for the same ones has the same parts; nil for who takes it whole.
    private let variablesOfParts: Variables?
    /// Of plan, session and parameters, worked out once: it is looked for three times, and a parameter may be long.
    private let hash: Int

    init(_ plan: PreparedPlan, in session: ReadingSession, _ statements: [BoundStatement], variablesOfParts: Variables?) {
        self.plan = ObjectIdentifier(plan)
        self.session = session.fingerprint
        self.statements = statements
        self.variablesOfParts = variablesOfParts
        var hasher = Hasher()
        hasher.combine(self.plan)
        hasher.combine(self.session.low)
        for statement in statements {
            for case let value? in statement.parameters { value.withUnsafeBytes { hasher.combine(bytes: $0) } }
        }
        hash = hasher.finalize()
    }

    static func == (left: FlightKey, right: FlightKey) -> Bool {
        left.hash == right.hash && left.plan == right.plan && left.session == right.session
            && left.variablesOfParts == right.variablesOfParts
            && left.statements.elementsEqual(right.statements) { $0.parameters == $1.parameters }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}
