WITH m AS (SELECT id, EXISTS (SELECT FROM market.campaign c WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id AND c.status = 'live') AS is_live
  FROM market.merchant m WHERE tenant_id = $1::bigint)
SELECT jsonb_build_object('some', jsonb_build_object('totalCount', count(*) FILTER (WHERE is_live)),
  'none', jsonb_build_object('totalCount', count(*) FILTER (WHERE NOT is_live)), 'every', jsonb_build_object('totalCount', count(*))) FROM m
