WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = $1::text::bigint AND f.follower_buyer_id = 1)
SELECT jsonb_build_object('suggestedMerchants', jsonb_build_object('edges', jsonb_agg(jsonb_build_object('followedByCount', n, 'node', jsonb_build_object('databaseId', id::text)) ORDER BY n DESC, id DESC)))
FROM (
  SELECT f.followed_merchant_id AS id, count(*) AS n FROM market.follow f
  WHERE f.tenant_id = $1::text::bigint AND f.followed_merchant_id IS NOT NULL AND (f.follower_buyer_id IN (SELECT followed_buyer_id FROM mine)
      OR f.follower_merchant_id IN (SELECT followed_merchant_id FROM mine))
    AND NOT EXISTS (SELECT FROM mine WHERE mine.followed_merchant_id = f.followed_merchant_id)
  GROUP BY 1 ORDER BY n DESC, id DESC LIMIT 5) s
