-- rows at most: 6

-- $1: the tenant
SELECT t1."name", "market"."merchant_sign"("shop" => ROW(t1."tenant_id", t1."id", t1."name", t1."slug", t1."about", t1."region", t1."rating", t1."monthly_sales", t1."currency", t1."status", t1."follower_count", t1."product_count", t1."created_at")::"market"."merchant") FROM (SELECT t1."name", t1."tenant_id", t1."id", t1."slug", t1."about", t1."region", t1."rating", t1."monthly_sales", t1."currency", t1."status", t1."follower_count", t1."product_count", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: key 0 of the Merchant with id "TWVyY2hhbnQ6Mg"
-- $3: [{size: 3}, {size: "large"}]
SELECT "market"."merchant_sign"("shop" => ROW(t1."tenant_id", t1."id", t1."name", t1."slug", t1."about", t1."region", t1."rating", t1."monthly_sales", t1."currency", t1."status", t1."follower_count", t1."product_count", t1."created_at")::"market"."merchant", "letters" => $3) FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
