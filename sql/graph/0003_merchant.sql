CREATE TABLE market.merchant (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  name text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  slug text NOT NULL,
  about text,
  region text NOT NULL,
  rating double precision CHECK (rating BETWEEN 0 AND 5),
  monthly_sales bigint NOT NULL DEFAULT 0 CHECK (monthly_sales >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paused', 'closed')),
  follower_count int NOT NULL DEFAULT 0 CHECK (follower_count >= 0),
  product_count int NOT NULL DEFAULT 0 CHECK (product_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, slug)
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX merchant_newest ON market.merchant (tenant_id, created_at DESC, id DESC);
CREATE INDEX merchant_by_region ON market.merchant (tenant_id, region, created_at DESC, id DESC);
CREATE INDEX merchant_by_rating ON market.merchant (tenant_id, rating DESC NULLS LAST, id DESC);
-- The collation "C" lets one index serve both the order of names and what they begin with.
CREATE INDEX merchant_by_name ON market.merchant (tenant_id, name, id);
SELECT souk.guard_public('market.merchant');

COMMENT ON TABLE market.merchant IS $$
A shop that sells on this marketplace. Its profile is public; its staff, orders and drafts are its own.
@graph
@order(by: ["created_at DESC"])
$$;
COMMENT ON COLUMN market.merchant.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.merchant.id IS $$The shop's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.merchant.name IS $$The name on the shop's sign, up to 200 characters.$$;
COMMENT ON COLUMN market.merchant.slug IS $$The name as it stands in addresses; unique within the marketplace.$$;
COMMENT ON COLUMN market.merchant.about IS $$What the shop says about itself; null until it wrote something.$$;
COMMENT ON COLUMN market.merchant.region IS $$Where the shop ships from: a city or province, as buyers know it.$$;
COMMENT ON COLUMN market.merchant.rating IS $$The mean of the buyers' ratings, 0 to 5; null before the first one.$$;
COMMENT ON COLUMN market.merchant.monthly_sales IS $$
Sales of the last 30 days, in the smallest unit of `currency` (cents, fen).
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "merchants.sales:read")
$$;
COMMENT ON COLUMN market.merchant.currency IS $$The currency the shop sells in: three capital letters of ISO 4217. @groupBy$$;
COMMENT ON COLUMN market.merchant.status IS $$Whether the shop sells: open, paused for a while, or closed for good. @enum(name: "MerchantStatus")$$;
COMMENT ON COLUMN market.merchant.follower_count IS $$How many buyers and shops follow this shop. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.merchant.product_count IS $$How many products the shop has listed. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.merchant.created_at IS $$When the shop opened.$$;

-- What a shop is called where people decide about it.
CREATE OR REPLACE FUNCTION souk.shop_name(shop bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.name FROM market.merchant m WHERE m.tenant_id = souk.tenant() AND m.id = shop;
$$;
COMMENT ON FUNCTION souk.shop_name(bigint) IS
  'The name of a shop of the viewer''s tenant. @definer(reason: "a shop''s name is public in its tenant; asked also under tokens without the scope for shops")';
