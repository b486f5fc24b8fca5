SELECT jsonb_build_object('campaigns', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', c.id::text, 'participants', jsonb_build_object(
  'totalCount', (SELECT count(*) FROM market.campaign_participant p WHERE p.tenant_id = $1::bigint AND p.campaign_id = c.id),
  'nodes', (SELECT jsonb_agg(jsonb_build_object('part', upper(p.part), 'merchant', jsonb_build_object('databaseId', p.merchant_id::text, 'region', p.region))) FROM (
    SELECT p.*, m.region FROM market.campaign_participant p JOIN market.merchant m ON (m.tenant_id, m.id) = (p.tenant_id, p.merchant_id)
    WHERE p.tenant_id = $1::bigint AND p.campaign_id = c.id ORDER BY p.created_at, p.campaign_id, p.merchant_id LIMIT 3) p)))) FROM (
  SELECT id FROM market.campaign WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 5) c)))
