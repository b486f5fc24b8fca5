-- rows at most: 3

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $before
-- $3: key 1 of the place in Query.merchants at $before
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."created_at", t1."id") > ($2, $3) ORDER BY t1."created_at", t1."id" LIMIT 4) t1 ORDER BY t1."created_at", t1."id";

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $before
-- $3: key 1 of the place in Query.merchants at $before
SELECT coalesce((SELECT true FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."created_at", t1."id") <= ($2, $3) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1), false);
