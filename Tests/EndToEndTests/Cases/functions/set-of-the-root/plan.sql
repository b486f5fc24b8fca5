-- rows at most: 103

-- $1: the tenant
-- $2: 20000
SELECT t1."sold", t1."product_id", t2."name", t2."price" FROM (SELECT t1."sold", t1."product_id" FROM "market"."find_products"("tenant_id" => $1, "min_price" => $2, "max_rows" => 4::integer, "after_sold" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."product_id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL) ORDER BY t1."sold" DESC, t1."product_id" DESC LIMIT 4) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."sold" DESC, t1."product_id" DESC;
