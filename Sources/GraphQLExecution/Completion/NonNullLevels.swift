package import GraphQLSchema

/// For each level of lists, from the outermost to the items at the heart, whether it is non-null: `[[A!]]!` is true, false, true.
public struct NonNullLevels: Sendable {
    /// One more than there are lists.
    public let count: Int
    /// The first 64 levels, from the lowest bit.
    @usableFromInline let bits: UInt64
    /// Those that are further in: nobody has them, and yet a schema may.
    @usableFromInline let further: [Bool]

    package init(_ type: TypeReference) {
        var (type, count, bits, further) = (type, 0, UInt64(0), [Bool]())
        while true {
            if count < UInt64.bitWidth {
                bits |= (type.isNonNull ? 1 : 0) << UInt64(count)
            } else {
                further.append(type.isNonNull)
            }
            count += 1
            guard case .list(let inner) = type.nullable else { break }
            type = inner
        }
        self.count = count
        self.bits = bits
        self.further = further
    }

    @inlinable public subscript(level: Int) -> Bool {
        level < UInt64.bitWidth ? bits >> UInt64(level) & 1 == 1 : further[level - UInt64.bitWidth]
    }
}
