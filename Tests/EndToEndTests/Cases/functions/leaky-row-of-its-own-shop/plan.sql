-- rows at most: 100

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT t1."id", t3."id", t3."status" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 50) t1 LEFT JOIN LATERAL "market"."leaky_draft"("merchant_id" => t1."id") t2 ON true LEFT JOIN "market"."product" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."id" AND nullif(((t3.status <> 'draft') OR t3."merchant_id" = $2), false) IS NOT NULL ORDER BY t1."created_at" DESC, t1."id" DESC;
