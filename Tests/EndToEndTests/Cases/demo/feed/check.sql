WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = $1::text::bigint AND f.follower_buyer_id = 1)
SELECT jsonb_build_object('feed', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('databaseId', id::text, 'status', 'PUBLISHED') ORDER BY created_at DESC, id DESC)))
FROM (
  SELECT p.id, p.created_at FROM market.post p WHERE p.tenant_id = $1::text::bigint AND p.status = 'published' AND (
    p.author_merchant_id IN (SELECT followed_merchant_id FROM mine) OR p.author_buyer_id IN (SELECT followed_buyer_id FROM mine)
    OR EXISTS (SELECT FROM mine JOIN market."group" g ON g.tenant_id = mine.tenant_id AND g.id = mine.followed_group_id
      WHERE g.merchant_id = p.author_merchant_id OR g.organizer_id = p.author_buyer_id))
  ORDER BY p.created_at DESC, p.id DESC LIMIT 12) p
