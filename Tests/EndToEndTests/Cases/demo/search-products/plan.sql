-- rows at most: 1003

-- $1: the tenant
-- $2: "CLASSIC "
SELECT t1."rank", t2."name", t3."id", t3."name" FROM (SELECT t1."rank", t1."product_id" FROM "market"."search_products"("tenant_id" => $1, "text" => $2, "max_rows" => 4::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."product" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t1."product_id" AND nullif(((t4.status <> 'draft')), false) IS NOT NULL) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 4) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."merchant_id" ORDER BY t1."rank" DESC, t1."product_id" DESC;
