SELECT jsonb_build_object('products', jsonb_build_object('totalCount', count(*))) FROM market.product p
WHERE tenant_id = $1::bigint AND status <> 'draft' AND EXISTS (SELECT FROM market.order_item i JOIN market."order" o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
  WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id AND o.buyer_id = 5 AND o.status IN ('placed', 'paid', 'shipped', 'delivered', 'completed'))
