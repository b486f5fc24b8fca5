import Postgres
import TestDatabase
import Testing

@Suite("What the server says of an error")
struct ServerReportTests {
    @Test("The innermost function that was running, without statement or value")
    func function() async throws {
        let connection = try await TestCluster.shared().connect()
        try await connection.execute(
            script: """
                CREATE FUNCTION pg_temp.inner_one(secret text) RETURNS int LANGUAGE plpgsql AS
                  $$ BEGIN RETURN (SELECT absent FROM pg_class WHERE relname = secret); END $$;
                CREATE FUNCTION pg_temp.outer_one(secret text) RETURNS int LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM 1; RETURN pg_temp.inner_one(secret); END $$;
                """)
        let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT pg_temp.outer_one('canary')") }
        let report = try #require(error?.serverReport)
        let function = try #require(report.function)
        #expect(function.contains("inner_one(text) line 1 at RETURN") && !function.contains("outer_one") && !function.contains("canary"))
        #expect(report.message == "column \"absent\" does not exist")
        let plain = await #expect(throws: PostgresError.self) { try await connection.query("SELECT absent") }
        #expect(plain?.serverReport?.function == nil)
    }
}
