-- rows at most: 309

-- $1: the tenant
SELECT t1."id", ARRAY(SELECT ROW(t2."since", t3."id") FROM (SELECT t2."since", t2."buyer_id" FROM "market"."merchant_followers_i_follow"("tenant_id" => $1, "id" => t1."id") t2 WHERE EXISTS (SELECT FROM "market"."buyer" t4 WHERE t4."tenant_id" = $1 AND t4."id" = t2."buyer_id") ORDER BY t2."since" DESC, t2."buyer_id" DESC LIMIT 2) t2 LEFT JOIN "market"."buyer" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."buyer_id" ORDER BY t2."since" DESC, t2."buyer_id" DESC) FROM (SELECT t1."id", t1."created_at" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 ORDER BY t1."created_at", t1."id" LIMIT 3) t1 ORDER BY t1."created_at", t1."id";
