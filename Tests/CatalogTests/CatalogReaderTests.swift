import GraphModel
import Testing

@Suite("Reading the catalog")
struct CatalogReaderTests {
    @Test(
        "A schema souk in which the serving role has no business is as none",
        arguments: [
            "CREATE TABLE souk.migration (number int)", "CREATE TABLE souk.rule (kind text); CREATE TABLE souk.row_limit (kind text)",
        ])
    func foreignLedger(sql: String) async throws {
        let snapshot = try await CaseDatabase.snapshot("CREATE SCHEMA souk; \(sql)")
        #expect(snapshot.relations.map(\.name) == ["shop"])
        #expect(snapshot.relations.allSatisfy { $0.rule == nil && $0.rowLimits.isEmpty })
    }
}
