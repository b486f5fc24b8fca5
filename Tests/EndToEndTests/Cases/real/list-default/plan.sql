-- rows at most: 20

-- $1: the tenant
SELECT t1."id", t1."name", t1."created_at" FROM (SELECT t1."id", t1."name", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 21) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
