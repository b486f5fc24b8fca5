-- rows at most: 6

-- $1: the tenant
SELECT ARRAY(SELECT ROW(t2."sold", t2."share", t3."name", t3."sold_count") FROM (SELECT t2."sold", t2."share", t2."product_id" FROM "market"."best_sellers"("merchant_id" => t1."id") t2 WHERE EXISTS (SELECT FROM "market"."product" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t2."product_id") ORDER BY t2."sold" DESC, t2."product_id" DESC LIMIT 3) t2 LEFT JOIN "market"."product" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."product_id" ORDER BY t2."sold" DESC, t2."product_id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
