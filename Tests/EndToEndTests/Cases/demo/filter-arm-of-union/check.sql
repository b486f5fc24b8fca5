SELECT jsonb_build_object('follows', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('followee', jsonb_build_object('databaseId', '2'))) FROM (
  SELECT FROM market.follow WHERE tenant_id = $1::bigint AND followed_merchant_id = 2 LIMIT 3) f)))
