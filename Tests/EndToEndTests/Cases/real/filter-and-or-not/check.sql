SELECT jsonb_build_object('merchants', jsonb_build_object('totalCount', count(*))) FROM market.merchant
WHERE tenant_id = $1::bigint AND ((rating >= 4.9 AND NOT region = 'sao paulo') OR (rating IS NULL AND region IN ('santos', 'campinas')))
