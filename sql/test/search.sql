-- Searching: what is found, by whom, in what order; and what is not.
SELECT test.holds('a word is the same with other accents, capitals and widths',
  (SELECT array_agg(DISTINCT word) FROM market.search_words('GDAŃSK gdansk Ｇｄａńｓｋ', 'Gdansk')) = '{gdansk}');
SELECT test.holds('writing without spaces is cut into characters and pairs',
  (SELECT array_agg(word ORDER BY word COLLATE "C") FROM market.search_words('绿茶·春', NULL)) = '{春,绿,绿茶,茶}');
SELECT test.holds('long texts and long words are cut, and no text is too odd', (SELECT max(length(word)) <= 40 AND count(*) < 5000
  FROM market.search_words(repeat('x', 100000), repeat('茶是好', 100000) || E'\t\\'':*&|!()<->%_"$' || chr(1114111) || chr(1))));
SELECT test.holds('a question has at most eight terms', (SELECT count(*) FROM market.search_terms(repeat('a b c d e f g h i j ', 1000))) = 8);

-- After the load nobody has touched tenant 1; the planted words of the others are entered now.
SELECT market.recount(t) FROM generate_series(2, 3) AS t \g /dev/null
SELECT test.none('every word of what is public is in the index, and nothing else is', $$
  SELECT * FROM (
    SELECT s.tenant_id, s.kind, s.id, w.word FROM market.search_source s, market.search_words(s.title, s.body) w
    EXCEPT SELECT tenant_id, kind, id, word FROM market.search_word) missing
  UNION ALL SELECT * FROM (
    SELECT tenant_id, kind, id, word FROM market.search_word
    EXCEPT SELECT s.tenant_id, s.kind, s.id, w.word FROM market.search_source s, market.search_words(s.title, s.body) w) extra$$);

-- Things to find, in two tenants: a word that nothing else has.
INSERT INTO market.product (tenant_id, id, merchant_id, name, description, price, currency, status, sold_at_least)
  SELECT t, 9000000 + v.id, 3, v.name, v.description, 100, 'CNY', v.status, v.sold
  FROM (VALUES (1, 'Quokkaflute Grand', 'For halls', 'listed', 0), (2, 'Quokkaflute', 'For rooms', 'listed', 900), (3, 'Flute case', 'Holds a quokkaflute', 'listed', 5000),
    (4, 'Quokkaflute draft', NULL, 'draft', 0), (5, 'Quokkaflutes, a pair', NULL, 'delisted', 0), (6, '手工竹笛·春日款', 'quokkaflute', 'listed', 0)) AS v (id, name, description, status, sold),
  generate_series(1, 2) AS t;
INSERT INTO market.post (tenant_id, id, author_merchant_id, title, body, status)
  SELECT t, 9000000 + i, 3, NULL, 'About the quokkaflute', CASE i WHEN 3 THEN 'draft' ELSE 'published' END FROM generate_series(1, 3) AS i, generate_series(1, 2) AS t;
SELECT market.rebuild_search(t, kind, true) FROM generate_series(1, 2) AS t, unnest('{product,post}'::text[]) AS kind \g /dev/null

CREATE FUNCTION test.found(asked text, tenant bigint DEFAULT 1, what text DEFAULT 'products') RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  answer bigint[];
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE format('SELECT array_agg(s.id ORDER BY s.n) FROM market.search_%s($1, $2, 1000, NULL, NULL) WITH ORDINALITY AS s (id, rank, n)', what)
    INTO answer USING tenant, asked;
  RESET ROLE;
  RETURN coalesce(answer, '{}');
END
$$;
COMMENT ON FUNCTION test.found(text, bigint, text) IS 'What souk_gateway finds in the context of test.become, in the order found.';

SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.holds('the name counts more than the text, what sold more than what did not, the whole word more than its beginning; drafts are not found',
  test.found('quokkaflute') = '{9000002,9000001,9000005,9000003,9000006}', test.found('quokkaflute')::text);
SELECT test.holds('all words must be there', test.found('QUOKKAFLUTE grand') = '{9000001}' AND test.found('quokkaflute absent') = '{}');
SELECT test.holds('the last word may be a beginning, another one not',
  test.found('quokkafl') @> '{9000001,9000002}' AND test.found('quokkafl grand') = '{}' AND test.found('grand quokkafl') = '{9000001}');
SELECT test.holds('characters are found wherever they stand', test.found('竹笛') = '{9000006}' AND test.found('竹笛 春') = '{9000006}'
  AND test.found('quokkaflute 笛') = '{9000006}' AND test.found('笛竹') = '{}');
SELECT test.holds('no question is an error: ' || quote_literal(left(q, 20)), test.found(q) IS NOT NULL) FROM unnest(ARRAY['', ' ', '&|!()', ':*', 'a:*b', '''', '\', '%', '-', '"', '<->',
  repeat('z', 100000), repeat('茶', 100000), repeat('a ', 50000), E'\x01', '🍵', 'a' || U&'\0301', U&'\+10FFFF', 'null', 'or', 'and not']) AS q;
SELECT test.holds('a question without words finds nothing', test.found(q) = '{}') FROM unnest(ARRAY[NULL, '', '&|!()', '🍵', '%']) AS q;
SELECT test.holds('published posts are found, drafts are not', test.found('quokkaflute', 1, 'posts') = '{9000002,9000001}');
SELECT test.holds('shops and groups are found', test.found((SELECT name FROM market.merchant WHERE (tenant_id, id) = (1, 3)), 1, 'merchants') @> '{3}'
  AND test.found((SELECT name FROM market."group" WHERE (tenant_id, id) = (1, 3)), 1, 'groups') @> '{3}');

-- Walls.
SELECT test.holds('nobody searches another tenant', test.found('quokkaflute', 2) = '{}' AND test.found('quokkaflute', 3) = '{}');
SELECT test.become('3', 'operator', '1') \g /dev/null
SELECT test.holds('an operator finds what is of the own tenant only', test.found('quokkaflute', 3) = '{}' AND test.found('quokkaflute', 1) = '{}');
SELECT test.become(t::text, 'buyer', '5') , test.holds(format('planted words are found in their own tenant alone (%s)', t),
  (test.found('canary', t, 'merchants') <> '{}') = (t > 1) AND test.found('canary', t % 3 + 1, 'merchants') = '{}') FROM generate_series(1, 3) AS t;
SELECT test.become('', 'operator', '1') \g /dev/null
SELECT test.holds('without a tenant nothing is found', test.found('quokkaflute') = '{}');
SELECT test.become('1', 'merchant', '1', '3') \g /dev/null
SELECT test.holds('a shop finds what is public, not its drafts: they would move ranks and page ends for nobody else', test.found('quokkaflute')
  = '{9000002,9000001,9000005,9000003,9000006}');
SELECT test.become('1', 'partner', '1', '3', 'orders:read posts:read') \g /dev/null
SELECT test.holds('a partner searches what its scopes let it read', test.found('quokkaflute') = '{}' AND test.found('quokkaflute', 1, 'posts') = '{9000002,9000001}');
SELECT test.holds('a partner without the scope reads no word of a product', test.seen($$SELECT count(*) FROM market.search_word WHERE kind = 'product'$$) = 0
  AND test.seen($$SELECT count(*) FROM market.search_document WHERE kind = 'product'$$) = 0);
SELECT test.become('1', 'partner', '1', '3', '') \g /dev/null
SELECT test.holds('a partner without scopes reads words of shops only, which are public',
  test.seen('SELECT count(*) FROM market.search_word WHERE kind <> ''merchant''') = 0);
SELECT test.become('1', 'anonymous') \g /dev/null
UPDATE market.product SET status = 'draft' WHERE (tenant_id, id) = (1, 9000002);
SELECT test.holds('what was withdrawn is not found, even while its words are still there', test.found('quokkaflute') = '{9000001,9000005,9000003,9000006}');
SELECT test.holds('a page is full all the same',
  test.seen($$SELECT count(*) FROM market.search_products(1, 'quokkaflute', 2, NULL, NULL)$$) = 2);
SELECT test.holds('the gateway cannot write to the index, nor make others do so',
  test.refused($$SELECT market.index_for_search(1, 'product', '{1}')$$) = '42501' AND test.refused($$SELECT market.rebuild_search(1, 'product')$$) = '42501');

-- Change.
UPDATE market.product SET name = 'Wombatdrum' WHERE (tenant_id, id) = (1, 9000001);
SELECT market.index_for_search(1, 'product', '{9000001,9000002,9999999}') \g /dev/null
SELECT test.holds('a new name is found, the old one is not', test.found('wombatdrum') = '{9000001}' AND test.found('quokkaflute') = '{9000005,9000003,9000006}');
SELECT test.holds('what was withdrawn leaves no word', NOT EXISTS (SELECT FROM market.search_word WHERE (tenant_id, kind, id) = (1, 'product', 9000002)));
SELECT test.holds('the other tenant''s words stay', (SELECT count(*) FROM market.search_word WHERE (tenant_id, kind, word) = (2, 'product', 'quokkaflute')) = 4);
SELECT market.recount(1) \g /dev/null
CREATE TEMP TABLE words_before AS SELECT w.*, w.ctid AS place FROM market.search_word w;
SELECT market.recount(1) \g /dev/null
SELECT test.none('a rebuild of what is right touches nothing', 'SELECT * FROM (SELECT w.*, w.ctid FROM market.search_word w EXCEPT TABLE words_before) AS x');

-- Pages.
CREATE FUNCTION test.pages(asked text, size int) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  rank int;
  id bigint;
  row record;
  seen bigint[] := '{}';
  before int;
BEGIN
  SET LOCAL ROLE souk_gateway;
  LOOP
    before := cardinality(seen);
    FOR row IN SELECT * FROM market.search_products(1, asked, size, rank, id) LOOP
      seen := seen || row.product_id;
      rank := row.rank;
      id := row.product_id;
    END LOOP;
    EXIT WHEN cardinality(seen) < before + size;
  END LOOP;
  RESET ROLE;
  RETURN seen;
END
$$;
SELECT test.holds(format('pages of %s give each thing once, in the one order', size), test.pages('春', size) = test.found('春') AND cardinality(test.found('春')) > 30)
FROM unnest('{1,7,1000}'::int[]) AS size;
