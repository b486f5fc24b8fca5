/// Block strings: indentation that is shared by all lines, and blank lines at both ends, are no part of the value.
package enum BlockString {
    /// The value of a `blockString` token, as BlockStringValue() of the specification says.
    static func value(of token: Token, in bytes: [UInt8]) -> String {
        let lines = lines(of: bytes[Int(token.start) + 3..<Int(token.end) - 3])
        var commonIndent = Int.max
        var first: Int?
        var last = -1
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0.isBlank }.count
            guard indent < line.count else { continue }
            first = first ?? index
            last = index
            if index > 0 { commonIndent = min(commonIndent, indent) }
        }
        guard let first else { return "" }
        var value: [UInt8] = []
        value.reserveCapacity(token.range.count)
        for index in first...last {
            if index > first { value.append(UInt8(ascii: "\n")) }
            appendUnescaped(index == 0 ? lines[index] : lines[index].dropFirst(commonIndent), to: &value)
        }
        return String(decoding: value, as: UTF8.self)
    }

    private static func lines(of content: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = content.startIndex
        var index = start
        while index < content.endIndex {
            if content[index].isLineTerminator {
                lines.append(content[start..<index])
                let isPair = content[index] == 0x0D && index + 1 < content.endIndex && content[index + 1] == 0x0A
                index += isPair ? 2 : 1
                start = index
            } else {
                index += 1
            }
        }
        lines.append(content[start...])
        return lines
    }

    /// Appends a line, with `"""` for each `\"""`.
    private static func appendUnescaped(_ line: ArraySlice<UInt8>, to value: inout [UInt8]) {
        var index = line.startIndex
        while index < line.endIndex {
            let isEscape = line[index] == UInt8(ascii: "\\") && line[index...].dropFirst().starts(with: "\"\"\"".utf8)
            if isEscape {
                value.append(contentsOf: "\"\"\"".utf8)
                index += 4
            } else {
                value.append(line[index])
                index += 1
            }
        }
    }
}
