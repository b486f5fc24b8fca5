-- rows at most: 1

-- $1: the tenant
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."campaign" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
