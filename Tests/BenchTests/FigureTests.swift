import JSON
import Testing

@testable import Bench

@Suite("Figures")
struct FigureTests {
    @Test(
        "the median lies between the lowest and the highest",
        arguments: [([3, 1, 2], 2), ([4, 1, 2, 3], 2.5), ([7], 7)] as [([Double], Double)])
    func median(figures: [Double], expected: Double) throws {
        let spread = try #require(Spread(figures))
        #expect(spread.median == expected)
        #expect(spread.low == figures.min())
        #expect(spread.high == figures.max())
    }

    @Test("nothing has no spread")
    func nothing() { #expect(Spread([]) == nil) }

    @Test(
        "numbers are grouped and rounded",
        arguments: [
            (1234567.0, 0, "1,234,567"), (0.849, 2, "0.85"), (12.04, 1, "12.0"), (-0.5, 1, "-0.5"), (.nan, 1, "–"), (999.96, 1, "1,000.0"),
        ])
    func numbers(number: Double, places: Int, text: String) { #expect(number.text(places: places) == text) }

    @Test("latencies are read by their share")
    func latencies() {
        let result = LoadResult(duration: 2, failures: 1, bytes: 1000, latencies: (1...100).map { UInt32($0) * 1_000_000 }.reversed())
        #expect(result.perSecond == 50)
        #expect(result.bytesPerAnswer == 10)
        #expect(result.latency(0.5) == 50)
        #expect(result.latency(0.99) == 99)
        #expect(result.latency(1) == 100)
    }

    @Test("a process's ticks are found whatever its name")
    func ticks() {
        #expect(ProcessUsage.ticks(inStat: "42 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 31 11 0 0 20 0") == 42)
        #expect(ProcessUsage.ticks(inStat: "42 (souk) S 1") == nil)
    }

    @Test("a process's memory is found by its label")
    func memory() {
        let status = "Name:\tsouk\nVmHWM:\t   40960 kB\nVmRSS:\t   20480 kB\n"
        #expect(ProcessUsage.kilobytes("VmRSS:", inStatus: status) == 20480)
        #expect(ProcessUsage.kilobytes("VmSwap:", inStatus: status) == nil)
    }

    @Test(
        "JSON that means the same is the same",
        arguments: [
            (#"{"b": 1, "a": [1.50, "x"]}"#, #"{"a": [1.5, "x"], "b": 1.0}"#),
            (#""2026-10-25T00:05:30Z""#, #""2026-10-25T00:05:30+00:00""#),
            (#""2026-10-25T00:05:30.12Z""#, #""2026-10-25T00:05:30.120+00:00""#),
        ])
    func same(one: String, other: String) throws {
        #expect(try JSONParser.parse(Array(one.utf8)).canonical == JSONParser.parse(Array(other.utf8)).canonical)
    }

    @Test(
        "JSON that differs stays different",
        arguments: [(#"[1, 2]"#, #"[2, 1]"#), (#""2026-10-25T00:05:30Z""#, #""2026-10-25T00:05:31Z""#), (#"{"a": null}"#, "{}")])
    func different(one: String, other: String) throws {
        #expect(try JSONParser.parse(Array(one.utf8)).canonical != JSONParser.parse(Array(other.utf8)).canonical)
    }

    @Test("no two unseen operations are alike, and each is of two kilobytes or so")
    func operations() {
        #expect(ColdOperations.text(1) != ColdOperations.text(2))
        #expect((1500...2800).contains(ColdOperations.text(1).utf8.count))
    }

    @Test("an endpoint is read from its address")
    func endpoint() throws {
        let endpoint = try Endpoint(url: "http://localhost:8080")
        #expect(endpoint.host == "127.0.0.1")
        #expect(endpoint.port == 8080)
        #expect(endpoint.path == "/graphql")
        #expect(try Endpoint(url: "http://10.0.0.1/v1/graphql?x").path == "/v1/graphql?x")
        #expect(!endpoint.isTLS)
        let hidden = try Endpoint(url: "https://example.org")
        #expect(hidden.isTLS && hidden.port == 443)
        #expect(throws: BenchError.self) { try Endpoint(url: "ftp://example.org") }
        #expect(throws: BenchError.self) { try Endpoint(url: "http://example.org:99999999") }
    }
}
