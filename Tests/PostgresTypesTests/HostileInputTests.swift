import JSON
import PostgresTypes
import Testing

@Suite("What the world sends")
struct HostileInputTests {
    @Test(
        "is refused with a reason when it does not fit",
        arguments: [
            (PostgresType.int2, JSONValue.number("32768"), PostgresTypeError.Code.outOfRange),
            (.int4, .number("1.5"), .invalidText), (.int4, .number("99999999999999999999"), .outOfRange),
            (.int8, .string(""), .invalidText),
            (.int8, .string("12a"), .invalidText), (.int8, .bool(true), .wrongKind), (.bool, .string("true"), .wrongKind),
            (.float8, .number("1e999"), .outOfRange), (.float8, .string("0x10"), .invalidText), (.float8, .string("inf"), .invalidText),
            (.numeric, .string("1e200000"), .outOfRange), (.numeric, .string("1e-20000"), .outOfRange),
            (.numeric, .string("1e"), .invalidText),
            (.numeric, .string("."), .invalidText), (.numeric, .string("1..2"), .invalidText), (.numeric, .string("--1"), .invalidText),
            (.text, .string("a\u{0}b"), .nulByte), (.text, .number("1"), .wrongKind), (.other(name: "point"), .string("\u{0}"), .nulByte),
            (.jsonb, .object([JSONMember("a", .string("\u{0}"))]), .nulByte), (.json, .array([.string("\u{0}")]), .nulByte),
            (.uuid, .string("00112233-4455-6677-8899-aabbccddeefg"), .invalidText), (.uuid, .string("0011-2233"), .invalidText),
            (.uuid, .string("00112233445566778899aabbccddee-f"), .invalidText),
            (.date, .string("2026-02-29"), .invalidText), (.date, .string("2026-13-01"), .invalidText),
            (.date, .string("26-01-01"), .invalidText),
            (.date, .string("+5874898-01-01"), .outOfRange), (.date, .string("-9999999-01-01"), .outOfRange),
            (.time, .string("24:00:01"), .invalidText), (.time, .string("12:60:00"), .invalidText), (.time, .string("99:00"), .invalidText),
            (.timestamptz, .string("2026-01-02T03:04:05"), .invalidText), (.timestamp, .string("2026-01-02T03:04:05Z"), .invalidText),
            (.timestamptz, .string("+294277-01-01T00:00:00Z"), .outOfRange),
            (.timestamptz, .string("2026-01-02T03:04:05+16:00"), .outOfRange),
            (.interval, .string("P"), .invalidText), (.interval, .string("P1H"), .invalidText),
            (.interval, .string("P9999999999Y"), .outOfRange),
            (.interval, .string("PT9999999999H"), .outOfRange), (.interval, .string("P1.5D"), .invalidText),
            (.interval, .string("1 day"), .invalidText),
            (.bytea, .string("AA="), .invalidText), (.bytea, .string("AB=="), .invalidText), (.bytea, .string("A==="), .invalidText),
            (.inet, .string("256.1.1.1"), .invalidText), (.inet, .string("1.2.3"), .invalidText), (.inet, .string("1::2::3"), .invalidText),
            (.inet, .string("1.2.3.4/33"), .outOfRange), (.inet, .string("1.2.3.4/"), .invalidText),
            (.inet, .string("1.2.3.4:5"), .invalidText),
            (.inet, .string(":1:2:3:4:5:6:7"), .invalidText), (.cidr, .string("10.0.0.1/8"), .invalidText),
            (.macaddr, .string("08-00:2b:01:02:03"), .invalidText),
            (.enumeration(labels: ["a"]), .string("b"), .unknownLabel),
            (.array(element: .int4, elementOID: 23), .array([.array([.number("1")]), .array([])]), .invalidText),
            (.array(element: .int4, elementOID: 23), .array([.array([.number("1")]), .number("2")]), .invalidText),
            (.array(element: .int4, elementOID: 23), .number("1"), .wrongKind),
            (.composite(fields: [CompositeField(name: "a", oid: 23, type: .int4)]), .object([JSONMember("b", .null)]), .unknownLabel),
            (.range(element: .int4), .string("[1,2)"), .wrongKind),
        ] as [(PostgresType, JSONValue, PostgresTypeError.Code)])
    func refused(type: PostgresType, value: JSONValue, code: PostgresTypeError.Code) {
        let error = #expect(throws: PostgresTypeError.self) { _ = try type.encode(value) }
        #expect(error?.code == code)
    }

    @Test("never makes a decoder leave its bytes")
    func truncated() {
        let types: [PostgresType] =
            KnownType.all.map(\.type) + KnownType.all.map { .array(element: $0.type, elementOID: $0.oid) }
            + [.composite(fields: [CompositeField(name: "a", oid: 23, type: .int4)]), .domain(base: .numeric)]
        var generator = Generator(state: 42)
        for type in types {
            for length in 0..<48 {
                for _ in 0..<8 {
                    // Mostly small values, so that lengths and counts often look right.
                    let bytes = (0..<length).map { _ in
                        generator.next() % 3 == 0 ? UInt8(truncatingIfNeeded: generator.next()) : UInt8(generator.next() % 3)
                    }
                    var writer = JSONWriter(capacity: 64)
                    bytes.withUnsafeBytes { try? type.writeJSON(cell: $0, into: &writer) }
                }
            }
        }
    }

    @Test("is bounded even when an array promises more than it has")
    func lyingArray() {
        let bytes: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23, 0x7F, 255, 255, 255, 0, 0, 0, 1, 0x7F, 255, 255, 255, 0, 0, 0, 1]
        #expect(throws: PostgresTypeError.self) { _ = try bytes.withUnsafeBytes { bytes in try ArrayCursor(bytes).count } }
        let empty: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23, 0x7F, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
        var writer = JSONWriter(capacity: 64)
        #expect(throws: PostgresTypeError.self) {
            try empty.withUnsafeBytes { bytes throws in
                try PostgresType.array(element: .int4, elementOID: 23).writeJSON(cell: bytes, into: &writer)
            }
        }
    }

    /// A small generator, the same on every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    @Test(
        "is told what it is to be, by an example that fits",
        arguments: [
            PostgresType.numeric, .uuid, .date, .time, .timestamp, .timestamptz, .array(element: .date, elementOID: 1082),
            .domain(base: .uuid),
        ])
    func expectation(type: PostgresType) throws {
        let words = try #require(type.expectation)
        #expect(PostgresTypeError(.invalidText).description(for: type) == "it is to be \(words)")
        let example = try #require(words.firstMatch(of: /"([^"]+)"/)).1
        let value = JSONValue.string(String(example))
        if case .array(let element, _) = type { _ = try element.encode(value) } else { _ = try type.encode(value) }
    }
}
