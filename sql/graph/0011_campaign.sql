CREATE TABLE market.campaign (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  merchant_id bigint NOT NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  theme text,
  kind text NOT NULL CHECK (kind IN ('joint_marketing', 'cross_store_exchange', 'mutual_coupons', 'shared_traffic', 'joint_purchasing',
    'shared_photography', 'shared_delivery')),
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'open', 'live', 'ended', 'cancelled')),
  seats int NOT NULL CHECK (seats > 0),
  participant_count int NOT NULL DEFAULT 0 CHECK (participant_count >= 0),
  min_rating double precision CHECK (min_rating BETWEEN 0 AND 5),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT campaign_initiator UNIQUE (tenant_id, id, merchant_id),
  CONSTRAINT campaign_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT campaign_ends_after_it_starts CHECK (ends_at > starts_at),
  CONSTRAINT campaign_never_overbooks CHECK (participant_count <= seats)
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX campaign_newest ON market.campaign (tenant_id, created_at DESC, id DESC);
CREATE INDEX campaign_by_status ON market.campaign (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX campaign_by_kind ON market.campaign (tenant_id, kind, created_at DESC, id DESC);
CREATE INDEX campaign_by_merchant ON market.campaign (tenant_id, merchant_id, created_at DESC, id DESC);

CREATE TABLE market.campaign_participant (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  initiator_id bigint NOT NULL,
  is_public boolean NOT NULL DEFAULT false,
  part text NOT NULL DEFAULT 'partner' CHECK (part IN ('initiator', 'partner', 'service', 'operations', 'supply')),
  state text NOT NULL CHECK (state IN ('invited', 'applied', 'accepted', 'declined', 'withdrawn')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, campaign_id, merchant_id),
  CONSTRAINT campaign_participant_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_participant_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT campaign_participant_initiator FOREIGN KEY (tenant_id, campaign_id, initiator_id)
    REFERENCES market.campaign (tenant_id, id, merchant_id),
  CONSTRAINT campaign_participant_public_once_accepted CHECK (state = 'accepted' OR NOT is_public)
);
CREATE INDEX campaign_participant_oldest ON market.campaign_participant (tenant_id, created_at, campaign_id, merchant_id);
CREATE INDEX campaign_participant_by_campaign ON market.campaign_participant (tenant_id, campaign_id, created_at, merchant_id);
CREATE INDEX campaign_participant_by_merchant ON market.campaign_participant (tenant_id, merchant_id, created_at DESC, campaign_id DESC);

CREATE FUNCTION souk.takes_part(tenant bigint, campaign bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint[] := souk.merchants();
BEGIN
  IF mine IS NULL OR tenant IS DISTINCT FROM souk.tenant() THEN
    RETURN false;
  END IF;
  RETURN EXISTS (
    SELECT FROM market.campaign_participant p
    WHERE p.tenant_id = tenant AND p.campaign_id = campaign AND p.merchant_id = ANY (mine)
      AND p.state IN ('invited', 'applied', 'accepted'));
END
$$;
COMMENT ON FUNCTION souk.takes_part(bigint, bigint) IS
  'Whether a shop on whose behalf the viewer asks is invited to, applied to, or is in this campaign. @definer(reason: "answers yes or no about the viewer''s own shops; stops the rules of two tables from asking each other")';
GRANT EXECUTE ON FUNCTION souk.takes_part(bigint, bigint) TO souk_gateway, souk_reader;

SELECT souk.guard_shared('market.campaign', public_when => $$$.status IN ('open', 'live', 'ended')$$, merchants => '{merchant_id}',
  shared_when => 'souk.takes_part($.tenant_id, $.id)', scope => 'campaigns:read');
-- Who is invited, applied or was declined is between the two shops; who is in is seen by all who are in, then by everybody.
SELECT souk.guard_shared('market.campaign_participant', public_when => '$.is_public', merchants => '{initiator_id,merchant_id}',
  shared_when => $$$.state = 'accepted' AND souk.takes_part($.tenant_id, $.campaign_id)$$, scope => 'campaigns:read');

-- A partner's token may be for some campaigns only: then it sees these, and of what belongs to campaigns, theirs.
SELECT souk.limit_rows('market.campaign', 'campaign', by => 'id');
SELECT souk.limit_rows('market.campaign_participant', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign IS $$
A collaboration that one shop opens and others join. Drafts and cancelled ones are seen by the initiator and by the shops it asked;
open, live and ended ones by everybody.
@graph
@order(by: ["created_at DESC"])
@scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign.id IS $$The campaign's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.campaign.merchant_id IS $$The shop that opened the campaign: its initiator.$$;
COMMENT ON COLUMN market.campaign.title IS $$The campaign's title, up to 200 characters.$$;
COMMENT ON COLUMN market.campaign.theme IS $$What holds it together: a season, a feast, a cause.$$;
COMMENT ON COLUMN market.campaign.kind IS $$What the shops do together. @enum(name: "CampaignKind")$$;
COMMENT ON COLUMN market.campaign.status IS $$Where the campaign stands: a draft, open for shops to join, live, ended, or cancelled. @enum(name: "CampaignStatus")$$;
COMMENT ON COLUMN market.campaign.seats IS $$How many shops it takes at most, the initiator among them. Never overbooked.$$;
COMMENT ON COLUMN market.campaign.participant_count IS $$How many shops are in. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.campaign.min_rating IS $$The rating a shop needs in order to join, 0 to 5; null when any shop may.$$;
COMMENT ON COLUMN market.campaign.starts_at IS $$When it goes live.$$;
COMMENT ON COLUMN market.campaign.ends_at IS $$When it ends; after `startsAt`.$$;
COMMENT ON COLUMN market.campaign.created_at IS $$When the initiator opened it.$$;
COMMENT ON CONSTRAINT campaign_initiator ON market.campaign IS $$@hidden$$;
COMMENT ON CONSTRAINT campaign_merchant ON market.campaign IS $$@name(forward: "merchant", backward: "campaigns")$$;

COMMENT ON TABLE market.campaign_participant IS $$
A shop's part in a campaign, from invitation or application on.
@graph
@order(by: ["created_at"])
@scope(read: "campaigns:read", write: "campaigns:write")
@through(from: "merchant_id", to: "campaign_id", field: "joinedCampaigns")
$$;
COMMENT ON COLUMN market.campaign_participant.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_participant.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_participant.merchant_id IS $$The shop that takes part.$$;
COMMENT ON COLUMN market.campaign_participant.initiator_id IS $$The campaign's initiator, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.campaign_participant.is_public IS $$Whether everybody may know: the shop was accepted and the campaign is open, live or ended. @hidden$$;
COMMENT ON COLUMN market.campaign_participant.part IS $$What the shop does in the campaign. @enum(name: "CampaignPart")$$;
COMMENT ON COLUMN market.campaign_participant.state IS $$How far the shop has come: invited, applied, accepted, declined or withdrawn. @enum(name: "ParticipationState")$$;
COMMENT ON COLUMN market.campaign_participant.created_at IS $$When the shop was invited or applied.$$;
COMMENT ON CONSTRAINT campaign_participant_campaign ON market.campaign_participant IS $$@name(forward: "campaign", backward: "participants")$$;
COMMENT ON CONSTRAINT campaign_participant_merchant ON market.campaign_participant IS $$@name(forward: "merchant", backward: "participations")$$;
COMMENT ON CONSTRAINT campaign_participant_initiator ON market.campaign_participant IS $$@hidden$$;
