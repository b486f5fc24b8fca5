CREATE TABLE market.campaign_tier (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  spend bigint NOT NULL CHECK (spend > 0),
  save bigint NOT NULL CHECK (save > 0),
  PRIMARY KEY (tenant_id, campaign_id, spend),
  CONSTRAINT campaign_tier_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_tier_gives_no_more_than_it_takes CHECK (save <= spend),
  -- With the function that writes them, which wants both to rise: no two tiers save the same.
  CONSTRAINT campaign_tier_saves_once UNIQUE (tenant_id, campaign_id, save)
);
SELECT souk.guard_shared('market.campaign_tier', shared_when => 'souk.sees_campaign($.tenant_id, $.campaign_id)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_tier', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_tier IS $$
A step of a campaign's discount across its shops: who spends so much on its products saves so much. The highest step reached counts, once.
@graph
@scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_tier.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_tier.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_tier.spend IS $$What has to be spent on the campaign's products, in the smallest unit of the campaign's currency.$$;
COMMENT ON COLUMN market.campaign_tier.save IS $$What is taken off then. Higher steps save more.$$;
COMMENT ON CONSTRAINT campaign_tier_campaign ON market.campaign_tier IS $$@name(forward: "campaign", backward: "tiers")$$;
COMMENT ON CONSTRAINT campaign_tier_saves_once ON market.campaign_tier IS $$@hidden$$;
