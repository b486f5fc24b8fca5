-- rows at most: 20

-- $1: the tenant
-- $2: list ["2", "3"]
SELECT t1."merchant_id", t1."listed" FROM (SELECT t1."merchant_id", t1."listed" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 AND ((t1."merchant_id" = ANY($2))) ORDER BY t1."merchant_id" LIMIT 20) t1 ORDER BY t1."merchant_id";
