-- rows at most: 99

-- $1: the tenant
SELECT "market"."listed_price_range"("tenant_id" => $1, "merchant_id" => t1."id"), ARRAY(SELECT ROW(t3."id", "market"."listed_price_range"("tenant_id" => $1, "merchant_id" => t3."id")) FROM (SELECT t2."merchant_id", t2."created_at", t2."id" FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND t2."merchant_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 2) t2 LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."merchant_id" ORDER BY t2."created_at" DESC, t2."id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
