-- rows at most: 103

-- $1: the tenant
-- $2: 20000
-- $3: key 0 of the place in Query.findProducts at $after
-- $4: key 1 of the place in Query.findProducts at $after
-- $5: first + 1, of $n
-- $6: 20000
-- $7: key 0 of the place in Query.findProducts at $after
-- $8: key 1 of the place in Query.findProducts at $after
-- $9: key 0 of the place in Query.findProducts at $after
-- $10: key 1 of the place in Query.findProducts at $after
SELECT coalesce((SELECT true FROM "market"."find_products"("tenant_id" => $1, "min_price" => $2, "max_rows" => 1::integer, "after_sold" => NULL, "after_id" => NULL) t3 WHERE EXISTS (SELECT FROM "market"."product" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t3."product_id" AND nullif(((t4.status <> 'draft')), false) IS NOT NULL) AND ((((t3."sold" > $3 OR ($3 IS NOT NULL AND t3."sold" IS NULL))) OR (t3."sold" IS NOT DISTINCT FROM $3 AND t3."product_id" > $4) OR (t3."sold" IS NOT DISTINCT FROM $3 AND t3."product_id" = $4))) ORDER BY t3."sold", t3."product_id" LIMIT 1), false), t1."sold", t2."name", t2."price", t1."product_id" FROM (SELECT) f LEFT JOIN (SELECT t1."sold", t1."product_id" FROM "market"."find_products"("tenant_id" => $1, "min_price" => $6, "max_rows" => $5::integer, "after_sold" => $7, "after_id" => $8) t1 WHERE EXISTS (SELECT FROM "market"."product" t5 WHERE t5."tenant_id" = $1 AND t5."id" = t1."product_id" AND nullif(((t5.status <> 'draft')), false) IS NOT NULL) AND ((((t1."sold" < $9 OR ($9 IS NULL AND t1."sold" IS NOT NULL))) OR (t1."sold" IS NOT DISTINCT FROM $9 AND t1."product_id" < $10))) ORDER BY t1."sold" DESC, t1."product_id" DESC LIMIT $5) t1 ON true LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."sold" DESC, t1."product_id" DESC;
