-- rows at most: 306

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."merchant_id" = $2) LIMIT 10001) c);

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant_staff" t2 WHERE t2."tenant_id" = $1 AND (t2."merchant_id" = $2) LIMIT 10001) c), t1."duty", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."duty", t1."id", t1."created_at" FROM "market"."merchant_staff" t1 WHERE t1."tenant_id" = $1 AND (t1."merchant_id" = $2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."buyer_contact" t2 WHERE t2."tenant_id" = $1 AND nullif(((souk.bought_from_me(t2.tenant_id, t2.buyer_id))), false) IS NOT NULL AND (t2."buyer_id" = ANY (ARRAY(SELECT souk.my_customers()))) LIMIT 10001) c);

-- $1: the tenant
SELECT t1."monthly_sales" FROM (SELECT t1."monthly_sales", t1."created_at", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
