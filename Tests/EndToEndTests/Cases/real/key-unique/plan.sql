-- rows at most: 104

-- $1: the tenant
-- $2: "art"
SELECT t1."name", t1."position", (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant_category" t4 JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t4."merchant_id" WHERE t4."tenant_id" = $1 AND t4."category_id" = t1."id" LIMIT 10001) c), ARRAY(SELECT ROW(t2."region") FROM (SELECT t2."region", t2."id" FROM "market"."merchant_category" t5 JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t5."merchant_id" WHERE t5."tenant_id" = $1 AND t5."category_id" = t1."id" ORDER BY t2."id" LIMIT 3) t2 ORDER BY t2."id") FROM "market"."category" t1 WHERE t1."tenant_id" = $1 AND t1."slug" = $2;
