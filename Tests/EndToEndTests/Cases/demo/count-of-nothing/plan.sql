-- rows at most: 1102

-- $1: the tenant
-- $2: "0"
-- $3: "0"
-- $4: "0"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."category" t2 WHERE t2."tenant_id" = $1 AND ((t2."id" < $2)) LIMIT 10001) c), (SELECT ROW(t4."figure0") FROM (SELECT count(*) AS "figure0" FROM (SELECT NULL FROM "market"."category" t3 WHERE t3."tenant_id" = $1 AND ((t3."id" < $3)) LIMIT 100001) t3) t4), t1."name", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."name", t1."id", t1."position" FROM "market"."category" t1 WHERE t1."tenant_id" = $1 AND ((t1."id" < $4)) ORDER BY t1."position", t1."id" LIMIT 3) t1 ON true ORDER BY t1."position", t1."id";
