extension PostgresType {
    /// What a value of the type is written like, for whoever wrote another; nil where the type's own name says as much.
    package var expectation: String? {
        switch underlying {
        case .bool: "true or false"
        case .int2, .int4: "a whole number"
        case .int8: "a whole number, which may stand in quotes"
        case .float4, .float8: "a number"
        case .numeric: "a decimal number, such as \"12.50\""
        case .text: "a string"
        case .bytea: "base64"
        case .uuid: "a UUID, such as \"0b6c1c2e-2f4b-4b0e-9d7a-5a1f0c3d2e1b\""
        case .date: "a date, such as \"2026-01-31\""
        case .time: "a time of day, such as \"10:30:00\""
        case .timestamp: "a date and time without a zone, such as \"2026-01-31T10:30:00\""
        case .timestamptz: "a date and time with its zone (RFC 3339), such as \"2026-01-31T10:30:00Z\""
        case .array(let element, _): element.expectation.map { "a list: each item \($0)" }
        case .timetz, .interval, .json, .jsonb, .inet, .cidr, .macaddr, .enumeration, .domain, .composite, .range, .multirange, .other: nil
        }
    }
}

extension PostgresTypeError {
    /// What is wrong with a value that was to be of the type, and what it is to be, in the words that follow `does not fit:`.
    package func description(for type: PostgresType) -> String {
        switch code {
        case .invalidText, .wrongKind: type.expectation.map { "it is to be \($0)" } ?? description
        case .malformed, .outOfRange, .nulByte, .unknownLabel: description
        }
    }
}
