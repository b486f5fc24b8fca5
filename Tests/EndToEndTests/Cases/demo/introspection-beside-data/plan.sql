-- rows at most: 2

-- $1: the tenant
SELECT t1."slug" FROM (SELECT t1."slug", t1."position", t1."id" FROM "market"."category" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."position", t1."id" LIMIT 2) t1 ORDER BY t1."position", t1."id";
