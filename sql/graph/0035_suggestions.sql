-- Whom to follow: those whom many of those follow whom the viewer follows. Two steps, each of at most 100: ten thousand edges at
-- the most, wherever in the marketplace they lie.
CREATE FUNCTION market.follows_beyond(of_tenant bigint) RETURNS TABLE (merchant_id bigint, buyer_id bigint, group_id bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 BEGIN ATOMIC
  SELECT f.followed_merchant_id, f.followed_buyer_id, f.followed_group_id
  FROM (
    SELECT mine.merchant_id, mine.buyer_id FROM market.follows_of_viewer(of_tenant) AS mine WHERE mine.group_id IS NULL
    GROUP BY 1, 2 ORDER BY max(mine.since) DESC, 1, 2 LIMIT 100
  ) AS mine
  CROSS JOIN LATERAL (
    (SELECT f.followed_merchant_id, f.followed_buyer_id, f.followed_group_id FROM market.follow AS f
      WHERE f.tenant_id = of_tenant AND f.follower_buyer_id = mine.buyer_id ORDER BY f.created_at DESC, f.id DESC LIMIT 100)
    UNION ALL
    (SELECT f.followed_merchant_id, NULL, NULL FROM market.follow AS f
      WHERE f.tenant_id = of_tenant AND f.follower_merchant_id = mine.merchant_id ORDER BY f.created_at DESC, f.id DESC LIMIT 100)
  ) AS f;
END;
COMMENT ON FUNCTION market.follows_beyond(bigint) IS
  'Whom those follow whom the viewer follows: of the 100 buyers and shops that the viewer followed last, the 100 that each followed last. One row for each of them who follows.';

CREATE FUNCTION market.suggested_merchants(tenant_id bigint) RETURNS TABLE (merchant_id bigint, followed_by_count int)
  LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT b.merchant_id, count(*)::int AS n FROM market.follows_beyond(suggested_merchants.tenant_id) AS b
    WHERE b.merchant_id IS NOT NULL AND NOT b.merchant_id = ANY (coalesce(souk.merchants(), '{}'))
      AND NOT EXISTS (SELECT FROM market.follow AS f WHERE f.tenant_id = suggested_merchants.tenant_id
        AND f.follower_buyer_id = souk.buyer() AND f.followed_merchant_id = b.merchant_id)
      AND NOT EXISTS (SELECT FROM market.follow AS f WHERE f.tenant_id = suggested_merchants.tenant_id
        AND f.follower_merchant_id = ANY (souk.merchants()) AND f.followed_merchant_id = b.merchant_id)
    GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100;
END
$$;
COMMENT ON FUNCTION market.suggested_merchants(bigint) IS $$
Shops that you do not follow yet, but those do whom you follow: first those that many of them follow. Of the 100 that you followed last,
the 100 that each followed last are looked at; up to 100 are suggested. For a shop, what the shops that it follows follow.
@graph(field: "suggestedMerchants") @visible(to: [BUYER, MERCHANT, PARTNER]) @scope(read: "follows:read") @cost(rows: 10000)
@rows(of: "market.merchant", key: ["merchant_id"], order: ["followed_by_count DESC"])
@result(column: "followed_by_count", description: "How many of those whom you follow follow it.")
$$;

CREATE FUNCTION market.suggested_buyers(tenant_id bigint) RETURNS TABLE (buyer_id bigint, followed_by_count int)
  LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT b.buyer_id, count(*)::int AS n FROM market.follows_beyond(suggested_buyers.tenant_id) AS b
    WHERE b.buyer_id <> souk.buyer()
      AND NOT EXISTS (SELECT FROM market.follow AS f WHERE f.tenant_id = suggested_buyers.tenant_id
        AND f.follower_buyer_id = souk.buyer() AND f.followed_buyer_id = b.buyer_id)
    GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100;
END
$$;
COMMENT ON FUNCTION market.suggested_buyers(bigint) IS $$
Buyers whom you do not follow yet, but those do whom you follow: first those whom many of them follow. Of the 100 that you followed
last, the 100 that each followed last are looked at; up to 100 are suggested.
@graph(field: "suggestedBuyers") @visible(to: [BUYER]) @scope(read: "follows:read") @cost(rows: 10000)
@rows(of: "market.buyer", key: ["buyer_id"], order: ["followed_by_count DESC"])
@result(column: "followed_by_count", description: "How many of those whom you follow follow them.")
$$;

CREATE FUNCTION market.suggested_groups(tenant_id bigint) RETURNS TABLE (group_id bigint, followed_by_count int)
  LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT b.group_id, count(*)::int AS n FROM market.follows_beyond(suggested_groups.tenant_id) AS b
    WHERE b.group_id IS NOT NULL AND souk.buyer() IS NOT NULL
      AND NOT EXISTS (SELECT FROM market.follow AS f WHERE f.tenant_id = suggested_groups.tenant_id
        AND f.follower_buyer_id = souk.buyer() AND f.followed_group_id = b.group_id)
    GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100;
END
$$;
COMMENT ON FUNCTION market.suggested_groups(bigint) IS $$
Groups that you do not follow yet, but those do whom you follow: first those that many of them follow. Of the 100 that you followed last,
the 100 that each followed last are looked at; up to 100 are suggested.
@graph(field: "suggestedGroups") @visible(to: [BUYER]) @scope(read: "follows:read") @cost(rows: 10000)
@rows(of: "market.group", key: ["group_id"], order: ["followed_by_count DESC"])
@result(column: "followed_by_count", description: "How many of those whom you follow follow it.")
$$;

GRANT EXECUTE ON FUNCTION market.follows_beyond(bigint), market.suggested_merchants(bigint), market.suggested_buyers(bigint),
  market.suggested_groups(bigint) TO souk_gateway, souk_reader;
