import Synchronization

/// A statement's text with the types of its parameters: made once, kept, and run many times.
///
/// Each connection prepares it when it first meets it and knows it by this object's id:
/// one made anew for every request would be prepared anew every time.
package final class Statement: Sendable {
    /// Unique in this process.
    package let id: UInt64
    package let sql: String
    /// OIDs; 0 lets the server decide.
    package let parameterTypes: [UInt32]
    /// The form of a by-key statement that finds the rows of many keys at once; nil where there is none.
    package let manyKeys: ManyKeys?
    /// How the server may plan it where it is sent by itself.
    package let planning: StatementPlanning

    package init(sql: String, parameterTypes: [UInt32], manyKeys: ManyKeys? = nil, planning: StatementPlanning = .free) {
        id = Self.counter.add(1, ordering: .relaxed).newValue
        self.sql = sql
        self.parameterTypes = parameterTypes
        self.manyKeys = manyKeys
        self.planning = planning
    }

    private static let counter = Atomic<UInt64>(0)
}

/// A statement with the values of its parameters, in binary; nil is NULL.
package struct BoundStatement: Sendable {
    package let statement: Statement
    package let parameters: [[UInt8]?]

    package init(_ statement: Statement, _ parameters: [[UInt8]?] = []) {
        self.statement = statement
        self.parameters = parameters
    }
}

/// Statements that run one after the other in one transaction, under one context.
package struct Batch: Sendable {
    /// What a batch does decides what it may share.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// A few rows by key: may share a transaction with other cheap reads, each under its own context.
        case cheapRead
        /// A list: has a transaction of its own, which cannot write.
        case listRead
        /// Writes: alone on its connection. Its result is told when the server has committed.
        case mutation
    }

    package let statements: [BoundStatement]
    package let kind: Kind

    package init(_ kind: Kind, _ statements: [BoundStatement]) {
        self.kind = kind
        self.statements = statements
    }

    /// What the server is told of its plans: what holds for all of the statements. A cheap read needs no telling: what it finds by a key costs
    /// the same whatever the key is, and the server sees that.
    package var planning: StatementPlanning { kind == .listRead ? statements.reduce(.once) { min($0, $1.statement.planning) } : .free }
}
