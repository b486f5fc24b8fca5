-- rows at most: 3

-- $1: the tenant
-- $2: $start
-- $3: what comes after all that begins with an argument
SELECT t1."name" FROM (SELECT t1."name", t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (((t1."name" >= $2 AND t1."name" < $3))) ORDER BY t1."name", t1."id" LIMIT 3) t1 ORDER BY t1."name", t1."id";
