import Access
import Catalog
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import TestDatabase
import Testing

@testable import Execution

@Suite("Operations that are kept")
struct OperationCacheTests {
    private static let gateway = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    private let cache = OperationCache(countBound: 1000, byteBound: 100_000)

    /// An operation like no other, kept and planned.
    private func keep(_ number: Int, fields: Int = 1) async throws -> (key: OperationCache.Key, operation: CompiledOperation) {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let view = AccessViews().view(of: try #require(gateway.store.current), for: viewer)
        let aliases = (0..<fields).map { "a\($0): name" }.joined(separator: " ")
        let text = Source("query Q\(number) { merchants(first: \(number)) { nodes { databaseId \(aliases) } } }")
        let valid = try Validator.check(Parser.parse(text), schema: view.schema).operation(named: nil)
        let operation = CompiledOperation(valid, in: view, weighing: cache.weight, sharing: SharedStatements())
        let key = OperationCache.Key(text: text, operationName: nil, view: view.id)
        cache.keep(operation, for: key)
        // A full cache takes in what comes again.
        if cache.operation(for: key) == nil { cache.keep(operation, for: key) }
        _ = try operation.plan(for: Variables())
        return (key, operation)
    }

    @Test("come in with the second time once it is full, and turn out nobody with the first")
    func floods() async throws {
        let small = OperationCache(countBound: 8, byteBound: 10_000_000)
        var all: [(key: OperationCache.Key, operation: CompiledOperation)] = []
        for number in 1...24 { all.append(try await keep(number)) }
        for (key, operation) in all { small.keep(operation, for: key) }
        #expect(all.map { small.operation(for: $0.key) != nil } == (1...24).map { $0 <= 8 })
        // As many places as there are operations to remember: the last that fell into a place is known there.
        small.keep(all[23].operation, for: all[23].key)
        #expect(small.operation(for: all[23].key) === all[23].operation)
        #expect(all.count { small.operation(for: $0.key) != nil } == 8)
    }

    @Test("leave when they are too heavy together, and do so though requests are under way with them")
    func heavy() async throws {
        var all: [(key: OperationCache.Key, operation: CompiledOperation)] = []
        for number in 1...100 {
            all.append(try await keep(number))
            #expect(cache.operation(for: all[number - 1].key) === all[number - 1].operation)
        }
        let kept = all.filter { cache.operation(for: $0.key) != nil }
        // All are still held here: what left weighs no more.
        #expect((10..<100).contains(kept.count))
        #expect(kept.reduce(0) { $0 + $1.operation.ownWeight } <= 100_000)
        #expect(!cache.weight.isExceeded)
    }

    @Test("do not leave for a plan that is larger than an eighth of all: that is made each time")
    func large() async throws {
        let small = try await keep(1)
        let large = try await keep(2, fields: 60)
        #expect(try large.operation.plan(for: Variables()) !== large.operation.plan(for: Variables()))
        #expect(try small.operation.plan(for: Variables()) === small.operation.plan(for: Variables()))
        #expect(cache.operation(for: small.key) === small.operation)
        #expect(!cache.weight.isExceeded)
    }
}
