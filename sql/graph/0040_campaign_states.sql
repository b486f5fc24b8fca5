-- Where a campaign stands, and what its opening says. The states and who moves a campaign from one to the next are drawn in
-- sql/CAMPAIGNS.md. Acts and prices know the time by market.campaign_phase: a campaign whose end has passed is over, whether or not it has
-- been closed yet. The gateways close what is due every minute, so that what is read says so too.
ALTER TABLE market.campaign DROP CONSTRAINT campaign_status_check;
ALTER TABLE market.campaign ADD CONSTRAINT campaign_status_check
  CHECK (status IN ('draft', 'open', 'signing', 'live', 'frozen', 'ended', 'cancelled'));
ALTER TABLE market.campaign
  ADD COLUMN sought text NOT NULL DEFAULT 'partner' CHECK (sought IN ('partner', 'service', 'operations', 'supply')),
  ADD COLUMN terms text CHECK (length(terms) BETWEEN 1 AND 20000),
  ADD COLUMN min_monthly_sales bigint CHECK (min_monthly_sales >= 0),
  ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$'),
  ADD COLUMN regions text[] NOT NULL DEFAULT '{}' CHECK (cardinality(regions) <= 100),
  ADD COLUMN agreement_version int NOT NULL DEFAULT 0 CHECK (agreement_version >= 0),
  ADD COLUMN signature_count int NOT NULL DEFAULT 0 CHECK (signature_count >= 0),
  ADD COLUMN frozen_from text CHECK (frozen_from IN ('open', 'signing', 'live')),
  ADD CONSTRAINT campaign_frozen_from_somewhere CHECK ((status = 'frozen') = (frozen_from IS NOT NULL));
UPDATE market.campaign AS c SET currency = m.currency FROM market.merchant AS m WHERE m.tenant_id = c.tenant_id AND m.id = c.merchant_id;
ALTER TABLE market.campaign ALTER COLUMN currency SET NOT NULL;

COMMENT ON COLUMN market.campaign.status IS $$
Where the campaign stands: a draft, open for shops to join, being signed, live, frozen by the marketplace, ended, or cancelled. A live one
counts from `startsAt` to `endsAt`.
@enum(name: "CampaignStatus")
$$;
COMMENT ON COLUMN market.campaign.starts_at IS $$From when it counts, once it is live.$$;
COMMENT ON COLUMN market.campaign.ends_at IS $$Until when it counts; after `startsAt`. What is not live by then never will be.$$;
COMMENT ON COLUMN market.campaign.sought IS $$The role in the chain that it is opened for: any partner, or one for service, operations or supply. @enum(name: "CampaignRole")$$;
COMMENT ON COLUMN market.campaign.terms IS $$What its members agree to, in the initiator's words. @visible(to: [MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market.campaign.min_monthly_sales IS $$The sales of the last 30 days that a shop needs in order to join, in the smallest unit of `currency`; null when it needs none.$$;
COMMENT ON COLUMN market.campaign.currency IS $$The currency of its discounts and products: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON COLUMN market.campaign.regions IS $$Where a shop has to be in order to join; empty when it may be anywhere.$$;
COMMENT ON COLUMN market.campaign.agreement_version IS $$The version of the agreement that is to be signed; 0 until signing began. @visible(to: [MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market.campaign.signature_count IS $$How many members signed this version of the agreement. @visible(to: [MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market.campaign.frozen_from IS $$Where it stood before the marketplace froze it; null unless it is frozen. @visible(to: [MERCHANT, PARTNER, OPERATOR]) @enum(name: "FrozenFrom")$$;

ALTER TABLE market.campaign_participant DROP CONSTRAINT campaign_participant_state_check;
ALTER TABLE market.campaign_participant
  ADD CONSTRAINT campaign_participant_state_check CHECK (state IN ('invited', 'applied', 'accepted', 'declined', 'withdrawn', 'removed')),
  ADD COLUMN message text CHECK (length(message) <= 2000),
  -- The row of a member is seen by others than the two.
  ADD CONSTRAINT campaign_participant_message_is_between_two CHECK (message IS NULL OR state <> 'accepted');
COMMENT ON COLUMN market.campaign_participant.state IS $$
How far the shop has come: invited by the initiator, applied, accepted, declined by the initiator, withdrawn by the shop itself, or removed
by the initiator.
@enum(name: "ParticipationState")
$$;
COMMENT ON COLUMN market.campaign_participant.message IS $$What the shop wrote when it applied, for the initiator alone; gone once it is a member. @visible(to: [MERCHANT, PARTNER, OPERATOR])$$;

CREATE FUNCTION souk.campaign_is_public(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN status IN ('open', 'signing', 'live', 'ended');
COMMENT ON FUNCTION souk.campaign_is_public(text) IS 'Whether everybody may know of a campaign that stands so.';
GRANT EXECUTE ON FUNCTION souk.campaign_is_public(text) TO souk_gateway, souk_reader;

CREATE FUNCTION market.campaign_phase(status text, ends_at timestamptz, at timestamptz DEFAULT now()) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN ends_at > at OR status IN ('frozen', 'ended', 'cancelled') THEN status WHEN status = 'live' THEN 'ended' ELSE 'cancelled' END;
COMMENT ON FUNCTION market.campaign_phase(text, timestamptz, timestamptz) IS
  'Where a campaign stands at this moment: what was live ends with its time, what never went live by then is cancelled, what is frozen waits for the operator.';
GRANT EXECUTE ON FUNCTION market.campaign_phase(text, timestamptz, timestamptz) TO souk_gateway, souk_reader;

SELECT souk.guard_shared('market.campaign', public_when => $$$.status IN ('open', 'signing', 'live', 'ended')$$, merchants => '{merchant_id}',
  shared_when => 'souk.takes_part($.tenant_id, $.id)', scope => 'campaigns:read');

-- What hangs off a campaign is guarded by one of these two.
CREATE FUNCTION souk.sees_campaign(tenant bigint, campaign bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found market.campaign;
BEGIN
  IF tenant IS DISTINCT FROM souk.tenant() OR NOT souk.may('campaigns:read') OR NOT coalesce(campaign = ANY (souk.only('campaign')), true) THEN
    RETURN false;
  END IF;
  SELECT c.* INTO found FROM market.campaign c WHERE c.tenant_id = tenant AND c.id = campaign;
  RETURN coalesce(souk.campaign_is_public(found.status) OR souk.is_operator() AND found.id IS NOT NULL
    OR found.merchant_id = ANY (souk.merchants()) OR souk.takes_part(tenant, campaign), false);
END
$$;
COMMENT ON FUNCTION souk.sees_campaign(bigint, bigint) IS
  'Whether the viewer sees this campaign: what the rule of the table says, for what hangs off it. @definer(reason: "answers yes or no, as the rule of market.campaign does")';

CREATE FUNCTION souk.is_in_campaign(tenant bigint, campaign bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint[] := souk.merchants();
BEGIN
  IF mine IS NULL OR tenant IS DISTINCT FROM souk.tenant() THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM market.campaign_participant p
    WHERE p.tenant_id = tenant AND p.campaign_id = campaign AND p.merchant_id = ANY (mine) AND p.state = 'accepted');
END
$$;
COMMENT ON FUNCTION souk.is_in_campaign(bigint, bigint) IS
  'Whether a shop on whose behalf the viewer asks is a member of this campaign. @definer(reason: "answers yes or no about the viewer''s own shops")';
GRANT EXECUTE ON FUNCTION souk.sees_campaign(bigint, bigint), souk.is_in_campaign(bigint, bigint) TO souk_gateway, souk_reader;
