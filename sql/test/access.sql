-- Tenants, tokens and grants through the functions that the gateway and the command line call.
SELECT test.holds('a host name leads to its tenant, with a port and in any case', test.seen($$SELECT id FROM souk.find_tenant('Harbour.localhost:8080', '/graphql')$$) = 2);
SELECT test.holds('a path leads to its tenant', test.seen($$SELECT id FROM souk.find_tenant('127.0.0.1', '/atelier/graphql')$$) = 3);
SELECT test.holds('a host name is worth more than a path', test.seen($$SELECT id FROM souk.find_tenant('harbour.localhost', '/atelier/graphql')$$) = 2);
SELECT test.holds('half a path leads nowhere', test.seen($$SELECT count(*) FROM souk.find_tenant('x', '/atel')$$) = 0);

SELECT souk.grant_app(1, 1, 7, '{orders:read,products:read}', 'test') \g /dev/null
SELECT souk.grant_app(1, 1, 8, '{orders:read}', 'test') AS narrow \gset
SELECT souk.issue_token(sha256('secret'), 'souk_x', 1, 'partner', '1', '{7,8,9}', '{orders:read,products:read,buyers:read}', 1) AS token \gset
SELECT test.holds('a partner token has the shops that granted its app', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret')) WHERE merchants = '{7,8}'$$) = 1);
SELECT test.holds('a partner token has the scopes that all of these shops granted', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret')) WHERE scopes = '{orders:read}'$$) = 1);
SELECT souk.withdraw_grant(1, :narrow) \g /dev/null
SELECT test.holds('a withdrawn grant takes its shop away', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret')) WHERE merchants = '{7}'$$) = 1);
SELECT souk.withdraw_grant(1, id) FROM souk.app_grant WHERE tenant_id = 1 AND merchant_id = 7 AND withdrawn_at IS NULL \g /dev/null
SELECT test.holds('without any grant the token is worth nothing', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret'))$$) = 0);

-- A token counts for a shop while its consent has stood since the token was made. Time stands still in these tests, so it is put back.
SELECT souk.grant_app(1, 1, shop, '{orders:read,products:read}', 'test') FROM unnest('{7,8}'::bigint[]) AS shop \g /dev/null
SELECT test.holds('consent that was given anew leaves tokens from before it ended', since = now()) FROM souk.app_grant WHERE tenant_id = 1 AND app_id = 1 AND merchant_id = 7 AND withdrawn_at IS NULL;
UPDATE souk.token SET created_at = now() - interval '1 hour' WHERE id = :token;
SELECT test.holds('so a token that a withdrawal ended stays ended', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret'))$$) = 0);
SELECT test.holds('and is not rotated into one that lives', souk.rotate_token(:token, sha256('revived'), 'x') IS NULL AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('revived'))$$) = 0);
UPDATE souk.app_grant SET since = now() - interval '2 hours' WHERE tenant_id = 1 AND app_id = 1 AND merchant_id = 8 AND withdrawn_at IS NULL;
SELECT test.holds('it counts for the shop whose consent is older', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret')) WHERE merchants = '{8}' AND scopes = '{orders:read,products:read}'$$) = 1);
SELECT souk.touch_tokens(ARRAY[:token]) \g /dev/null
SELECT test.holds('use is recorded at that shop''s grant only', array_agg(merchant_id) = '{8}') FROM souk.app_grant
  WHERE tenant_id = 1 AND app_id = 1 AND merchant_id IN (7, 8) AND withdrawn_at IS NULL AND last_used_at = now();
SELECT souk.grant_app(1, 1, 8, '{orders:read,products:read,buyers:read}', 'test') \g /dev/null
SELECT test.holds('a grant in place of another keeps the tokens, and gives them what it adds', test.seen($$SELECT count(*) FROM souk.find_token(sha256('secret'))
  WHERE merchants = '{8}' AND scopes = '{orders:read,products:read,buyers:read}'$$) = 1);
SELECT souk.rotate_token(:token, sha256('younger'), 'x') AS younger \gset
SELECT test.holds('rotation gives no shop back', test.seen($$SELECT count(*) FROM souk.find_token(sha256('younger')) WHERE merchants = '{8}'$$) = 1);
SELECT test.holds('a token that is made now counts for all', souk.issue_token(sha256('fresh'), 'x', 1, 'partner', '1', '{7,8}', '{orders:read}', 1) > 0
  AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('fresh')) WHERE merchants = '{7,8}'$$) = 1);
SELECT test.holds('tokens and grants are found by their keys', test.plan_of_owner($$SELECT * FROM souk.token_in_force WHERE digest = sha256('fresh')$$) !~ 'Seq Scan on (token|app_grant)');
SELECT souk.withdraw_grant(1, id) FROM souk.app_grant WHERE tenant_id = 1 AND app_id = 1 AND merchant_id IN (7, 8) AND withdrawn_at IS NULL \g /dev/null

-- Who has left a shop's staff.
SELECT id AS left_one, merchant_id AS left_shop FROM market.merchant_staff WHERE tenant_id = 1 AND NOT active LIMIT 1 \gset
SELECT id AS stays, merchant_id AS stays_at FROM market.merchant_staff WHERE tenant_id = 1 AND active AND merchant_id <> :left_shop LIMIT 1 \gset
SELECT souk.issue_token(sha256(name::bytea), 'x', 1, 'merchant', subject, ARRAY[shop]) FROM (VALUES ('left', :'left_one', :left_shop), ('stays', :'stays', :stays_at),
  ('of another shop', :'stays', :left_shop), ('no number', 'till 3', :left_shop), ('nobody''s number', '999999999', :left_shop), ('no bigint', '9999999999999999999', :left_shop), ('many digits', repeat('9', 40), :left_shop), ('no subject', NULL, :left_shop)) AS v (name, subject, shop) \g /dev/null
SELECT test.holds('a merchant''s token is worth something while its subject is on the shop''s staff, or is no number: ' || name,
  test.seen(format('SELECT count(*) FROM souk.find_token(sha256(%L))', name)) = worth) FROM (VALUES ('left', 0), ('stays', 1), ('of another shop', 0), ('no number', 1),
  ('nobody''s number', 0), ('no bigint', 0), ('many digits', 0), ('no subject', 1)) AS v (name, worth);
UPDATE market.merchant_staff SET active = false WHERE tenant_id = 1 AND id = :stays;
SELECT test.holds('it ends when the person leaves', test.seen($$SELECT count(*) FROM souk.find_token(sha256('stays'))$$) = 0);
UPDATE market.merchant_staff SET active = true WHERE tenant_id = 1 AND id = :stays;
INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty) VALUES (1, 777001, :stays_at, 'Passing', 'service');
SELECT souk.issue_token(sha256('passing'), 'x', 1, 'merchant', '777001', ARRAY[:stays_at]) \g /dev/null
SELECT test.seen($$SELECT count(*) FROM souk.find_token(sha256('passing'))$$) AS passing_before \gset
DELETE FROM market.merchant_staff WHERE tenant_id = 1 AND id = 777001;
SELECT test.holds('it ends when the person''s row goes',
  :passing_before = 1 AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('passing'))$$) = 0);

SELECT souk.issue_token(sha256('old'), 'souk_y', 1, 'buyer', '5') AS old \gset
SELECT souk.rotate_token(:old, sha256('new'), 'souk_z', '1 hour') AS new \gset
SELECT souk.issue_token(sha256('week'), 'souk_w', 1, 'buyer', '5', expires_at => now() + interval '7 days') AS week \gset
UPDATE souk.token SET created_at = created_at - interval '5 days', expires_at = expires_at - interval '5 days' WHERE id = :week;
SELECT souk.rotate_token(:week, sha256('week after'), 'souk_v') AS after \gset
SELECT test.holds('the successor lives for as long as its predecessor was issued for', expires_at = now() + interval '7 days') FROM souk.token WHERE id = :after;
SELECT test.holds('old and new token overlap', test.seen($$SELECT count(*) FROM souk.find_token(sha256('old')) a, souk.find_token(sha256('new')) b WHERE a.subject = b.subject AND a.expires_at <= now() + interval '1 hour'$$) = 1);
SELECT test.holds('a token is revoked once', souk.revoke_token(:old) AND NOT souk.revoke_token(:old));
SELECT test.holds('a revoked token is gone', test.seen($$SELECT count(*) FROM souk.find_token(sha256('old'))$$) = 0);
SELECT test.holds('a revoked token cannot be rotated', souk.rotate_token(:old, sha256('n'), 'x') IS NULL);
SELECT souk.touch_tokens(ARRAY[:new]) \g /dev/null
SELECT test.holds('last use is recorded', (SELECT last_used_at IS NOT NULL FROM souk.token WHERE id = :new));
SELECT souk.disable_tenant(1) \g /dev/null
SELECT test.holds('a disabled tenant has no tokens and no visitors', test.seen($$SELECT count(*) FROM souk.find_token(sha256('new'))$$) = 0
  AND test.seen($$SELECT count(*) FROM souk.find_tenant('bazaar.localhost', '/')$$) = 0);
SELECT souk.enable_tenant(1) \g /dev/null
SELECT test.holds('the gateway can neither issue nor revoke by itself', test.refused($$SELECT souk.issue_token(sha256('q'), 'h', 1, 'operator')$$) = '42501'
  AND test.refused('SELECT souk.revoke_token(1)') = '42501' AND test.refused('SELECT * FROM souk.token') = '42501'
  AND test.refused('SELECT souk.create_tenant(''x'')') = '42501' AND test.refused('SELECT market.recount(1)') = '42501');

SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('the gateway appends to the audit about its viewer', test.refused($$SELECT souk.record('token.issue', 'token 7')$$) IS NULL);
SELECT test.holds('the operator reads the audit', test.seen($$SELECT count(*) FROM souk.audit WHERE object = 'token 7'$$) = 1);
SELECT test.holds('nobody forges an entry', test.refused($$INSERT INTO souk.audit (tenant_id, role, action) VALUES (2, 'operator', 'x')$$) = '42501'
  AND test.refused($$INSERT INTO souk.audit (tenant_id, role, subject, action) VALUES (1, 'operator', '2', 'x')$$) = '42501');
SELECT test.holds('nobody changes the past', test.refused($$UPDATE souk.audit SET action = 'y'$$) = '42501' AND test.refused('DELETE FROM souk.audit') = '42501');
SELECT test.holds('the owner has no right to change the past either', bool_and(NOT has_table_privilege('souk_migrator', 'souk.audit', p)))
  FROM unnest('{UPDATE,DELETE,TRUNCATE}'::text[]) AS p;
SELECT test.none('nor by row security', $$SELECT polname FROM pg_policy WHERE polrelid = 'souk.audit'::regclass AND polcmd NOT IN ('r', 'a')$$);
SELECT test.become('2', 'operator', '1') \g /dev/null
SELECT test.holds('the audit is the tenant''s own', test.seen('SELECT count(*) FROM souk.audit WHERE tenant_id <> 2') = 0);

SELECT test.holds('ids are unique and rise with time', (SELECT count(DISTINCT id) = 5000 AND min(id) > 0 FROM (SELECT souk.new_id() AS id FROM generate_series(1, 5000)) x));
-- The counter is only ever moved on, since a sequence is not rolled back. Moving it drops the numbers that the session took ahead.
CREATE FUNCTION pg_temp.last_bits_in_lap(lap bigint) RETURNS bigint[] LANGUAGE plpgsql AS $$
BEGIN
  PERFORM setval('souk.id_counter', lap << 22);
  RETURN ARRAY(SELECT souk.new_id() & 4194303 FROM generate_series(1, 1000));
END
$$;
CREATE TEMP TABLE laps AS SELECT (SELECT last_value >> 22 FROM souk.id_counter) AS now;
CREATE TEMP TABLE bits AS SELECT n, pg_temp.last_bits_in_lap(now + n) AS a FROM laps, generate_series(1, 2) AS n;
SELECT test.holds('the last bits of ids come but once in a lap of their counter',
  (SELECT bool_and((SELECT count(DISTINCT x) FROM unnest(a) AS x) = 1000) FROM bits));
SELECT test.holds('and in another order in the next lap', (SELECT count(*) < 10 FROM bits AS one, bits AS two,
  ROWS FROM (unnest(one.a), unnest(two.a)) AS t (x, y) WHERE one.n = 1 AND two.n = 2 AND x = y));
