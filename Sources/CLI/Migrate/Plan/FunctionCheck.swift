import Postgres

/// Finds functions that a migration leaves behind, broken: PostgreSQL reads most bodies when they run, and says nothing before.
enum FunctionCheck {
    /// What is wrong with the bodies of functions in SQL, found by making each once more in a transaction that is taken back.
    ///
    /// A body that was parsed when it was made (RETURN, BEGIN ATOMIC) cannot come to be wrong.
    static func findings(_ connection: AdminConnection) async throws(PostgresError) -> [Finding] {
        let functions = try await connection.query(
            """
            SELECT f.oid::regprocedure, pg_get_functiondef(f.oid) \(ownFunctions) AND l.lanname = 'sql' AND f.prosqlbody IS NULL ORDER BY 1
            """)
        var findings: [Finding] = []
        try await connection.execute(script: "BEGIN; SET LOCAL check_function_bodies = on; SAVEPOINT body")
        for row in 0..<functions.rowCount {
            guard let name = functions.text(row: row, column: 0), let definition = functions.text(row: row, column: 1) else { continue }
            do { try await connection.execute(script: definition) } catch {
                guard error.sqlState != nil else { throw error }
                // Another's function, for one, is nothing that its body has wrong.
                if error.code == .invalidStatement {
                    findings.append(
                        Finding(
                            .wrong, "FUNCTION_BROKEN", on: "function \(name)",
                            "It fails when it is called: \(error.serverReport?.message ?? error.description).",
                            remedy: "Replace it in the same file."))
                }
            }
            try await connection.execute(script: "ROLLBACK TO body")
        }
        try await connection.execute(script: "ROLLBACK")
        return findings
    }

    /// Functions in PL/pgSQL that still name what is gone. Their bodies are known as text only: a name may mean something else.
    static func findings(_ connection: AdminConnection, since before: NameBook) async throws(PostgresError) -> [Finding] {
        let gone = try await NameBook.read(connection).gone(since: before)
        guard !gone.isEmpty else { return [] }
        let functions = try await connection.query(
            "SELECT f.oid::regprocedure, lower(f.prosrc) \(ownFunctions) AND l.lanname = 'plpgsql' ORDER BY 1")
        return (0..<functions.rowCount).compactMap { row in
            let words = words(of: functions.text(row: row, column: 1) ?? "")
            let named = gone.filter { $0.words.allSatisfy(words.contains) }.map(\.text).sorted()
            guard !named.isEmpty, let function = functions.text(row: row, column: 0) else { return nil }
            return Finding(
                .advice, "FUNCTION_NAMES_GONE", on: "function \(function)",
                "It seems to name \(named.joined(separator: ", ")), gone or called otherwise now: it would fail when it is called.",
                remedy: "Replace it in the same file, unless it means something else.")
        }
    }

    /// The names in a body: those in front of a bracket once more with one, as a function's is.
    private static func words(of body: String) -> Set<String> {
        var words: Set<String> = []
        var rest = body[...]
        while let start = rest.firstIndex(where: isPartOfName) {
            let word = rest[start...].prefix(while: isPartOfName)
            rest = rest[word.endIndex...]
            words.insert(String(word))
            if rest.first == "\"" { rest = rest.dropFirst() }
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "(" { words.insert(word + "(") }
        }
        return words
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    private static let ownFunctions = """
        FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace JOIN pg_language l ON l.oid = f.prolang
        WHERE f.prokind = 'f' AND \(CatalogCheck.schemas) AND \(CatalogCheck.isOfNoExtension("f"))
        """
}
