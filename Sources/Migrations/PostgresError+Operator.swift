package import Postgres

extension PostgresError {
    /// What the operator at the terminal reads: the server's own words, which no tenant may see.
    package var forOperator: String {
        guard let report = serverReport else { return description }
        return [report.message, report.detail, report.hint].compactMap(\.self).joined(separator: " · ")
            + (sqlState.map { " (\($0))" } ?? "")
    }

    /// The line of `script`, from 1, that the server complains of; nil when it names no place.
    func line(in script: String, startingAt first: Int = 1) -> Int? {
        guard let position = serverReport?.position, position > 0 else { return nil }
        return first + script.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
    }

    /// `forOperator`, after the line of the script that begins on line `first`, as far as the server names one.
    package func reason(in script: String, startingAt first: Int) -> String {
        let line = line(in: script, startingAt: first) ?? (first > 1 ? first : nil)
        return (line.map { "line \($0): " } ?? "") + forOperator
    }
}
