-- rows at most: 6

-- $1: the tenant
SELECT t1."id", t1."place", t1."stamps" FROM (SELECT t1."id", t1."place", t1."stamps" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."id" LIMIT 6) t1 ORDER BY t1."id";
