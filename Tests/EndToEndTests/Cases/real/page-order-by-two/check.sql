SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', id::text, 'rating', rating)) FROM (
  SELECT id, rating FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY rating DESC NULLS LAST, created_at, id LIMIT 6 OFFSET 9) m)))
