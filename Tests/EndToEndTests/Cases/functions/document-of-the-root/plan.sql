-- rows at most: 4

-- $1: the tenant
-- $2: [1, 2]
SELECT "market"."letters"("sizes" => $2);

-- $1: the tenant
-- $2: []
SELECT "market"."letters"("sizes" => $2);

-- $1: the tenant
-- $2: [1, -1]
SELECT "market"."letters"("sizes" => $2);

-- $1: the tenant
SELECT "market"."sign_sides"();
