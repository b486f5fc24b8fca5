package import GraphQLLanguage
public import JSON

/// Turns a shape and a source's values into the bytes of a response (§6.4.3, §6.4.4).
///
/// An error, or a null where none may be, makes the nearest nullable place above it null: what was written since that place is taken back.
/// Fields complete in order, which is what a mutation's top level requires; an object whose field failed for good is not gone on with.
///
/// Public and inlinable, so that it is compiled for each source by itself: calls through the protocol cost more than the cells.
public struct Completer<Source: CompletionSource>: ~Copyable {
    @usableFromInline package var source: Source
    /// In the order of their occurrence.
    package private(set) var errors: [GraphQLError] = []
    /// What they take in the response, more or less: they count towards its limit.
    @usableFromInline private(set) var errorBytes = 0
    @usableFromInline var path = ResponsePath()
    private let byteLimit: Int
    /// What of that the writer may hold.
    @usableFromInline private(set) var room: Int
    /// Whether the response came to be longer than it may be: then nothing more of it is made.
    @usableFromInline var isTooLarge = false
    private let text: GraphQLLanguage.Source
    /// Made for the first error: finding a place takes time linear in the text, and many fields may fail.
    private var places: SourceIndex?

    /// - Parameters:
    ///   - text: The operation's, for the places of errors.
    ///   - byteLimit: What the response may be long. A key of the client's own is written once for each row: the length of an answer
    ///     has no bound in the rows that it reads.
    package init(_ source: Source, text: GraphQLLanguage.Source, byteLimit: Int = .max) {
        self.source = source
        self.text = text
        self.byteLimit = byteLimit
        self.room = byteLimit
    }

    /// Writes the root object; null when an error reached it, or with `TOO_COMPLEX` as its only error when it is longer than it may be.
    @inlinable public mutating func complete(_ object: consuming Source.Object, as shape: ObjectShape, to writer: inout JSONWriter) {
        let start = writer.count
        if !fields(of: object, as: shape, to: &writer) {
            writer.truncate(to: start)
            writer.appendNull()
            if isTooLarge { reportTooLarge() }
        }
    }

    /// Writes an object's fields; false when one of them could not be null but has to.
    @inlinable mutating func fields(of object: consuming Source.Object, as shape: ObjectShape, to writer: inout JSONWriter) -> Bool {
        writer.append(byte: UInt8(ascii: "{"))
        var index = 0
        while true {
            if let straight = shape.borrowedStraight {
                index = straight.look { writeStraight($0, from: index, of: object, to: &writer) }
            }
            if isTooLong(writer) { return false }
            guard index < shape.borrowedFields.count else { break }
            if index > 0 { writer.append(byte: UInt8(ascii: ",")) }
            let isWritten = shape.borrowedFields[index].look { write($0, of: &object, to: &writer) }
            if !isWritten { return false }
            index += 1
        }
        writer.append(byte: UInt8(ascii: "}"))
        return true
    }

    /// Writes fields of the object, from one on for as long as they are straight, well, and the response is no longer than it may be; returns
    /// the first that has to be asked for, of which nothing is in the response.
    @inlinable mutating func writeStraight(
        _ fields: StraightFields, from index: Int, of object: Source.Object, to writer: inout JSONWriter
    ) -> Int {
        var position = fields.start(of: index)
        // The field that is being written, and where it begins: it is taken back whole.
        var (field, start) = (index, writer.count)
        while position < fields.entries.count, writer.count <= room {
            let entry = fields.entries[position]
            if entry.field >= 0 { (field, start) = (Int(entry.field), writer.count) }
            fields.withBytes(entry.key) { writer.append(raw: $0) }
            guard let length = writeStraight(entry, of: fields, in: object, to: &writer) else {
                writer.truncate(to: start)
                return field
            }
            position += length
        }
        return fields.count
    }

    /// Writes the value of an entry, what opens it or what closes it; returns how many entries are done with, nil where it has to be asked for.
    @inline(__always) @inlinable mutating func writeStraight(
        _ entry: StraightFields.Entry, of fields: StraightFields, in object: Source.Object, to writer: inout JSONWriter
    ) -> Int? {
        switch entry.kind {
        case StraightFields.askedKind:
            return nil
        case StraightFields.endKind:
            writer.append(byte: UInt8(ascii: "}"))
            return 1
        default: break
        }
        switch source.writeStraight(entry, of: fields, in: object, to: &writer) {
        case .written:
            if entry.kind == StraightFields.objectKind { writer.append(byte: UInt8(ascii: "{")) }
            return 1
        case .null:
            guard !entry.isNonNull else { return nil }
            writer.appendNull()
            return Int(entry.length)
        case .unfit:
            return nil
        }
    }

    /// Whether the response has come to be longer than it may be.
    @inlinable mutating func isTooLong(_ writer: borrowing JSONWriter) -> Bool {
        guard writer.count + errorBytes > room else { return false }
        isTooLarge = true
        return true
    }

    /// Writes a field of an object with its key; false when its value cannot be null but has to.
    @inlinable mutating func write(_ field: FieldShape, of object: inout Source.Object, to writer: inout JSONWriter) -> Bool {
        writer.append(plainKey: field.responseKey)
        switch field.content {
        case .constant(let bytes):
            writer.append(raw: bytes)
            return true
        case .flawed(let value):
            return write(value, of: field, to: &writer)
        case .fault, .leaf, .object, .abstract: break
        }
        let start = writer.count
        do throws(FieldFault) {
            if case .fault(let fault) = field.content { throw fault }
            let value = try source.value(of: field, in: &object)
            return complete(value, of: field, level: 0, to: &writer)
        } catch {
            report(error, at: field, level: 0)
            if field.nonNull[0] { return false }
            writer.truncate(to: start)
            writer.appendNull()
            return true
        }
    }

    /// Writes a field's value, or an item at some level of its lists; false when it cannot be null but has to.
    @inlinable mutating func complete(_ value: Source.Value, of field: FieldShape, level: Int, to writer: inout JSONWriter) -> Bool {
        if source.isNull(value) {
            if field.nonNull[level] {
                reportNull(at: field, level: level)
                return false
            }
            writer.appendNull()
            return true
        }
        let start = writer.count
        do throws(FieldFault) {
            if try completeNonNull(value, of: field, level: level, to: &writer) { return true }
        } catch {
            report(error, at: field, level: level)
        }
        if field.nonNull[level] || isTooLarge { return false }
        writer.truncate(to: start)
        writer.appendNull()
        return true
    }

    @inlinable mutating func completeNonNull(
        _ value: Source.Value, of field: FieldShape, level: Int, to writer: inout JSONWriter
    ) throws(FieldFault) -> Bool {
        if level + 1 < field.nonNull.count {
            return try completeList(value, of: field, level: level, to: &writer)
        }
        switch field.borrowedContent {
        case .leaf(let leaf):
            try source.write(value, as: leaf, of: field, to: &writer)
            return true
        case .object(let shape):
            return try completeObject(value, as: shape, of: field, level: level, to: &writer)
        case .abstract(let shapes):
            let shape = try shapes.look { shapes throws(FieldFault) in
                try source.shape(of: value, among: shapes, in: field)
            }
            return try completeObject(value, as: shape, of: field, level: level, to: &writer)
        case .constant, .flawed, .fault:
            return true
        }
    }

    @inlinable mutating func completeObject(
        _ value: Source.Value, as shape: Borrowed<ObjectShape>, of field: FieldShape, level: Int, to writer: inout JSONWriter
    ) throws(FieldFault) -> Bool {
        try shape.look { shape throws(FieldFault) in
            let object = try source.object(value, as: shape)
            if level == 0 { path.enter(field) }
            defer { if level == 0 { path.leave() } }
            return fields(of: object, as: shape, to: &writer)
        }
    }

    @inlinable mutating func completeList(
        _ value: Source.Value, of field: FieldShape, level: Int, to writer: inout JSONWriter
    ) throws(FieldFault) -> Bool {
        var items = try source.items(of: value, in: field)
        if level == 0 { path.enter(field) }
        path.enterList()
        defer {
            path.leave()
            if level == 0 { path.leave() }
        }
        writer.append(byte: UInt8(ascii: "["))
        var index = 0
        while let item = try source.next(&items) {
            if index > 0 {
                writer.append(byte: UInt8(ascii: ","))
                path.move(to: index)
            }
            if !complete(item, of: field, level: level + 1, to: &writer) { return false }
            index += 1
        }
        writer.append(byte: UInt8(ascii: "]"))
        return true
    }

    /// Writes a field whose value and errors are known; false when it cannot be null but is.
    @usableFromInline mutating func write(_ value: FlawedValue, of field: FieldShape, to writer: inout JSONWriter) -> Bool {
        for var error in value.errors {
            error.path = path.segments + [.key(field.responseKey)] + (error.path ?? [])
            keep(error)
        }
        writer.append(raw: value.json)
        return !(field.nonNull[0] && value.json == Array("null".utf8))
    }

    /// Tells that so much of the response is not in the writer any more.
    mutating func took(_ bytes: Int) { room -= bytes }

    /// Keeps an error of the field; within its lists the path already leads to the item.
    @usableFromInline mutating func report(_ fault: FieldFault, at field: FieldShape, level: Int) {
        let offsets = fault.offset.map { [$0] } ?? field.offsets
        let path = level == 0 ? path.segments + [.key(field.responseKey)] : path.segments
        keep(GraphQLError(fault.code, fault.message, locations: offsets.map { location(at: $0) }, path: path))
    }

    private mutating func keep(_ error: GraphQLError) {
        errors.append(error)
        errorBytes += error.message.utf8.count + 32 * error.locations.count + 80
        for segment in error.path ?? [] { if case .key(let key) = segment { errorBytes += key.utf8.count + 3 } else { errorBytes += 6 } }
    }

    @usableFromInline mutating func reportNull(at field: FieldShape, level: Int) {
        report(
            FieldFault(.internal, "Cannot return null for non-nullable field \(field.parentType).\(field.name)."), at: field, level: level)
    }

    @usableFromInline mutating func reportTooLarge() {
        errors = [
            GraphQLError(
                .tooComplex, "The answer would be longer than \(byteLimit) bytes. Ask for fewer rows or fields, or shorter aliases.")
        ]
    }

    private mutating func location(at offset: Int) -> SourceLocation {
        let places = places ?? SourceIndex(text)
        self.places = places
        return places.location(at: offset)
    }
}
