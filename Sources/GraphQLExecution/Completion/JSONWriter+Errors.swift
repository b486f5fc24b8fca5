package import GraphQLLanguage
package import JSON

extension JSONWriter {
    /// Writes errors as a response lists them.
    package mutating func append(errors: [GraphQLError]) {
        append(byte: UInt8(ascii: "["))
        for (index, error) in errors.enumerated() {
            if index > 0 { append(byte: UInt8(ascii: ",")) }
            append(error)
        }
        append(byte: UInt8(ascii: "]"))
    }

    /// Writes one error: `message`, `locations` and `path` where it has them, `extensions.code`.
    package mutating func append(_ error: GraphQLError) {
        append(raw: "{\"message\":")
        append(string: error.message)
        if !error.locations.isEmpty {
            append(raw: ",\"locations\":[")
            for (index, location) in error.locations.enumerated() {
                append(raw: index > 0 ? ",{\"line\":" : "{\"line\":")
                append(int64: Int64(location.line))
                append(raw: ",\"column\":")
                append(int64: Int64(location.column))
                append(byte: UInt8(ascii: "}"))
            }
            append(byte: UInt8(ascii: "]"))
        }
        if let path = error.path {
            append(raw: ",\"path\":[")
            for (index, segment) in path.enumerated() {
                if index > 0 { append(byte: UInt8(ascii: ",")) }
                switch segment {
                case .key(let key): append(string: key)
                case .index(let index): append(int64: Int64(index))
                }
            }
            append(byte: UInt8(ascii: "]"))
        }
        append(raw: ",\"extensions\":{\"code\":")
        append(string: error.code.rawValue)
        if let input = error.input {
            append(raw: ",\"input\":")
            append(string: input)
        }
        if let detail = error.detail {
            append(raw: ",\"detail\":")
            append(raw: Array(detail.utf8))
        }
        append(raw: "}}")
    }
}
