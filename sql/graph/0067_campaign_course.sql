-- A campaign's course, from signed to over, and what the marketplace may do to it.
CREATE FUNCTION market.launch_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(launch_campaign.campaign_id);
  unsigned int;
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{signing}', 'only one that all have signed goes live');
  SELECT count(*) INTO unsigned FROM market.campaign_participant AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted'
    AND NOT EXISTS (SELECT FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id AND s.campaign_id = campaign.id
      AND s.version = campaign.agreement_version AND s.merchant_id = p.merchant_id);
  IF unsigned > 0 OR campaign.participant_count < 2 THEN
    PERFORM souk.refuse('PRECONDITION', 'Not every member has signed the agreement as it stands.', 'campaign_id',
      jsonb_build_object('members', campaign.participant_count, 'signed', campaign.participant_count - unsigned));
  END IF;
  PERFORM market.record_act('launch', campaign.id);
  RETURN market.move_campaign(campaign, 'live');
END
$$;
COMMENT ON FUNCTION market.launch_campaign(bigint) IS $$
Sends a campaign live that all members have signed. It counts from `startsAt`, at once if that has passed.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees and initiated")
$$;

CREATE FUNCTION market.cancel_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(cancel_campaign.campaign_id);
BEGIN
  IF souk.is_operator() THEN
    PERFORM market.require_state(campaign, '{draft,open,signing,live,frozen}', 'it is over');
  ELSE
    PERFORM market.require_initiator(campaign);
    PERFORM market.require_state(campaign, '{draft,open,signing}', 'its initiator does not cancel it any more');
  END IF;
  PERFORM market.record_act('cancel', campaign.id, jsonb_build_object('from', campaign.status));
  RETURN market.move_campaign(campaign, 'cancelled');
END
$$;
COMMENT ON FUNCTION market.cancel_campaign(bigint) IS $$
Gives a campaign up: the initiator until it is live, the marketplace at any time. What was bought stays bought.
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees, for its initiator or an operator")
$$;

CREATE FUNCTION market.freeze_campaign(campaign_id bigint, reason text) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM market.require_operator();
  campaign := market.campaign_for(freeze_campaign.campaign_id);
  PERFORM market.require_state(campaign, '{open,signing,live}', 'it is not frozen from there');
  IF length(freeze_campaign.reason) NOT BETWEEN 1 AND 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A reason has 1 to 2,000 characters.', 'reason');
  END IF;
  PERFORM market.record_act('freeze', campaign.id, jsonb_build_object('from', campaign.status, 'reason', freeze_campaign.reason));
  RETURN market.move_campaign(campaign, 'frozen');
END
$$;
COMMENT ON FUNCTION market.freeze_campaign(bigint, text) IS $$
Stops a campaign where it stands: it vanishes for everybody but its members, its discounts do not count, nobody moves it. The reason goes into the audit.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;

CREATE FUNCTION market.unfreeze_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM market.require_operator();
  campaign := market.campaign_for(unfreeze_campaign.campaign_id);
  PERFORM market.require_state(campaign, '{frozen}', 'it is not frozen');
  PERFORM market.record_act('unfreeze', campaign.id);
  -- Its time may have run out meanwhile.
  RETURN market.move_campaign(campaign, market.campaign_phase(campaign.frozen_from, campaign.ends_at));
END
$$;
COMMENT ON FUNCTION market.unfreeze_campaign(bigint) IS $$
Lets a frozen campaign go on from where it stood; one whose end has passed is over.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;

CREATE FUNCTION market.end_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
BEGIN
  PERFORM market.require_operator();
  campaign := market.campaign_for(end_campaign.campaign_id);
  PERFORM market.require_state(campaign, '{live}', 'only a live one is ended');
  PERFORM market.record_act('end', campaign.id);
  RETURN market.move_campaign(campaign, 'ended');
END
$$;
COMMENT ON FUNCTION market.end_campaign(bigint) IS $$
Ends a live campaign before its time. Its members cannot: they promised buyers a discount until the end.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;

CREATE FUNCTION market.close_due_campaigns(up_to int DEFAULT 100) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due market.campaign;
  closed int := 0;
BEGIN
  PERFORM market.require_operator();
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
Moves campaigns whose end has passed to where they stand since: ended if they were live, else cancelled. How many that were. For a scheduler; discounts and
refusals know the time without it.
@visible(to: [OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only operators, of their own tenant")
$$;
-- For the scheduler: the campaigns that are not over, by their end.
CREATE INDEX campaign_due ON market.campaign (tenant_id, ends_at, id) WHERE status IN ('draft', 'open', 'signing', 'live');
GRANT EXECUTE ON FUNCTION market.launch_campaign(bigint), market.cancel_campaign(bigint), market.freeze_campaign(bigint, text),
  market.unfreeze_campaign(bigint), market.end_campaign(bigint), market.close_due_campaigns(int) TO souk_gateway;
