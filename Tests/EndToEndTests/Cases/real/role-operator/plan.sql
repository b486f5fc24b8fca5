-- rows at most: 304

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c);

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant_staff" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c);

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."buyer_contact" t2 WHERE t2."tenant_id" = $1 LIMIT 10001) c);

-- $1: the tenant
SELECT t1."monthly_sales" FROM (SELECT t1."monthly_sales", t1."created_at", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
