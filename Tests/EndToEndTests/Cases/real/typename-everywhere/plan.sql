-- rows at most: 4

-- $1: the tenant
SELECT ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id", t2."created_at" FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t2.tenant_id, t2.id))), false) IS NOT NULL AND t2."merchant_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 1) t2 ORDER BY t2."created_at" DESC, t2."id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
