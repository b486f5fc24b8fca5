/// Cuts a script into its statements, as psql does.
///
/// For what must run or be looked at one by one: several statements sent at once are one implicit transaction to the server.
/// Knows quoted text and names, dollar quotes, nested comments, and the bodies of `BEGIN ATOMIC … END`.
package struct SQLStatements {
    package struct Statement: Sendable, Hashable {
        package let sql: String
        /// The line of the script it begins on, from 1.
        package let line: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var start: (position: Int, line: Int)?
    private var statements: [Statement] = []
    private var words: [String] = []
    private var bodyDepth = 0

    /// The statements in their order, each from its first word to before its semicolon; an unended text or comment ends with the script.
    package static func split(_ script: String) -> [Statement] {
        var splitter = SQLStatements(bytes: Array(script.utf8))
        splitter.run()
        return splitter.statements
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func run() {
        while position < bytes.count {
            switch (bytes[position], peek(1)) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-")): skip { $0 != UInt8(ascii: "\n") }
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): skipComment()
            case (UInt8(ascii: ";"), _) where bodyDepth == 0: end()
            case (UInt8(ascii: " "), _), (UInt8(ascii: "\t"), _), (UInt8(ascii: "\r"), _), (UInt8(ascii: "\n"), _): advance()
            default:
                if start == nil { start = (position, line) }
                token()
            }
        }
        end()
    }

    private mutating func token() {
        switch bytes[position] {
        case UInt8(ascii: "'"):
            skipQuoted(by: UInt8(ascii: "'"), escapes: words.last == "E" && bytes[position - 1] | 0x20 == UInt8(ascii: "e"))
        case UInt8(ascii: "\""): skipQuoted(by: UInt8(ascii: "\""), escapes: false)
        case UInt8(ascii: "$"): skipDollarQuoted()
        case let byte where Self.isWord(byte): word()
        default: advance()
        }
    }

    private mutating func word() {
        let begin = position
        skip { Self.isWord($0) || $0 == UInt8(ascii: "$") }
        words.append(String(decoding: bytes[begin..<position], as: UTF8.self).uppercased())
        // psql's rule: a body begins with BEGIN inside CREATE FUNCTION or PROCEDURE; CASE … END nests in it.
        guard words.first == "CREATE", words.prefix(4).contains(where: { $0 == "FUNCTION" || $0 == "PROCEDURE" }) else { return }
        switch words.last {
        case "BEGIN": bodyDepth += 1
        case "CASE" where bodyDepth > 0: bodyDepth += 1
        case "END" where bodyDepth > 0: bodyDepth -= 1
        default: break
        }
    }

    private mutating func end() {
        if let start {
            statements.append(Statement(sql: String(decoding: bytes[start.position..<position], as: UTF8.self), line: start.line))
        }
        start = nil
        words = []
        bodyDepth = 0
        if position < bytes.count { advance() }
    }

    private mutating func skipQuoted(by quote: UInt8, escapes: Bool) {
        advance()
        while position < bytes.count {
            let byte = bytes[position]
            advance()
            if byte == UInt8(ascii: "\\"), escapes { advance() } else if byte == quote { return }
        }
    }

    private mutating func skipDollarQuoted() {
        var close = position + 1
        while close < bytes.count, Self.isWord(bytes[close]) { close += 1 }
        guard close < bytes.count, bytes[close] == UInt8(ascii: "$"), close == position + 1 || !Self.isDigit(bytes[position + 1]) else {
            return advance()
        }
        let tag = bytes[position...close]
        repeat { advance() } while position < bytes.count && position <= close
        while position < bytes.count, !bytes[position...].starts(with: tag) { advance() }
        for _ in tag { advance() }
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            switch (bytes[position], peek(1)) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                depth += 1
                advance()
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                advance()
            default: break
            }
            advance()
        } while depth > 0 && position < bytes.count
    }

    private mutating func skip(while condition: (UInt8) -> Bool) {
        while position < bytes.count, condition(bytes[position]) { advance() }
    }

    private mutating func advance() {
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
