-- rows at most: 2

-- $1: the tenant
SELECT t1."title", t1."shout" FROM (SELECT t1."title", t1."shout", t1."id" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."id" LIMIT 2) t1 ORDER BY t1."id";
