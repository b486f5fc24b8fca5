-- rows at most: 1003

-- $1: the tenant
-- $2: "classic"
-- $3: key 0 of the place in Query.searchProducts at $after
-- $4: key 1 of the place in Query.searchProducts at $after
-- $5: key 0 of the place in Query.searchProducts at $after
-- $6: key 1 of the place in Query.searchProducts at $after
SELECT t1."rank", t2."name" FROM (SELECT t1."rank", t1."product_id" FROM "market"."search_products"("tenant_id" => $1, "text" => $2, "max_rows" => 4::integer, "after_rank" => $3, "after_id" => $4) t1 WHERE EXISTS (SELECT FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."product_id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL) AND ((((t1."rank" < $5 OR ($5 IS NULL AND t1."rank" IS NOT NULL))) OR (t1."rank" IS NOT DISTINCT FROM $5 AND t1."product_id" < $6))) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 4) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."rank" DESC, t1."product_id" DESC;
