extension ServerReport {
    /// The innermost function that was running, with its line: `PL/pgSQL function f(bigint) line 9 at SQL statement`. It holds no value.
    ///
    /// Nil where none was, where the server speaks another language than English, and where the line is of another shape.
    package var function: String? { context.flatMap { Self.function(in: $0) } }

    static func function(in context: String) -> String? {
        let line = context.split(separator: "\n").first { $0.hasPrefix("PL/pgSQL function ") || $0.hasPrefix("SQL function ") }
        // A line of a statement or of a value may begin like one.
        let procedural = #/PL/pgSQL function [\w.$"]+\([\w.$", \[\]]*\) line \d+ at [A-Za-z /]+/#
        let plain = #/SQL function "[\w.$]+" (statement \d+|during \w+)/#
        guard let line, line.utf8.count < 500, line.wholeMatch(of: procedural) != nil || line.wholeMatch(of: plain) != nil else {
            return nil
        }
        return String(line)
    }

    /// The message, where the server speaks of the text of a statement or of a function that stands in the catalog: it quotes that text and no
    /// value. Nil for what comes about by running it, and for statements that a function puts together.
    package var messageOnText: String? {
        if position != nil { return message }
        guard innerPosition != nil, let function else { return nil }
        let fixed = ["SQL statement", "assignment", "IF", "RETURN", "PERFORM", "FOR over SELECT rows"]
        return function.hasPrefix("SQL function ") || fixed.contains { function.hasSuffix(" at \($0)") } ? message : nil
    }
}
