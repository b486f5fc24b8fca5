package import GraphQLLanguage
public import JSON

/// Makes a response of what has come of its values, and goes on from there when more has. In the end it has written, byte by byte, what the
/// completer writes that has everything at once.
///
/// What was written can be taken away and sent before the rest is made. A null that would have to stand where something was taken already
/// makes the response void.
///
/// Public and inlinable for the same reason as the completer.
public struct SteppedCompleter<Source: ArrivingSource>: ~Copyable {
    /// How far the response is.
    public enum Progress: Sendable {
        /// As far as it goes with what has come.
        case waits
        case complete
        /// It cannot be brought to its end; the errors say why.
        case void
    }

    /// A value that is completed in steps, and how far it is.
    @usableFromInline enum Frame {
        /// An object; of a field, unless it is the root.
        case object(Source.Object, ObjectShape, of: FieldShape?, start: Int, next: Int)
        case list(Source.Items, of: FieldShape, start: Int, index: Int)
    }

    @usableFromInline var completer: Completer<Source>
    /// From the root inwards.
    @usableFromInline var frames: [Frame]
    /// How many bytes were taken from the writer. Starts are counted from the response's.
    @usableFromInline var taken = 0

    /// Writes the beginning of the root object.
    @inlinable public init(
        _ completer: consuming Completer<Source>, _ object: consuming Source.Object, as shape: ObjectShape, to writer: inout JSONWriter
    ) {
        self.completer = completer
        frames = [.object(object, shape, of: nil, start: writer.count, next: 0)]
        writer.append(byte: UInt8(ascii: "{"))
    }

    /// Where the values come from, to be told of what has come.
    package var source: Source {
        _read { yield completer.source }
        _modify { yield &completer.source }
    }

    /// In the order of their occurrence.
    package var errors: [GraphQLError] { completer.errors }

    /// Tells that what was written so far was taken from the writer.
    package mutating func took(_ bytes: Int) {
        taken += bytes
        completer.took(bytes)
    }

    /// Writes what can be written.
    @inlinable public mutating func advance(to writer: inout JSONWriter) -> Progress {
        while let frame = frames.popLast() {
            let isWritten: Bool
            switch frame {
            case .object(_, _, of: _, start: _, next: _) where completer.isTooLong(writer):
                frames.append(frame)
                isWritten = false
            case .object(var object, let shape, let field, let start, let next):
                guard next < shape.borrowedFields.count else {
                    writer.append(byte: UInt8(ascii: "}"))
                    if field != nil { completer.path.leave() }
                    continue
                }
                let inner = shape.borrowedFields[next].look { $0 }
                guard completer.source.isHere(inner, of: object) else {
                    frames.append(frame)
                    return .waits
                }
                if next > 0 { writer.append(byte: UInt8(ascii: ",")) }
                if completer.source.isStepped(inner, of: object) {
                    isWritten = enter(
                        inner, of: &object, within: { .object($0, shape, of: field, start: start, next: next + 1) }, to: &writer)
                } else {
                    isWritten = completer.write(inner, of: &object, to: &writer)
                    frames.append(.object(object, shape, of: field, start: start, next: next + 1))
                }
            case .list(var items, let field, let start, let index):
                guard completer.source.isNextHere(items) else {
                    frames.append(frame)
                    return .waits
                }
                do throws(FieldFault) {
                    guard let item = try completer.source.next(&items) else {
                        writer.append(byte: UInt8(ascii: "]"))
                        leaveList()
                        continue
                    }
                    if index > 0 {
                        writer.append(byte: UInt8(ascii: ","))
                        completer.path.move(to: index)
                    }
                    isWritten = completer.complete(item, of: field, level: 1, to: &writer)
                    frames.append(.list(items, of: field, start: start, index: index + 1))
                } catch {
                    leaveList()
                    completer.report(error, at: field, level: 0)
                    isWritten = !field.nonNull[0] && writeNull(from: start, to: &writer)
                }
            }
            if !isWritten, !takeBack(to: &writer) { return .void }
        }
        return .complete
    }

    /// Starts a field that is completed in steps; false when its value cannot be null but has to.
    ///
    /// - Parameter within: the object's own frame, which comes below the field's.
    @inlinable mutating func enter(
        _ field: FieldShape, of object: inout Source.Object, within frame: (Source.Object) -> Frame, to writer: inout JSONWriter
    ) -> Bool {
        writer.append(plainKey: field.responseKey)
        let start = taken + writer.count
        let value: Source.Value
        do throws(FieldFault) {
            value = try completer.source.value(of: field, in: &object)
            frames.append(frame(object))
        } catch {
            frames.append(frame(object))
            return fail(error, at: field, to: &writer)
        }
        do throws(FieldFault) {
            guard !completer.source.isNull(value) else {
                if field.nonNull[0] { completer.reportNull(at: field, level: 0) } else { writer.appendNull() }
                return !field.nonNull[0]
            }
            guard field.nonNull.count == 1 else {
                let items = try completer.source.items(of: value, in: field)
                completer.path.enter(field)
                completer.path.enterList()
                writer.append(byte: UInt8(ascii: "["))
                frames.append(.list(items, of: field, start: start, index: 0))
                return true
            }
            let shape = try shape(of: value, in: field)
            let object = try completer.source.object(value, as: shape)
            completer.path.enter(field)
            writer.append(byte: UInt8(ascii: "{"))
            frames.append(.object(object, shape, of: field, start: start, next: 0))
            return true
        } catch {
            return fail(error, at: field, to: &writer)
        }
    }

    /// A field of which nothing but its key is written has no value; false when it has to have one.
    @inlinable mutating func fail(_ fault: FieldFault, at field: FieldShape, to writer: inout JSONWriter) -> Bool {
        completer.report(fault, at: field, level: 0)
        if !field.nonNull[0] { writer.appendNull() }
        return !field.nonNull[0]
    }

    @usableFromInline mutating func shape(of value: Source.Value, in field: FieldShape) throws(FieldFault) -> ObjectShape {
        switch field.content {
        case .object(let shape): return shape
        case .abstract(let shapes): return try completer.source.shape(of: value, among: shapes, in: field).look { $0 }
        case .constant, .flawed, .fault, .leaf: throw FieldFault(.internal, "A value without fields cannot be completed in steps.")
        }
    }

    /// Makes null the nearest place above that may be; false where it was taken already.
    @inlinable mutating func takeBack(to writer: inout JSONWriter) -> Bool {
        while let frame = frames.popLast() {
            switch frame {
            case .object(_, _, let field?, let start, _):
                completer.path.leave()
                if !field.nonNull[0], !completer.isTooLarge { return writeNull(from: start, to: &writer) }
            case .list(_, let field, let start, _):
                leaveList()
                if !field.nonNull[0], !completer.isTooLarge { return writeNull(from: start, to: &writer) }
            case .object(_, _, nil, let start, _):
                if completer.isTooLarge { completer.reportTooLarge() }
                return writeNull(from: start, to: &writer)
            }
        }
        return false
    }

    @inlinable mutating func writeNull(from start: Int, to writer: inout JSONWriter) -> Bool {
        guard start >= taken else { return false }
        writer.truncate(to: start - taken)
        writer.appendNull()
        return true
    }

    @inlinable mutating func leaveList() {
        completer.path.leave()
        completer.path.leave()
    }
}
