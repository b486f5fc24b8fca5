-- rows at most: 2

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT t1."name", t1."price" FROM (SELECT t1."name", t1."price", t1."created_at", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft') OR t1."merchant_id" = $2), false) IS NOT NULL ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
