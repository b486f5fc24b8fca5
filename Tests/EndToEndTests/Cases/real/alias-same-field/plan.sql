-- rows at most: 207

-- $1: the tenant
SELECT t1."price" FROM (SELECT t1."price", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL ORDER BY t1."price", t1."id" LIMIT 2) t1 ORDER BY t1."price", t1."id";

-- $1: the tenant
SELECT t1."price" FROM (SELECT t1."price", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL ORDER BY t1."price" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."price" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: ENDED, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL AND t3."merchant_id" = t1."id" LIMIT 10001) c), (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t5 WHERE t5."tenant_id" = $1 AND nullif(((t5.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t5.tenant_id, t5.id))), false) IS NOT NULL AND t5."merchant_id" = t1."id" AND ((t5."status" = $2)) LIMIT 10001) c) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
