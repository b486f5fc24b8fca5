import NIOCore

/// Those that wait to be read, a line for each tenant, and how many of each cohort are being read.
struct ReadingLine {
    private struct Tenant {
        /// Of one cohort side by side.
        var waiting = CircularBuffer<Subscription>()
        var running: [Int: Int] = [:]
    }

    private var tenants: [Int64: Tenant] = [:]
    /// The tenants that have somebody waiting, the one whose turn is next first.
    private var turns = CircularBuffer<Int64>()
    /// The cohort that is being taken from a line, whose tenant has its turn again when all of it is.
    private var gathering: (tenant: Int64, cohort: Int)?
    /// Cohorts that are being read.
    private var running = 0

    /// Cohorts that are read at a time, and those of one tenant. By-key reads that are under way together become one statement: of 10,000,
    /// PostgreSQL took two thirds of what it took with 8 and 4.
    static let most = 32
    static let mostOfTenant = 16

    mutating func append(_ subscription: Subscription) {
        let tenant = subscription.tenant
        if tenants[tenant]?.waiting.isEmpty ?? true, gathering?.tenant != tenant { turns.append(tenant) }
        tenants[subscription.tenant, default: Tenant()].waiting.append(subscription)
    }

    /// Takes the next one that may be read now; nil where none may. It counts until it leaves.
    mutating func next() -> Subscription? {
        if let (tenant, cohort) = gathering {
            if let mate = take(cohort, of: tenant) { return mate }
            gathering = nil
            if tenants[tenant]?.waiting.isEmpty == false { turns.append(tenant) } else { forget(tenant) }
        }
        guard running < Self.most else { return nil }
        // Those that have their share already are few: no more than have all places together.
        for _ in 0..<turns.count {
            let tenant = turns.removeFirst()
            guard (tenants[tenant]?.running.count ?? 0) < Self.mostOfTenant else {
                turns.append(tenant)
                continue
            }
            while let cohort = tenants[tenant]?.waiting.first?.follows.cohort {
                gathering = (tenant, cohort)
                if let first = take(cohort, of: tenant) { return first }
            }
            gathering = nil
            forget(tenant)
        }
        return nil
    }

    /// Takes the first in a tenant's line that is of this cohort and not over yet.
    private mutating func take(_ cohort: Int, of tenant: Int64) -> Subscription? {
        while let first = tenants[tenant]?.waiting.first, first.follows.cohort == cohort {
            tenants[tenant]?.waiting.removeFirst()
            guard first.begin() else { continue }
            if tenants[tenant]?.running[cohort] == nil { running += 1 }
            tenants[tenant]?.running[cohort, default: 0] += 1
            return first
        }
        return nil
    }

    /// One of a cohort is read. True where that makes room.
    mutating func leave(_ cohort: Int, of tenant: Int64) -> Bool {
        guard let count = tenants[tenant]?.running[cohort] else { return false }
        tenants[tenant]?.running[cohort] = count > 1 ? count - 1 : nil
        guard count == 1 else { return false }
        running -= 1
        forget(tenant)
        return true
    }

    private mutating func forget(_ tenant: Int64) {
        if let one = tenants[tenant], one.waiting.isEmpty, one.running.isEmpty { tenants[tenant] = nil }
    }
}
