-- rows at most: 2

-- $1: the tenant
-- $2: "17"
-- $3: 1
SELECT t1."order_id", t1."line", t1."quantity", t1."unit_price", t2."id" FROM "market"."order_item" t1 LEFT JOIN "market"."order" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."order_id" WHERE t1."tenant_id" = $1 AND t1."order_id" = $2 AND t1."line" = $3;

-- $1: the tenant
-- $2: "17"
-- $3: 99
SELECT t1."line" FROM "market"."order_item" t1 WHERE t1."tenant_id" = $1 AND t1."order_id" = $2 AND t1."line" = $3;
