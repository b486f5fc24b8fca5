import GraphModel
import Testing

@testable import Access

@Suite("A narrower token that was refused")
struct NarrowerTokenTests {
    private let partner = Principal(
        tenant: 1, role: .partner, merchants: [1, 2], scopes: ["campaigns:read", "products:read"],
        limits: RowLimits(["campaign": [3, 4]]))

    private let vocabulary = GrantVocabulary(
        scopes: [
            "campaigns:read", "orders:read", "products:read", "s1:read", "s2:read", "s3:read", "s4:read", "s5:read", "s6:read", "s7:read",
        ],
        limitKinds: ["campaign", "product"])

    private func words(_ parameters: [String: String]) throws -> String {
        let error = try NarrowerToken(parameters).excess(over: partner, in: vocabulary)
        return "\(error.code.rawValue) \(error.description)"
    }

    @Test(
        "is told what of it is more than the token has",
        arguments: [
            (["scope": "campaigns:read orders:read"], "invalid_scope scope: the token does not have orders:read."),
            (
                ["scope": "s1:read s2:read s3:read s4:read s5:read s6:read s7:read"],
                "invalid_scope scope: the token does not have s1:read s2:read s3:read s4:read s5:read and 2 more."
            ),
            (["scope": "campaigns:raed"], "invalid_scope scope: nothing here asks for campaigns:raed. Did you mean campaigns:read?"),
            (["scope": "a\"b"], "invalid_scope scope is no list of scopes."),
            (["shop": "2 9"], "invalid_request shop: the token is not for 9."),
            (["only": #"{"campaign": ["3", 5]}"#], "invalid_request only: the token is not for campaign 5."),
        ])
    func excess(parameters: [String: String], expected: String) throws {
        #expect(try words(parameters) == expected)
    }

    @Test("is not told that of what is within the token, or of kinds that it is not limited to")
    func within() throws {
        let rest = "the token is no longer in force."
        let wish = ["scope": "campaigns:read", "shop": "1", "only": #"{"campaign": [3], "product": [7]}"#]
        #expect(try words(wish) == "invalid_request \(rest)")
        #expect(try words(["expires_in": "60"]) == "invalid_request expires_in is longer than the token lives, or \(rest)")
    }

    @Test("lives a number of seconds, however large it is: what is longer than the token is refused as that")
    func seconds() throws {
        for text in ["", "0", "000", "-5", "1.5", "ten", "6 0"] {
            #expect(throws: OAuthError(.invalidRequest, "expires_in is a number of seconds, one at least.")) {
                try NarrowerToken(["expires_in": text])
            }
        }
        #expect(try NarrowerToken(["expires_in": "3600"]).seconds == 3600)
        for text in ["999999999", "99999999999999999999999"] {
            #expect(throws: OAuthError(.invalidRequest, "expires_in is more than any token lives.")) {
                try NarrowerToken(["expires_in": text])
            }
        }
    }

    @Test(
        "is told what its limits are to be, without quotation marks", arguments: ["[]", "{", #"{"campaign": 4}"#, #"{"campaign": ["x"]}"#])
    func malformed(only: String) throws {
        #expect(throws: OAuthError(.invalidRequest, "only is a JSON object that gives each kind a list of ids.")) {
            try NarrowerToken(["only": only])
        }
    }

    @Test("says its limits as the database reads them")
    func limits() throws {
        #expect(try NarrowerToken(["only": #"{"product": ["7"], "campaign": [4, 3]}"#]).limitsText == #"{"campaign":[3,4],"product":[7]}"#)
        #expect(try NarrowerToken([:]).limitsText == nil)
    }
}
