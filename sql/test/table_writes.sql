-- Mutations that souk.offer_writes made: every guarantee, as the gateway calls them.
CREATE FUNCTION test.put(verb text, rows jsonb, extra text DEFAULT '') RETURNS text LANGUAGE sql AS $$
  SELECT test.answer(format('SELECT %s || '' '' || refused FROM market.%s_products(souk.tenant(), %L%s)',
    CASE verb WHEN 'delete' THEN 'deleted' ELSE 'cardinality(written)' END, verb, rows, extra));
$$;
CREATE FUNCTION test.listed(shop bigint) RETURNS int LANGUAGE sql AS $$
  SELECT product_count - (SELECT count(*) FROM market.product p WHERE p.tenant_id = 1 AND p.merchant_id = m.id AND p.status = 'listed')::int
  FROM market.merchant m WHERE tenant_id = 1 AND id = shop;
$$;
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('a shop enters products, several at once', test.put('create', '[{"merchant_id": 1, "name": "tw-a", "price": 5, "currency": "CNY", "sku": "a"},
  {"merchant_id": 1, "name": "tw-b", "price": 6, "currency": "CNY", "status": "draft", "sku": "b"}]') = '2 []');
SELECT test.holds('what is not given has its default', count(*) = 2 AND bool_and(version = 1 AND NOT is_sold_out) AND bool_or(status = 'listed' AND description IS NULL))
FROM market.product WHERE tenant_id = 1 AND name LIKE 'tw-%';
SELECT test.holds('the number of listed products keeps step', test.listed(1) = 0);
SELECT test.holds('and so does the search', EXISTS (SELECT FROM market.search_document d WHERE d.tenant_id = 1 AND d.kind = 'product' AND d.id = p.id))
FROM market.product p WHERE p.tenant_id = 1 AND p.name = 'tw-a';

SELECT test.holds('all or nothing: one row that is refused undoes the others, and is named with its place',
  test.put('create', '[{"merchant_id": 1, "name": "tw-c", "price": 1, "currency": "CNY"}, {"merchant_id": 1, "name": "tw-d", "price": -1, "currency": "CNY"}]')
    = 'SK423|A price is 0 or more, in the smallest unit of its currency.|rows.1.price');
COMMENT ON CONSTRAINT product_price_check ON market.product IS 'A check that says nothing to those who break it.';
SELECT test.holds('a rule that has no words of its own is told as one',
  test.put('create', '[{"merchant_id": 1, "name": "tw-d", "price": -1, "currency": "CNY"}]')
    = 'SK423|The value of "price" is not allowed: it breaks a rule of what is stored.|rows.0.price');
COMMENT ON CONSTRAINT product_price_check ON market.product IS '@error(message: "A price is 0 or more, in the smallest unit of its currency.")';
COMMENT ON CONSTRAINT product_sku ON market.product IS 'One of a shop. @hidden @error( message : "Another product of the shop has this SKU." )';
SELECT test.holds('offering updates opens the version, which they raise', test.fails_as_owner($q$
  SELECT souk.guard_writes('market.product', '{update}', merchants => '{merchant_id}', scope => 'products:write', columns => '{name}');
  SELECT souk.offer_writes('market.product', '{update}', version => 'version');
  SELECT 1 / (NOT has_column_privilege('souk_gateway', 'market.product', 'version', 'UPDATE')
    OR has_column_privilege('souk_gateway', 'market.product', 'price', 'UPDATE'))::int$q$) = '22012' AND test.fails_as_owner($q$
  SELECT souk.guard_writes('market.product', '{update}', merchants => '{merchant_id}', scope => 'products:write', columns => '{name}');
  SELECT 1 / has_column_privilege('souk_gateway', 'market.product', 'version', 'UPDATE')::int$q$) = '22012');
SELECT test.holds('and nothing of it is there', count(*) = 0) FROM market.product WHERE name IN ('tw-c', 'tw-d');
SELECT test.holds('each by itself: the others are written, and each refusal is told',
  test.put('create', '[{"merchant_id": 1, "name": "tw-e", "price": 1, "currency": "CNY"}, {"merchant_id": 1, "name": "tw-f", "price": -1, "currency": "CNY"},
    {"merchant_id": 1, "price": 1, "currency": "CNY"}, {"merchant_id": 1, "name": "tw-g", "price": 1, "currency": "CNY", "sku": "a"},
    {"merchant_id": 1, "name": "tw-h", "price": 1, "currency": "CNY", "category_id": 999999}]', ', ''each_by_itself''')
  = '1 [{"code": "CONSTRAINT", "index": 1, "input": "price", "message": "A price is 0 or more, in the smallest unit of its currency."}, '
    '{"code": "CONSTRAINT", "index": 2, "input": "name", "message": "\"name\" is missing."}, '
    '{"code": "CONSTRAINT", "index": 3, "input": "sku", "message": "Another product of the shop has this SKU."}, '
    '{"code": "NOT_FOUND", "index": 4, "input": "categoryId", "message": "There is no such row."}]');
SELECT test.holds('no more rows than were wanted at most', test.put('create', '[{}, {}, {}]', ', at_most => 2') LIKE 'SK412|%|at_most|{"rows": 3}');

SELECT test.holds('a shop writes for itself only',
  test.put('create', '[{"merchant_id": 2, "name": "tw-x", "price": 1, "currency": "CNY"}]') = 'SK403|You may not write this.|rows.0'
  AND test.put('create', '[{"merchant_id": 987654321, "name": "tw-x", "price": 1, "currency": "CNY"}]') = 'SK404|There is no such row.|rows.0.merchantId');
SELECT set_config('test.b', (SELECT id::text FROM market.product WHERE tenant_id = 1 AND name = 'tw-b'), true),
  set_config('test.other', (SELECT min(id)::text FROM market.product WHERE tenant_id = 1 AND merchant_id = 2), true) \g /dev/null
CREATE FUNCTION test.of(name text, more text DEFAULT '') RETURNS jsonb LANGUAGE sql AS $$
  SELECT format('[{"id": %s%s}]', current_setting('test.' || name), more)::jsonb;
$$;
SELECT test.holds('an update sets what is given, null too, and leaves the rest', test.put('update', test.of('b', ', "price": 7, "description": null')) = '1 []');
SELECT test.holds('as is stored', (price, version, name) = (7, 2, 'tw-b') AND description IS NULL) FROM market.product WHERE tenant_id = 1 AND id = current_setting('test.b')::bigint;
SELECT test.holds('by the version that was read, and no newer', test.put('update', test.of('b', ', "if_version": 1, "price": 8')) = 'SK412|It was changed since.|rows.0.ifVersion|{"version": 2}'
  AND test.put('update', test.of('b', ', "if_version": 2, "price": 8')) = '1 []' AND test.put('update', test.of('b', ', "if_version": null, "price": 9')) = '1 []');
SELECT test.holds('another shop''s row, a hidden one and none at all are told alike',
  test.put('update', test.of('other', ', "price": 1')) = 'SK404|There is no such row that you may change.|rows.0.id'
  AND test.put('update', '[{"id": 987654321, "price": 1}]') = 'SK404|There is no such row that you may change.|rows.0.id'
  AND test.put('delete', test.of('other')) = 'SK404|There is no such row that you may delete.|rows.0.id');
SELECT test.holds('columns that the rule does not open are not set', test.put('update', test.of('b', ', "sold_at_least": 1000, "merchant_id": 2')) = '1 []');
SELECT test.holds('indeed', (sold_at_least, merchant_id) = (0, 1)) FROM market.product WHERE tenant_id = 1 AND id = current_setting('test.b')::bigint;
SELECT test.holds('a row that is given twice counts once', test.put('update', test.of('b', ', "status": "listed"') || test.of('b', ', "status": "draft"') || test.of('b', ', "status": "listed"')) = '3 []');
SELECT test.holds('in the shop''s number too', test.listed(1) = 0);
SELECT test.holds('what was for sale is not deleted', test.put('delete', test.of('b')) LIKE 'SK404|%');
SELECT test.holds('nor made a draft again, to be deleted then', test.put('update', test.of('b', ', "status": "draft"')) LIKE 'SK422|%' AND test.put('update', test.of('b', ', "status": "delisted"')) = '1 []');
SELECT test.holds('a draft', test.put('create', '[{"merchant_id": 1, "name": "tw-draft", "price": 5, "currency": "CNY", "status": "draft"}]') = '1 []');
SELECT set_config('test.draft', (SELECT id::text FROM market.product WHERE tenant_id = 1 AND name = 'tw-draft'), true) \g /dev/null
SELECT test.holds('is', test.put('delete', test.of('draft', ', "if_version": 2')) LIKE 'SK412|%|rows.0.ifVersion|%'
  AND test.put('delete', test.of('draft') || test.of('draft'), ', ''each_by_itself''') LIKE '1 [{"code": "NOT_FOUND", "index": 1%');
SELECT test.holds('with the number', test.listed(1) = 0);
INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency, status) VALUES (1, 777000, 1, 'tw-counted', 5, 'CNY', 'draft');
INSERT INTO market.inventory (tenant_id, product_id, merchant_id, stock) VALUES (1, 777000, 1, 3);
SELECT test.holds('and with its inventory', test.put('delete', '[{"id": 777000}]') = '1 []');
SELECT test.none('none is left', 'SELECT i FROM market.inventory AS i WHERE product_id = 777000');

SELECT test.holds('an upsert enters what is new and changes what is there', test.put('upsert', '[{"merchant_id": 1, "sku": "a", "name": "tw-a2", "price": 50, "currency": "CNY"},
  {"merchant_id": 1, "sku": "n", "name": "tw-n", "price": 1, "currency": "CNY"}, {"merchant_id": 1, "sku": "n", "name": "tw-n2", "price": 2, "currency": "CNY"}]') = '3 []');
SELECT test.holds('each once', count(*) = 2 AND bool_or(name = 'tw-a2' AND price = 50 AND version = 2) AND bool_or(name = 'tw-n2' AND version = 2))
FROM market.product WHERE tenant_id = 1 AND merchant_id = 1 AND sku IN ('a', 'n');
SELECT test.holds('and counted once', test.listed(1) = 0);
SELECT test.holds('a version of what is not there is no version', test.put('upsert', '[{"merchant_id": 1, "sku": "q", "name": "tw-q", "price": 1, "currency": "CNY", "if_version": 1}]') LIKE 'SK412|%|rows.0.ifVersion');

SELECT test.become('1', 'merchant', '2', '2') \g /dev/null
SELECT test.holds('another shop has its own numbers', test.put('upsert', '[{"merchant_id": 2, "sku": "a", "name": "tw-2", "price": 1, "currency": "CNY"}]') = '1 []');
SELECT test.become('2', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('another tenant''s rows are not there', test.put('update', (SELECT format('[{"id": %s, "price": 1}]', id)::jsonb FROM market.product WHERE name = 'tw-a2')) LIKE 'SK404|%'
  AND test.put('upsert', '[{"merchant_id": 1, "sku": "a", "name": "tw-other", "price": 1, "currency": "EUR"}]') = '1 []');
SELECT test.holds('and stay as they were', price = 50) FROM market.product WHERE name = 'tw-a2';

-- What a guard says of a row is what the mutation does with it, whoever asks. Deleting is refused by rule, and by nothing else, of these rows.
CREATE FUNCTION test.guarded_alike(verb text, rows bigint[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  row bigint;
  guard text;
  given jsonb;
  outcome text;
  before text;
  after text;
  may int := 0;
BEGIN
  FOREACH row IN ARRAY rows LOOP
    guard := test.answer(format('SELECT coalesce((r).code, ''may'') FROM market.%s_products_refusal(%s) AS r', verb, row));
    given := CASE verb WHEN 'upsert' THEN (SELECT jsonb_build_object('merchant_id', p.merchant_id, 'sku', p.sku, 'name', p.name, 'price', 1, 'currency', p.currency)
      FROM market.product p WHERE p.id = row) ELSE jsonb_build_object('id', row) END;
    SELECT p::text INTO before FROM market.product p WHERE p.id = row;
    BEGIN
      outcome := test.put(verb, jsonb_build_array(given));
      SELECT p::text INTO after FROM market.product p WHERE p.id = row;
      -- What was written is not there for the next look.
      RAISE EXCEPTION USING ERRCODE = 'TW000';
    EXCEPTION WHEN SQLSTATE 'TW000' THEN NULL;
    END;
    -- It is this row that is written, or none.
    IF (guard = 'may') <> (outcome = '1 []' AND after IS DISTINCT FROM before) OR guard NOT IN ('may', 'NOT_FOUND')
      OR verb <> 'upsert' AND guard = 'NOT_FOUND' AND outcome NOT LIKE 'SK404|There is no such row that you may %|rows.0.id' THEN
      RETURN format('%s of %s: the guard says %s, the mutation %s', verb, row, guard, outcome);
    END IF;
    may := may + (guard = 'may')::int;
  END LOOP;
  RETURN may || ' of ' || cardinality(rows);
END
$$;
INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency, status, sku) VALUES
  (1, 778001, 1, 'tw-draft', 5, 'CNY', 'draft', 'g1'), (1, 778002, 1, 'tw-listed', 5, 'CNY', 'listed', NULL), (1, 778003, 2, 'tw-draft', 5, 'CNY', 'draft', 'g3'),
  (1, 778004, 2, 'tw-listed', 5, 'CNY', 'listed', 'g4'), (2, 778005, 1, 'tw-draft', 5, 'EUR', 'draft', 'g5'), (2, 778006, 1, 'tw-listed', 5, 'EUR', 'listed', 'g6');
CREATE FUNCTION test.guards(verb text) RETURNS text LANGUAGE sql AS $$
  SELECT test.guarded_alike(verb, '{778001,778002,778003,778004,778005,778006,778007}');
$$;
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('a shop may change its own products, and delete its drafts', (test.guards('update'), test.guards('delete')) = ('2 of 7', '1 of 7'));
SELECT test.holds('what has no number of its own is not found by an upsert', test.guards('upsert') = '1 of 7');
SELECT test.become('1', 'merchant', '1', '1,2') \g /dev/null
SELECT test.holds('who acts for two shops, those of both', (test.guards('update'), test.guards('delete')) = ('4 of 7', '2 of 7'));
SELECT test.become('2', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('in another tenant, the other ones', (test.guards('update'), test.guards('delete')) = ('2 of 7', '1 of 7'));
SELECT test.become('1', 'partner', '1', '1', 'products:read products:write') \g /dev/null
SELECT test.holds('a partner, what it was granted', (test.guards('update'), test.guards('delete')) = ('2 of 7', '1 of 7'));
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('buyers none', (test.guards('update'), test.guards('delete')) = ('0 of 7', '0 of 7'));
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('nor operators', (test.guards('update'), test.guards('delete')) = ('0 of 7', '0 of 7'));
SELECT test.become('1', 'partner', '1', '1', 'products:read') \g /dev/null
SELECT test.holds('without the scope for writing the guard says no', test.answer('SELECT (r).code FROM market.update_products_refusal(778001) AS r') = 'NOT_FOUND'
  AND test.answer('SELECT (r).code FROM market.delete_products_refusal(778001) AS r') = 'NOT_FOUND' AND test.answer('SELECT (r).code FROM market.upsert_products_refusal(778001) AS r') = 'NOT_FOUND');
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
-- A rule that is called anew makes the guards anew. Its text may use any alias, the one that functions use most among them.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SET LOCAL ROLE souk_migrator;
SAVEPOINT former_rule;
SELECT souk.guard_writes('market.product', '{update}', merchants => '{merchant_id}', scope => 'products:write', columns => '{name,price,version}',
  only_when => $$EXISTS (SELECT FROM market.merchant t WHERE t.tenant_id = $.tenant_id AND t.id = $.merchant_id AND $.name LIKE '%-listed')$$) \g /dev/null
RESET ROLE;
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('guards go with their rule', (test.answer('SELECT (r).code FROM market.update_products_refusal(778001) AS r') = 'NOT_FOUND'
  AND test.answer('SELECT (r).code FROM market.upsert_products_refusal(778001) AS r') = 'NOT_FOUND' AND test.answer('SELECT (r).code FROM market.update_products_refusal(778002) AS r') IS NULL));
ROLLBACK TO SAVEPOINT former_rule;
RESET ROLE;
DELETE FROM market.product WHERE id BETWEEN 778001 AND 778006;

-- What moves with orders is the shop's own, and is set by a key that is another row's.
CREATE FUNCTION test.stock(rows jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT test.answer(format('SELECT cardinality(written) || '' '' || refused FROM market.upsert_inventories(souk.tenant(), %L)', rows));
$$;
CREATE FUNCTION test.inventory(name text, more text, shop text DEFAULT '1') RETURNS jsonb LANGUAGE sql AS $$
  SELECT format('[{"product_id": %s, "merchant_id": %s, %s}]', current_setting('test.' || name), shop, more)::jsonb;
$$;
SELECT test.holds('everybody is told sales in steps', array_agg(market.coarse_count(n) ORDER BY n) = '{0,0,0,10,10,20,20,50,50,100}'
  AND market.coarse_count(2147483647) = 2000000000 AND market.coarse_count(999999999) = 500000000)
FROM unnest('{0,1,9,10,19,20,49,50,99,100}'::bigint[]) AS n;
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('a shop enters a stock', test.stock(test.inventory('b', '"stock": 2')) = '1 []');
SELECT test.holds('as is stored', (stock, sold_count, version, merchant_id) = (2, 0, 1, 1)) FROM market.inventory WHERE tenant_id = 1 AND product_id = current_setting('test.b')::bigint;
SELECT test.holds('by the version that was read', test.stock(test.inventory('b', '"stock": 0, "if_version": 2')) LIKE 'SK412|%|rows.0.ifVersion|{"version": 1}'
  AND test.stock(test.inventory('b', '"stock": 0, "if_version": 1')) = '1 []');
SELECT test.holds('everybody is told that none is left', is_sold_out) FROM market.product WHERE tenant_id = 1 AND id = current_setting('test.b')::bigint;
SELECT test.holds('a stock that is not counted', test.stock(test.inventory('b', '"stock": null, "sold_count": 7')) = '1 []');
SELECT test.holds('is not sold out', NOT is_sold_out) FROM market.product WHERE tenant_id = 1 AND id = current_setting('test.b')::bigint;
SELECT test.holds('what was sold is not set', sold_count = 0) FROM market.inventory WHERE tenant_id = 1 AND product_id = current_setting('test.b')::bigint;
SELECT test.holds('a stock is not negative', test.stock(test.inventory('b', '"stock": -1')) LIKE 'SK423|%|rows.0.stock');
SELECT test.holds('no stock of another shop''s product, in its name or in one''s own',
  test.stock(test.inventory('other', '"stock": 1', '2')) = 'SK403|You may not write this.|rows.0' AND test.stock(test.inventory('other', '"stock": 1')) = 'SK404|There is no such row.|rows.0.merchantId'
  AND test.stock('[{"product_id": 987654321, "merchant_id": 1, "stock": 1}]') LIKE 'SK404|%|rows.0.%');
SELECT test.holds('nor is one said to be of another shop', test.stock(test.inventory('b', '"stock": 1', '2')) = 'SK422|This stays as it was entered.|rows.0.merchantId');
SELECT test.become('1', 'merchant', '2', '2') \g /dev/null
SELECT test.holds('another shop neither sees nor sets it', test.seen('SELECT count(*) FROM market.inventory WHERE product_id = ' || current_setting('test.b')) = 0
  AND test.stock(test.inventory('b', '"stock": 9')) LIKE 'SK40_|%');
SELECT test.become('1', 'partner', '1', '1', 'products:read products:write') \g /dev/null
SELECT test.holds('nor a token without the scope', test.seen('SELECT count(*) FROM market.inventory') = 0 AND test.stock(test.inventory('b', '"stock": 9')) LIKE 'SK403|%');
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('nor buyers', test.seen('SELECT count(*) FROM market.inventory') = 0);

-- A column under a scope of its own. What waits for the commit would hinder the change.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SET LOCAL ROLE souk_migrator;
ALTER TABLE market.product ADD COLUMN cost bigint;
COMMENT ON COLUMN market.product.cost IS '@scope(write: "products.cost:write")';
SELECT souk.guard_writes('market.product', v.verb, merchants => '{merchant_id}', scope => 'products:write',
    columns => '{merchant_id,name,price,currency,sku,version,cost}'::name[] || CASE WHEN v.verb = '{insert}' THEN '{tenant_id,id}'::name[] END)
  FROM (VALUES ('{insert}'::text[]), ('{update}')) AS v (verb) \g /dev/null
SELECT souk.offer_writes('market.product', '{upsert}', to_roles => '{MERCHANT,PARTNER}', version => 'version', key => '{merchant_id,sku}', then_call => 'market.after_product_writes') \g /dev/null
RESET ROLE;
SELECT test.become('1', 'partner', '1', '1', 'products:read products:write') \g /dev/null
SELECT test.holds('a column that asks for a scope is set under it', test.put('upsert', '[{"merchant_id": 1, "sku": "a", "name": "tw-a3", "price": 1, "currency": "CNY", "cost": 5}]') = 'SK403|You may not set this.|rows.0.cost'
  AND test.put('upsert', '[{"merchant_id": 1, "sku": "a", "name": "tw-a3", "price": 1, "currency": "CNY"}]') = '1 []');
SELECT test.become('1', 'partner', '1', '1', 'products:read products:write products.cost:write') \g /dev/null
SELECT test.holds('with the scope it is', test.put('upsert', '[{"merchant_id": 1, "sku": "a", "name": "tw-a3", "price": 1, "currency": "CNY", "cost": 5}]') = '1 []');
SELECT test.become('1', 'partner', '1', '1', 'products:read') \g /dev/null
SELECT test.holds('without the scope for writing nothing is', test.put('create', '[{"merchant_id": 1, "name": "tw-z", "price": 1, "currency": "CNY"}]') = 'SK403|You may not write this.|rows.0');
SELECT test.become('1', 'buyer', '1') \g /dev/null
SELECT test.holds('buyers write no products', test.put('create', '[{"merchant_id": 1, "name": "tw-z", "price": 1, "currency": "CNY"}]') = 'SK403|You may not write this.|rows.0'
  AND test.put('delete', (SELECT format('[{"id": %s}]', id)::jsonb FROM market.product WHERE name = 'tw-a3')) LIKE 'SK404|%');
SELECT test.holds('and after all that nothing was left', count(*) = 0) FROM market.product WHERE name IN ('tw-x', 'tw-q', 'tw-z', 'tw-f', 'tw-g', 'tw-h');

-- A table where the key by which rows are told apart does not say whose they are.
SET LOCAL ROLE souk_migrator;
CREATE TABLE market.secret (tenant_id bigint NOT NULL, id bigint NOT NULL, buyer_id bigint NOT NULL, word text NOT NULL, text text, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, word));
SELECT souk.guard_own('market.secret', 'buyer_id') \g /dev/null
SELECT souk.guard_writes('market.secret', '{insert,update}', buyers => '{buyer_id}') \g /dev/null
SELECT souk.limit_rows('market.secret', 'secret', by => 'id') \g /dev/null
SELECT souk.offer_writes('market.secret', '{update,upsert}', key => '{word}') \g /dev/null
INSERT INTO market.secret VALUES (1, 1, 7, 'taken', 'what nobody else may read'), (2, 1, 5, 'elsewhere', 'x'), (1, 2, 5, 'own', 'x'), (1, 3, 5, 'own too', 'x');
RESET ROLE;
CREATE FUNCTION test.may_update_secrets() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(test.answer(format('SELECT coalesce((r).code, ''may'') || '' '' || coalesce((r).message, '''') FROM market.update_secrets_refusal(%s) AS r', n)), ', ' ORDER BY n)
  FROM generate_series(1, 4) AS n;
$$;
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a guard says of another''s row, of a hidden one and of none the same', test.may_update_secrets() = concat_ws(', ',
  'NOT_FOUND There is no such row that you may change.', 'may ', 'may ', 'NOT_FOUND There is no such row that you may change.'));
SELECT test.become('1', 'buyer', '5', '', '', 'secret=3') \g /dev/null
SELECT test.holds('and to a token that is limited to some rows, of the others', test.may_update_secrets() = concat_ws(', ',
  'NOT_FOUND There is no such row that you may change.', 'NOT_FOUND There is no such row that you may change.', 'may ', 'NOT_FOUND There is no such row that you may change.'));
SELECT test.become('1', 'partner', '1', '1', 'products:write') \g /dev/null
SELECT test.holds('who may write but not read is not told what is there', test.put('create', '[{"merchant_id": 1, "name": "tw-y", "price": 1, "currency": "CNY", "sku": "a"}]') LIKE 'SK403|%products:read%');
SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.holds('nobody moves another shop''s numbers', test.refused($$SELECT market.after_product_writes(1, ARRAY(SELECT p FROM market.product AS p WHERE p.tenant_id = 1 AND p.merchant_id = 2 AND p.status = 'listed'), '{}')$$) = 'P0001'
);
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('nobody moves a counter without the row that it counts', test.refused('SELECT market.count_follow(ROW(1, 987654321, 5, NULL, 1, NULL, NULL, now())::market.follow, 1)') = '42501'
  AND test.refused('SELECT market.count_member(1, 1, 1)') = '42501');
SELECT test.holds('nor writes or deletes an edge that is not the viewer''s, or of another tenant: ' || function || ' of ' || tenant || ' for ' || who,
  test.refused(format('SELECT market.%s(ROW(%s, 77, %s, NULL, 1, NULL, NULL, now())::market.follow)', function, tenant, who)) = '42501')
FROM unnest('{write_follow,delete_follow}'::text[]) AS function, (VALUES (1, 6), (2, 5)) AS v (tenant, who);
SELECT test.holds('an edge has one end on each side: ' || function, test.refused(format('SELECT market.%s(ROW(1, 77, 5, %s, NULL, now())::market.follow)', function, ends)) = '42501')
FROM unnest('{write_follow,delete_follow}'::text[]) AS function, unnest(ARRAY['2, 1, NULL', 'NULL, 1, 6', 'NULL, NULL, NULL']) AS ends;
SELECT test.holds('nor a membership of another tenant: ' || function, test.refused(format('SELECT market.%s(2, 1)', function)) = '42501') FROM unnest('{write_member,delete_member}'::text[]) AS function;
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('nor is a shop a member', test.refused(format('SELECT market.%s(1, 1)', function)) = '42501') FROM unnest('{write_member,delete_member}'::text[]) AS function;
SELECT test.become('1', 'buyer', '5') \g /dev/null
SAVEPOINT counted;
DELETE FROM market.follow WHERE tenant_id = 1 AND follower_buyer_id = 5 AND followed_merchant_id = 1;
DELETE FROM market.group_member WHERE tenant_id = 1 AND group_id = 1 AND buyer_id = 5;
CREATE FUNCTION test.counted() RETURNS text LANGUAGE sql AS $$ SELECT concat_ws(' ', (SELECT follower_count FROM market.merchant WHERE tenant_id = 1 AND id = 1),
  (SELECT followee_count FROM market.buyer WHERE tenant_id = 1 AND id = 5), (SELECT member_count FROM market."group" WHERE tenant_id = 1 AND id = 1)) $$;
CREATE FUNCTION test.count_again(function text) RETURNS text LANGUAGE sql AS $$
  SELECT test.answer(CASE WHEN function LIKE '%member' THEN format('SELECT market.%s(1, 1)', function)
    ELSE format('SELECT market.%s(ROW(1, 987654321, 5, NULL, 1, NULL, NULL, now())::market.follow)', function) END);
$$;
SELECT test.counted() AS none \gset
SELECT test.holds('what is not there is deleted without being counted: ' || function, test.count_again(function) = 'false' AND test.counted() = :'none') FROM unnest('{delete_follow,delete_member}'::text[]) AS function;
SELECT test.holds('a row is written once, and counted once', (SELECT array_agg(test.count_again(f) ORDER BY n) FROM unnest('{write_follow,write_follow,write_member,write_member}'::text[]) WITH ORDINALITY AS v (f, n))
  = '{true,false,true,false}');
SELECT test.holds('at both ends', (SELECT array_agg(b::int - a::int) FROM unnest(string_to_array(:'none', ' '), string_to_array(test.counted(), ' ')) AS v (a, b)) = '{1,1,1}', test.counted());
SELECT test.holds('deleted once, and counted no longer', (SELECT array_agg(test.count_again(f) ORDER BY n) FROM unnest('{delete_follow,delete_follow,delete_member,delete_member}'::text[]) WITH ORDINALITY AS v (f, n))
  = '{true,false,true,false}' AND test.counted() = :'none');
SELECT test.count_again('write_follow'), test.count_again('write_member'), test.become('1', 'buyer', '5', scopes => 'follows:write groups:write') \g /dev/null
SELECT test.holds('a token that may not read them is not told what there was', test.count_again(function) = 'false') FROM unnest('{delete_follow,delete_member}'::text[]) AS function;
ROLLBACK TO counted;
SELECT test.holds('a key that a hidden row has is taken, and no more is told', test.answer($$SELECT written::text FROM market.upsert_secrets(1, '[{"buyer_id": 5, "word": "taken", "text": "mine"}]')$$)
  = 'SK423|"word" is taken already.|rows.0.word');
SELECT test.holds('a key of another tenant is free', test.answer($$SELECT cardinality(written) FROM market.upsert_secrets(1, '[{"buyer_id": 5, "word": "elsewhere"}]')$$) = '1');
SELECT test.holds('what is hidden stays as it was', text = 'what nobody else may read' AND buyer_id = 7) FROM market.secret WHERE tenant_id = 1 AND id = 1;
SELECT test.holds('a table without a rule for a verb offers none', test.refused('SELECT 1') IS NULL AND NOT EXISTS (SELECT FROM pg_proc WHERE proname = 'create_secrets'));
DROP FUNCTION market.upsert_secrets;
DROP FUNCTION market.update_secrets;
DROP TABLE market.secret;
DROP FUNCTION market.update_secrets_refusal, market.upsert_secrets_refusal;
DELETE FROM souk.write_offer WHERE table_name = 'secret';
DELETE FROM souk.row_limit WHERE table_name = 'secret';
DELETE FROM souk.rule WHERE table_name = 'secret';
DELETE FROM souk.write_rule WHERE table_name = 'secret';
