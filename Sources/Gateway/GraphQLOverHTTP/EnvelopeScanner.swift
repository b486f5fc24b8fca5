import JSON

/// Finds the members of one JSON object without building it: where each name and each value begins and ends.
///
/// It checks no more than it needs for that; what stands in a value is checked by whoever reads it. Nesting is counted, not
/// descended into, so no input can exhaust the stack.
struct EnvelopeScanner {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Calls `visit` with the place of each name, without quotes, and of each value, as it is written.
    ///
    /// - Throws: what `visit` throws, and `JSONError` where the bytes are no object or something follows it.
    mutating func forEachMember(_ visit: (_ name: Range<Int>, _ value: Range<Int>) throws -> Void) throws {
        try expect(UInt8(ascii: "{"))
        if try nextSignificant() != UInt8(ascii: "}") {
            while true {
                guard try nextSignificant() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: position) }
                let name = try skipString()
                try expect(UInt8(ascii: ":"))
                _ = try nextSignificant()
                let start = position
                try skipValue()
                try visit(name, start..<position)
                if try nextSignificant() != UInt8(ascii: ",") { break }
                position += 1
            }
        }
        try expect(UInt8(ascii: "}"))
        skipBlanks()
        guard position == bytes.count else { throw JSONError(.trailingBytes, at: position) }
    }

    private mutating func skipValue() throws(JSONError) {
        var depth = 0
        repeat {
            switch try nextSignificant() {
            case UInt8(ascii: "\""):
                _ = try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw JSONError(.unexpectedByte, at: position) }
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw JSONError(.unexpectedByte, at: position) }
                position += 1
            default:
                skipWord()
            }
        } while depth > 0
    }

    /// Skips a number or a literal: everything up to a blank or a delimiter.
    private mutating func skipWord() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "{"),
                UInt8(ascii: "\""), 0x20, 0x09, 0x0A, 0x0D:
                return
            default: position += 1
            }
        }
    }

    /// Skips a string, from its opening quote; returns the place of what is between the quotes.
    private mutating func skipString() throws(JSONError) -> Range<Int> {
        position += 1
        let start = position
        while true {
            position = bytes.firstStringDelimiter(from: position)
            guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<(position - 1)
            case UInt8(ascii: "\\"): position += 2
            default: throw JSONError(.controlCharacter, at: position)
            }
        }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try nextSignificant() == byte else { throw JSONError(.unexpectedByte, at: position) }
        position += 1
    }

    private mutating func nextSignificant() throws(JSONError) -> UInt8 {
        skipBlanks()
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        return bytes[position]
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The place of the first quote, backslash or control character; the count when there is none. Eight bytes at a time.
    func firstStringDelimiter(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var position = start
        while position &+ 8 <= count {
            let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // A byte below n borrows from its high bit; the lowest such bit is always a true one.
            let found =
                ((word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highs
            if found != 0 { return position &+ found.trailingZeroBitCount >> 3 }
            position &+= 8
        }
        while position < count, self[position] >= 0x20, self[position] != 0x22, self[position] != 0x5C { position &+= 1 }
        return Swift.min(position, count)
    }
}
