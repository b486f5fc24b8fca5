SELECT jsonb_build_object('nodes', jsonb_build_array(null, jsonb_build_object('__typename', 'Merchant', 'name', name))) FROM market.merchant WHERE tenant_id = $1::bigint AND id = 1
