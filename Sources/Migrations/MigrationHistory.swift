import Postgres

/// The table `souk.migration`: what ran on this database, when, and from which bytes.
struct MigrationHistory {
    let connection: AdminConnection

    /// Makes the table unless it is there. Only under the lock: two sessions that create a schema at once collide.
    func prepare() async throws(PostgresError) {
        guard try await !exists() else { return }
        try await connection.execute(
            script: """
                CREATE SCHEMA IF NOT EXISTS souk;
                CREATE TABLE IF NOT EXISTS souk.migration (
                  folder text NOT NULL,
                  number integer NOT NULL,
                  name text NOT NULL,
                  digest text NOT NULL,
                  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                  finished_at timestamptz,
                  run_by name NOT NULL DEFAULT session_user,
                  PRIMARY KEY (folder, number)
                );
                COMMENT ON TABLE souk.migration IS
                  'What ran on this database. finished_at NULL: a file without a transaction that did not come to its end.';
                """)
    }

    /// Everything that ran; nothing when there is no history yet.
    func records() async throws(PostgresError) -> [MigrationRecord] {
        guard try await exists() else { return [] }
        let rows = try await connection.query(
            """
            SELECT folder, number, name, digest, to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            FROM souk.migration ORDER BY folder, number
            """)
        return (0..<rows.rowCount).map { row in
            let finishedAt = rows.text(row: row, column: 4)
            return MigrationRecord(
                id: MigrationID(
                    folder: rows.text(row: row, column: 0) ?? "", number: rows.text(row: row, column: 1).flatMap { Int($0) } ?? 0),
                name: rows.text(row: row, column: 2) ?? "",
                digest: rows.text(row: row, column: 3) ?? "",
                finished: finishedAt != nil,
                finishedAt: finishedAt)
        }
    }

    /// Records that a file begins now; `finish` records its end.
    func begin(_ file: MigrationFile) async throws(PostgresError) {
        try await connection.query(
            "INSERT INTO souk.migration (folder, number, name, digest) VALUES ($1, $2, $3, $4)",
            [file.id.folder, String(file.id.number), file.name, file.digest])
    }

    /// Records the end of what began; false when no such migration is unfinished.
    @discardableResult
    func finish(_ id: MigrationID) async throws(PostgresError) -> Bool {
        try await connection.query(
            "UPDATE souk.migration SET finished_at = clock_timestamp() WHERE folder = $1 AND number = $2 AND finished_at IS NULL",
            [id.folder, String(id.number)]
        ).affectedRows == 1
    }

    /// Records that somebody says that what began is done, and who; false when no such migration is unfinished.
    func settle(_ id: MigrationID) async throws(PostgresError) -> Bool {
        try await connection.query("ALTER TABLE souk.migration ADD COLUMN IF NOT EXISTS settled_by name")
        return try await connection.query(
            """
            UPDATE souk.migration SET finished_at = clock_timestamp(), settled_by = session_user
            WHERE folder = $1 AND number = $2 AND finished_at IS NULL
            """,
            [id.folder, String(id.number)]
        ).affectedRows == 1
    }

    /// Forgets what began and did not come to its end, so that it runs again; false when there is no such migration. What somebody said to
    /// be done is forgotten only while nothing of its folder ran after it: it could not run again before that.
    func forget(_ id: MigrationID) async throws(PostgresError) -> Bool {
        try await connection.query(
            """
            DELETE FROM souk.migration AS m WHERE folder = $1 AND number = $2 AND (finished_at IS NULL
              OR to_jsonb(m) ->> 'settled_by' IS NOT NULL
                AND NOT EXISTS (SELECT FROM souk.migration AS later WHERE later.folder = m.folder AND later.number > m.number))
            """,
            [id.folder, String(id.number)]
        ).affectedRows == 1
    }

    private func exists() async throws(PostgresError) -> Bool {
        try await connection.query("SELECT to_regclass('souk.migration')").text(row: 0, column: 0) != nil
    }
}
