SELECT jsonb_build_object('merchant', null) WHERE $1::bigint > 0
