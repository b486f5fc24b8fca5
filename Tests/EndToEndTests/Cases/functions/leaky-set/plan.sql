-- rows at most: 1000

-- $1: the tenant
SELECT t1."title" FROM (SELECT t1."title", t1."product_id" FROM "market"."leaky_products"() t1 WHERE t1."tenant_id" = $1 AND EXISTS (SELECT FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL) ORDER BY t1."product_id" LIMIT 1001) t1 ORDER BY t1."product_id";
