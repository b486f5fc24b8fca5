SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', m.id::text, 'campaigns', jsonb_build_object('nodes', coalesce((
    SELECT jsonb_agg(jsonb_build_object('databaseId', c.id::text, 'title', c.title, 'status', upper(c.status))) FROM (
      SELECT * FROM market.campaign c WHERE c.tenant_id = $1::bigint AND c.merchant_id = m.id ORDER BY c.created_at DESC, c.id DESC LIMIT 2) c), '[]'::jsonb)))) FROM (
  SELECT id FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY id LIMIT 10) m)))
