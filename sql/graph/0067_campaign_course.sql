-- A campaign's course, from signed to over, and what the marketplace may do to it.
CREATE FUNCTION market.unless_signed(campaign market.campaign) RETURNS souk.refusal LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  unsigned int := (SELECT count(*) FROM market.campaign_participant AS p
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted'
      AND NOT EXISTS (SELECT FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id AND s.campaign_id = campaign.id
        AND s.version = campaign.agreement_version AND s.merchant_id = p.merchant_id));
BEGIN
  RETURN CASE WHEN unsigned > 0
    THEN souk.refusal('PRECONDITION', 'Not every member has signed the agreement as it stands.', 'campaign_id',
      jsonb_build_object('members', campaign.participant_count, 'signed', campaign.participant_count - unsigned)) END;
END
$$;
COMMENT ON FUNCTION market.unless_signed(market.campaign) IS 'PRECONDITION, with how many signed, unless every member signed the agreement as it stands.';

CREATE FUNCTION market.launch_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(launch_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{signing}', 'only one that all have signed goes live'),
    market.unless_two(campaign),
    market.unless_signed(campaign),
    market.unless_all_sell(campaign));
END
$$;
COMMENT ON FUNCTION market.launch_campaign_refusal(bigint) IS $$
@guards(mutation: "launch_campaign", on: "campaign")
@cost(rows: 400) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.launch_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.launch_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(launch_campaign.campaign_id);
BEGIN
  PERFORM souk.heed(market.launch_campaign_refusal(campaign.id));
  PERFORM market.record_act('launch', campaign.id);
  RETURN market.move_campaign(campaign, 'live');
END
$$;
COMMENT ON FUNCTION market.launch_campaign(bigint) IS $$
Sends a campaign live that all members have signed. It counts from `startsAt`, at once if that has passed.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.cancel_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(cancel_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign), CASE
    WHEN souk.is_operator() THEN market.unless_in(campaign, '{draft,open,signing,live,frozen}', 'it is over')
    ELSE coalesce(market.unless_initiator(campaign), market.unless_in(campaign, '{draft,open,signing}', 'its initiator does not cancel it any more')) END);
END
$$;
COMMENT ON FUNCTION market.cancel_campaign_refusal(bigint) IS $$
@guards(mutation: "cancel_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.cancel_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.cancel_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(cancel_campaign.campaign_id);
BEGIN
  PERFORM souk.heed(market.cancel_campaign_refusal(campaign.id));
  PERFORM market.record_act('cancel', campaign.id, jsonb_build_object('from', campaign.status));
  RETURN market.move_campaign(campaign, 'cancelled');
END
$$;
COMMENT ON FUNCTION market.cancel_campaign(bigint) IS $$
Gives a campaign up: the initiator until it is live, the marketplace at any time. What was bought stays bought.
@graph @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees, for its initiator or an operator")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.freeze_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(freeze_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_operator(),
    market.unless_seen(campaign),
    market.unless_in(campaign, '{open,signing,live}', 'it is not frozen from there'));
END
$$;
COMMENT ON FUNCTION market.freeze_campaign_refusal(bigint) IS $$
@guards(mutation: "freeze_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.freeze_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.freeze_campaign(campaign_id bigint, reason text) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  campaign := market.campaign_for(freeze_campaign.campaign_id);
  PERFORM souk.heed(market.freeze_campaign_refusal(campaign.id));
  IF coalesce(length(freeze_campaign.reason) NOT BETWEEN 1 AND 2000 OR freeze_campaign.reason !~ '\S', true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has 1 to 2,000 characters that can be seen.', 'reason');
  END IF;
  PERFORM market.record_act('freeze', campaign.id, jsonb_build_object('from', campaign.status, 'reason', freeze_campaign.reason));
  RETURN market.move_campaign(campaign, 'frozen');
END
$$;
COMMENT ON FUNCTION market.freeze_campaign(bigint, text) IS $$
Stops a campaign where it stands: it vanishes for everybody but its members, its discounts do not count, nobody moves it. The reason goes into the audit.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.unfreeze_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(unfreeze_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_operator(),
    market.unless_seen(campaign),
    market.unless_in(campaign, '{frozen}', 'it is not frozen'));
END
$$;
COMMENT ON FUNCTION market.unfreeze_campaign_refusal(bigint) IS $$
@guards(mutation: "unfreeze_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.unfreeze_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.unfreeze_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  campaign := market.campaign_for(unfreeze_campaign.campaign_id);
  PERFORM souk.heed(market.unfreeze_campaign_refusal(campaign.id));
  PERFORM market.record_act('unfreeze', campaign.id);
  -- Its time may have run out meanwhile.
  RETURN market.move_campaign(campaign, market.campaign_phase(campaign.frozen_from, campaign.ends_at));
END
$$;
COMMENT ON FUNCTION market.unfreeze_campaign(bigint) IS $$
Lets a frozen campaign go on from where it stood; one whose end has passed is over.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.end_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(end_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_operator(),
    market.unless_seen(campaign),
    market.unless_in(campaign, '{live}', 'only a live one is ended'));
END
$$;
COMMENT ON FUNCTION market.end_campaign_refusal(bigint) IS $$
@guards(mutation: "end_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.end_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.end_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  campaign := market.campaign_for(end_campaign.campaign_id);
  PERFORM souk.heed(market.end_campaign_refusal(campaign.id));
  PERFORM market.record_act('end', campaign.id);
  RETURN market.move_campaign(campaign, 'ended');
END
$$;
COMMENT ON FUNCTION market.end_campaign(bigint) IS $$
Ends a live campaign before its time. Its members cannot: they promised buyers a discount until the end.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.close_due_campaigns(up_to int DEFAULT 100) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due market.campaign;
  closed int := 0;
BEGIN
  PERFORM souk.heed(market.unless_operator());
  IF up_to NOT BETWEEN 1 AND 1000 OR up_to IS NULL THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'From 1 to 1,000 at a time.', 'up_to');
  END IF;
  FOR due IN
    SELECT c.* FROM market.campaign AS c WHERE c.tenant_id = souk.tenant() AND c.status IN ('draft', 'open', 'signing', 'live') AND c.ends_at <= now()
      AND coalesce(c.id = ANY (souk.only('campaign')), true)
    ORDER BY c.id LIMIT up_to FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    PERFORM market.move_campaign(due, market.campaign_phase(due.status, due.ends_at));
    PERFORM market.record_act('close', due.id);
    closed := closed + 1;
  END LOOP;
  RETURN closed;
END
$$;
COMMENT ON FUNCTION market.close_due_campaigns(int) IS $$
Moves campaigns whose end has passed to where they stand since: ended if they were live, else cancelled. How many that were. The gateways do the same every
minute; discounts and refusals know the time without it.
@graph @visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;
-- The campaigns that are not over, by their end.
CREATE INDEX campaign_due ON market.campaign (tenant_id, ends_at, id) WHERE status IN ('draft', 'open', 'signing', 'live');

CREATE FUNCTION market.close_all_due_campaigns() RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due market.campaign;
  closed bigint := 0;
BEGIN
  FOR due IN
    SELECT c.* FROM souk.tenant AS t
    CROSS JOIN LATERAL (SELECT c.* FROM market.campaign AS c WHERE c.tenant_id = t.id AND c.status IN ('draft', 'open', 'signing', 'live') AND c.ends_at <= now()
      ORDER BY c.ends_at, c.id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED) AS c
  LOOP
    PERFORM market.move_campaign(due, market.campaign_phase(due.status, due.ends_at));
    closed := closed + 1;
  END LOOP;
  RETURN closed;
END
$$;
COMMENT ON FUNCTION market.close_all_due_campaigns() IS
  'Moves the campaigns of all tenants whose end has passed to where they stand since, 1,000 of each at a time. How many that were.';
SELECT souk.add_chore('ends of campaigns', 'market.close_all_due_campaigns', every => '1 minute');
GRANT EXECUTE ON FUNCTION market.launch_campaign(bigint), market.cancel_campaign(bigint), market.freeze_campaign(bigint, text),
  market.unfreeze_campaign(bigint), market.end_campaign(bigint), market.close_due_campaigns(int) TO souk_gateway;
