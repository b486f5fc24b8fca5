import Planning
import Postgres

extension Statement {
    /// The SQL of a planned statement, and of its form for many keys where it has one.
    convenience init(_ plan: StatementPlan, by renderer: SQLRenderer) {
        let types = plan.parameters.map(\.typeOID)
        var manyKeys: ManyKeys?
        if let sql = renderer.textForManyKeys(of: plan), let keys = plan.manyKeys?.lookup?.parameters {
            // The statement itself names the arrays' types.
            let statement = Statement(sql: sql, parameterTypes: types.indices.map { keys.contains($0) ? 0 : types[$0] })
            manyKeys = ManyKeys(statement, elementTypes: types.indices.map { keys.contains($0) ? types[$0] : nil })
        }
        self.init(
            sql: renderer.text(of: plan), parameterTypes: types, manyKeys: manyKeys,
            planning: StatementPlanning(plan.freedom(in: renderer.graph)))
    }
}

extension StatementPlanning {
    fileprivate init(_ freedom: PlanFreedom) {
        self =
            switch freedom {
            case .nothing: .once
            case .search: .nestedLoops
            case .everything: .free
            }
    }
}
