-- rows at most: 1

-- $1: the tenant
-- $2: key 0 of each Merchant among ids ["TWVyY2hhbnQ6Nw"]
SELECT t1."id", t1."name", t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."merchant" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0;
