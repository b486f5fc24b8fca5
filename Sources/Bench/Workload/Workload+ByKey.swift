extension Workload {
    /// One row by its key: what is left is what a request itself costs.
    static let byKey = Workload(
        name: "Q1",
        title: "one shop by its id, six fields",
        query: "query Shop($id: ID!) { merchant(id: $id) { databaseId name region rating followerCount createdAt } }",
        key: .globalID(variable: "id", typeName: "Merchant"),
        keyRanges: "SELECT tenant_id, min(id) AS first, max(id) AS last FROM market.merchant GROUP BY 1",
        forms: [
            JSONForm(
                name: "json_build_object",
                sql: """
                    SELECT json_build_object('merchant', (SELECT json_build_object('databaseId', m.id::text, 'name', m.name,
                      'region', m.region, 'rating', m.rating, 'followerCount', m.follower_count, 'createdAt', m.created_at)
                    FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = :key))
                    """),
            JSONForm(
                name: "row_to_json",
                sql: """
                    SELECT row_to_json(r) FROM (SELECT (SELECT row_to_json(x) FROM (SELECT m.id::text AS "databaseId", m.name, m.region,
                      m.rating, m.follower_count AS "followerCount", m.created_at AS "createdAt"
                    FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = :key) x) AS merchant) r
                    """),
        ])
}
