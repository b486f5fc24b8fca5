-- rows at most: 1

-- $1: the tenant
SELECT "market"."viewer"();
