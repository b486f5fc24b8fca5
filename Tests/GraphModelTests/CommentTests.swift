import GraphQLLanguage
import Testing

@testable import GraphModel

@Suite struct CommentTests {
    @Test(
        "A comment is cut where its directives begin",
        arguments: [
            ("Just a text.", "Just a text.", []), ("\nA shop.\n@graph\n", "A shop.", ["graph"]), ("@graph", nil, ["graph"]),
            ("The marketplace. @hidden", "The marketplace.", ["hidden"]), ("Mail to me@example.com", "Mail to me@example.com", []),
            ("Ask @anna for more", "Ask @anna for more", []), ("Whose. @hiden", "Whose.", ["hiden"]),
            ("Whose. @hiden @graph", "Whose.", ["hiden", "graph"]), ("As @hiden says.", "As @hiden says.", []),
            ("By @anna", "By @anna", []),
            ("Two.\n\nLines. @deprecated(reason: \"use @name\")", "Two.\n\nLines.", ["deprecated"]),
            ("A @scope(read: \"a:read\")\n  @visible(to: [BUYER]) # why", "A", ["scope", "visible"]), ("   ", nil, []),
        ] as [(String, String?, [String])])
    func cuts(comment: String, description: String?, directives: [String]) throws {
        let text = try CommentText(comment)
        #expect(text.description == description)
        #expect(text.directives.map(\.directive.name.value) == directives)
    }

    @Test(
        "What begins as a directive and is none is never taken for a description",
        arguments: [
            ("A. @scope(read: \"x)", 1, 20), ("A.\n@graph and more", 2, 8), ("@hidden(", 1, 9), ("A. @secret(x: [", 1, 16),
            ("A @scope(read: \"x\"\n @hidden", 2, 2),
        ])
    func refuses(comment: String, line: Int, column: Int) {
        let error = #expect(throws: CommentText.Mistake.self) { try CommentText(comment) }
        #expect(error?.location == SourceLocation(line: line, column: column))
    }

    @Test(
        "A directive is checked against its rule",
        arguments: [
            (DirectivePlace.table, "@grahp", GraphProblem.Code.directiveUnknown), (.column, "@graph", .directiveMisplaced),
            (.table, "@graph @graph", .directiveRepeated), (.table, "@graph(typ: \"A\")", .directiveArgument),
            (.table, "@graph(type: \"my type\")", .directiveArgument), (.table, "@graph(type: \"__A\")", .directiveArgument),
            (.table, "@graph(type: \"A\", type: \"B\")", .directiveArgument), (.column, "@name", .directiveArgument),
            (.column, "@name(forward: \"a\")", .directiveArgument), (.foreignKey, "@name(as: \"a\")", .directiveArgument),
            (.foreignKey, "@name", .directiveArgument), (.column, "@scope", .directiveArgument),
            (.column, "@scope(read: 5)", .directiveArgument),
            (.table, "@visible(to: [])", .directiveArgument), (.table, "@visible(to: [SELLER])", .directiveArgument),
            (.table, "@visible(to: BUYER)", .directiveArgument), (.foreignKey, "@hidden(side: LEFT)", .directiveArgument),
            (.table, "@order(by: \"a\")", .directiveArgument), (.table, "@key(columns: [\"id\"])", .directiveMisplaced),
            (.enumType, "@hidden", .directiveMisplaced), (.column, "@hidden(", .directiveSyntax),
            (.table, "@public type A", .directiveSyntax), (.constraint, "@error", .directiveArgument),
            (.constraint, #"@error(message: "")"#, .directiveArgument), (.constraint, #"@error(message: "a \"b\"")"#, .directiveArgument),
            (.constraint, #"@error(message: "a\\b")"#, .directiveArgument), (.constraint, #"@error(message: """a""")"#, .directiveArgument),
            (.foreignKey, #"@error(message: "a")"#, .directiveMisplaced), (.column, #"@error(message: "a")"#, .directiveMisplaced),
        ])
    func checks(place: DirectivePlace, comment: String, code: GraphProblem.Code) {
        let (_, problems) = DirectiveReader(place: place, object: "it").read(comment)
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.location?.line == 1)
    }

    @Test("A comment says what its directives say")
    func reads() {
        let comment = """
            Sales. @name(as: "sales") @scope(read: "merchants.sales:read", write: "w") @visible(to: [MERCHANT, OPERATOR])
            @deprecated(reason: "Old.")
            """
        let (annotations, problems) = DirectiveReader(place: .column, object: "it").read(comment)
        #expect(problems.isEmpty)
        #expect(annotations.description == "Sales.")
        #expect(annotations.name == "sales")
        #expect(annotations.access == Guard(roles: [.merchant, .operator], readScope: "merchants.sales:read", writeScope: "w"))
        #expect(annotations.deprecation == "Old.")
    }

    @Test("A constraint says what a row that it refuses is told")
    func message() {
        let (annotations, problems) = DirectiveReader(place: .constraint, object: "it").read(
            #"Of five. @hidden @error(message: "Stars: 1 to 5 (五).")"#)
        #expect(problems.isEmpty && annotations.hidden != nil)
        #expect(annotations.errorMessage == "Stars: 1 to 5 (五).")
    }

    @Test("Every directive may stand somewhere, and no place has two rules of one name")
    func table() {
        for place in DirectivePlace.allCases {
            let names = DirectiveRule.all.filter { $0.places.contains(place) }.map(\.name)
            #expect(Set(names).count == names.count)
        }
        #expect(DirectiveRule.all.allSatisfy { !$0.places.isEmpty })
    }
}
