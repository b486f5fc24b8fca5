-- rows at most: 2

-- $1: the tenant
SELECT "market"."viewer"();

-- $1: the tenant
SELECT t1."id", t1."nickname" FROM "market"."buyer" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."viewer_buyer"("tenant_id" => $1) t2);
