extension Parser {
    // SchemaCoordinate :
    //   - Name
    //   - Name . Name
    //   - Name . Name ( Name : )
    //   - @ Name
    //   - @ Name ( Name : )
    mutating func coordinate() throws(SyntaxError) -> SchemaCoordinate {
        if try take(.at) {
            let directive = try name()
            guard let argument = try coordinateArgument() else { return .directive(directive) }
            return .directiveArgument(directive: directive, argument: argument)
        }
        let type = try name()
        guard try take(.dot) else { return .type(type) }
        let member = try name()
        guard let argument = try coordinateArgument() else { return .member(type: type, member: member) }
        return .argument(type: type, field: member, argument: argument)
    }

    private mutating func coordinateArgument() throws(SyntaxError) -> Name? {
        guard try take(.parenL) else { return nil }
        let argument = try name()
        try expect(.colon)
        try expect(.parenR)
        return argument
    }
}

extension Lexer {
    // SchemaCoordinateToken ::
    //   - SchemaCoordinatePunctuator
    //   - Name
    //
    // SchemaCoordinatePunctuator :: one of ( ) . : @
    @_lifetime(self: copy self)
    mutating func nextInCoordinate() throws(SyntaxError) -> Token {
        let start = position
        switch byte(at: start) {
        case nil: return Token(.endOfFile, from: start, to: start)
        case UInt8(ascii: "."):
            position = start + 1
            return Token(.dot, from: start, to: start + 1)
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "@"): return try next()
        case let byte? where byte.isNameStart: return try next()
        default: throw SyntaxError("Invalid character: \(describeCharacter(at: start)).", at: start)
        }
    }
}
