-- rows at most: 2

-- $1: the tenant
-- $2: key 0 of the MerchantStats with id $id
SELECT t1."merchant_id", t1."listed" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 AND t1."merchant_id" = $2;

-- $1: the tenant
-- $2: key 0 of the MerchantStats with id $id
SELECT t1."listed", t2."id", t3."merchant_id", t3."listed" FROM "market"."merchant_stats" t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" LEFT JOIN "market"."merchant_stats" t3 ON t3."tenant_id" = $1 AND t3."merchant_id" = t2."id" WHERE t1."tenant_id" = $1 AND t1."merchant_id" = $2;
