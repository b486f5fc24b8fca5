-- rows at most: 104

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 LIMIT 10001) c), t1."name", t1."region", ARRAY(SELECT ROW(t2."title", t2."status") FROM (SELECT t2."title", t2."status", t2."created_at", t2."id" FROM "market"."campaign" t2 WHERE t2."tenant_id" = $1 AND t2."merchant_id" = t1."id" ORDER BY t2."created_at" DESC, t2."id" DESC LIMIT 1) t2 ORDER BY t2."created_at" DESC, t2."id" DESC), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."name", t1."region", t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 2) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
