-- rows at most: 3

-- $1: the tenant
-- $2: key 0 of the place in Merchant.bestSellers at $after
-- $3: key 1 of the place in Merchant.bestSellers at $after
-- $4: key 0 of the place in Merchant.bestSellers at $after
-- $5: key 1 of the place in Merchant.bestSellers at $after
SELECT coalesce((SELECT true FROM "market"."best_sellers"("merchant_id" => t1."id") t4 WHERE EXISTS (SELECT FROM "market"."product" t5 WHERE t5."tenant_id" = $1 AND t5."id" = t4."product_id") AND ((((t4."sold" > $2 OR ($2 IS NOT NULL AND t4."sold" IS NULL))) OR (t4."sold" IS NOT DISTINCT FROM $2 AND t4."product_id" > $3) OR (t4."sold" IS NOT DISTINCT FROM $2 AND t4."product_id" = $3))) ORDER BY t4."sold", t4."product_id" LIMIT 1), false), ARRAY(SELECT ROW(t2."sold", t3."name") FROM (SELECT t2."sold", t2."product_id" FROM "market"."best_sellers"("merchant_id" => t1."id") t2 WHERE EXISTS (SELECT FROM "market"."product" t6 WHERE t6."tenant_id" = $1 AND t6."id" = t2."product_id") AND ((((t2."sold" < $4 OR ($4 IS NULL AND t2."sold" IS NOT NULL))) OR (t2."sold" IS NOT DISTINCT FROM $4 AND t2."product_id" < $5))) ORDER BY t2."sold" DESC, t2."product_id" DESC LIMIT 3) t2 LEFT JOIN "market"."product" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."product_id" ORDER BY t2."sold" DESC, t2."product_id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
