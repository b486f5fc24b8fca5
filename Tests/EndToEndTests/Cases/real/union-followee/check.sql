SELECT jsonb_build_object('buyer', jsonb_build_object('followeeCount', 983, 'followees', jsonb_build_object('totalCount', 983, 'nodes', (SELECT jsonb_agg(jsonb_build_object(
  'createdAt', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'followee', jsonb_build_object('__typename', CASE WHEN followed_buyer_id IS NULL THEN 'Merchant' ELSE 'Buyer' END, 'databaseId', coalesce(followed_buyer_id, followed_merchant_id)::text))) FROM (
  SELECT * FROM market.follow WHERE tenant_id = $1::bigint AND follower_buyer_id = 445 ORDER BY created_at DESC, id DESC LIMIT 8) f))))
