public import JSON

/// Where a response's values come from: rows of a database, JSON, the schema itself.
///
/// The completer asks, in the order of the response, and writes; a source never sees the response. Its types are its own, so that
/// nothing is boxed: a `Value` may be a slice of a result's bytes, an `Object` and `Items` cursors over it that only go forward.
/// Within an object the completer asks for fields in the order of its shape, each once.
///
/// Public, and a source final or a struct, so that the completer can be compiled for it.
///
/// A fault costs the field its value, by the rules of null propagation, and nothing else.
public protocol CompletionSource {
    /// One value: null, leaf, list or object.
    associatedtype Value
    /// An object being read.
    associatedtype Object
    /// A list being read.
    associatedtype Items

    func isNull(_ value: Value) -> Bool

    /// Starts to read a value as an object of the shape's type.
    mutating func object(_ value: Value, as shape: ObjectShape) throws(FieldFault) -> Object

    /// Writes the value of a field of the object that is straight; of an object inside it nothing, but tells whether it is there.
    mutating func writeStraight(
        _ entry: StraightFields.Entry, of fields: StraightFields, in object: Object, to writer: inout JSONWriter
    ) -> StraightOutcome

    /// The value of a field of the object.
    mutating func value(of field: FieldShape, in object: inout Object) throws(FieldFault) -> Value

    /// Starts to read a value as a list.
    mutating func items(of value: Value, in field: FieldShape) throws(FieldFault) -> Items

    /// The next item; nil at the end.
    mutating func next(_ items: inout Items) throws(FieldFault) -> Value?

    /// Which of the possible object types a value of an abstract type has: one of those shapes, borrowed from them.
    mutating func shape(of value: Value, among shapes: AbstractShape, in field: FieldShape) throws(FieldFault) -> Borrowed<ObjectShape>

    /// Writes a leaf value, never null, as JSON. What it wrote before it throws is taken back.
    mutating func write(_ value: Value, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter) throws(FieldFault)
}

/// What came of writing a value straight.
public enum StraightOutcome {
    case written
    /// There is none.
    case null
    /// It has to be asked for, whatever is wrong with it. What was written of it is taken back.
    case unfit
}

extension CompletionSource {
    /// A source whose values are asked for one by one.
    @inlinable public mutating func writeStraight(
        _ entry: StraightFields.Entry, of fields: StraightFields, in object: Object, to writer: inout JSONWriter
    ) -> StraightOutcome { .unfit }
}
