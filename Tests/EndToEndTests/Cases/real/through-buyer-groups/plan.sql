-- rows at most: 7

-- $1: the tenant
-- $2: key 0 of the Buyer with id $id
SELECT ARRAY(SELECT ROW(t2."name", t2."member_count", t3."id", t4."id") FROM (SELECT t2."name", t2."member_count", t2."merchant_id", t2."organizer_id", t2."id" FROM "market"."group_member" t5 JOIN "market"."group" t2 ON t2."tenant_id" = $1 AND t2."id" = t5."group_id" WHERE t5."tenant_id" = $1 AND t5."buyer_id" = t1."id" ORDER BY t2."id" LIMIT 4) t2 LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."merchant_id" LEFT JOIN "market"."buyer" t4 ON t4."tenant_id" = $1 AND t4."id" = t2."organizer_id" ORDER BY t2."id"), ARRAY(SELECT ROW(t6."role", t6."joined_at") FROM (SELECT t6."role", t6."joined_at", t6."group_id" FROM "market"."group_member" t6 WHERE t6."tenant_id" = $1 AND t6."buyer_id" = t1."id" ORDER BY t6."joined_at" DESC, t6."group_id" DESC LIMIT 2) t6 ORDER BY t6."joined_at" DESC, t6."group_id" DESC) FROM "market"."buyer" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
