SELECT jsonb_build_object('orders', jsonb_build_object('totalCount', 0)) WHERE $1::bigint > 0
