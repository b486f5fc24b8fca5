import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOHTTP1

/// Puts the text into requests that only name a document, and turns away text that is not trusted where only trusted text may run.
final class PersistedDocuments: Sendable {
    private let policy: DocumentPolicy
    private let automatic: AutomaticDocuments

    init(_ policy: DocumentPolicy) {
        self.policy = policy
        self.automatic = AutomaticDocuments(capacity: policy.automaticBytes)
    }

    /// Whether this role runs registered documents alone, and so has no use for the schema.
    func runsOnlyTrusted(_ role: Role) -> Bool { policy.trustedOnly.contains(role) }

    /// A request that has its text.
    struct Resolved {
        var request: GraphQLRequest
        /// The hash that its text is registered by, once it has proved to be a document.
        var registration: String?
    }

    /// Returns the request with its text.
    /// - Throws: when the document is unknown, is not what it is said to be, or may not be run by this role.
    func resolve(_ request: GraphQLRequest, for principal: Principal) throws(Refusal) -> Resolved {
        let hash = try automaticHash(of: request)
        if let id = request.documentID ?? hash {
            return try named(id, request, isAutomatic: request.documentID == nil, for: principal)
        }
        if runsOnlyTrusted(principal.role) {
            guard let query = request.query, policy.manifest.document(DocumentHash.hexadecimal(of: query)) != nil else { throw .notTrusted }
        }
        return Resolved(request: request)
    }

    /// Keeps what a request registered, unless it was refused: what is no valid document for whoever sent it, nobody has use for.
    func settle(_ resolved: Resolved, for principal: Principal, after outcome: GraphQLResponse.Outcome) {
        guard let hash = resolved.registration, let query = resolved.request.query else { return }
        switch outcome {
        case .complete, .partial: automatic.insert(query, for: hash, of: principal)
        case .refused, .methodRefused: break
        }
    }

    private func named(_ id: String, _ request: GraphQLRequest, isAutomatic: Bool, for principal: Principal) throws(Refusal) -> Resolved {
        var resolved = Resolved(request: request)
        let known = policy.manifest.document(id)
        if let query = request.query {
            guard known == query || DocumentHash.hexadecimal(of: query) == DocumentHash.withoutPrefix(id) else { throw .documentMismatch }
        }
        if let known {
            resolved.request = request.asking(known)
            return resolved
        }
        guard !runsOnlyTrusted(principal.role) else { throw .notTrusted }
        guard isAutomatic, policy.allowsAutomatic else {
            guard request.query != nil else { throw isAutomatic ? .automaticNotSupported : .documentUnknown }
            return resolved
        }
        if request.query != nil {
            resolved.registration = id
        } else if let query = automatic.document(id, for: principal) {
            resolved.request = request.asking(query)
        } else {
            throw .automaticUnknown
        }
        return resolved
    }

    /// `extensions.persistedQuery.sha256Hash` of version 1, in lower case.
    private func automaticHash(of request: GraphQLRequest) throws(Refusal) -> String? {
        guard let entry = request.extensions?.first(where: { $0.key == "persistedQuery" })?.value, entry != .null else { return nil }
        guard entry["version"] == .number("1"), case .string(let hash)? = entry["sha256Hash"], hash.utf8.count == 64 else {
            throw .badRequest("extensions.persistedQuery must have version 1 and a sha256Hash.")
        }
        return hash.lowercased()
    }
}

extension Refusal {
    static let notTrusted = Refusal(.forbidden, .forbidden, "Only registered documents may be run with this token.")
    static let documentMismatch = Refusal(.badRequest, .validation, "The query is not the document that its id names.")
    static let documentUnknown = Refusal(.badRequest, .notFound, "There is no document with this id.")
    // These very words: Apollo's clients wait for them, and then send the text. By 400 or 500 some would take them to be refused for good.
    static let automaticNotSupported = Refusal(.ok, strict: .badRequest, .notFound, "PersistedQueryNotSupported")
    static let automaticUnknown = Refusal(.ok, strict: .notFound, .notFound, "PersistedQueryNotFound")
}
