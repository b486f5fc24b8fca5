/// Why a value cannot go between JSON and PostgreSQL. Never holds the value.
package struct PostgresTypeError: Error, Sendable, Hashable {
    package enum Code: Sendable, Hashable {
        /// The server's bytes are not what the type promises: the statement and the type registry disagree.
        case malformed
        /// The JSON value has the wrong kind: an object where a number belongs.
        case wrongKind
        /// The text does not read as the type.
        case invalidText
        /// The value is well formed and does not fit.
        case outOfRange
        /// PostgreSQL's text cannot hold the character U+0000.
        case nulByte
        /// No such label in the enum type.
        case unknownLabel
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }
}

extension PostgresTypeError: CustomStringConvertible {
    package var description: String {
        switch code {
        case .malformed: "the bytes are not those of the type"
        case .wrongKind: "a value of another kind is expected"
        case .invalidText: "the text does not read as the type"
        case .outOfRange: "the value is out of range"
        case .nulByte: "text cannot hold the character U+0000"
        case .unknownLabel: "no such label"
        }
    }
}
