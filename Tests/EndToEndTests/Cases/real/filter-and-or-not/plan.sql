-- rows at most: 101

-- $1: the tenant
-- $2: 4.9
-- $3: "sao paulo"
-- $4: list ["santos", "campinas"]
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((((t2."rating" >= $2) AND NOT (((t2."region" = $3)))) OR ((((t2."rating" IS NULL)) AND ((t2."region" = ANY($4))))))) LIMIT 10001) c);
