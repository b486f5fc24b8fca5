import JSON

/// A rule of a table that is another after the pending files, or that a new table has.
struct RuleChange: Hashable {
    enum Subject: Hashable {
        case reading
        case writing(verb: String)
        /// A policy that no declared rule made, or that was changed beside its rule.
        case policy(name: String)
        /// A function that policies ask, or that such functions are made with, replaced; the change is of all their tables.
        case function(name: String, isAsked: Bool)
    }

    /// One table, or with commas those whose policies ask a function.
    let table: String
    let isNewTable: Bool
    let subject: Subject
    let before: String?
    let after: String?

    /// Tables that are gone afterwards are not told: nobody reads them.
    static func between(_ before: RuleBook, _ after: RuleBook) -> [RuleChange] {
        after.pages.sorted { $0.value.table < $1.value.table }.flatMap { table, page in
            changes(from: before.pages[table], to: page)
        } + replacedFunctions(before, after)
    }

    private static func replacedFunctions(_ before: RuleBook, _ after: RuleBook) -> [RuleChange] {
        var deciding: [String: (tables: [String], isAsked: Bool)] = [:]
        for (table, page) in after.pages {
            for (name, function) in page.functions
            where before.pages[table]?.functions[name].map({ $0.digest != function.digest }) == true {
                deciding[name, default: ([], false)].tables.append(page.table)
                if function.isAsked { deciding[name]?.isAsked = true }
            }
        }
        return deciding.sorted { $0.key < $1.key }.map { name, use in
            RuleChange(
                table: use.tables.sorted().joined(separator: ", "), isNewTable: false,
                subject: .function(name: name, isAsked: use.isAsked), before: nil, after: nil)
        }
    }

    private static func changes(from old: RuleBook.Page?, to new: RuleBook.Page) -> [RuleChange] {
        func change(_ subject: Subject, _ before: String?, _ after: String?) -> RuleChange? {
            guard before != after else { return nil }
            return RuleChange(table: new.table, isNewTable: old == nil, subject: subject, before: before, after: after)
        }
        let verbs = ["insert", "update", "delete"].filter { old?.writing[$0] != new.writing[$0] }
        let isRead = old?.reading != new.reading
        let declared =
            [change(.reading, old?.reading?.text, new.reading?.text)]
            + verbs.map { change(.writing(verb: $0), old?.writing[$0]?.text, new.writing[$0]?.text) }
        // What a rule that changed makes anew is told with the rule.
        let told: (String) -> Bool = { name in
            verbs.contains { name == "writing_\($0)" } || old == nil && name == "steward"
                || isRead && (name == "reading" || name == "steward" || name.hasPrefix("limiting_"))
        }
        let names = Set((old?.policies ?? [:]).keys).union(new.policies.keys).sorted().filter { !told($0) }
        return (declared + names.map { change(.policy(name: $0), old?.policies[$0], new.policies[$0]) }).compactMap(\.self)
    }

    /// As a person reads it: `rule of market.order: deal (buyer_id, merchant_id) → public: all rows of the tenant, to everybody`.
    var line: String {
        if case .function(let name, let isAsked) = subject {
            return "function \(name), \(isAsked ? "which decides" : "behind what decides") on rows of \(table): replaced"
        }
        let what =
            switch subject {
            case .reading: "rule of \(table)"
            case .writing(let verb): "rule for \(verb) of \(table)"
            case .policy(let name): "policy \(name) of \(table)"
            case .function(let name, _): "function \(name)"
            }
        guard !isNewTable else { return "\(what) (new): \(after ?? "none")" }
        return "\(what): \(before ?? "none") → \(after ?? "none")"
    }

    /// Nil for a table that nobody read before.
    var finding: Finding? {
        guard !isNewTable else { return nil }
        let (object, what) =
            switch subject {
            case .reading: ("table \(table)", "Who reads its rows changes")
            case .writing(let verb): ("table \(table)", "Who may \(verb) its rows changes")
            case .policy(let name): ("table \(table)", "Its policy \(name) changes beside its declared rules")
            case .function(let name, let isAsked):
                ("function \(name)", "\(isAsked ? "Policies ask it" : "Functions that policies ask use it"), and it is replaced")
            }
        return Finding(.advice, "RULE_CHANGED", on: object, "\(what), as told under Rules.", remedy: "Make sure that it is meant.")
    }

    /// For programs.
    var json: JSONValue {
        let (kind, name): (String, String?) =
            switch subject {
            case .reading: ("reading", nil)
            case .writing(let verb): (verb, nil)
            case .policy(let name): ("policy", name)
            case .function(let name, let isAsked): (isAsked ? "function" : "functionBehind", name)
            }
        return .members([
            "table": .string(table), "new": .bool(isNewTable), "rule": .string(kind), "name": .text(name), "before": .text(before),
            "after": .text(after),
        ])
    }
}
