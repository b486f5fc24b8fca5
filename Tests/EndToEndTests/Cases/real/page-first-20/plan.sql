-- rows at most: 120

-- $1: the tenant
-- $2: first + 0, of $first
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c), t1."id", t1."region" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."region", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT $2) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
