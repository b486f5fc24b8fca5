SELECT jsonb_build_object('orders', jsonb_build_object('totalCount', (SELECT count(*) FROM market."order" WHERE tenant_id = $1::bigint AND merchant_id = 773 AND status IN ('delivered', 'shipped') AND created_at < '2018-01-01Z'),
  'nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'status', upper(status))) FROM (
    SELECT id, status FROM market."order" WHERE tenant_id = $1::bigint AND merchant_id = 773 AND status IN ('delivered', 'shipped') AND created_at < '2018-01-01Z' ORDER BY created_at DESC, id DESC LIMIT 5) o)))
