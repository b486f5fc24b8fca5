-- rows at most: 5

-- $1: the tenant
-- $2: key 0 of the Buyer with id $id
-- $3: key 0 of the place in Buyer.followees at $after
-- $4: key 1 of the place in Buyer.followees at $after
-- $5: key 0 of the place in Buyer.followees at $after
-- $6: key 1 of the place in Buyer.followees at $after
SELECT coalesce((SELECT true FROM "market"."follow" t3 WHERE t3."tenant_id" = $1 AND t3."follower_buyer_id" = t1."id" AND (t3."created_at", t3."id") >= ($3, $4) ORDER BY t3."created_at", t3."id" LIMIT 1), false), ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id", t2."created_at" FROM "market"."follow" t2 WHERE t2."tenant_id" = $1 AND t2."follower_buyer_id" = t1."id" AND (t2."created_at", t2."id") < ($5, $6) ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 5) t2 ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."buyer" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
