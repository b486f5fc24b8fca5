/// The query of an address, as forms are encoded: `name=value&…`, `+` for a blank, `%` and two digits for a byte.
enum QueryString {
    /// More parameters than a GraphQL request has, with room for what others add.
    private static let most = 64

    /// Returns the parameters in order.
    /// - Throws: where an escape is broken, the bytes are no UTF-8, or a parameter is given twice.
    static func decode(_ text: Substring) throws(Refusal) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try unescape(parts[0])
            guard parameters.count < most else { throw .badRequest("The address has too many parameters.") }
            guard !parameters.contains(where: { $0.name == name }) else { throw .badRequest("The address has a parameter twice.") }
            parameters.append((name, parts.count == 2 ? try unescape(parts[1]) : ""))
        }
        return parameters
    }

    private static func unescape(_ text: Substring.UTF8View) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    throw .badRequest("The address has a broken escape.")
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw .badRequest("The address is not UTF-8.") }
        return string
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
