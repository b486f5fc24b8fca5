SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', coalesce((SELECT jsonb_agg(jsonb_build_object('name', name)) FROM (
  SELECT name FROM market.merchant WHERE tenant_id = $1::bigint AND starts_with(name, 'S') ORDER BY name, id LIMIT 3) m), '[]')))
