-- rows at most: 8

-- $1: the tenant
-- $2: list [OPEN, LIVE, OPEN], as they are stored
SELECT t1."id", t1."status" FROM (SELECT t1.* FROM (SELECT DISTINCT unnest($2::text[]) AS "status") t2 CROSS JOIN LATERAL (SELECT t1."id", t1."status", t1."created_at" FROM "market"."campaign" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status IN ('open', 'signing', 'live', 'ended')) OR (souk.takes_part(t1.tenant_id, t1.id))), false) IS NOT NULL AND ((t1."status" = t2."status")) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 6) t1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 6) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: list ["Xiamen", "Nowhere"]
SELECT t1."name", t1."region" FROM (SELECT t1.* FROM (SELECT DISTINCT unnest($2::text[]) AS "region") t2 CROSS JOIN LATERAL (SELECT t1."name", t1."region", t1."created_at", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((t1."region" = t2."region")) ORDER BY t1."created_at", t1."id" LIMIT 2) t1 ORDER BY t1."created_at", t1."id" LIMIT 2) t1 ORDER BY t1."created_at", t1."id";
