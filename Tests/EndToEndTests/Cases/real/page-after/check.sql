SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text)) FROM (
  SELECT id FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 5 OFFSET 5) m)))
