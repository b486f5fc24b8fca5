-- rows at most: 3006

-- $1: the tenant
-- $2: "茶 款"
SELECT t2."name" FROM (SELECT t1."product_id", t1."rank" FROM "market"."search_products"("tenant_id" => $1, "text" => $2, "max_rows" => 2::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."product" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."product_id" AND nullif(((t3.status <> 'draft')), false) IS NOT NULL) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 2) t1 LEFT JOIN "market"."product" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL ORDER BY t1."rank" DESC, t1."product_id" DESC;

-- $1: the tenant
-- $2: "绿茶"
SELECT t2."name" FROM (SELECT t1."merchant_id", t1."rank" FROM "market"."search_merchants"("tenant_id" => $1, "text" => $2, "max_rows" => 2::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."merchant_id") ORDER BY t1."rank" DESC, t1."merchant_id" DESC LIMIT 2) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."rank" DESC, t1."merchant_id" DESC;

-- $1: the tenant
-- $2: "爱好"
SELECT t1."rank", t2."name", t2."member_count" FROM (SELECT t1."rank", t1."group_id" FROM "market"."search_groups"("tenant_id" => $1, "text" => $2, "max_rows" => 2::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."group" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."group_id") ORDER BY t1."rank" DESC, t1."group_id" DESC LIMIT 2) t1 LEFT JOIN "market"."group" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."group_id" ORDER BY t1."rank" DESC, t1."group_id" DESC;
