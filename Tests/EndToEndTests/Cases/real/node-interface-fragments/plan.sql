-- rows at most: 103

-- $1: the tenant
-- $2: key 0 of the Buyer with id $id
SELECT t1."id", t1."nickname", (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t3 WHERE t3."tenant_id" = $1 AND t3."buyer_id" = t1."id" LIMIT 10001) c), ARRAY(SELECT ROW(t2."total", t2."currency") FROM (SELECT t2."total", t2."currency", t2."created_at", t2."id" FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND t2."buyer_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 2) t2 ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."buyer" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
