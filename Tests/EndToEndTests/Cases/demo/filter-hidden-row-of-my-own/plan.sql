-- rows at most: 40

-- $1: the tenant
-- $2: DRAFT, as it is stored
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 AND t2."merchant_id" = t1."id" AND ((t2."status" = $2))))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 20) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: DRAFT, as it is stored
SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."campaign" t3 WHERE t3."tenant_id" = $1 AND t3."merchant_id" = t2."id" AND ((t3."status" = $2))))) LIMIT 10001) c;
