-- rows at most: 160

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: DRAFT, as it is stored
-- $4: DRAFT, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR t3."merchant_id" = $2 OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL AND t3."merchant_id" = t2."id" AND ((t3."status" = $3))))) LIMIT 10001) c), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."campaign" t4 WHERE t4."tenant_id" = $1 AND nullif(((t4.status IN ('open', 'signing', 'live', 'ended')) OR t4."merchant_id" = $2 OR (souk.takes_part(t4.tenant_id, t4.id))), false) IS NOT NULL AND t4."merchant_id" = t1."id" AND ((t4."status" = $4))))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 20) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
