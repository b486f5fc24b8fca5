-- rows at most: 2

-- $1: the tenant
-- $2: 3000
-- $3: key 0 of the place in Query.cheapProducts at $after
-- $4: key 1 of the place in Query.cheapProducts at $after
SELECT t1."name", t1."created_at" FROM (SELECT t1."name", t1."created_at", t1."id" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."cheap_products"("below" => $2) t2) AND (t1."created_at", t1."id") < ($3, $4) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
