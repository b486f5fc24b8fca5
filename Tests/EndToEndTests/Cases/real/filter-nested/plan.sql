-- rows at most: 104

-- $1: the tenant
-- $2: key 0 of the Merchant with id "TWVyY2hhbnQ6Nzcz"
-- $3: DELIVERED, as it is stored
-- $4: DELIVERED, as it is stored
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t3 WHERE t3."tenant_id" = $1 AND t3."merchant_id" = t1."id" AND ((t3."status" <> $3)) LIMIT 10001) c), ARRAY(SELECT ROW(t2."status") FROM (SELECT t2."status", t2."created_at", t2."id" FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND t2."merchant_id" = t1."id" AND ((t2."status" <> $4)) ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 3) t2 ORDER BY t2."created_at" DESC, t2."id" DESC) FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
