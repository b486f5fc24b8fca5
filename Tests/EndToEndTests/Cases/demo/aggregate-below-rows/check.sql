SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('databaseId', m.id::text,
  'products', (SELECT jsonb_build_object('totalCount', count(*), 'isCapped', false, 'aggregate', jsonb_build_object('count', count(*),
      'isCapped', false, 'sum', jsonb_build_object('price', sum(price)::text, 'soldAtLeast', sum(sold_at_least)::text),
      'avg', jsonb_build_object('price', avg(price)::float8),
      'min', jsonb_build_object('price', min(price)::text, 'createdAt', to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
      'max', jsonb_build_object('price', max(price)::text)))
    FROM market.product p WHERE p.tenant_id = m.tenant_id AND p.merchant_id = m.id AND p.status <> 'draft'),
  'live', (SELECT jsonb_build_object('totalCount', count(*)) FROM market.campaign c
    WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id AND c.status = 'live')) ORDER BY m.created_at DESC, m.id DESC)))
FROM (SELECT * FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 3) m
