-- A campaign's figures. What each shop did on each day is its own. What all did together is told in periods of days that are over, by the
-- rules by which statistics of businesses are published, since every member can subtract what it knows:
--   * three shops at least sold in it, each to three buyers at least who had not bought from it in the campaign before, so that neither a
--     purchase made for the purpose nor a few real ones make a shop count;
--   * what the two largest leave over is a tenth of the largest at least, so that the second cannot work out the first;
--   * figures are told with two digits, so that no sum can be taken apart by the prices that everybody sees;
--   * a viewer that acts for several shops sees it only if two others sold in it.
-- A period is as short as these let it be, and once told it never changes: two looks at the report differ by nothing or by a whole period. The
-- last one waits until the campaign is over, to take in the days behind it in which too few sold.
CREATE TABLE market.campaign_day (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  day date NOT NULL,
  visits bigint NOT NULL DEFAULT 0 CHECK (visits >= 0),
  orders bigint NOT NULL DEFAULT 0 CHECK (orders >= 0),
  new_buyers bigint NOT NULL DEFAULT 0 CHECK (new_buyers >= 0),
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
COMMENT ON COLUMN market.campaign_day.visits IS $$How many buyers looked at the shop's part of the campaign on this day.$$;
COMMENT ON COLUMN market.campaign_day.orders IS $$How many orders had products of the campaign.$$;
COMMENT ON COLUMN market.campaign_day.new_buyers IS $$How many buyers bought from the shop through the campaign for the first time.$$;
COMMENT ON COLUMN market.campaign_day.sales IS $$What buyers paid for them, discounts taken off, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market.campaign_day.discounts IS $$The shop's part of the discounts.$$;
COMMENT ON COLUMN market.campaign_day.refunds IS $$What the shop gave back on this day for products sold in the campaign.$$;
COMMENT ON COLUMN market.campaign_day.currency IS $$The currency of the campaign: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT campaign_day_campaign ON market.campaign_day IS $$@name(forward: "campaign", backward: "days")$$;
COMMENT ON CONSTRAINT campaign_day_merchant ON market.campaign_day IS $$@name(forward: "merchant", backward: "campaignDays")$$;

CREATE TABLE market.campaign_visit (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  buyer_id bigint NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id, merchant_id, buyer_id, day),
  CONSTRAINT campaign_visit_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_visit_buyer FOREIGN KEY (tenant_id, buyer_id) REFERENCES market.buyer
);
CREATE INDEX campaign_visit_by_buyer ON market.campaign_visit (tenant_id, buyer_id);
SELECT souk.guard_own('market.campaign_visit', buyer => 'buyer_id', scope => 'visits:read');
SELECT souk.limit_rows('market.campaign_visit', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_visit IS $$That a buyer looked at a shop's part of a campaign on a day, so that each is counted once. Not in the graph.$$;
COMMENT ON COLUMN market.campaign_visit.tenant_id IS $$The marketplace.$$;
COMMENT ON COLUMN market.campaign_visit.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_visit.merchant_id IS $$The shop.$$;
COMMENT ON COLUMN market.campaign_visit.buyer_id IS $$The buyer.$$;
COMMENT ON COLUMN market.campaign_visit.day IS $$The day, in UTC.$$;

CREATE TABLE market.campaign_period (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  shops int NOT NULL,
  sellers bigint[] NOT NULL,
  visits bigint,
  orders bigint NOT NULL,
  sales bigint NOT NULL,
  discounts bigint NOT NULL,
  refunds bigint,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, campaign_id, first_day),
  CONSTRAINT campaign_period_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_period_in_order CHECK (last_day >= first_day),
  CONSTRAINT campaign_period_hides_each CHECK (shops >= 3 AND shops = cardinality(sellers))
);
CREATE INDEX campaign_period_in_time ON market.campaign_period (tenant_id, first_day, campaign_id);

CREATE FUNCTION souk.leaves_two(sellers bigint[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (SELECT count(*) >= 2 FROM unnest(sellers) AS s WHERE s <> ALL (coalesce(souk.merchants(), '{}')));
COMMENT ON FUNCTION souk.leaves_two(bigint[]) IS 'Whether two of these shops at least are not the viewer''s, so that what they did together tells of neither.';
GRANT EXECUTE ON FUNCTION souk.leaves_two(bigint[]) TO souk_gateway, souk_reader;
SELECT souk.guard_shared('market.campaign_period', shared_when => 'souk.is_in_campaign($.tenant_id, $.campaign_id) AND souk.leaves_two($.sellers)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_period', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_period IS $$
What all shops of a campaign did together, in days that are over, in figures of two digits. A period is as short as it can be while nobody can
work out another's figures from it: three shops or more sold in it, each to three new buyers or more, and none outweighs the others. A campaign of
two shops has none. Seen by the members, also after the campaign.
@graph
@order(by: ["first_day"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_period.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_period.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_period.first_day IS $$Its first day, in UTC.$$;
COMMENT ON COLUMN market.campaign_period.last_day IS $$Its last day, in UTC.$$;
COMMENT ON COLUMN market.campaign_period.shops IS $$How many shops sold something in it to three new buyers at least: three shops at least.$$;
COMMENT ON COLUMN market.campaign_period.sellers IS $$Which shops these are, so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.campaign_period.visits IS $$How many looked at it, counted for each shop and day; null when fewer than three shops were looked at.$$;
COMMENT ON COLUMN market.campaign_period.orders IS $$How many orders had products of the campaign, one for each shop of a basket.$$;
COMMENT ON COLUMN market.campaign_period.sales IS $$What buyers paid for them, discounts taken off, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market.campaign_period.discounts IS $$The discounts, together.$$;
COMMENT ON COLUMN market.campaign_period.refunds IS $$What was given back in these days; null when fewer than three shops gave back something.$$;
COMMENT ON COLUMN market.campaign_period.currency IS $$The currency of the campaign: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT campaign_period_campaign ON market.campaign_period IS $$@name(forward: "campaign", backward: "periods")$$;
