SELECT jsonb_build_object(
  'campaigns', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'status', upper(status))) FROM (
    SELECT id, status FROM market.campaign WHERE tenant_id = $1::bigint AND status IN ('open', 'live')
    ORDER BY created_at DESC, id DESC LIMIT 6) c)),
  'merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('name', name, 'region', region) ORDER BY created_at DESC, id DESC)
  FROM (
    SELECT id, name, region, created_at FROM market.merchant WHERE tenant_id = $1::bigint AND region = 'Xiamen'
    ORDER BY created_at, id LIMIT 2) m)))
