-- rows at most: 6

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $before
-- $3: key 1 of the place in Query.merchants at $before
-- $4: key 0 of the place in Query.merchants at $after
-- $5: key 1 of the place in Query.merchants at $after
-- $6: key 0 of the place in Query.merchants at $after
-- $7: key 1 of the place in Query.merchants at $after
-- $8: key 0 of the place in Query.merchants at $before
-- $9: key 1 of the place in Query.merchants at $before
SELECT coalesce((SELECT true FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND (t2."created_at", t2."id") <= ($2, $3) ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 1), false), coalesce((SELECT true FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND (t3."created_at", t3."id") >= ($4, $5) ORDER BY t3."created_at", t3."id" LIMIT 1), false), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."created_at", t1."id") < ($6, $7) AND (t1."created_at", t1."id") > ($8, $9) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 3) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $before
-- $3: key 1 of the place in Query.merchants at $before
-- $4: key 0 of the place in Query.merchants at $after
-- $5: key 1 of the place in Query.merchants at $after
-- $6: key 0 of the place in Query.merchants at $after
-- $7: key 1 of the place in Query.merchants at $after
-- $8: key 0 of the place in Query.merchants at $before
-- $9: key 1 of the place in Query.merchants at $before
SELECT coalesce((SELECT true FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND (t2."created_at", t2."id") <= ($2, $3) ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 1), false), coalesce((SELECT true FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND (t3."created_at", t3."id") >= ($4, $5) ORDER BY t3."created_at", t3."id" LIMIT 1), false), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."created_at", t1."id") < ($6, $7) AND (t1."created_at", t1."id") > ($8, $9) ORDER BY t1."created_at", t1."id" LIMIT 3) t1 ON true ORDER BY t1."created_at", t1."id";

-- $1: the tenant
-- $2: key 0 of the Category with id "Q2F0ZWdvcnk6MQ"
SELECT ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id", t2."created_at" FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft')), false) IS NOT NULL AND t2."category_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 2) t2 ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."category" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
