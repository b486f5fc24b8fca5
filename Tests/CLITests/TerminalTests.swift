import Testing

@testable import souk

@Suite("What the command line writes and reads")
struct TerminalTests {
    @Test(
        "Durations read as a person says them",
        arguments: [
            (Duration.milliseconds(42), "42 ms"), (.milliseconds(3141), "3.1 s"), (.seconds(125), "2 min 5 s"), (.zero, "0 ms"),
        ])
    func durations(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test("Columns of a table are as wide as their widest cell")
    func table() {
        var table = TextTable("ID", "NAME")
        table.add("100", "a")
        #expect(table.lines == ["ID   NAME", "100  a"])
    }

    @Test("A progress line shows how much and how fast")
    func progress() {
        #expect(
            ProgressLine.line(rows: 1_234_567, fraction: 0.5, perSecond: 999) == "████████████░░░░░░░░░░░░ 50 %  1,234,567 rows  999 rows/s"
        )
        #expect(ProgressLine.line(rows: 0, fraction: 7, perSecond: 0).hasPrefix("████████████████████████ 100 %"))
    }

    @Test(
        "Lengths of time have a number and a unit, and an end",
        arguments: [
            ("45s", 45), ("90m", 5400), ("12h", 43_200), ("30d", 2_592_000), ("0s", 0), ("-1d", nil), ("1w", nil), ("d", nil), ("", nil),
            ("999999999999d", nil), ("9223372036854775807d", nil),
        ] as [(String, Int64?)])
    func lifespans(text: String, seconds: Int64?) {
        #expect(Lifespan(argument: text)?.seconds == seconds)
    }

    @Test(
        "Arrays are written so that PostgreSQL reads the same elements",
        arguments: [
            ([], "{}"), (["a"], #"{"a"}"#), (["a,b", "c\"d", "e\\f", nil, "NULL", ""], #"{"a,b","c\"d","e\\f",NULL,"NULL",""}"#),
        ] as [([String?], String)])
    func arrays(elements: [String?], text: String) {
        #expect(arrayLiteral(elements) == text)
    }

    @Test("A demo file is read as it was written, and only its owner may read it")
    func demoFile() throws {
        let path = "/tmp/souk-demo-\(UInt64.random(in: 0 ... .max))/demo.json"
        let file = DemoFile(
            url: "http://127.0.0.1:8080", databaseURL: "postgresql:///souk",
            tenants: [.init(name: "a", tokens: ["buyer": "x", "operator": "y"])])
        try file.write(path)
        #expect(try DemoFile.read(path) == file)
        try file.write(path)
    }
}
