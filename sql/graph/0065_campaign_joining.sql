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
COMMENT ON FUNCTION market.missed_requirements(market.campaign, bigint) IS 'Which of a campaign''s requirements a shop misses, by name; empty when none.';

CREATE FUNCTION market.unless_meets(campaign market.campaign, shop bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  missed text[] := market.missed_requirements(campaign, shop);
BEGIN
  RETURN CASE WHEN cardinality(missed) > 0 THEN souk.refusal('PRECONDITION', CASE missed[1] WHEN 'OPEN_SHOP' THEN 'The campaign wants a shop that sells at the moment.'
      WHEN 'REGION' THEN 'The campaign wants a shop in another region.' WHEN 'RATING' THEN format('The campaign wants a rating of %s at least.', campaign.min_rating)
      WHEN 'MONTHLY_SALES' THEN format('The campaign wants monthly sales of %s %s at least, in the smallest unit.', campaign.min_monthly_sales, campaign.currency)
      ELSE 'The campaign wants a shop of another category.' END, 'campaign_id', jsonb_build_object('missed', missed)) END;
END
$$;
COMMENT ON FUNCTION market.unless_meets(market.campaign, bigint) IS 'PRECONDITION, naming what is missed, unless a shop meets a campaign''s requirements.';

CREATE FUNCTION market.unless_sales_are_seen(campaign market.campaign) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN campaign.min_monthly_sales IS NOT NULL AND NOT souk.may('merchants.sales:read')
    THEN souk.refusal('FORBIDDEN', 'This campaign asks for monthly sales: that takes the scope merchants.sales:read.') END;
$$;
COMMENT ON FUNCTION market.unless_sales_are_seen(market.campaign) IS
  'FORBIDDEN where a campaign asks for monthly sales and the token may not read them: by such requirements they could be measured.';

CREATE FUNCTION market.apply_to_campaign_refusal(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(apply_to_campaign_refusal.campaign_id);
  shop bigint := market.chosen_shop(apply_to_campaign_refusal.as_merchant_id);
  part market.campaign_participant := market.part_of(campaign, shop);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_shop(apply_to_campaign_refusal.as_merchant_id, campaign.sought),
    market.unless_in(campaign, '{open}', 'it takes no applications'),
    market.unless_part(part, '{none,invited,withdrawn}', 'it cannot apply'),
    CASE WHEN part.state = 'invited' THEN coalesce(market.unless_selling(campaign, shop), market.unless_seat(campaign))
      ELSE coalesce(market.unless_sales_are_seen(campaign), market.unless_meets(campaign, shop)) END);
END
$$;
COMMENT ON FUNCTION market.apply_to_campaign_refusal(bigint, bigint) IS $$
@guards(mutation: "apply_to_campaign", on: "campaign")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@cost(rows: 4) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.apply_to_campaign_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.apply_to_campaign(campaign_id bigint, message text DEFAULT NULL, as_merchant_id bigint DEFAULT NULL)
  RETURNS market.campaign_participant LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(apply_to_campaign.campaign_id);
  shop bigint := market.chosen_shop(apply_to_campaign.as_merchant_id);
BEGIN
  PERFORM souk.heed(market.apply_to_campaign_refusal(campaign.id, apply_to_campaign.as_merchant_id));
  IF length(apply_to_campaign.message) > 2000 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A message has up to 2,000 characters.', 'message');
  END IF;
  IF (market.part_of(campaign, shop)).state = 'invited' THEN
    PERFORM market.record_act('accept_invitation', campaign.id, jsonb_build_object('merchant', shop));
    RETURN market.set_part(campaign, shop, 'accepted', apply_to_campaign.message);
  END IF;
  PERFORM market.record_act('apply', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.set_part(campaign, shop, 'applied', apply_to_campaign.message);
END
$$;
COMMENT ON FUNCTION market.apply_to_campaign(bigint, text, bigint) IS $$
Applies for a seat. A shop that was invited is in at once; another needs to meet the requirements, and the initiator decides.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "message", description: "What you want to tell the initiator, up to 2,000 characters.")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.invite_to_campaign_refusal(campaign_id bigint, merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(invite_to_campaign_refusal.campaign_id);
  shop bigint := invite_to_campaign_refusal.merchant_id;
  part market.campaign_participant := market.part_of(campaign, shop);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{draft,open}', 'nobody is invited any more'),
    CASE WHEN shop IS NULL THEN NULL::souk.refusal
      WHEN NOT EXISTS (SELECT FROM market.merchant AS m WHERE m.tenant_id = campaign.tenant_id AND m.id = shop AND m.status <> 'closed')
        THEN souk.refusal('NOT_FOUND', 'There is no such shop.', 'merchant_id')
      ELSE market.unless_part(part, '{none,applied,declined,withdrawn,removed}', 'it needs no invitation') END,
    CASE WHEN part.state = 'applied' AND campaign.status = 'open' THEN market.unless_seat(campaign) END);
END
$$;
COMMENT ON FUNCTION market.invite_to_campaign_refusal(bigint, bigint) IS $$
@guards(mutation: "invite_to_campaign", on: "campaign")
@guards(mutation: "invite_to_campaign", on: "campaign_participant")
@argument(parameter: "merchant_id", id: "merchant", description: "The shop that would be invited; left out, whether shops are invited at all.")
@cost(rows: 4) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.invite_to_campaign_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.invite_to_campaign(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(invite_to_campaign.campaign_id);
  part market.campaign_participant := market.part_of(campaign, invite_to_campaign.merchant_id);
BEGIN
  PERFORM souk.heed(market.invite_to_campaign_refusal(campaign.id, invite_to_campaign.merchant_id));
  PERFORM market.record_act('invite', campaign.id, jsonb_build_object('merchant', invite_to_campaign.merchant_id));
  RETURN market.set_part(campaign, invite_to_campaign.merchant_id, CASE WHEN part.state = 'applied' AND campaign.status = 'open' THEN 'accepted' ELSE 'invited' END);
END
$$;
COMMENT ON FUNCTION market.invite_to_campaign(bigint, bigint) IS $$
Invites a shop, whatever the requirements. One that has applied is in at once.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "merchant_id", id: "merchant")
$$;

CREATE FUNCTION market.accept_invitation_refusal(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(accept_invitation_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_shop(accept_invitation_refusal.as_merchant_id, campaign.sought),
    market.unless_in(campaign, '{open}', 'nobody joins it'),
    market.unless_part(market.part_of(campaign, market.chosen_shop(accept_invitation_refusal.as_merchant_id)), '{invited}', 'there is no invitation to accept'),
    market.unless_selling(campaign, market.chosen_shop(accept_invitation_refusal.as_merchant_id)),
    market.unless_seat(campaign));
END
$$;
COMMENT ON FUNCTION market.accept_invitation_refusal(bigint, bigint) IS $$
@guards(mutation: "accept_invitation", on: "campaign")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.accept_invitation_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.accept_invitation(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.campaign_participant
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(accept_invitation.campaign_id);
  shop bigint := market.chosen_shop(accept_invitation.as_merchant_id);
BEGIN
  PERFORM souk.heed(market.accept_invitation_refusal(campaign.id, accept_invitation.as_merchant_id));
  PERFORM market.record_act('accept_invitation', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.set_part(campaign, shop, 'accepted');
END
$$;
COMMENT ON FUNCTION market.accept_invitation(bigint, bigint) IS $$
Takes the seat that your shop was invited to. Refused with CONFLICT when every seat is taken.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.accept_application_refusal(campaign_id bigint, merchant_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(accept_application_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{open}', 'nobody joins it'),
    market.unless_part(market.part_of(campaign, accept_application_refusal.merchant_id), '{applied}', 'there is no application to accept'),
    market.unless_sales_are_seen(campaign),
    market.unless_meets(campaign, accept_application_refusal.merchant_id),
    market.unless_seat(campaign));
END
$$;
COMMENT ON FUNCTION market.accept_application_refusal(bigint, bigint) IS $$
@guards(mutation: "accept_application", on: "campaign_participant")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.accept_application_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.accept_application(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(accept_application.campaign_id);
BEGIN
  PERFORM souk.heed(market.accept_application_refusal(campaign.id, accept_application.merchant_id));
  PERFORM market.record_act('accept_application', campaign.id, jsonb_build_object('merchant', accept_application.merchant_id));
  RETURN market.set_part(campaign, accept_application.merchant_id, 'accepted');
END
$$;
COMMENT ON FUNCTION market.accept_application(bigint, bigint) IS $$
Gives a seat to a shop that applied and still meets the requirements. Refused with CONFLICT when every seat is taken.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "merchant_id", id: "merchant")
$$;

CREATE FUNCTION market.decline_application_refusal(campaign_id bigint, merchant_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(decline_application_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{draft,open,signing}', 'its members stand'),
    market.unless_part(market.part_of(campaign, decline_application_refusal.merchant_id), '{applied}', 'there is no application to decline'));
END
$$;
COMMENT ON FUNCTION market.decline_application_refusal(bigint, bigint) IS $$
@guards(mutation: "decline_application", on: "campaign_participant")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.decline_application_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.decline_application(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(decline_application.campaign_id);
BEGIN
  PERFORM souk.heed(market.decline_application_refusal(campaign.id, decline_application.merchant_id));
  PERFORM market.record_act('decline_application', campaign.id, jsonb_build_object('merchant', decline_application.merchant_id));
  RETURN market.set_part(campaign, decline_application.merchant_id, 'declined');
END
$$;
COMMENT ON FUNCTION market.decline_application(bigint, bigint) IS $$
Says no to a shop that applied. It comes back only by an invitation.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "merchant_id", id: "merchant")
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
  -- A slot is granted to the campaign.
  UPDATE market.slot_request AS r SET merchant_id = campaign.merchant_id
    WHERE r.tenant_id = campaign.tenant_id AND r.campaign_id = campaign.id AND r.merchant_id = shop AND r.state = 'granted';
  PERFORM market.renew_agreement(campaign);
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.leave(market.campaign, bigint, text) IS 'Takes a shop out of a locked campaign, with its products and requests; signatures of what it was part of are void.';

CREATE FUNCTION market.withdraw_from_campaign_refusal(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(withdraw_from_campaign_refusal.campaign_id);
  shop bigint := market.chosen_shop(withdraw_from_campaign_refusal.as_merchant_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_shop(withdraw_from_campaign_refusal.as_merchant_id, campaign.sought),
    CASE WHEN shop = campaign.merchant_id THEN souk.refusal('FORBIDDEN', 'The initiator does not withdraw from its campaign: it cancels it.') END,
    market.unless_in(campaign, '{draft,open,signing}', 'its members are bound by what they signed'),
    market.unless_part(market.part_of(campaign, shop), '{invited,applied,accepted}', 'it has nothing to withdraw from'),
    market.unless_unsigned(campaign, shop));
END
$$;
COMMENT ON FUNCTION market.withdraw_from_campaign_refusal(bigint, bigint) IS $$
@guards(mutation: "withdraw_from_campaign", on: "campaign")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.withdraw_from_campaign_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.withdraw_from_campaign(campaign_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS market.campaign_participant
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(withdraw_from_campaign.campaign_id);
  shop bigint := market.chosen_shop(withdraw_from_campaign.as_merchant_id);
BEGIN
  PERFORM souk.heed(market.withdraw_from_campaign_refusal(campaign.id, withdraw_from_campaign.as_merchant_id));
  PERFORM market.record_act('withdraw', campaign.id, jsonb_build_object('merchant', shop));
  RETURN market.leave(campaign, shop, 'withdrawn');
END
$$;
COMMENT ON FUNCTION market.withdraw_from_campaign(bigint, bigint) IS $$
Turns an invitation down, takes an application back, or gives a seat back. Not once your shop has signed; if others have, they sign again.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only the part of a shop that the viewer acts for, in a campaign that the viewer sees")
@argument(parameter: "as_merchant_id", id: "merchant", description: "For which shop, if you act for several.")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.remove_from_campaign_refusal(campaign_id bigint, merchant_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(remove_from_campaign_refusal.campaign_id);
  shop bigint := remove_from_campaign_refusal.merchant_id;
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN NOT souk.is_operator() THEN market.unless_initiator(campaign) END,
    CASE WHEN shop = campaign.merchant_id THEN souk.refusal('FORBIDDEN', 'The initiator does not leave its campaign: it cancels it.', 'merchant_id') END,
    market.unless_in(campaign, CASE WHEN souk.is_operator() THEN '{draft,open,signing,live,frozen}'::text[] ELSE '{draft,open,signing}' END, 'its members stand'),
    market.unless_part(market.part_of(campaign, shop), '{invited,accepted}', 'there is nothing to take back'),
    -- What binds the members to each other does not bind the marketplace.
    CASE WHEN NOT souk.is_operator() THEN market.unless_unsigned(campaign, shop) END);
END
$$;
COMMENT ON FUNCTION market.remove_from_campaign_refusal(bigint, bigint) IS $$
@guards(mutation: "remove_from_campaign", on: "campaign_participant")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.remove_from_campaign_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.remove_from_campaign(campaign_id bigint, merchant_id bigint) RETURNS market.campaign_participant LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(remove_from_campaign.campaign_id);
BEGIN
  PERFORM souk.heed(market.remove_from_campaign_refusal(campaign.id, remove_from_campaign.merchant_id));
  PERFORM market.record_act('remove', campaign.id, jsonb_build_object('merchant', remove_from_campaign.merchant_id));
  -- Who was only invited has done nothing to be barred for, and may apply.
  RETURN market.leave(campaign, remove_from_campaign.merchant_id, CASE (market.part_of(campaign, remove_from_campaign.merchant_id)).state
    WHEN 'invited' THEN 'withdrawn' ELSE 'removed' END);
END
$$;
COMMENT ON FUNCTION market.remove_from_campaign(bigint, bigint) IS $$
Takes an invitation back, or a seat from a member that has not signed. The marketplace removes a member also from a campaign that is live, with its
products.
@graph @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees, for its initiator or an operator")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "merchant_id", id: "merchant")
$$;
GRANT EXECUTE ON FUNCTION market.apply_to_campaign(bigint, text, bigint), market.invite_to_campaign(bigint, bigint), market.accept_invitation(bigint, bigint),
  market.accept_application(bigint, bigint), market.decline_application(bigint, bigint), market.withdraw_from_campaign(bigint, bigint),
  market.remove_from_campaign(bigint, bigint) TO souk_gateway;
