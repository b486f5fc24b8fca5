-- The graph of people as the viewer stands in it. Each field here reads what the viewer follows and a bounded stretch beyond, by
-- index; the size of the marketplace does not matter. The functions run as whoever calls them: row security holds within.
CREATE FUNCTION market.follows_of_viewer(of_tenant bigint)
  RETURNS TABLE (merchant_id bigint, buyer_id bigint, group_id bigint, since timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 BEGIN ATOMIC
  (SELECT f.followed_merchant_id, f.followed_buyer_id, f.followed_group_id, f.created_at FROM market.follow AS f
    WHERE f.tenant_id = of_tenant AND f.follower_buyer_id = souk.buyer() ORDER BY f.created_at DESC, f.id DESC LIMIT 2000)
  UNION ALL
  (SELECT f.followed_merchant_id, NULL, NULL, f.created_at FROM unnest(souk.merchants()) AS shop (id) CROSS JOIN LATERAL (
      SELECT f.id, f.followed_merchant_id, f.created_at FROM market.follow AS f
      WHERE f.tenant_id = of_tenant AND f.follower_merchant_id = shop.id ORDER BY f.created_at DESC, f.id DESC LIMIT 2000) AS f
    ORDER BY f.created_at DESC, f.id DESC LIMIT 2000);
END;
COMMENT ON FUNCTION market.follows_of_viewer(bigint) IS
  'Whom the asking buyer, or the shops on whose behalf somebody asks, follow: the 2,000 followed last, of all kinds.';
GRANT EXECUTE ON FUNCTION market.follows_of_viewer(bigint) TO souk_gateway, souk_reader;
