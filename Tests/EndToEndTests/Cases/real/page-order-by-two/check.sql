SELECT jsonb_build_object('orders', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'status', upper(status))) FROM (
  SELECT id, status FROM market."order" WHERE tenant_id = $1::bigint ORDER BY status, id DESC LIMIT 6 OFFSET 9) m)))
