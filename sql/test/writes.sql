-- What writes rest on: keys that answer once, refusals with a code, and rules for writing.
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a key is taken for a request', test.refused($$SELECT souk.begin_once('k', 'one')$$) IS NULL);
SELECT test.holds('its answer is kept, once', test.refused($$SELECT souk.keep_answer('k', 'told')$$) IS NULL
  AND test.answer($$SELECT souk.keep_answer('k', 'other')$$) LIKE 'P0001|%');
SELECT test.holds('the same request under the key is told that it was answered, and reads the answer',
  test.answer($$SELECT souk.begin_once('k', 'one')$$) LIKE 'SK200|%' AND test.answer($$SELECT convert_from(souk.kept_answer('k', 'one'), 'UTF8')$$) = 'told');
SELECT test.holds('another request under the key is a conflict, and reads nothing',
  test.answer($$SELECT souk.begin_once('k', 'two')$$) LIKE 'SK409|%|idempotencyKey' AND test.answer($$SELECT souk.kept_answer('k', 'two')$$) IS NULL);
SELECT test.holds('a key without characters, or with too many, is refused as an input',
  test.answer($$SELECT souk.begin_once('', 'one')$$) LIKE 'SK400|%|idempotencyKey'
  AND test.answer($$SELECT souk.begin_once(repeat('k', 256), 'one')$$) LIKE 'SK400|%|idempotencyKey');
SELECT test.holds('the table of keys is out of reach', test.refused('SELECT FROM souk.idempotency_key') = '42501'
  AND test.refused($$INSERT INTO souk.idempotency_key (tenant_id, viewer, key, request_digest) VALUES (1, 'buyer:5', 'x', 'x')$$) = '42501');
SELECT test.become('1', 'buyer', '6') \g /dev/null
SELECT test.holds('a key belongs to its viewer', test.answer($$SELECT souk.kept_answer('k', 'one')$$) IS NULL
  AND test.refused($$SELECT souk.begin_once('k', 'two')$$) IS NULL);
SELECT test.become('1', 'merchant', '5', '5') \g /dev/null
SELECT test.holds('a key belongs to a role', test.answer($$SELECT souk.kept_answer('k', 'one')$$) IS NULL);
SELECT test.become('2', 'buyer', '5') \g /dev/null
SELECT test.holds('a key belongs to its tenant', test.answer($$SELECT souk.kept_answer('k', 'one')$$) IS NULL
  AND test.refused($$SELECT souk.begin_once('k', 'two')$$) IS NULL);
CREATE FUNCTION test.keeps(request text, told text) RETURNS text LANGUAGE sql AS $$
  SELECT concat_ws(',', test.refused(format('SELECT souk.begin_once(''shared'', %L)', request)), test.refused(format('SELECT souk.keep_answer(''shared'', %L)', told)));
$$;
COMMENT ON FUNCTION test.keeps(text, text) IS 'Takes the key "shared" and keeps this answer; tells what was refused.';
CREATE FUNCTION test.kept() RETURNS text LANGUAGE sql AS $$ SELECT test.answer($q$SELECT convert_from(souk.kept_answer('shared', 'one'), 'UTF8')$q$) $$;
SELECT test.become('1', 'partner', '1', '7', 'orders:read') \g /dev/null
SELECT test.holds('a key of an app is one of the shop it writes for', test.keeps('one', 'seven') = '' AND test.kept() = 'seven');
SELECT test.holds('for another shop, or for one more, the app has others: ' || shops, test.become('1', 'partner', '1', shops, 'orders:read') IS NOT NULL AND test.kept() IS NULL
  AND test.keeps('two', shops) = '') FROM unnest('{8,"7,8",70}'::text[]) AS shops;
SELECT test.holds('in whichever order the shops are named', test.become('1', 'partner', '1', '8,7', 'orders:read') IS NOT NULL
  AND test.answer($$SELECT convert_from(souk.kept_answer('shared', 'two'), 'UTF8')$$) = '7,8');
SELECT test.holds('a subject that is spelled like shops is another', test.become('1', 'partner', subject, '7', 'orders:read') IS NOT NULL AND test.kept() IS NULL)
  FROM unnest('{"@7:1","7:1",":1","#1@7"}'::text[]) AS subject;
SELECT souk.issue_token(sha256('nameless 1'), 'x', 1, 'operator') AS nameless, souk.issue_token(sha256('nameless 2'), 'x', 1, 'operator') AS other_nameless \gset
SELECT souk.rotate_token(:nameless, sha256('nameless 3'), 'x', '1 hour') AS second \gset
SELECT souk.rotate_token(:second, sha256('nameless 4'), 'x', '1 hour') AS third \gset
SELECT test.become('1', 'operator'), set_config('souk.token', :'nameless', true) \g /dev/null
SELECT test.holds('without a subject a key is the token''s', test.keeps('one', 'first token') = '' AND test.kept() = 'first token');
SELECT test.holds('and of those that succeed it', set_config('souk.token', token, true) = token AND test.kept() = 'first token'
  AND test.answer($$SELECT souk.begin_once('shared', 'one')$$) LIKE 'SK200|%') FROM (VALUES (:'second'), (:'third')) AS v (token);
SELECT set_config('souk.token', :'other_nameless', true) \g /dev/null
SELECT test.holds('and no other''s', test.kept() IS NULL AND test.keeps('two', 'x') = '');
SELECT set_config('souk.token', '', true) \g /dev/null
SELECT test.holds('who names neither subject nor token has none', test.answer($$SELECT souk.begin_once('k', 'one')$$) LIKE 'SK401|%' AND test.kept() IS NULL);
SELECT test.holds('the gateway may ask whose keys are the viewer''s', test.become('1', 'partner', 'an app', '8,7,8') IS NOT NULL AND test.answer('SELECT souk.key_owner()') = 'partner@7,8:an app'
  AND test.become('1', 'buyer', '5') IS NOT NULL AND test.answer('SELECT souk.key_owner()') = 'buyer:5');
INSERT INTO souk.idempotency_key (tenant_id, viewer, key, request_digest, answer) VALUES (1, 'partner:1', 'from before', 'one', 'anybody''s'), (1, 'buyer:5', 'from before', 'one', 'the buyer''s');
SELECT test.become('1', 'partner', '1', '7') \g /dev/null
SELECT test.holds('a key from before owners told of shops stays taken, and its answer untold', test.answer($$SELECT souk.begin_once('from before', 'one')$$) LIKE 'SK409|%'
  AND test.answer($$SELECT souk.kept_answer('from before', 'one')$$) IS NULL);
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a buyer''s are as they were', test.answer($$SELECT souk.begin_once('from before', 'one')$$) LIKE 'SK200|%'
  AND test.answer($$SELECT convert_from(souk.kept_answer('from before', 'one'), 'UTF8')$$) = 'the buyer''s');
DELETE FROM souk.idempotency_key WHERE key IN ('shared', 'from before');
SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.holds('visitors have no keys, since they cannot be told apart', test.answer($$SELECT souk.begin_once('k', 'one')$$) LIKE 'SK401|%');
UPDATE souk.idempotency_key SET expires_at = now() WHERE tenant_id = 1;
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a key that is over serves another request', test.refused($$SELECT souk.begin_once('k', 'two')$$) IS NULL
  AND test.answer($$SELECT souk.kept_answer('k', 'one')$$) IS NULL);
SELECT test.holds('whoever takes one removes what is over, of this tenant only', count(*) FILTER (WHERE tenant_id = 1) = 1 AND count(*) FILTER (WHERE tenant_id = 2) = 1)
FROM souk.idempotency_key;

-- How many keys an owner may have: here 256, of which a drawer takes one and what chance adds, six.
SAVEPOINT many;
UPDATE souk.tenant SET keys_kept = 256 WHERE id = 1;
CREATE FUNCTION test.takes(name text, first int, last int) RETURNS TABLE (taken bigint, refused text) LANGUAGE sql AS $$
  SELECT count(*) FILTER (WHERE a.said IS NULL), min(a.said) FROM (SELECT test.refused(format('SELECT souk.begin_once(%L, ''one'')', name || n)) AS said FROM generate_series(first, last) AS n) AS a;
$$;
SELECT test.holds('below the number of keys that an owner may have nobody is refused', taken = 256 AND refused IS NULL, refused) FROM test.takes('n', 1, 256);
SELECT test.takes('n', 257, 4000) \g /dev/null
SELECT test.holds('a new key beyond it is refused, and told what to do', test.answer($$SELECT souk.begin_once('one more', 'one')$$)
  = 'SK429|You have as many idempotency keys as are kept. Each is kept for 24 hours: wait until some are over, or write without one.|idempotencyKey');
SELECT test.holds('so that there are never many more', count(*) BETWEEN 256 AND 256 * 6) FROM souk.idempotency_key WHERE tenant_id = 1 AND viewer = 'buyer:5';
SELECT test.holds('what was taken before is answered all the same', test.answer($$SELECT souk.begin_once('n1', 'one')$$) LIKE 'SK200|%');
SELECT test.holds('and nobody else is refused', test.become(tenant, 'buyer', subject) IS NOT NULL AND test.refused($$SELECT souk.begin_once('one more', 'one')$$) IS NULL)
FROM (VALUES ('1', '6'), ('2', '5')) AS v (tenant, subject);
UPDATE souk.idempotency_key SET expires_at = now() WHERE tenant_id = 1 AND viewer = 'buyer:5';
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('once they are over there is room', test.refused($$SELECT souk.begin_once('one more', 'one')$$) IS NULL);
INSERT INTO souk.idempotency_key (tenant_id, viewer, key, request_digest, expires_at) SELECT 2, 'buyer:9', 'over ' || n, 'one', now() - interval '1 second' FROM generate_series(1, 2500) AS n;
SELECT count(*) AS over FROM souk.idempotency_key WHERE expires_at <= now() \gset
SELECT test.holds('a chore takes away what is over, of all tenants', :over > 3000 AND souk.trim_keys() = :over AND EXISTS (SELECT FROM souk.chore WHERE function_name = 'trim_keys'));
SELECT test.holds('and nothing else', count(*) FILTER (WHERE expires_at <= now()) = 0 AND count(*) FILTER (WHERE key = 'one more') = 3) FROM souk.idempotency_key;
SELECT test.holds('a drawer is looked into by its index', test.plan_of_owner($$SELECT FROM souk.idempotency_key k WHERE k.tenant_id = 1
  AND souk.key_drawer(k.viewer, k.key) = souk.key_drawer('buyer:5', 'a key') AND k.expires_at > now() LIMIT 500$$) LIKE '%idempotency_key_drawer%Index Cond: %hashtextextended%expires_at%');
ROLLBACK TO many;

SELECT test.holds('each of the graph''s codes has its SQLSTATE', test.answer(format('SELECT souk.refuse(%L, ''No.'')', code)) = state || '|No.')
FROM (VALUES ('BAD_VARIABLE', 'SK400'), ('UNAUTHENTICATED', 'SK401'), ('FORBIDDEN', 'SK403'), ('NOT_FOUND', 'SK404'), ('CONFLICT', 'SK409'),
  ('PRECONDITION', 'SK412'), ('INVALID_STATE', 'SK422'), ('CONSTRAINT', 'SK423'), ('RATE_LIMITED', 'SK429')) AS v (code, state);
SELECT test.holds('a refusal names the input at fault and carries a detail',
  test.answer($$SELECT souk.refuse('CONFLICT', 'Too late.', 'title', '{"version": 3}')$$) = 'SK409|Too late.|title|{"version": 3}');
SELECT test.holds('a code that the graph does not have is the function''s mistake', test.answer($$SELECT souk.refuse('INTERNAL', 'No.')$$) LIKE 'P0001|souk.refuse knows no code%');

-- A table of its own, so that the rules below are about rules and not about the graph's.
SET LOCAL ROLE souk_migrator;
CREATE TABLE market.note (tenant_id bigint NOT NULL, id bigint NOT NULL, buyer_id bigint, merchant_id bigint, text text, state text NOT NULL DEFAULT 'open', PRIMARY KEY (tenant_id, id));
SELECT souk.guard_shared('market.note', public_when => 'true') \g /dev/null
SELECT souk.limit_rows('market.note', 'note', by => 'id') \g /dev/null
INSERT INTO market.note SELECT t, i, i, i, 'text' FROM generate_series(1, 2) AS t, generate_series(1, 9) AS i;
RESET ROLE;
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('without a rule for writing nobody writes', test.refused('INSERT INTO market.note VALUES (1, 20)') = '42501'
  AND test.refused('UPDATE market.note SET text = ''x''') = '42501' AND test.refused('DELETE FROM market.note') = '42501');
SET LOCAL ROLE souk_migrator;
SELECT souk.guard_writes('market.note', '{insert,delete}', buyers => '{buyer_id}', merchants => '{merchant_id}', scope => 'notes:write') \g /dev/null
SELECT souk.guard_writes('market.note', '{update}', buyers => '{buyer_id}', operators => true, columns => '{text,buyer_id}', only_when => '$.state = ''open''') \g /dev/null
RESET ROLE;
SELECT test.holds('rules for writing are on record', count(*) = 3 AND bool_and(columns IS NULL = (verb <> 'update')) AND bool_or(operators) AND count(scope) = 2)
FROM souk.write_rule WHERE table_name = 'note';
CREATE FUNCTION test.wrote(statement text) RETURNS text LANGUAGE sql AS $$
  SELECT test.answer('WITH done AS (' || statement || ' RETURNING 1) SELECT count(*) FROM done');
$$;
SELECT test.holds('an operator writes where the rule says so', test.wrote('UPDATE market.note SET text = ''op'' WHERE id = 4') = '1'
  AND test.refused('INSERT INTO market.note VALUES (1, 20, 5, 5)') = '42501' AND test.wrote('DELETE FROM market.note') = '0');
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a buyer writes what names the buyer', test.wrote('INSERT INTO market.note VALUES (1, 20, 5)') = '1'
  AND test.refused('INSERT INTO market.note VALUES (1, 21, 6)') = '42501' AND test.wrote('DELETE FROM market.note WHERE id = 20') = '1');
SELECT test.holds('nobody writes into another tenant', test.refused('INSERT INTO market.note VALUES (2, 20, 5)') = '42501'
  AND test.wrote('UPDATE market.note SET text = ''x'' WHERE tenant_id = 2') = '0');
SELECT test.holds('an update keeps to its rows', test.wrote('UPDATE market.note SET text = ''mine''') = '1');
SELECT test.holds('a row cannot be given away', test.refused('UPDATE market.note SET buyer_id = 6 WHERE id = 5') = '42501');
SELECT test.holds('an update sets the columns that the rule names', test.refused('UPDATE market.note SET state = ''done'' WHERE id = 5') = '42501');
UPDATE market.note SET state = 'done' WHERE tenant_id = 1 AND id = 5;
SELECT test.holds('a row is written only while the rule''s condition holds', test.wrote('UPDATE market.note SET text = ''late'' WHERE id = 5') = '0');
SELECT test.become('1', 'merchant', '77', '6', 'notes:write') \g /dev/null
SELECT test.holds('a shop''s staff writes what names the shop, under the scope', test.wrote('INSERT INTO market.note VALUES (1, 30, 1, 6)') = '1'
  AND test.refused('INSERT INTO market.note VALUES (1, 31, 1, 7)') = '42501' AND test.wrote('UPDATE market.note SET text = ''x''') = '0');
SELECT test.become('1', 'merchant', '77', '6', 'notes:read') \g /dev/null
SELECT test.holds('without the scope nothing is written', test.refused('INSERT INTO market.note VALUES (1, 32, 1, 6)') = '42501' AND test.wrote('DELETE FROM market.note') = '0');
SELECT test.become('1', 'partner', '1', '6,7', 'notes:write', 'note=40,7') \g /dev/null
SELECT test.holds('a token that is limited to some rows writes only these', test.wrote('INSERT INTO market.note VALUES (1, 40, 1, 6)') = '1'
  AND test.refused('INSERT INTO market.note VALUES (1, 41, 1, 6)') = '42501' AND test.wrote('DELETE FROM market.note') = '2');
SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.holds('visitors write nothing', test.refused('INSERT INTO market.note VALUES (1, 50)') = '42501' AND test.wrote('UPDATE market.note SET text = ''x''') = '0');
SET LOCAL ROLE souk_migrator;
SELECT souk.guard_public('market.note') \g /dev/null
RESET ROLE;
SELECT test.become('1', 'buyer', '7') \g /dev/null
SELECT test.holds('another rule for reading leaves those for writing alone', test.wrote('INSERT INTO market.note VALUES (1, 60, 7)') = '1');
SET LOCAL ROLE souk_migrator;
SELECT souk.guard_writes('market.note', '{insert,update}', buyers => '{buyer_id}', columns => '{id,buyer_id,text}') \g /dev/null
RESET ROLE;
SELECT test.holds('inserting opens the tenant''s column, though the list leaves it out', test.refused('INSERT INTO market.note (tenant_id, id, buyer_id, text) VALUES (1, 61, 7, ''x'')') IS NULL
  AND (SELECT columns FROM souk.write_rule WHERE table_name = 'note' AND verb = 'insert') = '{tenant_id,id,buyer_id,text}');
SELECT test.holds('for the viewer''s own tenant', test.refused('INSERT INTO market.note (tenant_id, id, buyer_id, text) VALUES (2, 61, 7, ''x'')') = '42501');
SELECT test.holds('and for nothing but inserting', test.refused('UPDATE market.note SET tenant_id = 1 WHERE id = 61') = '42501'
  AND (SELECT columns FROM souk.write_rule WHERE table_name = 'note' AND verb = 'update') = '{id,buyer_id,text}');
DROP TABLE market.note;
