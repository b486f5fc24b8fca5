import Testing

@testable import GraphModel

@Suite struct CheckValuesTests {
    @Test(
        "The values of a check are read in each form that PostgreSQL writes it",
        arguments: [
            ("(state = ANY (ARRAY['open'::text, 'closed'::text]))", "state", ["open", "closed"]),
            (
                "((state)::text = ANY ((ARRAY['open'::character varying, 'closed'::character varying])::text[]))", "state",
                ["open", "closed"]
            ),
            (
                "((state)::text = ANY (ARRAY[('open'::character varying)::text, ('it''s'::character varying)::text]))", "state",
                ["open", "it's"]
            ),
            ("((state = 'a'::text) OR (state = 'b'::text))", "state", ["a", "b"]), ("(state = 'only'::text)", "state", ["only"]),
            ("(\"State\" = ANY (ARRAY['a'::bpchar, 'b'::bpchar]))", "State", ["a", "b"]),
            ("(VALUE = ANY (ARRAY['x'::text]))", "VALUE", ["x"]),
            ("(s = ANY (ARRAY['a'::public.my_text, 'b'::public.my_text]))", "s", ["a", "b"]),
        ])
    func reads(expression: String, column: String, values: [String]) {
        let check = CheckValues(expression)
        #expect(check?.column == column)
        #expect(check?.values == values)
    }

    @Test(
        "Of any other check nothing is made",
        arguments: [
            "(price > 0)", "(state <> 'a'::text)", "((state = 'a'::text) AND (price > 0))", "(NOT (state = 'a'::text))",
            "((a = 'x'::text) OR (b = 'y'::text))", "(state = ANY (ARRAY[E'a\\\\b'::text]))", "(state ~ 'a'::text)",
            "(state = ANY (ARRAY['a'::text, 'a'::text]))", "", "(((", "(length(state) = 3)", "(state = 'a", "(state = ANY (ARRAY['a'::text",
        ])
    func ignores(expression: String) {
        #expect(CheckValues(expression) == nil)
    }
}
