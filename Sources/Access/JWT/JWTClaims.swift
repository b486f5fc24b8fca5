import GraphModel
import JSON

/// What a verified token says, read strictly: a claim of the wrong form is an error, never a default.
struct JWTClaims: Sendable {
    private let payload: JSONValue
    private let names: JWTPolicy.ClaimNames

    init(_ payload: JSONValue, names: JWTPolicy.ClaimNames) {
        self.payload = payload
        self.names = names
    }

    /// The end of the token's life, in seconds since 1970.
    var expiry: Double? { (try? time("exp")) ?? nil }

    /// The tenant, by id when the claim is a number or all digits.
    func tenant() throws(AccessError) -> TenantReference {
        switch payload[names.tenant] {
        case .number(let text)?:
            guard let id = Int64(text) else { throw AccessError(.claimsInvalid) }
            return .id(id)
        case .string(let text)? where !text.isEmpty:
            return Int64(text).map(TenantReference.id) ?? .name(text)
        default:
            throw AccessError(.claimsInvalid)
        }
    }

    /// The principal in a tenant that was found; the role must be said.
    func principal(in tenant: Int64, rates: RateRecord = .none) throws(AccessError) -> Principal {
        guard let name = try text(names.role), let role = Role(rawValue: name) else { throw AccessError(.claimsInvalid) }
        return Principal(
            tenant: tenant, role: role, subject: try subject(), merchants: try merchants(), scopes: try scopes(), rates: rates)
    }

    // NumericDate = a JSON number of seconds, possibly with a fraction (RFC 7519, section 2)
    func time(_ name: String) throws(AccessError) -> Double? {
        guard let value = payload[name] else { return nil }
        guard case .number(let text) = value, let seconds = Double(text), seconds.isFinite else { throw AccessError(.claimsInvalid) }
        return seconds
    }

    func text(_ name: String) throws(AccessError) -> String? {
        guard let value = payload[name], value != .null else { return nil }
        guard case .string(let text) = value else { throw AccessError(.claimsInvalid) }
        return text
    }

    /// One text or a list of texts.
    func texts(_ name: String) throws(AccessError) -> [String] {
        switch payload[name] {
        case nil, .null?: return []
        case .string(let text)?: return [text]
        case .array(let items)?:
            var texts: [String] = []
            for item in items {
                guard case .string(let text) = item else { throw AccessError(.claimsInvalid) }
                texts.append(text)
            }
            return texts
        default: throw AccessError(.claimsInvalid)
        }
    }

    private func subject() throws(AccessError) -> String? {
        if case .number(let digits)? = payload[names.subject] { return digits }
        return try text(names.subject)
    }

    private func merchants() throws(AccessError) -> [Int64] {
        var merchants: [Int64] = []
        for name in names.merchants {
            let items: [JSONValue] =
                switch payload[name] {
                case nil, .null?: []
                case .array(let items)?: items
                case let item?: [item]
                }
            for item in items { merchants.append(try id(item)) }
        }
        return merchants
    }

    private func id(_ value: JSONValue) throws(AccessError) -> Int64 {
        switch value {
        case .number(let text), .string(let text):
            guard let id = Int64(text) else { throw AccessError(.claimsInvalid) }
            return id
        default: throw AccessError(.claimsInvalid)
        }
    }

    /// Nil when no claim limits the token; an empty claim limits it to nothing.
    private func scopes() throws(AccessError) -> [String]? {
        var scopes: [String]?
        for name in names.scopes where payload[name] != nil && payload[name] != .null {
            scopes = try (scopes ?? []) + texts(name).flatMap { $0.split(separator: " ").map(String.init) }
        }
        return scopes
    }
}
