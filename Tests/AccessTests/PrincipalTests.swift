import GraphModel
import Testing

@testable import Access

@Suite("Principals")
struct PrincipalTests {
    @Test("Principals that see the same are equal, however they were written")
    func normalized() {
        let left = Principal(tenant: 1, role: .merchant, subject: "7", merchants: [3, 1, 3], scopes: ["b", "a"])
        let right = Principal(tenant: 1, role: .merchant, subject: "7", merchants: [1, 3], scopes: ["a", "b", "a"])
        #expect(left == right)
        #expect(left.merchants == [1, 3])
        #expect(left.scopes == ["a", "b"])
    }

    @Test("Whatever differs between two principals changes the fingerprint")
    func distinct() {
        let all = [
            Principal(tenant: 1, role: .buyer), Principal(tenant: 2, role: .buyer), Principal(tenant: 1, role: .merchant),
            Principal(tenant: 1, role: .buyer, subject: ""), Principal(tenant: 1, role: .buyer, subject: "1"),
            Principal(tenant: 1, role: .buyer, merchants: [1]), Principal(tenant: 1, role: .buyer, merchants: [1, 2]),
            Principal(tenant: 1, role: .buyer, scopes: []), Principal(tenant: 1, role: .buyer, scopes: ["a"]),
            Principal(tenant: 1, role: .buyer, scopes: ["a", "b"]), Principal(tenant: 1, role: .buyer, scopes: ["ab"]),
            Principal(tenant: 1, role: .buyer, scopes: ["a b"]),
        ]
        #expect(Set(all.map(\.sessionFingerprint)).count == all.count)
    }

    @Test("A partner without scopes may do nothing, not everything")
    func partner() {
        #expect(Principal(tenant: 1, role: .partner).scopes == [])
        #expect(Principal(tenant: 1, role: .operator).scopes == nil)
    }

    private static let rates = RateRecord(
        limits: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, RateLimit(rowsPerMinute: 60, burst: 30)) }), family: 40)

    @Test("A rate limit is the app's, the subject's or the first token's, never a token's that others can be made beside")
    func rateHolder() {
        func holder(_ role: Role, subject: String? = nil, app: Int64? = nil, token: Int64? = 41, tenant: Int64 = 1) -> RateHolder? {
            Principal(tenant: tenant, role: role, subject: subject, merchants: [7], token: token, app: app, rates: Self.rates).rateHolder
        }
        #expect(holder(.partner, subject: "3", app: 9) == RateHolder(tenant: 1, role: .partner, who: .app(9)))
        #expect(holder(.partner, subject: "3", app: 9) == holder(.partner, app: 9, token: 42))
        #expect(holder(.partner) == RateHolder(tenant: 1, role: .partner, who: .token(40)))
        #expect(holder(.buyer, subject: "3") == holder(.buyer, subject: "3", token: nil))
        let different = [
            holder(.buyer, subject: "3"), holder(.buyer, subject: "4"), holder(.merchant, subject: "3"),
            holder(.buyer, subject: "3", tenant: 2),
            holder(.partner, app: 3), holder(.partner, app: 3, tenant: 2), holder(.partner, subject: "3"),
        ]
        #expect(Set(different.compactMap(\.self)).count == different.count)
        // A JWT that names nobody.
        let nameless = Principal(tenant: 1, role: .merchant, merchants: [8, 7])
        #expect(nameless.rateHolder == RateHolder(tenant: 1, role: .merchant, who: .merchants([7, 8])))
        let nobody = Principal(tenant: 1, role: .operator, rates: RateRecord(limits: Self.rates.limits))
        #expect(nobody.rateHolder == nil && nobody.isCountedByAddress)
    }

    @Test("Visitors are told apart by address, whether or not they show a token, and only where they are limited")
    func visitors() {
        #expect(Principal.visitor(of: 1, rates: Self.rates).isCountedByAddress)
        #expect(Principal(tenant: 1, role: .anonymous, token: 41, rates: Self.rates).isCountedByAddress)
        #expect(!Principal.visitor(of: 1).isCountedByAddress)
        #expect(!Principal(tenant: 1, role: .buyer, subject: "3", rates: Self.rates).isCountedByAddress)
    }

    @Test("What may be asked for in a time changes nothing of what is seen")
    func rates() {
        let (limited, free) = (
            Principal(tenant: 1, role: .buyer, subject: "3", rates: Self.rates), Principal(tenant: 1, role: .buyer, subject: "3")
        )
        #expect(limited == free && limited.rate != nil && free.rate == nil)
    }

    @Test("A list of empty scopes is an empty list, not none: joined for the database, it would read as no limit")
    func emptyScope() {
        #expect(Principal(tenant: 1, role: .buyer, scopes: [""]).scopes == [])
    }
}
