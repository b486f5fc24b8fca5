import Crypto
import Postgres

/// How far one import has come, in the database: `souk.import_progress`.
struct ImportProgress: Hashable {
    let key: String
    /// The file's rows that need not be looked at again, counted from the first after the header.
    var done: Int
    /// Those of them that were entered; the others were there already, or were bad.
    var entered: Int
    var rejected: Int
    let finished: Bool

    /// Finds or begins the record of this file, table, tenant and mapping, and makes sure that nobody else works on it.
    static func begin(
        _ file: ImportFile, into table: ImportTable, tenant: Int64?, wishes: ImportMapping.Wishes, _ connection: AdminConnection
    ) async throws -> ImportProgress {
        let identity = [file.digest, table.name, tenant.map(String.init) ?? "", wishes.fingerprint].joined(separator: "\0")
        let key = SHA256.hash(data: Array(identity.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let free = try await connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", [key]).text(row: 0, column: 0)
        guard free == "t" else {
            throw CommandError(
                "This file is being imported into \(table.name) right now, by somebody else or by a run that was just killed: "
                    + "try again in some seconds.")
        }
        try await connection.query(
            """
            INSERT INTO souk.import_progress (key, file, file_digest, target, tenant_id) VALUES ($1, $2, $3, $4, $5::bigint)
            ON CONFLICT (key) DO NOTHING
            """,
            [key, file.path, file.digest, table.name, tenant.map(String.init)])
        let row = try await connection.query(
            "SELECT rows_done, rows_entered, rows_rejected, finished_at IS NOT NULL FROM souk.import_progress WHERE key = $1", [key])
        func number(_ column: Int) -> Int { row.text(row: 0, column: column).flatMap { Int($0) } ?? 0 }
        return ImportProgress(
            key: key, done: number(0), entered: number(1), rejected: number(2), finished: row.text(row: 0, column: 3) == "t")
    }

    /// Writes how far it has come; in the transaction that entered the rows.
    func save(_ connection: AdminConnection) async throws(PostgresError) {
        try await connection.query(
            """
            UPDATE souk.import_progress
            SET rows_done = $2::bigint, rows_entered = $3::bigint, rows_rejected = $4::bigint, updated_at = now() WHERE key = $1
            """,
            [key, String(done), String(entered), String(rejected)])
    }

    /// Notes that the end of the file was reached.
    func finish(_ connection: AdminConnection) async throws(PostgresError) {
        try await connection.query("UPDATE souk.import_progress SET finished_at = now() WHERE key = $1", [key])
    }
}
