-- rows at most: 2003

-- $1: the tenant
-- $2: the buyer who asks
-- $3: key 0 of the place in Query.feed at $after
-- $4: key 1 of the place in Query.feed at $after
-- $5: key 0 of the place in Query.feed at $after
-- $6: key 1 of the place in Query.feed at $after
SELECT t1."posted_at", t2."id", t3."id", t3."name", t4."id", t4."nickname" FROM (SELECT t1."posted_at", t1."post_id" FROM "market"."feed"("tenant_id" => $1, "max_rows" => 4::integer, "after_posted_at" => $3, "after_post_id" => $4) t1 WHERE EXISTS (SELECT FROM "market"."post" t5 WHERE t5."tenant_id" = $1 AND t5."id" = t1."post_id" AND nullif(((t5.status = 'published') OR t5."author_buyer_id" = $2), false) IS NOT NULL) AND ((((t1."posted_at" < $5 OR ($5 IS NULL AND t1."posted_at" IS NOT NULL))) OR (t1."posted_at" IS NOT DISTINCT FROM $5 AND t1."post_id" < $6))) ORDER BY t1."posted_at" DESC, t1."post_id" DESC LIMIT 4) t1 LEFT JOIN "market"."post" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."post_id" AND nullif(((t2.status = 'published') OR t2."author_buyer_id" = $2), false) IS NOT NULL LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."author_merchant_id" LEFT JOIN "market"."buyer" t4 ON t4."tenant_id" = $1 AND t4."id" = t2."author_buyer_id" ORDER BY t1."posted_at" DESC, t1."post_id" DESC;
