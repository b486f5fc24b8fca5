CREATE TABLE market.product (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  merchant_id bigint NOT NULL,
  category_id bigint,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  description text,
  price bigint NOT NULL CHECK (price >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  stock int CHECK (stock >= 0),
  sold_count int NOT NULL DEFAULT 0 CHECK (sold_count >= 0),
  status text NOT NULL DEFAULT 'listed' CHECK (status IN ('draft', 'listed', 'delisted')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT product_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT product_category FOREIGN KEY (tenant_id, category_id) REFERENCES market.category
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX product_newest ON market.product (tenant_id, created_at DESC, id DESC);
CREATE INDEX product_by_merchant ON market.product (tenant_id, merchant_id, created_at DESC, id DESC);
CREATE INDEX product_by_category ON market.product (tenant_id, category_id, created_at DESC, id DESC);
CREATE INDEX product_by_price ON market.product (tenant_id, price, id);
CREATE INDEX product_by_merchant_price ON market.product (tenant_id, merchant_id, price, id);
CREATE INDEX product_by_category_price ON market.product (tenant_id, category_id, price, id);
SELECT souk.guard_shared('market.product', public_when => $$$.status <> 'draft'$$, merchants => '{merchant_id}', scope => 'products:read');

COMMENT ON TABLE market.product IS $$
Something a shop sells, or sold: delisted products stay to be found, drafts are the shop's own.
@graph
@order(by: ["created_at DESC"])
@scope(read: "products:read", write: "products:write")
$$;
COMMENT ON COLUMN market.product.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.product.id IS $$The product's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.product.merchant_id IS $$The shop that sells it.$$;
COMMENT ON COLUMN market.product.category_id IS $$The category it is found under; null when the shop chose none.$$;
COMMENT ON COLUMN market.product.name IS $$The product's name as buyers read it, up to 300 characters.$$;
COMMENT ON COLUMN market.product.description IS $$What the shop says about it.$$;
COMMENT ON COLUMN market.product.price IS $$The price of one, in the smallest unit of `currency` (cents, fen).$$;
COMMENT ON COLUMN market.product.currency IS $$The currency of the price: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON COLUMN market.product.stock IS $$How many are left to sell; null when the shop does not count.$$;
COMMENT ON COLUMN market.product.sold_count IS $$How many were sold in all.$$;
COMMENT ON COLUMN market.product.status IS $$Where the product stands: a draft, listed for sale, or delisted. @enum(name: "ProductStatus")$$;
COMMENT ON COLUMN market.product.created_at IS $$When the product was first entered.$$;
COMMENT ON CONSTRAINT product_merchant ON market.product IS $$@name(forward: "merchant", backward: "products")$$;
COMMENT ON CONSTRAINT product_category ON market.product IS $$@name(forward: "category", backward: "products")$$;
