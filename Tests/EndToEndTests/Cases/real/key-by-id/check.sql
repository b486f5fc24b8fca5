SELECT jsonb_build_object('merchant', jsonb_build_object('databaseId', id::text, 'name', name, 'region', region, 'rating', rating, 'followerCount', follower_count))
FROM market.merchant WHERE tenant_id = $1::bigint AND id = 773
