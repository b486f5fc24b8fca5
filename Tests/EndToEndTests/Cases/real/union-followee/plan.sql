-- rows at most: 9

-- $1: the tenant
-- $2: key 0 of the Buyer with id $id
SELECT t1."followee_count", ARRAY(SELECT ROW(t2."created_at", t3."id", t4."id", t5."id") FROM (SELECT t2."created_at", t2."followed_merchant_id", t2."followed_buyer_id", t2."followed_group_id", t2."id" FROM "market"."follow" t2 WHERE t2."tenant_id" = $1 AND t2."follower_buyer_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 8) t2 LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."followed_merchant_id" LEFT JOIN "market"."buyer" t4 ON t4."tenant_id" = $1 AND t4."id" = t2."followed_buyer_id" LEFT JOIN "market"."group" t5 ON t5."tenant_id" = $1 AND t5."id" = t2."followed_group_id" ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."buyer" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
