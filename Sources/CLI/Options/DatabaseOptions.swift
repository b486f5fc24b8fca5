import ArgumentParser
import Foundation
import Migrations
import Postgres

/// Which database a command works on, and as which role.
struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .customLong("database-url"),
        help: ArgumentHelp(
            "The database: postgresql://ROLE@host/souk; to change it as souk_migrator, to serve or look as souk_gateway. (SOUK_DATABASE_URL)",
            discussion: "Keep a password out of it: the environment, --database-url-file and libpq's passfile are not seen by other users.",
            valueName: "url"))
    var databaseURL: String?

    @Option(
        name: .customLong("database-url-file"),
        help: ArgumentHelp("A file that holds the address, for deployments that mount secrets. (SOUK_DATABASE_URL_FILE)", valueName: "path")
    )
    var databaseURLFile: String?

    /// The database's address as it was said. Throws when nobody said.
    func address() throws -> String {
        let url =
            try databaseURL ?? fromFile(databaseURLFile) ?? Environment.value("SOUK_DATABASE_URL")
            ?? fromFile(Environment.value("SOUK_DATABASE_URL_FILE"))
        guard let url else { throw CommandError("Which database? Say --database-url, or set SOUK_DATABASE_URL.") }
        return url
    }

    /// Where the database is. Throws when nobody said, or the text is no address.
    func configuration() throws -> PostgresConfiguration {
        let url = try address()
        do throws(PostgresError) {
            return try PostgresConfiguration(url: url)
        } catch {
            throw CommandError("The database's address is not understood. It looks like postgresql://role@host:5432/name.")
        }
    }

    /// Opens a session, lends it to `body`, and closes it. What the database says is passed on to the operator.
    func withConnection<Value>(_ body: (AdminConnection) async throws -> Value) async throws -> Value {
        let configuration = try configuration()
        do {
            let connection = try await AdminConnection.connect(configuration)
            do {
                let value = try await body(connection)
                await connection.close()
                return value
            } catch  where error.lacksRights {
                guard let remark = await WrongRole.remark(connection) else { throw error }
                throw CommandError("\(Self.words(of: error, configuration)). \(remark)")
            }
        } catch let error as PostgresError {
            throw CommandError(Self.words(of: error, configuration))
        }
    }

    private static func words(of error: any Error, _ configuration: PostgresConfiguration) -> String {
        (error as? PostgresError).map { "\(configuration): \($0.forOperator)" } ?? "\(error)"
    }

    private func fromFile(_ path: String?) throws -> String? {
        guard let path else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw CommandError("\(path) cannot be read.") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
