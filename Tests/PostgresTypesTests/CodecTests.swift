import JSON
import Postgres
import PostgresTypes
import TestDatabase
import Testing

/// One value: its type, PostgreSQL's literal for it, and its JSON.
struct Sample: Sendable, CustomTestStringConvertible {
    let type: String
    let literal: String
    let json: String

    init(_ type: String, _ literal: String, _ json: String) { (self.type, self.literal, self.json) = (type, literal, json) }

    var testDescription: String { "\(type) \(literal.prefix(40))" }
}

@Suite("Codecs agree with the server")
struct CodecTests {
    static let numbers: [Sample] = [
        Sample("bool", "true", "true"), Sample("bool", "false", "false"),
        Sample("int2", "-32768", "-32768"), Sample("int2", "32767", "32767"),
        Sample("int4", "-2147483648", "-2147483648"), Sample("int4", "2147483647", "2147483647"), Sample("int4", "0", "0"),
        Sample("int8", "-9223372036854775808", #""-9223372036854775808""#),
        Sample("int8", "9223372036854775807", #""9223372036854775807""#),
        Sample("float4", "1.1", "1.1"), Sample("float4", "-3.4028235e+38", "-3.4028235e+38"), Sample("float4", "1e-45", "1e-45"),
        Sample("float8", "0.1", "0.1"), Sample("float8", "1.7976931348623157e+308", "1.7976931348623157e+308"),
        Sample("float8", "5e-324", "5e-324"), Sample("float8", "42", "42"), Sample("float8", "-0.5", "-0.5"),
        Sample("numeric", "0", #""0""#), Sample("numeric", "0.00", #""0.00""#), Sample("numeric", "-1", #""-1""#),
        Sample("numeric", "10000", #""10000""#), Sample("numeric", "100000000.0001", #""100000000.0001""#),
        Sample("numeric", "0.00001", #""0.00001""#), Sample("numeric", "-0.000000000000000000123400", #""-0.000000000000000000123400""#),
        Sample("numeric", "12345678901234567890123456789.987654321", #""12345678901234567890123456789.987654321""#),
        Sample("numeric", "99999999", #""99999999""#), Sample("numeric", "1.5", #""1.5""#), Sample("numeric", "NaN", #""NaN""#),
        Sample("numeric", "Infinity", #""Infinity""#), Sample("numeric", "-Infinity", #""-Infinity""#),
        Sample("numeric", "1" + String(repeating: "0", count: 999), "\"1" + String(repeating: "0", count: 999) + "\""),
        Sample("numeric", "0." + String(repeating: "0", count: 998) + "7", "\"0." + String(repeating: "0", count: 998) + "7\""),
    ]

    static let texts: [Sample] = [
        Sample("text", "", #""""#), Sample("text", "Grüße \"x\" 🙂", #""Grüße \"x\" 🙂""#), Sample("varchar(5)", "abc", #""abc""#),
        Sample("char(5)", "abc", #""abc  ""#), Sample("name", "souk", #""souk""#), Sample("citext", "MiXed", #""MiXed""#),
        Sample("mood", "so so", #""so so""#), Sample("positive", "7", "7"),
        Sample("bytea", #"\x"#, #""""#), Sample("bytea", #"\x00"#, #""AA==""#), Sample("bytea", #"\x00ff"#, #""AP8=""#),
        Sample("bytea", #"\x00ff10"#, #""AP8Q""#),
        Sample("uuid", "00112233-4455-6677-8899-aabbccddeeff", #""00112233-4455-6677-8899-aabbccddeeff""#),
        Sample("json", #"{"b": 1,  "a": [null]}"#, #"{"b": 1,  "a": [null]}"#),
        Sample("jsonb", #"{"a": [1.50, "x"], "b": null}"#, #"{"a": [1.50, "x"], "b": null}"#),
        Sample("inet", "192.168.0.1", #""192.168.0.1""#), Sample("inet", "10.1.2.3/8", #""10.1.2.3/8""#), Sample("inet", "::1", #""::1""#),
        Sample("inet", "::", #""::""#), Sample("inet", "2001:db8::ff00:42:8329/64", #""2001:db8::ff00:42:8329/64""#),
        Sample("inet", "::ffff:1.2.3.4", #""::ffff:1.2.3.4""#), Sample("inet", "1:0:0:2:0:0:0:3", #""1:0:0:2::3""#),
        Sample("inet", "1:2:3:4:5:6:7:0", #""1:2:3:4:5:6:7:0""#), Sample("inet", "1::", #""1::""#),
        Sample("inet", "::1.2.3.4", #""::1.2.3.4""#),
        Sample("cidr", "10.0.0.0/8", #""10.0.0.0/8""#), Sample("cidr", "2001:db8::/32", #""2001:db8::/32""#),
        Sample("macaddr", "08:00:2b:01:02:03", #""08:00:2b:01:02:03""#),
    ]

    static let times: [Sample] = [
        Sample("date", "2026-01-02", #""2026-01-02""#), Sample("date", "2000-02-29", #""2000-02-29""#),
        Sample("date", "1999-12-31", #""1999-12-31""#),
        Sample("date", "0001-01-01", #""0001-01-01""#), Sample("date", "0001-12-31 BC", #""0000-12-31""#),
        Sample("date", "0044-03-15 BC", #""-0043-03-15""#),
        Sample("date", "4714-11-24 BC", #""-4713-11-24""#), Sample("date", "5874897-12-31", #""+5874897-12-31""#),
        Sample("date", "infinity", #""infinity""#), Sample("date", "-infinity", #""-infinity""#),
        Sample("time", "00:00:00", #""00:00:00""#), Sample("time", "24:00:00", #""24:00:00""#),
        Sample("time", "13:14:15.678901", #""13:14:15.678901""#),
        Sample("timetz", "13:14:15.5+02", #""13:14:15.5+02:00""#), Sample("timetz", "01:00:00-03:30", #""01:00:00-03:30""#),
        Sample("timetz", "01:00:00+00:00:07", #""01:00:00+00:00:07""#),
        Sample("timestamp", "2026-01-02 03:04:05.678", #""2026-01-02T03:04:05.678""#),
        Sample("timestamp", "294276-12-31 23:59:59.999999", #""+294276-12-31T23:59:59.999999""#),
        Sample("timestamptz", "2026-01-02 03:04:05.678+00", #""2026-01-02T03:04:05.678Z""#),
        Sample("timestamptz", "1999-12-31 23:59:59.999999+00", #""1999-12-31T23:59:59.999999Z""#),
        Sample("timestamptz", "2000-01-01 00:00:00+00", #""2000-01-01T00:00:00Z""#),
        Sample("timestamptz", "4714-11-24 00:00:00+00 BC", #""-4713-11-24T00:00:00Z""#),
        Sample("timestamptz", "infinity", #""infinity""#), Sample("timestamptz", "-infinity", #""-infinity""#),
        Sample("interval", "0", #""PT0S""#), Sample("interval", "1 year 2 mons 3 days 04:05:06.7", #""P1Y2M3DT4H5M6.7S""#),
        Sample("interval", "-1 year -2 mons +3 days -04:05:06", #""P-1Y-2M3DT-4H-5M-6S""#),
        Sample("interval", "-00:00:00.5", #""PT-0.5S""#),
        Sample("interval", "1 day", #""P1D""#), Sample("interval", "100:00:00", #""PT100H""#),
        Sample("interval", "-13 mons", #""P-1Y-1M""#),
        Sample("interval", "178000000 years", #""P178000000Y""#),
    ]

    static let containers: [Sample] = [
        Sample("int4[]", "{}", "[]"), Sample("int4[]", "{1,NULL,3}", "[1,null,3]"), Sample("int4[]", "{{1,2},{3,4}}", "[[1,2],[3,4]]"),
        Sample("text[]", #"{"a b","",NULL}"#, #"["a b","",null]"#), Sample("numeric[]", "{1.5,2}", #"["1.5","2"]"#),
        Sample("mood[]", #"{sad,"so so"}"#, #"["sad","so so"]"#), Sample("jsonb[]", #"{"[1]","{}"}"#, "[[1],{}]"),
        Sample("pair", "(1,two)", #"{"a":1,"b":"two"}"#), Sample("pair", "(,)", #"{"a":null,"b":null}"#),
        Sample("pair[]", #"{"(1,two)","(3,)"}"#, #"[{"a":1,"b":"two"},{"a":3,"b":null}]"#),
        Sample("int4range", "[1,5)", #"{"lower":1,"upper":5,"lowerInclusive":true,"upperInclusive":false}"#),
        Sample("int8range", "[1,)", #"{"lower":"1","upper":null,"lowerInclusive":true,"upperInclusive":false}"#),
        Sample("numrange", "(1.5,2.5]", #"{"lower":"1.5","upper":"2.5","lowerInclusive":false,"upperInclusive":true}"#),
        Sample("daterange", "empty", #"{"empty":true}"#),
        Sample("daterange", "(,)", #"{"lower":null,"upper":null,"lowerInclusive":false,"upperInclusive":false}"#),
        Sample("int4multirange", "{}", "[]"),
        Sample(
            "int4multirange", "{[1,3),[5,7)}",
            #"[{"lower":1,"upper":3,"lowerInclusive":true,"upperInclusive":false},{"lower":5,"upper":7,"lowerInclusive":true,"upperInclusive":false}]"#
        ),
    ]

    @Test("for numbers")
    func numbers() async throws { try await check(Self.numbers) }

    @Test("for numbers that come as numbers: each digit of a decimal, and 1.0 for 1")
    func numbersAsNumbers() async throws {
        let database = try await TypeDatabase()
        for (type, number, text) in [
            ("numeric", "0.12345678901234567890123", "0.12345678901234567890123"),
            ("numeric", "12345678901234567890.5e2", "1234567890123456789050"),
            ("int8", "1.0", "1"), ("int4", "1e3", "1000"),
        ] {
            #expect(try await database.text(of: number, as: "0::\(type)").ours == text)
        }
    }

    @Test("for text, bytes and addresses")
    func texts() async throws { try await check(Self.texts) }

    @Test("for dates and times")
    func times() async throws { try await check(Self.times) }

    @Test("for arrays, composites and ranges")
    func containers() async throws { try await check(Self.containers) }

    @Test("for floats that are no numbers: null, since JSON has none")
    func notFinite() async throws {
        let database = try await TypeDatabase()
        for literal in ["NaN", "Infinity", "-Infinity"] {
            #expect(try await database.json(of: "'\(literal)'::float8") == "null")
            #expect(try await database.json(of: "'\(literal)'::float4") == "null")
        }
    }

    @Test(
        "for types that we do not speak: their text",
        arguments: [("point", "(1,2)"), ("money", "$1.00"), ("tsvector", "'a'"), ("int4[]", "{1}")])
    func asText(type: String, literal: String) async throws {
        let database = try await TypeDatabase()
        let other = PostgresType.other(name: type)
        let parameter = try other.encode(.string(literal))
        let result = try await database.connection.query("SELECT $1::text::\(type)::text", types: [25], binary: [parameter])
        #expect(result.text(row: 0, column: 0) == literal.replacing("'a'", with: "'a'"))
    }

    private func check(_ samples: [Sample]) async throws {
        let database = try await TypeDatabase()
        for sample in samples {
            let expression = "$sample$\(sample.literal)$sample$::\(sample.type)"
            let written = try await database.json(of: expression)
            #expect(written == sample.json, "\(sample.type) \(sample.literal.prefix(60)) as JSON")
            let read = try await database.text(of: sample.json, as: expression)
            // JSON is written anew on the way; jsonb's equality and the text of all others must agree.
            if sample.type != "json" { #expect(read.ours == read.theirs, "\(sample.type) \(sample.literal.prefix(60)) from JSON") }
        }
    }
}
