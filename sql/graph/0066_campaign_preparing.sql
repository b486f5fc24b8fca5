-- What members prepare: products, the page, the discount.
CREATE FUNCTION market.members_only() RETURNS souk.refusal LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT souk.refusal('FORBIDDEN', 'Only a member of the campaign may do this, by its owner, its marketing staff or the role the campaign was opened for.');
$$;
COMMENT ON FUNCTION market.members_only() IS 'FORBIDDEN for who is no member.';

CREATE FUNCTION market.submit_product_refusal(campaign_id bigint, product_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(submit_product_refusal.campaign_id);
  product market.product;
  elsewhere bigint;
BEGIN
  IF submit_product_refusal.product_id IS NULL THEN
    RETURN coalesce(market.unless_seen(campaign),
      CASE WHEN NOT EXISTS (SELECT FROM unnest(souk.merchants()) AS m (id)
        WHERE market.speaks_for(m.id, campaign.sought) AND (market.part_of(campaign, m.id)).state = 'accepted') THEN market.members_only() END,
      market.unless_in(campaign, '{open,signing,live}', 'it takes no products'));
  END IF;
  -- Another shop's product answers like one that is not there.
  SELECT p.* INTO product FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = submit_product_refusal.product_id
    AND p.merchant_id = ANY (souk.merchants()) AND p.status <> 'draft';
  SELECT p.campaign_id INTO elsewhere FROM market.campaign_product AS p JOIN market.campaign AS c ON c.tenant_id = campaign.tenant_id AND c.id = p.campaign_id
    WHERE p.tenant_id = campaign.tenant_id AND p.product_id = product.id AND p.campaign_id <> campaign.id AND p.state IN ('submitted', 'accepted')
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < campaign.ends_at AND campaign.starts_at < c.ends_at
    LIMIT 1;
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN souk.merchants() IS NULL THEN souk.refusal('FORBIDDEN', 'Only a shop may do this.')
      WHEN product.id IS NULL THEN souk.refusal('NOT_FOUND', 'Your shop sells no such product.', 'product_id')
      WHEN NOT market.speaks_for(product.merchant_id, campaign.sought) OR (market.part_of(campaign, product.merchant_id)).state IS DISTINCT FROM 'accepted'
        THEN market.members_only() END,
    market.unless_in(campaign, '{open,signing,live}', 'it takes no products'),
    CASE WHEN product.status <> 'listed' THEN souk.refusal('PRECONDITION', 'The product is not for sale.', 'product_id')
      WHEN product.currency <> campaign.currency THEN souk.refusal('PRECONDITION', format('The campaign counts in %s.', campaign.currency), 'product_id')
      -- The shop itself brought it there, so it may know where.
      WHEN elsewhere IS NOT NULL THEN souk.refusal('CONFLICT', 'The product is in another campaign at the same time. Withdraw it there first.', 'product_id',
        CASE WHEN souk.sees_campaign(campaign.tenant_id, elsewhere) THEN jsonb_build_object('campaign', elsewhere::text) END)
      WHEN EXISTS (SELECT FROM market.campaign_product AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
          AND p.product_id = product.id AND p.state NOT IN ('declined', 'withdrawn'))
        THEN souk.refusal('INVALID_STATE', 'The product is in the campaign already, or waits to be reviewed.', 'product_id') END);
END
$$;
COMMENT ON FUNCTION market.submit_product_refusal(bigint, bigint) IS $$
@guards(mutation: "submit_product", on: "campaign")
@guards(mutation: "submit_product", on: "campaign_product")
@argument(parameter: "product_id", id: "product", description: "The product that would be brought in; left out, whether your shop brings any.")
@cost(rows: 5) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.submit_product_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.submit_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(submit_product.campaign_id);
  product market.product;
  made market.campaign_product;
BEGIN
  -- Held until the end, so that two campaigns do not take it at once.
  SELECT p.* INTO product FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = submit_product.product_id
    AND p.merchant_id = ANY (souk.merchants()) FOR NO KEY UPDATE;
  PERFORM souk.heed(market.submit_product_refusal(campaign.id, submit_product.product_id));
  INSERT INTO market.campaign_product AS p (tenant_id, campaign_id, product_id, merchant_id, initiator_id, state, is_public)
    SELECT campaign.tenant_id, campaign.id, product.id, product.merchant_id, campaign.merchant_id, s.state,
      s.state = 'accepted' AND souk.campaign_is_public(campaign.status)
    FROM (SELECT CASE WHEN product.merchant_id = campaign.merchant_id THEN 'accepted' ELSE 'submitted' END AS state) AS s
    ON CONFLICT ON CONSTRAINT campaign_product_pkey DO UPDATE SET state = excluded.state, is_public = excluded.is_public, reason = NULL
    RETURNING p.* INTO made;
  PERFORM market.record_act('submit_product', campaign.id, jsonb_build_object('product', product.id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.submit_product(bigint, bigint) IS $$
Brings a product of your shop into a campaign that it is a member of; the initiator reviews it, its own are in at once. A product is in one
campaign at a time.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for products of shops that the viewer acts for and that are members")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "product_id", id: "product")
$$;

CREATE FUNCTION market.unless_reviewing(of_campaign bigint, of_product bigint, allowed text[]) RETURNS souk.refusal LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(of_campaign);
  submitted market.campaign_product;
BEGIN
  SELECT p.* INTO submitted FROM market.campaign_product AS p
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = of_product;
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{open,signing,live}', 'its products stand'),
    CASE WHEN submitted.product_id IS NULL THEN souk.refusal('NOT_FOUND', 'No such product was submitted.', 'product_id')
      WHEN NOT submitted.state = ANY (allowed) THEN souk.refusal('INVALID_STATE', format('The product is %s.', submitted.state), 'product_id',
        jsonb_build_object('state', upper(submitted.state))) END);
END
$$;
COMMENT ON FUNCTION market.unless_reviewing(bigint, bigint, text[]) IS 'What stands against deciding about a product of a campaign which is in one of these states.';

CREATE FUNCTION market.accept_product_refusal(campaign_id bigint, product_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(market.unless_reviewing(campaign_id, product_id, '{submitted}'), (
    SELECT souk.refusal('CONFLICT', 'The product is in another campaign at that time.', 'product_id')
    FROM market.campaign AS mine
    JOIN market.campaign_product AS p ON p.tenant_id = mine.tenant_id AND p.product_id = accept_product_refusal.product_id AND p.campaign_id <> mine.id AND p.state = 'accepted'
    JOIN market.campaign AS c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
    WHERE mine.tenant_id = souk.tenant() AND mine.id = accept_product_refusal.campaign_id
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < mine.ends_at AND mine.starts_at < c.ends_at LIMIT 1));
$$;
COMMENT ON FUNCTION market.accept_product_refusal(bigint, bigint) IS $$
@guards(mutation: "accept_product", on: "campaign_product")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
CREATE FUNCTION market.decline_product_refusal(campaign_id bigint, product_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.unless_reviewing(campaign_id, product_id, '{submitted,accepted}') $$;
COMMENT ON FUNCTION market.decline_product_refusal(bigint, bigint) IS $$
@guards(mutation: "decline_product", on: "campaign_product")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.accept_product_refusal(bigint, bigint), market.decline_product_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.review_product(of_campaign bigint, of_product bigint, new_state text, why text) RETURNS market.campaign_product LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(of_campaign);
  made market.campaign_product;
BEGIN
  -- Held until the end, so that no other campaign accepts it meanwhile.
  PERFORM FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = of_product FOR NO KEY UPDATE;
  PERFORM souk.heed(CASE new_state WHEN 'accepted' THEN market.accept_product_refusal(campaign.id, of_product)
    ELSE market.decline_product_refusal(campaign.id, of_product) END);
  IF length(why) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has up to 2,000 characters.', 'reason');
  END IF;
  UPDATE market.campaign_product AS p SET state = new_state, reason = why, is_public = new_state = 'accepted' AND souk.campaign_is_public(campaign.status)
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = of_product RETURNING p.* INTO made;
  PERFORM market.record_act(new_state || '_product', campaign.id, jsonb_build_object('product', of_product));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.review_product(bigint, bigint, text, text) IS 'What the initiator decides about a product that was submitted.';

CREATE FUNCTION market.accept_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.review_product(campaign_id, product_id, 'accepted', NULL) $$;
COMMENT ON FUNCTION market.accept_product(bigint, bigint) IS $$
Takes a product that was submitted into the campaign.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "product_id", id: "product")
$$;
CREATE FUNCTION market.decline_product(campaign_id bigint, product_id bigint, reason text DEFAULT NULL) RETURNS market.campaign_product LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.review_product(campaign_id, product_id, 'declined', reason) $$;
COMMENT ON FUNCTION market.decline_product(bigint, bigint, text) IS $$
Sends a product that was submitted back to its shop, or takes one out that was accepted. Baskets that were paid keep their discounts.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "product_id", id: "product")
$$;

CREATE FUNCTION market.withdraw_product_refusal(campaign_id bigint, product_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(withdraw_product_refusal.campaign_id);
  brought market.campaign_product;
BEGIN
  SELECT p.* INTO brought FROM market.campaign_product AS p
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = withdraw_product_refusal.product_id
      AND (p.merchant_id = ANY (souk.merchants()) OR p.initiator_id = ANY (souk.merchants()) OR souk.is_operator());
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN brought.product_id IS NULL THEN souk.refusal('NOT_FOUND', 'Your shop has no such product in the campaign.', 'product_id')
      WHEN NOT market.speaks_for(brought.merchant_id, campaign.sought) THEN souk.refusal('FORBIDDEN',
        'Only the shop that sells it may do this, by its owner, its marketing staff or the role the campaign was opened for.') END,
    market.unless_in(campaign, '{open,signing,live}', 'its products stand'),
    CASE WHEN brought.state NOT IN ('submitted', 'accepted') THEN souk.refusal('INVALID_STATE', format('The product is %s.', brought.state), 'product_id',
      jsonb_build_object('state', upper(brought.state))) END);
END
$$;
COMMENT ON FUNCTION market.withdraw_product_refusal(bigint, bigint) IS $$
@guards(mutation: "withdraw_product", on: "campaign_product")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.withdraw_product_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.withdraw_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(withdraw_product.campaign_id);
  brought market.campaign_product;
BEGIN
  PERFORM souk.heed(market.withdraw_product_refusal(campaign.id, withdraw_product.product_id));
  UPDATE market.campaign_product AS p SET state = 'withdrawn', is_public = false
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = withdraw_product.product_id RETURNING p.* INTO brought;
  PERFORM market.record_act('withdraw_product', campaign.id, jsonb_build_object('product', brought.product_id));
  RETURN brought;
END
$$;
COMMENT ON FUNCTION market.withdraw_product(bigint, bigint) IS $$
Takes a product of your shop out of a campaign. Baskets that were paid keep their discounts.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for products of shops that the viewer acts for")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "product_id", id: "product")
$$;

CREATE FUNCTION market.choose_page_template(campaign_id bigint, page_template_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(choose_page_template.campaign_id);
BEGIN
  PERFORM souk.heed(market.shape_campaign_refusal(campaign.id));
  IF NOT EXISTS (SELECT FROM market.page_template AS t WHERE t.tenant_id = campaign.tenant_id AND t.id = choose_page_template.page_template_id) THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such template.', 'page_template_id');
  END IF;
  UPDATE market.campaign AS c SET page_template_id = choose_page_template.page_template_id
    WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id RETURNING c.* INTO campaign;
  PERFORM market.record_act('choose_page_template', campaign.id);
  RETURN campaign;
END
$$;
COMMENT ON FUNCTION market.choose_page_template(bigint, bigint) IS $$
Says how the campaign's page is laid out.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "page_template_id", id: "page_template")
$$;

CREATE FUNCTION market.set_discount_tiers(campaign_id bigint, spend bigint[], save bigint[]) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(set_discount_tiers.campaign_id);
BEGIN
  PERFORM souk.heed(market.shape_campaign_refusal(campaign.id));
  IF cardinality(set_discount_tiers.spend) <> cardinality(set_discount_tiers.save) OR cardinality(set_discount_tiers.spend) > 20 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Up to 20 steps, each with what is spent and what is saved.', 'save');
  ELSIF EXISTS (SELECT FROM unnest(set_discount_tiers.spend, set_discount_tiers.save) AS t (spend, save)
    WHERE coalesce(t.save NOT BETWEEN 1 AND t.spend OR t.spend > 1000000000000, true)) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A step saves something, and no more than is spent.', 'save');
  ELSIF EXISTS (SELECT FROM (SELECT t.spend, t.save, lag(t.spend) OVER w AS spend_before, lag(t.save) OVER w AS save_before
      FROM unnest(set_discount_tiers.spend, set_discount_tiers.save) AS t (spend, save) WINDOW w AS (ORDER BY t.spend, t.save)) AS t
    WHERE t.spend <= t.spend_before OR t.save <= t.save_before) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Steps rise: who spends more saves more.', 'save');
  END IF;
  DELETE FROM market.campaign_tier AS t WHERE t.tenant_id = campaign.tenant_id AND t.campaign_id = campaign.id;
  INSERT INTO market.campaign_tier (tenant_id, campaign_id, spend, save)
    SELECT campaign.tenant_id, campaign.id, t.spend, t.save FROM unnest(set_discount_tiers.spend, set_discount_tiers.save) AS t (spend, save);
  PERFORM market.record_act('set_discount_tiers', campaign.id);
  RETURN market.renew_agreement(campaign);
END
$$;
COMMENT ON FUNCTION market.set_discount_tiers(bigint, bigint[], bigint[]) IS $$
Sets the steps of the discount across the campaign's shops, in place of those there were: who spends `spend[i]` saves `save[i]`. While members
sign, that makes a new version of the agreement.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "spend", description: "What has to be spent for each step, in the smallest unit of the campaign's currency, up to 20 steps.")
@argument(parameter: "save", description: "What each step takes off; more at each.")
@argument(parameter: "campaign_id", id: "campaign")
$$;
-- What the opening said, said anew. What is left out stays.
CREATE FUNCTION market.revise_campaign(
  campaign_id bigint, title text DEFAULT NULL, theme text DEFAULT NULL, starts_at timestamptz DEFAULT NULL, ends_at timestamptz DEFAULT NULL, seats int DEFAULT NULL
) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(revise_campaign.campaign_id);
  was market.campaign := campaign;
  elsewhere bigint;
BEGIN
  PERFORM souk.heed(market.shape_campaign_refusal(campaign.id));
  campaign.title := coalesce(revise_campaign.title, campaign.title);
  campaign.theme := nullif(coalesce(revise_campaign.theme, campaign.theme), '');
  campaign.starts_at := coalesce(revise_campaign.starts_at, campaign.starts_at);
  campaign.ends_at := coalesce(revise_campaign.ends_at, campaign.ends_at);
  campaign.seats := coalesce(revise_campaign.seats, campaign.seats);
  PERFORM market.check_opening(campaign);
  IF (campaign.starts_at, campaign.ends_at) IS DISTINCT FROM (was.starts_at, was.ends_at) THEN
    -- Held until the end, so that none is brought into another campaign meanwhile. Of others only what everybody sees is told; what waits there
    -- to be reviewed is refused when it is accepted.
    PERFORM FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id IN (SELECT c.product_id FROM market.campaign_product AS c
      WHERE c.tenant_id = campaign.tenant_id AND c.campaign_id = campaign.id AND c.state IN ('submitted', 'accepted')) ORDER BY p.id FOR NO KEY UPDATE;
    SELECT mine.product_id INTO elsewhere FROM market.campaign_product AS mine
      JOIN market.campaign_product AS p ON p.tenant_id = mine.tenant_id AND p.product_id = mine.product_id AND p.campaign_id <> mine.campaign_id
        AND p.state = 'accepted' AND p.is_public
      JOIN market.campaign AS c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
      WHERE mine.tenant_id = campaign.tenant_id AND mine.campaign_id = campaign.id AND mine.state IN ('submitted', 'accepted')
        AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < campaign.ends_at AND campaign.starts_at < c.ends_at
      ORDER BY 1 LIMIT 1;
    IF FOUND THEN
      PERFORM souk.refuse('CONFLICT', 'A product of the campaign is promised elsewhere at that time.', 'ends_at', jsonb_build_object('product', elsewhere::text));
    END IF;
  END IF;
  UPDATE market.campaign AS c SET title = campaign.title, theme = campaign.theme, starts_at = campaign.starts_at, ends_at = campaign.ends_at, seats = campaign.seats
    WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id;
  PERFORM market.record_act('revise', campaign.id);
  RETURN market.renew_agreement(campaign);
END
$$;
COMMENT ON FUNCTION market.revise_campaign(bigint, text, text, timestamptz, timestamptz, int) IS $$
Changes what the opening said, before the campaign is live; what is left out stays. While members sign, a change of what they agree to makes a new
version of the agreement.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "theme", description: "Empty for none.")
@argument(parameter: "seats", description: "2 to 200, and no fewer than there are members.")
$$;
GRANT EXECUTE ON FUNCTION market.revise_campaign(bigint, text, text, timestamptz, timestamptz, int) TO souk_gateway;

GRANT EXECUTE ON FUNCTION market.submit_product(bigint, bigint), market.accept_product(bigint, bigint), market.decline_product(bigint, bigint, text),
  market.withdraw_product(bigint, bigint), market.choose_page_template(bigint, bigint), market.set_discount_tiers(bigint, bigint[], bigint[]) TO souk_gateway;
