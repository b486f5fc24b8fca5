-- What people and searches read does not grow with the marketplace: the same questions before and after it became twenty times as large.
-- On small tables a scan of the whole would look flat too: as in plans.sql.
SELECT set_config(v.name, (count(*) >= 1000)::text, true) FROM market.merchant, (VALUES ('enable_seqscan'), ('enable_bitmapscan'), ('enable_hashjoin'), ('enable_mergejoin'), ('enable_sort')) AS v (name)
  WHERE tenant_id = 1 GROUP BY v.name \g /dev/null
-- An index may gain a level by that, a page for each of its lookups; more is too much.
CREATE FUNCTION test.pages_read(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE query;  -- planning reads the catalog, and is done once
  EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || query INTO plan;
  RESET ROLE;
  RETURN (plan -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::bigint + (plan -> 0 -> 'Plan' ->> 'Shared Read Blocks')::bigint;
END
$$;
COMMENT ON FUNCTION test.pages_read(text) IS 'How many pages souk_gateway has to look at.';

CREATE FUNCTION test.grow(first bigint, last bigint) RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS $$
BEGIN
  INSERT INTO market.buyer (tenant_id, id, nickname, created_at) SELECT 1, 5000000 + i, 'somebody', now() FROM generate_series(first, last) AS i;
  INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency, sold_at_least)
    SELECT 1, 5000000 + i, 1 + i % 100, 'plain tea', 1, 'CNY', i % 700 FROM generate_series(first, last) AS i;
  INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_merchant_id, created_at)
    SELECT 1, 5000000 + i, 5000000 + i, 1 + i % 100, now() FROM generate_series(first, last) AS i;
  INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_buyer_id, created_at)
    SELECT 1, 6000000 + i, 5000000 + i, 1 + i % 100, now() FROM generate_series(first, last) AS i;
  INSERT INTO market.post (tenant_id, id, author_buyer_id, body, created_at) SELECT 1, 5000000 + i, 5000000 + i, 'tea again', now() FROM generate_series(first, last) AS i;
  INSERT INTO market.search_word SELECT 1, 'product', w, 200 + i % 20, 5000000 + i FROM generate_series(first, last) AS i, unnest('{plain,tea}'::text[]) AS w;
  INSERT INTO market.search_document SELECT 1, 'product', 5000000 + i, '{plain,tea}', ARRAY[200 + i % 20, 200 + i % 20] FROM generate_series(first, last) AS i;
  INSERT INTO market.merchant (tenant_id, id, name, slug, region, currency, created_at)
    SELECT 1, 5000000 + i, 'Shop ' || i, 'grown-' || i, (SELECT m.region FROM market.merchant AS m WHERE m.tenant_id = 1 AND m.id = 1), 'CNY', now() FROM generate_series(first, last) AS i;
  INSERT INTO market.guild_member (tenant_id, guild_id, merchant_id, joined_at) SELECT 1, 1 + i % 3, 5000000 + i, now() FROM generate_series(first, last) AS i;
  INSERT INTO market.guild_member (tenant_id, guild_id, merchant_id) SELECT 1, g, 1 FROM generate_series(1, 3) AS g ON CONFLICT DO NOTHING;
  INSERT INTO market."order" (tenant_id, id, buyer_id, merchant_id, status, total, currency, created_at)
    SELECT 1, 5000000 + i * 2 + k, 5000000 + i / 4, CASE k WHEN 0 THEN 1 ELSE 2 + i % 50 END, 'completed', 100, 'CNY', now() - interval '31 days' FROM generate_series(first, last) AS i, generate_series(0, 1) AS k;
  ANALYZE market.buyer, market.product, market.follow, market.post, market.search_word, market.search_document, market.merchant, market.guild_member, market."order";
END
$$;

CREATE TEMP TABLE asked AS SELECT * FROM (VALUES
  ('the feed', 'SELECT * FROM market.feed(1, 21, NULL, NULL)'), ('a later page of the feed', 'SELECT * FROM market.feed(1, 21, ''2026-08-01Z'', 1)'),
  ('suggested shops', 'SELECT * FROM market.suggested_merchants(1)'), ('suggested buyers', 'SELECT * FROM market.suggested_buyers(1)'),
  ('mutual follows', 'SELECT * FROM market.buyer_mutual_follows(1, 1, 21, NULL, NULL)'),
  ('a well-known shop''s followers whom one follows', 'SELECT * FROM market.merchant_followers_i_follow(1, 1) ORDER BY since DESC, buyer_id DESC LIMIT 21'),
  ('a search for a word', 'SELECT * FROM market.search_products(1, ''tea '', 21, NULL, NULL)'),
  ('a search for the beginning of a word', 'SELECT * FROM market.search_products(1, ''te'', 21, NULL, NULL)'),
  ('a search for two words', 'SELECT * FROM market.search_products(1, ''plain tea'', 21, NULL, NULL)')) AS v (name, query);
ALTER TABLE asked ADD COLUMN small bigint, ADD COLUMN large bigint;
CREATE TEMP TABLE asked_by_shop (LIKE asked);
INSERT INTO asked_by_shop VALUES ('partners for a shop', 'SELECT * FROM market.suggested_partners(1)'), ('partners for a shop''s campaign',
  'SELECT * FROM market.suggested_partners(1, NULL, (SELECT max(id) FROM market.campaign WHERE tenant_id = 1 AND merchant_id = 1))'),
  ('the price of a basket', $$SELECT * FROM market.price_basket(1, '{1,2,3,4,5,6,7,8}', '{1,1,1,1,1,1,1,1}')$$);
SELECT test.become('1', 'buyer', '1') \g /dev/null
SELECT test.grow(1, 3000) \g /dev/null
UPDATE asked SET small = test.pages_read(query);
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
UPDATE asked_by_shop SET small = test.pages_read(query);
SELECT test.grow(3001, 60000) \g /dev/null
CREATE TEMP TABLE scans_before AS SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE schemaname = 'market';
UPDATE asked_by_shop SET large = test.pages_read(query);
SELECT test.become('1', 'buyer', '1') \g /dev/null
UPDATE asked SET large = test.pages_read(query);
SELECT test.holds(format('flat: %s (%s pages, then %s)', name, small, large), large <= small * 1.4 + 20)
FROM (TABLE asked UNION ALL TABLE asked_by_shop) AS asked;
SELECT test.none('no table of the marketplace was scanned for it', $$
  SELECT a.relname, a.seq_scan - b.seq_scan FROM pg_stat_xact_user_tables a JOIN scans_before b USING (relname) WHERE a.schemaname = 'market' AND a.seq_scan > b.seq_scan$$);
-- The tests that follow may plan as they like: without hash joins and sorts the largest take minutes.
SELECT set_config(v.name, 'on', true)
FROM (VALUES ('enable_seqscan'), ('enable_bitmapscan'), ('enable_hashjoin'), ('enable_mergejoin'), ('enable_sort')) AS v (name) \g /dev/null
