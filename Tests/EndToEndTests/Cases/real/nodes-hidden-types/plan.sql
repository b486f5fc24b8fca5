-- rows at most: 15

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: key 0 of each Campaign among ids $ids
SELECT t1."id", t2.n FROM unnest($3::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."campaign" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0 WHERE nullif(((t1.status IN ('open', 'signing', 'live', 'ended')) OR t1."merchant_id" = $2 OR (souk.takes_part(t1.tenant_id, t1.id))), false) IS NOT NULL;

-- $1: the tenant
-- $2: key 0 of each Merchant among ids $ids
SELECT t1."id", t2.n FROM unnest($2::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."merchant" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0;

-- $1: the tenant
-- $2: the merchant that the viewer acts for
-- $3: key 0 of each Product among ids $ids
SELECT t1."id", t2.n FROM unnest($3::bigint[]) WITH ORDINALITY AS t2(k0, n) JOIN "market"."product" t1 ON t1."tenant_id" = $1 AND t1."id" = t2.k0 WHERE nullif(((t1.status <> 'draft') OR t1."merchant_id" = $2), false) IS NOT NULL;
