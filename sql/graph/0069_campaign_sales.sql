-- What happens to buyers while a campaign runs: visits, baskets that become orders, refunds. Each is booked on the day it happens, in the
-- transaction in which it happens.
CREATE FUNCTION market.book_campaign_day(
  of_tenant bigint, campaign bigint, shop bigint, coin text, more_visits bigint DEFAULT 0, more_orders bigint DEFAULT 0, more_sales bigint DEFAULT 0,
  more_discounts bigint DEFAULT 0, more_refunds bigint DEFAULT 0, more_buyers bigint DEFAULT 0
) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO market.campaign_day AS d (tenant_id, campaign_id, merchant_id, day, visits, orders, new_buyers, sales, discounts, refunds, currency)
    VALUES (of_tenant, campaign, shop, (now() AT TIME ZONE 'UTC')::date, more_visits, more_orders, more_buyers, more_sales, more_discounts, more_refunds, coin)
    ON CONFLICT ON CONSTRAINT campaign_day_pkey DO UPDATE SET visits = d.visits + excluded.visits, orders = d.orders + excluded.orders, new_buyers = d.new_buyers + excluded.new_buyers,
      sales = d.sales + excluded.sales, discounts = d.discounts + excluded.discounts, refunds = d.refunds + excluded.refunds;
$$;
COMMENT ON FUNCTION market.book_campaign_day(bigint, bigint, bigint, text, bigint, bigint, bigint, bigint, bigint, bigint) IS
  'Adds to what a shop did in a campaign today.';

CREATE FUNCTION market.record_campaign_visit_refusal(campaign_id bigint, merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(record_campaign_visit_refusal.campaign_id);
BEGIN
  RETURN coalesce(CASE WHEN souk.buyer() IS NULL OR NOT souk.may('visits:write') THEN souk.refusal('FORBIDDEN', 'Only buyers'' visits are counted.')
      WHEN campaign.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such campaign.', 'campaign_id') END,
    market.unless_in(campaign, '{live}', 'visits are not counted'),
    CASE WHEN campaign.starts_at > now() THEN souk.refusal('INVALID_STATE', 'The campaign has not begun.', 'campaign_id', '{"state": "LIVE"}')
      WHEN record_campaign_visit_refusal.merchant_id IS NOT NULL AND (market.part_of(campaign, record_campaign_visit_refusal.merchant_id)).state IS DISTINCT FROM 'accepted'
        THEN souk.refusal('NOT_FOUND', 'The campaign has no such shop.', 'merchant_id') END);
END
$$;
COMMENT ON FUNCTION market.record_campaign_visit_refusal(bigint, bigint) IS $$
@guards(mutation: "record_campaign_visit", on: "campaign")
@guards(mutation: "record_campaign_visit", on: "campaign_participant")
@argument(parameter: "merchant_id", id: "merchant", description: "The shop whose part was looked at; left out, whether visits are counted at all.")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.record_campaign_visit_refusal(bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.record_campaign_visit(campaign_id bigint, merchant_id bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(record_campaign_visit.campaign_id);
BEGIN
  -- Not locked: a visit moves nothing of the campaign.
  PERFORM souk.heed(market.record_campaign_visit_refusal(record_campaign_visit.campaign_id, record_campaign_visit.merchant_id));
  INSERT INTO market.campaign_visit (tenant_id, campaign_id, merchant_id, buyer_id, day)
    SELECT b.tenant_id, campaign.id, record_campaign_visit.merchant_id, b.id, (now() AT TIME ZONE 'UTC')::date FROM market.buyer AS b
    WHERE b.tenant_id = campaign.tenant_id AND b.id = souk.buyer()
    ON CONFLICT ON CONSTRAINT campaign_visit_pkey DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM market.book_campaign_day(campaign.tenant_id, campaign.id, record_campaign_visit.merchant_id, campaign.currency, more_visits => 1);
  RETURN true;
END
$$;
COMMENT ON FUNCTION market.record_campaign_visit(bigint, bigint) IS $$
Counts that a buyer looked at a shop's part of a live campaign, once a day: false when that was counted already. Visitors are not counted, since anybody
could be any number of them.
@graph @visible(to: [BUYER]) @scope(write: "visits:write") @definer(reason: "counts only the buyer who asks, in a campaign that the viewer sees")
@argument(parameter: "campaign_id", id: "campaign")
@argument(parameter: "merchant_id", id: "merchant")
$$;

CREATE TYPE market.basket_line AS (
  product_id bigint, merchant_id bigint, quantity int, unit_price bigint, amount bigint, discount bigint, currency text, campaign_id bigint
);
COMMENT ON TYPE market.basket_line IS 'A line of market.price_basket, kept while orders are made of it.';

CREATE FUNCTION market.place_basket(product_ids bigint[], quantities int[], at_most bigint) RETURNS SETOF market."order" LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant bigint := souk.tenant();
  buyer bigint := souk.buyer();
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
  INSERT INTO market.inventory (tenant_id, product_id, merchant_id)
    SELECT tenant, p.id, p.merchant_id FROM market.product AS p
    WHERE p.tenant_id = tenant AND p.id = ANY (place_basket.product_ids) AND p.status = 'listed' ORDER BY p.id
    ON CONFLICT (tenant_id, product_id) DO NOTHING;
  PERFORM FROM market.inventory AS v WHERE v.tenant_id = tenant AND v.product_id = ANY (place_basket.product_ids) ORDER BY v.product_id FOR NO KEY UPDATE;
  PERFORM FROM market.product AS p WHERE p.tenant_id = tenant AND p.id = ANY (place_basket.product_ids) ORDER BY p.id FOR NO KEY UPDATE;
  lines := ARRAY(SELECT ROW(b.product_id, b.merchant_id, b.quantity, b.unit_price, b.amount, b.discount, b.currency, b.campaign_id)::market.basket_line
    FROM market.price_basket(tenant, place_basket.product_ids, place_basket.quantities) AS b ORDER BY b.merchant_id, b.product_id);
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
  UPDATE market.inventory AS v SET stock = v.stock - l.quantity, sold_count = v.sold_count + l.quantity, version = v.version + 1
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
@graph @alone @visible(to: [BUYER]) @scope(write: "orders:write") @definer(reason: "orders only for the buyer who asks, at the prices that stand")
@argument(parameter: "product_ids", id: "product", description: "The products, up to 200.")
@argument(parameter: "quantities", description: "How many of each, in the same order, 1 to 10,000.")
@cost(rows: 200)
@argument(parameter: "at_most", description: "The most that all of it may cost, discounts taken off, in the smallest unit.")
$$;

CREATE FUNCTION market.given_back(of_tenant bigint, of_order bigint, of_line int) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(r.quantity), 0) FROM market.order_refund AS r WHERE r.tenant_id = of_tenant AND r.order_id = of_order AND r.line = of_line;
$$;
COMMENT ON FUNCTION market.given_back(bigint, bigint, int) IS 'How many of a line were given back so far.';

CREATE FUNCTION market.refund_item_refusal(order_id bigint, line int) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  bought market."order";
  item market.order_item;
  sale market.campaign_sale;
BEGIN
  SELECT o.* INTO bought FROM market."order" AS o WHERE o.tenant_id = souk.tenant() AND o.id = refund_item_refusal.order_id
    AND (souk.is_operator() OR o.merchant_id = ANY (souk.merchants()));
  SELECT i.* INTO item FROM market.order_item AS i WHERE i.tenant_id = bought.tenant_id AND i.order_id = bought.id AND i.line = refund_item_refusal.line;
  SELECT s.* INTO sale FROM market.campaign_sale AS s WHERE s.tenant_id = bought.tenant_id AND s.order_id = bought.id AND s.line = refund_item_refusal.line;
  RETURN CASE
    WHEN NOT souk.may('orders:write') OR NOT souk.is_operator() AND souk.merchants() IS NULL
      THEN souk.refusal('FORBIDDEN', 'Only the shop gives back what was paid.')
    WHEN item.line IS NULL OR NOT coalesce(sale.campaign_id = ANY (souk.only('campaign')), true)
      THEN souk.refusal('NOT_FOUND', 'There is no such line.', 'order_id')
    WHEN NOT souk.is_operator() AND NOT market.speaks_for(bought.merchant_id, 'service')
      THEN souk.refusal('FORBIDDEN', 'Only the shop''s owner, its marketing or its service staff may do this.')
    WHEN bought.status IN ('cancelled', 'refunded')
      THEN souk.refusal('INVALID_STATE', format('The order is %s.', bought.status), 'order_id', jsonb_build_object('state', upper(bought.status)))
    WHEN market.given_back(bought.tenant_id, bought.id, item.line) >= item.quantity
      THEN souk.refusal('PRECONDITION', 'There are not so many of it to give back.', 'quantity', '{"left": 0}') END;
END
$$;
COMMENT ON FUNCTION market.refund_item_refusal(bigint, int) IS $$
@guards(mutation: "refund_item", on: "order_item")
@cost(rows: 4) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.refund_item_refusal(bigint, int) TO souk_gateway, souk_reader;

CREATE FUNCTION market.refund_item(order_id bigint, line int, quantity int) RETURNS market.order_refund LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant bigint := souk.tenant();
  bought market."order";
  item market.order_item;
  sale market.campaign_sale;
  before bigint;
  made market.order_refund;
BEGIN
  SELECT o.* INTO bought FROM market."order" AS o WHERE o.tenant_id = tenant AND o.id = refund_item.order_id
    AND (souk.is_operator() OR o.merchant_id = ANY (souk.merchants())) FOR NO KEY UPDATE;
  SELECT i.* INTO item FROM market.order_item AS i WHERE i.tenant_id = tenant AND i.order_id = bought.id AND i.line = refund_item.line;
  SELECT s.* INTO sale FROM market.campaign_sale AS s WHERE s.tenant_id = tenant AND s.order_id = bought.id AND s.line = refund_item.line;
  PERFORM souk.heed(market.refund_item_refusal(refund_item.order_id, refund_item.line));
  before := market.given_back(tenant, bought.id, item.line);
  IF coalesce(refund_item.quantity < 1, true) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A refund is for one at least.', 'quantity');
  ELSIF before + refund_item.quantity > item.quantity THEN
    PERFORM souk.refuse('PRECONDITION', 'There are not so many of it to give back.', 'quantity', jsonb_build_object('left', item.quantity - before));
  END IF;
  INSERT INTO market.order_refund AS r (tenant_id, order_id, line, buyer_id, merchant_id, quantity, amount, currency)
    VALUES (tenant, bought.id, item.line, bought.buyer_id, bought.merchant_id, refund_item.quantity,
      market.paid_for(before + refund_item.quantity, item.quantity, item.unit_price, coalesce(sale.discount, 0))
        - market.paid_for(before, item.quantity, item.unit_price, coalesce(sale.discount, 0)), bought.currency)
    RETURNING r.* INTO made;
  IF sale.campaign_id IS NOT NULL THEN
    PERFORM market.book_campaign_day(tenant, sale.campaign_id, bought.merchant_id, bought.currency, more_refunds => made.amount);
  END IF;
  IF NOT EXISTS (SELECT FROM market.order_item AS i WHERE i.tenant_id = tenant AND i.order_id = bought.id AND i.quantity >
    (SELECT coalesce(sum(r.quantity), 0) FROM market.order_refund AS r WHERE r.tenant_id = tenant AND r.order_id = bought.id AND r.line = i.line)) THEN
    UPDATE market."order" AS o SET status = 'refunded' WHERE o.tenant_id = tenant AND o.id = bought.id;
  END IF;
  IF souk.role() IN ('operator', 'partner') THEN
    PERFORM souk.record('order.refund', 'order ' || bought.id, jsonb_build_object('line', item.line, 'quantity', refund_item.quantity, 'amount', made.amount));
  END IF;
  RETURN made;
END
$$;
COMMENT ON FUNCTION market.refund_item(bigint, int, int) IS $$
Gives back what was paid for so many of a line: its price less its part of the discount. The other lines keep theirs. When all of an order was
given back, it is refunded.
@graph @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "orders:write") @definer(reason: "refunds only orders of shops that the viewer acts for, or as an operator")
@argument(parameter: "order_id", id: "order", description: "The order.")
@argument(parameter: "line", description: "The line of the order.")
@argument(parameter: "quantity", description: "How many of the line.")
$$;
GRANT EXECUTE ON FUNCTION market.record_campaign_visit(bigint, bigint), market.place_basket(bigint[], int[], bigint),
  market.refund_item(bigint, int, int) TO souk_gateway;
