import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

/// Responses that are made of values which still come.
@Suite("Completion in steps")
struct SteppedCompleterTests {
    indirect enum Value {
        case null
        /// One below zero cannot be written.
        case number(Int)
        case object([Value])
        case list([Value])
        /// It cannot be given.
        case fault
    }

    /// How many more questions are answered by "it is here" before one is not.
    final class Supply {
        var left = 0
    }

    struct Slow: ArrivingSource {
        typealias Object = [Value]
        typealias Items = (values: [Value], next: Int)

        let supply: Supply

        func isNull(_ value: Value) -> Bool { if case .null = value { true } else { false } }

        func object(_ value: Value, as shape: ObjectShape) throws(FieldFault) -> [Value] {
            guard case .object(let fields) = value else { throw FieldFault(.internal, "no object") }
            return fields
        }

        mutating func value(of field: FieldShape, in object: inout [Value]) throws(FieldFault) -> Value {
            if case .fault = object[field.slot] { throw FieldFault(.internal, "no value") }
            return object[field.slot]
        }

        func items(of value: Value, in field: FieldShape) throws(FieldFault) -> Items {
            guard case .list(let values) = value else { throw FieldFault(.internal, "no list") }
            return (values, 0)
        }

        func next(_ items: inout Items) throws(FieldFault) -> Value? {
            guard items.next < items.values.count else { return nil }
            defer { items.next += 1 }
            if case .fault = items.values[items.next] { throw FieldFault(.internal, "no item") }
            return items.values[items.next]
        }

        func shape(of value: Value, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape> {
            throw FieldFault(.internal, "no type")
        }

        func write(_ value: Value, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter) throws(FieldFault) {
            guard case .number(let number) = value, number >= 0 else { throw FieldFault(.internal, "below zero") }
            writer.append(int64: Int64(number))
        }

        private func isHere() -> Bool {
            supply.left -= 1
            return supply.left >= 0
        }

        func isHere(_ field: FieldShape, of object: [Value]) -> Bool { isHere() }
        func isStepped(_ field: FieldShape, of object: [Value]) -> Bool { field.name.hasPrefix("s") }
        func isNextHere(_ items: Items) -> Bool { isHere() }
    }

    /// Shapes and values at random, reproducibly.
    private struct Maker {
        var random: Numbers

        /// An object whose fields are numbers, objects, and lists of objects, some of which are completed in steps.
        mutating func shape(depth: Int, isStepped: Bool) -> ObjectShape {
            let fields = (0..<random.next(4)).map { slot in
                let kind = depth == 0 ? 0 : random.next(3)
                let steps = isStepped && kind > 0 && random.next(4) > 0
                let name = "\(steps ? "s" : "p")\(slot)"
                var type = TypeReference.named("T")
                if random.next(2) == 0 { type = .nonNull(type) }
                if kind == 2 { type = random.next(2) == 0 ? .list(type) : .nonNull(.list(type)) }
                let field = Field(alias: nil, name: Name(name, offset: 2), arguments: [], directives: [], selectionSet: nil, offset: 2)
                return FieldShape(
                    CollectedField(field, responseKey: name), FieldDefinition(name: name, type: type), on: "T",
                    content: kind == 0 ? .leaf(.int) : .object(shape(depth: depth - 1, isStepped: steps)), slot: slot)
            }
            return ObjectShape(type: "T", fields: fields)
        }

        mutating func object(of shape: ObjectShape) -> Value {
            .object(
                shape.fields.map { field in
                    if random.next(12) == 0 { return random.next(2) == 0 ? .null : .fault }
                    guard field.nonNull.count == 2 else { return single(field) }
                    return .list((0..<random.next(4)).map { _ in random.next(10) == 0 ? [.null, .fault][random.next(2)] : single(field) })
                })
        }

        private mutating func single(_ field: FieldShape) -> Value {
            guard case .object(let shape) = field.content else { return .number(random.next(12) - 1) }
            return object(of: shape)
        }
    }

    private struct Numbers {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private static func told(_ errors: [GraphQLError]) -> [String] { errors.map { "\($0.message) \($0.path ?? [])" } }

    @Test("comes to what completion at once comes to, wherever it waits and whatever is taken meanwhile", arguments: 0..<40)
    func same(seed: Int) {
        var (void, parts) = (0, 0)
        for turn in 0..<500 {
            var maker = Maker(random: Numbers(state: UInt64(seed * 500 + turn)))
            let shape = maker.shape(depth: 3, isStepped: true)
            guard case .object(let root) = maker.object(of: shape) else { continue }
            let limit = [Int.max, Int.max, 60][maker.random.next(3)]
            let takes = maker.random.next(3)

            var completer = Completer(Slow(supply: Supply()), text: Source("{ f }"), byteLimit: limit)
            var writer = JSONWriter()
            completer.complete(root, as: shape, to: &writer)
            let whole = String(decoding: writer.takeBytes(), as: UTF8.self)

            let supply = Supply()
            var stepped = SteppedCompleter(
                Completer(Slow(supply: supply), text: Source("{ f }"), byteLimit: limit), root, as: shape, to: &writer)
            var taken: [UInt8] = []
            var progress = stepped.advance(to: &writer)
            while case .waits = progress {
                if takes > 0, maker.random.next(takes) == 0 {
                    stepped.took(writer.count)
                    taken += writer.takeBytes()
                    parts += 1
                }
                supply.left = 1 + maker.random.next(3)
                progress = stepped.advance(to: &writer)
            }
            if case .void = progress {
                void += 1
                // What is gone is no beginning of what should have been.
                #expect(!whole.hasPrefix(String(decoding: taken, as: UTF8.self)) && !stepped.errors.isEmpty, "\(seed) \(turn)")
            } else {
                #expect(String(decoding: taken + writer.takeBytes(), as: UTF8.self) == whole, "\(seed) \(turn)")
                #expect(Self.told(stepped.errors) == Self.told(completer.errors), "\(seed) \(turn)")
            }
        }
        #expect(void > 0 && parts > 100)
    }
}
