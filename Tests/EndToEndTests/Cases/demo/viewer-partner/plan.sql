-- rows at most: 121

-- $1: the tenant
SELECT "market"."viewer"();

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t2 WHERE t2."tenant_id" = $1 AND (t2."tenant_id", t2."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."viewer_merchants"("tenant_id" => $1) t3) LIMIT 10001) c), t1."id", t1."name" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."name", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t4."tenant_id", t4."id" FROM "market"."viewer_merchants"("tenant_id" => $1) t4) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 20) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
