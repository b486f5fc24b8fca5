extension Workload {
    /// Many plain rows, as exports and screens without pages ask for them.
    static let thousandRows = Workload(
        name: "Q4",
        title: "1,000 buyers from one on, eight columns",
        query: """
            query Members($from: BigInt!) { buyers(first: 1000, orderBy: [{ databaseId: ASC }], filter: { databaseId: { gte: $from } }) { \
            nodes { databaseId nickname about region interests experiencePoints creator createdAt } } }
            """,
        key: .number(variable: "from"),
        // Tenants with fewer buyers do not have this shape.
        keyRanges: """
            SELECT tenant_id, min(id) AS first, max(id) - 999 AS last FROM market.buyer GROUP BY 1 HAVING max(id) - 999 >= min(id)
            """,
        forms: [
            JSONForm(
                name: "json_build_object",
                sql: """
                    SELECT json_build_object('buyers', json_build_object('nodes', coalesce(json_agg(json_build_object(
                      'databaseId', b.id::text, 'nickname', b.nickname, 'about', b.about, 'region', b.region, 'interests', b.interests,
                      'experiencePoints', b.experience_points, 'creator', b.creator, 'createdAt', b.created_at)), '[]')))
                    FROM (SELECT * FROM market.buyer WHERE tenant_id = :tenant AND id >= :key ORDER BY id LIMIT 1000) b
                    """),
            JSONForm(
                name: "row_to_json",
                sql: """
                    SELECT row_to_json(a) FROM (SELECT (SELECT row_to_json(n) FROM (SELECT coalesce(json_agg(r), '[]') AS nodes FROM (
                    SELECT id::text AS "databaseId", nickname, about, region, interests, experience_points AS "experiencePoints", creator,
                      created_at AS "createdAt"
                    FROM market.buyer WHERE tenant_id = :tenant AND id >= :key ORDER BY id LIMIT 1000
                    ) r) n) AS buyers) a
                    """),
        ])
}
