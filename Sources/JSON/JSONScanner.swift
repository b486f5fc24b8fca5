/// Walks one JSON object or one JSON array without building it: where each name and each value begins and ends.
///
/// It checks no more than it needs for that; what stands in a value is checked by whoever reads it. Nesting is counted, not
/// descended into, so no input can exhaust the stack.
package struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    private var position: Int
    private var hasBegun = false

    /// - Parameter place: where in the bytes the object or array stands, with blanks around it or not; places found are places in
    ///   `bytes`, which must outlive the scanner.
    package init(_ bytes: UnsafeRawBufferPointer, in place: Range<Int>) {
        self.bytes = bytes
        self.position = place.lowerBound
        self.end = place.upperBound
    }

    /// Whether what comes next, blanks apart, begins an array.
    package var isAtArray: Bool {
        var ahead = self
        ahead.skipBlanks()
        return ahead.position < end && bytes[ahead.position] == UInt8(ascii: "[")
    }

    /// Returns the places of the next member's name, without quotes, and of its value, as it is written; nil after the last one.
    ///
    /// - Throws: where there is no object, or something follows it.
    package mutating func nextMember() throws(JSONError) -> (name: Range<Int>, value: Range<Int>)? {
        guard try advances(UInt8(ascii: "{"), UInt8(ascii: "}")) else { return nil }
        guard try nextSignificant() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: position) }
        let name = try skipString()
        try expect(UInt8(ascii: ":"))
        return (name, try valuePlace())
    }

    /// Returns the place of the next item, as it is written; nil after the last one.
    ///
    /// - Throws: where there is no array, or something follows it.
    package mutating func nextItem() throws(JSONError) -> Range<Int>? {
        try advances(UInt8(ascii: "["), UInt8(ascii: "]")) ? try valuePlace() : nil
    }

    /// Moves to the next member or item; false at the end.
    private mutating func advances(_ open: UInt8, _ close: UInt8) throws(JSONError) -> Bool {
        if hasBegun {
            if try nextSignificant() == UInt8(ascii: ",") {
                position += 1
                return true
            }
        } else {
            try expect(open)
            hasBegun = true
            if try nextSignificant() != close { return true }
        }
        try expect(close)
        skipBlanks()
        guard position == end else { throw JSONError(.trailingBytes, at: position) }
        return false
    }

    private mutating func valuePlace() throws(JSONError) -> Range<Int> {
        _ = try nextSignificant()
        let start = position
        try skipValue()
        return start..<position
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
        while position < end {
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
            guard position < end else { throw JSONError(.unexpectedEnd, at: end) }
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
        guard position < end else { throw JSONError(.unexpectedEnd, at: end) }
        return bytes[position]
    }

    private mutating func skipBlanks() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The place of the first quote, backslash or control character; the count when there is none. Eight bytes at a time.
    package func firstStringDelimiter(from start: Int) -> Int {
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
