-- rows at most: 10

-- $1: the tenant
SELECT t1."id", t1."follower_count" FROM (SELECT t1."id", t1."follower_count", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT t1."id", t1."member_count" FROM (SELECT t1."id", t1."member_count", t1."created_at" FROM "market"."group" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
