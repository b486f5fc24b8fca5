-- rows at most: 40

-- $1: the tenant
-- $2: 4.9
-- $3: "sao paulo"
-- $4: list ["santos", "campinas"]
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND ((((t1."rating" >= $2) AND NOT (((t1."region" = $3)))) OR ((((t1."rating" IS NULL)) AND ((t1."region" = ANY($4))))))) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 21) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
-- $2: 4.9
-- $3: "sao paulo"
-- $4: list ["santos", "campinas"]
SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND ((((t2."rating" >= $2) AND NOT (((t2."region" = $3)))) OR ((((t2."rating" IS NULL)) AND ((t2."region" = ANY($4))))))) LIMIT 10001) c;
