import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import Testing

@testable import Gateway

@Suite("Persisted documents")
struct DocumentTests {
    private let trusted = Source("query Trusted { a }")
    private let buyer = Principal(tenant: 1, role: .buyer, subject: "9")
    private var trustedHash: String { DocumentHash.hexadecimal(of: trusted) }

    private func documents(_ change: (inout DocumentPolicy) -> Void = { _ in }) throws -> PersistedDocuments {
        var policy = DocumentPolicy()
        try policy.manifest.add(Array(#"{"42":"query Trusted { a }"}"#.utf8))
        change(&policy)
        return PersistedDocuments(policy)
    }

    private func automatic(_ hash: String, query: Source? = nil) -> GraphQLRequest {
        let entry = JSONValue.object([JSONMember("version", .number("1")), JSONMember("sha256Hash", .string(hash))])
        return GraphQLRequest(query: query, extensions: [JSONMember("persistedQuery", entry)])
    }

    @Test("Apollo's and Relay's manifests are read, others refused")
    func manifests() throws {
        var manifest = DocumentManifest()
        try manifest.add(
            Array(
                #"{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"a","name":"A","type":"query","body":"{a}"}]}"#
                    .utf8))
        try manifest.add(Array(#"{"b":"{b}"}"#.utf8))
        #expect(manifest.document("a") == Source("{a}"))
        #expect(manifest.document("b") == Source("{b}"))
        #expect(manifest.document("sha256:" + DocumentHash.hexadecimal(of: Source("{a}"))) == Source("{a}"))
        #expect(throws: ManifestError(.ambiguous)) { try manifest.add(Array(#"{"a":"{c}"}"#.utf8)) }
        for text in [
            "", "[]", #"{"a":1}"#, #"{"":"{a}"}"#, #"{"format":"x","operations":[]}"#, #"{"format":"apollo-persisted-query-manifest"}"#,
        ] {
            #expect(throws: ManifestError(.unreadable)) { try manifest.add(Array(text.utf8)) }
        }
    }

    @Test("A hash is the SHA-256 in hexadecimal")
    func hash() {
        #expect(DocumentHash.hexadecimal(of: Source("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("A registered document is run by its id, by its hash, and by its text")
    func registered() throws {
        let documents = try documents { $0.trustedOnly = [.buyer] }
        for id in ["42", trustedHash, "sha256:" + trustedHash] {
            #expect(try documents.resolve(GraphQLRequest(query: nil, documentID: id), for: buyer).request.query == trusted)
        }
        #expect(try documents.resolve(automatic(trustedHash), for: buyer).request.query == trusted)
        #expect(try documents.resolve(GraphQLRequest(query: trusted), for: buyer).request.query == trusted)
    }

    @Test("Where only registered documents may run, nothing else does, whatever it claims to be")
    func trustedOnly() throws {
        let documents = try documents { $0.trustedOnly = [.buyer] }
        let other = Source("{ secret }")
        let otherHash = DocumentHash.hexadecimal(of: other)
        #expect(throws: Refusal.notTrusted) { try documents.resolve(GraphQLRequest(query: other), for: buyer) }
        #expect(throws: Refusal.notTrusted) { try documents.resolve(automatic(otherHash, query: other), for: buyer) }
        let free = Principal(tenant: 1, role: .operator)
        #expect(try documents.resolve(automatic(otherHash, query: other), for: free).request.query == other)
        #expect(throws: Refusal.notTrusted) { try documents.resolve(automatic(otherHash), for: buyer) }
        #expect(throws: Refusal.documentMismatch) { try documents.resolve(GraphQLRequest(query: other, documentID: "42"), for: buyer) }
        #expect(throws: Refusal.documentMismatch) { try documents.resolve(automatic(trustedHash, query: other), for: buyer) }
        #expect(throws: Refusal.notTrusted) { try documents.resolve(GraphQLRequest(query: other, isDryRun: true), for: buyer) }
    }

    @Test("A dry run by a document's id stays one", arguments: [true, false])
    func dryRun(isDry: Bool) throws {
        let resolved = try documents().resolve(GraphQLRequest(query: nil, documentID: "42", isDryRun: isDry), for: buyer)
        #expect(resolved.request.query == trusted && resolved.request.isDryRun == isDry)
    }

    /// Sends a document with its hash, which goes as said.
    private func register(
        _ query: Source, in documents: PersistedDocuments, for principal: Principal, outcome: GraphQLResponse.Outcome = .complete
    ) throws {
        let resolved = try documents.resolve(automatic(DocumentHash.hexadecimal(of: query), query: query), for: principal)
        #expect(resolved.request.query == query)
        documents.settle(resolved, for: principal, after: outcome)
    }

    @Test("A client registers a document by sending it once, with the right hash")
    func automaticRegistration() throws {
        let documents = try documents()
        let query = Source("{ b }")
        let hash = DocumentHash.hexadecimal(of: query)
        #expect(throws: Refusal.automaticUnknown) { try documents.resolve(automatic(hash), for: buyer) }
        let closed = try self.documents { $0.allowsAutomatic = false }
        #expect(throws: Refusal.automaticNotSupported) { try closed.resolve(automatic(hash), for: buyer) }
        #expect(try closed.resolve(automatic(hash, query: query), for: buyer).request.query == query)
        #expect(throws: Refusal.documentMismatch) { try documents.resolve(automatic(hash, query: Source("{ c }")), for: buyer) }
        try register(query, in: documents, for: buyer)
        #expect(try documents.resolve(automatic(hash.uppercased()), for: buyer).request.query == query)
        #expect(throws: Refusal.documentUnknown) {
            try documents.resolve(GraphQLRequest(query: nil, documentID: "sha256:" + hash), for: buyer)
        }
    }

    @Test(
        "A registration of another form is refused",
        arguments: [
            JSONValue.string("x"), .object([]), .object([JSONMember("version", .number("2"))]),
            .object([JSONMember("version", .number("1")), JSONMember("sha256Hash", .string("short"))]),
        ])
    func malformed(entry: JSONValue) throws {
        let documents = try documents()
        #expect(throws: Refusal.self) {
            try documents.resolve(GraphQLRequest(query: trusted, extensions: [JSONMember("persistedQuery", entry)]), for: buyer)
        }
    }

    @Test("What one registered is unknown to whoever is of another tenant or role, or has other scopes")
    func separate() throws {
        let documents = try documents()
        let query = Source("{ b }")
        let hash = DocumentHash.hexadecimal(of: query)
        let partner = Principal(tenant: 1, role: .partner, subject: "1", merchants: [1], scopes: ["orders:read"])
        try register(query, in: documents, for: Principal(tenant: 1, role: .operator))
        try register(query, in: documents, for: partner)
        for other in [
            buyer, .visitor(of: 1), Principal(tenant: 2, role: .operator), Principal(tenant: 2, role: .partner, scopes: ["orders:read"]),
            Principal(tenant: 1, role: .partner, subject: "1", merchants: [1], scopes: ["products:read"]),
        ] {
            #expect(throws: Refusal.automaticUnknown) { try documents.resolve(automatic(hash), for: other) }
        }
        let alike = Principal(tenant: 1, role: .partner, subject: "2", merchants: [2], scopes: ["orders:read"])
        #expect(try documents.resolve(automatic(hash), for: alike).request.query == query)
        #expect(try documents.resolve(automatic(trustedHash), for: buyer).request.query == trusted)
    }

    @Test("What was refused is not kept; what has data beside errors is")
    func refused() throws {
        let documents = try documents()
        let query = Source("{ b }")
        let hash = DocumentHash.hexadecimal(of: query)
        for outcome in [.refused(.syntax), .refused(.validation), .methodRefused] as [GraphQLResponse.Outcome] {
            try register(query, in: documents, for: buyer, outcome: outcome)
            #expect(throws: Refusal.automaticUnknown) { try documents.resolve(automatic(hash), for: buyer) }
        }
        try register(query, in: documents, for: buyer, outcome: .partial(.forbidden))
        #expect(try documents.resolve(automatic(hash), for: buyer).request.query == query)
    }

    @Test("What clients register stays within its room, and what is read stays longest")
    func bounded() {
        let kept = AutomaticDocuments(capacity: 100_000)
        for number in 0..<10_000 {
            kept.insert(Source("{ a\(number) }"), for: "\(number)", of: buyer)
            #expect(kept.document("0", for: buyer) != nil)
        }
        #expect(kept.document("9999", for: buyer) != nil)
        #expect((0..<10_000).count { kept.document("\($0)", for: buyer) != nil } < 500)
    }

    @Test("Whoever registers much pushes out their own")
    func shares() {
        let kept = AutomaticDocuments(capacity: 100_000)
        let few = [Principal.visitor(of: 2), Principal(tenant: 1, role: .operator), buyer]
        for principal in few {
            for number in 0..<50 { kept.insert(Source("{ b\(number) }"), for: "\(number)", of: principal) }
        }
        for number in 0..<10_000 { kept.insert(Source("{ a\(number) }"), for: "\(number)", of: .visitor(of: 1)) }
        for principal in few { #expect((0..<50).allSatisfy { kept.document("\($0)", for: principal) != nil }) }
        #expect((0..<10_000).count { kept.document("\($0)", for: .visitor(of: 1)) != nil } > 100)
    }
}
