-- Refusals tell of a product whether it is there, for sale, and what it costs. Under a token without the scope for products there are none, for these
-- mutations as for every list: it is answered as for a product that does not exist.
CREATE OR REPLACE FUNCTION market.submit_product_refusal(campaign_id bigint, product_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(submit_product_refusal.campaign_id);
  product market.product;
  elsewhere bigint;
BEGIN
  IF submit_product_refusal.product_id IS NULL THEN
    RETURN coalesce(market.unless_seen(campaign),
      CASE WHEN NOT EXISTS (SELECT FROM unnest(souk.merchants()) AS m (id)
        WHERE market.speaks_for(m.id, campaign.sought) AND (market.part_of(campaign, m.id)).state = 'accepted') THEN market.members_only() END,
      market.unless_in(campaign, '{open,signing,live}', 'it takes no products'),
      CASE WHEN NOT souk.may('products:read') THEN souk.refusal('NOT_FOUND', 'Your shop sells no such product.', 'product_id') END);
  END IF;
  -- Another shop's product answers like one that is not there, and so does any to a token that may not read products.
  SELECT p.* INTO product FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = submit_product_refusal.product_id
    AND p.merchant_id = ANY (souk.merchants()) AND p.status <> 'draft' AND souk.may('products:read');
  SELECT p.campaign_id INTO elsewhere FROM market.campaign_product AS p JOIN market.campaign AS c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
    WHERE p.tenant_id = campaign.tenant_id AND p.product_id = product.id AND p.campaign_id <> campaign.id AND p.state IN ('submitted', 'accepted')
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < campaign.ends_at AND campaign.starts_at < c.ends_at
    ORDER BY souk.sees_campaign(p.tenant_id, p.campaign_id) DESC LIMIT 1;
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN souk.merchants() IS NULL THEN souk.refusal('FORBIDDEN', 'Only a shop may do this.')
      WHEN product.id IS NULL THEN souk.refusal('NOT_FOUND', 'Your shop sells no such product.', 'product_id')
      WHEN NOT market.speaks_for(product.merchant_id, campaign.sought) OR (market.part_of(campaign, product.merchant_id)).state IS DISTINCT FROM 'accepted'
        THEN market.members_only() END,
    market.unless_in(campaign, '{open,signing,live}', 'it takes no products'),
    CASE WHEN product.status <> 'listed' THEN souk.refusal('PRECONDITION', 'The product is not for sale.', 'product_id')
      WHEN product.currency <> campaign.currency THEN souk.refusal('PRECONDITION', format('The campaign counts in %s.', campaign.currency), 'product_id')
      -- The shop itself brought it there, so it may know where, by a token for it.
      WHEN elsewhere IS NOT NULL THEN souk.refusal('CONFLICT', 'The product is not free at that time.', 'product_id',
        CASE WHEN souk.sees_campaign(campaign.tenant_id, elsewhere) THEN jsonb_build_object('campaign', elsewhere::text) END)
      WHEN EXISTS (SELECT FROM market.campaign_product AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
          AND p.product_id = product.id AND p.state NOT IN ('declined', 'withdrawn'))
        THEN souk.refusal('INVALID_STATE', 'The product is in the campaign already, or waits to be reviewed.', 'product_id') END);
END
$$;
COMMENT ON FUNCTION market.submit_product(bigint, bigint) IS $$
Brings a product of your shop into a campaign that it is a member of; the initiator reviews it, its own are in at once. A product is in one
campaign at a time.
A token that is limited by scopes needs `products:read` too: without it your shop has no products to bring in.
@graph @visible(to: [MERCHANT, PARTNER]) @scope(write: "campaigns:write") @definer(reason: "writes only for products of shops that the viewer acts for and that are members")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "product_id", id: "product")
$$;

CREATE OR REPLACE FUNCTION market.place_basket(product_ids bigint[], quantities int[], at_most bigint) RETURNS SETOF market."order" LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant bigint := souk.tenant();
  buyer bigint := souk.buyer();
  -- To a token that may not read products there are none.
  sees_products boolean := souk.may('products:read');
  lines market.basket_line[];
  missing bigint;
  to_pay bigint;
  part record;
  first_in bigint[];
  placed market."order";
BEGIN
  IF buyer IS NULL OR NOT souk.may('orders:write') OR NOT EXISTS (SELECT FROM market.buyer AS b WHERE b.tenant_id = tenant AND b.id = buyer) THEN
    PERFORM souk.refuse('FORBIDDEN', 'Only a buyer orders.');
  END IF;
  -- Inventories, then products, as whoever writes a stock does, and each in the order of their numbers: nobody waits for another both ways. Prices,
  -- campaigns and stocks are read behind the locks.
  IF sees_products THEN
    INSERT INTO market.inventory (tenant_id, product_id, merchant_id)
      SELECT tenant, p.id, p.merchant_id FROM market.product AS p
      WHERE p.tenant_id = tenant AND p.id = ANY (place_basket.product_ids) AND p.status = 'listed' ORDER BY p.id
      ON CONFLICT (tenant_id, product_id) DO NOTHING;
    PERFORM FROM market.inventory AS v WHERE v.tenant_id = tenant AND v.product_id = ANY (place_basket.product_ids) ORDER BY v.product_id FOR NO KEY UPDATE;
    PERFORM FROM market.product AS p WHERE p.tenant_id = tenant AND p.id = ANY (place_basket.product_ids) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  lines := ARRAY(SELECT ROW(b.product_id, b.merchant_id, b.quantity, b.unit_price, b.amount, b.discount, b.currency, b.campaign_id)::market.basket_line
    FROM market.price_basket(tenant, place_basket.product_ids, place_basket.quantities) AS b WHERE sees_products ORDER BY b.merchant_id, b.product_id);
  SELECT i INTO missing FROM unnest(place_basket.product_ids) AS i WHERE NOT EXISTS (SELECT FROM unnest(lines) AS l WHERE l.product_id = i) ORDER BY i LIMIT 1;
  IF FOUND THEN
    PERFORM souk.refuse('NOT_FOUND', 'A product of the basket is not for sale, or its shop does not sell at the moment.', 'product_ids', jsonb_build_object('product', missing::text));
  ELSIF (SELECT count(DISTINCT l.currency) FROM unnest(lines) AS l) > 1 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'One basket has one currency.', 'product_ids');
  END IF;
  SELECT sum(l.amount - l.discount) INTO to_pay FROM unnest(lines) AS l;
  IF place_basket.at_most IS NULL THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Say what you are ready to pay.', 'at_most');
  ELSIF to_pay > place_basket.at_most THEN
    -- A campaign ended, or a price rose, since the buyer saw the basket.
    PERFORM souk.refuse('PRECONDITION', 'The basket costs more than that by now.', 'at_most', jsonb_build_object('total', to_pay::text));
  END IF;
  -- Behind the price, and of several products it names only those that everybody knows to be sold out: else a basket that is refused for one of
  -- them would tell the stock of another, and for nothing.
  IF EXISTS (SELECT FROM unnest(lines) AS l JOIN market.inventory AS v ON v.tenant_id = tenant AND v.product_id = l.product_id WHERE v.stock < l.quantity) THEN
    SELECT p.id INTO missing FROM unnest(lines) AS l JOIN market.product AS p ON p.tenant_id = tenant AND p.id = l.product_id
      WHERE p.is_sold_out OR cardinality(lines) = 1 ORDER BY 1 LIMIT 1;
    PERFORM souk.refuse('CONFLICT', 'There are not so many left.', 'quantities', CASE WHEN FOUND THEN jsonb_build_object('product', missing::text) END);
  END IF;
  UPDATE market.inventory AS v SET stock = v.stock - l.quantity, sold_count = least(v.sold_count::bigint + l.quantity, 2147483647)::int, version = v.version + 1
    FROM unnest(lines) AS l WHERE v.tenant_id = tenant AND v.product_id = l.product_id;
  PERFORM market.index_for_search(tenant, 'product', ARRAY(
    SELECT market.tell_inventory(tenant, ARRAY(SELECT l.product_id FROM unnest(lines) AS l))));
  FOR part IN
    SELECT l.merchant_id, sum(l.amount - l.discount)::bigint AS total, count(*)::int AS items, min(l.currency) AS currency FROM unnest(lines) AS l GROUP BY 1 ORDER BY 1
  LOOP
    INSERT INTO market."order" AS o (tenant_id, buyer_id, merchant_id, total, currency, item_count)
      VALUES (tenant, buyer, part.merchant_id, part.total, part.currency, part.items) RETURNING o.* INTO placed;
    INSERT INTO market.order_item (tenant_id, order_id, line, product_id, buyer_id, merchant_id, quantity, unit_price, currency)
      SELECT tenant, placed.id, row_number() OVER (ORDER BY l.product_id), l.product_id, buyer, part.merchant_id, l.quantity, l.unit_price, l.currency
      FROM unnest(lines) AS l WHERE l.merchant_id = part.merchant_id;
    first_in := ARRAY(SELECT DISTINCT l.campaign_id FROM unnest(lines) AS l WHERE l.merchant_id = part.merchant_id AND l.campaign_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM market.campaign_sale AS s WHERE s.tenant_id = tenant AND s.campaign_id = l.campaign_id AND s.merchant_id = part.merchant_id AND s.buyer_id = buyer));
    INSERT INTO market.campaign_sale (tenant_id, order_id, line, campaign_id, buyer_id, merchant_id, discount, currency)
      SELECT tenant, placed.id, i.line, l.campaign_id, buyer, part.merchant_id, l.discount, l.currency
      FROM unnest(lines) AS l JOIN market.order_item AS i ON i.tenant_id = tenant AND i.order_id = placed.id AND i.product_id = l.product_id
      WHERE l.merchant_id = part.merchant_id AND l.campaign_id IS NOT NULL;
    PERFORM market.book_campaign_day(tenant, l.campaign_id, part.merchant_id, min(l.currency), more_orders => 1,
        more_sales => sum(l.amount - l.discount)::bigint, more_discounts => sum(l.discount)::bigint,
        more_buyers => CASE WHEN l.campaign_id = ANY (first_in) THEN 1 ELSE 0 END)
      FROM unnest(lines) AS l WHERE l.merchant_id = part.merchant_id AND l.campaign_id IS NOT NULL GROUP BY l.campaign_id ORDER BY l.campaign_id;
    RETURN NEXT placed;
  END LOOP;
END
$$;
COMMENT ON FUNCTION market.place_basket(bigint[], int[], bigint) IS $$
Orders a basket, one order for each shop, at the prices and discounts of this moment. Say what you are ready to pay: if it costs more by now,
since a campaign ended or a price rose, nothing is ordered, and the error says what it costs.
A token that is limited by scopes needs `products:read` too: without it there are no products to order.
@graph @alone @visible(to: [BUYER]) @scope(write: "orders:write") @definer(reason: "orders only for the buyer who asks, at the prices that stand")
@argument(parameter: "product_ids", id: "product", description: "The products, up to 200.")
@argument(parameter: "quantities", description: "How many of each, in the same order, 1 to 10,000.")
@cost(rows: 200)
@argument(parameter: "at_most", description: "The most that all of it may cost, discounts taken off, in the smallest unit.")
$$;
