import Catalog
import Foundation
import GraphModel
import JSON
import Postgres
import TestDatabase
import Testing

@testable import souk

/// On a server of its own: roles are the whole server's, and the cases spoil them.
@Suite("The doctor", .serialized)
struct DoctorTests {
    private static let cluster = Task { try await TestCluster.start() }

    /// The shipped database. Rights on a database are not cloned with it, so they are set as sql/roles.sql does.
    private func shipped() async throws -> (PostgresConfiguration, superuser: AdminConnection) {
        let database = try await MarketDatabase.empty(in: try await Self.cluster.value)
        let superuser = try await AdminConnection.connect(database)
        let name = database["dbname"] ?? ""
        try await superuser.execute(
            script: "REVOKE ALL ON DATABASE \(name) FROM PUBLIC; GRANT CONNECT ON DATABASE \(name) TO souk_gateway")
        return (database, superuser)
    }

    /// - Parameter ofStatements: whether every field is planned as well, which takes most of the time.
    private func findings(in database: PostgresConfiguration, ofStatements: Bool = true) async throws -> [Finding] {
        let connection = try await AdminConnection.connect(database.setting("user", to: "souk_gateway"))
        let snapshot = try await CatalogReader().read(through: connection)
        let (findings, _) =
            try await ofStatements
            ? DoctorCommand.findings(in: snapshot, GraphOptions(), connection)
            : DoctorCommand.catalogFindings(in: snapshot, GraphOptions(), connection)
        await connection.close()
        return findings
    }

    @Test("finds nothing wrong with the database as it is shipped, and has planned every field for every role")
    func sound() async throws {
        let (database, superuser) = try await shipped()
        let findings = try await findings(in: database)
        await superuser.close()
        #expect(findings.filter { $0.state != .good } == [], "\(findings.map(\.line))")
        #expect(findings.contains { $0.code == "STATEMENTS" })
    }

    @Test("names what is wrong, why, and what to do", arguments: DoctorCase.all)
    func names(testCase: DoctorCase) async throws {
        let (database, superuser) = try await shipped()
        try await superuser.execute(script: testCase.sql)
        let found: [Finding]
        do {
            found = try await findings(in: database, ofStatements: testCase.code == "READS_WITHOUT_TENANT")
            try await restoreRoles(superuser)
        } catch {
            try await restoreRoles(superuser)
            throw error
        }
        await superuser.close()
        let finding = found.first { $0.code == testCase.code && $0.object.hasPrefix(testCase.object) }
        #expect(finding?.state.rawValue == testCase.state, "\(found.filter { $0.state != .good }.map(\.line))")
        #expect(finding.map { !$0.text.isEmpty && !$0.remedy.isEmpty } == true)
    }

    private func restoreRoles(_ superuser: AdminConnection) async throws {
        try await superuser.execute(
            script: """
                ALTER ROLE souk_gateway NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
                REVOKE souk_migrator, pg_read_all_data FROM souk_gateway;
                """)
    }

    @Test("ends with status 1 when something is wrong, and says it to programs as well")
    func program() async throws {
        let (database, superuser) = try await shipped()
        let address = "host=\(database["host"] ?? "") user=souk_gateway dbname=\(database["dbname"] ?? "")"
        let sound = try SoukProgram.start(["doctor", "--database-url", address])
        #expect(try await sound.ended() == 0)
        try await superuser.execute(script: "GRANT TRUNCATE ON market.post TO souk_gateway")
        let spoilt = try SoukProgram.start(["doctor", "--json", "--database-url", address])
        #expect(try await spoilt.ended() == 1)
        try await superuser.query("GRANT CONNECT ON DATABASE \(database["dbname"] ?? "") TO souk_migrator")
        let owner = address.replacing("souk_gateway", with: "souk_migrator")
        let misplaced = try await SoukProgram.outcome(of: ["doctor", "--database-url", owner])
        #expect(misplaced.code == 1 && misplaced.output.isEmpty)
        #expect(
            misplaced.errors
                == "Error: You are souk_migrator, which owns the tables; run this as the role that serves (souk_gateway).\n")
        await superuser.close()
    }
}
