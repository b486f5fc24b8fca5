CREATE FUNCTION market.offer_promotion_slot(place text, starts_at timestamptz, ends_at timestamptz) RETURNS market.promotion_slot LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.promotion_slot;
BEGIN
  PERFORM market.require_operator();
  IF length(offer_promotion_slot.place) NOT BETWEEN 1 AND 200 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A place has a name of 1 to 200 characters.', 'place');
  ELSIF offer_promotion_slot.ends_at <= offer_promotion_slot.starts_at OR offer_promotion_slot.ends_at <= now() OR NOT isfinite(offer_promotion_slot.starts_at)
    OR NOT isfinite(offer_promotion_slot.ends_at) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A slot ends after it starts, in the future.', 'ends_at');
  END IF;
  INSERT INTO market.promotion_slot AS s (tenant_id, place, starts_at, ends_at)
    VALUES (souk.tenant(), offer_promotion_slot.place, offer_promotion_slot.starts_at, offer_promotion_slot.ends_at) RETURNING s.* INTO made;
  PERFORM souk.record('promotion_slot.offer', 'promotion slot ' || made.id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.offer_promotion_slot(text, timestamptz, timestamptz) IS $$
Offers a place where one campaign is shown for a while.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;

CREATE FUNCTION market.request_promotion_slot(campaign_id bigint, promotion_slot_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.slot_request
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(request_promotion_slot.campaign_id);
  shop bigint := market.campaign_shop(request_promotion_slot.as_merchant_id, campaign.sought);
  slot market.promotion_slot;
  made market.slot_request;
BEGIN
  IF (market.part_in(campaign, shop)).state IS DISTINCT FROM 'accepted' THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only a member of the campaign may do this.');
  END IF;
  PERFORM market.require_state(campaign, '{signing,live}', 'slots are asked for once it is signed');
  SELECT s.* INTO slot FROM market.promotion_slot AS s WHERE s.tenant_id = campaign.tenant_id AND s.id = request_promotion_slot.promotion_slot_id;
  IF slot.id IS NULL THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such slot.', 'promotion_slot_id');
  ELSIF slot.starts_at >= campaign.ends_at OR slot.ends_at <= campaign.starts_at OR slot.ends_at <= now() THEN
    PERFORM souk.refuse('PRECONDITION', 'The slot is not while the campaign runs.', 'promotion_slot_id');
  END IF;
  INSERT INTO market.slot_request AS r (tenant_id, promotion_slot_id, campaign_id, merchant_id) VALUES (campaign.tenant_id, slot.id, campaign.id, shop)
    ON CONFLICT ON CONSTRAINT slot_request_once DO UPDATE SET state = 'requested', merchant_id = excluded.merchant_id, reason = NULL WHERE r.state = 'withdrawn'
    RETURNING r.* INTO made;
  IF made.id IS NULL THEN
    PERFORM souk.refuse('INVALID_STATE', 'The campaign has asked for this slot already.', 'promotion_slot_id');
  END IF;
  PERFORM market.record_act('request_slot', campaign.id, jsonb_build_object('slot', slot.id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.request_promotion_slot(bigint, bigint, bigint) IS $$
Asks the marketplace for a promotion slot, for a campaign that is being signed or live.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for a member shop that the viewer acts for")
@argument(parameter: "as_merchant_id", description: "For which shop, if you act for several.")
$$;

CREATE FUNCTION market.withdraw_slot_request(slot_request_id bigint) RETURNS market.slot_request LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.slot_request;
BEGIN
  IF NOT souk.signed_in() OR NOT souk.may('campaigns:write') THEN
    PERFORM souk.refuse('FORBIDDEN', 'You may not do this.');
  END IF;
  SELECT r.* INTO made FROM market.slot_request AS r WHERE r.tenant_id = souk.tenant() AND r.id = withdraw_slot_request.slot_request_id
    AND (souk.is_in_campaign(r.tenant_id, r.campaign_id) OR souk.is_operator()) AND coalesce(r.campaign_id = ANY (souk.only('campaign')), true) FOR NO KEY UPDATE;
  IF made.id IS NULL THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such request.', 'slot_request_id');
  ELSIF NOT market.speaks_for(made.merchant_id) THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only the shop that asked may do this.');
  ELSIF made.state <> 'requested' THEN
    PERFORM souk.refuse('INVALID_STATE', format('The request is %s.', made.state), 'slot_request_id', jsonb_build_object('state', upper(made.state)));
  END IF;
  UPDATE market.slot_request AS r SET state = 'withdrawn' WHERE r.tenant_id = made.tenant_id AND r.id = made.id RETURNING r.* INTO made;
  PERFORM market.record_act('withdraw_slot_request', made.campaign_id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.withdraw_slot_request(bigint) IS $$
Takes back what your shop asked the marketplace for.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only requests of shops that the viewer acts for")
$$;

CREATE FUNCTION market.decide_slot_request(request bigint, new_state text, why text) RETURNS market.slot_request LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
  slot bigint;
  made market.slot_request;
BEGIN
  PERFORM market.require_operator();
  IF length(why) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has up to 2,000 characters.', 'reason');
  END IF;
  SELECT r.* INTO made FROM market.slot_request AS r WHERE r.tenant_id = souk.tenant() AND r.id = request;
  IF made.id IS NULL OR NOT souk.sees_campaign(made.tenant_id, made.campaign_id) THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such request.', 'slot_request_id');
  END IF;
  campaign := market.campaign_for(made.campaign_id);
  -- The slot is what several requests compete for.
  SELECT s.id INTO slot FROM market.promotion_slot AS s WHERE s.tenant_id = made.tenant_id AND s.id = made.promotion_slot_id FOR NO KEY UPDATE;
  SELECT r.* INTO made FROM market.slot_request AS r WHERE r.tenant_id = made.tenant_id AND r.id = made.id FOR NO KEY UPDATE;
  IF made.state <> 'requested' THEN
    PERFORM souk.refuse('INVALID_STATE', format('The request is %s.', made.state), 'slot_request_id', jsonb_build_object('state', upper(made.state)));
  ELSIF new_state = 'granted' THEN
    PERFORM market.require_state(campaign, '{signing,live}', 'it gets no slot');
    IF EXISTS (SELECT FROM market.slot_request AS r WHERE r.tenant_id = made.tenant_id AND r.promotion_slot_id = slot AND r.state = 'granted') THEN
      PERFORM souk.refuse('CONFLICT', 'The slot is granted to another campaign.', 'slot_request_id');
    END IF;
  END IF;
  UPDATE market.slot_request AS r SET state = new_state, reason = why WHERE r.tenant_id = made.tenant_id AND r.id = made.id RETURNING r.* INTO made;
  PERFORM market.record_act('slot_' || new_state, made.campaign_id, jsonb_build_object('slot', slot));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.decide_slot_request(bigint, text, text) IS 'What the marketplace says to a request for a slot.';

CREATE FUNCTION market.grant_promotion_slot(slot_request_id bigint) RETURNS market.slot_request LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.decide_slot_request(slot_request_id, 'granted', NULL) $$;
COMMENT ON FUNCTION market.grant_promotion_slot(bigint) IS $$
Gives a slot to the campaign that asked. A slot is granted once.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;
CREATE FUNCTION market.refuse_promotion_slot(slot_request_id bigint, reason text DEFAULT NULL) RETURNS market.slot_request LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.decide_slot_request(slot_request_id, 'refused', reason) $$;
COMMENT ON FUNCTION market.refuse_promotion_slot(bigint, text) IS $$
Says no to a request for a slot.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;
GRANT EXECUTE ON FUNCTION market.offer_promotion_slot(text, timestamptz, timestamptz), market.request_promotion_slot(bigint, bigint, bigint),
  market.withdraw_slot_request(bigint), market.grant_promotion_slot(bigint), market.refuse_promotion_slot(bigint, text) TO souk_gateway;
