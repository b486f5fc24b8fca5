-- rows at most: 3

-- $1: the tenant
SELECT ARRAY(SELECT ROW(t2."sold", t3."name") FROM (SELECT t2."sold", t2."product_id" FROM "market"."best_sellers"("merchant_id" => t1."id") t2 WHERE EXISTS (SELECT FROM "market"."product" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t2."product_id" AND nullif(((t4.status <> 'draft')), false) IS NOT NULL) ORDER BY t2."sold", t2."product_id" LIMIT 2) t2 LEFT JOIN "market"."product" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."product_id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL ORDER BY t2."sold", t2."product_id") FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
