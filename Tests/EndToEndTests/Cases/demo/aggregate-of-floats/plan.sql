-- rows at most: 1001

-- $1: the tenant
SELECT (SELECT ROW(t3."figure0", t3."figure1", t3."figure2") FROM (SELECT count(*) AS "figure0", sum(t2."rating"::float8 ORDER BY t2."rating") AS "figure1", avg(t2."rating"::float8 ORDER BY t2."rating") AS "figure2" FROM (SELECT t2."rating" FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 LIMIT 100001) t2) t3);
