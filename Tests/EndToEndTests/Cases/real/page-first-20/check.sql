SELECT jsonb_build_object('merchants', jsonb_build_object('totalCount', (SELECT count(*) FROM market.merchant WHERE tenant_id = $1::bigint), 'nodes', (
  SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'region', region)) FROM (
    SELECT id, region FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 20) m)))
