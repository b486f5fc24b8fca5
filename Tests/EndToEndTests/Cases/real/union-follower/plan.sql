-- rows at most: 6

-- $1: the tenant
-- $2: key 0 of the Merchant with id $id
SELECT ARRAY(SELECT ROW(t3."id", t3."nickname", t3."region", t4."id", t4."name") FROM (SELECT t2."follower_buyer_id", t2."follower_merchant_id", t2."created_at", t2."id" FROM "market"."follow" t2 WHERE t2."tenant_id" = $1 AND t2."followed_merchant_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 5) t2 LEFT JOIN "market"."buyer" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."follower_buyer_id" LEFT JOIN "market"."merchant" t4 ON t4."tenant_id" = $1 AND t4."id" = t2."follower_merchant_id" ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
