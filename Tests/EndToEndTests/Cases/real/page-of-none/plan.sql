-- rows at most: 105

-- $1: the tenant
-- $2: "1000000"
-- $3: "1000000"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."group" t2 WHERE t2."tenant_id" = $1 AND ((t2."id" > $2)) LIMIT 10001) c), t1."name", t1."created_at", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."name", t1."created_at", t1."id" FROM "market"."group" t1 WHERE t1."tenant_id" = $1 AND ((t1."id" > $3)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 6) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
