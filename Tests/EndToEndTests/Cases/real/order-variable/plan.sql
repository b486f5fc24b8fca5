-- rows at most: 5

-- $1: the tenant
SELECT t1."id", t1."name" FROM (SELECT t1."id", t1."name" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."name" DESC, t1."id" DESC LIMIT 5) t1 ORDER BY t1."name" DESC, t1."id" DESC;
