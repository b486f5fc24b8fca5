CREATE TABLE market.campaign_category (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  category_id bigint NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id, category_id),
  CONSTRAINT campaign_category_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_category_category FOREIGN KEY (tenant_id, category_id) REFERENCES market.category
);
CREATE INDEX campaign_category_by_category ON market.campaign_category (tenant_id, category_id, campaign_id);
SELECT souk.guard_shared('market.campaign_category', shared_when => 'souk.sees_campaign($.tenant_id, $.campaign_id)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_category', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_category IS $$
That a campaign looks for shops of a category: a shop needs one of those that are named. Ask for `campaign.soughtCategories` rather than for this.
@graph(list: "campaignCategories")
@scope(read: "campaigns:read", write: "campaigns:write")
@through(from: "campaign_id", to: "category_id", field: "soughtCategories")
$$;
COMMENT ON COLUMN market.campaign_category.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_category.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_category.category_id IS $$A category that it looks for.$$;
COMMENT ON CONSTRAINT campaign_category_campaign ON market.campaign_category IS $$@hidden(side: BACKWARD)$$;
COMMENT ON CONSTRAINT campaign_category_category ON market.campaign_category IS $$@hidden(side: BACKWARD)$$;
