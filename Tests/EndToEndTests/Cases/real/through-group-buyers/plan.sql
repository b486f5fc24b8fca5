-- rows at most: 9

-- $1: the tenant
-- $2: key 0 of the Group with id $id
SELECT t1."member_count", (SELECT count(*) FROM (SELECT 1 FROM "market"."group_member" t4 JOIN "market"."buyer" t3 ON t3."tenant_id" = $1 AND t3."id" = t4."buyer_id" WHERE t4."tenant_id" = $1 AND t4."group_id" = t1."id" LIMIT 10001) c), ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id" FROM "market"."group_member" t5 JOIN "market"."buyer" t2 ON t2."tenant_id" = $1 AND t2."id" = t5."buyer_id" WHERE t5."tenant_id" = $1 AND t5."group_id" = t1."id" ORDER BY t2."id" LIMIT 5) t2 ORDER BY t2."id") FROM "market"."group" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
