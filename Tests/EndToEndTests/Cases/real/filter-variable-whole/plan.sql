-- rows at most: 40

-- $1: the tenant
-- $2: $filter.or[0].status.eq, as it is stored
-- $3: $filter.or[1].databaseId.lt
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND ((((t1."status" = $2)) OR ((t1."id" < $3)))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 21) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: $filter.or[0].status.eq, as it is stored
-- $3: $filter.or[1].databaseId.lt
SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND ((((t2."status" = $2)) OR ((t2."id" < $3)))) LIMIT 10001) c;
