-- rows at most: 103

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant_stats" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c), t1."merchant_id", t1."listed", t1."lowest", t3."id", t3."name" FROM (SELECT) f LEFT JOIN (SELECT t1."merchant_id", t1."listed", t1."lowest" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."merchant_id" LIMIT 4) t1 ON true LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."merchant_id" ORDER BY t1."merchant_id";
