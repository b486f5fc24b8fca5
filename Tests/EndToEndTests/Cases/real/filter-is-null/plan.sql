-- rows at most: 40

-- $1: the tenant
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((t1."rating" IS NOT NULL)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 21) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((t2."rating" IS NOT NULL)) LIMIT 10001) c;
