-- rows at most: 105

-- $1: the tenant
-- $2: list [DELIVERED, SHIPPED], as they are stored
-- $3: "2018-01-01T00:00:00Z"
-- $4: "773"
-- $5: list [DELIVERED, SHIPPED], as they are stored
-- $6: "2018-01-01T00:00:00Z"
-- $7: "773"
SELECT (SELECT count(*) FROM (SELECT 1 FROM "market"."order" t2 WHERE t2."tenant_id" = $1 AND ((t2."status" = ANY($2)) AND (t2."created_at" < $3) AND (t2."merchant_id" = $4)) LIMIT 10001) c), t1."id", t1."status" FROM (SELECT) f LEFT JOIN (SELECT t1.* FROM (SELECT DISTINCT unnest($5::text[]) AS "status") t3 CROSS JOIN LATERAL (SELECT t1."id", t1."status", t1."created_at" FROM "market"."order" t1 WHERE t1."tenant_id" = $1 AND ((t1."status" = t3."status") AND (t1."created_at" < $6) AND (t1."merchant_id" = $7)) ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 5) t1 ORDER BY t1."created_at" DESC, t1."id" DESC LIMIT 5) t1 ON true ORDER BY t1."created_at" DESC, t1."id" DESC;
