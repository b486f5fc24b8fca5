import Postgres

/// What there is to say of a new token that is no error, but is hardly what was meant.
enum TokenRemarks {
    static func remarks(on order: TokenOrder, _ connection: AdminConnection) async -> [String] {
        var remarks: [String] = []
        if order.role == TokenRole.partner.rawValue, order.scopes?.isEmpty != false {
            remarks.append("A partner's token without a scope sees nothing beyond what needs no scope: --scope opens more.")
        }
        for id in await strangers(among: order.merchants, named: "merchants", order.tenant, connection) {
            remarks.append("The tenant has no shop \(id): the token acts for nobody by it.")
        }
        if order.role == TokenRole.buyer.rawValue, let subject = order.subject.flatMap({ Int64($0) }) {
            for id in await strangers(among: [subject], named: "buyers", order.tenant, connection) {
                remarks.append("The tenant has no buyer \(id): the token is nobody's.")
            }
        }
        if order.role == TokenRole.merchant.rawValue, let subject = order.subject, await !mayAct(order, connection) {
            remarks.append("\(subject) is no active member of the staff of these shops: the token opens nothing.")
        }
        return remarks
    }

    /// Whether a merchant's subject may act for the shops, as the graph says it; true where it cannot be asked.
    private static func mayAct(_ order: TokenOrder, _ connection: AdminConnection) async -> Bool {
        let answer = try? await connection.query(
            "SELECT souk.staffs_shops($1::bigint, $2, $3::bigint[])",
            [String(order.tenant), order.subject, arrayLiteral(order.merchants.map(String.init))])
        return answer?.text(row: 0, column: 0) != "f"
    }

    /// Those of the ids that no row has in the table which all columns that rules name as `merchants`, or as `buyers`, refer to.
    ///
    /// Silent where there is no such table, or more than one, or it may not be looked at.
    private static func strangers(
        among ids: [Int64], named list: StaticString, _ tenant: Int64, _ connection: AdminConnection
    ) async -> [Int64] {
        guard !ids.isEmpty, let tables = try? await connection.query(tablesSQL(list)), tables.rowCount == 1,
            let table = tables.text(row: 0, column: 0), let key = tables.text(row: 0, column: 1),
            let unknown = try? await connection.query(
                """
                SELECT asked FROM unnest($1::bigint[]) AS named (asked)
                WHERE NOT EXISTS (SELECT FROM \(table) AS t WHERE t.tenant_id = $2::bigint AND t.\(key) = named.asked) ORDER BY 1
                """, [arrayLiteral(ids.map(String.init)), String(tenant)])
        else { return [] }
        return (0..<unknown.rowCount).compactMap { unknown.text(row: $0, column: 0).flatMap { Int64($0) } }
    }

    private static func tablesSQL(_ list: StaticString) -> String {
        """
        SELECT DISTINCT k.confrelid::regclass, quote_ident(key.attname)
        FROM souk.rule r JOIN pg_namespace n ON n.nspname = r.table_schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = r.table_name, unnest(r.\(list)) AS named
        JOIN pg_attribute a ON a.attname = named
        JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'f' AND cardinality(k.conkey) = 2 AND k.conkey[2] = a.attnum
        JOIN pg_attribute key ON key.attrelid = k.confrelid AND key.attnum = k.confkey[2]
        JOIN pg_attribute tenant ON tenant.attrelid = k.confrelid AND tenant.attnum = k.confkey[1] AND tenant.attname = 'tenant_id'
        WHERE a.attrelid = c.oid
        """
    }
}
