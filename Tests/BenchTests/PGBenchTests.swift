import JSON
import Testing

@testable import Bench

@Suite("pgbench")
struct PGBenchTests {
    @Test("the figure is read from what pgbench prints")
    func figure() throws {
        let output = """
            transaction type: script.sql
            number of failed transactions: 0 (0.000%)
            number of transactions actually processed: 97407
            latency average = 0.123 ms
            tps = 16234.567891 (without initial connection time)
            """
        let result = try PGBenchResult(output: output)
        #expect(result.perSecond == 16234.567891 && result.transactions == 97407)
    }

    @Test(
        "a run that failed has no figure",
        arguments: [
            "", "tps = 10.0 (without)", "tps = 0.000000 (without)", "number of failed transactions: 3 (1.0%)\ntps = 10.0 (without)",
        ])
    func failed(output: String) {
        #expect(throws: BenchError.self) { try PGBenchResult(output: output) }
    }

    @Test("an explained operation becomes a script whose tenants and keys change")
    func script() async throws {
        let json = try JSONParser.parse(
            Array(
                #"""
                {"statements": [{"sql": "SELECT a FROM t WHERE x = $1 AND y = $2 AND z = $3 AND n = $4", "planning": "free", "parameters": [
                  {"oid": 20, "from": "the viewer's tenant", "value": "1"}, {"oid": 20, "from": "key 1 of the Shop id in $id", "value": "7"},
                  {"oid": 25, "from": "LIVE", "value": "it's"}, {"oid": 25, "from": "null", "value": null}]}]}
                """#.utf8))
        let operation = try await ExplainedOperation(json) { $0 == "20" ? "bigint" : "text" }
        let keys = [KeyRange(tenant: 3, keys: 1...9), KeyRange(tenant: 5, keys: 2...4)]
        #expect(
            PGBenchScript(operation, keys: keys).text == #"""
                \set slot random(1, 2)
                \set tenant case when :slot = 1 then 3 else 5 end
                \set first case when :slot = 1 then 1 else 2 end
                \set last case when :slot = 1 then 9 else 4 end
                \set key random(:first, :last)
                SELECT a FROM t WHERE x = :tenant::bigint AND y = :key::bigint AND z = 'it''s'::text AND n = NULL::text;

                """#)
    }

    @Test("behind a context it is one pipeline, as the gateway's own")
    func pipeline() async throws {
        let json = try JSONParser.parse(
            Array(
                #"{"statements": [{"sql": "SELECT $1", "planning": "free", "parameters": [{"oid": 20, "from": "the viewer's tenant", "value": "1"}]}]}"#
                    .utf8)
        )
        let operation = try await ExplainedOperation(json) { _ in "bigint" }
        let lines = PGBenchScript(enteringFor: operation, keys: [KeyRange(tenant: 3, keys: 1...9)]).text.split(separator: "\n").suffix(4)
        #expect(lines.first == "\\startpipeline" && lines.last == "\\endpipeline")
        #expect(lines.contains { $0.hasPrefix("SELECT set_config('souk.tenant', :tenant::text, true), ") })
        #expect(lines.contains("SELECT :tenant::bigint;"))
        #expect(!lines.contains { $0.contains("plan_cache_mode") })
    }

    @Test("behind a context, what is planned once is planned so, as the gateway has it")
    func plannedOnce() async throws {
        let json = try JSONParser.parse(Array(#"{"statements": [{"sql": "SELECT 1", "parameters": [], "planning": "once"}]}"#.utf8))
        let operation = try await ExplainedOperation(json) { _ in nil }
        let keys = [KeyRange(tenant: 3, keys: 1...9)]
        let setting = "set_config('plan_cache_mode', 'force_generic_plan', true)"
        #expect(PGBenchScript(enteringFor: operation, keys: keys).text.contains(setting))
        #expect(!PGBenchScript(enteringFor: operation, keys: keys, isWriting: true).text.contains(setting))
    }

    @Test("one tenant needs no choice")
    func oneTenant() {
        let script = PGBenchScript(sql: "SELECT :tenant, :key", keys: [KeyRange(tenant: 3, keys: 1...9)])
        #expect(
            script.text
                == "\\set slot random(1, 1)\n\\set tenant 3\n\\set first 1\n\\set last 9\n\\set key random(:first, :last)\nSELECT :tenant, :key;\n"
        )
    }
}
