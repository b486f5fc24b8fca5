/// Reads fixed notations, such as dates, out of a text's bytes.
struct TextScanner {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: String) { bytes = [UInt8](text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Takes the character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(PostgresTypeError) {
        guard take(character) else { throw PostgresTypeError(.invalidText) }
    }

    /// A number of so many digits.
    mutating func digits(_ count: ClosedRange<Int>) throws(PostgresTypeError) -> Int {
        let (value, width) = digits(atMost: count.upperBound)
        guard count.contains(width) else { throw PostgresTypeError(.invalidText) }
        return value
    }

    /// The digits that come next, at most 18; the rest is left.
    mutating func digits(atMost limit: Int) -> (value: Int, count: Int) {
        let start = position
        var value = 0
        while position - start < min(limit, 18), let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        return (value, position - start)
    }

    /// What follows a point or a comma, in millionths, rounded; 0 when there is none. May be a whole million.
    mutating func fraction() throws(PostgresTypeError) -> Int {
        guard take(".") || take(",") else { return 0 }
        let (value, count) = digits(atMost: 6)
        guard count > 0 else { throw PostgresTypeError(.invalidText) }
        var millionths = value
        for _ in count..<6 { millionths *= 10 }
        let (first, more) = digits(atMost: 1)
        if more == 1, first >= 5 { millionths += 1 }
        while digits(atMost: 18).count > 0 {}
        return millionths
    }

    func end() throws(PostgresTypeError) {
        guard isAtEnd else { throw PostgresTypeError(.invalidText) }
    }
}
