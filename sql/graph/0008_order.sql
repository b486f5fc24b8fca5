CREATE TABLE market."order" (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  buyer_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  status text NOT NULL DEFAULT 'placed'
    CHECK (status IN ('placed', 'paid', 'shipped', 'delivered', 'completed', 'cancelled', 'refunded')),
  total bigint NOT NULL CHECK (total >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  item_count int NOT NULL DEFAULT 0 CHECK (item_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  -- What order_item repeats of its order, so that its rows are guarded without a look at this table.
  CONSTRAINT order_parties UNIQUE (tenant_id, id, buyer_id, merchant_id),
  CONSTRAINT order_buyer FOREIGN KEY (tenant_id, buyer_id) REFERENCES market.buyer,
  CONSTRAINT order_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
);
CREATE INDEX order_newest ON market."order" (tenant_id, created_at DESC, id DESC);
CREATE INDEX order_by_buyer ON market."order" (tenant_id, buyer_id, created_at DESC, id DESC);
CREATE INDEX order_by_merchant ON market."order" (tenant_id, merchant_id, created_at DESC, id DESC);
CREATE INDEX order_by_status ON market."order" (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX order_by_merchant_status ON market."order" (tenant_id, merchant_id, status, created_at DESC, id DESC);
CREATE INDEX order_by_deal ON market."order" (tenant_id, merchant_id, buyer_id);
SELECT souk.guard_deal('market."order"', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');

COMMENT ON TABLE market."order" IS $$
What one buyer ordered from one shop at one time. Seen by that buyer, that shop, the partners it authorised, and operators.
@graph
@order(by: ["created_at DESC"])
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "orders:read", write: "orders:write")
$$;
COMMENT ON COLUMN market."order".tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market."order".id IS $$The order's number, unique within the marketplace.$$;
COMMENT ON COLUMN market."order".buyer_id IS $$Who ordered.$$;
COMMENT ON COLUMN market."order".merchant_id IS $$The shop that sells.$$;
COMMENT ON COLUMN market."order".status IS $$How far the order has come. @enum(name: "OrderStatus")$$;
COMMENT ON COLUMN market."order".total IS $$What the buyer pays in all, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market."order".currency IS $$The currency of the order: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON COLUMN market."order".item_count IS $$How many lines the order has.$$;
COMMENT ON COLUMN market."order".created_at IS $$When the order was placed.$$;
COMMENT ON COLUMN market."order".delivered_at IS $$When the goods arrived; null until then.$$;
COMMENT ON CONSTRAINT order_parties ON market."order" IS $$@hidden$$;
COMMENT ON CONSTRAINT order_buyer ON market."order" IS $$@name(forward: "buyer", backward: "orders")$$;
COMMENT ON CONSTRAINT order_merchant ON market."order" IS $$@name(forward: "merchant", backward: "orders")$$;

CREATE TABLE market.order_item (
  tenant_id bigint NOT NULL,
  order_id bigint NOT NULL,
  line int NOT NULL CHECK (line > 0),
  product_id bigint NOT NULL,
  buyer_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  unit_price bigint NOT NULL CHECK (unit_price >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, order_id, line),
  CONSTRAINT order_item_order FOREIGN KEY (tenant_id, order_id) REFERENCES market."order",
  CONSTRAINT order_item_product FOREIGN KEY (tenant_id, product_id) REFERENCES market.product,
  CONSTRAINT order_item_parties FOREIGN KEY (tenant_id, order_id, buyer_id, merchant_id)
    REFERENCES market."order" (tenant_id, id, buyer_id, merchant_id)
);
CREATE INDEX order_item_by_product ON market.order_item (tenant_id, product_id, order_id, line);
SELECT souk.guard_deal('market.order_item', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');

COMMENT ON TABLE market.order_item IS $$
One line of an order: so many of one product, at the price of that day.
@graph
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "orders:read", write: "orders:write")
$$;
COMMENT ON COLUMN market.order_item.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.order_item.order_id IS $$The order this line is of.$$;
COMMENT ON COLUMN market.order_item.line IS $$Where the line stands in the order, from 1.$$;
COMMENT ON COLUMN market.order_item.product_id IS $$What was bought.$$;
COMMENT ON COLUMN market.order_item.buyer_id IS $$The order's buyer, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.order_item.merchant_id IS $$The order's shop, repeated so that the row guards itself. @hidden$$;
COMMENT ON COLUMN market.order_item.quantity IS $$How many were bought.$$;
COMMENT ON COLUMN market.order_item.unit_price IS $$The price of one when it was bought, in the smallest unit of `currency`.$$;
COMMENT ON COLUMN market.order_item.currency IS $$The currency of the price: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON CONSTRAINT order_item_order ON market.order_item IS $$@name(forward: "order", backward: "items") @counter(column: "item_count")$$;
COMMENT ON CONSTRAINT order_item_product ON market.order_item IS $$@name(forward: "product", backward: "orderItems")$$;
COMMENT ON CONSTRAINT order_item_parties ON market.order_item IS $$@hidden$$;
