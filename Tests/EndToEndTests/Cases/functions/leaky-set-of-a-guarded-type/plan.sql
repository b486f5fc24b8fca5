-- rows at most: 1000

-- $1: the tenant
-- $2: the buyer who asks
SELECT t2."id" FROM (SELECT t1."order_id" FROM "market"."leaky_orders"() t1 WHERE EXISTS (SELECT FROM "market"."order" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."order_id" AND (t3."buyer_id" = $2)) ORDER BY t1."order_id" LIMIT 1000) t1 LEFT JOIN "market"."order" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."order_id" AND (t2."buyer_id" = $2) ORDER BY t1."order_id";
