-- What members prepare: products, the page, the discount.
CREATE FUNCTION market.submit_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(submit_product.campaign_id);
  product market.product;
  elsewhere bigint;
  made market.campaign_product;
BEGIN
  IF souk.merchants() IS NULL THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only a shop may do this.');
  END IF;
  -- Held until the end, so that two campaigns do not take it at once. Another shop's product answers like one that is not there.
  SELECT p.* INTO product FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = submit_product.product_id
    AND p.merchant_id = ANY (souk.merchants()) AND p.status <> 'draft' FOR NO KEY UPDATE;
  IF product.id IS NULL THEN
    PERFORM souk.refuse('NOT_FOUND', 'Your shop sells no such product.', 'product_id');
  ELSIF NOT market.speaks_for(product.merchant_id, campaign.sought)
    OR (market.part_in(campaign, product.merchant_id)).state IS DISTINCT FROM 'accepted' THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only a member of the campaign may do this, by its owner, its marketing staff or the role the campaign was opened for.');
  END IF;
  PERFORM market.require_state(campaign, '{open,signing,live}', 'it takes no products');
  IF product.status <> 'listed' THEN
    PERFORM souk.refuse('PRECONDITION', 'The product is not for sale.', 'product_id');
  ELSIF product.currency <> campaign.currency THEN
    PERFORM souk.refuse('PRECONDITION', format('The campaign counts in %s.', campaign.currency), 'product_id');
  END IF;
  SELECT p.campaign_id INTO elsewhere FROM market.campaign_product AS p JOIN market.campaign AS c ON c.tenant_id = campaign.tenant_id AND c.id = p.campaign_id
    WHERE p.tenant_id = campaign.tenant_id AND p.product_id = product.id AND p.campaign_id <> campaign.id AND p.state IN ('submitted', 'accepted')
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < campaign.ends_at AND campaign.starts_at < c.ends_at
    LIMIT 1;
  IF elsewhere IS NOT NULL THEN
    -- The shop itself brought it there, so it may know where.
    PERFORM souk.refuse('CONFLICT', 'The product is in another campaign at the same time. Withdraw it there first.', 'product_id',
      jsonb_build_object('campaign', elsewhere::text));
  END IF;
  INSERT INTO market.campaign_product AS p (tenant_id, campaign_id, product_id, merchant_id, initiator_id, state, is_public)
    SELECT campaign.tenant_id, campaign.id, product.id, product.merchant_id, campaign.merchant_id, s.state,
      s.state = 'accepted' AND souk.campaign_is_public(campaign.status)
    FROM (SELECT CASE WHEN product.merchant_id = campaign.merchant_id THEN 'accepted' ELSE 'submitted' END AS state) AS s
    ON CONFLICT ON CONSTRAINT campaign_product_pkey DO UPDATE SET state = excluded.state, is_public = excluded.is_public, reason = NULL
      WHERE p.state IN ('declined', 'withdrawn')
    RETURNING p.* INTO made;
  IF made.product_id IS NULL THEN
    PERFORM souk.refuse('INVALID_STATE', 'The product is in the campaign already, or waits to be reviewed.', 'product_id');
  END IF;
  PERFORM market.record_act('submit_product', campaign.id, jsonb_build_object('product', product.id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.submit_product(bigint, bigint) IS $$
Brings a product of your shop into a campaign that it is a member of; the initiator reviews it, its own are in at once. A product is in one
campaign at a time.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for products of shops that the viewer acts for and that are members")
$$;

CREATE FUNCTION market.review_product(of_campaign bigint, of_product bigint, new_state text, why text) RETURNS market.campaign_product LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(of_campaign);
  made market.campaign_product;
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{open,signing,live}', 'its products stand');
  IF NOT EXISTS (SELECT FROM market.campaign_product AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = of_product) THEN
    PERFORM souk.refuse('NOT_FOUND', 'No such product was submitted.', 'product_id');
  ELSIF length(why) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has up to 2,000 characters.', 'reason');
  END IF;
  UPDATE market.campaign_product AS p SET state = new_state, reason = why, is_public = new_state = 'accepted' AND souk.campaign_is_public(campaign.status)
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = of_product AND p.state = 'submitted' RETURNING p.* INTO made;
  IF made.product_id IS NULL THEN
    PERFORM souk.refuse('INVALID_STATE', 'The product does not wait to be reviewed.', 'product_id');
  END IF;
  PERFORM market.record_act(new_state || '_product', campaign.id, jsonb_build_object('product', of_product));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.review_product(bigint, bigint, text, text) IS 'What the initiator decides about a product that was submitted.';

CREATE FUNCTION market.accept_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.review_product(campaign_id, product_id, 'accepted', NULL) $$;
COMMENT ON FUNCTION market.accept_product(bigint, bigint) IS $$
Takes a product that was submitted into the campaign.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;
CREATE FUNCTION market.decline_product(campaign_id bigint, product_id bigint, reason text DEFAULT NULL) RETURNS market.campaign_product LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.review_product(campaign_id, product_id, 'declined', reason) $$;
COMMENT ON FUNCTION market.decline_product(bigint, bigint, text) IS $$
Sends a product that was submitted back to its shop.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;

CREATE FUNCTION market.withdraw_product(campaign_id bigint, product_id bigint) RETURNS market.campaign_product LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(withdraw_product.campaign_id);
  brought market.campaign_product;
BEGIN
  SELECT p.* INTO brought FROM market.campaign_product AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
    AND p.product_id = withdraw_product.product_id
    AND (p.merchant_id = ANY (souk.merchants()) OR p.initiator_id = ANY (souk.merchants()) OR souk.is_operator()) FOR NO KEY UPDATE;
  IF brought.product_id IS NULL THEN
    PERFORM souk.refuse('NOT_FOUND', 'Your shop has no such product in the campaign.', 'product_id');
  ELSIF NOT market.speaks_for(brought.merchant_id, campaign.sought) THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only the shop that sells it may do this, by its owner, its marketing staff or the role the campaign was opened for.');
  END IF;
  PERFORM market.require_state(campaign, '{open,signing,live}', 'its products stand');
  IF brought.state NOT IN ('submitted', 'accepted') THEN
    PERFORM souk.refuse('INVALID_STATE', format('The product is %s.', brought.state), 'product_id', jsonb_build_object('state', upper(brought.state)));
  END IF;
  UPDATE market.campaign_product AS p SET state = 'withdrawn', is_public = false
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.product_id = brought.product_id RETURNING p.* INTO brought;
  PERFORM market.record_act('withdraw_product', campaign.id, jsonb_build_object('product', brought.product_id));
  RETURN brought;
END
$$;
COMMENT ON FUNCTION market.withdraw_product(bigint, bigint) IS $$
Takes a product of your shop out of a campaign. Baskets that were paid keep their discounts.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for products of shops that the viewer acts for")
$$;

CREATE FUNCTION market.choose_page_template(campaign_id bigint, page_template_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(choose_page_template.campaign_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{draft,open,signing}', 'its page stands');
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
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;

CREATE FUNCTION market.set_discount_tiers(campaign_id bigint, spend bigint[], save bigint[]) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(set_discount_tiers.campaign_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{draft,open,signing}', 'its discounts stand');
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
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "spend", description: "What has to be spent for each step, in the smallest unit of the campaign's currency, up to 20 steps.")
@argument(parameter: "save", description: "What each step takes off; more at each.")
$$;
GRANT EXECUTE ON FUNCTION market.submit_product(bigint, bigint), market.accept_product(bigint, bigint), market.decline_product(bigint, bigint, text),
  market.withdraw_product(bigint, bigint), market.choose_page_template(bigint, bigint), market.set_discount_tiers(bigint, bigint[], bigint[]) TO souk_gateway;
