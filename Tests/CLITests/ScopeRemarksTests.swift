import Testing

@testable import souk

@Suite("Scopes that somebody names by hand")
struct ScopeRemarksTests {
    @Test("are remarked on where nothing asks for them")
    func remarks() {
        let known: Set = ["orders:read", "orders:write", "products:read"]
        #expect(ScopeRemarks.remarks(on: ["orders:read", "products:read"], among: known).isEmpty)
        let remarks = ScopeRemarks.remarks(on: ["orders:raed", "products:read", "nothing"], among: known)
        #expect(
            remarks == [
                #"Nothing in the graph asks for the scope "orders:raed": it opens nothing. Did you mean "orders:read" or "orders:write"?"#,
                #"Nothing in the graph asks for the scope "nothing": it opens nothing."#,
            ])
    }

    @Test("are remarked on where they write what they do not see")
    func blind() {
        let known: Set = ["orders:read", "orders:write", "campaigns:write"]
        #expect(ScopeRemarks.remarks(on: ["orders:read", "orders:write", "campaigns:write"], among: known).isEmpty)
        #expect(
            ScopeRemarks.remarks(on: ["orders:write"], among: known) == [
                "With orders:write and without orders:read, its holder does not see what it writes, and most writing asks for that."
            ])
    }
}
