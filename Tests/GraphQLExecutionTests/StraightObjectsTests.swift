import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

@Suite("Objects within objects that a source writes straight")
struct StraightObjectsTests {
    /// Objects of one row, each there where a number is. A negative number cannot be read.
    struct Row: CompletionSource {
        enum Value {
            case object
            case number(Int)
            case null
        }
        typealias Object = Void
        typealias Items = Void

        let numbers: [Int?]
        /// How many fields were asked for one by one.
        var asked = 0

        func isNull(_ value: Value) -> Bool { if case .null = value { true } else { false } }
        func object(_ value: Value, as shape: ObjectShape) {}
        mutating func value(of field: FieldShape, in object: inout Void) throws(FieldFault) -> Value {
            asked += 1
            guard let number = numbers[field.slot] else { return .null }
            if case .object = field.content { return .object }
            guard number >= 0 else { throw FieldFault(.internal, "Below zero.") }
            return .number(number)
        }
        func items(of value: Value, in field: FieldShape) {}
        func next(_ items: inout Void) -> Value? { nil }
        func shape(of value: Value, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
            throw FieldFault(.internal, "There is none.")
        }
        func write(_ value: Value, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter) {
            if case .number(let number) = value { writer.append(int64: Int64(number)) }
        }
        func writeStraight(
            _ entry: StraightFields.Entry, of fields: StraightFields, in object: Void, to writer: inout JSONWriter
        ) -> StraightOutcome {
            guard let number = numbers[Int(entry.slot)] else { return .null }
            if entry.kind == StraightFields.objectKind { return .written }
            guard number >= 0 else { return .unfit }
            writer.append(int64: Int64(number))
            return .written
        }
    }

    private struct Random {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private static let slots = 10

    /// The same shape twice: all of it asked for, and some of its fields straight.
    private static func shapes(_ random: inout Random, depth: Int, straightIn: Int) -> (plain: ObjectShape, straight: ObjectShape) {
        var plain: [FieldShape] = []
        var mixed: [FieldShape] = []
        var ways: [StraightFields.Field?] = []
        for index in 0..<1 + random.next(3) {
            let isObject = depth > 0 && random.next(2) == 0
            let isStraight = random.next(straightIn) > 0
            let slot = random.next(slots)
            let name = "f\(index)"
            let type = random.next(3) == 0 ? TypeReference.nonNull(.named("T")) : .named("T")
            let field = Field(alias: nil, name: Name(name, offset: 2), arguments: [], directives: [], selectionSet: nil, offset: 2)
            func shape(_ content: FieldShape.Content) -> FieldShape {
                FieldShape(
                    CollectedField(field, responseKey: name), FieldDefinition(name: name, type: type), on: "T", content: content, slot: slot
                )
            }
            if isObject {
                let inner = shapes(&random, depth: depth - 1, straightIn: straightIn)
                plain.append(shape(.object(inner.plain)))
                mixed.append(shape(.object(inner.straight)))
                ways.append(inner.straight.straight.flatMap { $0.isWhole && isStraight ? .object($0, slot: slot) : nil })
            } else {
                plain.append(shape(.leaf(.int)))
                mixed.append(shape(.leaf(.int)))
                ways.append(isStraight ? .value(kind: 1, slot: slot) : nil)
            }
        }
        var next = ways.makeIterator()
        let table = StraightFields(mixed) { _ in next.next() ?? nil }
        return (ObjectShape(type: "T", fields: plain), ObjectShape(type: "T", fields: mixed, straight: table))
    }

    private static func response(_ row: [Int?], as shape: ObjectShape, upTo byteLimit: Int) -> (text: String, errors: [String], asked: Int)
    {
        var completer = Completer(Row(numbers: row), text: Source("{ f }"), byteLimit: byteLimit)
        var writer = JSONWriter()
        completer.complete((), as: shape, to: &writer)
        let errors = completer.errors.map { "\($0.message) \($0.path ?? [])" }
        return (String(decoding: writer.takeBytes(), as: UTF8.self), errors, completer.source.asked)
    }

    @Test("The response is the same, whichever fields and objects are straight, whatever is null or wrong, and however long it may be")
    func same() {
        var random = Random(state: 7)
        var (nested, faulty, short) = (0, 0, 0)
        for _ in 0..<20_000 {
            let (plain, straight) = Self.shapes(&random, depth: 3, straightIn: 8)
            let troubles = random.next(3) * 6
            let row: [Int?] = (0..<Self.slots).map { slot in random.next(36) < troubles ? (slot % 2 == 0 ? nil : -1) : slot }
            let limit = random.next(4) == 0 ? random.next(60) : .max
            let expected = Self.response(row, as: plain, upTo: limit)
            let seen = Self.response(row, as: straight, upTo: limit)
            guard seen.text == expected.text, seen.errors == expected.errors else {
                Issue.record("\(seen.text) \(seen.errors) instead of \(expected.text) \(expected.errors), of \(row)")
                return
            }
            if straight.straight?.entries.contains(where: { $0.kind == StraightFields.objectKind }) == true { nested += 1 }
            if !expected.errors.isEmpty, limit == .max { faulty += 1 }
            if limit < .max, expected.text == "null" { short += 1 }
        }
        #expect(nested > 5000 && faulty > 2000 && short > 500)
    }

    @Test("An object that is straight as a whole is not asked for")
    func asked() {
        var random = Random(state: 1)
        var tried = 0
        while tried < 200 {
            let (plain, straight) = Self.shapes(&random, depth: 3, straightIn: .max)
            guard plain.fields.contains(where: { if case .object = $0.content { true } else { false } }) else { continue }
            tried += 1
            let row = [Int?](repeating: 1, count: Self.slots)
            #expect(Self.response(row, as: plain, upTo: .max).asked > 0 && Self.response(row, as: straight, upTo: .max).asked == 0)
        }
    }

    @Test("Where a field of a straight object is wrong, that object and that field are asked for, and nothing else")
    func oneWrong() throws {
        func shape(_ slot: Int, _ content: FieldShape.Content) -> FieldShape {
            let name = "f\(slot)"
            let field = Field(alias: nil, name: Name(name, offset: 2), arguments: [], directives: [], selectionSet: nil, offset: 2)
            return FieldShape(
                CollectedField(field, responseKey: name), FieldDefinition(name: name, type: .named("T")), on: "T", content: content,
                slot: slot)
        }
        let leaves = [shape(2, .leaf(.int)), shape(3, .leaf(.int))]
        let table = try #require(StraightFields(leaves) { .value(kind: 1, slot: $0.slot) })
        let inner = ObjectShape(type: "T", fields: leaves, straight: table)
        let fields = [shape(0, .leaf(.int)), shape(1, .object(inner)), shape(4, .leaf(.int))]
        let straight = StraightFields(fields) { $0.slot == 1 ? .object(table, slot: 1) : .value(kind: 1, slot: $0.slot) }
        let outer = ObjectShape(type: "T", fields: fields, straight: straight)
        let right = Self.response([0, 1, 2, 3, 4], as: outer, upTo: .max)
        #expect(right.text == #"{"f0":0,"f1":{"f2":2,"f3":3},"f4":4}"# && right.asked == 0)
        let wrong = Self.response([0, 1, 2, -1, 4], as: outer, upTo: .max)
        #expect(wrong.text == #"{"f0":0,"f1":{"f2":2,"f3":null},"f4":4}"# && wrong.asked == 2)
        #expect(wrong.errors.count == 1)
        let absent = Self.response([0, nil, 2, -1, 4], as: outer, upTo: .max)
        #expect(absent.text == #"{"f0":0,"f1":null,"f4":4}"# && absent.asked == 0)
    }
}
