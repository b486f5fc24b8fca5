SELECT jsonb_build_object('nodes', jsonb_build_array(jsonb_build_object('databaseId', id::text, 'name', name)))
FROM market.merchant WHERE tenant_id = $1::bigint AND id = 7
