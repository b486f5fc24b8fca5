import ArgumentParser
import JSON

/// Some things of a kind that a token is limited to, as a person writes them: `campaign=17,18`.
struct LimitArgument: ExpressibleByArgument, Hashable {
    let kind: String
    let ids: [Int64]

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let names = parts[1].split(separator: ",")
        ids = names.compactMap { Int64($0) }
        guard ids.count == names.count else { return nil }
        kind = String(parts[0])
    }

    /// Those in SOUK_TOKEN_ONLY, with blanks between.
    static func fromEnvironment() throws -> [LimitArgument] {
        try (Environment.value("SOUK_TOKEN_ONLY") ?? "").split(separator: " ").map { text in
            guard let limit = LimitArgument(argument: String(text)) else {
                throw CommandError("SOUK_TOKEN_ONLY: '\(text)' is not like campaign=17.")
            }
            return limit
        }
    }

    /// As the database takes them; nil when there are none.
    static func json(_ limits: [LimitArgument]) -> String? {
        guard !limits.isEmpty else { return nil }
        let kinds = Dictionary(limits.map { ($0.kind, $0.ids) }, uniquingKeysWith: +)
        let members = kinds.sorted { $0.key < $1.key }.map { JSONMember($0.key, .array($0.value.map { .number(String($0)) })) }
        var writer = JSONWriter(capacity: 128)
        writer.append(.object(members))
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}
