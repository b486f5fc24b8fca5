-- rows at most: 6

-- $1: the tenant
-- $2: SMALL, as it is stored
SELECT "market"."larger"("size" => $2);

-- $1: the tenant
-- $2: SMALL, as it is stored
-- $3: [SMALL, EXTRA_LARGE], as it is stored
SELECT "market"."larger"("size" => $2, "others" => $3);

-- $1: the tenant
-- $2: SMALL, as it is stored
-- $3: $sizes, as it is stored
SELECT "market"."larger"("size" => $2, "others" => $3);

-- $1: the tenant
-- $2: SMALL, as it is stored
-- $3: $carrier, as it is stored
SELECT "market"."larger"("size" => $2, "carrier" => $3);

-- $1: the tenant
-- $2: SMALL, as it is stored
-- $3: EXTRA_LARGE, as it is stored
SELECT "market"."larger"("size" => $2, "others" => $3);

-- $1: the tenant
-- $2: [EXTRA_LARGE, SMALL], as it is stored
SELECT "market"."carriers_of"("sizes" => $2);
