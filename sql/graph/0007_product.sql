CREATE TABLE market.product (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  merchant_id bigint NOT NULL,
  category_id bigint,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  description text,
  price bigint NOT NULL CHECK (price >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  is_sold_out boolean NOT NULL DEFAULT false,
  sold_at_least int NOT NULL DEFAULT 0 CHECK (sold_at_least >= 0),
  status text NOT NULL DEFAULT 'listed' CHECK (status IN ('draft', 'listed', 'delisted')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  -- What inventory repeats of its product, so that its rows are guarded without a look at this table.
  CONSTRAINT product_shop UNIQUE (tenant_id, id, merchant_id),
  CONSTRAINT product_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT product_category FOREIGN KEY (tenant_id, category_id) REFERENCES market.category
);
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
COMMENT ON COLUMN market.product.is_sold_out IS $$Whether none is left to sell.$$;
COMMENT ON COLUMN market.product.sold_at_least IS $$How many were sold, in steps of 10, 20, 50, 100, 200, 500 and so on; 0 below ten.$$;
COMMENT ON COLUMN market.product.status IS $$Where the product stands: a draft, listed for sale, or delisted. @enum(name: "ProductStatus")$$;
COMMENT ON COLUMN market.product.created_at IS $$When the product was first entered.$$;
COMMENT ON CONSTRAINT product_shop ON market.product IS $$@hidden$$;
COMMENT ON CONSTRAINT product_merchant ON market.product IS $$@name(forward: "merchant", backward: "products")$$;
COMMENT ON CONSTRAINT product_category ON market.product IS $$@name(forward: "category", backward: "products")$$;

-- What moves with each order is a table of its own: everybody sees products, and whoever watched a stock fall would know the shop's sales, other
-- members of a campaign first of all.
CREATE TABLE market.inventory (
  tenant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  stock int CHECK (stock >= 0),
  sold_count int NOT NULL DEFAULT 0 CHECK (sold_count >= 0),
  version int NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (tenant_id, product_id),
  -- Part of the product: a draft takes it along when it is deleted.
  CONSTRAINT inventory_product FOREIGN KEY (tenant_id, product_id) REFERENCES market.product ON DELETE CASCADE,
  CONSTRAINT inventory_shop FOREIGN KEY (tenant_id, product_id, merchant_id) REFERENCES market.product (tenant_id, id, merchant_id) ON DELETE CASCADE,
  CONSTRAINT inventory_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX inventory_by_merchant ON market.inventory (tenant_id, merchant_id, product_id);
CREATE INDEX inventory_by_stock ON market.inventory (tenant_id, merchant_id, stock, product_id);  -- what a shop runs out of
SELECT souk.guard_shop('market.inventory', merchant => 'merchant_id', scope => 'products.stock:read');

COMMENT ON TABLE market.inventory IS $$
How many of a product are left and were sold: the shop's own, as everybody else sees of a product only that it is sold out, and sales in coarse steps.
A product without an inventory is not counted and was never sold.
@graph
@order(by: ["product_id"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "products.stock:read", write: "products.stock:write")
$$;
COMMENT ON COLUMN market.inventory.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.inventory.product_id IS $$The product.$$;
COMMENT ON COLUMN market.inventory.merchant_id IS $$The shop that sells it.$$;
COMMENT ON COLUMN market.inventory.stock IS $$How many are left to sell; null when the shop does not count.$$;
COMMENT ON COLUMN market.inventory.sold_count IS $$How many were sold in all.$$;
COMMENT ON COLUMN market.inventory.version IS $$How often it was written, by orders too: give it as `ifVersion` to set a stock that nobody bought from since you read it.$$;
COMMENT ON CONSTRAINT inventory_product ON market.inventory IS $$@name(forward: "product", backward: "inventory")$$;
COMMENT ON CONSTRAINT inventory_shop ON market.inventory IS $$@hidden$$;
COMMENT ON CONSTRAINT inventory_merchant ON market.inventory IS $$@name(forward: "merchant", backward: "inventories")$$;

-- An expression without a query: one over generate_series is thought so costly that PostgreSQL compiles it at each call, for 40 ms.
CREATE FUNCTION market.coarse_count(exact bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (CASE
  WHEN exact < 10 THEN 0
  WHEN exact >= 5 * (10 ^ (length(exact::text) - 1))::bigint THEN 5 * (10 ^ (length(exact::text) - 1))::bigint
  WHEN exact >= 2 * (10 ^ (length(exact::text) - 1))::bigint THEN 2 * (10 ^ (length(exact::text) - 1))::bigint
  ELSE (10 ^ (length(exact::text) - 1))::bigint END)::int;
COMMENT ON FUNCTION market.coarse_count(bigint) IS 'The highest of 10, 20, 50, 100, 200, 500 … that a count reaches, 0 below ten: what everybody may know of it.';
GRANT EXECUTE ON FUNCTION market.coarse_count(bigint) TO souk_gateway, souk_reader;

-- Called by whatever writes inventories, in its transaction.
CREATE FUNCTION market.tell_inventory(of_tenant bigint, product_ids bigint[]) RETURNS SETOF bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE market.product AS p SET is_sold_out = n.is_sold_out, sold_at_least = n.sold_at_least
  FROM (
    SELECT i.product_id, coalesce(i.stock = 0, false) AS is_sold_out, market.coarse_count(i.sold_count) AS sold_at_least
    FROM market.inventory AS i WHERE i.tenant_id = of_tenant AND i.product_id = ANY (product_ids)
  ) AS n
  WHERE p.tenant_id = of_tenant AND p.id = n.product_id AND (p.is_sold_out, p.sold_at_least) IS DISTINCT FROM (n.is_sold_out, n.sold_at_least)
  RETURNING p.id;
$$;
COMMENT ON FUNCTION market.tell_inventory(bigint, bigint[]) IS
  'Puts what everybody may know of inventories into their products, and returns the products that changed. For functions that write inventories.';
