-- rows at most: 20004

-- $1: the tenant
SELECT t1."followed_by_count", t2."nickname" FROM (SELECT t1."followed_by_count", t1."buyer_id" FROM "market"."suggested_buyers"("tenant_id" => $1) t1 WHERE EXISTS (SELECT FROM "market"."buyer" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."buyer_id") ORDER BY t1."followed_by_count" DESC, t1."buyer_id" DESC LIMIT 3) t1 LEFT JOIN "market"."buyer" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."buyer_id" ORDER BY t1."followed_by_count" DESC, t1."buyer_id" DESC;

-- $1: the tenant
SELECT t1."followed_by_count", t2."name" FROM (SELECT t1."followed_by_count", t1."group_id" FROM "market"."suggested_groups"("tenant_id" => $1) t1 WHERE EXISTS (SELECT FROM "market"."group" t3 WHERE t3."tenant_id" = $1 AND t3."id" = t1."group_id") ORDER BY t1."followed_by_count", t1."group_id" LIMIT 2) t1 LEFT JOIN "market"."group" t2 ON t2."tenant_id" = $1 AND t2."id" = t1."group_id" ORDER BY t1."followed_by_count", t1."group_id";
