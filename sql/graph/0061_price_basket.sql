CREATE FUNCTION market.running_campaign(of_tenant bigint, product bigint, coin text) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.campaign_id FROM market.campaign_product AS p
  JOIN market.campaign AS c ON c.tenant_id = of_tenant AND c.id = p.campaign_id
  WHERE p.tenant_id = of_tenant AND p.product_id = running_campaign.product AND p.state = 'accepted'
    AND c.status = 'live' AND c.starts_at <= now() AND c.ends_at > now() AND c.currency = coin
  -- A product is in one campaign at a time; were it in two, all would be priced by the same.
  ORDER BY p.campaign_id LIMIT 1;
$$;
COMMENT ON FUNCTION market.running_campaign(bigint, bigint, text) IS
  'The campaign that a product of this currency is sold in at this moment, of those that the viewer sees; null for none.';

CREATE FUNCTION market.shop_sells(tenant bigint, shop bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM market.merchant AS m WHERE m.tenant_id = tenant AND m.tenant_id = souk.tenant() AND m.id = shop AND m.status = 'open');
$$;
COMMENT ON FUNCTION market.shop_sells(bigint, bigint) IS
  'Whether a shop sells at the moment. @definer(reason: "public in its tenant; asked also under tokens without the scope for shops")';

CREATE FUNCTION market.price_basket(tenant_id bigint, product_ids bigint[], quantities int[])
  RETURNS TABLE (product_id bigint, merchant_id bigint, quantity int, unit_price bigint, amount bigint, discount bigint, currency text, campaign_id bigint)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF cardinality(product_ids) IS DISTINCT FROM cardinality(quantities) OR cardinality(product_ids) NOT BETWEEN 1 AND 200 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A basket has 1 to 200 products, and a quantity for each.', 'quantities');
  ELSIF EXISTS (SELECT FROM unnest(quantities) AS q WHERE q IS NULL OR q NOT BETWEEN 1 AND 10000) THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A quantity is from 1 to 10,000.', 'quantities');
  END IF;
  RETURN QUERY
    WITH line AS MATERIALIZED (
      SELECT p.id, p.merchant_id, b.quantity, p.price, p.currency, market.running_campaign(price_basket.tenant_id, p.id, p.currency) AS campaign_id
      FROM (SELECT b.id, sum(b.quantity)::int AS quantity FROM unnest(product_ids, quantities) AS b (id, quantity) GROUP BY 1) AS b
      CROSS JOIN LATERAL (SELECT p.id, p.merchant_id, p.price, p.currency FROM market.product AS p
        WHERE p.tenant_id = price_basket.tenant_id AND p.id = b.id AND p.status = 'listed' AND p.price <= 1000000000000
          AND market.shop_sells(p.tenant_id, p.merchant_id) LIMIT 1) AS p
    ), priced AS (
      SELECT d.product_id, d.discount
      FROM (
        SELECT l.campaign_id, array_agg(l.id) AS ids, array_agg(l.merchant_id) AS shops, array_agg(l.quantity * l.price) AS amounts
        FROM line AS l WHERE l.campaign_id IS NOT NULL GROUP BY 1
      ) AS c
      CROSS JOIN LATERAL (SELECT coalesce(array_agg(t.spend), '{}') AS spend, coalesce(array_agg(t.save), '{}') AS save FROM market.campaign_tier AS t
        WHERE t.tenant_id = price_basket.tenant_id AND t.campaign_id = c.campaign_id) AS t
      CROSS JOIN LATERAL market.price_lines(c.ids, c.shops, c.amounts, t.spend, t.save) AS d
    )
    SELECT l.id, l.merchant_id, l.quantity, l.price, l.quantity * l.price, coalesce(d.discount, 0), l.currency, l.campaign_id
    FROM line AS l LEFT JOIN priced AS d ON d.product_id = l.id;
END
$$;
COMMENT ON FUNCTION market.price_basket(bigint, bigint[], int[]) IS $$
What these products cost together at this moment, with the discounts of the campaigns that run: of each campaign the highest step that its
products in the basket reach, shared out over them. What is not sold (any more), or by a shop that does not sell at the moment, is left out.
@graph(field: "priceBasket") @scope(read: "campaigns:read") @cost(rows: 1000)
@rows(of: "market.product", key: ["product_id"], order: ["product_id"])
@argument(parameter: "product_ids", id: "product", description: "The products, up to 200. One that stands here twice is counted together.")
@argument(parameter: "quantities", description: "How many of each, in the same order, 1 to 10,000.")
@result(column: "merchant_id", as: "merchantDatabaseId", description: "The number of the shop that sells it.")
@result(column: "quantity", description: "How many.")
@result(column: "unit_price", description: "The price of one, in the smallest unit of `currency`.")
@result(column: "amount", description: "The price of all of them, before any discount.")
@result(column: "discount", description: "This product's part of the discount.")
@result(column: "currency", description: "The currency: three capital letters of ISO 4217.")
@result(column: "campaign_id", as: "campaignDatabaseId", description: "The number of the campaign whose discount it shares in; null for none.")
$$;
GRANT EXECUTE ON FUNCTION market.running_campaign(bigint, bigint, text), market.shop_sells(bigint, bigint), market.price_basket(bigint, bigint[], int[]) TO souk_gateway, souk_reader;
