-- rows at most: 101

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c);
