SELECT jsonb_build_object('searchProducts', jsonb_build_object('edges', jsonb_agg(jsonb_build_object('rank', s.rank, 'node', jsonb_build_object(
  'name', s.name, 'merchant', jsonb_build_object('name', s.shop))) ORDER BY s.rank DESC, s.id DESC), 'pageInfo', jsonb_build_object('hasNextPage', true)))
FROM (
  SELECT p.id, p.name, m.name AS shop,
    least(31, floor(2 * ln(1 + p.sold_at_least::double precision) / ln(2::double precision))) + CASE WHEN p.name ~* '\mclassic\M' THEN 200 ELSE 100 END AS rank
  FROM market.product p JOIN market.merchant m ON m.tenant_id = p.tenant_id AND m.id = p.merchant_id
  WHERE p.tenant_id = $1::text::bigint AND p.status <> 'draft' AND concat_ws(' ', p.name, p.description) ~* '\mclassic\M'
  ORDER BY rank DESC, id DESC LIMIT 3
) s
