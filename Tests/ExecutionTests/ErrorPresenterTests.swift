import GraphQLLanguage
import InMemoryLogging
import Logging
import Postgres
import TestDatabase
import Testing

@testable import Execution

@Suite("What is said of errors that are ours")
struct ErrorPresenterTests {
    /// What the asker and the log are told of a statement that fails in a function `f`, whose argument is a tenant's value.
    private func told(_ body: String) async throws -> (answer: String, log: String) {
        let connection = try await AdminConnection.connect(try await TestCluster.shared().configuration(database: "postgres"))
        try await connection.execute(
            script:
                "CREATE FUNCTION pg_temp.f(v text) RETURNS text LANGUAGE plpgsql AS $f$ DECLARE r text; c refcursor; BEGIN \(body); RETURN r; END $f$"
        )
        let failure = await #expect(throws: PostgresError.self) { try await connection.query("SELECT pg_temp.f('canary')") }
        let error = try #require(failure)
        let lines = InMemoryLogHandler()
        let answer = ErrorPresenter(logger: Logger(label: "test") { _ in lines }).presentable(error)
        return (answer.message, lines.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n"))
    }

    @Test(
        "The log has the function, and the server's words where these are names; the asker has a reference",
        arguments: [
            ("r := absent", "absent"), ("r := (SELECT absent FROM pg_class)", "absent"), ("r := pg_temp.absent(v)", "absent"),
            ("PERFORM absent(v)", "absent"),
        ])
    func names(body: String, name: String) async throws {
        let told = try await told(body)
        #expect(told.log.contains("function f(text) line 1") || told.log.contains(".f(text) line 1"), "\(told.log)")
        #expect(told.log.contains("message") && told.log.contains(name) && !told.log.contains("canary"), "\(told.log)")
        #expect(told.answer.hasPrefix("Something went wrong here.") && !told.answer.contains(name))
    }

    @Test(
        "No value is in the log, whatever state an error has, and however it came about",
        arguments: [
            "RAISE EXCEPTION 'no %', v USING ERRCODE = '42501'", "RAISE EXCEPTION 'no %', v USING ERRCODE = '42703'",
            "EXECUTE format('SELECT %I FROM pg_class', v) INTO r", "EXECUTE format('SELECT %I()', v) INTO r", "r := v::regclass",
            "r := v::regtype", "r := v::regconfig", "r := v::regproc", "r := v::regoper", "r := current_setting(v)",
            "r := set_config(v, 'x', true)",
            "r := has_column_privilege('pg_class', v, 'SELECT')", "r := has_table_privilege(v, 'SELECT')",
            "OPEN c FOR EXECUTE 'SELECT ' || v",
            "FOR r IN EXECUTE 'SELECT ' || v LOOP END LOOP", "r := (SELECT count(*) FROM pg_class WHERE relname = v AND oid = v::regclass)",
            "RAISE EXCEPTION USING MESSAGE = v, ERRCODE = '42883', DETAIL = v, HINT = v, TABLE = 'table'",
        ])
    func values(body: String) async throws {
        let told = try await told(body)
        #expect(!told.log.contains("canary") && !told.answer.contains("canary"), "\(told.log)")
    }
}
