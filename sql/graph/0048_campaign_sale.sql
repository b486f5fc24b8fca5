CREATE TABLE market.campaign_sale (
  tenant_id bigint NOT NULL,
  order_id bigint NOT NULL,
  line int NOT NULL,
  campaign_id bigint NOT NULL,
  buyer_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  discount bigint NOT NULL CHECK (discount >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, order_id, line),
  CONSTRAINT campaign_sale_item FOREIGN KEY (tenant_id, order_id, line) REFERENCES market.order_item,
  CONSTRAINT campaign_sale_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign,
  CONSTRAINT campaign_sale_parties FOREIGN KEY (tenant_id, order_id, buyer_id, merchant_id)
    REFERENCES market."order" (tenant_id, id, buyer_id, merchant_id)
);
CREATE INDEX campaign_sale_by_campaign ON market.campaign_sale (tenant_id, campaign_id, order_id, line);
-- Whether a buyer has bought from a shop through a campaign before.
CREATE INDEX campaign_sale_by_buyer ON market.campaign_sale (tenant_id, campaign_id, merchant_id, buyer_id);
SELECT souk.guard_deal('market.campaign_sale', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');
SELECT souk.limit_rows('market.campaign_sale', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_sale IS $$
That a line of an order was sold through a campaign, and this line's part of the discount. Seen by the buyer and the shop, as the order is.
@graph
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "orders:read", write: "orders:write")
$$;
COMMENT ON COLUMN market.campaign_sale.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_sale.order_id IS $$The order. @hidden$$;
COMMENT ON COLUMN market.campaign_sale.line IS $$The line of the order.$$;
COMMENT ON COLUMN market.campaign_sale.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_sale.buyer_id IS $$The order's buyer, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.campaign_sale.merchant_id IS $$The order's shop, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.campaign_sale.discount IS $$What the campaign took off this line, in the smallest unit of `currency`; 0 where no step was reached.$$;
COMMENT ON COLUMN market.campaign_sale.currency IS $$The currency of the order: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT campaign_sale_item ON market.campaign_sale IS $$@name(forward: "orderItem", backward: "campaignSale")$$;
COMMENT ON CONSTRAINT campaign_sale_campaign ON market.campaign_sale IS $$@name(forward: "campaign", backward: "sales")$$;
COMMENT ON CONSTRAINT campaign_sale_parties ON market.campaign_sale IS $$@hidden$$;

CREATE TABLE market.order_refund (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  order_id bigint NOT NULL,
  line int NOT NULL,
  buyer_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT order_refund_item FOREIGN KEY (tenant_id, order_id, line) REFERENCES market.order_item,
  CONSTRAINT order_refund_parties FOREIGN KEY (tenant_id, order_id, buyer_id, merchant_id)
    REFERENCES market."order" (tenant_id, id, buyer_id, merchant_id)
);
CREATE INDEX order_refund_by_item ON market.order_refund (tenant_id, order_id, line, created_at DESC, id DESC);
CREATE INDEX order_refund_newest ON market.order_refund (tenant_id, created_at DESC, id DESC);
SELECT souk.guard_deal('market.order_refund', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');

COMMENT ON TABLE market.order_refund IS $$
That a shop gave back what was paid for so many of a line. All refunds of a line together never exceed what was paid for it.
@graph
@order(by: ["created_at DESC"])
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "orders:read", write: "orders:write")
$$;
COMMENT ON COLUMN market.order_refund.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.order_refund.id IS $$The refund's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.order_refund.order_id IS $$The order. @hidden$$;
COMMENT ON COLUMN market.order_refund.line IS $$The line of the order.$$;
COMMENT ON COLUMN market.order_refund.buyer_id IS $$The order's buyer, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.order_refund.merchant_id IS $$The order's shop, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.order_refund.quantity IS $$How many of the line it is for.$$;
COMMENT ON COLUMN market.order_refund.amount IS $$What was given back, in the smallest unit of `currency`: the price less the line's part of a discount.$$;
COMMENT ON COLUMN market.order_refund.currency IS $$The currency of the order: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON COLUMN market.order_refund.created_at IS $$When it was given back.$$;
COMMENT ON CONSTRAINT order_refund_item ON market.order_refund IS $$@name(forward: "orderItem", backward: "refunds")$$;
COMMENT ON CONSTRAINT order_refund_parties ON market.order_refund IS $$@hidden$$;
