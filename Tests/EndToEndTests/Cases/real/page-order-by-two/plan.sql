-- rows at most: 6

-- $1: the tenant
-- $2: key 0 of the place in Query.merchants at $after
-- $3: key 1 of the place in Query.merchants at $after
-- $4: key 2 of the place in Query.merchants at $after
SELECT t1."id", t1."rating" FROM (SELECT t1."id", t1."rating", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((((t1."rating" < $2 OR ($2 IS NOT NULL AND t1."rating" IS NULL))) OR (t1."rating" IS NOT DISTINCT FROM $2 AND t1."created_at" > $3) OR (t1."rating" IS NOT DISTINCT FROM $2 AND t1."created_at" = $3 AND t1."id" > $4))) ORDER BY t1."rating" DESC NULLS LAST, t1."created_at", t1."id" LIMIT 6) t1 ORDER BY t1."rating" DESC NULLS LAST, t1."created_at", t1."id";
