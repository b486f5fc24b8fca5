/// Writes digits into room that its maker has reserved.
struct DigitWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0

    init(_ start: UnsafeMutablePointer<UInt8>) { self.start = start }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        start[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
    }

    /// A number of at most `width` digits, with zeros before it.
    @inline(__always)
    mutating func append(_ value: Int, width: Int) {
        var value = value
        for index in stride(from: count &+ width &- 1, through: count, by: -1) {
            let quotient = value / 10
            start[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value &- quotient &* 10)
            value = quotient
        }
        count &+= width
    }

    /// A number that is not negative, as it is.
    mutating func append(unpadded value: Int) {
        var (width, bound) = (1, value)
        while bound >= 10 { (width, bound) = (width + 1, bound / 10) }
        append(value, width: width)
    }

    /// Six digits after a point, without the zeros at the end; nothing for zero.
    @inline(__always)
    mutating func append(fractionOfMicroseconds value: Int) {
        guard value != 0 else { return }
        append(UInt8(ascii: "."))
        append(value, width: 6)
        while start[count &- 1] == UInt8(ascii: "0") { count &-= 1 }
    }
}
