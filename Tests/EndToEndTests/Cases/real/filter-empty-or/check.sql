SELECT jsonb_build_object('none', jsonb_build_object('totalCount', 0), 'all', jsonb_build_object('totalCount', count(*))) FROM market."order" WHERE tenant_id = $1::bigint
