-- rows at most: 204

-- $1: the tenant
-- $2: the merchants that the viewer acts for
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (t2."merchant_id" = ANY($2)) LIMIT 10001) c), t1."total", t3."id", t3."monthly_sales", t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."total", t1."merchant_id", t1."id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."merchant_id" = ANY($2)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."merchant_id" ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: the merchants that the viewer acts for
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft') OR t2."merchant_id" = ANY($2)), false) IS NOT NULL LIMIT 10001) c);
