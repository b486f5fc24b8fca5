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

    /// An object that is completed in steps, and how far it is.
    @usableFromInline struct OpenObject {
        @usableFromInline var object: Source.Object
        @usableFromInline let shape: ObjectShape
        /// Nil for the root.
        @usableFromInline let field: FieldShape?
        @usableFromInline let start: Int
        @usableFromInline var next = 0

        @usableFromInline init(_ object: Source.Object, _ shape: ObjectShape, of field: FieldShape?, start: Int) {
            self.object = object
            self.shape = shape
            self.field = field
            self.start = start
        }
    }

    /// A list that is completed in steps, and how far it is: the innermost of what is, since its items are completed at once.
    @usableFromInline struct OpenList {
        @usableFromInline var items: Source.Items
        @usableFromInline let field: FieldShape
        @usableFromInline let start: Int
        @usableFromInline var index = 0

        @usableFromInline init(_ items: Source.Items, of field: FieldShape, start: Int) {
            self.items = items
            self.field = field
            self.start = start
        }
    }

    @usableFromInline var completer: Completer<Source>
    /// From the root inwards.
    @usableFromInline var objects: [OpenObject]
    /// In place, rather than among the objects: it is gone on with for each row.
    @usableFromInline var list: OpenList?
    /// How many bytes were taken from the writer. Starts are counted from the response's.
    @usableFromInline var taken = 0

    /// Writes the beginning of the root object.
    @inlinable public init(
        _ completer: consuming Completer<Source>, _ object: consuming Source.Object, as shape: ObjectShape, to writer: inout JSONWriter
    ) {
        self.completer = completer
        objects = [OpenObject(object, shape, of: nil, start: writer.count)]
        writer.append(byte: UInt8(ascii: "{"))
    }

    /// Where the values come from, to be told of what has come.
    @inlinable public var source: Source {
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
        while true {
            let step = list == nil ? advanceObject(to: &writer) : advanceList(to: &writer)
            switch step {
            case .goesOn: continue
            case .waits: return .waits
            case .isComplete: return .complete
            case .hasNoValue: if !takeBack(to: &writer) { return .void }
            }
        }
    }

    @usableFromInline enum Step {
        case goesOn, waits, isComplete
        /// What is innermost cannot be null but has to.
        case hasNoValue
    }

    /// Writes the items that are here of the open list.
    @inlinable mutating func advanceList(to writer: inout JSONWriter) -> Step {
        guard let field = list?.field else { return .goesOn }
        do throws(FieldFault) {
            while let items = list?.items {
                guard completer.source.isNextHere(items) else { return .waits }
                guard let item = try nextItem(to: &writer) else { return .goesOn }
                if !completer.complete(item, of: field, level: 1, to: &writer) { return .hasNoValue }
            }
            return .goesOn
        } catch {
            return failList(error, to: &writer)
        }
    }

    /// The list's next item, with what stands before it; nil at its end, which is written.
    @inlinable mutating func nextItem(to writer: inout JSONWriter) throws(FieldFault) -> Source.Value? {
        guard var items = list?.items, let index = list?.index else { return nil }
        guard let item = try completer.source.next(&items) else {
            writer.append(byte: UInt8(ascii: "]"))
            closeList()
            return nil
        }
        list?.items = items
        list?.index = index + 1
        if index > 0 {
            writer.append(byte: UInt8(ascii: ","))
            completer.path.move(to: index)
        }
        return item
    }

    @inlinable mutating func failList(_ fault: FieldFault, to writer: inout JSONWriter) -> Step {
        guard let list else { return .goesOn }
        closeList()
        completer.report(fault, at: list.field, level: 0)
        return !list.field.nonNull[0] && writeNull(from: list.start, to: &writer) ? .goesOn : .hasNoValue
    }

    /// Writes the next field of the innermost object.
    @inlinable mutating func advanceObject(to writer: inout JSONWriter) -> Step {
        guard var open = objects.last else { return .isComplete }
        guard !completer.isTooLong(writer) else { return .hasNoValue }
        guard open.next < open.shape.borrowedFields.count else {
            writer.append(byte: UInt8(ascii: "}"))
            closeObject()
            return .goesOn
        }
        let field = open.shape.borrowedFields[open.next].look { $0 }
        guard completer.source.isHere(field, of: open.object) else { return .waits }
        if open.next > 0 { writer.append(byte: UInt8(ascii: ",")) }
        open.next += 1
        let isWritten: Bool
        if completer.source.isStepped(field, of: open.object) {
            isWritten = enter(field, of: &open, to: &writer)
        } else {
            isWritten = completer.write(field, of: &open.object, to: &writer)
            objects[objects.count - 1] = open
        }
        return isWritten ? .goesOn : .hasNoValue
    }

    /// Starts a field that is completed in steps; false when its value cannot be null but has to.
    @inlinable mutating func enter(_ field: FieldShape, of open: inout OpenObject, to writer: inout JSONWriter) -> Bool {
        writer.append(plainKey: field.responseKey)
        let start = taken + writer.count
        let depth = objects.count
        defer { objects[depth - 1] = open }
        do throws(FieldFault) {
            let value = try completer.source.value(of: field, in: &open.object)
            guard !completer.source.isNull(value) else {
                if field.nonNull[0] { completer.reportNull(at: field, level: 0) } else { writer.appendNull() }
                return !field.nonNull[0]
            }
            guard field.nonNull.count == 1 else {
                let items = try completer.source.items(of: value, in: field)
                completer.path.enter(field)
                completer.path.enterList()
                writer.append(byte: UInt8(ascii: "["))
                list = OpenList(items, of: field, start: start)
                return true
            }
            let shape = try shape(of: value, in: field)
            let object = try completer.source.object(value, as: shape)
            completer.path.enter(field)
            writer.append(byte: UInt8(ascii: "{"))
            objects.append(OpenObject(object, shape, of: field, start: start))
            return true
        } catch {
            completer.report(error, at: field, level: 0)
            if !field.nonNull[0] { writer.appendNull() }
            return !field.nonNull[0]
        }
    }

    @usableFromInline mutating func shape(of value: Source.Value, in field: FieldShape) throws(FieldFault) -> ObjectShape {
        switch field.content {
        case .object(let shape): return shape
        case .abstract(let shapes): return try completer.source.shape(of: value, among: shapes, in: field).look { $0 }
        case .constant, .flawed, .fault, .leaf: throw FieldFault(.internal, "A value without fields cannot be completed in steps.")
        }
    }

    /// Makes null the nearest place that may be, from the innermost on; false where it was taken already.
    @inlinable mutating func takeBack(to writer: inout JSONWriter) -> Bool {
        if let list {
            closeList()
            if !list.field.nonNull[0], !completer.isTooLarge { return writeNull(from: list.start, to: &writer) }
        }
        while let open = objects.last {
            closeObject()
            guard let field = open.field else {
                if completer.isTooLarge { completer.reportTooLarge() }
                return writeNull(from: open.start, to: &writer)
            }
            if !field.nonNull[0], !completer.isTooLarge { return writeNull(from: open.start, to: &writer) }
        }
        return false
    }

    @inlinable mutating func writeNull(from start: Int, to writer: inout JSONWriter) -> Bool {
        guard start >= taken else { return false }
        writer.truncate(to: start - taken)
        writer.appendNull()
        return true
    }

    @inlinable mutating func closeList() {
        list = nil
        completer.path.leave()
        completer.path.leave()
    }

    @inlinable mutating func closeObject() {
        if objects.removeLast().field != nil { completer.path.leave() }
    }
}
