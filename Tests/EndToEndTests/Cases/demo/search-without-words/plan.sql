-- rows at most: 4080

-- $1: the tenant
-- $2: $nothing
SELECT t1."rank" FROM (SELECT t1."rank", t1."product_id" FROM "market"."search_products"("tenant_id" => $1, "text" => $2, "max_rows" => 21::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."product" t2 WHERE t2."tenant_id" = $1 AND t2."id" = t1."product_id" AND nullif(((t2.status <> 'draft')), false) IS NOT NULL) ORDER BY t1."rank" DESC, t1."product_id" DESC LIMIT 21) t1 ORDER BY t1."rank" DESC, t1."product_id" DESC;

-- $1: the tenant
-- $2: $syntax
SELECT t1."rank" FROM (SELECT t1."rank", t1."post_id" FROM "market"."search_posts"("tenant_id" => $1, "text" => $2, "max_rows" => 20::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."post" t2 WHERE t2."tenant_id" = $1 AND t2."id" = t1."post_id" AND nullif(((t2.status = 'published')), false) IS NOT NULL) ORDER BY t1."rank" DESC, t1."post_id" DESC LIMIT 20) t1 ORDER BY t1."rank" DESC, t1."post_id" DESC;

-- $1: the tenant
-- $2: "🍵"
SELECT t2."id" FROM (SELECT t1."group_id", t1."rank" FROM "market"."search_groups"("tenant_id" => $1, "text" => $2, "max_rows" => 20::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."group" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."group_id") ORDER BY t1."rank" DESC, t1."group_id" DESC LIMIT 20) t1 LEFT JOIN "market"."group" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."group_id" ORDER BY t1."rank" DESC, t1."group_id" DESC;

-- $1: the tenant
-- $2: "\u0001"
SELECT t2."id" FROM (SELECT t1."merchant_id", t1."rank" FROM "market"."search_merchants"("tenant_id" => $1, "text" => $2, "max_rows" => 20::integer, "after_rank" => NULL, "after_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."merchant" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."merchant_id") ORDER BY t1."rank" DESC, t1."merchant_id" DESC LIMIT 20) t1 LEFT JOIN "market"."merchant" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."merchant_id" ORDER BY t1."rank" DESC, t1."merchant_id" DESC;
