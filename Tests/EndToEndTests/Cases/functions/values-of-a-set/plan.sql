-- rows at most: 2

-- $1: the tenant
SELECT ARRAY(SELECT v FROM "market"."regions"() AS v LIMIT 1000);

-- $1: the tenant
-- $2: "S"
SELECT ARRAY(SELECT v FROM "market"."regions"("first_letter" => $2) AS v LIMIT 1000);
