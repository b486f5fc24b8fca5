CREATE FUNCTION market.offer_promotion_slot(place text, starts_at timestamptz, ends_at timestamptz) RETURNS market.promotion_slot LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.promotion_slot;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  IF coalesce(length(offer_promotion_slot.place) NOT BETWEEN 1 AND 200 OR offer_promotion_slot.place !~ '\S', true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A place has a name of 1 to 200 characters that can be seen.', 'place');
  ELSIF coalesce(offer_promotion_slot.ends_at <= offer_promotion_slot.starts_at OR offer_promotion_slot.ends_at <= now() OR NOT isfinite(offer_promotion_slot.starts_at)
    OR NOT isfinite(offer_promotion_slot.ends_at), true) THEN
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
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;

CREATE FUNCTION market.unless_slot_runs(campaign market.campaign, slot market.promotion_slot, named text) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN slot.starts_at >= campaign.ends_at OR slot.ends_at <= campaign.starts_at OR slot.ends_at <= now()
    THEN souk.refusal('PRECONDITION', 'The slot is not while the campaign runs.', named) END;
$$;
COMMENT ON FUNCTION market.unless_slot_runs(market.campaign, market.promotion_slot, text) IS 'PRECONDITION, naming this input, where a slot is over, or at another time than the campaign.';

CREATE FUNCTION market.request_promotion_slot_refusal(campaign_id bigint, promotion_slot_id bigint DEFAULT NULL, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(request_promotion_slot_refusal.campaign_id);
  shop bigint := market.chosen_shop(request_promotion_slot_refusal.as_merchant_id);
  slot market.promotion_slot;
BEGIN
  SELECT s.* INTO slot FROM market.promotion_slot AS s WHERE s.tenant_id = campaign.tenant_id AND s.id = request_promotion_slot_refusal.promotion_slot_id;
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_shop(request_promotion_slot_refusal.as_merchant_id, campaign.sought),
    CASE WHEN (market.part_of(campaign, shop)).state IS DISTINCT FROM 'accepted' THEN souk.refusal('FORBIDDEN', 'Only a member of the campaign may do this.') END,
    market.unless_in(campaign, '{signing,live}', 'slots are asked for once it is signed'),
    CASE WHEN request_promotion_slot_refusal.promotion_slot_id IS NOT NULL AND slot.id IS NULL
      THEN souk.refusal('NOT_FOUND', 'There is no such slot.', 'promotion_slot_id') END,
    market.unless_slot_runs(campaign, slot, 'promotion_slot_id'),
    CASE WHEN EXISTS (SELECT FROM market.slot_request AS r WHERE r.tenant_id = campaign.tenant_id AND r.campaign_id = campaign.id
        AND r.promotion_slot_id = slot.id AND r.state IN ('requested', 'granted'))
      THEN souk.refusal('INVALID_STATE', 'The campaign has asked for this slot already.', 'promotion_slot_id') END);
END
$$;
COMMENT ON FUNCTION market.request_promotion_slot_refusal(bigint, bigint, bigint) IS $$
@guards(mutation: "request_promotion_slot", on: "campaign")
@argument(parameter: "promotion_slot_id", id: "promotion_slot", description: "The slot that would be asked for; left out, whether your shop asks for any.")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@cost(rows: 4) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.request_promotion_slot_refusal(bigint, bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.request_promotion_slot(campaign_id bigint, promotion_slot_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.slot_request
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(request_promotion_slot.campaign_id);
  shop bigint := market.chosen_shop(request_promotion_slot.as_merchant_id);
  made market.slot_request;
BEGIN
  PERFORM souk.heed(market.request_promotion_slot_refusal(campaign.id, request_promotion_slot.promotion_slot_id, request_promotion_slot.as_merchant_id));
  INSERT INTO market.slot_request AS r (tenant_id, promotion_slot_id, campaign_id, merchant_id) VALUES (campaign.tenant_id, request_promotion_slot.promotion_slot_id, campaign.id, shop)
    ON CONFLICT ON CONSTRAINT slot_request_once DO UPDATE SET state = 'requested', merchant_id = excluded.merchant_id, reason = NULL
    RETURNING r.* INTO made;
  PERFORM market.record_act('request_slot', campaign.id, jsonb_build_object('slot', made.promotion_slot_id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.request_promotion_slot(bigint, bigint, bigint) IS $$
Asks the marketplace for a promotion slot, for a campaign that is being signed or live.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for a member shop that the viewer acts for")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "promotion_slot_id", id: "promotion_slot")
$$;

CREATE FUNCTION market.seen_slot_request(wanted bigint) RETURNS market.slot_request LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.* FROM market.slot_request AS r WHERE r.tenant_id = souk.tenant() AND r.id = wanted
    AND (souk.is_in_campaign(r.tenant_id, r.campaign_id) OR souk.is_operator()) AND coalesce(r.campaign_id = ANY (souk.only('campaign')), true);
$$;
COMMENT ON FUNCTION market.seen_slot_request(bigint) IS 'A request for a slot as far as the viewer sees it; null for none.';

CREATE FUNCTION market.unless_waiting(request market.slot_request) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN request.state <> 'requested' THEN souk.refusal('INVALID_STATE', format('The request is %s.', request.state), 'slot_request_id',
    jsonb_build_object('state', upper(request.state))) END;
$$;
COMMENT ON FUNCTION market.unless_waiting(market.slot_request) IS 'INVALID_STATE, naming the state, unless the request waits for an answer.';

CREATE FUNCTION market.withdraw_slot_request_refusal(slot_request_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  request market.slot_request := market.seen_slot_request(withdraw_slot_request_refusal.slot_request_id);
BEGIN
  RETURN coalesce(market.unless_writer(),
    CASE WHEN request.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such request.', 'slot_request_id') END,
    CASE WHEN NOT market.speaks_for(request.merchant_id, (market.seen_campaign(request.campaign_id)).sought) THEN souk.refusal('FORBIDDEN', 'Only the shop that asked may do this.') END,
    market.unless_waiting(request));
END
$$;
COMMENT ON FUNCTION market.withdraw_slot_request_refusal(bigint) IS $$
@guards(mutation: "withdraw_slot_request", on: "slot_request")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.withdraw_slot_request_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.withdraw_slot_request(slot_request_id bigint) RETURNS market.slot_request LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.slot_request;
BEGIN
  PERFORM souk.heed(market.unless_writer());
  PERFORM FROM market.slot_request AS r WHERE r.tenant_id = souk.tenant() AND r.id = (market.seen_slot_request(withdraw_slot_request.slot_request_id)).id
    FOR NO KEY UPDATE;
  PERFORM souk.heed(market.withdraw_slot_request_refusal(withdraw_slot_request.slot_request_id));
  UPDATE market.slot_request AS r SET state = 'withdrawn' WHERE r.tenant_id = souk.tenant() AND r.id = withdraw_slot_request.slot_request_id RETURNING r.* INTO made;
  PERFORM market.record_act('withdraw_slot_request', made.campaign_id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.withdraw_slot_request(bigint) IS $$
Takes back what your shop asked the marketplace for.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only requests of shops that the viewer acts for")
@argument(parameter: "slot_request_id", id: "slot_request")
$$;

CREATE FUNCTION market.refuse_promotion_slot_refusal(slot_request_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  request market.slot_request := market.seen_slot_request(refuse_promotion_slot_refusal.slot_request_id);
BEGIN
  RETURN coalesce(market.unless_operator(),
    CASE WHEN request.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such request.', 'slot_request_id') END,
    market.unless_waiting(request));
END
$$;
COMMENT ON FUNCTION market.refuse_promotion_slot_refusal(bigint) IS $$
@guards(mutation: "refuse_promotion_slot", on: "slot_request")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.refuse_promotion_slot_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.grant_promotion_slot_refusal(slot_request_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  request market.slot_request := market.seen_slot_request(grant_promotion_slot_refusal.slot_request_id);
  campaign market.campaign := market.seen_campaign(request.campaign_id);
  slot market.promotion_slot;
BEGIN
  SELECT s.* INTO slot FROM market.promotion_slot AS s WHERE s.tenant_id = request.tenant_id AND s.id = request.promotion_slot_id;
  RETURN coalesce(market.unless_operator(),
    CASE WHEN request.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such request.', 'slot_request_id') END,
    market.unless_waiting(request),
    market.unless_in(campaign, '{signing,live}', 'it gets no slot'),
    -- Its dates may have moved since it asked.
    market.unless_slot_runs(campaign, slot, 'slot_request_id'),
    CASE WHEN EXISTS (SELECT FROM market.slot_request AS r WHERE r.tenant_id = request.tenant_id AND r.promotion_slot_id = request.promotion_slot_id
      AND r.state = 'granted') THEN souk.refusal('CONFLICT', 'The slot is granted to another campaign.', 'slot_request_id') END);
END
$$;
COMMENT ON FUNCTION market.grant_promotion_slot_refusal(bigint) IS $$
@guards(mutation: "grant_promotion_slot", on: "slot_request")
@cost(rows: 4) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.grant_promotion_slot_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.revoke_promotion_slot_refusal(slot_request_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  request market.slot_request := market.seen_slot_request(revoke_promotion_slot_refusal.slot_request_id);
BEGIN
  RETURN coalesce(market.unless_operator(),
    CASE WHEN request.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such request.', 'slot_request_id')
      WHEN request.state <> 'granted' THEN souk.refusal('INVALID_STATE', format('The request is %s.', request.state), 'slot_request_id',
        jsonb_build_object('state', upper(request.state))) END);
END
$$;
COMMENT ON FUNCTION market.revoke_promotion_slot_refusal(bigint) IS $$
@guards(mutation: "revoke_promotion_slot", on: "slot_request")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.revoke_promotion_slot_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.decide_slot_request(request bigint, new_state text, why text) RETURNS market.slot_request LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
  made market.slot_request;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  IF length(why) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has up to 2,000 characters.', 'reason');
  END IF;
  made := market.seen_slot_request(request);
  IF made.id IS NOT NULL THEN
    campaign := market.campaign_for(made.campaign_id);
    -- The slot is what several requests compete for.
    PERFORM FROM market.promotion_slot AS s WHERE s.tenant_id = made.tenant_id AND s.id = made.promotion_slot_id FOR NO KEY UPDATE;
    PERFORM FROM market.slot_request AS r WHERE r.tenant_id = made.tenant_id AND r.id = made.id FOR NO KEY UPDATE;
  END IF;
  PERFORM souk.heed(CASE new_state WHEN 'granted' THEN market.grant_promotion_slot_refusal(request) WHEN 'refused' THEN market.refuse_promotion_slot_refusal(request)
    ELSE market.revoke_promotion_slot_refusal(request) END);
  UPDATE market.slot_request AS r SET state = new_state, reason = why WHERE r.tenant_id = made.tenant_id AND r.id = made.id RETURNING r.* INTO made;
  PERFORM market.record_act('slot_' || new_state, campaign.id, jsonb_build_object('slot', made.promotion_slot_id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.decide_slot_request(bigint, text, text) IS 'What the marketplace says to a request for a slot.';

CREATE FUNCTION market.grant_promotion_slot(slot_request_id bigint) RETURNS market.slot_request LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.decide_slot_request(slot_request_id, 'granted', NULL) $$;
COMMENT ON FUNCTION market.grant_promotion_slot(bigint) IS $$
Gives a slot to the campaign that asked. A slot is granted to one at a time.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "slot_request_id", id: "slot_request")
$$;
CREATE FUNCTION market.refuse_promotion_slot(slot_request_id bigint, reason text DEFAULT NULL) RETURNS market.slot_request LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.decide_slot_request(slot_request_id, 'refused', reason) $$;
COMMENT ON FUNCTION market.refuse_promotion_slot(bigint, text) IS $$
Says no to a request for a slot.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "slot_request_id", id: "slot_request")
$$;
CREATE FUNCTION market.revoke_promotion_slot(slot_request_id bigint, reason text DEFAULT NULL) RETURNS market.slot_request LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT * FROM market.decide_slot_request(slot_request_id, 'released', reason) $$;
COMMENT ON FUNCTION market.revoke_promotion_slot(bigint, text) IS $$
Takes back a slot that was granted; it is free for another campaign. One that is over or cancelled gives its slots back by itself.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "slot_request_id", id: "slot_request")
$$;
GRANT EXECUTE ON FUNCTION market.revoke_promotion_slot(bigint, text) TO souk_gateway;
GRANT EXECUTE ON FUNCTION market.offer_promotion_slot(text, timestamptz, timestamptz), market.request_promotion_slot(bigint, bigint, bigint),
  market.withdraw_slot_request(bigint), market.grant_promotion_slot(bigint), market.refuse_promotion_slot(bigint, text) TO souk_gateway;
