-- rows at most: 221

-- $1: the tenant
-- $2: list $ids
-- $3: list $ids
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND ((t2."id" = ANY($2))) LIMIT 10001) c), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND ((t1."id" = ANY($3))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 20) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: list $ids
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND ((t2."id" <> ALL($2))) LIMIT 10001) c);
