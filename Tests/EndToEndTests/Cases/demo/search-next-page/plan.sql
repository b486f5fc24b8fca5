-- rows at most: 1003

-- $1: the tenant
-- $2: "classic"
-- $3: key 0 of the place in Query.searchProducts at $after
-- $4: key 1 of the place in Query.searchProducts at $after
-- $5: "classic"
-- $6: key 0 of the place in Query.searchProducts at $after
-- $7: key 1 of the place in Query.searchProducts at $after
-- $8: key 0 of the place in Query.searchProducts at $after
-- $9: key 1 of the place in Query.searchProducts at $after
SELECT coalesce((SELECT true FROM "market"."search_products"("tenant_id" => $1, "text" => $2, "max_rows" => 1::integer, "after_rank" => NULL, "after_id" => NULL) t3 WHERE EXISTS (SELECT FROM "market"."product" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t3."product_id" AND nullif(((t4.status <> 'draft')), false) IS NOT NULL) AND ((((t3."rank" > $3 OR ($3 IS NOT NULL AND t3."rank" IS NULL))) OR (t3."rank" IS NOT DISTINCT FROM $3 AND t3."product_id" > $4) OR (t3."rank" IS NOT DISTINCT FROM $3 AND t3."product_id" = $4))) ORDER BY t3."rank", t3."product_id" LIMIT 1), false), t1."rank", t2."name", t1."product_id" FROM (SELECT) f LEFT JOIN (SELECT t1."rank", t1."product_id" FROM "market"."search_products"("tenant_id" => $1, "text" => $5, "max_rows" => 4::integer, "after_rank" => $6, "after_id" => $7) t1 WHERE EXISTS (SELECT FROM "market"."product" t5 WHERE t5."tenant_id" = $1 AND t5."id" = t1."product_id" AND nullif(((t5.status <> 'draft')), false) IS NOT NULL) AND ((((t1."rank" < $8 OR ($8 IS NULL AND t1."rank" IS NOT NULL))) OR (t1."rank" IS NOT DISTINCT FROM $8 AND t1."product_id" < $9))) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 4) t1 ON true LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."rank" DESC, t1."product_id" DESC;
