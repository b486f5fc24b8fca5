-- Who is in. An invitation is the initiator's yes and an application the shop's: where both were given, the shop is in. What an invitation
-- waives is the requirements, since the initiator chose the shop.
CREATE FUNCTION market.missed_requirements(campaign market.campaign, shop_id bigint) RETURNS text[] LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN m.status <> 'open' THEN 'OPEN_SHOP' END,
    CASE WHEN cardinality(campaign.regions) > 0 AND NOT m.region = ANY (campaign.regions) THEN 'REGION' END,
    CASE WHEN campaign.min_rating IS NOT NULL AND coalesce(m.rating < campaign.min_rating, true) THEN 'RATING' END,
    CASE WHEN campaign.min_monthly_sales IS NOT NULL AND (m.currency <> campaign.currency OR m.monthly_sales < campaign.min_monthly_sales) THEN 'MONTHLY_SALES' END,
    CASE WHEN EXISTS (SELECT FROM market.campaign_category AS s WHERE s.tenant_id = campaign.tenant_id AND s.campaign_id = campaign.id)
      AND NOT EXISTS (SELECT FROM market.campaign_category AS s JOIN market.merchant_category AS h ON h.tenant_id = campaign.tenant_id
        AND h.category_id = s.category_id AND h.merchant_id = shop_id WHERE s.tenant_id = campaign.tenant_id AND s.campaign_id = campaign.id) THEN 'CATEGORY' END
  ], NULL)
  FROM market.merchant AS m WHERE m.tenant_id = campaign.tenant_id AND m.id = shop_id;
$$;
COMMENT ON FUNCTION market.missed_requirements(market.campaign, bigint) IS 'Which of a campaign''s requirements a shop misses, by name; empty when none. Tells nothing of how far it is off.';

CREATE FUNCTION market.apply_to_campaign(campaign_id bigint, message text DEFAULT NULL, as_merchant_id bigint DEFAULT NULL)
  RETURNS market.campaign_participant LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(apply_to_campaign.campaign_id);
  shop bigint := market.campaign_shop(apply_to_campaign.as_merchant_id, campaign.sought);
  part market.campaign_participant := market.part_in(campaign, shop);
  missed text[];
BEGIN
  PERFORM market.require_state(campaign, '{open}', 'it takes no applications');
  PERFORM market.require_part(part, '{none,invited,withdrawn}', 'it cannot apply');
  IF length(apply_to_campaign.message) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A message has up to 2,000 characters.', 'message');
  END IF;
  IF part.state = 'invited' THEN
    PERFORM market.record_act('accept_invitation', campaign.id, jsonb_build_object('merchant', shop));
    RETURN market.set_part(campaign, shop, 'accepted', apply_to_campaign.message);
  END IF;
  missed := market.missed_requirements(campaign, shop);
  IF cardinality(missed) > 0 THEN
    PERFORM souk.refuse('PRECONDITION', CASE missed[1] WHEN 'OPEN_SHOP' THEN 'The campaign wants a shop that sells at the moment.'
      WHEN 'REGION' THEN 'The campaign wants a shop in another region.' WHEN 'RATING' THEN format('The campaign wants a rating of %s at least.', campaign.min_rating)
      WHEN 'MONTHLY_SALES' THEN format('The campaign wants monthly sales of %s %s at least, in the smallest unit.', campaign.min_monthly_sales, campaign.currency)
      ELSE 'The campaign wants a shop of another category.' END, 'campaign_id', jsonb_build_object('missed', missed));
  END IF;
  PERFORM market.record_act('apply', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.set_part(campaign, shop, 'applied', apply_to_campaign.message);
END
$$;
COMMENT ON FUNCTION market.apply_to_campaign(bigint, text, bigint) IS $$
Applies for a seat. A shop that was invited is in at once; another needs to meet the requirements, and the initiator decides.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "message", description: "What you want to tell the initiator, up to 2,000 characters.")
@argument(parameter: "as_merchant_id", description: "For which shop, if you act for several.")
$$;

CREATE FUNCTION market.invite_to_campaign(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(invite_to_campaign.campaign_id);
  part market.campaign_participant := market.part_in(campaign, invite_to_campaign.merchant_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{draft,open}', 'nobody is invited any more');
  IF NOT EXISTS (SELECT FROM market.merchant AS m WHERE m.tenant_id = campaign.tenant_id AND m.id = invite_to_campaign.merchant_id AND m.status <> 'closed') THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such shop.', 'merchant_id');
  END IF;
  PERFORM market.require_part(part, '{none,applied,declined,withdrawn,removed}', 'it needs no invitation');
  PERFORM market.record_act('invite', campaign.id, jsonb_build_object('merchant', invite_to_campaign.merchant_id));
  RETURN market.set_part(campaign, invite_to_campaign.merchant_id, CASE WHEN part.state = 'applied' AND campaign.status = 'open' THEN 'accepted' ELSE 'invited' END);
END
$$;
COMMENT ON FUNCTION market.invite_to_campaign(bigint, bigint) IS $$
Invites a shop, whatever the requirements. One that has applied is in at once.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;

CREATE FUNCTION market.accept_invitation(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.campaign_participant
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(accept_invitation.campaign_id);
  shop bigint := market.campaign_shop(accept_invitation.as_merchant_id, campaign.sought);
BEGIN
  PERFORM market.require_state(campaign, '{open}', 'nobody joins it');
  PERFORM market.require_part(market.part_in(campaign, shop), '{invited}', 'there is no invitation to accept');
  PERFORM market.record_act('accept_invitation', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.set_part(campaign, shop, 'accepted');
END
$$;
COMMENT ON FUNCTION market.accept_invitation(bigint, bigint) IS $$
Takes the seat that your shop was invited to. Refused with CONFLICT when every seat is taken.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "as_merchant_id", description: "For which shop, if you act for several.")
$$;

CREATE FUNCTION market.accept_application(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(accept_application.campaign_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{open}', 'nobody joins it');
  PERFORM market.require_part(market.part_in(campaign, accept_application.merchant_id), '{applied}', 'there is no application to accept');
  PERFORM market.record_act('accept_application', campaign.id, jsonb_build_object('merchant', accept_application.merchant_id));
  RETURN market.set_part(campaign, accept_application.merchant_id, 'accepted');
END
$$;
COMMENT ON FUNCTION market.accept_application(bigint, bigint) IS $$
Gives a seat to a shop that applied. Refused with CONFLICT when every seat is taken.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;

CREATE FUNCTION market.decline_application(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(decline_application.campaign_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  PERFORM market.require_state(campaign, '{draft,open,signing}', 'its members stand');
  PERFORM market.require_part(market.part_in(campaign, decline_application.merchant_id), '{applied}', 'there is no application to decline');
  PERFORM market.record_act('decline_application', campaign.id, jsonb_build_object('merchant', decline_application.merchant_id));
  RETURN market.set_part(campaign, decline_application.merchant_id, 'declined');
END
$$;
COMMENT ON FUNCTION market.decline_application(bigint, bigint) IS $$
Says no to a shop that applied. It comes back only by an invitation.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;

-- Leaving. A member that signed is bound until what it signed changes; one that has not is free. What it brought goes with it, and what
-- the others signed spoke of a member that is gone, so they sign again.
CREATE FUNCTION market.leave(campaign market.campaign, shop bigint, new_state text) RETURNS market.campaign_participant LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made market.campaign_participant;
BEGIN
  made := market.set_part(campaign, shop, new_state);
  UPDATE market.campaign_product AS p SET state = 'withdrawn', is_public = false
    WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.merchant_id = shop AND p.state IN ('submitted', 'accepted');
  UPDATE market.slot_request AS r SET state = 'withdrawn'
    WHERE r.tenant_id = campaign.tenant_id AND r.campaign_id = campaign.id AND r.merchant_id = shop AND r.state = 'requested';
  PERFORM market.renew_agreement(campaign);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.leave(market.campaign, bigint, text) IS 'Takes a shop out of a locked campaign, with its products and requests; signatures of what it was part of are void.';

CREATE FUNCTION market.withdraw_from_campaign(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.campaign_participant
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(withdraw_from_campaign.campaign_id);
  shop bigint := market.campaign_shop(withdraw_from_campaign.as_merchant_id, campaign.sought);
BEGIN
  IF shop = campaign.merchant_id THEN
    PERFORM souk.refuse('FORBIDDEN', 'The initiator does not withdraw from its campaign: it cancels it.');
  END IF;
  PERFORM market.require_state(campaign, '{draft,open,signing}', 'its members are bound by what they signed');
  PERFORM market.require_part(market.part_in(campaign, shop), '{invited,applied,accepted}', 'it has nothing to withdraw from');
  IF campaign.status = 'signing' AND EXISTS (SELECT FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id
    AND s.campaign_id = campaign.id AND s.version = campaign.agreement_version AND s.merchant_id = shop) THEN
    PERFORM souk.refuse('INVALID_STATE', 'The shop has signed: it is bound unless the agreement changes.', NULL, jsonb_build_object('state', 'SIGNED'));
  END IF;
  PERFORM market.record_act('withdraw', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.leave(campaign, shop, 'withdrawn');
END
$$;
COMMENT ON FUNCTION market.withdraw_from_campaign(bigint, bigint) IS $$
Turns an invitation down, takes an application back, or gives a seat back. Not once your shop has signed; if others have, they sign again.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "as_merchant_id", description: "For which shop, if you act for several.")
$$;

CREATE FUNCTION market.remove_from_campaign(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(remove_from_campaign.campaign_id);
BEGIN
  PERFORM market.require_initiator(campaign);
  IF remove_from_campaign.merchant_id = campaign.merchant_id THEN
    PERFORM souk.refuse('FORBIDDEN', 'The initiator does not leave its campaign: it cancels it.', 'merchant_id');
  END IF;
  PERFORM market.require_state(campaign, '{draft,open,signing}', 'its members stand');
  PERFORM market.require_part(market.part_in(campaign, remove_from_campaign.merchant_id), '{invited,accepted}', 'there is nothing to take back');
  IF campaign.status = 'signing' AND EXISTS (SELECT FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id
    AND s.campaign_id = campaign.id AND s.version = campaign.agreement_version AND s.merchant_id = remove_from_campaign.merchant_id) THEN
    PERFORM souk.refuse('INVALID_STATE', 'The shop has signed: it stays unless the agreement changes.', 'merchant_id', jsonb_build_object('state', 'SIGNED'));
  END IF;
  PERFORM market.record_act('remove', campaign.id, jsonb_build_object('merchant', remove_from_campaign.merchant_id));
  RETURN market.leave(campaign, remove_from_campaign.merchant_id, 'removed');
END
$$;
COMMENT ON FUNCTION market.remove_from_campaign(bigint, bigint) IS $$
Takes an invitation back, or a seat from a member that has not signed.
@visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
$$;
GRANT EXECUTE ON FUNCTION market.apply_to_campaign(bigint, text, bigint), market.invite_to_campaign(bigint, bigint), market.accept_invitation(bigint, bigint),
  market.accept_application(bigint, bigint), market.decline_application(bigint, bigint), market.withdraw_from_campaign(bigint, bigint),
  market.remove_from_campaign(bigint, bigint) TO souk_gateway;
