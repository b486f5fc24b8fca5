SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'name', name)) FROM (
  SELECT id, name FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY name DESC, id DESC LIMIT 5) m)))
