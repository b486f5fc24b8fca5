-- The agreement. Whatever changes what members agree to calls market.renew_agreement, which makes a version only if something did.
CREATE FUNCTION market.agreement_document(campaign market.campaign) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_pretty(jsonb_build_object('campaign', campaign.id::text, 'version', campaign.agreement_version,
    'title', campaign.title, 'theme', campaign.theme, 'kind', campaign.kind, 'sought', campaign.sought, 'terms', campaign.terms, 'currency', campaign.currency,
    'sharing', 'A discount is shared out over the shops of a basket by what each sold in it. From its own part a shop can tell about what the others sold in that basket.',
    'startsAt', to_char(campaign.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'endsAt', to_char(campaign.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'tiers', (SELECT coalesce(jsonb_agg(jsonb_build_object('spend', t.spend, 'save', t.save) ORDER BY t.spend), '[]') FROM market.campaign_tier AS t
      WHERE t.tenant_id = campaign.tenant_id AND t.campaign_id = campaign.id),
    -- Names are for people to read; what is meant is the number, since a shop may change its name.
    'members', (SELECT jsonb_agg(p.merchant_id::text ORDER BY p.merchant_id) FROM market.campaign_participant AS p
      WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id AND p.state = 'accepted')));
$$;
COMMENT ON FUNCTION market.agreement_document(market.campaign) IS 'All that the members of a campaign agree to, as it stands, written the same way each time. It names the campaign and the version, so that no signature can be taken for another one''s.';

CREATE FUNCTION market.renew_agreement(of_campaign market.campaign, anew boolean DEFAULT false) RETURNS market.campaign LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign;
  written text;
BEGIN
  SELECT c.* INTO campaign FROM market.campaign AS c WHERE c.tenant_id = of_campaign.tenant_id AND c.id = of_campaign.id;
  IF campaign.status = 'signing' AND (anew OR NOT EXISTS (SELECT FROM market.campaign_agreement AS a
    WHERE a.tenant_id = campaign.tenant_id AND a.campaign_id = campaign.id AND a.version = campaign.agreement_version
      AND a.document = market.agreement_document(campaign))) THEN
    UPDATE market.campaign AS c SET agreement_version = c.agreement_version + 1, signature_count = 0
      WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id RETURNING c.* INTO campaign;
    written := market.agreement_document(campaign);
    INSERT INTO market.campaign_agreement (tenant_id, campaign_id, version, document, digest)
      VALUES (campaign.tenant_id, campaign.id, campaign.agreement_version, written, encode(sha256(convert_to(written, 'UTF8')), 'hex'));
  END IF;
  RETURN campaign;
END
$$;
COMMENT ON FUNCTION market.renew_agreement(market.campaign, boolean) IS
  'While a locked campaign is being signed: makes the next version of its agreement if the members would sign something else now, or in any case, which voids the signatures of the last. Returns the campaign as it is then.';

CREATE FUNCTION market.start_signing_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(start_signing_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{open}', 'only an open one goes on to be signed'),
    market.unless_two(campaign),
    market.unless_all_sell(campaign));
END
$$;
COMMENT ON FUNCTION market.start_signing_refusal(bigint) IS $$
@guards(mutation: "start_signing", on: "campaign")
@cost(rows: 200) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.start_signing_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.start_signing(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(start_signing.campaign_id);
BEGIN
  PERFORM souk.heed(market.start_signing_refusal(campaign.id));
  PERFORM market.record_act('start_signing', campaign.id);
  RETURN market.renew_agreement(market.move_campaign(campaign, 'signing'), anew => true);
END
$$;
COMMENT ON FUNCTION market.start_signing(bigint) IS $$
Closes a campaign for further shops, and lays its agreement before the members to sign. Two members at least.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.reopen_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(reopen_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{signing}', 'only one that is being signed is opened again'));
END
$$;
COMMENT ON FUNCTION market.reopen_campaign_refusal(bigint) IS $$
@guards(mutation: "reopen_campaign", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.reopen_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.reopen_campaign(campaign_id bigint) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(reopen_campaign.campaign_id);
  moved market.campaign;
BEGIN
  PERFORM souk.heed(market.reopen_campaign_refusal(campaign.id));
  -- What was signed is worth nothing more: when signing begins anew, it is with another version.
  UPDATE market.campaign AS c SET signature_count = 0 WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id;
  moved := market.move_campaign(campaign, 'open');
  PERFORM market.record_act('reopen', campaign.id);
  RETURN moved;
END
$$;
COMMENT ON FUNCTION market.reopen_campaign(bigint) IS $$
Opens a campaign for further shops again; the signatures so far are void.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "moves only a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
$$;

-- What its initiator settles before it is live: the terms and what the opening said, and with 0066 the page and the discounts.
CREATE FUNCTION market.shape_campaign_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(shape_campaign_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    market.unless_initiator(campaign),
    market.unless_in(campaign, '{draft,open,signing}', 'its terms, its page and its discounts stand'));
END
$$;
COMMENT ON FUNCTION market.shape_campaign_refusal(bigint) IS $$
@guards(mutation: "revise_terms", on: "campaign")
@guards(mutation: "revise_campaign", on: "campaign")
@guards(mutation: "choose_page_template", on: "campaign")
@guards(mutation: "set_discount_tiers", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.shape_campaign_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.revise_terms(campaign_id bigint, terms text) RETURNS market.campaign LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(revise_terms.campaign_id);
BEGIN
  PERFORM souk.heed(market.shape_campaign_refusal(campaign.id));
  IF coalesce(length(revise_terms.terms) NOT BETWEEN 1 AND 20000 OR revise_terms.terms !~ '\S', true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'The terms have 1 to 20,000 characters.', 'terms');
  END IF;
  UPDATE market.campaign AS c SET terms = revise_terms.terms WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id;
  PERFORM market.record_act('revise_terms', campaign.id);
  RETURN market.renew_agreement(campaign);
END
$$;
COMMENT ON FUNCTION market.revise_terms(bigint, text) IS $$
Changes what members agree to. While they sign, that makes a new version of the agreement, and every signature so far is void.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only to a campaign that the viewer sees and initiated")
@argument(parameter: "campaign_id", id: "campaign")
$$;

CREATE FUNCTION market.signing_shop(campaign market.campaign) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.merchant_id FROM market.campaign_participant AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
    AND p.state = 'accepted' AND p.merchant_id = ANY (souk.merchants()) AND souk.owns_shop(p.merchant_id) ORDER BY 1 LIMIT 1;
$$;
COMMENT ON FUNCTION market.signing_shop(market.campaign) IS 'The member shop for which the viewer signs, as its owner; null for none.';

CREATE FUNCTION market.sign_agreement_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(sign_agreement_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN market.signing_shop(campaign) IS NULL THEN souk.refusal('FORBIDDEN', 'Only an owner of a member shop signs.') END,
    market.unless_in(campaign, '{signing}', 'there is nothing to sign'));
END
$$;
COMMENT ON FUNCTION market.sign_agreement_refusal(bigint) IS $$
@guards(mutation: "sign_agreement", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.sign_agreement_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.sign_agreement(campaign_id bigint, digest text) RETURNS market.campaign_signature LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(sign_agreement.campaign_id);
  shop bigint := market.signing_shop(campaign);
  made market.campaign_signature;
BEGIN
  PERFORM souk.heed(market.sign_agreement_refusal(campaign.id));
  IF NOT EXISTS (SELECT FROM market.campaign_agreement AS a WHERE a.tenant_id = campaign.tenant_id AND a.campaign_id = campaign.id
    AND a.version = campaign.agreement_version AND a.digest = sign_agreement.digest) THEN
    PERFORM souk.refuse('CONFLICT', 'This is not the agreement that is to be signed: it has changed, or never was so. Read it again.', 'digest',
      jsonb_build_object('version', campaign.agreement_version));
  END IF;
  INSERT INTO market.campaign_signature AS s (tenant_id, campaign_id, version, merchant_id, staff_id)
    VALUES (campaign.tenant_id, campaign.id, campaign.agreement_version, shop, souk.subject()::bigint)
    ON CONFLICT ON CONSTRAINT campaign_signature_pkey DO NOTHING RETURNING s.* INTO made;
  IF made.campaign_id IS NOT NULL THEN
    UPDATE market.campaign AS c SET signature_count = c.signature_count + 1 WHERE c.tenant_id = campaign.tenant_id AND c.id = campaign.id;
  ELSE
    SELECT s.* INTO made FROM market.campaign_signature AS s WHERE s.tenant_id = campaign.tenant_id AND s.campaign_id = campaign.id
      AND s.version = campaign.agreement_version AND s.merchant_id = shop;
  END IF;
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.sign_agreement(bigint, text) IS $$
Signs the agreement for your shop, as its owner. The digest says which version you read: if it is not the one that stands, nothing is signed.
Signing again changes nothing.
@graph @visible(to: [MERCHANT]) @scope(write: "campaigns:write") @definer(reason: "signs only for a member shop that souk.owns_shop says is the viewer's")
@argument(parameter: "digest", description: "The digest of the agreement you read.")
@argument(parameter: "campaign_id", id: "campaign")
$$;
GRANT EXECUTE ON FUNCTION market.start_signing(bigint), market.reopen_campaign(bigint), market.revise_terms(bigint, text),
  market.sign_agreement(bigint, text) TO souk_gateway;
