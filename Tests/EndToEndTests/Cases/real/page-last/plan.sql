-- rows at most: 4

-- $1: the tenant
SELECT t1."id", t1."created_at" FROM (SELECT t1."id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at", t1."id" LIMIT 5) t1 ORDER BY t1."created_at", t1."id";
