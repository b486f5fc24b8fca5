SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text)) FROM (
  SELECT id FROM market.merchant m WHERE tenant_id = $1::bigint AND EXISTS (
    SELECT FROM market.merchant_category c WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id AND c.category_id = 1)
  ORDER BY created_at DESC, id DESC LIMIT 5) m)))
