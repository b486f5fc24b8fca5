-- rows at most: 2

-- $1: the tenant
-- $2: key 0 of the Badge with id $badge
SELECT t1."id", t1."title", t1."kind" FROM "market"."badge" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;

-- $1: the tenant
-- $2: key 0 of the Post with id $post
SELECT t1."title" FROM "market"."post" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status = 'published')), false) IS NOT NULL AND t1."id" = $2;
