-- rows at most: 1

-- $1: the tenant
-- $2: key 0 of the MerchantStats with id $id
SELECT t1."merchant_id", t1."listed" FROM "market"."merchant_stats" t1 WHERE t1."tenant_id" = $1 AND t1."merchant_id" = $2;
