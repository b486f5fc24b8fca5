extension CatalogSnapshot {
    /// A digest of all that the snapshot says, row counts apart: 32 hexadecimal digits, equal for equal catalogs.
    ///
    /// Tells versions of a catalog apart; no defence against somebody who makes collisions on purpose, as only the database's
    /// own administrators write catalogs.
    package var digest: String {
        var stable = self
        for index in stable.relations.indices { stable.relations[index].estimatedRows = 0 }
        // Made of structs, arrays and strings only, so its reflection is one text for one value.
        return FNV1a.hexDigest(of: String(reflecting: stable))
    }
}

/// Fowler–Noll–Vo 1a with 128 bits.
enum FNV1a {
    static func hexDigest(of text: String) -> String {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in text.utf8 {
            hash ^= UInt128(byte)
            hash = hash &* 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
