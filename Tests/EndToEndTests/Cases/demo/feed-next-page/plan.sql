-- rows at most: 2003

-- $1: the tenant
-- $2: the buyer who asks
-- $3: key 0 of the place in Query.feed at $after
-- $4: key 1 of the place in Query.feed at $after
-- $5: key 0 of the place in Query.feed at $after
-- $6: key 1 of the place in Query.feed at $after
-- $7: key 0 of the place in Query.feed at $after
-- $8: key 1 of the place in Query.feed at $after
SELECT coalesce((SELECT true FROM "market"."feed"("tenant_id" => $1, "max_rows" => 1::integer, "after_posted_at" => NULL, "after_post_id" => NULL) t5 WHERE EXISTS (SELECT FROM "market"."post" t6 WHERE t6."tenant_id" = $1 AND t6."id" = t5."post_id" AND nullif(((t6.status = 'published') OR t6."author_buyer_id" = $2), false) IS NOT NULL) AND ((((t5."posted_at" > $3 OR ($3 IS NOT NULL AND t5."posted_at" IS NULL))) OR (t5."posted_at" IS NOT DISTINCT FROM $3 AND t5."post_id" > $4) OR (t5."posted_at" IS NOT DISTINCT FROM $3 AND t5."post_id" = $4))) ORDER BY t5."posted_at", t5."post_id" LIMIT 1), false), t1."posted_at", t2."id", t3."id", t3."name", t4."id", t4."nickname", t1."post_id" FROM (SELECT) f LEFT JOIN (SELECT t1."posted_at", t1."post_id" FROM "market"."feed"("tenant_id" => $1, "max_rows" => 4::integer, "after_posted_at" => $5, "after_post_id" => $6) t1 WHERE EXISTS (SELECT FROM "market"."post" t7 WHERE t7."tenant_id" = $1 AND t7."id" = t1."post_id" AND nullif(((t7.status = 'published') OR t7."author_buyer_id" = $2), false) IS NOT NULL) AND ((((t1."posted_at" < $7 OR ($7 IS NULL AND t1."posted_at" IS NOT NULL))) OR (t1."posted_at" IS NOT DISTINCT FROM $7 AND t1."post_id" < $8))) ORDER BY t1."posted_at" DESC, t1."post_id" DESC LIMIT 4) t1 ON true LEFT JOIN "market"."post" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."post_id" AND nullif(((t2.status = 'published') OR t2."author_buyer_id" = $2), false) IS NOT NULL LEFT JOIN "market"."merchant" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."author_merchant_id" LEFT JOIN "market"."buyer" t4 ON t4."tenant_id" = $1 AND t4."id" = t2."author_buyer_id" ORDER BY t1."posted_at" DESC, t1."post_id" DESC;
