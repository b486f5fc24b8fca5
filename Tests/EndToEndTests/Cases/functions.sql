-- What the cases beside this file ask for: one function of each kind, on the demo marketplaces.

-- A marketplace that shows everybody what was sold, to the last one.
ALTER TABLE market.product ADD COLUMN sold_count int NOT NULL DEFAULT 0;
UPDATE market.product p SET sold_count = i.sold_count FROM market.inventory i WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id;
COMMENT ON COLUMN market.product.sold_count IS 'How many were sold in all.';

CREATE FUNCTION market.merchant_label(shop market.merchant, separator text DEFAULT ', ') RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT shop.name || separator || shop.region $$;
COMMENT ON FUNCTION market.merchant_label IS $$
The shop's name and where it is.
@graph(on: "merchant")
@argument(parameter: "separator", as: "between", description: "What stands between the two.")
$$;

CREATE FUNCTION market.listed_price_range(tenant_id bigint, merchant_id bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY[min(p.price), max(p.price)] FROM market.product p
  WHERE p.tenant_id = listed_price_range.tenant_id AND p.merchant_id = listed_price_range.merchant_id AND p.status = 'listed'
$$;
COMMENT ON FUNCTION market.listed_price_range IS 'The lowest and the highest price. @graph(on: "market.merchant", field: "priceRange") @cost(rows: 10)';

CREATE FUNCTION market.revenue(merchant_id bigint) RETURNS numeric LANGUAGE sql STABLE AS
  $$ SELECT sum(i.unit_price * i.quantity) FROM market.order_item i WHERE i.tenant_id = souk.tenant() AND i.merchant_id = revenue.merchant_id $$;
COMMENT ON FUNCTION market.revenue IS
  'What the shop took. @graph(on: "merchant", field: "revenue") @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "orders:read")';

CREATE FUNCTION market.regions(first_letter text DEFAULT NULL) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT m.region FROM market.merchant m
  WHERE m.tenant_id = souk.tenant() AND (first_letter IS NULL OR m.region >= first_letter) ORDER BY 1
$$;
COMMENT ON FUNCTION market.regions IS 'Where shops are. @graph';

CREATE FUNCTION market.round_up(amount bigint, step int, states text[] DEFAULT '{}') RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT (amount + step - 1) / step * step + cardinality(states) $$;
COMMENT ON FUNCTION market.round_up IS 'An amount in whole steps. @graph(field: "roundedUp")';

CREATE FUNCTION market.category_best(category_id bigint) RETURNS market.product LANGUAGE sql STABLE AS $$
  SELECT p FROM market.product p WHERE p.tenant_id = souk.tenant() AND p.category_id = category_best.category_id
  ORDER BY p.sold_count DESC, p.id DESC LIMIT 1
$$;
COMMENT ON FUNCTION market.category_best IS 'What sold best. @graph(on: "category", field: "bestSeller")';

CREATE FUNCTION market.newest_product() RETURNS market.product LANGUAGE sql STABLE AS
  $$ SELECT p FROM market.product p WHERE p.tenant_id = souk.tenant() ORDER BY p.created_at DESC, p.id DESC LIMIT 1 $$;
COMMENT ON FUNCTION market.newest_product IS 'What came last. @graph';

CREATE FUNCTION market.bargains(merchant_id bigint, below bigint) RETURNS SETOF market.product LANGUAGE sql STABLE AS $$
  SELECT p.* FROM market.product p
  WHERE p.tenant_id = souk.tenant() AND p.merchant_id = bargains.merchant_id AND p.price < below AND p.status = 'listed'
$$;
COMMENT ON FUNCTION market.bargains IS 'Products under a price. @graph(on: "merchant") @order(by: ["price"])';

CREATE FUNCTION market.cheap_products(below bigint) RETURNS SETOF market.product LANGUAGE sql STABLE AS
  $$ SELECT p.* FROM market.product p WHERE p.tenant_id = souk.tenant() AND p.price < below $$;
COMMENT ON FUNCTION market.cheap_products IS 'Products under a price, of all shops. @graph';

CREATE FUNCTION market.best_sellers(merchant_id bigint) RETURNS TABLE (product_id bigint, sold int, share double precision)
LANGUAGE sql STABLE AS $$
  SELECT p.id, p.sold_count, p.sold_count / nullif(sum(p.sold_count) OVER (), 0)::float8
  FROM market.product p WHERE p.tenant_id = souk.tenant() AND p.merchant_id = best_sellers.merchant_id
$$;
COMMENT ON FUNCTION market.best_sellers IS $$
Products by how often they sold.
@graph(on: "merchant", field: "bestSellers")
@rows(of: "product", key: ["product_id"], order: ["sold DESC"])
@result(column: "sold", description: "How often it sold.")
@result(column: "share", as: "partOfAll")
$$;

CREATE FUNCTION market.sold_best() RETURNS TABLE (product_id bigint, sold int) LANGUAGE sql STABLE AS
  $$ SELECT p.id, p.sold_count FROM market.product p WHERE p.tenant_id = souk.tenant() AND p.sold_count > 12 $$;
COMMENT ON FUNCTION market.sold_best IS '@graph @rows(of: "product", key: ["product_id"], order: ["sold DESC"])';

CREATE FUNCTION market.find_products(tenant_id bigint, min_price bigint, max_rows int, after_sold int, after_id bigint)
RETURNS TABLE (product_id bigint, sold int) LANGUAGE sql STABLE AS $$
  SELECT p.id, p.sold_count FROM market.product p
  WHERE p.tenant_id = find_products.tenant_id AND p.price >= min_price AND p.status = 'listed'
    AND (after_id IS NULL OR (p.sold_count, p.id) < (after_sold, after_id))
  ORDER BY p.sold_count DESC, p.id DESC LIMIT max_rows
$$;
COMMENT ON FUNCTION market.find_products IS $$
Products from a price on, what sells best first.
@graph(field: "findProducts")
@rows(of: "market.product", key: ["product_id"], order: ["sold DESC"], limit: "max_rows", after: ["after_sold", "after_id"])
@argument(parameter: "min_price", as: "from")
@cost(rows: 100)
$$;

CREATE FUNCTION market.mutual_shops(merchant market.merchant) RETURNS TABLE (merchant_id bigint, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT f.followed_merchant_id, greatest(f.created_at, b.created_at) FROM market.follow f JOIN market.follow b
    ON b.tenant_id = f.tenant_id AND b.follower_merchant_id = f.followed_merchant_id AND b.followed_merchant_id = f.follower_merchant_id
  WHERE f.tenant_id = (merchant).tenant_id AND f.follower_merchant_id = (merchant).id
$$;
COMMENT ON FUNCTION market.mutual_shops IS $$
Shops that follow one another.
@graph(on: "merchant")
@rows(of: "merchant", key: ["merchant_id"], order: ["since DESC"])
$$;

-- Careless functions, as somebody may write them one day: they see every tenant and every draft, and hand it all out.
CREATE FUNCTION market.leaky_products() RETURNS TABLE (tenant_id bigint, product_id bigint, title text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT p.tenant_id, p.id, p.status FROM market.product p $$;
COMMENT ON FUNCTION market.leaky_products IS
  '@graph @rows(of: "product", key: ["product_id"]) @definer(reason: "stands for a careless function in a test")';

CREATE FUNCTION market.leaky_rows() RETURNS SETOF market.product LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT p.* FROM market.product p $$;
COMMENT ON FUNCTION market.leaky_rows IS '@graph @definer(reason: "stands for a careless function in a test")';

CREATE FUNCTION market.leaky_draft(merchant_id bigint) RETURNS market.product LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT p FROM market.product p WHERE p.merchant_id = leaky_draft.merchant_id AND p.status = 'draft' AND p.tenant_id = souk.tenant() ORDER BY p.id LIMIT 1
$$;
COMMENT ON FUNCTION market.leaky_draft IS '@graph(on: "merchant", field: "leakyDraft") @definer(reason: "stands for a careless function in a test")';

CREATE FUNCTION market.leaky_orders() RETURNS TABLE (order_id bigint, total bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT o.id, 1::bigint FROM market."order" o WHERE o.tenant_id = souk.tenant() $$;
COMMENT ON FUNCTION market.leaky_orders IS
  '@graph @rows(of: "order", key: ["order_id"]) @definer(reason: "stands for a careless function in a test")';

CREATE DOMAIN market.parcel_size AS text CHECK (VALUE IN ('small', 'extra-large'));
COMMENT ON DOMAIN market.parcel_size IS 'How large a parcel is. @enum(name: "ParcelSize")';
CREATE TYPE market.carrier AS ENUM ('bike', 'van');
CREATE FUNCTION market.larger(size market.parcel_size, others market.parcel_size[] DEFAULT '{}', carrier market.carrier DEFAULT NULL)
RETURNS market.parcel_size LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN carrier = 'van' OR 'extra-large' = ANY (others) THEN 'extra-large' ELSE size END $$;
COMMENT ON FUNCTION market.larger IS 'The larger of some. @graph';
CREATE FUNCTION market.carriers_of(sizes market.parcel_size[]) RETURNS market.carrier[] LANGUAGE sql IMMUTABLE AS
  $$ SELECT ARRAY(SELECT CASE s WHEN 'small' THEN 'bike' ELSE 'van' END::market.carrier FROM unnest(sizes) s) $$;
COMMENT ON FUNCTION market.carriers_of IS 'Who carries such parcels. @graph';

-- Documents of a declared shape: of a row, of the root, and one that does not fit what is declared.
CREATE FUNCTION market.merchant_sign(shop market.merchant, letters json DEFAULT '[]') RETURNS json LANGUAGE sql STABLE AS
  $$ SELECT json_build_object('text', shop.name, 'sides', '["FRONT", "BACK"]'::json, 'letters', letters) $$;
COMMENT ON FUNCTION market.merchant_sign IS $$
What hangs over the door.
@graph(on: "merchant") @json(type: "type Sign { text: String! sides: [SignSide!]! letters: [Letter!] } enum SignSide { FRONT BACK } type Letter { size: Int! }")
$$;
CREATE FUNCTION market.letters(sizes int[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT jsonb_agg(CASE WHEN s < 0 THEN 'null' ELSE jsonb_build_object('size', s) END) FROM unnest(sizes) s $$;
COMMENT ON FUNCTION market.letters IS 'As many letters as sizes. @graph @json(as: "[Letter!]")';
CREATE FUNCTION market.sign_sides() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '["BACK", "TOP"]'::jsonb $$;
COMMENT ON FUNCTION market.sign_sides IS '@graph @json(as: "[SignSide]")';
