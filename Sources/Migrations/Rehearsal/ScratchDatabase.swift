package import Postgres

/// An empty database that is made for a rehearsal and dropped after it.
package struct ScratchDatabase: Sendable {
    package let name: String
    /// The way in for the role that made it.
    private let maker: PostgresConfiguration

    /// Makes one on the server of `maker`, whose role needs CREATEDB and must be able to take on the roles that work in it.
    /// - Throws: `noScratch`, with what to do about it.
    package static func make(by maker: PostgresConfiguration) async throws(MigrationError) -> ScratchDatabase {
        let name = "souk_scratch_" + String(UInt64.random(in: .min ... .max), radix: 36)
        do throws(PostgresError) {
            let connection = try await AdminConnection.connect(maker)
            try await connection.query("CREATE DATABASE \(name) TEMPLATE template0")
            await connection.close()
        } catch {
            throw .noScratch(maker: "\(maker)", reason: error.forOperator)
        }
        return ScratchDatabase(name: name, maker: maker)
    }

    /// Drops it, whoever is still in it.
    package func drop() async throws(MigrationError) {
        do throws(PostgresError) {
            let connection = try await AdminConnection.connect(maker)
            do throws(PostgresError) {
                try await connection.query("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
            } catch {
                // Autovacuum is at work in it, which only a superuser may end by force: without force the server itself asks it to go.
                guard error.sqlState == "42501" else { throw error }
                try await connection.query("DROP DATABASE IF EXISTS \(name)")
            }
            await connection.close()
        } catch {
            throw .scratchRemains(name: name, reason: error.forOperator)
        }
    }

    /// A session as the maker, or as another role: then RESET ROLE comes back to that one, as if it had logged in.
    package func connect(as role: String? = nil) async throws(MigrationError) -> AdminConnection {
        do throws(PostgresError) {
            return try await open(as: role)
        } catch {
            throw .noScratch(maker: "\(maker)", reason: error.forOperator)
        }
    }

    /// Gives it what the real database has, but not from migrations: what the role of its session may make there, which extensions others
    /// installed, and for whom that role's objects are by default.
    package func resemble(_ real: AdminConnection) async throws(MigrationError) {
        do throws(PostgresError) {
            let role = try await real.query("SELECT current_user").text(row: 0, column: 0)
            let byMaker = try await real.query(Self.circumstancesSQL, [name]).text(row: 0, column: 0)
            let byRole = try await real.query(Self.defaultsSQL).text(row: 0, column: 0)
            for (script, role) in [(byMaker, nil), (byRole, role)] {
                guard let script else { continue }
                let connection = try await open(as: role)
                try await connection.execute(script: script)
                await connection.close()
            }
        } catch {
            throw .noScratch(maker: "\(maker)", reason: error.forOperator)
        }
    }

    private func open(as role: String?) async throws(PostgresError) -> AdminConnection {
        let configuration = maker.setting("dbname", to: name)
        guard let role else { return try await AdminConnection.connect(configuration) }
        let escaped = role.reduce(into: "") { text, letter in text += letter == " " || letter == "\\" ? "\\\(letter)" : "\(letter)" }
        let options = [maker["options"], "-c role=\(escaped)"].compactMap(\.self).joined(separator: " ")
        return try await AdminConnection.connect(configuration.setting("options", to: options))
    }

    private static let circumstancesSQL = """
        SELECT string_agg(statement, '; ') FROM (
          SELECT format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %I', $1::text, current_user) AS statement
          UNION ALL SELECT format('GRANT CREATE ON SCHEMA public TO %I', current_user)
            WHERE coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), false)
          UNION ALL SELECT format('CREATE EXTENSION IF NOT EXISTS %I', extname) FROM pg_extension
            WHERE extname <> 'plpgsql' AND extowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS s
        """

    private static let defaultsSQL = """
        WITH entry AS (
          SELECT defaclacl, defaclrole, CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
            WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END AS kind
          FROM pg_default_acl WHERE defaclnamespace = 0 AND defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user))
        SELECT string_agg(statement, '; ' ORDER BY place) FROM (
          SELECT 1 AS place, format('ALTER DEFAULT PRIVILEGES REVOKE ALL ON %s FROM PUBLIC', kind) AS statement FROM entry
          UNION ALL SELECT 2, format('ALTER DEFAULT PRIVILEGES GRANT %s ON %s TO %s', a.privilege_type, kind,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
          FROM entry, aclexplode(defaclacl) AS a WHERE a.grantee <> defaclrole) AS s
        """
}
