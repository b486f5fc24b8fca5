SELECT jsonb_build_object('orders', jsonb_build_object('totalCount', count(*))) FROM market."order" WHERE tenant_id = $1::bigint AND (status = 'cancelled' OR id < 10)
