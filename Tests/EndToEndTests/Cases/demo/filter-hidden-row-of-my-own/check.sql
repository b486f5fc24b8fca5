SELECT jsonb_build_object('merchants', jsonb_build_object('totalCount', count(*), 'nodes', coalesce(jsonb_agg(jsonb_build_object('databaseId', id::text)), '[]')))
FROM (SELECT id FROM market.merchant m WHERE tenant_id = $1::bigint AND (id = 2 OR EXISTS (SELECT FROM market.campaign_participant p
    WHERE p.tenant_id = m.tenant_id AND p.merchant_id = 2 AND p.campaign_id IN (SELECT id FROM market.campaign c WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id AND c.status = 'draft')))
  AND EXISTS (SELECT FROM market.campaign c WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id AND c.status = 'draft')
  ORDER BY created_at DESC, id DESC) m
