-- rows at most: 1

-- $1: the tenant
-- $2: key 0 of the Merchant with id $id
SELECT t1."name" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
