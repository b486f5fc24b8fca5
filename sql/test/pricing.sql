-- The arithmetic of joint discounts: named cases, then laws, held against thousands of baskets made at random from a seed that is told when one fails.
SELECT test.holds('40 cents over three equal lines: to the last cent, the smaller number first',
  market.share_out(40, '{100,100,100}', '{7,8,9}') = '{14,13,13}' AND market.share_out(40, '{100,100,100}', '{9,8,7}') = '{13,13,14}');
SELECT test.holds('40 cents over 1, 2 and 3 parts', market.share_out(40, '{100,200,300}', '{1,2,3}') = '{7,13,20}');
SELECT test.holds('nothing to share out, and nobody to share it', market.share_out(0, '{5,5}', '{1,2}') = '{0,0}' AND market.share_out(0, '{}', '{}') = '{}'
  AND market.share_out(9, '{0,0}', '{1,2}') = '{0,0}');
SELECT test.holds('amounts whose product is beyond bigint', market.share_out(3000000000000000001, '{3000000000000000001,3000000000000000001}', '{1,2}')
  = '{1500000000000000001,1500000000000000000}');
SELECT test.holds('below, at and above the steps', market.best_saving(29999, '{30000,50000}', '{4000,8000}') = 0
  AND market.best_saving(30000, '{30000,50000}', '{4000,8000}') = 4000 AND market.best_saving(49999, '{50000,30000}', '{8000,4000}') = 4000
  AND market.best_saving(90000, '{50000,30000}', '{8000,4000}') = 8000 AND market.best_saving(1, '{}', '{}') = 0);
SELECT test.holds('a basket over three shops that crosses two steps', (SELECT array_agg(ROW(product_id, merchant_id, amount, discount)::text ORDER BY product_id)
  FROM market.price_lines('{1,2,3,4}', '{10,10,20,30}', '{10000,20000,25000,5000}', '{30000,50000}', '{4000,8000}'))
  = '{"(1,10,10000,1333)","(2,10,20000,2667)","(3,20,25000,3333)","(4,30,5000,667)"}');
SELECT test.holds('refunds of a line, one by one, give back what was paid for it', (SELECT array_agg(market.paid_for(n, 3, 100, 40) - market.paid_for(n - 1, 3, 100, 40) ORDER BY n)
  FROM generate_series(1, 3) AS n) = '{87,87,86}' AND market.paid_for(3, 3, 100, 40) = 260);

CREATE FUNCTION test.basket(seed int) RETURNS TABLE (ids bigint[], shops bigint[], amounts bigint[], spend bigint[], save bigint[]) LANGUAGE sql AS $$
  -- Few amounts, so that steps are hit exactly and remainders tie; now and then a line for nothing, and one beyond all others.
  WITH u AS (SELECT n, hashint8extended(seed, n) & 1073741823 AS h, hashint8extended(seed, 1000 + n) & 1073741823 AS g FROM generate_series(1, 1 + seed % 12) AS n),
  t AS (
    SELECT sum(1 + (hashint8extended(seed, 2000 + n) & 511)) OVER (ORDER BY n) AS spend, sum(1 + (hashint8extended(seed, 3000 + n) & 63)) OVER (ORDER BY n) AS save
    FROM generate_series(1, seed % 5) AS n
  )
  SELECT (SELECT array_agg(n * 37 % 101) FROM u), (SELECT array_agg(1 + g % 4) FROM u),
    (SELECT array_agg(CASE h % 11 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 100 WHEN 3 THEN 1000000000000000 ELSE h % 300 END) FROM u),
    coalesce((SELECT array_agg(spend::bigint) FROM t WHERE save <= spend), '{}'), coalesce((SELECT array_agg(save::bigint) FROM t WHERE save <= spend), '{}');
$$;
CREATE FUNCTION test.backwards(a bigint[]) RETURNS bigint[] LANGUAGE sql AS $$ SELECT array_agg(v ORDER BY n DESC) FROM unnest(a) WITH ORDINALITY AS x (v, n) $$;
CREATE FUNCTION test.to_pay(ids bigint[], shops bigint[], amounts bigint[], spend bigint[], save bigint[]) RETURNS bigint LANGUAGE sql AS $$
  SELECT coalesce(sum(amount - discount), 0) FROM market.price_lines(ids, shops, amounts, spend, save) $$;
CREATE TEMP TABLE priced AS SELECT seed, b.*, l.* FROM generate_series(1, 3000) AS seed CROSS JOIN LATERAL test.basket(seed) AS b
  CROSS JOIN LATERAL market.price_lines(b.ids, b.shops, b.amounts, b.spend, b.save) AS l;
SELECT test.holds('baskets were made: many with a discount, and many with several shops', count(*) FILTER (WHERE d > 0) > 1000 AND count(*) FILTER (WHERE shops > 1) > 1000)
  FROM (SELECT seed, sum(discount) AS d, count(DISTINCT merchant_id) AS shops FROM priced GROUP BY 1) AS b;
SELECT test.none('law: the parts sum to what the step saves', $$SELECT seed FROM priced GROUP BY seed, spend, save HAVING sum(discount) <> market.best_saving(sum(amount)::bigint, spend, save)$$);
SELECT test.none('law: no line goes below zero, and none gains', 'SELECT seed, product_id FROM priced WHERE discount < 0 OR discount > amount');
SELECT test.none('law: a shop bears its proportion, within one unit', $$SELECT seed, merchant_id FROM (
  SELECT seed, merchant_id, sum(discount) AS d, sum(amount) AS a, sum(sum(discount)) OVER w AS all_d, sum(sum(amount)) OVER w AS all_a FROM priced GROUP BY 1, 2 WINDOW w AS (PARTITION BY seed)) AS s
  WHERE all_a > 0 AND abs(d - all_d * a / all_a) >= 1$$);
SELECT test.none('law: the order of lines does not matter', $$SELECT p.seed FROM priced AS p WHERE p.seed <= 600 AND NOT EXISTS (
  SELECT FROM market.price_lines(test.backwards(p.ids), test.backwards(p.shops), test.backwards(p.amounts), test.backwards(p.spend), test.backwards(p.save)) AS l
  WHERE (l.product_id, l.merchant_id, l.amount, l.discount) = (p.product_id, p.merchant_id, p.amount, p.discount))$$);
SELECT test.none('law: more never costs more than the price of what was added', $$SELECT seed, more FROM (SELECT DISTINCT seed, ids, shops, amounts, spend, save FROM priced WHERE seed <= 500) AS b
  CROSS JOIN unnest('{0,1,17,250,100000}'::bigint[]) AS more CROSS JOIN unnest('{1,9}'::bigint[]) AS shop
  WHERE test.to_pay(ids || 999::bigint, shops || shop, amounts || more, spend, save) > test.to_pay(ids, shops, amounts, spend, save) + more$$);
SELECT test.none('law: refunds in whatever portions sum to what was paid, and none is negative', $$SELECT seed, product_id, q FROM priced CROSS JOIN generate_series(1, 7) AS q
  CROSS JOIN LATERAL (SELECT sum(r) AS back, min(r) AS least FROM (SELECT market.paid_for(n, q, amount / q, least(discount, amount / q * q)) - market.paid_for(n - 1, q, amount / q, least(discount, amount / q * q)) AS r
    FROM generate_series(1, q) AS n) AS r) AS r
  WHERE seed <= 1000 AND (back <> amount / q * q - least(discount, amount / q * q) OR least < 0)$$);
DROP TABLE priced;
