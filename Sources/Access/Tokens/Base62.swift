/// Digits, upper-case and lower-case letters: text that a double click selects whole.
enum Base62 {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    /// Returns as many characters as asked for, each drawn evenly: 5.95 bits a character.
    static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    }

    /// Returns a number with leading zeros; digits that do not fit `width` are dropped.
    static func encode(_ number: UInt32, width: Int) -> [UInt8] {
        var rest = Int(number)
        var digits = [UInt8](repeating: alphabet[0], count: width)
        for position in digits.indices.reversed() {
            digits[position] = alphabet[rest % alphabet.count]
            rest /= alphabet.count
        }
        return digits
    }
}
