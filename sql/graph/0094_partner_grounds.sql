-- A ground tells of what it is made of, so it is there for who may read that: campaigns that the token is for, followers under follows:read, buyers
-- under orders:read. And what buyers do elsewhere is told of ten at least, by what was delivered and is a month old: whoever wants to know of one
-- buyer has to pay for goods at the other shop under nine names, and to wait. The rules at the head of market.campaign_day have the same in mind:
-- purchases made for the purpose do not make a shop count.
CREATE OR REPLACE FUNCTION market.partner_grounds(of_tenant bigint, shop bigint) RETURNS TABLE (merchant_id bigint, ground text, weight int)
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  -- Guilds and trainings: of the 20 joined last, the 50 newest members of each.
  SELECT o.merchant_id, CASE g.kind WHEN 'guild' THEN 'guild' ELSE 'training' END, count(*)::int
  FROM (SELECT m.guild_id FROM market.guild_member AS m WHERE m.tenant_id = of_tenant AND m.merchant_id = shop ORDER BY m.joined_at DESC, m.guild_id DESC LIMIT 20) AS mine
  CROSS JOIN LATERAL (SELECT g.kind FROM market.guild AS g WHERE g.tenant_id = of_tenant AND g.id = mine.guild_id LIMIT 1) AS g
  CROSS JOIN LATERAL (SELECT m.merchant_id FROM market.guild_member AS m WHERE m.tenant_id = of_tenant AND m.guild_id = mine.guild_id
    ORDER BY m.joined_at DESC, m.merchant_id DESC LIMIT 50) AS o
  GROUP BY 1, 2
  UNION ALL
  -- Campaigns together: of the 50 newest that the shop was in, all that ran and that the token is for.
  SELECT o.merchant_id, 'campaign', count(*)::int
  FROM (SELECT p.campaign_id FROM market.campaign_participant AS p WHERE p.tenant_id = of_tenant AND p.merchant_id = shop AND p.state = 'accepted'
    ORDER BY p.created_at DESC, p.campaign_id DESC LIMIT 50) AS mine
  CROSS JOIN LATERAL (SELECT FROM market.campaign AS c WHERE c.tenant_id = of_tenant AND c.id = mine.campaign_id AND c.status IN ('live', 'ended') LIMIT 1) AS ran
  CROSS JOIN LATERAL (SELECT p.merchant_id FROM market.campaign_participant AS p WHERE p.tenant_id = of_tenant AND p.campaign_id = mine.campaign_id AND p.state = 'accepted' LIMIT 200) AS o
  WHERE souk.may('campaigns:read') AND coalesce(mine.campaign_id = ANY (souk.only('campaign')), true)
  GROUP BY 1
  UNION ALL
  -- Followers: whom the 200 newest followers follow besides, the 50 last of each.
  SELECT o.followed_merchant_id, 'follower', count(*)::int
  FROM (SELECT f.follower_buyer_id AS buyer FROM market.follow AS f WHERE f.tenant_id = of_tenant AND f.followed_merchant_id = shop AND souk.may('follows:read')
    ORDER BY f.created_at DESC, f.id DESC LIMIT 200) AS mine
  CROSS JOIN LATERAL (SELECT f.followed_merchant_id FROM market.follow AS f WHERE f.tenant_id = of_tenant AND f.follower_buyer_id = mine.buyer
    ORDER BY f.created_at DESC, f.id DESC LIMIT 50) AS o
  WHERE o.followed_merchant_id IS NOT NULL
  GROUP BY 1 HAVING count(*) >= 3
  UNION ALL
  -- Buyers, each once: where the 100 newest of the last 500 orders bought besides, in categories that the shop does not sell; of the last 20 orders
  -- of each. Only what was delivered and is a month old, here and there.
  SELECT b.merchant_id, 'buyer', b.buyers
  FROM (
    SELECT o.merchant_id, count(DISTINCT mine.buyer_id)::int AS buyers
    FROM (SELECT o.buyer_id FROM (SELECT o.buyer_id, o.status, o.created_at, o.id FROM market."order" AS o
        WHERE o.tenant_id = of_tenant AND o.merchant_id = shop AND o.created_at <= now() - interval '30 days' AND souk.may('orders:read')
        ORDER BY o.created_at DESC, o.id DESC LIMIT 500) AS o
      WHERE o.status IN ('delivered', 'completed') GROUP BY 1 ORDER BY max(o.created_at) DESC, 1 DESC LIMIT 100) AS mine
    CROSS JOIN LATERAL (SELECT o.merchant_id, o.status FROM market."order" AS o
      WHERE o.tenant_id = of_tenant AND o.buyer_id = mine.buyer_id AND o.created_at <= now() - interval '30 days'
      ORDER BY o.created_at DESC, o.id DESC LIMIT 20) AS o
    WHERE o.status IN ('delivered', 'completed')
    GROUP BY 1 HAVING count(DISTINCT mine.buyer_id) >= 10
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
  'Shops that have something in common with a shop, as far as the viewer''s scopes and row limits go: what, and how much of it. Of followers three at least, of buyers ten, so that a ground does not tell of one of them.';

COMMENT ON FUNCTION market.suggested_partners(bigint, bigint, bigint) IS $$
Shops with which yours could do something together, the best first, at most 100, each with its reasons. The score is their sum: 20 for a shared guild,
15 for a shared training, 5 for each earlier campaign together up to three, 1 for each of your 200 newest followers who follows it too up to 20,
20 when ten of your buyers at least also buy there what you do not sell, 10 for the same region. Followers count under the scope `follows:read`, buyers under
`orders:read`, and of campaigns those that the token is for.
@graph(field: "suggestedPartners") @visible(to: [MERCHANT, PARTNER]) @scope(read: "campaigns:read") @cost(rows: 13000)
@definer(reason: "only for a shop that the viewer acts for, and of what the token may read; of orders at other shops it tells yes or no, and only of ten buyers or more")
@rows(of: "market.merchant", key: ["merchant_id"], order: ["score DESC"])
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign", description: "A campaign that the shop opened: leaves out whoever has or had a part in it or misses its rating, regions or categories.")
@result(column: "score", description: "How good a match it is, from 1 to 100.")
@result(column: "reasons", description: "Why: SHARED_GUILD, SHARED_TRAINING, EARLIER_CAMPAIGNS, OVERLAPPING_FOLLOWERS, COMPLEMENTARY_CATEGORIES, SAME_REGION.")
@result(column: "shared_guilds", description: "How many of the shop's 20 newest guilds and trainings are guilds of both.")
@result(column: "shared_trainings", description: "How many are trainings of both.")
@result(column: "earlier_campaigns", description: "How many of the shop's 50 newest campaigns both were in.")
@result(column: "shared_followers", description: "How many of the shop's 200 newest followers follow it too; 0 for fewer than three.")
@result(column: "complementary", description: "Whether ten of the shop's newest buyers at least also buy there, in categories that the shop does not sell. Orders count once they were delivered and are 30 days old.")
@result(column: "same_region", description: "Whether both are in the same region.")
$$;

-- A request for a slot is read under campaigns:read, and so is what it is refused with.
CREATE OR REPLACE FUNCTION market.seen_slot_request(wanted bigint) RETURNS market.slot_request LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.* FROM market.slot_request AS r WHERE r.tenant_id = souk.tenant() AND r.id = wanted AND souk.may('campaigns:read')
    AND (souk.is_in_campaign(r.tenant_id, r.campaign_id) OR souk.is_operator()) AND coalesce(r.campaign_id = ANY (souk.only('campaign')), true);
$$;
