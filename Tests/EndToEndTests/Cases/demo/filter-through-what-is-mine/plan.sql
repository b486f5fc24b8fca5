-- rows at most: 141

-- $1: the tenant
-- $2: the buyer who asks
-- $3: list [PLACED, PAID, SHIPPED, DELIVERED, COMPLETED], as they are stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft')), false) IS NOT NULL AND ((EXISTS (SELECT FROM "market"."order_item" t3 WHERE t3."tenant_id" = $1 AND (t3."buyer_id" = $2) AND t3."product_id" = t2."id" AND (EXISTS (SELECT FROM "market"."order" t4 WHERE t4."tenant_id" = $1 AND (t4."buyer_id" = $2) AND t4."id" = t3."order_id" AND ((t4."status" = ANY($3)))))))) LIMIT 10001) c);
