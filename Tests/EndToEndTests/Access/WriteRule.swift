import Access
import GraphModel
import JSON
import Postgres

/// A rule for writing, as `souk.write_rule` has it.
struct WriteRule: Sendable {
    let table: String
    let verb: String
    /// nil for all.
    let columns: [String]?
    let scope: String?
    let buyers: [String]
    let merchants: [String]
    let operators: Bool
    let onlyWhen: String?

    static func all(through superuser: AdminConnection) async throws -> [WriteRule] {
        let text = try await superuser.query(
            "SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY table_name, verb), '[]') FROM souk.write_rule r WHERE table_schema = 'market'"
        ).text(row: 0, column: 0)
        return try JSONParser.parse(Array((text ?? "").utf8)).items.map { rule in
            func list(_ name: String) -> [String] { rule[name]?.items.compactMap(\.string) ?? [] }
            return WriteRule(
                table: rule["table_name"]?.string ?? "", verb: rule["verb"]?.string ?? "",
                columns: rule["columns"]?.items.isEmpty == false ? list("columns") : nil, scope: rule["scope"]?.string,
                buyers: list("buyers"), merchants: list("merchants"), operators: rule["operators"] == .bool(true),
                onlyWhen: rule["only_when"]?.string)
        }
    }

    /// The rule for people.
    var lines: [String] {
        let what = columns.map { " of \($0.joined(separator: ", "))" } ?? ""
        let when = onlyWhen.map { ", only where \($0)" } ?? ""
        return ["\(verb) market.\(table)\(scope.map { " under \($0)" } ?? "")\(what)\(when)".replacing("$.", with: "")]
            + Role.allCases.map { role in
                let arms = columns(of: role).map { "\($0) is \(role == .buyer ? "the viewer" : "a shop of the viewer")" }
                let all = operators && role == .operator ? ["all"] : arms
                return "    \(AuthorizationMatrix.letter(of: role)): \(all.isEmpty ? "none" : all.joined(separator: "; or "))"
            }
    }

    private func columns(of role: Role) -> [String] {
        switch role {
        case .buyer: buyers
        case .merchant, .partner: merchants
        case .anonymous, .operator: []
        }
    }

    /// The rows that a viewer may write, spelled out from the rule and from nothing else.
    func condition(for viewer: Principal, limitedBy limits: [String]) -> String {
        guard scope == nil || viewer.scopes == nil || viewer.scopes?.contains(scope ?? "") == true else { return "false" }
        var arms = operators && viewer.role == .operator ? ["true"] : []
        let ids = viewer.role == .buyer ? [viewer.subject ?? "0"] : viewer.merchants.map(String.init)
        arms += columns(of: viewer.role).map { "t.\($0) IN (\((ids + ["-1"]).joined(separator: ", ")))" }
        let parts = ["t.tenant_id = \(viewer.tenant)", "(\((arms + ["false"]).joined(separator: " OR ")))"] + limits
        return (parts + (onlyWhen.map { ["(\($0.replacing("$.", with: "t.")))"] } ?? [])).joined(separator: " AND ")
    }
}
