-- rows at most: 22

-- $1: the tenant
SELECT "market"."viewer"();

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT t1."name", t1."duty", t3."id" FROM "market"."merchant_staff" t1 LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."merchant_id" WHERE t1."tenant_id" = $1 AND (t1."merchant_id" = $2) AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."viewer_staff_member"("tenant_id" => $1) t2);

-- $1: the tenant
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."viewer_merchants"("tenant_id" => $1) t2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 20) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
