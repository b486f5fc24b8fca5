extension JSONParser {
    // number = [ - ] ( 0 / digit1-9 *digit ) [ . 1*digit ] [ e [ - / + ] 1*digit ]
    mutating func number() throws(JSONError) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits(of: start)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits(of: start)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") { position += 1 }
            try digits(of: start)
        }
        if position < bytes.count, isDigit(bytes[position]) { throw JSONError(.invalidNumber, at: start) }
        return try text(start..<position)
    }

    private mutating func digits(of start: Int) throws(JSONError) {
        let first = position
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
        if position == first { throw JSONError(.invalidNumber, at: start) }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    // string = " *( unescaped / escape ) "
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                position += 1
                return try text(start..<(position - 1))
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw JSONError(.controlCharacter, at: position) }
            position += 1
        }
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = [UInt8]()
        for index in start..<position { text.append(bytes[index]) }
        while true {
            let byte = try peek()
            if byte < 0x20 { throw JSONError(.controlCharacter, at: position) }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                do { return String(copying: try UTF8Span(validating: text.span)) } catch { throw JSONError(.invalidUTF8, at: start) }
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
    }

    // escape = \ ( " / \ / / / b / f / n / r / t / u 4hexdig )
    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: UTF8.encode(try codePoint()) ?? UTF8.encodedReplacementCharacter)
        default: throw JSONError(.invalidEscape, at: position - 1)
        }
    }

    /// Reads what follows `\u`, with the second half of a surrogate pair.
    private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        position += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw JSONError(.invalidEscape, at: position)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func text(_ range: Range<Int>) throws(JSONError) -> String {
        // Validating through the generic `String(validating:as:)` took a third of the parser's time.
        do { return String(copying: try UTF8Span(validating: bytes.extracting(range))) } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound)
        }
    }
}
