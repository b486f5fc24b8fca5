import TestDatabase
import Testing

@testable import Postgres

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

    @Test(
        "Only lines of the server's own making are taken for one",
        arguments: [
            ("PL/pgSQL function market.f(bigint,text[]) line 9 at SQL statement", true),
            (#"PL/pgSQL function "Odd"."f"("T",character varying) line 12 at RAISE"#, true),
            (#"SQL function "f" statement 1"#, true), (#"SQL function "f" during startup"#, true),
            ("PL/pgSQL function secret: canary", false), ("PL/pgSQL function f() line 9 at canary'7", false),
            (#"SQL statement "SELECT 'canary'""#, false), (#"SQL function "a canary" statement 1"#, false),
            (#"PL/pgSQL function f() line 9 at PERFORM; canary"#, false),
        ])
    func lines(line: String, isTaken: Bool) {
        #expect(ServerReport.function(in: "something else\n\(line)\nand more") == (isTaken ? line : nil))
    }

    @Test("A function whose line is of another shape is not told by the one that called it")
    func calledByAnother() {
        let outer = "PL/pgSQL function outer_one() line 1 at IF"
        #expect(ServerReport.function(in: "SQL statement \"SELECT 1\"\n\(outer)") == outer)
        #expect(ServerReport.function(in: "PL/pgSQL function \"in-ner\"() line 1 at EXECUTE\n\(outer)") == nil)
    }
}
