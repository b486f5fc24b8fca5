-- rows at most: 1

-- $1: the tenant
-- $2: 1
-- $3: 0
SELECT "market"."round_up"("amount" => $2, "step" => $3);
