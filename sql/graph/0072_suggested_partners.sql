-- Its newest campaigns, whatever it was invited to and never joined.
CREATE INDEX campaign_participant_joined ON market.campaign_participant (tenant_id, merchant_id, created_at DESC, campaign_id DESC) WHERE state = 'accepted';

-- With whom a shop could do something together, and why. Each ground names at most some hundred shops, starting from what is the shop's own:
-- its newest memberships, campaigns, followers and orders, so that the work is bounded wherever in the marketplace it lies.
CREATE FUNCTION market.partner_grounds(of_tenant bigint, shop bigint) RETURNS TABLE (merchant_id bigint, ground text, weight int)
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  -- Guilds and trainings: of the 20 joined last, the 50 newest members of each.
  SELECT o.merchant_id, CASE g.kind WHEN 'guild' THEN 'guild' ELSE 'training' END, count(*)::int
  FROM (SELECT m.guild_id FROM market.guild_member AS m WHERE m.tenant_id = of_tenant AND m.merchant_id = shop ORDER BY m.joined_at DESC, m.guild_id DESC LIMIT 20) AS mine
  CROSS JOIN LATERAL (SELECT g.kind FROM market.guild AS g WHERE g.tenant_id = of_tenant AND g.id = mine.guild_id LIMIT 1) AS g
  CROSS JOIN LATERAL (SELECT m.merchant_id FROM market.guild_member AS m WHERE m.tenant_id = of_tenant AND m.guild_id = mine.guild_id
    ORDER BY m.joined_at DESC, m.merchant_id DESC LIMIT 50) AS o
  GROUP BY 1, 2
  UNION ALL
  -- Campaigns together: of the 50 newest that the shop was in, all that ran.
  SELECT o.merchant_id, 'campaign', count(*)::int
  FROM (SELECT p.campaign_id FROM market.campaign_participant AS p WHERE p.tenant_id = of_tenant AND p.merchant_id = shop AND p.state = 'accepted'
    ORDER BY p.created_at DESC, p.campaign_id DESC LIMIT 50) AS mine
  CROSS JOIN LATERAL (SELECT FROM market.campaign AS c WHERE c.tenant_id = of_tenant AND c.id = mine.campaign_id AND c.status IN ('live', 'ended') LIMIT 1) AS ran
  CROSS JOIN LATERAL (SELECT p.merchant_id FROM market.campaign_participant AS p WHERE p.tenant_id = of_tenant AND p.campaign_id = mine.campaign_id AND p.state = 'accepted' LIMIT 200) AS o
  GROUP BY 1
  UNION ALL
  -- Followers: whom the 200 newest followers follow besides, the 50 last of each.
  SELECT o.followed_merchant_id, 'follower', count(*)::int
  FROM (SELECT f.follower_buyer_id AS buyer FROM market.follow AS f WHERE f.tenant_id = of_tenant AND f.followed_merchant_id = shop
    ORDER BY f.created_at DESC, f.id DESC LIMIT 200) AS mine
  CROSS JOIN LATERAL (SELECT f.followed_merchant_id FROM market.follow AS f WHERE f.tenant_id = of_tenant AND f.follower_buyer_id = mine.buyer
    ORDER BY f.created_at DESC, f.id DESC LIMIT 50) AS o
  WHERE o.followed_merchant_id IS NOT NULL
  GROUP BY 1 HAVING count(*) >= 3
  UNION ALL
  -- Buyers: where the buyers of the 200 newest orders bought besides, in categories that the shop does not sell; ten orders of each.
  SELECT b.merchant_id, 'buyer', b.buyers
  FROM (
    SELECT o.merchant_id, count(DISTINCT mine.buyer_id)::int AS buyers
    FROM (SELECT DISTINCT o.buyer_id FROM (SELECT o.buyer_id FROM market."order" AS o WHERE o.tenant_id = of_tenant AND o.merchant_id = shop
      ORDER BY o.created_at DESC, o.id DESC LIMIT 200) AS o) AS mine
    CROSS JOIN LATERAL (SELECT o.merchant_id FROM market."order" AS o WHERE o.tenant_id = of_tenant AND o.buyer_id = mine.buyer_id
      ORDER BY o.created_at DESC, o.id DESC LIMIT 10) AS o
    GROUP BY 1 HAVING count(DISTINCT mine.buyer_id) >= 3
  ) AS b
  CROSS JOIN LATERAL (SELECT FROM market.merchant_category AS c WHERE c.tenant_id = of_tenant AND c.merchant_id = b.merchant_id
    AND NOT EXISTS (SELECT FROM market.merchant_category AS h WHERE h.tenant_id = of_tenant AND h.merchant_id = shop AND h.category_id = c.category_id) LIMIT 1) AS other
  UNION ALL
  -- The region: its 100 newest shops.
  SELECT o.id, 'region', 1 FROM market.merchant AS m
  CROSS JOIN LATERAL (SELECT n.id FROM market.merchant AS n WHERE n.tenant_id = of_tenant AND n.region = m.region ORDER BY n.created_at DESC, n.id DESC LIMIT 100) AS o
  WHERE m.tenant_id = of_tenant AND m.id = shop;
$$;
COMMENT ON FUNCTION market.partner_grounds(bigint, bigint) IS
  'Shops that have something in common with a shop: what, and how much of it. Of followers and buyers three at least, so that a ground does not tell of one of them.';

CREATE FUNCTION market.suggested_partners(tenant_id bigint, as_merchant_id bigint DEFAULT NULL, campaign_id bigint DEFAULT NULL)
  RETURNS TABLE (merchant_id bigint, score int, reasons text[], shared_guilds int, shared_trainings int, earlier_campaigns int, shared_followers int,
    complementary boolean, same_region boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  tenant bigint := souk.tenant();
  shop bigint := coalesce(as_merchant_id, CASE WHEN cardinality(souk.merchants()) = 1 THEN (souk.merchants())[1] END);
  campaign market.campaign;
BEGIN
  IF suggested_partners.tenant_id IS DISTINCT FROM tenant OR shop = ANY (souk.merchants()) IS NOT TRUE OR NOT souk.may('campaigns:read') THEN
    RETURN;
  END IF;
  IF suggested_partners.campaign_id IS NOT NULL THEN
    SELECT c.* INTO campaign FROM market.campaign AS c WHERE c.tenant_id = tenant AND c.id = suggested_partners.campaign_id AND c.merchant_id = shop
      AND souk.sees_campaign(c.tenant_id, c.id);
    IF campaign.id IS NULL THEN
      RETURN;
    END IF;
  END IF;
  RETURN QUERY
    WITH candidate AS (
      SELECT g.merchant_id AS id, coalesce(max(g.weight) FILTER (WHERE g.ground = 'guild'), 0) AS guilds,
        coalesce(max(g.weight) FILTER (WHERE g.ground = 'training'), 0) AS trainings, coalesce(max(g.weight) FILTER (WHERE g.ground = 'campaign'), 0) AS campaigns,
        coalesce(max(g.weight) FILTER (WHERE g.ground = 'follower'), 0) AS followers, coalesce(max(g.weight) FILTER (WHERE g.ground = 'buyer'), 0) AS buyers
      FROM market.partner_grounds(tenant, shop) AS g WHERE g.merchant_id <> shop GROUP BY 1
    )
    SELECT c.id, 20 * least(c.guilds, 1) + 15 * least(c.trainings, 1) + 5 * least(c.campaigns, 3) + least(20, c.followers) + 20 * least(c.buyers, 1)
        + CASE WHEN m.region = own.region THEN 10 ELSE 0 END,
      array_remove(ARRAY[CASE WHEN c.guilds > 0 THEN 'SHARED_GUILD' END, CASE WHEN c.trainings > 0 THEN 'SHARED_TRAINING' END,
        CASE WHEN c.campaigns > 0 THEN 'EARLIER_CAMPAIGNS' END, CASE WHEN c.followers > 0 THEN 'OVERLAPPING_FOLLOWERS' END,
        CASE WHEN c.buyers > 0 THEN 'COMPLEMENTARY_CATEGORIES' END, CASE WHEN m.region = own.region THEN 'SAME_REGION' END], NULL),
      c.guilds, c.trainings, c.campaigns, c.followers, c.buyers > 0, m.region = own.region
    FROM candidate AS c
    CROSS JOIN LATERAL (SELECT m.region, m.rating FROM market.merchant AS m WHERE m.tenant_id = tenant AND m.id = c.id AND m.status = 'open' LIMIT 1) AS m
    CROSS JOIN (SELECT s.region FROM market.merchant AS s WHERE s.tenant_id = tenant AND s.id = shop) AS own
    WHERE campaign.id IS NULL OR NOT EXISTS (SELECT FROM market.campaign_participant AS p WHERE p.tenant_id = tenant AND p.campaign_id = campaign.id AND p.merchant_id = c.id
        AND p.state IN ('invited', 'applied', 'accepted', 'declined', 'removed'))
      -- What everybody may know of a shop; its sales are its own.
      AND coalesce(m.rating >= campaign.min_rating, campaign.min_rating IS NULL) AND (cardinality(campaign.regions) = 0 OR m.region = ANY (campaign.regions))
      AND (NOT EXISTS (SELECT FROM market.campaign_category AS s WHERE s.tenant_id = tenant AND s.campaign_id = campaign.id)
        OR EXISTS (SELECT FROM market.campaign_category AS s JOIN market.merchant_category AS h ON h.tenant_id = tenant AND h.category_id = s.category_id
          AND h.merchant_id = c.id WHERE s.tenant_id = tenant AND s.campaign_id = campaign.id))
    ORDER BY 2 DESC, 1 DESC LIMIT 100;
END
$$;
COMMENT ON FUNCTION market.suggested_partners(bigint, bigint, bigint) IS $$
Shops with which yours could do something together, the best first, at most 100, each with its reasons. The score is their sum: 20 for a shared guild,
15 for a shared training, 5 for each earlier campaign together up to three, 1 for each of your 200 newest followers who follows it too up to 20,
20 when three of your buyers at least also buy there what you do not sell, 10 for the same region.
@graph(field: "suggestedPartners") @visible(to: [MERCHANT, PARTNER]) @scope(read: "campaigns:read") @cost(rows: 13000)
@definer(reason: "only for a shop that the viewer acts for; of orders at other shops it tells yes or no, and only of three buyers or more")
@rows(of: "market.merchant", key: ["merchant_id"], order: ["score DESC"])
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign", description: "A campaign that the shop opened: leaves out whoever has or had a part in it or misses its rating, regions or categories.")
@result(column: "score", description: "How good a match it is, from 1 to 100.")
@result(column: "reasons", description: "Why: SHARED_GUILD, SHARED_TRAINING, EARLIER_CAMPAIGNS, OVERLAPPING_FOLLOWERS, COMPLEMENTARY_CATEGORIES, SAME_REGION.")
@result(column: "shared_guilds", description: "How many of the shop's 20 newest guilds and trainings are guilds of both.")
@result(column: "shared_trainings", description: "How many are trainings of both.")
@result(column: "earlier_campaigns", description: "How many of the shop's 50 newest campaigns both were in.")
@result(column: "shared_followers", description: "How many of the shop's 200 newest followers follow it too; 0 for fewer than three.")
@result(column: "complementary", description: "Whether three of the shop's newest buyers at least also buy there, in categories that the shop does not sell.")
@result(column: "same_region", description: "Whether both are in the same region.")
$$;
GRANT EXECUTE ON FUNCTION market.suggested_partners(bigint, bigint, bigint) TO souk_gateway, souk_reader;
