import Postgres

/// Who acts in the demo of one tenant: the shop with most orders, its owner, and its best customer.
struct DemoCast: Hashable {
    let merchant: Int64
    let staff: Int64?
    let buyer: Int64

    /// Nil for a tenant without orders.
    static func of(_ tenant: Int64, _ connection: AdminConnection) async throws -> DemoCast? {
        let rows = try await connection.query(
            """
            WITH shop AS (
              SELECT merchant_id FROM market."order" WHERE tenant_id = $1::bigint GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
            )
            SELECT shop.merchant_id,
              (SELECT s.id FROM market.merchant_staff s WHERE s.tenant_id = $1::bigint AND s.merchant_id = shop.merchant_id
                AND s.duty = 'owner' AND s.active ORDER BY s.id LIMIT 1),
              (SELECT o.buyer_id FROM market."order" o WHERE o.tenant_id = $1::bigint AND o.merchant_id = shop.merchant_id
                GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
            FROM shop
            """,
            [String(tenant)])
        func id(_ column: Int) -> Int64? { rows.text(row: 0, column: column).flatMap { Int64($0) } }
        guard let merchant = id(0), let buyer = id(2) else { return nil }
        return DemoCast(merchant: merchant, staff: id(1), buyer: buyer)
    }
}
