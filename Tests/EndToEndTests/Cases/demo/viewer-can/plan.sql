-- rows at most: 28

-- $1: the tenant
-- $2: key 0 of the Merchant with id "TWVyY2hhbnQ6Mw"
-- $3: the merchant that the viewer acts for
-- $4: key of each Merchant id in "TWVyY2hhbnQ6Mw"
SELECT ("market"."follow_merchant_refusal"("merchant_id" => t1."id") IS NULL), ("market"."open_campaign_refusal"("merchant_id" => t1."id") IS NULL), t1."id", ARRAY(SELECT ROW(t2."state", t3."id", ("market"."cancel_campaign_refusal"("campaign_id" => t3."id") IS NULL), ("market"."withdraw_from_campaign_refusal"("campaign_id" => t3."id", "as_merchant_id" => $4) IS NULL), ("market"."remove_from_campaign_refusal"("campaign_id" => t2."campaign_id", "merchant_id" => t2."merchant_id") IS NULL), t2."campaign_id") FROM (SELECT t2."state", t2."campaign_id", t2."merchant_id", t2."created_at" FROM "market"."campaign_participant" t2 WHERE t2."tenant_id" = $1 AND nullif(((t2.is_public) OR t2."initiator_id" = $3 OR t2."merchant_id" = $3 OR (t2.state = 'accepted' AND souk.takes_part(t2.tenant_id, t2.campaign_id))), false) IS NOT NULL AND t2."merchant_id" = t1."id" ORDER BY t2."created_at", t2."campaign_id" LIMIT 2) t2 LEFT JOIN "market"."campaign" t3 ON t3."tenant_id" = $1 AND t3."id" = t2."campaign_id" AND nullif(((t3.status IN ('open', 'signing', 'live', 'ended')) OR t3."merchant_id" = $3 OR (souk.takes_part(t3.tenant_id, t3.id))), false) IS NOT NULL ORDER BY t2."created_at", t2."campaign_id") FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;

-- $1: the tenant
-- $2: key 0 of the Merchant with id "TWVyY2hhbnQ6NQ"
SELECT ("market"."follow_merchant_refusal"("merchant_id" => t1."id") IS NULL), ("market"."unfollow_merchant_refusal"("merchant_id" => t1."id") IS NULL), t1."id" FROM "market"."merchant" t1 WHERE t1."tenant_id" = $1 AND t1."id" = $2;
