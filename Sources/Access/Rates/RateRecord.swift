package import GraphModel
package import JSON

/// What is on record about the rate limits of a tenant, for one who asks: `souk.rates`.
package struct RateRecord: Sendable, Hashable {
    /// Roles that are not named are not limited.
    package var limits: [Role: RateLimit]
    /// The first of the tokens that the asker's was made from; nil where it was not asked for a token.
    package var family: Int64?

    package static let none = RateRecord(limits: [:])

    package init(limits: [Role: RateLimit], family: Int64? = nil) {
        self.limits = limits
        self.family = family
    }

    /// Reads `{"limits": {"partner": [60000, 20000]}, "family": 17}`; nil for anything else, since a limit that is not understood must
    /// not be dropped. A role that is not known here is nobody's.
    package init?(_ json: JSONValue) {
        guard case .object = json else { return nil }
        var limits: [Role: RateLimit] = [:]
        switch json["limits"] {
        case nil, .null?: break
        case .object(let members)?:
            for member in members {
                guard case .array(let items) = member.value else { return nil }
                let numbers = items.compactMap(\.integer)
                guard numbers.count == 2, items.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
                if let role = Role(rawValue: member.key) {
                    limits[role] = RateLimit(rowsPerMinute: Int(numbers[0]), burst: Int(numbers[1]))
                }
            }
        default: return nil
        }
        self.init(limits: limits, family: json.integer("family"))
    }
}
