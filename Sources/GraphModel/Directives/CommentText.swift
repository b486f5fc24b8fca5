import GraphQLLanguage

/// A comment, cut into what people read and the directives after it.
struct CommentText {
    let description: String?
    /// As written, each with its place in the comment.
    let directives: [(directive: Directive, location: SourceLocation)]

    /// What of the comment is no GraphQL, and where.
    struct Mistake: Error {
        let location: SourceLocation
        let message: String
    }

    /// Cuts a comment in two.
    ///
    /// The directives begin at the first `@` that starts a line, is followed by the name of a directive there is, or by a name with an
    /// opening parenthesis: from there on all must be directives, so that a slip of the pen in a rule is never taken for prose. So is a
    /// name at a line's end that is nearly a directive's: `@hiden`.
    /// An `@` within a word (an address) or before another name (a nickname) belongs to the description.
    init(_ comment: String) throws(Mistake) {
        let bytes = Array(comment.utf8)
        guard let start = Self.startOfDirectives(in: bytes) else {
            description = Self.trimmed(bytes[...])
            directives = []
            return
        }
        description = Self.trimmed(bytes[..<start])
        let whole = Source(bytes: bytes)
        let origin = whole.location(at: start)
        // The grammar has no document of directives alone; an extension of a scalar has nothing else in it.
        let frame = Array("extend scalar X\n".utf8)
        do throws(GraphQLError) {
            let document = try Parser.parse(Source(bytes: frame + bytes[start...]), limits: .trusted)
            guard document.definitions.count == 1, case .typeExtension(let node)? = document.definitions.first else {
                throw GraphQLError(.syntax, "Only directives may follow a directive.", locations: [SourceLocation(line: 2, column: 1)])
            }
            directives = node.directives.map { ($0, whole.location(at: $0.offset - frame.count + start)) }
        } catch {
            let place = error.locations.first ?? SourceLocation(line: 2, column: 1)
            throw Mistake(
                location: SourceLocation(
                    line: origin.line + place.line - 2, column: place.line == 2 ? origin.column + place.column - 1 : place.column),
                message: error.message)
        }
    }

    private static func startOfDirectives(in bytes: [UInt8]) -> Int? {
        var lineIsEmpty = true
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "@"), index == 0 || isSpace(bytes[index - 1]) {
                let name = bytes[(index + 1)...].prefix(while: isNameByte)
                let next = bytes[(index + 1 + name.count)...].first { $0 != UInt8(ascii: " ") }
                let endsLine = next == nil || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") || next == UInt8(ascii: "@")
                let word = String(decoding: name, as: UTF8.self)
                let isMeant = DirectiveRule.names.contains(word) || (endsLine && Suggestions.isSlip(word, of: DirectiveRule.names))
                if !name.isEmpty, lineIsEmpty || isMeant || next == UInt8(ascii: "(") { return index }
            }
            if byte == UInt8(ascii: "\n") { lineIsEmpty = true } else if !isSpace(byte) { lineIsEmpty = false }
        }
        return nil
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String? {
        let start = bytes.drop(while: isSpace)
        guard let end = start.lastIndex(where: { !isSpace($0) }) else { return nil }
        return String(decoding: start[...end], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
