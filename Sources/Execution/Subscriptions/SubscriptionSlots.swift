import Access
import Synchronization

/// How many subscriptions there are in this process, and whose: nobody takes the places of all others.
final class SubscriptionSlots: Sendable {
    /// Whose places are counted together: those who share a rate limit, too.
    struct Asker: Hashable {
        let tenant: Int64
        let holder: RateHolder?
        /// Of those who have no holder.
        let address: String?

        init(_ principal: Principal, from address: String?) {
            tenant = principal.tenant
            holder = principal.rateHolder
            self.address = principal.rateHolder == nil ? address : nil
        }
    }

    private struct Taken {
        var all = 0
        var ofTenants: [Int64: Int] = [:]
        var ofAskers: [Asker: Int] = [:]
    }

    private let most: Int
    private let taken = Mutex(Taken())

    init(most: Int) { self.most = most }

    private var mostOfTenant: Int { (most + 1) / 2 }
    private var mostOfAsker: Int { (most + 19) / 20 }

    /// Whether there is a place now for this asker.
    func hasRoom(for asker: Asker) -> Bool { taken.withLock { hasRoom(for: asker, in: $0) } }

    private func hasRoom(for asker: Asker, in taken: Taken) -> Bool {
        taken.all < most && taken.ofTenants[asker.tenant, default: 0] < mostOfTenant && taken.ofAskers[asker, default: 0] < mostOfAsker
    }

    var count: Int { taken.withLock { $0.all } }

    /// Takes a place; false where there is none for this asker.
    func enter(_ asker: Asker) -> Bool {
        taken.withLock { taken in
            guard hasRoom(for: asker, in: taken) else { return false }
            taken.all += 1
            taken.ofTenants[asker.tenant, default: 0] += 1
            taken.ofAskers[asker, default: 0] += 1
            return true
        }
    }

    /// Gives a place back that was taken.
    func leave(_ asker: Asker) {
        taken.withLock { taken in
            taken.all -= 1
            Self.subtract(asker.tenant, from: &taken.ofTenants)
            Self.subtract(asker, from: &taken.ofAskers)
        }
    }

    private static func subtract<Key>(_ key: Key, from counts: inout [Key: Int]) {
        let count = counts[key, default: 0] - 1
        counts[key] = count > 0 ? count : nil
    }
}
