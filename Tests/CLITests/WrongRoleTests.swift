import ArgumentParser
import Foundation
import Gateway
import Migrations
import Postgres
import TestDatabase
import Testing

@testable import souk

@Suite("Who asks as the wrong role, or in the wrong place")
struct WrongRoleTests {
    @Test("who may not do it reads who may")
    func rights() async throws {
        let database = try await ShippedDatabase.make()
        let gateway = try await AdminConnection.connect(database.setting("user", to: "souk_gateway"))
        let error = await #expect(throws: PostgresError.self) { try await gateway.query("SELECT FROM souk.import_progress") }
        #expect(error?.lacksRights == true)
        #expect(await WrongRole.remark(gateway) == "This needs souk_migrator; you are souk_gateway.")
        #expect(MigrationError.history(reason: "permission denied for table migration (42501)").lacksRights)
        #expect(!CommandError("permission denied (42501)").lacksRights)
        #expect(try await WrongRole.ownersRemark(gateway) == nil)
        await gateway.close()

        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        #expect(await WrongRole.remark(owner) == nil)
        let remark = try await WrongRole.ownersRemark(owner)
        #expect(remark == "You are souk_migrator, which owns the tables; run this as the role that serves (souk_gateway).")
        await owner.close()
        let superuser = try await AdminConnection.connect(database)
        #expect(try await WrongRole.ownersRemark(superuser)?.contains("which is a superuser") == true)
        await superuser.close()
    }

    @Test("who names no folder of migrations elsewhere reads where to start it")
    func folders() throws {
        try MigrationOptions.requireShippedFolders(in: ShippedDatabase.root)
        let error = #expect(throws: CommandError.self) { try MigrationOptions.requireShippedFolders(in: "/nowhere") }
        #expect(
            error?.description == "There is no sql/system in /nowhere: start it in Souk's folder, or say --folder (SOUK_MIGRATIONS).")
    }

    @Test("a role that is none is named")
    func trusted() throws {
        let options = try RequestOptions.parse(["--trusted-only", "anonymous,byer"])
        var configuration = GatewayConfiguration()
        let error = #expect(throws: CommandError.self) { try options.apply(to: &configuration) }
        #expect(error?.description.contains("'byer' is no role") == true)
    }
}
