-- rows at most: 1

-- $1: the tenant
SELECT t1."place", t1."stamps" FROM (SELECT t1."place", t1."stamps", t1."id" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."id" LIMIT 1) t1 ORDER BY t1."id";
