/// Why bytes are no JSON value, and where.
package struct JSONError: Error, Sendable, Hashable {
    /// The stable name of a fault.
    package enum Code: String, Sendable, Hashable {
        case unexpectedByte, unexpectedEnd, trailingBytes, invalidNumber, invalidEscape, loneSurrogate, controlCharacter, invalidUTF8
        case tooDeep, tooLarge
    }

    package let code: Code
    /// The byte at which reading stopped.
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        let fault =
            switch code {
            case .unexpectedByte: "unexpected byte"
            case .unexpectedEnd: "unexpected end"
            case .trailingBytes: "something follows the value"
            case .invalidNumber: "invalid number"
            case .invalidEscape: "invalid escape sequence"
            case .loneSurrogate: "half of a surrogate pair"
            case .controlCharacter: "control character in a string"
            case .invalidUTF8: "invalid UTF-8"
            case .tooDeep: "nested too deeply"
            case .tooLarge: "too large"
            }
        return "JSON: \(fault) at byte \(offset)"
    }
}
