import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

@Suite("Fields that a source writes straight")
struct StraightFieldsTests {
    /// Numbers by their place in a row. A negative one cannot be read.
    struct Numbers: CompletionSource {
        typealias Value = Int?
        typealias Object = [Int?]
        typealias Items = Int

        /// How many fields were asked for one by one.
        var asked = 0

        func isNull(_ value: Int?) -> Bool { value == nil }
        func object(_ value: Int?, as shape: ObjectShape) -> [Int?] { [value] }
        mutating func value(of field: FieldShape, in object: inout [Int?]) throws(FieldFault) -> Int? {
            asked += 1
            if let number = object[field.slot], number < 0 { throw FieldFault(.internal, "Below zero.") }
            return object[field.slot]
        }
        func items(of value: Int?, in field: FieldShape) -> Int { 0 }
        func next(_ items: inout Int) -> Int?? { nil }
        func shape(of value: Int?, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
            throw FieldFault(.internal, "There is none.")
        }
        func write(_ value: Int?, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter) {
            writer.append(int64: Int64(value ?? 0))
        }
        func writeStraight(
            _ entry: StraightFields.Entry, of fields: StraightFields, in object: [Int?], to writer: inout JSONWriter
        ) -> StraightOutcome {
            guard let number = object[Int(entry.slot)] else { return .null }
            // What it wrote is taken back.
            if number < 0 { writer.append(raw: "lost") }
            guard number >= 0 else { return .unfit }
            writer.append(int64: Int64(number))
            return .written
        }
    }

    /// The response for a row of numbers; `straight` are the places of those fields that are, `nonNull` of those that may not be null.
    private func response(
        _ row: [Int?], straight: Set<Int>, nonNull: Set<Int> = [], upTo byteLimit: Int = .max
    ) throws -> (text: String, asked: Int, errors: [String]) {
        let fields = row.indices.map { slot in
            let name = "f\(slot)"
            let type = TypeReference.named("Int")
            let field = Field(alias: nil, name: Name(name, offset: 2), arguments: [], directives: [], selectionSet: nil, offset: 2)
            return FieldShape(
                CollectedField(field, responseKey: name),
                FieldDefinition(name: name, type: nonNull.contains(slot) ? .nonNull(type) : type), on: "Row",
                content: slot == 7 ? .constant(Array("\"Row\"".utf8)) : .leaf(.int), slot: slot)
        }
        let table = StraightFields(fields) { straight.contains($0.slot) && $0.slot != 7 ? .value(kind: 1, slot: $0.slot) : nil }
        var completer = Completer(Numbers(), text: Source("{ f }"), byteLimit: byteLimit)
        var writer = JSONWriter()
        completer.complete(row, as: ObjectShape(type: "Row", fields: fields, straight: table), to: &writer)
        return (String(decoding: writer.takeBytes(), as: UTF8.self), completer.source.asked, completer.errors.map(\.message))
    }

    @Test("Errors count towards the length that a response may have")
    func manyErrors() throws {
        let failing = [Int?](repeating: -1, count: 200)
        #expect(try response(failing, straight: []).errors.count == 199)
        let bounded = try response(failing, straight: [], upTo: 4000)
        #expect(bounded.text == "null" && bounded.errors.count == 1 && bounded.errors[0].contains("longer than 4000 bytes"))
    }

    @Test("The response is the same, whichever fields are straight, and whatever is wrong with one of them")
    func same() throws {
        let rows: [[Int?]] = [
            [1, 2, 3, 4], [nil, 2, nil, 4], [-1, 2, 3, 4], [1, 2, -1, 4], [1, 2, 3, -1], [-1, -1, -1, -1], [1, 2, 3, 4, 5, 6, 7, 0, 9], [5],
        ]
        for row in rows {
            for nonNull in [[], [0], [2], [3], [0, 1, 2, 3]] as [Set<Int>] {
                for limit in [Int.max, 0, 8, 16] {
                    let plain = try response(row, straight: [], nonNull: nonNull, upTo: limit)
                    for straight in 0..<16 {
                        let places = Set(0..<9).filter { straight >> ($0 % 4) & 1 == 1 }
                        let mixed = try response(row, straight: places, nonNull: nonNull, upTo: limit)
                        #expect(mixed.text == plain.text && mixed.errors == plain.errors, "\(row) \(nonNull) \(limit) \(places)")
                    }
                }
            }
        }
    }

    @Test("A straight field is not asked for, and one that cannot be written straight is")
    func asked() throws {
        #expect(try response([1, 2, 3, 4], straight: [0, 1, 2, 3]).asked == 0)
        #expect(try response([1, -2, 3, 4], straight: [0, 1, 2, 3]) == (#"{"f0":1,"f1":null,"f2":3,"f3":4}"#, 1, ["Below zero."]))
        #expect(try response([1, 2, 3, 4], straight: [1]).asked == 3)
    }
}
