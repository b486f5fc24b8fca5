-- The arithmetic of discounts: pure, exact, and the same whatever the order of the lines.
--
-- An amount is shared out by largest remainders: each gets the whole part of its proportion, and the units left over go, one each, to
-- those whose proportions were cut most; among equals to the smallest key. So the shares sum to the amount, each is within one unit of
-- its proportion, and none exceeds its weight as long as the amount does not exceed all weights together.
CREATE FUNCTION market.share_out(amount bigint, weights bigint[], keys bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp AS $$
  WITH part AS (
    -- numeric, since the product of two amounts may be beyond bigint
    SELECT w.place, w.key, div(amount::numeric * w.weight, w.total) AS whole, mod(amount::numeric * w.weight, w.total) AS rest
    FROM (
      SELECT w.weight, w.key, w.place, nullif(sum(w.weight::numeric) OVER (), 0) AS total
      FROM unnest(weights, keys) WITH ORDINALITY AS w (weight, key, place)
    ) AS w
  )
  SELECT coalesce(array_agg((coalesce(p.whole, 0) + CASE WHEN p.rank <= p.left_over THEN 1 ELSE 0 END)::bigint ORDER BY p.place), '{}')
  FROM (
    SELECT p.place, p.whole, amount - sum(p.whole) OVER () AS left_over, row_number() OVER (ORDER BY p.rest DESC, p.key) AS rank FROM part AS p
  ) AS p;
$$;
COMMENT ON FUNCTION market.share_out(bigint, bigint[], bigint[]) IS
  'Shares an amount out in proportion to weights, to the last unit, by largest remainders; among equals the smallest key comes first. Where all weights are 0, so are the shares.';

CREATE FUNCTION market.best_saving(total bigint, spend bigint[], save bigint[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT coalesce(max(t.save), 0) FROM unnest(spend, save) AS t (spend, save) WHERE t.spend <= total);
COMMENT ON FUNCTION market.best_saving(bigint, bigint[], bigint[]) IS
  'What the highest step that a total reaches takes off: 0 below the first. It never falls as the total rises, so that buying more never costs more than the price of what was added.';

CREATE FUNCTION market.price_lines(product_ids bigint[], merchant_ids bigint[], amounts bigint[], spend bigint[], save bigint[])
  RETURNS TABLE (product_id bigint, merchant_id bigint, amount bigint, discount bigint) LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp AS $$
  WITH line AS (
    SELECT l.product_id, l.merchant_id, l.amount FROM unnest(product_ids, merchant_ids, amounts) AS l (product_id, merchant_id, amount)
  ), shop AS (
    SELECT array_agg(s.merchant_id ORDER BY s.merchant_id) AS ids, array_agg(s.amount ORDER BY s.merchant_id) AS amounts, sum(s.amount)::bigint AS total
    FROM (SELECT l.merchant_id, sum(l.amount)::bigint AS amount FROM line AS l GROUP BY 1) AS s
  ), part AS (
    -- First among the shops, so that a shop's part does not hang on how many lines another's is cut into; then within each.
    SELECT p.merchant_id, p.discount FROM shop AS s
    CROSS JOIN LATERAL unnest(s.ids, market.share_out(market.best_saving(s.total, spend, save), s.amounts, s.ids)) AS p (merchant_id, discount)
  ), shelf AS (
    SELECT l.merchant_id, array_agg(l.product_id ORDER BY l.product_id) AS ids, array_agg(l.amount ORDER BY l.product_id) AS amounts FROM line AS l GROUP BY 1
  )
  SELECT d.product_id, s.merchant_id, d.amount, d.discount
  FROM shelf AS s JOIN part AS p ON p.merchant_id = s.merchant_id
  CROSS JOIN LATERAL unnest(s.ids, s.amounts, market.share_out(p.discount, s.amounts, s.ids)) AS d (product_id, amount, discount);
$$;
COMMENT ON FUNCTION market.price_lines(bigint[], bigint[], bigint[], bigint[], bigint[]) IS
  'Prices lines of one campaign, each product once, under its steps: the highest step that all lines together reach, shared out over the shops and then over each shop''s lines. The discounts sum to what the step saves, and no line''s exceeds its amount.';

CREATE FUNCTION market.paid_for(units bigint, quantity int, unit_price bigint, discount bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN units * unit_price - div(discount::numeric * units, quantity)::bigint;
COMMENT ON FUNCTION market.paid_for(bigint, int, bigint, bigint) IS
  'What was paid for the first so many units of a line. A refund of further units is the difference of two of these: so refunds of all units, in whatever portions, sum to what was paid, and none is negative.';
GRANT EXECUTE ON FUNCTION market.share_out(bigint, bigint[], bigint[]), market.best_saving(bigint, bigint[], bigint[]),
  market.price_lines(bigint[], bigint[], bigint[], bigint[], bigint[]), market.paid_for(bigint, int, bigint, bigint) TO souk_gateway, souk_reader;
