import Access
import Postgres

/// What makes reads the same, so that one execution answers them all: plan, viewer, and every parameter's value.
struct FlightKey: Hashable {
    /// Stands for the graph, the viewer's part of it, and the operation. A flight holds its plan, so no other has its identity.
    private let plan: ObjectIdentifier
    /// Everything that a session context is made of: no viewer ever shares another's execution.
    private let viewer: SessionFingerprint
    /// A part of the context that the fingerprint leaves out, as it changes no rule: functions of the database may read it.
    private let token: Int64?
    private let statements: [BoundStatement]

    init(_ plan: PreparedPlan, for principal: Principal, _ statements: [BoundStatement]) {
        self.plan = ObjectIdentifier(plan)
        self.viewer = principal.sessionFingerprint
        self.token = principal.token
        self.statements = statements
    }

    static func == (left: FlightKey, right: FlightKey) -> Bool {
        left.plan == right.plan && left.viewer == right.viewer && left.token == right.token
            && left.statements.elementsEqual(right.statements) { $0.parameters == $1.parameters }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(plan)
        hasher.combine(viewer.low)
        for statement in statements {
            for case let value? in statement.parameters { value.withUnsafeBytes { hasher.combine(bytes: $0) } }
        }
    }
}
