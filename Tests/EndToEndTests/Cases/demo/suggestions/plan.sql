-- rows at most: 10005

-- $1: the tenant
SELECT t1."followed_by_count", t2."id" FROM (SELECT t1."followed_by_count", t1."merchant_id" FROM "market"."suggested_merchants"("tenant_id" => $1) t1 WHERE EXISTS (SELECT FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."merchant_id") ORDER BY t1."followed_by_count" DESC, t1."merchant_id" DESC LIMIT 5) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."followed_by_count" DESC, t1."merchant_id" DESC;
