-- rows at most: 840

-- $1: the tenant
-- $2: key 0 of each Buyer among ids $ids
SELECT t1."id", t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."buyer" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0;

-- $1: the tenant
-- $2: key 0 of each Campaign among ids $ids
SELECT t1."id", t3."id", t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."campaign" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0 LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."merchant_id";

-- $1: the tenant
-- $2: key 0 of each Merchant among ids $ids
SELECT t1."id", (SELECT count(*) FROM (SELECT 1 FROM "market"."campaign" t4 WHERE t4."tenant_id" = $1 AND t4."merchant_id" = t1."id" LIMIT 10001) c), t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."merchant" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0;

-- $1: the tenant
-- $2: key 0 of each Order among ids $ids
SELECT t1."id", t1."item_count", t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."order" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0;
