-- rows at most: 3

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $before
-- $3: key 1 of the place in Query.merchants at $before
-- $4: key 0 of the place in Query.merchants at $before
-- $5: key 1 of the place in Query.merchants at $before
SELECT coalesce((SELECT true FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND (t2."created_at", t2."id") <= ($2, $3) ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 1), false), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."created_at", t1."id") > ($4, $5) ORDER BY t1."created_at", t1."id" LIMIT 4) t1 ON true ORDER BY t1."created_at", t1."id";
