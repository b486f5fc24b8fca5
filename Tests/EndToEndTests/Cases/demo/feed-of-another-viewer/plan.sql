-- rows at most: 2002

-- $1: the tenant
-- $2: the merchant that the viewer acts for
SELECT t2."id" FROM (SELECT t1."post_id", t1."posted_at" FROM "market"."feed"("tenant_id" => $1, "max_rows" => 2::integer, "after_posted_at" => NULL, "after_post_id" => NULL) t1 WHERE EXISTS (SELECT FROM "market"."post" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."post_id" AND nullif(((t3.status = 'published') OR t3."author_merchant_id" = $2), false) IS NOT NULL) ORDER BY t1."posted_at" DESC, t1."post_id" DESC LIMIT 2) t1 LEFT JOIN "market"."post" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."post_id" AND nullif(((t2.status = 'published') OR t2."author_merchant_id" = $2), false) IS NOT NULL ORDER BY t1."posted_at" DESC, t1."post_id" DESC;
