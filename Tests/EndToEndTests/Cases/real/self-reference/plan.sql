-- rows at most: 408

-- $1: the tenant
SELECT t1."name", t2."id", t2."name", (SELECT count(*) FROM (SELECT 1 FROM "market"."category" t4 WHERE t4."tenant_id" = $1 AND t4."parent_id" = t1."id" LIMIT 10001) c) FROM (SELECT t1."name", t1."parent_id", t1."id", t1."position" FROM "market"."category" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."position", t1."id" LIMIT 4) t1 LEFT JOIN "market"."category" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."parent_id" ORDER BY t1."position", t1."id";
