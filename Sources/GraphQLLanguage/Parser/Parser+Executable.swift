extension Parser {
    // OperationDefinition :
    //   - Description? OperationType Name? VariablesDefinition? Directives? SelectionSet
    //   - SelectionSet
    mutating func operation(_ description: Description?, from start: Int) throws(SyntaxError) -> OperationDefinition {
        OperationDefinition(
            description: description, type: try operationType(), name: at(.name) ? try name() : nil, variables: try variablesDefinition(),
            directives: try directives(.any), selectionSet: try selectionSet(), isShorthand: false, offset: start)
    }

    mutating func shorthandOperation() throws(SyntaxError) -> OperationDefinition {
        let start = offset
        return OperationDefinition(
            description: nil, type: .query, name: nil, variables: [], directives: [], selectionSet: try selectionSet(), isShorthand: true,
            offset: start)
    }

    // OperationType : one of query mutation subscription
    mutating func operationType() throws(SyntaxError) -> OperationType {
        let start = token
        try expect(.name)
        guard let type = OperationType(rawValue: text(of: start)) else { throw unexpected(start) }
        return type
    }

    // VariablesDefinition : ( VariableDefinition+ )
    private mutating func variablesDefinition() throws(SyntaxError) -> [VariableDefinition] {
        try optionalMany(.parenL, .parenR) { parser throws(SyntaxError) in try parser.variableDefinition() }
    }

    // VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
    private mutating func variableDefinition() throws(SyntaxError) -> VariableDefinition {
        let start = offset
        let description = try description()
        try expect(.dollar)
        let name = try name()
        try expect(.colon)
        return VariableDefinition(
            description: description, name: name, type: try type(), defaultValue: try defaultValue(), directives: try directives(.const),
            offset: start)
    }

    // SelectionSet : { Selection+ }
    mutating func selectionSet() throws(SyntaxError) -> SelectionSet {
        let start = offset
        return try nested { parser throws(SyntaxError) in
            let selections = try parser.many(.braceL, .braceR) { parser throws(SyntaxError) in try parser.selection() }
            return SelectionSet(selections: selections, offset: start)
        }
    }

    // Selection :
    //   - Field
    //   - FragmentSpread
    //   - InlineFragment
    private mutating func selection() throws(SyntaxError) -> Selection {
        at(.spread) ? try fragment() : .field(try field())
    }

    // Field : Alias? Name Arguments? Directives? SelectionSet?
    //
    // Alias : Name :
    private mutating func field() throws(SyntaxError) -> Field {
        let start = offset
        let first = try name()
        let second = try take(.colon) ? try name() : nil
        return Field(
            alias: second == nil ? nil : first, name: second ?? first, arguments: try arguments(.any), directives: try directives(.any),
            selectionSet: at(.braceL) ? try selectionSet() : nil, offset: start)
    }

    // Arguments[Const] : ( Argument[?Const]+ )
    mutating func arguments(_ content: ValueContent) throws(SyntaxError) -> [Argument] {
        try optionalMany(.parenL, .parenR) { parser throws(SyntaxError) in try parser.argument(content) }
    }

    // Argument[Const] : Name : Value[?Const]
    private mutating func argument(_ content: ValueContent) throws(SyntaxError) -> Argument {
        let name = try name()
        try expect(.colon)
        return Argument(name: name, value: try value(content), offset: name.offset)
    }

    // FragmentSpread : ... FragmentName Directives?
    //
    // InlineFragment : ... TypeCondition? Directives? SelectionSet
    private mutating func fragment() throws(SyntaxError) -> Selection {
        let start = offset
        try expect(.spread)
        let hasTypeCondition = try take(keyword: "on")
        if !hasTypeCondition, at(.name) {
            return .fragmentSpread(FragmentSpread(name: try name(), directives: try directives(.any), offset: start))
        }
        return .inlineFragment(
            InlineFragment(
                typeCondition: hasTypeCondition ? try name() : nil, directives: try directives(.any), selectionSet: try selectionSet(),
                offset: start))
    }

    // FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet
    //
    // FragmentName : Name but not `on`
    //
    // TypeCondition : on NamedType
    mutating func fragmentDefinition(_ description: Description?, from start: Int) throws(SyntaxError) -> FragmentDefinition {
        try expect(keyword: "fragment")
        if at(keyword: "on") { throw unexpected() }
        let name = try name()
        try expect(keyword: "on")
        return FragmentDefinition(
            description: description, name: name, typeCondition: try self.name(), directives: try directives(.any),
            selectionSet: try selectionSet(), offset: start)
    }

    // Directives[Const] : Directive[?Const]+
    //
    // Directive[Const] : @ Name Arguments[?Const]?
    mutating func directives(_ content: ValueContent) throws(SyntaxError) -> [Directive] {
        var directives: [Directive] = []
        while at(.at) {
            let start = offset
            try advance()
            directives.append(Directive(name: try name(), arguments: try arguments(content), offset: start))
        }
        return directives
    }
}
