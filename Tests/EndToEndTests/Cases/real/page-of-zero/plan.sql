-- rows at most: 101

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c), t1."name", t1."created_at", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."name", t1."created_at", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
