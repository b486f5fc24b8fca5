SELECT jsonb_build_object('none', '{"totalCount": 0, "nodes": []}'::jsonb, 'all', jsonb_build_object('totalCount', count(*))) FROM market."order" WHERE tenant_id = $1::bigint
