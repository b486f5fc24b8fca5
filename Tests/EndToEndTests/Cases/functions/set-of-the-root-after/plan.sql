-- rows at most: 103

-- $1: the tenant
-- $2: first + 1, of $n
-- $3: 20000
-- $4: key 0 of the place in Query.findProducts at $after
-- $5: key 1 of the place in Query.findProducts at $after
-- $6: key 0 of the place in Query.findProducts at $after
-- $7: key 1 of the place in Query.findProducts at $after
SELECT t1."sold", t2."name", t2."price" FROM (SELECT t1."sold", t1."product_id" FROM "market"."find_products"("tenant_id" => $1, "min_price" => $3, "max_rows" => $2::integer, "after_sold" => $4, "after_id" => $5) t1 WHERE EXISTS (SELECT FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."product_id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL) AND ((((t1."sold" < $6 OR ($6 IS NULL AND t1."sold" IS NOT NULL))) OR (t1."sold" IS NOT DISTINCT FROM $6 AND t1."product_id" < $7))) ORDER BY t1."sold" DESC, t1."product_id" DESC LIMIT $2) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."sold" DESC, t1."product_id" DESC;
