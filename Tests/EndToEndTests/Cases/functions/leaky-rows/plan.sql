-- rows at most: 1100

-- $1: the tenant
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.status <> 'draft')), false) IS NOT NULL AND (t2."tenant_id", t2."id") IN (SELECT t3."tenant_id", t3."id" FROM "market"."leaky_rows"() t3) LIMIT 10001) c), t1."id" FROM (SELECT) f LEFT JOIN (SELECT t1."id", t1."created_at" FROM "market"."product" t1 WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL AND (t1."tenant_id", t1."id") IN (SELECT t4."tenant_id", t4."id" FROM "market"."leaky_rows"() t4) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 1000) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
