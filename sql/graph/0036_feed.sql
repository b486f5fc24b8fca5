CREATE FUNCTION market.feed(tenant_id bigint, max_rows int, after_posted_at timestamptz, after_post_id bigint)
  RETURNS TABLE (post_id bigint, posted_at timestamptz) LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  from_at timestamptz := coalesce(after_posted_at, 'infinity');
  from_id bigint := coalesce(after_post_id, 9223372036854775807);
BEGIN
  RETURN QUERY
    WITH author AS MATERIALIZED (
      SELECT DISTINCT coalesce(mine.merchant_id, host.merchant_id) AS merchant_id, coalesce(mine.buyer_id, host.organizer_id) AS buyer_id
      FROM market.follows_of_viewer(feed.tenant_id) AS mine
      LEFT JOIN LATERAL (SELECT g.merchant_id, g.organizer_id FROM market."group" AS g
        WHERE g.tenant_id = feed.tenant_id AND g.id = mine.group_id LIMIT 1) AS host ON true
    ),
    -- A page of n posts is written by the n authors whose newest post is newest, and none of its posts is older than the last of those.
    head AS MATERIALIZED (
      SELECT a.merchant_id, a.buyer_id, p.created_at
      FROM author AS a
      CROSS JOIN LATERAL (
        (SELECT p.created_at, p.id FROM market.post AS p
          WHERE p.tenant_id = feed.tenant_id AND p.author_merchant_id = a.merchant_id AND p.status = 'published'
            AND (p.created_at, p.id) < (from_at, from_id) ORDER BY p.created_at DESC, p.id DESC LIMIT 1)
        UNION ALL
        (SELECT p.created_at, p.id FROM market.post AS p
          WHERE p.tenant_id = feed.tenant_id AND p.author_buyer_id = a.buyer_id AND p.status = 'published'
            AND (p.created_at, p.id) < (from_at, from_id) ORDER BY p.created_at DESC, p.id DESC LIMIT 1)
      ) AS p
      ORDER BY p.created_at DESC, p.id DESC LIMIT max_rows
    ),
    last_head AS MATERIALIZED (SELECT CASE WHEN count(*) >= max_rows THEN min(h.created_at) ELSE '-infinity' END AS created_at FROM head AS h)
    SELECT p.id, p.created_at
    FROM head AS h CROSS JOIN last_head
    CROSS JOIN LATERAL (
      (SELECT p.created_at, p.id FROM market.post AS p
        WHERE p.tenant_id = feed.tenant_id AND p.author_merchant_id = h.merchant_id AND p.status = 'published'
          AND (p.created_at, p.id) < (from_at, from_id) AND p.created_at >= last_head.created_at
        ORDER BY p.created_at DESC, p.id DESC LIMIT max_rows)
      UNION ALL
      (SELECT p.created_at, p.id FROM market.post AS p
        WHERE p.tenant_id = feed.tenant_id AND p.author_buyer_id = h.buyer_id AND p.status = 'published'
          AND (p.created_at, p.id) < (from_at, from_id) AND p.created_at >= last_head.created_at
        ORDER BY p.created_at DESC, p.id DESC LIMIT max_rows)
    ) AS p
    ORDER BY p.created_at DESC, p.id DESC LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION market.feed(bigint, int, timestamptz, bigint) IS $$
The newest published posts of the shops and buyers that you follow, and of whoever keeps the groups that you follow. Looks at the 2,000
that you followed last.
@graph(field: "feed") @visible(to: [BUYER, MERCHANT, PARTNER]) @scope(read: "follows:read") @cost(rows: 2000)
@rows(of: "market.post", key: ["post_id"], order: ["posted_at DESC"], limit: "max_rows", after: ["after_posted_at", "after_post_id"])
@result(column: "posted_at", description: "When it was written.")
$$;
GRANT EXECUTE ON FUNCTION market.feed(bigint, int, timestamptz, bigint) TO souk_gateway, souk_reader;
