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

    @Test("A list of empty scopes is an empty list, not none: joined for the database, it would read as no limit")
    func emptyScope() {
        #expect(Principal(tenant: 1, role: .buyer, scopes: [""]).scopes == [])
    }
}
