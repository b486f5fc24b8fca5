-- rows at most: 6

-- $1: the tenant
SELECT t1."name", t3."id", t3."name", t3."sold_count", t4."id", t4."name" FROM (SELECT t1."name", t1."id", t1."position" FROM "market"."category" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."position", t1."id" LIMIT 3) t1 LEFT JOIN LATERAL "market"."category_best"("category_id" => t1."id") t2 ON true LEFT JOIN "market"."product" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL LEFT JOIN "market"."merchant" t4 ON t4."tenant_id" = $1 AND t4."id" = t3."merchant_id" ORDER BY t1."position", t1."id";
