CREATE TABLE market.promotion_slot (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  place text NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT promotion_slot_ends_after_it_starts CHECK (ends_at > starts_at)
);
CREATE INDEX promotion_slot_in_order ON market.promotion_slot (tenant_id, starts_at, id);
SELECT souk.guard_members('market.promotion_slot', scope => 'campaigns:read');

COMMENT ON TABLE market.promotion_slot IS $$
A place where the marketplace shows one campaign for a while: a banner, a row on the front page. Campaigns' members ask for it, the
marketplace grants it to one of them.
@graph
@order(by: ["starts_at"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.promotion_slot.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.promotion_slot.id IS $$The slot's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.promotion_slot.place IS $$Where it is.$$;
COMMENT ON COLUMN market.promotion_slot.starts_at IS $$From when.$$;
COMMENT ON COLUMN market.promotion_slot.ends_at IS $$Until when.$$;
COMMENT ON COLUMN market.promotion_slot.created_at IS $$When it was offered.$$;

CREATE TABLE market.slot_request (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  promotion_slot_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'granted', 'refused', 'withdrawn', 'released')),
  reason text CHECK (length(reason) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT slot_request_once UNIQUE (tenant_id, campaign_id, promotion_slot_id),
  CONSTRAINT slot_request_slot FOREIGN KEY (tenant_id, promotion_slot_id) REFERENCES market.promotion_slot,
  CONSTRAINT slot_request_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT slot_request_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
);
CREATE UNIQUE INDEX slot_request_granted_once ON market.slot_request (tenant_id, promotion_slot_id) WHERE state = 'granted';
CREATE INDEX slot_request_newest ON market.slot_request (tenant_id, created_at DESC, id DESC);
CREATE INDEX slot_request_by_slot ON market.slot_request (tenant_id, promotion_slot_id, created_at DESC, id DESC);
CREATE INDEX slot_request_by_campaign ON market.slot_request (tenant_id, campaign_id, created_at DESC, id DESC);
CREATE INDEX slot_request_by_merchant ON market.slot_request (tenant_id, merchant_id, created_at DESC, id DESC);
CREATE INDEX slot_request_by_state ON market.slot_request (tenant_id, state, created_at DESC, id DESC);
SELECT souk.guard_shared('market.slot_request', merchants => '{merchant_id}', shared_when => 'souk.is_in_campaign($.tenant_id, $.campaign_id)',
  scope => 'campaigns:read');
SELECT souk.limit_rows('market.slot_request', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.slot_request IS $$
That a campaign's member asked for a promotion slot for the campaign, and what the marketplace said. Seen by the campaign's members.
@graph
@order(by: ["created_at DESC"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.slot_request.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.slot_request.id IS $$The request's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.slot_request.promotion_slot_id IS $$The slot asked for.$$;
COMMENT ON COLUMN market.slot_request.campaign_id IS $$The campaign it is for.$$;
COMMENT ON COLUMN market.slot_request.merchant_id IS $$The member that asked; the initiator once that member left with the slot granted.$$;
COMMENT ON COLUMN market.slot_request.state IS $$Whether it was granted or refused by the marketplace, withdrawn by the shop, or released: granted once, and free again. @enum(name: "SlotRequestState")$$;
COMMENT ON COLUMN market.slot_request.reason IS $$Why it was refused or taken back, if the marketplace said so.$$;
COMMENT ON COLUMN market.slot_request.created_at IS $$When it was asked for.$$;
COMMENT ON CONSTRAINT slot_request_once ON market.slot_request IS $$@hidden$$;
COMMENT ON CONSTRAINT slot_request_slot ON market.slot_request IS $$@name(forward: "promotionSlot", backward: "requests")$$;
COMMENT ON CONSTRAINT slot_request_campaign ON market.slot_request IS $$@name(forward: "campaign", backward: "slotRequests")$$;
COMMENT ON CONSTRAINT slot_request_merchant ON market.slot_request IS $$@name(forward: "merchant", backward: "slotRequests")$$;
