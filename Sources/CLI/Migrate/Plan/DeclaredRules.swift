/// A table's declared rule for reading (`souk.rule`, `souk.row_limit`).
struct ReadingRule: Hashable {
    let kind: String
    let scope: String?
    let publicWhen: String?
    let buyers: [String]
    let merchants: [String]
    let sharedWhen: String?
    /// As `campaign by campaign_id`.
    let limits: [String]

    init(_ rule: JSONObject) {
        kind = rule.text("kind") ?? ""
        scope = rule.text("scope")
        publicWhen = rule.text("public_when")
        buyers = rule.texts("buyers")
        merchants = rule.texts("merchants")
        sharedWhen = rule.text("shared_when")
        limits = rule.texts("limits")
    }

    /// As a person reads it: `deal (buyer_id, merchant_id; orders:read)`.
    var text: String {
        // The other kinds say by themselves whose the columns are.
        let isMixed = kind == "shared"
        let columns = buyers.map { isMixed ? "buyer \($0)" : $0 } + merchants.map { isMixed ? "shop \($0)" : $0 }
        let parts = [
            columns.isEmpty ? nil : columns.joined(separator: ", "), publicWhen.map { "to everybody where \($0)" },
            sharedWhen.map { "others where \($0)" }, scope, limits.isEmpty ? nil : "limited to \(limits.joined(separator: ", "))",
        ].compactMap(\.self)
        return kind + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))") + reach
    }

    private var reach: String {
        switch kind {
        case "public": ": all rows of the tenant, to everybody"
        case "members": ": all rows of the tenant, to whoever is signed in"
        case "operators": ": all rows of the tenant, to its operators alone"
        default: ""
        }
    }
}

/// A table's declared rule for writing by one verb (`souk.write_rule`).
struct WritingRule: Hashable {
    let scope: String?
    /// Nil: all of them.
    let columns: [String]?
    let buyers: [String]
    let merchants: [String]
    let operators: Bool
    let onlyWhen: String?

    init(_ rule: JSONObject) {
        scope = rule.text("scope")
        let named = rule.texts("columns")
        columns = named.isEmpty ? nil : named
        buyers = rule.texts("buyers")
        merchants = rule.texts("merchants")
        operators = rule.isTrue("operators")
        onlyWhen = rule.text("only_when")
    }

    /// As a person reads it: `buyer author_id, operators (title, body; where $.state = 'open'; posts:write)`.
    var text: String {
        let writers = buyers.map { "buyer \($0)" } + merchants.map { "shop \($0)" } + (operators ? ["operators"] : [])
        let parts = [columns?.joined(separator: ", "), onlyWhen.map { "where \($0)" }, scope].compactMap(\.self)
        return writers.joined(separator: ", ") + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))")
    }
}
