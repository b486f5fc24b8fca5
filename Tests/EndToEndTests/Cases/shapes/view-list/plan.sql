-- rows at most: 6

-- $1: the tenant
SELECT t1."merchant_id", t1."listed", t1."lowest", t2."id", t2."name" FROM (SELECT t1."merchant_id", t1."listed", t1."lowest" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."merchant_id" LIMIT 4) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."merchant_id";

-- $1: the tenant
SELECT count(*) FROM (SELECT 1 FROM "market"."merchant_stats" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c;
