-- rows at most: 204

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: "2"
-- $4: "2"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft') OR t2."merchant_id" = $2), false) IS NOT NULL AND ((t2."merchant_id" = $3)) LIMIT 10001) c), t1."id", t1."status" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."status", t1."created_at" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft') OR t1."merchant_id" = $2), false) IS NOT NULL AND ((t1."merchant_id" = $4)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: "29"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft') OR t2."merchant_id" = $2), false) IS NOT NULL AND ((t2."merchant_id" = $3)) LIMIT 10001) c);
