import PostgresTypes

/// What a table must have before tenants may share it: see which leak each rule closes in its message.
struct SafetyRules {
    let options: GraphOptions
    let role: CatalogSnapshot.LoginRole
    let tables: [TableDraft]

    /// Every violation; none without tenancy, where there is nobody to hide from.
    func problems(links: [Link]) -> [GraphProblem] {
        guard options.tenancy == .column else { return [] }
        return roleProblems + tables.flatMap(problems) + links.flatMap(problems)
    }

    private var roleProblems: [GraphProblem] {
        var problems: [GraphProblem] = []
        let remedy = "Connect as a role that has neither SUPERUSER nor BYPASSRLS and owns nothing."
        if role.isSuperuser {
            problems.append(GraphProblem(.roleSuperuser, on: "role \(role.name)", "A superuser sees every tenant's rows.", remedy: remedy))
        }
        if role.bypassesRowSecurity {
            problems.append(
                GraphProblem(
                    .roleBypassesRowSecurity, on: "role \(role.name)", "BYPASSRLS makes row security void for it.", remedy: remedy))
        }
        problems += role.dangerousMemberships.map { other in
            GraphProblem(
                .roleMayBecomeOwner, on: "role \(role.name)", "It is a member of \(other), which is not bound by row security.",
                remedy: "REVOKE \(other) FROM \(role.name).")
        }
        return problems
    }

    private func problems(of table: TableDraft) -> [GraphProblem] {
        let source = table.source
        var problems: [GraphProblem] = []
        func report(_ code: GraphProblem.Code, _ message: String, severity: GraphProblem.Severity = .error, remedy: String) {
            problems.append(GraphProblem(code, severity, on: table.object, message, remedy: remedy))
        }
        switch source.kind {
        case .view where !source.isSecurityInvoker:
            report(
                .viewNotInvoker, "It reads with its owner's rights, so it shows all tenants.",
                remedy: "ALTER VIEW … SET (security_invoker = true).")
        case .materializedView:
            report(.materializedView, "It holds all tenants' rows without row security.", remedy: "Use a security_invoker view or a table.")
        case .foreignTable:
            report(.foreignTable, "Row security does not work on foreign tables.", remedy: "Take @graph away.")
        default: break
        }
        if source.isOwnedByLoginRole, !role.isSuperuser {
            report(
                .roleOwnsTable, "The serving role owns it and could switch its protection off.",
                remedy: "Connect as the role that serves, which owns nothing, such as souk_gateway; or ALTER TABLE … OWNER TO another role."
            )
        }
        guard let tenant = table.tenantColumn else {
            if !table.notes.isPublic {
                report(
                    .noTenantColumn, "It has no readable column \(options.tenantColumn), so its rows belong to nobody.",
                    remedy: "Add the column, or write @public where all tenants share the rows.")
            }
            return problems
        }
        guard !source.isView else { return problems }
        if !source.columns[tenant].isNotNull {
            report(
                .tenantColumnNullable, "A row without a tenant belongs to nobody.",
                remedy: "ALTER COLUMN \(options.tenantColumn) SET NOT NULL.")
        }
        if !source.hasRowSecurity {
            report(.rowSecurityOff, "Row security is off.", remedy: "ALTER TABLE … ENABLE ROW LEVEL SECURITY, and FORCE it.")
        } else if !source.forcesRowSecurity {
            report(
                .rowSecurityNotForced, "Row security does not bind the table's owner.", remedy: "ALTER TABLE … FORCE ROW LEVEL SECURITY.")
        }
        if source.hasRowSecurity, !source.policies.contains(where: \.concernsReading) {
            report(.noPolicy, "No policy lets the serving role read any row.", severity: .warning, remedy: "CREATE POLICY … FOR SELECT.")
        }
        for key in ([source.primaryKey] + source.uniqueKeys).compactMap(\.self) where !key.columns.contains(source.columns[tenant].number) {
            let isRandom = table.columns(numbered: key.columns)?.allSatisfy { table.columns[$0].shape.type.underlying == .uuid } ?? false
            report(
                .uniqueWithoutTenant, "The key \(key.name) spans tenants: a conflict tells of a hidden row.",
                severity: isRandom ? .warning : .error,
                remedy: "Put \(options.tenantColumn) first in it.")
        }
        for index in table.btrees where source.hasRowSecurity {
            guard let key = index.keys.first(where: { !$0.isLeakproof && $0.column != nil }), let number = key.column,
                let column = source.column(numbered: number)
            else { continue }
            report(
                .indexNotLeakproof,
                "Below row security the index \(index.name) cannot be used by \(column.name): its comparison is not leakproof.",
                severity: .warning, remedy: "Store it as text with a check, as bigint, or as another type whose comparison is leakproof.")
        }
        return problems
    }

    private func problems(of link: Link) -> [GraphProblem] {
        let source = tables[link.source]
        guard !source.source.isView else { return [] }
        guard link.keepsTenant else {
            return [
                GraphProblem(
                    .foreignKeyWithoutTenant, on: link.object, "A row could refer to another tenant's row.",
                    remedy: "Make it (\(options.tenantColumn), …) REFERENCES … (\(options.tenantColumn), …).")
            ]
        }
        let isIndexed = source.btrees.contains { index in
            let columns = index.keys.compactMap(\.column).prefix(link.columns.count + 1)
            return source.serves(index, whoGives: link.columns)
                && Set(link.columns).isSubset(of: source.columns(numbered: Array(columns)) ?? [])
        }
        guard isIndexed || link.isBackwardHidden || link.isToOne else {
            return [
                GraphProblem(
                    .foreignKeyWithoutIndex, .warning, on: link.object,
                    "No index serves the way back, so it reads the tenant's whole table.",
                    remedy: "Create an index that starts with the key's columns, or write @hidden(side: BACKWARD).")
            ]
        }
        return []
    }
}
