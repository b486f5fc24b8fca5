-- rows at most: 25

-- $1: the tenant
-- $2: "1"
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((EXISTS (SELECT FROM "market"."merchant_category" t3 JOIN "market"."category" t2 ON t2."tenant_id" = $1 AND t2."id" = t3."category_id" WHERE t3."tenant_id" = $1 AND t3."merchant_id" = t1."id" AND ((t2."id" = $2))))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 5) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
