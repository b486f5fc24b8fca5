-- rows at most: 8

-- $1: the tenant
-- $2: the merchants that the viewer acts for
SELECT t1."total", t2."id", t2."monthly_sales" FROM (SELECT t1."total", t1."merchant_id", t1."created_at", t1."id" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."merchant_id" = ANY($2)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: the merchants that the viewer acts for
SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."merchant_id" = ANY($2)) LIMIT 10001) c;

-- $1: the tenant
SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c;
