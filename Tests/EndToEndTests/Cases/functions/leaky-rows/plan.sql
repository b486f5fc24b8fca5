-- rows at most: 2000

-- $1: the tenant
SELECT t1."id" FROM (SELECT t1."id", t1."created_at" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."leaky_rows"() t2) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1000) t1 ORDER BY t1."created_at" DESC, t1."id" DESC;

-- $1: the tenant
SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND (t2."tenant_id", t2."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."leaky_rows"() t3) LIMIT 10001) c;
