/// What a JSON string says, as bytes: nearly every query arrives with `\n` in it, so this is on the way of nearly every request.
package enum JSONStringContent {
    /// - Parameter place: what is between the quotes, in bytes that are valid UTF-8.
    package static func decode(_ place: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(JSONError) -> [UInt8] {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[place])
        var position = raw.firstStringDelimiter(from: 0)
        guard position < raw.count else { return Array(raw) }
        var content: [UInt8] = []
        content.reserveCapacity(raw.count)
        content.append(contentsOf: raw[0..<position])
        while position < raw.count {
            guard raw[position] == UInt8(ascii: "\\"), position + 1 < raw.count else {
                throw JSONError(.controlCharacter, at: place.lowerBound + position)
            }
            guard let byte = single(raw[position + 1]) else { return try rare(place, of: bytes) }
            content.append(byte)
            let next = raw.firstStringDelimiter(from: position + 2)
            content.append(contentsOf: raw[(position + 2)..<next])
            position = next
        }
        return content
    }

    private static func single(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    /// `\u` and what is no escape at all: the JSON parser knows.
    private static func rare(_ place: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(JSONError) -> [UInt8] {
        let quoted = UnsafeRawBufferPointer(rebasing: bytes[(place.lowerBound - 1)...place.upperBound])
        guard case .string(let text) = try JSONParser.parse(quoted) else { throw JSONError(.unexpectedByte, at: place.lowerBound) }
        return Array(text.utf8)
    }
}
