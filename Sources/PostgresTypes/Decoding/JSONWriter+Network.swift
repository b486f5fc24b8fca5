import JSON

extension JSONWriter {
    /// `inet_send` and `cidr_send`: family, bits of the mask, is it a network, length, address.
    /// An address of one host does not tell its mask.
    mutating func append(network cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let family = try reader.integer(UInt8.self)
        let bits = Int(try reader.integer(UInt8.self))
        let isNetwork = try reader.integer(UInt8.self) != 0
        let length = Int(try reader.integer(UInt8.self))
        let address = try reader.bytes(length)
        try reader.end()
        guard length == NetworkFamily.length(family), bits <= length * 8 else { throw PostgresTypeError(.malformed) }
        append(upTo: 64) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            if length == 4 { out.append(ipv4: address) } else { out.append(ipv6: address) }
            if isNetwork || bits != length * 8 {
                out.append(UInt8(ascii: "/"))
                out.append(unpadded: bits)
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }
}

/// The address families on the wire: PostgreSQL's numbers, the same on every system (`utils/inet.h`).
enum NetworkFamily {
    static let ipv4: UInt8 = 2
    static let ipv6: UInt8 = 3

    /// How many bytes an address has.
    static func length(_ family: UInt8) -> Int? {
        switch family {
        case ipv4: 4
        case ipv6: 16
        default: nil
        }
    }
}

extension DigitWriter {
    fileprivate mutating func append(ipv4 address: UnsafeRawBufferPointer) {
        for index in 0..<4 {
            if index > 0 { append(UInt8(ascii: ".")) }
            append(unpadded: Int(address[index]))
        }
    }

    /// The longest run of two or more zero groups becomes `::`; the last 32 bits of an embedded IPv4 address are written as such.
    fileprivate mutating func append(ipv6 address: UnsafeRawBufferPointer) {
        func group(_ index: Int) -> Int { Int(address[index * 2]) << 8 | Int(address[index * 2 + 1]) }
        var (best, current) = (0..<0, 0..<0)
        for index in 0..<8 {
            current = group(index) == 0 ? (current.isEmpty ? index : current.lowerBound)..<(index + 1) : 0..<0
            if current.count > best.count { best = current }
        }
        if best.count < 2 { best = 0..<0 }
        let embedded = best.lowerBound == 0 && (best.count == 6 || best.count == 5 && group(5) == 0xFFFF)
        var index = 0
        while index < 8 {
            if !best.isEmpty, index == best.lowerBound {
                append("::")
                index = best.upperBound
                continue
            }
            if index > 0, index != best.upperBound || best.isEmpty { append(UInt8(ascii: ":")) }
            if embedded, index == 6 { return append(ipv4: UnsafeRawBufferPointer(rebasing: address[12...])) }
            append(hexGroup: group(index))
            index += 1
        }
    }

    private mutating func append(hexGroup value: Int) {
        var shift = 12
        while shift > 0, value >> shift == 0 { shift -= 4 }
        for shift in stride(from: shift, through: 0, by: -4) { append(hexDigit: UInt8(value >> shift & 15)) }
    }
}
