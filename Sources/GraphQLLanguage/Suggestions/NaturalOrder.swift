/// Orders texts as people do: `a2` before `a10`, for runs of digits count as numbers.
package struct NaturalOrder: Comparable {
    private let bytes: [UInt8]

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package static func < (left: Self, right: Self) -> Bool {
        var (a, b) = (left.bytes[...], right.bytes[...])
        while let first = a.first, let second = b.first {
            if first.isDigit, second.isDigit {
                let (number, other) = (takeNumber(&a), takeNumber(&b))
                if number.count != other.count { return number.count < other.count }
                if !number.elementsEqual(other) { return number.lexicographicallyPrecedes(other) }
            } else {
                if first != second { return first < second }
                a = a.dropFirst()
                b = b.dropFirst()
            }
        }
        return a.isEmpty && !b.isEmpty
    }

    /// Takes a run of digits from the front; returns it without leading zeros, so that more digits are a larger number.
    private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix { $0.isDigit }
        bytes = bytes.dropFirst(digits.count)
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}
