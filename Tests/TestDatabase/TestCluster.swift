import Foundation
package import Postgres
import Synchronization

/// A private PostgreSQL server in a temporary folder: Unix socket only, no fsync, gone when the test process ends, however it ends.
package actor TestCluster {
    private let folder: String
    private let keeper: Process
    /// The keeper stops the server when this closes.
    private let lifeline: Pipe
    private var databases = 0
    /// How many orders the keeper was given; starting is the zeroth.
    private var orders = 0
    private var templates: [String: Task<Void, any Error>] = [:]

    /// The cluster that all tests of this process share; started by whoever asks first. Never stop or restart this one.
    package static func shared() async throws -> TestCluster { try await sharedTask.value }

    private static let sharedTask = Task { try await TestCluster.start() }

    /// Starts another cluster, for a test that breaks or restarts its server.
    package static func start() async throws -> TestCluster {
        let cluster = try TestCluster()
        try await cluster.waitForKeeper()
        return cluster
    }

    private init() throws {
        folder = "/tmp/souk-test-\(UUID().uuidString.prefix(8))"
        lifeline = Pipe()
        keeper = Process()
        keeper.executableURL = URL(fileURLWithPath: "/bin/sh")
        keeper.arguments = ["-c", Self.keeperScript, "keeper", folder, Self.binaries]
        keeper.standardInput = lifeline
        keeper.standardOutput = FileHandle.nullDevice
        try keeper.run()
    }

    /// A server does not run as root: then it runs as `postgres`, who owns the folder.
    /// `read` fails when our end of the pipe is closed, which also happens when we crash.
    private static let keeperScript = """
        set -u
        dir=$1 bin=$2 as=
        mkdir -m 0700 "$dir" || exit 1
        if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; as="runuser -u postgres --"; fi
        cd "$dir"
        $as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1
        $as "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -o "-c listen_addresses='' -c unix_socket_directories='$dir' \
        -c fsync=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off" start </dev/null >/dev/null
        touch "$dir/done-0"
        number=0
        while read -r order; do
            case $order in
                stop) $as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop ;;
                restart) $as "$bin/pg_ctl" -D "$dir/data" -m immediate -l "$dir/server.log" -w restart </dev/null ;;
            esac >/dev/null 2>&1
            number=$((number + 1))
            touch "$dir/done-$number"
        done
        $as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1
        rm -rf "$dir"
        """

    private static var binaries: String {
        ProcessInfo.processInfo.environment["SOUK_POSTGRES_BIN"] ?? "/usr/lib/postgresql/15/bin"
    }

    /// Waits until the keeper has carried out the orders given so far.
    private func waitForKeeper() async throws {
        let mark = folder + "/done-\(orders)"
        for _ in 0..<1200 {
            if FileManager.default.fileExists(atPath: mark) { return }
            guard keeper.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        let log = (try? String(contentsOfFile: folder + "/server.log", encoding: .utf8)) ?? "no log"
        throw TestClusterError(message: "the test server does not answer its keeper: \(log)")
    }

    /// The superuser's way into one database of this cluster.
    package nonisolated func configuration(database: String, user: String = "postgres") throws -> PostgresConfiguration {
        try PostgresConfiguration(url: "host=\(folder) user=\(user) dbname=\(database)")
    }

    /// Makes a database of its own for one test, empty or cloned from a template.
    package func makeDatabase(from template: String = "template1") async throws -> PostgresConfiguration {
        databases += 1
        let name = "test_\(databases)"
        try await administer("CREATE DATABASE \(name) TEMPLATE \(template)")
        return try configuration(database: name)
    }

    /// Makes a database cloned from the template called `name`, which `prepare` fills once per process.
    package func makeDatabase(
        template name: String, prepare: @escaping @Sendable (PostgresConfiguration) async throws -> Void
    ) async throws -> PostgresConfiguration {
        let configuration = try configuration(database: name)
        let making =
            templates[name]
            ?? Task {
                try await administer("CREATE DATABASE \(name)")
                try await prepare(configuration)
            }
        templates[name] = making
        try await making.value
        return try await makeDatabase(from: name)
    }

    /// Runs a statement as superuser, outside of any test's database.
    private func administer(_ sql: String) async throws {
        let connection = try await AdminConnection.connect(configuration(database: "postgres"))
        try await connection.query(sql)
        await connection.close()
    }

    /// Stops the server (`immediate`: without goodbye) and starts it again; returns when it takes connections.
    package func restart() async throws { try await order("restart") }

    /// Stops the server without goodbye; `restart` brings it back.
    package func stop() async throws { try await order("stop") }

    private func order(_ order: String) async throws {
        orders += 1
        lifeline.fileHandleForWriting.write(Data((order + "\n").utf8))
        try await waitForKeeper()
    }
}

/// The test server could not be had.
package struct TestClusterError: Error, CustomStringConvertible {
    package let message: String
    package var description: String { message }
}
