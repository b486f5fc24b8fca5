-- rows at most: 2

-- $1: the tenant
-- $2: key 0 of the place in Query.merchantStatsList at $after
SELECT t1."merchant_id" FROM (SELECT t1."merchant_id" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 AND ((((t1."merchant_id" > $2 OR ($2 IS NOT NULL AND t1."merchant_id" IS NULL))))) ORDER BY t1."merchant_id" LIMIT 3) t1 ORDER BY t1."merchant_id";
