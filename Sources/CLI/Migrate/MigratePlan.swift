import ArgumentParser
import Gateway
import JSON
import Migrations
import Postgres

struct MigratePlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Try on a scratch copy what `up` would run, tell what it does, and change nothing.",
        discussion: """
            Makes an empty database beside the real one, brings it to where the real one is, and runs the pending files there, statement by
            statement. Tells which lock each statement takes on which table, what it reads whole or writes again, and how big that table
            really is; what changes in the graph as each role and each app in use sees it; which tables' rules for reading and writing change, and from what
            to what; and what to mend. With --documents, which registered documents are lost to whom. Then the copy is dropped, also
            after an error and on ^C. The real database is only read.

            The copy is made by the role of --scratch-url, which needs CREATEDB and must be able to act as the role that migrates and as the
            one that serves. What a file does to the server rather than to its database (roles, tablespaces) is done for good: try such files
            on a server of their own.

            Ends with status 1 when the pending files fail, or would on the rows there are; or leave something wrong: no sound graph, rows
            without a guard. --strict: also when the graph breaks or a document is lost for somebody, a rule of a table that is there changes,
            or there is advice.

            EXAMPLES
              souk migrate plan --scratch-url postgresql://souk_planner@localhost/postgres
              souk migrate plan --documents web.json,app.json --strict
              souk migrate plan --json
              souk migrate plan --files-only        # their names alone; needs no copy
            """)

    @OptionGroup var options: MigrationOptions
    @OptionGroup var graph: GraphOptionGroup

    @Option(
        help: ArgumentHelp(
            "The address of a role that makes the scratch copy on its server. (SOUK_SCRATCH_URL, otherwise the database's)",
            valueName: "url"))
    var scratchURL: String?

    @Option(
        help: ArgumentHelp("The role that serves, by whose rights the graph is read. (SOUK_SERVING_ROLE, souk_gateway)", valueName: "name"))
    var servingRole: String?

    @Option(
        help: ArgumentHelp("Manifests of registered documents, Apollo's or Relay's, with commas. (SOUK_DOCUMENTS)", valueName: "paths"))
    var documents: String?

    @Option(help: ArgumentHelp("Tables below this size are locked, read and written without advice.", valueName: "MB"))
    var small = 16

    @Flag(help: "Only name the pending files; needs no scratch copy.")
    var filesOnly = false

    @Flag(help: "End with status 1 also when the graph breaks or a document is lost for somebody, a rule changes, or there is advice.")
    var strict = false

    func validate() throws {
        if small < 0 { throw ValidationError("--small is 0 or more.") }
    }

    func run() async throws {
        let pending = try await options.withMigrator { try await $0.plan() }.pending
        guard !pending.isEmpty else {
            return options.output.json ? print([]) : Terminal.print("Nothing to do: the database is up to date.")
        }
        guard !filesOnly else {
            return options.output.json ? print(pending.map(\.json)) : pending.forEach { Terminal.print($0.line) }
        }
        // What cannot be read is told before anything is made.
        let manifest = try DocumentManifest(files: documents ?? Environment.value("SOUK_DOCUMENTS"))
        let run = PlanRun(
            real: try options.database.configuration(), maker: try scratchConfiguration(), migrations: try options.migrations(),
            servingRole: servingRole ?? Environment.value("SOUK_SERVING_ROLE") ?? "souk_gateway", schemas: graph.schemaNames(),
            options: try graph.options(), documents: manifest, smallBytes: Int64(small) * 1_000_000)
        let report = try await run.report(on: pending)
        if options.output.json { Terminal.print(report.json) } else { Terminal.print(report.text) }
        if report.isWrong || strict && report.isObjectionable { throw ExitCode.failure }
    }

    private func print(_ files: [JSONValue]) { Terminal.print(.members(["pending": .array(files)])) }

    private func scratchConfiguration() throws -> PostgresConfiguration {
        guard let url = scratchURL ?? Environment.value("SOUK_SCRATCH_URL") else { return try options.database.configuration() }
        do throws(PostgresError) {
            return try PostgresConfiguration(url: url)
        } catch {
            throw CommandError("--scratch-url is not understood. It looks like postgresql://role@host:5432/postgres.")
        }
    }
}

extension MigrationFile {
    /// As a person reads it.
    var line: String { path + (runsInTransaction ? "" : "  (without a transaction)") }

    /// For programs.
    fileprivate var json: JSONValue { .object(members) }

    /// What programs read of a file.
    var members: [JSONMember] {
        [
            JSONMember("id", .string("\(id)")), JSONMember("name", .string(name)), JSONMember("path", .string(path)),
            JSONMember("transaction", .bool(runsInTransaction)),
        ]
    }
}
