CREATE TABLE market.campaign_product (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  product_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  initiator_id bigint NOT NULL,
  is_public boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'submitted' CHECK (state IN ('submitted', 'accepted', 'declined', 'withdrawn')),
  reason text CHECK (length(reason) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, campaign_id, product_id),
  CONSTRAINT campaign_product_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_product_product FOREIGN KEY (tenant_id, product_id) REFERENCES market.product,
  CONSTRAINT campaign_product_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT campaign_product_initiator FOREIGN KEY (tenant_id, campaign_id, initiator_id)
    REFERENCES market.campaign (tenant_id, id, merchant_id),
  CONSTRAINT campaign_product_reason_is_between_two CHECK (reason IS NULL OR state <> 'accepted'),
  CONSTRAINT campaign_product_public_once_accepted CHECK (state = 'accepted' OR NOT is_public)
);
CREATE INDEX campaign_product_newest ON market.campaign_product (tenant_id, created_at DESC, campaign_id DESC, product_id DESC);
CREATE INDEX campaign_product_by_campaign ON market.campaign_product (tenant_id, campaign_id, created_at DESC, product_id DESC);
CREATE INDEX campaign_product_by_product ON market.campaign_product (tenant_id, product_id, created_at DESC, campaign_id DESC);
CREATE INDEX campaign_product_by_merchant ON market.campaign_product (tenant_id, merchant_id, created_at DESC, campaign_id DESC, product_id DESC);
-- As with participants: what is submitted is between the two shops; what is in is seen by all who are in, then by everybody.
SELECT souk.guard_shared('market.campaign_product', public_when => '$.is_public', merchants => '{initiator_id,merchant_id}',
  shared_when => $$$.state = 'accepted' AND souk.takes_part($.tenant_id, $.campaign_id)$$, scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_product', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_product IS $$
A product that a member brings into a campaign. A product is in one campaign at a time.
@graph
@order(by: ["created_at DESC"])
@scope(read: "campaigns:read", write: "campaigns:write")
@through(from: "product_id", to: "campaign_id", field: "campaigns")
$$;
COMMENT ON COLUMN market.campaign_product.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_product.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_product.product_id IS $$The product.$$;
COMMENT ON COLUMN market.campaign_product.merchant_id IS $$The shop that sells it.$$;
COMMENT ON COLUMN market.campaign_product.initiator_id IS $$The campaign's initiator, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.campaign_product.is_public IS $$Whether everybody may know: it was accepted, and the campaign is public. @hidden$$;
COMMENT ON COLUMN market.campaign_product.state IS $$How far it has come: submitted, accepted or declined by the initiator, or withdrawn by its shop. @enum(name: "CampaignProductState")$$;
COMMENT ON COLUMN market.campaign_product.reason IS $$Why it was declined, if the initiator said so. @visible(to: [MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market.campaign_product.created_at IS $$When it was submitted.$$;
COMMENT ON CONSTRAINT campaign_product_campaign ON market.campaign_product IS $$@name(forward: "campaign", backward: "campaignProducts")$$;
COMMENT ON CONSTRAINT campaign_product_product ON market.campaign_product IS $$@name(forward: "product", backward: "campaignProducts")$$;
COMMENT ON CONSTRAINT campaign_product_merchant ON market.campaign_product IS $$@name(forward: "merchant", backward: "campaignProducts")$$;
COMMENT ON CONSTRAINT campaign_product_initiator ON market.campaign_product IS $$@hidden$$;
