-- rows at most: 202

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (false) LIMIT 10001) c);

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND (true) LIMIT 10001) c);
