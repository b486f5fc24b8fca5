import Catalog
import GraphModel
import Migrations
import Postgres

/// What a scratch copy is at one moment: the graph it makes, and its rules, and what doctor and lints find wrong with it.
struct ScratchView {
    /// Nil when the catalog makes no sound graph; then the findings say why.
    let graph: Graph?
    let rules: RuleBook
    let findings: Set<Finding>

    /// Looks as the role that serves, and for the lints as the one that migrates, who sees every table.
    static func look(
        at scratch: ScratchDatabase, _ migrating: AdminConnection, as servingRole: String, schemas: [String]?, _ options: GraphOptions
    ) async throws -> ScratchView {
        let serving = try await scratch.connect(as: servingRole)
        let snapshot = try await CatalogReader(schemas: schemas).read(through: serving)
        var (findings, graph) = try await DoctorCommand.findings(in: snapshot, options, serving)
        await serving.close()
        let lints = options.tenancy == .column ? CatalogCheck.tenantLints + CatalogCheck.lints : CatalogCheck.lints
        for lint in lints { findings += try await lint.findings(migrating, tenantColumn: options.tenantColumn) }
        findings += try await FunctionCheck.findings(migrating)
        return ScratchView(
            graph: graph, rules: try await RuleBook.read(migrating), findings: Set(findings.filter { $0.state != .good }))
    }
}
