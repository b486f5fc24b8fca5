-- A campaign's figures. What each shop did on each day is its own. What all did together is told in periods, each as long as it takes
-- until three shops have sold something in it, and only of days that are over: whoever subtracts the own part is left with two shops'
-- figures at least, and whoever compares two looks at the report sees either nothing new or a whole period more. A period, once told,
-- never changes. With two members there never is one, so that neither learns what the other sold.
CREATE TABLE market.campaign_day (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  day date NOT NULL,
  visits bigint NOT NULL DEFAULT 0 CHECK (visits >= 0),
  orders bigint NOT NULL DEFAULT 0 CHECK (orders >= 0),
  sales bigint NOT NULL DEFAULT 0 CHECK (sales >= 0),
  discounts bigint NOT NULL DEFAULT 0 CHECK (discounts >= 0),
  refunds bigint NOT NULL DEFAULT 0 CHECK (refunds >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, campaign_id, merchant_id, day),
  CONSTRAINT campaign_day_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_day_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
) WITH (fillfactor = 70);  -- counters move in place
CREATE INDEX campaign_day_by_campaign ON market.campaign_day (tenant_id, campaign_id, day, merchant_id);
CREATE INDEX campaign_day_by_merchant ON market.campaign_day (tenant_id, merchant_id, day, campaign_id);
CREATE INDEX campaign_day_by_day ON market.campaign_day (tenant_id, day, campaign_id, merchant_id);
SELECT souk.guard_shop('market.campaign_day', merchant => 'merchant_id', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_day', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_day IS $$
What one shop did in a campaign on one day (UTC). Seen by that shop and by operators, by no other member.
@graph
@order(by: ["day"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_day.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_day.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_day.merchant_id IS $$The shop.$$;
COMMENT ON COLUMN market.campaign_day.day IS $$The day, in UTC.$$;
COMMENT ON COLUMN market.campaign_day.visits IS $$How often the shop's part of the campaign was looked at.$$;
COMMENT ON COLUMN market.campaign_day.orders IS $$How many orders had products of the campaign.$$;
COMMENT ON COLUMN market.campaign_day.sales IS $$What buyers paid for them, discounts taken off, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market.campaign_day.discounts IS $$The shop's part of the discounts.$$;
COMMENT ON COLUMN market.campaign_day.refunds IS $$What the shop gave back on this day for products sold in the campaign.$$;
COMMENT ON COLUMN market.campaign_day.currency IS $$The currency of the campaign: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT campaign_day_campaign ON market.campaign_day IS $$@name(forward: "campaign", backward: "days")$$;
COMMENT ON CONSTRAINT campaign_day_merchant ON market.campaign_day IS $$@name(forward: "merchant", backward: "campaignDays")$$;

CREATE TABLE market.campaign_period (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  shops int NOT NULL,
  visits bigint,
  orders bigint NOT NULL,
  sales bigint NOT NULL,
  discounts bigint NOT NULL,
  refunds bigint,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, campaign_id, first_day),
  CONSTRAINT campaign_period_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_period_in_order CHECK (last_day >= first_day),
  CONSTRAINT campaign_period_hides_each CHECK (shops >= 3)
);
SELECT souk.guard_shared('market.campaign_period', shared_when => 'souk.is_in_campaign($.tenant_id, $.campaign_id)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_period', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_period IS $$
What all shops of a campaign did together, in days that are over. A period is as short as it can be while three shops sold something in it, so
that nobody can work out another's figures; a campaign of two shops has none. Seen by the members, also after the campaign.
@graph
@order(by: ["first_day"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_period.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_period.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_period.first_day IS $$Its first day, in UTC.$$;
COMMENT ON COLUMN market.campaign_period.last_day IS $$Its last day, in UTC.$$;
COMMENT ON COLUMN market.campaign_period.shops IS $$How many shops sold something in it: three at least.$$;
COMMENT ON COLUMN market.campaign_period.visits IS $$How often the campaign was looked at; null when fewer than three shops were.$$;
COMMENT ON COLUMN market.campaign_period.orders IS $$How many orders had products of the campaign, one for each shop of a basket.$$;
COMMENT ON COLUMN market.campaign_period.sales IS $$What buyers paid for them, discounts taken off, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market.campaign_period.discounts IS $$The discounts, together.$$;
COMMENT ON COLUMN market.campaign_period.refunds IS $$What was given back in these days; null when fewer than three shops gave back something.$$;
COMMENT ON COLUMN market.campaign_period.currency IS $$The currency of the campaign: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT campaign_period_campaign ON market.campaign_period IS $$@name(forward: "campaign", backward: "periods")$$;
