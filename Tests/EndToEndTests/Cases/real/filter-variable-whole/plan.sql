-- rows at most: 101

-- $1: the tenant
-- $2: $filter.or[0].status.eq, as it is stored
-- $3: $filter.or[1].databaseId.lt
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND ((((t2."status" = $2)) OR ((t2."id" < $3)))) LIMIT 10001) c);
