/// Reads internet addresses, with or without the bits of a mask.
enum NetworkText {
    /// `inet_recv`: family, bits, is it a network, length, address.
    static func binary(_ text: String, isNetwork: Bool) throws(PostgresTypeError) -> [UInt8] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count else { throw PostgresTypeError(.invalidText) }
        let address = String(parts[0])
        let bytes = address.utf8.contains(UInt8(ascii: ":")) ? try ipv6(address) : try ipv4(address)
        var bits = bytes.count * 8
        if parts.count == 2 {
            guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                let mask = Int(parts[1])
            else { throw PostgresTypeError(.invalidText) }
            guard mask <= bits else { throw PostgresTypeError(.outOfRange) }
            bits = mask
        }
        if isNetwork, !hostBitsAreZero(bytes, after: bits) { throw PostgresTypeError(.invalidText) }
        let family = bytes.count == 4 ? NetworkFamily.ipv4 : NetworkFamily.ipv6
        return [family, UInt8(bits), isNetwork ? 1 : 0, UInt8(bytes.count)] + bytes
    }

    /// A network has nothing to the right of its mask.
    private static func hostBitsAreZero(_ bytes: [UInt8], after bits: Int) -> Bool {
        (bits..<bytes.count * 8).allSatisfy { bytes[$0 / 8] & (0x80 >> UInt8($0 % 8)) == 0 }
    }

    private static func ipv4(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        var scanner = TextScanner(text)
        var bytes: [UInt8] = []
        for index in 0..<4 {
            if index > 0 { try scanner.expect(".") }
            guard let byte = UInt8(exactly: try scanner.digits(1...3)) else { throw PostgresTypeError(.invalidText) }
            bytes.append(byte)
        }
        try scanner.end()
        return bytes
    }

    /// Eight groups of hexadecimal digits; `::` once for a run of zeros; an IPv4 address may stand for the last two groups.
    private static func ipv6(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        guard let gap = text.firstRange(of: "::") else {
            let bytes = try groups(text)
            guard bytes.count == 16 else { throw PostgresTypeError(.invalidText) }
            return bytes
        }
        let head = try groups(String(text[..<gap.lowerBound]))
        let tail = try groups(String(text[gap.upperBound...]))
        guard head.count + tail.count <= 14 else { throw PostgresTypeError(.invalidText) }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count <= 8 else { throw PostgresTypeError(.invalidText) }
        for (index, group) in groups.enumerated() {
            if index == groups.count - 1, group.utf8.contains(UInt8(ascii: ".")) {
                bytes += try ipv4(String(group))
                continue
            }
            var value: UInt16 = 0
            guard 1...4 ~= group.utf8.count else { throw PostgresTypeError(.invalidText) }
            for digit in group.utf8 {
                guard let digit = HexText.value(digit) else { throw PostgresTypeError(.invalidText) }
                value = value << 4 | UInt16(digit)
            }
            bytes += BinaryParameter.bytes(of: value)
        }
        return bytes
    }
}
