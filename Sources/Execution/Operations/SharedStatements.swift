import GraphModel
import Postgres
import Synchronization

/// Statements by their text. Operations that differ in names, aliases or the order of an argument come to the same SQL: connections prepare it
/// once, and reads by key of both may become one statement.
final class SharedStatements: Sendable {
    private struct Key: Hashable {
        /// Of the graph: a migration may change what a text returns.
        let fingerprint: String
        let sql: String
        let manyKeys: String?
        let parameterTypes: [UInt32]
        let planning: StatementPlanning
    }

    private let known = Mutex(SecondChances<Key, Statement>())

    /// What leaves is only not shared any more.
    private static let bound = 512
    /// Longer texts, in bytes, are not shared: with those that are, no client fills more than four megabytes of an event loop's memory.
    private static let longest = 8192

    /// The statement of that text under the graph: the one that an operation before has, if there is one.
    func shared(_ statement: Statement, in graph: Graph) -> Statement {
        let manyKeys = statement.manyKeys?.statement.sql
        guard statement.sql.utf8.count + (manyKeys?.utf8.count ?? 0) <= Self.longest else { return statement }
        let key = Key(
            fingerprint: graph.fingerprint, sql: statement.sql, manyKeys: manyKeys, parameterTypes: statement.parameterTypes,
            planning: statement.planning)
        return known.withLock { known in
            if let earlier = known.use(key) { return earlier }
            _ = known.keep(statement, for: key, bound: Self.bound)
            return statement
        }
    }
}
