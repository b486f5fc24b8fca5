-- rows at most: 4

-- $1: the tenant
-- $2: 1234
-- $3: 100
SELECT "market"."round_up"("amount" => $2, "step" => $3);

-- $1: the tenant
-- $2: "9007199254740993"
-- $3: 10
-- $4: ["x", "y"]
SELECT "market"."round_up"("amount" => $2, "step" => $3, "states" => $4);

-- $1: the tenant
-- $2: 1
-- $3: 1
-- $4: $states
SELECT "market"."round_up"("amount" => $2, "step" => $3, "states" => $4);

-- $1: the tenant
-- $2: 1
-- $3: 1
-- $4: "one"
SELECT "market"."round_up"("amount" => $2, "step" => $3, "states" => $4);
