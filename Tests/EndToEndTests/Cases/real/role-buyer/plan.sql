-- rows at most: 305

-- $1: the tenant
-- $2: the buyer who asks
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."buyer_id" = $2) LIMIT 10001) c), t1."total", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."total", t1."id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."buyer_id" = $2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."buyer" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c);

-- $1: the tenant
-- $2: the buyer who asks
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."buyer_contact" t2 WHERE t2."tenant_id" = $1 AND nullif((t2."buyer_id" = $2 OR (souk.bought_from_me(t2.tenant_id, t2.buyer_id))), false) IS NOT NULL AND (t2."buyer_id" = $2 OR t2."buyer_id" = ANY (ARRAY(SELECT souk.my_customers()))) LIMIT 10001) c);
