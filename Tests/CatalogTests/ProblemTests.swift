import GraphModel
import Postgres
import Testing

@Suite struct ProblemTests {
    @Test(
        "What is unsafe or unsound is named, with its code and its object",
        arguments: ProblemCase.safety + ProblemCase.names + ProblemCase.shape + ProblemCase.functions + ProblemCase.shapes)
    func names(_ testCase: ProblemCase) async throws {
        let snapshot = try await CaseDatabase.snapshot(testCase.sql)
        let problems: [GraphProblem]
        do throws(GraphBuildError) {
            problems = try GraphBuilder.build(snapshot).warnings
        } catch {
            problems = error.problems
        }
        #expect(
            problems.contains { $0.code == testCase.code && $0.object == testCase.object && $0.severity == testCase.severity },
            "\(problems)")
        #expect(problems.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty })
        let isRefused = problems.contains { $0.severity == .error }
        #expect(isRefused == (testCase.severity == .error), "\(problems)")
    }

    @Test("A table that asks to be in the graph and cannot be read is named")
    func unreadable() async throws {
        let configuration = try await CaseDatabase.make("")
        let connection = try await AdminConnection.connect(configuration)
        try await connection.execute(script: "REVOKE ALL ON app.shop FROM \(CaseDatabase.role)")
        let snapshot = try await CaseDatabase.snapshot(of: configuration)
        let error = #expect(throws: GraphBuildError.self) { try GraphBuilder.build(snapshot) }
        #expect(error?.problems.map(\.code) == [.noFields])
    }

    @Test("Roles that bypass row security are refused")
    func bypassing() async throws {
        var snapshot = try await CaseDatabase.snapshot("")
        snapshot.loginRole.bypassesRowSecurity = true
        let error = #expect(throws: GraphBuildError.self) { try GraphBuilder.build(snapshot) }
        #expect(error?.problems.map(\.code) == [.roleBypassesRowSecurity])
    }

    @Test("Reference data that is declared public needs no tenant")
    func declaredPublic() async throws {
        let snapshot = try await CaseDatabase.snapshot(
            "CREATE TABLE app.region (id bigint PRIMARY KEY, name text NOT NULL); COMMENT ON TABLE app.region IS 'Where. @graph @public'")
        let graph = try GraphBuilder.build(snapshot)
        #expect(graph.warnings.isEmpty)
        #expect(graph.tables.first { $0.typeName == "Region" }?.tenantColumn == nil)
    }
}
