-- rows at most: 5

-- $1: the tenant
-- $2: key 0 of the Group with id $id
SELECT t1."member_count", ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id" FROM "market"."group_member" t3 JOIN "market"."buyer" t2 ON t2."tenant_id" = $1 AND t2."id" = t3."buyer_id" WHERE t3."tenant_id" = $1 AND t3."group_id" = t1."id" ORDER BY t2."id" LIMIT 5) t2 ORDER BY t2."id") FROM "market"."group" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
