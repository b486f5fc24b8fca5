extension Parser {
    /// What a value may contain: the grammar's `[Const]` parameter.
    enum ValueContent {
        case any
        /// No variables.
        case const
    }

    // Value[Const] :
    //   - [~Const] Variable
    //   - IntValue
    //   - FloatValue
    //   - StringValue
    //   - BooleanValue
    //   - NullValue
    //   - EnumValue
    //   - ListValue[?Const]
    //   - ObjectValue[?Const]
    mutating func value(_ content: ValueContent) throws(SyntaxError) -> Value {
        let start = token
        switch token.kind {
        case .bracketL: return try listValue(content)
        case .braceL: return try objectValue(content)
        case .dollar: return try variable(content)
        case .int:
            try advance()
            return Value(.int(text(of: start)), offset: Int(start.start))
        case .float:
            try advance()
            return Value(.float(text(of: start)), offset: Int(start.start))
        case .string, .blockString:
            try advance()
            return Value(.string(try stringValue(of: start), isBlock: start.kind == .blockString), offset: Int(start.start))
        case .name:
            try advance()
            return namedValue(start)
        default: throw unexpected()
        }
    }

    // Variable : $ Name
    private mutating func variable(_ content: ValueContent) throws(SyntaxError) -> Value {
        let dollar = token
        try advance()
        guard content == .any else {
            guard at(.name) else { throw unexpected(dollar) }
            throw SyntaxError("Unexpected variable \"$\(text(of: token))\" in constant value.", at: Int(dollar.start))
        }
        return Value(.variable(try name().value), offset: Int(dollar.start))
    }

    // BooleanValue : one of true false
    //
    // NullValue : null
    //
    // EnumValue : Name but not `true` or `false` or `null`
    private func namedValue(_ token: Token) -> Value {
        let kind: Value.Kind =
            switch text(of: token) {
            case "true": .boolean(true)
            case "false": .boolean(false)
            case "null": .null
            case let name: .enumValue(name)
            }
        return Value(kind, offset: Int(token.start))
    }

    // ListValue[Const] :
    //   - [ ]
    //   - [ Value[?Const]+ ]
    private mutating func listValue(_ content: ValueContent) throws(SyntaxError) -> Value {
        let start = offset
        return try nested { parser throws(SyntaxError) in
            let items = try parser.any(.bracketL, .bracketR) { parser throws(SyntaxError) in try parser.value(content) }
            return Value(.list(items), offset: start)
        }
    }

    // ObjectValue[Const] :
    //   - { }
    //   - { ObjectField[?Const]+ }
    private mutating func objectValue(_ content: ValueContent) throws(SyntaxError) -> Value {
        let start = offset
        return try nested { parser throws(SyntaxError) in
            let fields = try parser.any(.braceL, .braceR) { parser throws(SyntaxError) in try parser.objectField(content) }
            return Value(.object(fields), offset: start)
        }
    }

    // ObjectField[Const] : Name : Value[?Const]
    private mutating func objectField(_ content: ValueContent) throws(SyntaxError) -> ObjectField {
        let name = try name()
        try expect(.colon)
        return ObjectField(name: name, value: try value(content), offset: name.offset)
    }

    // DefaultValue : = Value[Const]
    mutating func defaultValue() throws(SyntaxError) -> Value? {
        try take(.equals) ? try value(.const) : nil
    }

    /// The text that a string token stands for.
    func stringValue(of token: Token) throws(SyntaxError) -> String {
        token.kind == .blockString
            ? BlockString.value(of: token, in: source.bytes) : try StringLiteral.value(of: token, in: source.bytes)
    }

    // Type :
    //   - NamedType
    //   - ListType
    //   - NonNullType
    //
    // ListType : [ Type ]
    //
    // NonNullType :
    //   - NamedType !
    //   - ListType !
    mutating func type() throws(SyntaxError) -> TypeNode {
        let start = offset
        let type: TypeNode =
            if at(.bracketL) {
                try nested { parser throws(SyntaxError) in
                    try parser.advance()
                    let inner = try parser.type()
                    try parser.expect(.bracketR)
                    return TypeNode.list(inner, offset: start)
                }
            } else {
                .named(try name())
            }
        return try take(.bang) ? .nonNull(type) : type
    }
}
