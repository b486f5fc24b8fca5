-- rows at most: 363

-- $1: the tenant
-- $2: LIVE, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL AND t3."merchant_id" = t2."id" AND ((t3."status" = $2))))) LIMIT 10001) c);

-- $1: the tenant
-- $2: LIVE, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((NOT (EXISTS (SELECT FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL AND t3."merchant_id" = t2."id" AND ((t3."status" = $2)))))) LIMIT 10001) c);

-- $1: the tenant
-- $2: list [OPEN, LIVE, ENDED], as they are stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((NOT (EXISTS (SELECT FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL AND t3."merchant_id" = t2."id" AND (((t3."status" = ANY($2)))) IS NOT TRUE)))) LIMIT 10001) c);
