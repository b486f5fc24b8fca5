import Planning
import Postgres
import Synchronization

/// Statements by their text. Operations that differ in names, aliases or the order of an argument come to the same SQL: connections prepare it
/// once, and reads by key of both may become one statement.
final class SharedStatements: Sendable {
    private struct Key: Hashable {
        let sql: String
        let manyKeys: String?
        let parameterTypes: [UInt32]
    }

    private let known = Mutex(SecondChances<Key, Statement>())

    /// What leaves is only not shared any more.
    private static let bound = 1024

    /// The statement of that text: the one that an operation before has, if there is one.
    func shared(_ statement: Statement) -> Statement {
        let key = Key(sql: statement.sql, manyKeys: statement.manyKeys?.statement.sql, parameterTypes: statement.parameterTypes)
        return known.withLock { known in
            if let earlier = known.use(key) { return earlier }
            _ = known.keep(statement, for: key, bound: Self.bound)
            return statement
        }
    }
}
