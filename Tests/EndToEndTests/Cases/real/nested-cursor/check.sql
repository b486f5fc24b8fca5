SELECT jsonb_build_object('buyer', jsonb_build_object('followees', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text)) FROM (
  SELECT id FROM market.follow WHERE tenant_id = $1::bigint AND follower_buyer_id = 445 ORDER BY created_at DESC, id DESC LIMIT 4 OFFSET 4) f), 'pageInfo', '{"hasNextPage": true, "hasPreviousPage": true}'::jsonb)))
