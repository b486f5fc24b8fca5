-- rows at most: 23

-- $1: the tenant
-- $2: "2"
SELECT t1."id", t2."id" FROM (SELECT t1."id", t1."merchant_id", t1."created_at" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL AND (EXISTS (SELECT FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."merchant_id" AND ((t3."id" = $2)))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."created_at" DESC, t1."id" DESC;
