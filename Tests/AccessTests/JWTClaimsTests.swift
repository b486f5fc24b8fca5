import GraphModel
import JSON
import Testing

@testable import Access

@Suite("Claims")
struct JWTClaimsTests {
    private func claims(_ payload: String) throws -> JWTClaims {
        JWTClaims(try JSONParser.parse(Array(payload.utf8)), names: JWTPolicy.ClaimNames())
    }

    @Test(
        "The tenant is an id or a name",
        arguments: [
            ("7", TenantReference.id(7)), (#""7""#, .id(7)), (#""lumen""#, .name("lumen")),
        ])
    func tenant(value: String, expected: TenantReference) throws {
        #expect(try claims(#"{"tenant":\#(value)}"#).tenant() == expected)
    }

    @Test("A tenant of another form is no tenant", arguments: ["null", "true", "1.5", "1e3", "[1]", #""""#, "99999999999999999999"])
    func badTenant(value: String) throws {
        #expect(throws: AccessError(.claimsInvalid)) { try claims(#"{"tenant":\#(value)}"#).tenant() }
    }

    @Test("Merchants and scopes may be one or many")
    func lists() throws {
        let one = try claims(#"{"role":"merchant","sub":9,"merchant":"3","scope":"a b"}"#).principal(in: 1)
        #expect(one == Principal(tenant: 1, role: .merchant, subject: "9", merchants: [3], scopes: ["a", "b"]))
        let many = try claims(#"{"role":"partner","merchants":[1,"2"],"merchant":3,"scopes":["a","b c"],"scope":"d"}"#).principal(in: 1)
        #expect(many == Principal(tenant: 1, role: .partner, merchants: [1, 2, 3], scopes: ["a", "b", "c", "d"]))
    }

    @Test("Without a scope claim nothing is limited; with an empty one everything is")
    func emptyScope() throws {
        #expect(try claims(#"{"role":"operator"}"#).principal(in: 1).scopes == nil)
        #expect(try claims(#"{"role":"operator","scope":""}"#).principal(in: 1).scopes == [])
        #expect(try claims(#"{"role":"operator","scopes":[]}"#).principal(in: 1).scopes == [])
    }

    @Test(
        "A claim of the wrong form is refused, not guessed at",
        arguments: [
            "{}", #"{"role":"admin"}"#, #"{"role":"Buyer"}"#, #"{"role":1}"#, #"{"role":["buyer"]}"#, #"{"role":"buyer","sub":{}}"#,
            #"{"role":"buyer","merchants":{"a":1}}"#, #"{"role":"buyer","merchants":[1.5]}"#, #"{"role":"buyer","merchant":"x"}"#,
            #"{"role":"buyer","scope":7}"#, #"{"role":"buyer","scopes":[7]}"#,
        ])
    func wrongForm(payload: String) throws {
        #expect(throws: AccessError(.claimsInvalid)) { try claims(payload).principal(in: 1) }
    }
}
