-- rows at most: 21

-- $1: the tenant
-- $2: GOLD_STAR, as it is stored
SELECT t1."title", t1."kind" FROM (SELECT t1."title", t1."kind", t1."id" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 AND ((t1."kind" = $2)) ORDER BY t1."id" LIMIT 20) t1 ORDER BY t1."id";

-- $1: the tenant
-- $2: list [NEWCOMER], as they are stored
SELECT t1."kind" FROM (SELECT t1.* FROM (SELECT DISTINCT unnest($2::text[]) AS "kind") t2 CROSS JOIN LATERAL (SELECT t1."kind", t1."id" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 AND ((t1."kind" = t2."kind")) ORDER BY t1."id" LIMIT 1) t1 ORDER BY t1."id" LIMIT 1) t1 ORDER BY t1."id";
