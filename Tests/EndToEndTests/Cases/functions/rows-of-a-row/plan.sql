-- rows at most: 206

-- $1: the tenant
-- $2: 5000
-- $3: 5000
SELECT t1."name", (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND nullif(((t3.status <> 'draft')), false) IS NOT NULL AND (t3."tenant_id", t3."id") IN (SELECT t4."tenant_id", t4."id" FROM "market"."bargains"("merchant_id" => t1."id", "below" => $2) t4) LIMIT 10001) c), ARRAY(SELECT ROW(t2."name", t2."price") FROM (SELECT t2."name", t2."price", t2."id" FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft')), false) IS NOT NULL AND (t2."tenant_id", t2."id") IN (SELECT t5."tenant_id", t5."id" FROM "market"."bargains"("merchant_id" => t1."id", "below" => $3) t5) ORDER BY t2."price", t2."id" LIMIT 3) t2 ORDER BY t2."price", t2."id") FROM (SELECT t1."name", t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;
