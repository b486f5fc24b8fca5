-- rows at most: 2

-- $1: the tenant
SELECT t1."name", t1."created_at", t3."id", t5."id", t5."name" FROM "market"."product" t1 LEFT JOIN "market"."category" t3 ON t3."tenant_id" = $1 AND t3."id" = t1."category_id" LEFT JOIN LATERAL "market"."category_best"("category_id" => t3."id") t4 ON true LEFT JOIN "market"."product" t5 ON t5."tenant_id" = $1 AND t5."id" = t4."id" AND nullif(((t5.status <> 'draft')), false) IS NOT NULL WHERE t1."tenant_id" = $1 AND nullif(((t1.status <> 'draft')), false) IS NOT NULL AND (t1."tenant_id", t1."id") IN (SELECT t2."tenant_id", t2."id" FROM "market"."newest_product"() t2);
