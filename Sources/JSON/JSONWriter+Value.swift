extension JSONWriter {
    @inlinable public mutating func appendNull() { append(raw: "null") }

    @inlinable public mutating func append(bool value: Bool) { append(raw: value ? "true" : "false") }

    public mutating func append(int64 value: Int64) {
        // 19 digits and a sign.
        reserve(20)
        var rest = value.magnitude
        if value < 0 {
            base[used] = UInt8(ascii: "-")
            used &+= 1
        }
        let end = used &+ Self.digitCount(of: rest)
        var index = end
        // Two digits for one division.
        while rest >= 100 {
            let quotient = rest / 100
            let pair = UInt8(truncatingIfNeeded: rest &- quotient &* 100)
            index &-= 2
            base[index] = UInt8(ascii: "0") &+ pair / 10
            base[index &+ 1] = UInt8(ascii: "0") &+ pair % 10
            rest = quotient
        }
        if rest >= 10 {
            base[index &- 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            index &-= 1
            rest /= 10
        }
        base[index &- 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest)
        used = end
    }

    private static func digitCount(of value: UInt64) -> Int {
        var count = 1
        var rest = value
        while rest >= 10_000 {
            rest /= 10_000
            count &+= 4
        }
        return count &+ (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
    }

    /// Writes the shortest text that reads back as the same number; a whole number has no fraction (`1`, not `1.0`).
    ///
    /// JSON has no infinities and no not-a-number: they are written as null, and refusing them beforehand is the caller's.
    public mutating func append(double value: Double) {
        guard value.isFinite else { return appendNull() }
        var text = value.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        text.withUTF8 { append(raw: UnsafeRawBufferPointer($0)) }
    }

    /// Writes a value without blanks; members in their order, numbers as they were written.
    package mutating func append(_ value: JSONValue) {
        switch value {
        case .null: appendNull()
        case .bool(let value): append(bool: value)
        case .number(var text): text.withUTF8 { append(raw: UnsafeRawBufferPointer($0)) }
        case .string(let text): append(string: text)
        case .array(let items):
            append(byte: UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { append(byte: UInt8(ascii: ",")) }
                append(item)
            }
            append(byte: UInt8(ascii: "]"))
        case .object(let members):
            append(byte: UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { append(byte: UInt8(ascii: ",")) }
                append(string: member.key)
                append(byte: UInt8(ascii: ":"))
                append(member.value)
            }
            append(byte: UInt8(ascii: "}"))
        }
    }
}

extension JSONValue {
    /// The value as JSON text without blanks.
    package var text: String {
        var writer = JSONWriter(capacity: 256)
        writer.append(self)
        return writer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
