-- rows at most: 306

-- $1: the tenant
-- $2: "2020-01-01T00:00:00Z"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."group_member" t3 WHERE t3."tenant_id" = $1 AND t3."group_id" = t1."id" AND ((t3."joined_at" > $2)) LIMIT 10001) c) FROM (SELECT t1."id", t1."created_at" FROM "market"."group" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status <> 'draft')), false) IS NOT NULL AND t3."merchant_id" = t1."id" LIMIT 10001) c) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
