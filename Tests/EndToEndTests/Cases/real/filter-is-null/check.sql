SELECT jsonb_build_object('merchants', jsonb_build_object('totalCount', count(rating))) FROM market.merchant WHERE tenant_id = $1::bigint
