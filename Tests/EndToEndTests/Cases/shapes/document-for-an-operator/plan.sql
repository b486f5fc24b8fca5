-- rows at most: 1

-- $1: the tenant
SELECT t1."secret" FROM (SELECT t1."secret", t1."id" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."id" LIMIT 1) t1 ORDER BY t1."id";
