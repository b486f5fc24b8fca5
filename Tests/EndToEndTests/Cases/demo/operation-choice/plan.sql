-- rows at most: 1

-- $1: the tenant
SELECT t1."name" FROM (SELECT t1."name", t1."position", t1."id" FROM "market"."category" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."position", t1."id" LIMIT 1) t1 ORDER BY t1."position", t1."id";
