SELECT jsonb_build_object('products', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object(
    'databaseId', id::text, 'merchant', jsonb_build_object('databaseId', merchant_id::text))) FROM (
  SELECT id, merchant_id FROM market.product WHERE tenant_id = $1::bigint AND merchant_id = 2 AND status <> 'draft'
  ORDER BY created_at DESC, id DESC LIMIT 3) p)))
