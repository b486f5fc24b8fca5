CREATE FUNCTION market.initiator_right_refusal(merchant_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(market.unless_operator(),
    CASE WHEN NOT EXISTS (SELECT FROM market.merchant AS m WHERE m.tenant_id = souk.tenant() AND m.id = initiator_right_refusal.merchant_id)
      THEN souk.refusal('NOT_FOUND', 'There is no such shop.', 'merchant_id') END);
$$;
COMMENT ON FUNCTION market.initiator_right_refusal(bigint) IS $$
@guards(mutation: "grant_initiator_right", on: "merchant")
@guards(mutation: "withdraw_initiator_right", on: "merchant")
@definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.initiator_right_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.grant_initiator_right(merchant_id bigint) RETURNS market.initiator_right LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.initiator_right;
BEGIN
  PERFORM souk.heed(market.initiator_right_refusal(grant_initiator_right.merchant_id));
  INSERT INTO market.initiator_right (tenant_id, merchant_id) VALUES (souk.tenant(), grant_initiator_right.merchant_id)
    ON CONFLICT ON CONSTRAINT initiator_right_pkey DO NOTHING;
  SELECT r.* INTO made FROM market.initiator_right AS r WHERE r.tenant_id = souk.tenant() AND r.merchant_id = grant_initiator_right.merchant_id;
  PERFORM souk.record('initiator_right.grant', 'merchant ' || made.merchant_id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.grant_initiator_right(bigint) IS $$
Lets a shop open campaigns.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "merchant_id", id: "merchant")
$$;

CREATE FUNCTION market.withdraw_initiator_right(merchant_id bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM souk.heed(market.initiator_right_refusal(withdraw_initiator_right.merchant_id));
  DELETE FROM market.initiator_right AS r WHERE r.tenant_id = souk.tenant() AND r.merchant_id = withdraw_initiator_right.merchant_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM souk.record('initiator_right.withdraw', 'merchant ' || withdraw_initiator_right.merchant_id);
  RETURN true;
END
$$;
COMMENT ON FUNCTION market.withdraw_initiator_right(bigint) IS $$
Takes the right to open campaigns from a shop; those it opened go on. False when it had none.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "merchant_id", id: "merchant")
$$;

-- The same enums as the columns have, for arguments.
CREATE DOMAIN market.campaign_kind AS text CHECK (VALUE IN ('joint_marketing', 'cross_store_exchange', 'mutual_coupons', 'shared_traffic', 'joint_purchasing',
  'shared_photography', 'shared_delivery'));
COMMENT ON DOMAIN market.campaign_kind IS $$What shops do together. @enum(name: "CampaignKind")$$;
CREATE DOMAIN market.campaign_role AS text CHECK (VALUE IN ('partner', 'service', 'operations', 'supply'));
COMMENT ON DOMAIN market.campaign_role IS $$The role in the chain that a campaign is opened for. @enum(name: "CampaignRole")$$;
GRANT USAGE ON DOMAIN market.campaign_kind, market.campaign_role TO souk_gateway, souk_reader;

-- What the opening of a campaign says has to hold, whenever it is said.
CREATE FUNCTION market.check_opening(proposed market.campaign) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Characters that show nothing, or turn what follows them around.
  unseen constant text := U&'[\0001-\001f\007f-\009f\200b\200e\200f\202a-\202e\2066-\2069]';
BEGIN
  IF coalesce(length(proposed.title) NOT BETWEEN 1 AND 200 OR proposed.title !~ '\S' OR proposed.title ~ unseen, true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A title has 1 to 200 characters that can be seen.', 'title');
  ELSIF proposed.sought IS NULL THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A campaign is opened for some role.', 'sought');
  ELSIF coalesce(proposed.ends_at <= proposed.starts_at OR proposed.ends_at <= now() OR NOT isfinite(proposed.starts_at)
    OR proposed.starts_at > now() + interval '2 years' OR proposed.ends_at > proposed.starts_at + interval '1 year', true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A campaign starts within two years, and ends after that, in the future, within a year.', 'ends_at');
  ELSIF coalesce(proposed.seats NOT BETWEEN 2 AND 200, true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A campaign has 2 to 200 seats, the initiator''s among them.', 'seats');
  ELSIF proposed.participant_count > proposed.seats THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'There are more members than that.', 'seats', jsonb_build_object('members', proposed.participant_count));
  ELSIF coalesce(length(proposed.terms) NOT BETWEEN 1 AND 20000 OR proposed.terms !~ '\S', true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'The terms have 1 to 20,000 characters.', 'terms');
  ELSIF length(proposed.theme) > 200 OR proposed.theme ~ unseen THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A theme has up to 200 characters that can be seen.', 'theme');
  ELSIF proposed.min_rating NOT BETWEEN 0 AND 5 OR proposed.min_rating = 'NaN' THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A rating is from 0 to 5.', 'min_rating');
  ELSIF proposed.min_monthly_sales < 0 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Sales are not negative.', 'min_monthly_sales');
  ELSIF cardinality(proposed.regions) > 100 OR array_position(proposed.regions, NULL) IS NOT NULL
    OR EXISTS (SELECT FROM unnest(proposed.regions) AS r WHERE length(r) NOT BETWEEN 1 AND 200) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Up to 100 regions, each with a name.', 'regions');
  END IF;
END
$$;
COMMENT ON FUNCTION market.check_opening(market.campaign) IS 'Refuses, naming the input, what the opening of a campaign cannot say.';

CREATE FUNCTION market.open_campaign_refusal(merchant_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  shop market.merchant;
BEGIN
  SELECT m.* INTO shop FROM market.merchant AS m WHERE m.tenant_id = souk.tenant() AND m.id = open_campaign_refusal.merchant_id;
  RETURN coalesce(
    CASE WHEN NOT souk.may('campaigns:write') OR souk.only('campaign') IS NOT NULL THEN souk.refusal('FORBIDDEN', 'You may not do this.') END,
    market.unless_shop(open_campaign_refusal.merchant_id),
    CASE WHEN NOT EXISTS (SELECT FROM market.initiator_right AS r WHERE r.tenant_id = shop.tenant_id AND r.merchant_id = shop.id)
      THEN souk.refusal('FORBIDDEN', 'The shop may not open campaigns: the marketplace grants that right.') END,
    CASE WHEN shop.status <> 'open' THEN souk.refusal('PRECONDITION', 'The shop does not sell at the moment.') END);
END
$$;
COMMENT ON FUNCTION market.open_campaign_refusal(bigint) IS $$
@guards(mutation: "open_campaign", on: "merchant")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.open_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.open_campaign(
  title text, kind market.campaign_kind, starts_at timestamptz, ends_at timestamptz, seats int, terms text, theme text DEFAULT NULL, sought market.campaign_role DEFAULT 'partner',
  min_rating double precision DEFAULT NULL, min_monthly_sales bigint DEFAULT NULL, regions text[] DEFAULT '{}', category_ids bigint[] DEFAULT '{}',
  as_draft boolean DEFAULT false, as_merchant_id bigint DEFAULT NULL
) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  shop market.merchant;
  made market.campaign;
BEGIN
  IF open_campaign.as_merchant_id IS NULL THEN
    PERFORM souk.heed(market.unless_shop(NULL));
  END IF;
  SELECT m.* INTO shop FROM market.merchant AS m WHERE m.tenant_id = souk.tenant() AND m.id = market.chosen_shop(open_campaign.as_merchant_id);
  -- Held until the end, so that the right is not withdrawn meanwhile.
  PERFORM FROM market.initiator_right AS r WHERE r.tenant_id = shop.tenant_id AND r.merchant_id = shop.id AND r.merchant_id = ANY (souk.merchants()) FOR KEY SHARE;
  PERFORM souk.heed(market.open_campaign_refusal(market.chosen_shop(open_campaign.as_merchant_id)));
  made.title := open_campaign.title;
  made.theme := open_campaign.theme;
  made.seats := open_campaign.seats;
  made.sought := open_campaign.sought;
  made.terms := open_campaign.terms;
  made.starts_at := open_campaign.starts_at;
  made.ends_at := open_campaign.ends_at;
  made.min_rating := open_campaign.min_rating;
  made.min_monthly_sales := open_campaign.min_monthly_sales;
  made.regions := open_campaign.regions;
  PERFORM market.check_opening(made);
  IF cardinality(open_campaign.category_ids) > 100 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Up to 100 categories.', 'category_ids');
  ELSIF EXISTS (SELECT FROM unnest(open_campaign.category_ids) AS i WHERE NOT EXISTS (SELECT FROM market.category AS c WHERE c.tenant_id = shop.tenant_id AND c.id = i)) THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such category.', 'category_ids');
  END IF;
  INSERT INTO market.campaign AS c (tenant_id, merchant_id, title, theme, kind, status, seats, min_rating, min_monthly_sales, currency, regions, sought,
      terms, starts_at, ends_at)
    VALUES (shop.tenant_id, shop.id, open_campaign.title, open_campaign.theme, open_campaign.kind, CASE WHEN as_draft THEN 'draft' ELSE 'open' END,
      open_campaign.seats, open_campaign.min_rating, open_campaign.min_monthly_sales, shop.currency, coalesce(open_campaign.regions, '{}'),
      open_campaign.sought, open_campaign.terms, open_campaign.starts_at, open_campaign.ends_at)
    RETURNING c.* INTO made;
  INSERT INTO market.campaign_category (tenant_id, campaign_id, category_id)
    SELECT DISTINCT made.tenant_id, made.id, i FROM unnest(open_campaign.category_ids) AS i;
  PERFORM market.set_part(made, shop.id, 'accepted');
  PERFORM market.record_act('open', made.id);
  SELECT c.* INTO made FROM market.campaign AS c WHERE c.tenant_id = made.tenant_id AND c.id = made.id;
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.open_campaign(text, market.campaign_kind, timestamptz, timestamptz, int, text, text, market.campaign_role, double precision, bigint, text[], bigint[], boolean, bigint) IS $$
Opens a campaign for other shops to join, by the shop's owner or marketing staff. The shop needs the initiator right, and takes the first seat.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for shops that the viewer acts for and that hold the initiator right")
@argument(parameter: "seats", description: "How many shops it takes at most, the initiator among them: 2 to 200.")
@argument(parameter: "sought", description: "The role in the chain that it is opened for; any partner unless said otherwise.")
@argument(parameter: "min_rating", description: "The rating that a shop needs which applies, 0 to 5.")
@argument(parameter: "min_monthly_sales", description: "The monthly sales that it needs, in the smallest unit of the initiator's currency.")
@argument(parameter: "regions", description: "Where it has to be: one of these.")
@argument(parameter: "category_ids", id: "category", description: "What it has to sell: something of one of these categories.")
@argument(parameter: "as_draft", description: "Whether only the initiator and those it invites see it until it is published.")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
$$;

CREATE FUNCTION market.publish_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(publish_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{draft}', 'only a draft is published'));
END
$$;
COMMENT ON FUNCTION market.publish_campaign_refusal(bigint) IS $$
@guards(mutation: "publish_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.publish_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.publish_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(publish_campaign.campaign_id);
BEGIN
  PERFORM souk.heed(market.publish_campaign_refusal(campaign.id));
  PERFORM market.record_act('publish', campaign.id);
  RETURN market.move_campaign(campaign, 'open');
END
$$;
COMMENT ON FUNCTION market.publish_campaign(bigint) IS $$
Shows a draft to everybody, and opens it for applications.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
$$;
GRANT EXECUTE ON FUNCTION market.grant_initiator_right(bigint), market.withdraw_initiator_right(bigint),
  market.open_campaign(text, market.campaign_kind, timestamptz, timestamptz, int, text, text, market.campaign_role, double precision, bigint, text[], bigint[], boolean, bigint),
  market.publish_campaign(bigint) TO souk_gateway;
