import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import NIOCore
import Testing

@testable import Execution

@Suite("Subscriptions")
struct SubscriptionTests {
    @Test("What has changed is read again, and told when the answer is another")
    func told() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        // The first look at a tenant wakes all: what changed before it is told by no position.
        try await ground.change()
        #expect(ground.service.asked.count == 1)
        #expect(listener.now.told.isEmpty)
        ground.service.set("first", .text("second"))
        try await ground.change(position: 2)
        try await ground.change(position: 3)
        #expect(listener.now.told == ["second"])
        #expect(ground.service.asked.count == 3)
        #expect(listener.now.renewals == 3)
    }

    @Test("A change of what it did not read, or of another tenant, is none of its business")
    func others() async throws {
        let ground = FollowingGround()
        let product = try #require(try await ground.follow("product"))
        let anything = try #require(try await ground.follow("anything", types: nil))
        _ = try #require(try await ground.follow("elsewhere", tenant: 2))
        try await ground.change()
        let before = ground.service.asked
        try await ground.change(["Order"], position: 2)
        try await ground.change(["Product"], tenant: 2)
        #expect(ground.service.asked.dropFirst(before.count) == ["anything", "elsewhere"])
        // Nobody knows what it was.
        try await ground.change(nil, position: 3)
        #expect(Set(ground.service.asked.suffix(2)) == ["anything", "product"])
        #expect(product.now.told.isEmpty && anything.now.told.isEmpty)
    }

    @Test("What changed while the first answer was made is not missed")
    func missed() async throws {
        let ground = FollowingGround()
        _ = try #require(try await ground.follow("earlier"))
        let moment = ground.subscriptions.watch.moment(of: 1)
        try await ground.change()
        ground.service.set("later", .text("news"))
        let late = try #require(try await ground.follow("later", since: moment))
        let inTime = try #require(try await ground.follow("in time"))
        while late.now.told.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(late.now.told == ["news"])
        #expect(inTime.now.renewals == 0)
    }

    @Test("Whoever has not taken what it was told is not read for, and is told the newest once it has")
    func notReady() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        listener.set { $0.isReady = false }
        for position in 1...3 {
            ground.service.set("first", .text("version \(position)"))
            try await ground.change(position: Int64(position))
        }
        #expect(ground.service.asked.isEmpty)
        listener.set { $0.isReady = true }
        while listener.now.told.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(listener.now.told == ["version 3"])
    }

    @Test("Without a change it is read again after a while, and not before")
    func refreshed() async throws {
        let ground = FollowingGround(SubscriptionSettings(refresh: .seconds(1), leastInterval: .milliseconds(1)))
        let listener = try #require(try await ground.follow())
        ground.service.set("first", .text("later"))
        while listener.now.told.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(ground.service.asked.count == ground.service.counted)
    }

    @Test("What changes makes no reading count, and puts none off that does")
    func counted() async throws {
        let ground = FollowingGround(SubscriptionSettings(refresh: .seconds(1), leastInterval: .milliseconds(1)))
        let start = ContinuousClock.now
        _ = try #require(try await ground.follow())
        while ground.service.counted < 3 { try await ground.change(position: Int64(ground.service.asked.count + 1)) }
        #expect(ground.service.asked.count > 3)
        #expect(ground.service.counted <= Int((ContinuousClock.now - start).components.seconds))
    }

    @Test("Changes that come quickly are read once in an interval")
    func interval() async throws {
        let ground = FollowingGround(SubscriptionSettings(refresh: .hours(1), leastInterval: .minutes(10)))
        let listener = try #require(try await ground.follow())
        for position in 1...5 { try await ground.change(position: Int64(position)) }
        #expect(ground.service.asked.isEmpty)
        #expect(listener.now.end == nil)
    }

    // MARK: - Ends

    @Test("Whose credentials hold no longer is told so, and nothing is read for it")
    func revoked() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        listener.set { $0.renewal = AccessError(.tokenUnknown) }
        try await ground.change()
        #expect(listener.now.end == .unauthenticated)
        #expect(ground.service.asked.isEmpty)
        #expect(ground.subscriptions.figures.open == 0)
        #expect(ground.subscriptions.watch.positions.isEmpty)
    }

    @Test("Whose credentials lead to another tenant now is read nothing there")
    func moved() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        listener.set { $0.movedTo = 2 }
        try await ground.change()
        #expect(listener.now.end == .unauthenticated)
        #expect(ground.service.asked.isEmpty)
    }

    @Test("What could not be followed is refused before it is read; who has a place is read for when all are taken")
    func admitted() async throws {
        func code(_ ground: FollowingGround, _ request: GraphQLRequest, _ subject: String = "a") -> GraphQLError.Code? {
            do throws(RequestErrors) {
                try ground.subscriptions.admit(request, of: Principal(tenant: 1, role: .buyer, subject: subject), from: nil)
                return nil
            } catch {
                return error.errors.first?.code
            }
        }
        let request = GraphQLRequest(query: Source("subscription { a }"), takesEvents: true)
        #expect(code(FollowingGround(SubscriptionSettings(most: 0)), request) == .forbidden)
        let ground = FollowingGround(SubscriptionSettings(most: 20, refresh: .hours(1)))
        #expect(code(ground, request) == nil)
        _ = try #require(try await ground.follow(subject: "a"))
        #expect(code(ground, request) == .rateLimited)
        #expect(code(ground, request, "b") == nil)
        #expect(code(ground, request.again(isCounted: true)) == nil)
        let large = GraphQLRequest(query: Source(String(repeating: " ", count: 40_000)), takesEvents: true)
        #expect(code(ground, large, "b") == .tooComplex)
    }

    @Test("What the graph knows no longer ends")
    func invalid() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        ground.service.set("first", .refused(.validation))
        try await ground.change()
        #expect(listener.now.end == .validation)
        #expect(ground.subscriptions.figures.open == 0)
    }

    @Test(
        "Trouble that passes is waited out",
        arguments: [FollowingGround.Reading.refused(.unavailable), .refused(.timeout), .refused(.rateLimited), .partial(.internal)])
    func trouble(_ reading: FollowingGround.Reading) async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        ground.service.set("first", reading)
        try await ground.change()
        #expect(listener.now.told.isEmpty && listener.now.end == nil)
        ground.service.set("first", .text("well again"))
        while listener.now.told.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(listener.now.told == ["well again"])
        #expect(ground.subscriptions.figures.failed >= 1)
    }

    @Test("Trouble that does not pass is told; one's own rate limit is waited for")
    func lastingTrouble() async throws {
        let ground = FollowingGround(
            SubscriptionSettings(refresh: .hours(1), leastInterval: .milliseconds(1), patience: .milliseconds(100)))
        let listener = try #require(try await ground.follow("lost"))
        let limited = try #require(try await ground.follow("limited"))
        ground.service.set("lost", .refused(.unavailable))
        ground.service.set("limited", .refused(.rateLimited))
        try await ground.change()
        while listener.now.end == nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(listener.now.end == .unavailable)
        while ground.service.asked.filter({ $0 == "limited" }).count < 3 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(limited.now.end == nil)
    }

    @Test("What nobody wants any more is not read, and its place is free")
    func cancelled() async throws {
        let ground = FollowingGround()
        let listener = try #require(try await ground.follow())
        try await ground.cancel(listener)
        try await ground.cancel(listener)
        try await ground.change()
        #expect(ground.service.asked.isEmpty)
        #expect(ground.subscriptions.figures.open == 0)
    }

    // MARK: - Many

    @Test("Nobody takes the places of all others")
    func places() async throws {
        let ground = FollowingGround(SubscriptionSettings(most: 40, refresh: .hours(1)))
        var listeners: [FollowingGround.Listener] = []
        func isTaken(_ tenant: Int64, _ subject: String, from address: String? = nil) async throws -> Bool {
            guard let listener = try await ground.follow(tenant: tenant, subject: subject, from: address) else { return false }
            listeners.append(listener)
            return true
        }
        // A twentieth for one asker, a half for one tenant, and all there are.
        #expect(try await isTaken(1, "a"))
        #expect(try await isTaken(1, "a"))
        #expect(try await !isTaken(1, "a"))
        for asker in 1...9 {
            for _ in 0..<2 { #expect(try await isTaken(1, "", from: "10.0.0.\(asker)")) }
        }
        #expect(try await !isTaken(1, "b"))
        for asker in 0..<10 {
            for _ in 0..<2 { #expect(try await isTaken(2, "\(asker)")) }
        }
        #expect(try await !isTaken(3, "a"))
        try await ground.cancel(listeners[0])
        #expect(try await isTaken(3, "a"))
        #expect(ground.subscriptions.figures.refused == 3)
    }

    @Test("However many are answered at once, the stack is none of it")
    func deep() async throws {
        let ground = FollowingGround(
            SubscriptionSettings(most: 1_000_000, refresh: .hours(1), leastInterval: .milliseconds(1)))
        for number in 0..<3_000 { _ = try #require(try await ground.follow("\(number)", subject: "\(number)")) }
        ground.subscriptions.watch.take([TenantChange(tenant: 1, position: 1, types: nil)])
        while ground.service.asked.count < 3_000 { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test("Of different ones few are read at a time, and all in the end; those that one execution answers begin together")
    func cohorts() async throws {
        let ground = FollowingGround()
        ground.service.setDelay(.milliseconds(20))
        var listeners: [FollowingGround.Listener] = []
        for number in 1000..<1040 { listeners.append(try #require(try await ground.follow("\(number)", subject: "\(number)"))) }
        ground.subscriptions.watch.take([TenantChange(tenant: 1, position: 1, types: nil)])
        while ground.service.asked.count < 40 { try await Task.sleep(for: .milliseconds(5)) }
        #expect((2...16).contains(ground.service.mostRunning))
        for listener in listeners { try await ground.cancel(listener) }

        // Tenants take turns, so that none waits for all of another's.
        for tenant in Int64(3)...6 {
            for number in 0..<40 { _ = try #require(try await ground.follow("\(tenant)-\(number)", tenant: tenant)) }
        }
        try await Task.sleep(for: .milliseconds(20))
        ground.subscriptions.watch.take((Int64(3)...6).map { TenantChange(tenant: $0, position: 1, types: nil) })
        while ground.service.asked.count < 200 { try await Task.sleep(for: .milliseconds(5)) }
        #expect((17...32).contains(ground.service.mostRunning))
        #expect(Set(ground.service.asked.dropFirst(40).prefix(80).map { $0.prefix(1) }).count == 4)

        for number in 0..<40 { _ = try #require(try await ground.follow("same \(number)", tenant: 2, subject: "\(number)")) }
        try await Task.sleep(for: .milliseconds(20))
        ground.subscriptions.watch.take([TenantChange(tenant: 2, position: 1, types: nil)])
        while ground.service.asked.count < 240 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(ground.service.mostRunning == 40)
    }
}
