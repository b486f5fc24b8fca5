-- rows at most: 11

-- $1: the tenant
SELECT t1."price" FROM (SELECT t1."price", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."price", t1."id" LIMIT 3) t1 ORDER BY t1."price", t1."id";

-- $1: the tenant
SELECT t1."price" FROM (SELECT t1."price", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."price" DESC, t1."id" DESC LIMIT 3) t1 ORDER BY t1."price" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: ENDED, as it is stored
-- $3: ENDED, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND t3."merchant_id" = t1."id" LIMIT 10001) c), ARRAY(SELECT ROW(t2."id") FROM (SELECT t2."id", t2."created_at" FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 AND t2."merchant_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 2) t2 ORDER BY t2."created_at" DESC, t2."id" DESC), (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t5 WHERE t5."tenant_id" = $1 AND t5."merchant_id" = t1."id" AND ((t5."status" = $3)) LIMIT 10001) c), ARRAY(SELECT ROW(t4."id") FROM (SELECT t4."id", t4."created_at" FROM "market"."campaign" t4 WHERE t4."tenant_id" = $1 AND t4."merchant_id" = t1."id" AND ((t4."status" = $2)) ORDER BY t4."created_at" DESC, t4."id" DESC LIMIT 3) t4 ORDER BY t4."created_at" DESC, t4."id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
