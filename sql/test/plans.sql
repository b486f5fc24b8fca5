-- The canonical shapes, as souk_gateway under row security: each is served by the index made for it, nothing is scanned or sorted.
CREATE FUNCTION test.uses(name text, query text, VARIADIC indexes text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  plan text := test.plan(query);
  missing text[] := ARRAY(SELECT i FROM unnest(indexes) AS i WHERE position(i IN plan) = 0);
BEGIN
  RETURN test.holds('plan: ' || name, missing = '{}' AND plan !~ 'Seq Scan|Sort', format(E'misses %s in\n%s', missing, plan));
END
$$;
-- In a demo at a small scale a whole table is cheaper to read than its index: there, only ask whether the index can serve.
SELECT set_config(v.name, (count(*) >= 1000)::text, true) FROM market.merchant, (VALUES ('enable_seqscan'), ('enable_bitmapscan'), ('enable_hashjoin'), ('enable_mergejoin'), ('enable_sort')) AS v (name)
  WHERE tenant_id = 1 GROUP BY v.name \g /dev/null
SELECT test.become('1', 'merchant', '1', '3') \g /dev/null
SELECT test.uses('one merchant by key', 'SELECT id, name, region, rating, follower_count, created_at FROM market.merchant WHERE tenant_id = 1 AND id = 7', 'merchant_pkey');
SELECT test.uses('20 newest live campaigns, their merchant, five participants with their merchant', $$
  SELECT c.id, c.title, m.name, ARRAY(
    SELECT ROW(p.created_at, pm.id, pm.name) FROM market.campaign_participant p JOIN market.merchant pm ON pm.tenant_id = 1 AND pm.id = p.merchant_id
    WHERE p.tenant_id = 1 AND p.campaign_id = c.id ORDER BY p.created_at, p.merchant_id LIMIT 5)
  FROM market.campaign c JOIN market.merchant m ON m.tenant_id = 1 AND m.id = c.merchant_id
  WHERE c.tenant_id = 1 AND c.status = 'live' ORDER BY c.created_at DESC, c.id DESC LIMIT 20$$,
  'campaign_by_status', 'campaign_participant_by_campaign', 'merchant_pkey');
SELECT test.uses('20 newest followers of a merchant, five newest followees each', $$
  SELECT m.id, f.id, f.created_at, b.nickname, ARRAY(
    SELECT ROW(g.id, g.followed_merchant_id, g.followed_buyer_id, g.created_at) FROM market.follow g
    WHERE g.tenant_id = 1 AND g.follower_buyer_id = f.follower_buyer_id ORDER BY g.created_at DESC, g.id DESC LIMIT 5)
  FROM market.merchant m
  CROSS JOIN LATERAL (SELECT * FROM market.follow f WHERE f.tenant_id = 1 AND f.followed_merchant_id = m.id ORDER BY f.created_at DESC, f.id DESC LIMIT 20) f
  LEFT JOIN market.buyer b ON b.tenant_id = 1 AND b.id = f.follower_buyer_id
  WHERE m.tenant_id = 1 AND m.id = 7$$, 'follow_by_followed_merchant', 'follow_by_follower_buyer', 'buyer_pkey', 'merchant_pkey');
SELECT test.uses('1,000 newest buyers', 'SELECT id, nickname, about, region, experience_points, follower_count, followee_count, created_at FROM market.buyer WHERE tenant_id = 1 ORDER BY created_at DESC, id DESC LIMIT 1000', 'buyer_newest');
SELECT test.uses('1,000 newest products', 'SELECT id, name, price, currency, is_sold_out, status, merchant_id, created_at FROM market.product WHERE tenant_id = 1 ORDER BY created_at DESC, id DESC LIMIT 1000', 'product_newest');
SELECT test.uses('the next page of a shop''s products', $$SELECT id FROM market.product WHERE tenant_id = 1 AND merchant_id = 3 AND (created_at, id) < ('2026-01-01Z', 500) ORDER BY created_at DESC, id DESC LIMIT 21$$, 'product_by_merchant');
SELECT test.uses('the oldest first', 'SELECT id FROM market.follow WHERE tenant_id = 1 AND followed_merchant_id = 3 ORDER BY created_at, id LIMIT 21', 'follow_by_followed_merchant');
SELECT test.uses('a shop''s newest orders', 'SELECT id FROM market."order" WHERE tenant_id = 1 AND merchant_id = 3 ORDER BY created_at DESC, id DESC LIMIT 21', 'order_by_merchant');
SELECT test.uses('an order''s lines', 'SELECT * FROM market.order_item WHERE tenant_id = 1 AND order_id = 3 ORDER BY line LIMIT 21', 'order_item_pkey');
SELECT test.uses('a group''s newest members', 'SELECT * FROM market.group_member WHERE tenant_id = 1 AND group_id = 3 ORDER BY joined_at DESC, buyer_id DESC LIMIT 21', 'group_member_by_group');
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.uses('a buyer''s own orders', 'SELECT id FROM market."order" WHERE tenant_id = 1 AND buyer_id = 5 ORDER BY created_at DESC, id DESC LIMIT 21', 'order_by_buyer');
SELECT test.uses('whom a buyer follows', 'SELECT id FROM market.follow WHERE tenant_id = 1 AND follower_buyer_id = 5 ORDER BY created_at DESC, id DESC LIMIT 21', 'follow_by_follower_buyer');
-- The tests that follow may plan as they like: without hash joins and sorts the largest take minutes.
SELECT set_config(v.name, 'on', true)
FROM (VALUES ('enable_seqscan'), ('enable_bitmapscan'), ('enable_hashjoin'), ('enable_mergejoin'), ('enable_sort')) AS v (name) \g /dev/null
