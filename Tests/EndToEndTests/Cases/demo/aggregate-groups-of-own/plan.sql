-- rows at most: 1006

-- $1: the tenant
-- $2: the merchants that the viewer acts for
-- $3: first + 0, of $first
SELECT ARRAY(SELECT ROW(t3."figure0", t3."status", t3."merchant_id", t4."id", t4."name", t3."figure1", t3."figure2") FROM (SELECT t2."merchant_id", t2."status", count(*) AS "figure0", sum(t2."total") AS "figure1", (sum(count(*)) OVER ())::bigint AS "figure2" FROM (SELECT t2."merchant_id", t2."status", t2."total" FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."merchant_id" = ANY($2)) LIMIT 100001) t2 GROUP BY t2."merchant_id", t2."status" ORDER BY count(*) DESC, t2."merchant_id", t2."status" LIMIT $3) t3 LEFT JOIN "market"."merchant" t4 ON t4."tenant_id" = $1 AND t4."id" = t3."merchant_id" ORDER BY t3."figure0" DESC, t3."merchant_id", t3."status");
