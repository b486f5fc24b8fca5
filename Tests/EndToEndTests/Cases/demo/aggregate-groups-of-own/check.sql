SELECT jsonb_build_object('orders', jsonb_build_object('groupedAggregates', jsonb_agg(jsonb_build_object('keys', jsonb_build_object(
  'status', upper(g.status), 'merchantId', g.merchant_id::text, 'merchant', jsonb_build_object('name', m.name)), 'count', g.n,
  'sum', jsonb_build_object('total', g.total::text)) ORDER BY g.n DESC, g.merchant_id, g.status)))
FROM (SELECT tenant_id, merchant_id, status, count(*) AS n, sum(total) AS total FROM market."order"
  WHERE tenant_id = $1::bigint AND merchant_id IN (1, 2) GROUP BY 1, 2, 3 ORDER BY n DESC, 2, 3 LIMIT 5) g
JOIN market.merchant m ON m.tenant_id = g.tenant_id AND m.id = g.merchant_id
