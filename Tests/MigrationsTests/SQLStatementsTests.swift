import Testing

@testable import Migrations

@Suite("Cutting a script into statements")
struct SQLStatementsTests {
    @Test(
        "A semicolon ends a statement, unless it stands in a text, a name, a comment or a body",
        arguments: [
            ("", []),
            (" \n -- nothing\n /* at; all */ ;;", []),
            ("SELECT 1", ["SELECT 1"]),
            ("a; b ;c", ["a", "b ", "c"]),
            ("SELECT ';'; x", ["SELECT ';'", "x"]),
            ("SELECT 'it''s;'; x", ["SELECT 'it''s;'", "x"]),
            (#"SELECT '\'; x"#, [#"SELECT '\'"#, "x"]),
            (#"SELECT E'\';'; x"#, [#"SELECT E'\';'"#, "x"]),
            (#"SELECT ";" ; x"#, [#"SELECT ";" "#, "x"]),
            ("SELECT $$;$$; x", ["SELECT $$;$$", "x"]),
            ("SELECT $a$;$$;$b$;$a$; x", ["SELECT $a$;$$;$b$;$a$", "x"]),
            ("SELECT $1; x", ["SELECT $1", "x"]),
            ("SELECT a$1;b$; x", ["SELECT a$1", "b$", "x"]),
            ("a /* ; /* ; */ ; */ ; b", ["a /* ; /* ; */ ; */ ", "b"]),
            ("a -- ;\n; b", ["a -- ;\n", "b"]),
            ("SELECT 'unended; x", ["SELECT 'unended; x"]),
            ("SELECT $$unended; x", ["SELECT $$unended; x"]),
            (
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; x",
                ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "x"]
            ),
            ("BEGIN; x; END", ["BEGIN", "x", "END"]),
        ])
    func split(script: String, expected: [String]) {
        #expect(SQLStatements.split(script).map(\.sql) == expected)
    }

    @Test("Each statement knows the line it begins on")
    func lines() {
        #expect(SQLStatements.split("-- a\nb;\n\n  c\n;d '\n\n'; e").map(\.line) == [2, 4, 5, 7])
    }
}
