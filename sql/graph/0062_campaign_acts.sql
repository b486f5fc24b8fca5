-- What the functions that move a campaign share. Each of those runs as its owner, since its rule spans rows that no one of the shops may
-- write, so each begins here: who asks, what is seen, then the lock. Locks are taken in this order: the campaign, its participants, its
-- products, slots; a campaign is locked before anything of it is looked at, so that two who move it do so one after the other.
-- Refusals come in this order: FORBIDDEN for what the asker may never do, NOT_FOUND for what the asker does not see, FORBIDDEN for what
-- only another may, INVALID_STATE for what cannot be done as things stand, and then whatever the act itself asks for.
--
-- What may stand against an act is said by functions called unless_…, of which each mutation's guard, called after it with _refusal, puts
-- together what it asks for. A mutation locks what it moves, heeds its guard, and then does what is left; `viewerCan` asks the guard alone.
CREATE FUNCTION market.unless_writer() RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT souk.signed_in() OR NOT souk.may('campaigns:write') THEN souk.refusal('FORBIDDEN', 'You may not do this.') END;
$$;
COMMENT ON FUNCTION market.unless_writer() IS 'FORBIDDEN for who writes nothing of campaigns.';

CREATE FUNCTION market.seen_campaign(wanted bigint) RETURNS market.campaign LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found market.campaign;
BEGIN
  IF souk.sees_campaign(souk.tenant(), wanted) THEN
    SELECT c.* INTO found FROM market.campaign AS c WHERE c.tenant_id = souk.tenant() AND c.id = wanted;
    found.status := market.campaign_phase(found.status, found.ends_at);
  END IF;
  RETURN found;
END
$$;
COMMENT ON FUNCTION market.seen_campaign(bigint) IS
  'A campaign as far as the viewer sees it, with the state that its end may have brought about; else a row of nulls.';

CREATE FUNCTION market.unless_seen(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(market.unless_writer(),
    CASE WHEN campaign.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such campaign.', 'campaign_id') END);
$$;
COMMENT ON FUNCTION market.unless_seen(market.campaign) IS 'FORBIDDEN for who writes nothing of campaigns, NOT_FOUND for who does not see this one.';

CREATE FUNCTION market.campaign_for(wanted bigint) RETURNS market.campaign LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found market.campaign;
BEGIN
  PERFORM souk.heed(market.unless_writer());
  IF souk.sees_campaign(souk.tenant(), wanted) THEN
    PERFORM FROM market.campaign AS c WHERE c.tenant_id = souk.tenant() AND c.id = wanted FOR NO KEY UPDATE;
  END IF;
  -- Behind the lock, since it may have been moved or hidden while that was waited for.
  found := market.seen_campaign(wanted);
  PERFORM souk.heed(market.unless_seen(found));
  RETURN found;
END
$$;
COMMENT ON FUNCTION market.campaign_for(bigint) IS
  'The campaign that the viewer wants to move, locked, with the state that its end may have brought about. Refuses FORBIDDEN and NOT_FOUND.';

CREATE FUNCTION market.unless_in(campaign market.campaign, allowed text[], otherwise text) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT campaign.status = ANY (allowed) THEN souk.refusal('INVALID_STATE',
    format('The campaign is %s: %s.', CASE campaign.status WHEN 'draft' THEN 'a draft' WHEN 'signing' THEN 'being signed' ELSE campaign.status END, otherwise),
    'campaign_id', jsonb_build_object('state', upper(campaign.status))) END;
$$;
COMMENT ON FUNCTION market.unless_in(market.campaign, text[], text) IS 'INVALID_STATE, naming the state, unless the campaign is in one of these.';

CREATE FUNCTION market.speaks_for(shop bigint, sought text DEFAULT 'partner') RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF shop = ANY (souk.merchants()) IS NOT TRUE THEN
    RETURN false;
  ELSIF souk.role() = 'partner' THEN
    RETURN true;
  END IF;
  RETURN souk.subject() ~ '^[0-9]{1,18}$' AND EXISTS (SELECT FROM market.merchant_staff AS s
    WHERE s.tenant_id = souk.tenant() AND s.id = souk.subject()::bigint AND s.merchant_id = shop AND s.active
      AND (s.duty IN ('owner', 'marketing') OR s.duty = sought));
END
$$;
COMMENT ON FUNCTION market.speaks_for(bigint, text) IS
  'Whether the viewer may act for the shop in a campaign: its owners and marketing staff, service and supply staff where a campaign is opened for their role, and partners it authorised.';

CREATE FUNCTION market.unless_initiator(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT market.speaks_for(campaign.merchant_id, campaign.sought) THEN souk.refusal('FORBIDDEN',
    'Only the shop that opened the campaign may do this, by its owner, its marketing staff or the role it was opened for.') END;
$$;
COMMENT ON FUNCTION market.unless_initiator(market.campaign) IS 'FORBIDDEN unless the viewer acts for the campaign''s initiator.';

CREATE FUNCTION market.unless_operator() RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT souk.is_operator() OR NOT souk.may('campaigns:write') THEN souk.refusal('FORBIDDEN', 'Only the marketplace may do this.') END;
$$;
COMMENT ON FUNCTION market.unless_operator() IS 'FORBIDDEN unless an operator asks.';

CREATE FUNCTION market.chosen_shop(as_merchant_id bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(as_merchant_id, CASE WHEN cardinality(souk.merchants()) = 1 THEN (souk.merchants())[1] END);
$$;
COMMENT ON FUNCTION market.chosen_shop(bigint) IS 'The shop that is spoken of: the one named, or the only one that the viewer acts for. Ask unless_shop whether that may be.';

CREATE FUNCTION market.unless_shop(as_merchant_id bigint, sought text DEFAULT 'partner') RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN as_merchant_id IS NULL AND cardinality(souk.merchants()) > 1
      THEN souk.refusal('BAD_VARIABLE', 'You act for several shops: say for which.', 'as_merchant_id')
    WHEN market.speaks_for(market.chosen_shop(as_merchant_id), sought) IS NOT TRUE THEN souk.refusal('FORBIDDEN',
      'Only a shop may do this, by its owner, its marketing staff or the role the campaign was opened for.') END;
$$;
COMMENT ON FUNCTION market.unless_shop(bigint, text) IS 'FORBIDDEN unless the viewer acts for the shop of chosen_shop; BAD_VARIABLE where that could be several.';

CREATE FUNCTION market.part_in(campaign market.campaign, shop bigint) RETURNS market.campaign_participant LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.* FROM market.campaign_participant AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.merchant_id = shop
    FOR NO KEY UPDATE;
$$;
COMMENT ON FUNCTION market.part_in(market.campaign, bigint) IS 'A shop''s part in a campaign, locked; null for none.';

CREATE FUNCTION market.part_of(campaign market.campaign, shop bigint) RETURNS market.campaign_participant LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.* FROM market.campaign_participant AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.merchant_id = shop;
$$;
COMMENT ON FUNCTION market.part_of(market.campaign, bigint) IS 'A shop''s part in a campaign; null for none. Whoever has locked the campaign reads what stays so.';

CREATE FUNCTION market.unless_part(part market.campaign_participant, allowed text[], otherwise text) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT coalesce(part.state, 'none') = ANY (allowed) THEN souk.refusal('INVALID_STATE',
    format('The shop %s: %s.', CASE WHEN part.state IS NULL THEN 'has no part in the campaign'
      ELSE 'is ' || CASE part.state WHEN 'applied' THEN 'an applicant' WHEN 'accepted' THEN 'a member' ELSE part.state END END, otherwise),
    NULL, jsonb_build_object('state', upper(part.state))) END;
$$;
COMMENT ON FUNCTION market.unless_part(market.campaign_participant, text[], text) IS 'INVALID_STATE, naming the state, unless the shop''s part is in one of these; `none` stands for no part at all.';

CREATE FUNCTION market.unless_seat(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN campaign.participant_count >= campaign.seats
    THEN souk.refusal('CONFLICT', 'Every seat is taken.', 'campaign_id', jsonb_build_object('seats', campaign.seats)) END;
$$;
COMMENT ON FUNCTION market.unless_seat(market.campaign) IS 'CONFLICT where every seat is taken.';

CREATE FUNCTION market.unless_selling(campaign market.campaign, shop bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT market.shop_sells(campaign.tenant_id, shop)
    THEN souk.refusal('PRECONDITION', 'The shop does not sell at the moment.', NULL, jsonb_build_object('merchant', shop::text)) END;
$$;
COMMENT ON FUNCTION market.unless_selling(market.campaign, bigint) IS 'PRECONDITION, naming the shop, where it does not sell at the moment.';

CREATE FUNCTION market.unless_two(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN campaign.participant_count < 2 THEN souk.refusal('PRECONDITION', 'A campaign takes two shops at least.', 'campaign_id',
    jsonb_build_object('members', campaign.participant_count)) END;
$$;
COMMENT ON FUNCTION market.unless_two(market.campaign) IS 'PRECONDITION, with how many there are, where a campaign has fewer than two members.';

CREATE FUNCTION market.unless_all_sell(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT market.unless_selling(campaign, p.merchant_id) FROM market.campaign_participant AS p
  WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted' AND NOT market.shop_sells(p.tenant_id, p.merchant_id)
  ORDER BY p.merchant_id LIMIT 1;
$$;
COMMENT ON FUNCTION market.unless_all_sell(market.campaign) IS 'PRECONDITION, naming the first, where a member does not sell at the moment.';

CREATE FUNCTION market.unless_unsigned(campaign market.campaign, shop bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN campaign.status = 'signing' AND EXISTS (SELECT FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id
      AND s.campaign_id = campaign.id AND s.version = campaign.agreement_version AND s.merchant_id = shop)
    THEN souk.refusal('INVALID_STATE', 'The shop has signed: it is bound unless the agreement changes.', NULL, '{"state": "SIGNED"}') END;
$$;
COMMENT ON FUNCTION market.unless_unsigned(market.campaign, bigint) IS 'INVALID_STATE where a shop has signed the agreement as it stands.';

CREATE FUNCTION market.set_part(campaign market.campaign, shop bigint, new_state text, new_message text DEFAULT NULL)
  RETURNS market.campaign_participant LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was market.campaign_participant := market.part_in(campaign, shop);
  made market.campaign_participant;
  seats_taken int := CASE WHEN new_state = 'accepted' THEN 1 ELSE 0 END - CASE WHEN was.state = 'accepted' THEN 1 ELSE 0 END;
BEGIN
  -- The campaign is locked: nobody takes a seat between the look and the step.
  IF seats_taken > 0 THEN
    PERFORM souk.heed(market.unless_seat(campaign));
  END IF;
  INSERT INTO market.campaign_participant AS p (tenant_id, campaign_id, merchant_id, initiator_id, part, state, is_public, message)
    VALUES (campaign.tenant_id, campaign.id, shop, campaign.merchant_id,
      CASE WHEN shop = campaign.merchant_id THEN 'initiator' ELSE campaign.sought END, new_state,
      new_state = 'accepted' AND souk.campaign_is_public(campaign.status), CASE WHEN new_state <> 'accepted' THEN new_message END)
    ON CONFLICT ON CONSTRAINT campaign_participant_pkey
      DO UPDATE SET state = excluded.state, is_public = excluded.is_public, message = CASE WHEN new_state <> 'accepted' THEN coalesce(new_message, p.message) END
    RETURNING p.* INTO made;
  UPDATE market.campaign AS c SET participant_count = c.participant_count + seats_taken
    WHERE seats_taken <> 0 AND c.tenant_id = campaign.tenant_id AND c.id = campaign.id;
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.set_part(market.campaign, bigint, text, text) IS
  'Moves a shop''s part in a locked campaign, and the count of seats with it. Refuses CONFLICT when every seat is taken.';

CREATE FUNCTION market.move_campaign(campaign market.campaign, new_status text) RETURNS market.campaign LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moved market.campaign;
BEGIN
  UPDATE market.campaign AS c SET status = new_status, frozen_from = CASE WHEN new_status = 'frozen' THEN campaign.status END
    WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id RETURNING c.* INTO moved;
  UPDATE market.campaign_participant AS p SET is_public = souk.campaign_is_public(new_status)
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted' AND p.is_public <> souk.campaign_is_public(new_status);
  UPDATE market.campaign_product AS p SET is_public = souk.campaign_is_public(new_status)
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted' AND p.is_public <> souk.campaign_is_public(new_status);
  IF new_status IN ('ended', 'cancelled') THEN
    -- Whatever it asked for is free for others again; a slot that is over was had.
    UPDATE market.slot_request AS r SET state = CASE r.state WHEN 'granted' THEN 'released' ELSE 'withdrawn' END
      WHERE r.tenant_id = campaign.tenant_id AND r.campaign_id = campaign.id AND (r.state = 'requested' OR r.state = 'granted'
        AND EXISTS (SELECT FROM market.promotion_slot AS s WHERE s.tenant_id = r.tenant_id AND s.id = r.promotion_slot_id AND s.ends_at > now()));
  END IF;
  RETURN moved;
END
$$;
COMMENT ON FUNCTION market.move_campaign(market.campaign, text) IS 'Moves a locked campaign to another state, and with it what everybody may know of it; one that is over gives its slots back.';

CREATE FUNCTION market.record_act(action text, campaign bigint, detail jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF souk.role() IN ('operator', 'partner') THEN
    PERFORM souk.record('campaign.' || action, 'campaign ' || campaign, detail);
  END IF;
END
$$;
COMMENT ON FUNCTION market.record_act(text, bigint, jsonb) IS 'Appends what an operator or a partner did to the audit.';
