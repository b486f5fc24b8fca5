extension Workload {
    /// A page of campaigns, each with its shop and its first participants with theirs.
    ///
    /// The JSON forms say which participants a buyer may see (`is_public`), as gateways do that compile permissions into SQL.
    static let campaigns = campaigns("Q2", "20 live campaigns, each with its shop and five participants with theirs")

    /// The same, of which hardly any two under way ask for the same: each says another moment before which they began.
    static let distinctCampaigns = campaigns("Q2m", "the same rows as Q2, found by each request in its own words", isDistinct: true)

    /// Seconds since 1970 of moments that all campaigns came before: the year 2100, and thirty years on.
    private static let moments: ClosedRange<Int64> = 4_102_444_800...5_049_129_600

    private static func campaigns(_ name: String, _ title: String, isDistinct: Bool = false) -> Workload {
        let before = isDistinct ? "AND created_at < to_timestamp(:key) " : ""
        return Workload(
            name: name,
            title: title,
            query: """
                query Live\(isDistinct ? "($before: DateTime!)" : "") { campaigns(first: 20, filter: { status: { eq: LIVE }\
                \(isDistinct ? ", createdAt: { lt: $before }" : "") }) { nodes { \
                databaseId title theme seats startsAt participantCount merchant { databaseId name region rating } \
                participants(first: 5) { nodes { createdAt merchant { databaseId name region } } } } } }
                """,
            key: isDistinct ? .moment(variable: "before") : .none,
            keyRanges: "SELECT tenant_id, \(moments.lowerBound) AS first, \(moments.upperBound) AS last FROM market.campaign GROUP BY 1",
            isVariant: isDistinct,
            forms: [
                JSONForm(
                    name: "json_build_object",
                    sql: """
                        SELECT json_build_object('campaigns', json_build_object('nodes', coalesce(json_agg(json_build_object(
                          'databaseId', c.id::text, 'title', c.title, 'theme', c.theme, 'seats', c.seats, 'startsAt', c.starts_at,
                          'participantCount', c.participant_count, 'merchant', m.j, 'participants', json_build_object('nodes', p.j))), '[]')))
                        FROM (SELECT * FROM market.campaign WHERE tenant_id = :tenant AND status = 'live' \(before)
                          ORDER BY created_at DESC, id DESC LIMIT 20) c
                        LEFT JOIN LATERAL (SELECT json_build_object('databaseId', m.id::text, 'name', m.name, 'region', m.region,
                            'rating', m.rating) AS j
                          FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = c.merchant_id) m ON true
                        LEFT JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('createdAt', p.created_at, 'merchant', pm.j)), '[]') AS j
                          FROM (SELECT created_at, merchant_id FROM market.campaign_participant
                            WHERE tenant_id = :tenant AND campaign_id = c.id AND is_public ORDER BY created_at, merchant_id LIMIT 5) p
                          LEFT JOIN LATERAL (SELECT json_build_object('databaseId', m.id::text, 'name', m.name, 'region', m.region) AS j
                            FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = p.merchant_id) pm ON true) p ON true
                        """),
                JSONForm(
                    name: "row_to_json",
                    sql: """
                        SELECT row_to_json(a) FROM (SELECT (SELECT row_to_json(n) FROM (SELECT coalesce(json_agg(r), '[]') AS nodes FROM (
                        SELECT c.id::text AS "databaseId", c.title, c.theme, c.seats, c.starts_at AS "startsAt",
                          c.participant_count AS "participantCount", m.j AS merchant, p.j AS participants
                        FROM (SELECT * FROM market.campaign WHERE tenant_id = :tenant AND status = 'live' \(before)
                          ORDER BY created_at DESC, id DESC LIMIT 20) c
                        LEFT JOIN LATERAL (SELECT row_to_json(x) AS j FROM (SELECT m.id::text AS "databaseId", m.name, m.region, m.rating
                          FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = c.merchant_id) x) m ON true
                        LEFT JOIN LATERAL (SELECT row_to_json(n) AS j FROM (SELECT coalesce(json_agg(x), '[]') AS nodes FROM (
                          SELECT p.created_at AS "createdAt", pm.j AS merchant
                          FROM (SELECT created_at, merchant_id FROM market.campaign_participant
                            WHERE tenant_id = :tenant AND campaign_id = c.id AND is_public ORDER BY created_at, merchant_id LIMIT 5) p
                          LEFT JOIN LATERAL (SELECT row_to_json(y) AS j FROM (SELECT m.id::text AS "databaseId", m.name, m.region
                            FROM market.merchant m WHERE m.tenant_id = :tenant AND m.id = p.merchant_id) y) pm ON true) x) n) p ON true
                        ) r) n) AS campaigns) a
                        """),
            ])
    }
}
