-- rows at most: 109

-- $1: the tenant
-- $2: the buyer who asks
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."buyer_id" = $2) LIMIT 10001) c), t1."id", t1."status", t3."id", ARRAY(SELECT ROW(t4."quantity", t5."id", t5."name") FROM (SELECT t4."quantity", t4."product_id", t4."line" FROM "market"."order_item" t4 WHERE t4."tenant_id" = $1 AND (t4."buyer_id" = $2) AND t4."order_id" = t1."id" ORDER BY t4."line" LIMIT 2) t4 LEFT JOIN "market"."product" t5 ON t5."tenant_id" = $1 AND t5."id" = t4."product_id" AND nullif(((t5.status <> 'draft')), false) IS NOT NULL ORDER BY t4."line") FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."status", t1."buyer_id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."buyer_id" = $2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true LEFT JOIN "market"."buyer" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."buyer_id" ORDER BY t1."created_at" DESC, t1."id" DESC;
