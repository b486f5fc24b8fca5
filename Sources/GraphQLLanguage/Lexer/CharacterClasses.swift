extension UInt8 {
    /// `Digit :: one of 0 … 9`
    var isDigit: Bool { self &- 0x30 < 10 }

    /// `NameStart :: Letter | _`
    var isNameStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }

    /// `NameContinue :: Letter | Digit | _`
    var isNameContinue: Bool { isNameStart || isDigit }

    /// Space or tab: what indents a line of a block string.
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    var isLineTerminator: Bool { self == 0x0A || self == 0x0D }

    /// The value of a hexadecimal digit; nil for any other byte.
    var hexadecimalValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x41 + 10)
        case 0x61...0x66: UInt32(self - 0x61 + 10)
        default: nil
        }
    }
}
