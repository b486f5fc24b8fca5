-- rows at most: 1002

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: "classic"
SELECT t2."name" FROM (SELECT t1."product_id", t1."rank" FROM "market"."search_products"("tenant_id" => $1, "text" => $3, "max_rows" => 2::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."product_id" AND nullif(((t3.status <> 'draft') OR t3."merchant_id" = $2), false) IS NOT NULL) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 2) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft') OR t2."merchant_id" = $2), false) IS NOT NULL ORDER BY t1."rank" DESC, t1."product_id" DESC;
