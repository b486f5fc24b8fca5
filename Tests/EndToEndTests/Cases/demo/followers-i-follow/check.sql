SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('databaseId', m.id::text, 'followersIFollow', jsonb_build_object('edges', (
  SELECT coalesce(jsonb_agg(jsonb_build_object('since', to_char(x.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'node', jsonb_build_object('databaseId', x.id::text)) ORDER BY x.created_at DESC, x.id DESC), '[]')
  FROM (SELECT f.created_at, f.follower_buyer_id AS id FROM market.follow f WHERE f.tenant_id = m.tenant_id AND f.followed_merchant_id = m.id
    AND f.follower_buyer_id IN (SELECT i.followed_buyer_id FROM market.follow i WHERE i.tenant_id = m.tenant_id AND i.follower_buyer_id = 1)
    ORDER BY f.created_at DESC, f.follower_buyer_id DESC LIMIT 2) x))) ORDER BY m.created_at, m.id)))
FROM (SELECT * FROM market.merchant WHERE tenant_id = $1::text::bigint ORDER BY created_at, id LIMIT 3) m
