-- rows at most: 9

-- $1: the tenant
-- $2: 3000
SELECT t1."created_at", t1."id", t1."name", t1."price", t2."id", "market"."merchant_label"("shop" => CASE WHEN t2."id" IS NOT NULL THEN ROW(t2."tenant_id", t2."id", t2."name", t2."slug", t2."about", t2."region", t2."rating", t2."monthly_sales", t2."currency", t2."status", t2."follower_count", t2."product_count", t2."created_at")::"market"."merchant" END) FROM (SELECT t1."created_at", t1."id", t1."name", t1."price", t1."merchant_id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."cheap_products"("below" => $2) t3) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: 3000
SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND (t2."tenant_id", t2."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."cheap_products"("below" => $2) t3) LIMIT 10001) c;
