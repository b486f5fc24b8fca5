extension Workload {
    /// Two levels of lists below one row, with a union at the end of each.
    ///
    /// The JSON forms say the order once more where rows are gathered: the planner may join the limited rows in any order.
    static let followers = Workload(
        name: "Q3",
        title: "a shop, its 20 newest followers, the five each of them followed last",
        query: """
            query Followers($id: ID!) { merchant(id: $id) { databaseId name followers(first: 20) { nodes { createdAt follower { \
            ... on Buyer { databaseId nickname followees(first: 5) { nodes { createdAt followee { \
            ... on Merchant { databaseId name } ... on Buyer { databaseId nickname } ... on Group { databaseId name } } } } } \
            ... on Merchant { databaseId name } } } } } }
            """,
        key: .globalID(variable: "id", typeName: "Merchant"),
        // The shops from the first on which have a full page of followers: those known best come first in the demo.
        keyRanges: """
            SELECT tenant_id, 1 AS first, coalesce(min(id) FILTER (WHERE follower_count < 20), max(id) + 1) - 1 AS last
            FROM market.merchant GROUP BY 1
            """,
        forms: [
            JSONForm(
                name: "json_build_object",
                sql: """
                    SELECT json_build_object('merchant', (SELECT json_build_object('databaseId', m.id::text, 'name', m.name,
                      'followers', json_build_object('nodes', f.j))
                    FROM market.merchant m
                    LEFT JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('createdAt', f.created_at, 'follower',
                        CASE WHEN b.id IS NOT NULL
                        THEN json_build_object('databaseId', b.id::text, 'nickname', b.nickname, 'followees', json_build_object('nodes', e.j))
                        ELSE json_build_object('databaseId', s.id::text, 'name', s.name) END) ORDER BY f.created_at DESC, f.id DESC), '[]') AS j
                      FROM (SELECT * FROM market.follow WHERE tenant_id = :tenant AND followed_merchant_id = m.id
                        ORDER BY created_at DESC, id DESC LIMIT 20) f
                      LEFT JOIN market.buyer b ON b.tenant_id = :tenant AND b.id = f.follower_buyer_id
                      LEFT JOIN market.merchant s ON s.tenant_id = :tenant AND s.id = f.follower_merchant_id
                      LEFT JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('createdAt', e.created_at, 'followee', CASE
                          WHEN em.id IS NOT NULL THEN json_build_object('databaseId', em.id::text, 'name', em.name)
                          WHEN eb.id IS NOT NULL THEN json_build_object('databaseId', eb.id::text, 'nickname', eb.nickname)
                          WHEN eg.id IS NOT NULL THEN json_build_object('databaseId', eg.id::text, 'name', eg.name) END)
                          ORDER BY e.created_at DESC, e.id DESC), '[]') AS j
                        FROM (SELECT * FROM market.follow WHERE tenant_id = :tenant AND follower_buyer_id = b.id
                          ORDER BY created_at DESC, id DESC LIMIT 5) e
                        LEFT JOIN market.merchant em ON em.tenant_id = :tenant AND em.id = e.followed_merchant_id
                        LEFT JOIN market.buyer eb ON eb.tenant_id = :tenant AND eb.id = e.followed_buyer_id
                        LEFT JOIN market."group" eg ON eg.tenant_id = :tenant AND eg.id = e.followed_group_id) e ON true) f ON true
                    WHERE m.tenant_id = :tenant AND m.id = :key))
                    """),
            JSONForm(
                name: "row_to_json",
                sql: """
                    SELECT row_to_json(a) FROM (SELECT (SELECT row_to_json(r) FROM (
                    SELECT m.id::text AS "databaseId", m.name, f.j AS followers
                    FROM market.merchant m
                    LEFT JOIN LATERAL (SELECT row_to_json(n) AS j FROM (SELECT coalesce(json_agg(x), '[]') AS nodes FROM (
                      SELECT f.created_at AS "createdAt", CASE WHEN b.id IS NOT NULL
                        THEN (SELECT row_to_json(y) FROM (SELECT b.id::text AS "databaseId", b.nickname, e.j AS followees) y)
                        ELSE (SELECT row_to_json(y) FROM (SELECT s.id::text AS "databaseId", s.name) y) END AS follower
                      FROM (SELECT * FROM market.follow WHERE tenant_id = :tenant AND followed_merchant_id = m.id
                        ORDER BY created_at DESC, id DESC LIMIT 20) f
                      LEFT JOIN market.buyer b ON b.tenant_id = :tenant AND b.id = f.follower_buyer_id
                      LEFT JOIN market.merchant s ON s.tenant_id = :tenant AND s.id = f.follower_merchant_id
                      LEFT JOIN LATERAL (SELECT row_to_json(n) AS j FROM (SELECT coalesce(json_agg(x), '[]') AS nodes FROM (
                        SELECT e.created_at AS "createdAt", CASE
                          WHEN em.id IS NOT NULL THEN (SELECT row_to_json(y) FROM (SELECT em.id::text AS "databaseId", em.name) y)
                          WHEN eb.id IS NOT NULL THEN (SELECT row_to_json(y) FROM (SELECT eb.id::text AS "databaseId", eb.nickname) y)
                          WHEN eg.id IS NOT NULL THEN (SELECT row_to_json(y) FROM (SELECT eg.id::text AS "databaseId", eg.name) y)
                          END AS followee
                        FROM (SELECT * FROM market.follow WHERE tenant_id = :tenant AND follower_buyer_id = b.id
                          ORDER BY created_at DESC, id DESC LIMIT 5) e
                        LEFT JOIN market.merchant em ON em.tenant_id = :tenant AND em.id = e.followed_merchant_id
                        LEFT JOIN market.buyer eb ON eb.tenant_id = :tenant AND eb.id = e.followed_buyer_id
                        LEFT JOIN market."group" eg ON eg.tenant_id = :tenant AND eg.id = e.followed_group_id
                        ORDER BY e.created_at DESC, e.id DESC) x) n) e ON true
                      ORDER BY f.created_at DESC, f.id DESC) x) n) f ON true
                    WHERE m.tenant_id = :tenant AND m.id = :key) r) AS merchant) a
                    """),
        ])
}
