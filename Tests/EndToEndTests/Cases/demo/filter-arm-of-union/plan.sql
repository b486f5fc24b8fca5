-- rows at most: 23

-- $1: the tenant
-- $2: "2"
SELECT t2."id", t3."id", t4."id" FROM (SELECT t1."followed_merchant_id", t1."followed_buyer_id", t1."followed_group_id", t1."created_at", t1."id" FROM "market"."follow" t1 WHERE t1."tenant_id" = $1 AND (EXISTS (SELECT FROM "market"."merchant" t5 WHERE t5."tenant_id" = $1 AND t5."id" = t1."followed_merchant_id" AND ((t5."id" = $2)))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."followed_merchant_id" LEFT JOIN "market"."buyer" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."followed_buyer_id" LEFT JOIN "market"."group" t4 ON t4."tenant_id" = $1 AND t4."id" = t1."followed_group_id" ORDER BY t1."created_at" DESC, t1."id" DESC;
