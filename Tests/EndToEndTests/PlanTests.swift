import Foundation
import TestDatabase
import Testing

@Suite("Query, who asks, SQL, answer")
struct PlanTests {
    static let demo = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }
    static let functions = Task {
        let database = try await MarketDatabase.demo(in: .shared())
        try Psql.run(Places.cases.appending(path: "functions.sql"), on: database)
        return try await TestGateway(database)
    }
    static let shapes = Task {
        let database = try await MarketDatabase.demo(in: .shared())
        try Psql.run(Places.cases.appending(path: "shapes.sql"), on: database)
        return try await TestGateway(database)
    }
    static let real = Task {
        guard let data = Places.data else { return TestGateway?.none }
        return try await TestGateway(MarketDatabase.real(in: .shared(), data: data))
    }

    @Test("On the demo marketplaces", arguments: PlanCase.all(on: "demo"))
    func demo(plan: PlanCase) async throws {
        try await plan.run(on: Self.demo.value) { $0.json }
    }

    @Test("Through functions of every kind, careless ones too", arguments: PlanCase.all(on: "functions"))
    func functions(plan: PlanCase) async throws {
        try await plan.run(on: Self.functions.value) { $0.json }
    }

    @Test("Views, interfaces, lookup tables, documents", arguments: PlanCase.all(on: "shapes"))
    func shapes(plan: PlanCase) async throws {
        try await plan.run(on: Self.shapes.value) { $0.json }
    }

    /// Their rows are not ours to publish: of the answers only a digest is kept.
    @Test(
        "On real shops, buyers, orders, follows and campaigns", .enabled(if: Places.data != nil, "the real data sets are not here"),
        arguments: PlanCase.all(on: "real"))
    func real(plan: PlanCase) async throws {
        let gateway = try #require(try await Self.real.value)
        try await plan.run(on: gateway, recordedAs: AnswerDigest.digest)
    }
}
