/// Reads one JSON value, strictly by RFC 8259, from UTF-8 bytes.
///
/// - A name that occurs twice in an object has the value written last, at the place of the first: whoever looks it up and whoever
///   lists it see the same value.
/// - Half of a surrogate pair (`"\ud800"`) is an error: no UTF-8 text can hold it, and replacing it would make different inputs equal.
/// - Nesting is bounded by a count, so that no input can exhaust the stack.
package struct JSONParser: ~Copyable, ~Escapable {
    /// What an input may take. Sizes are in bytes; depth counts open arrays and objects.
    package struct Limits: Sendable, Hashable {
        package var depth: Int
        package var size: Int

        package init(depth: Int = 64, size: Int = 8 << 20) {
            self.depth = depth
            self.size = size
        }
    }

    let bytes: Span<UInt8>
    var position = 0
    private var depth = 0
    private let depthLimit: Int

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>, limits: Limits) {
        self.bytes = bytes
        self.depthLimit = limits.depth
    }

    /// Returns the one value that the bytes hold; blank space around it is allowed, anything else is an error.
    package static func parse(_ bytes: Span<UInt8>, limits: Limits = Limits()) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.size else { throw JSONError(.tooLarge, at: limits.size) }
        var parser = JSONParser(bytes, limits: limits)
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw JSONError(.trailingBytes, at: parser.position) }
        return value
    }

    package static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) -> JSONValue {
        try parse(bytes.span, limits: limits)
    }

    package static func parse(_ bytes: UnsafeRawBufferPointer, limits: Limits = Limits()) throws(JSONError) -> JSONValue {
        try parse(bytes.bindMemory(to: UInt8.self).span, limits: limits)
    }

    // value = false / null / true / object / array / number / string
    private mutating func value() throws(JSONError) -> JSONValue {
        skipBlanks()
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw JSONError(.unexpectedByte, at: position)
        }
    }

    // array = [ [ value *( , value ) ] ]
    private mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        var items: [JSONValue] = []
        if try !closes(UInt8(ascii: "]")) {
            repeat { items.append(try value()) } while try continues(until: UInt8(ascii: "]"))
        }
        depth -= 1
        return .array(items)
    }

    // object = { [ string : value *( , string : value ) ] }
    private mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        var members = JSONMembers()
        if try !closes(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: position) }
                let key = try string()
                skipBlanks()
                guard try peek() == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte, at: position) }
                position += 1
                members.set(key, to: try value())
            } while try continues(until: UInt8(ascii: "}"))
        }
        depth -= 1
        return .object(members.list)
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= depthLimit else { throw JSONError(.tooDeep, at: position) }
        position += 1
    }

    private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
        skipBlanks()
        guard try peek() == bracket else { return false }
        position += 1
        return true
    }

    private mutating func continues(until bracket: UInt8) throws(JSONError) -> Bool {
        skipBlanks()
        let byte = try peek()
        guard byte == bracket || byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: position) }
        position += 1
        return byte != bracket
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard try peek() == text.utf8Start[index] else { throw JSONError(.unexpectedByte, at: position) }
            position += 1
        }
        return value
    }

    // ws = *( space / tab / line feed / carriage return )
    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        return bytes[position]
    }
}

/// An object's members while it is read: in order, each name once. Names are the same when their bytes are: to Swift, texts are
/// equal that spell a letter in different ways.
private struct JSONMembers {
    private(set) var list: [JSONMember] = []
    private var positions: [ExactName: Int] = [:]

    mutating func set(_ key: String, to value: JSONValue) {
        // Comparing a few names is quicker than hashing them; with many, comparing would be quadratic.
        if list.count == 8 {
            for (position, member) in list.enumerated() { positions[ExactName(text: member.key)] = position }
        }
        let name = ExactName(text: key)
        if let position = list.count < 8 ? list.firstIndex(where: { ExactName(text: $0.key) == name }) : positions[name] {
            list[position].value = value
        } else {
            if list.count >= 8 { positions[name] = list.count }
            list.append(JSONMember(key, value))
        }
    }
}

private struct ExactName: Hashable {
    let text: String

    static func == (left: ExactName, right: ExactName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
