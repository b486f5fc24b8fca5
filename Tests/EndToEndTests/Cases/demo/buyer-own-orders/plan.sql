-- rows at most: 12

-- $1: the tenant
-- $2: the buyer who asks
SELECT t1."id", t1."status", t2."id", ARRAY(SELECT ROW(t3."quantity", t4."id", t4."name") FROM (SELECT t3."quantity", t3."product_id", t3."order_id", t3."line" FROM "market"."order_item" t3 WHERE t3."tenant_id" = $1 AND (t3."buyer_id" = $2) AND t3."order_id" = t1."id" ORDER BY t3."order_id", t3."line" LIMIT 2) t3 LEFT JOIN "market"."product" t4 ON t4."tenant_id" = $1 AND t4."id" = t3."product_id" ORDER BY t3."order_id", t3."line") FROM (SELECT t1."id", t1."status", t1."buyer_id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."buyer_id" = $2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 LEFT JOIN "market"."buyer" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."buyer_id" ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: the buyer who asks
SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."buyer_id" = $2) LIMIT 10001) c;
