-- rows at most: 111

-- $1: the tenant
-- $2: key 0 of the Merchant with id $id
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign_participant" t4 JOIN "market"."campaign" t3 ON t3."tenant_id" = $1 AND t3."id" = t4."campaign_id" WHERE t4."tenant_id" = $1 AND t4."merchant_id" = t1."id" LIMIT 10001) c), ARRAY(SELECT ROW(t2."id", t2."title") FROM (SELECT t2."id", t2."title" FROM "market"."campaign_participant" t5 JOIN "market"."campaign" t2 ON t2."tenant_id" = $1 AND t2."id" = t5."campaign_id" WHERE t5."tenant_id" = $1 AND t5."merchant_id" = t1."id" ORDER BY t2."id" LIMIT 5) t2 ORDER BY t2."id"), ARRAY(SELECT ROW(t6."slug") FROM (SELECT t6."slug", t6."id" FROM "market"."merchant_category" t7 JOIN "market"."category" t6 ON t6."tenant_id" = $1 AND t6."id" = t7."category_id" WHERE t7."tenant_id" = $1 AND t7."merchant_id" = t1."id" ORDER BY t6."id" LIMIT 5) t6 ORDER BY t6."id") FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
