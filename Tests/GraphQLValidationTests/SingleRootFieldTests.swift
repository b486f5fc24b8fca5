import Testing

@Suite("A subscription has one root field that is always there")
struct SingleRootFieldTests {
    @Test(
        "accepts",
        arguments: [
            #"subscription { closed { id } }"#,
            #"subscription S { closed { id } closed { name } }"#,
            #"subscription { ...F ... on Subscription { closed { id } } } fragment F on Subscription { closed { name } }"#,
            #"subscription { closed { id @skip(if: true) } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"subscription S { closed { id } opened { id } }"#,
                [
                    #"Subscription "S" must select only one top level field. 1:32"#
                ]
            ),
            (
                #"subscription { a: closed { id } ...F } fragment F on Subscription { b: closed { id } ...F2 } fragment F2 on Subscription { c: closed { id } }"#,
                [
                    #"Anonymous Subscription must select only one top level field. 1:69 1:124"#
                ]
            ),
            (
                #"subscription { __typename }"#,
                [
                    #"Anonymous Subscription must not select an introspection top level field. 1:16"#
                ]
            ),
            (
                #"subscription { closed @include(if: true) { id } }"#,
                [
                    #"Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. 1:23"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
