-- rows at most: 6

-- $1: the tenant
-- $2: key 0 of the place in Query.orders at $after
-- $3: key 1 of the place in Query.orders at $after
SELECT t1."id", t1."status" FROM (SELECT t1."id", t1."status" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND (t1."status" >= $2 AND ((t1."status" > $2) OR (t1."status" = $2 AND t1."id" < $3))) ORDER BY t1."status", t1."id" DESC LIMIT 6) t1 ORDER BY t1."status", t1."id" DESC;
