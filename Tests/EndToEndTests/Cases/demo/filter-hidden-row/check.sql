SELECT jsonb_build_object('merchants', jsonb_build_object('totalCount', count(*))) FROM market.merchant WHERE tenant_id = $1::bigint AND false
