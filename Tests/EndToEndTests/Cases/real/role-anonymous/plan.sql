-- rows at most: 205

-- $1: the tenant
SELECT t1."name" FROM (SELECT t1."name", t1."created_at", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft')), false) IS NOT NULL LIMIT 10001) c);

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t2.tenant_id, t2.id))), false) IS NOT NULL LIMIT 10001) c);
