-- rows at most: 106

-- $1: the tenant
-- $2: 3000
-- $3: 3000
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND (t2."tenant_id", t2."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."cheap_products"("below" => $2) t3) LIMIT 10001) c), t1."created_at", t1."id", t1."name", t1."price", t4."id", "market"."merchant_label"("shop" => CASE WHEN t4."id" IS NOT NULL THEN ROW(t4."tenant_id", t4."id", t4."name", t4."slug", t4."about", t4."region", t4."rating", t4."monthly_sales", t4."currency", t4."status", t4."follower_count", t4."product_count", t4."created_at")::"market"."merchant" END) FROM (SELECT) f LEFT JOIN (SELECT t1."created_at", t1."id", t1."name", t1."price", t1."merchant_id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t5."tenant_id", t5."id" FROM "market"."cheap_products"("below" => $3) t5) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true LEFT JOIN "market"."merchant" t4 ON t4."tenant_id" = $1 AND t4."id" = t1."merchant_id" ORDER BY t1."created_at" DESC, t1."id" DESC;
