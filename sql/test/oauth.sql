-- Codes, the tokens they are exchanged for, and what a client may ask about them.
CREATE FUNCTION test.told(query text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  answer json;
BEGIN
  PERFORM test.become('', '');
  SET LOCAL ROLE souk_gateway;
  EXECUTE query INTO answer;
  RESET ROLE;
  RETURN answer;
END
$$;
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT repeat('c', 43) AS challenge \gset
CREATE FUNCTION test.authorize(client text, code text, challenge text) RETURNS text LANGUAGE sql AS $$
  SELECT test.refused(format('SELECT souk.authorize_app(%L, %L, %L, %L, %L, sha256(%L))', client, '{7}', '{orders:read,products:read}', 'https://lantern.example/back', challenge, code));
$$;
CREATE FUNCTION test.redeem(client text, secret text, code text, uri text, challenge text, token text) RETURNS json LANGUAGE sql AS $$
  SELECT test.told(format('SELECT souk.redeem_code(%L, sha256(%L), sha256(%L), %L, %L, sha256(%L), %L, %L)', client, secret, code, uri, challenge, token, 'h', '1 hour'));
$$;
SELECT test.holds('an owner authorises by a code', test.authorize(:'client', 'code1', :'challenge') IS NULL);
SELECT test.holds('an address that is not registered is refused, however alike', test.refused(format('SELECT souk.authorize_app(%L, %L, %L, %L, %L, sha256(%L))', :'client', '{7}', '{orders:read}', uri, :'challenge', 'x')) = '22023', uri)
FROM (VALUES ('https://lantern.example/back/'), ('https://lantern.example/back?x'), ('https://lantern.example/'), ('https://LANTERN.example/back'), ('')) AS x (uri);
SELECT test.holds('a code gives a token', test.redeem(:'client', 's3cret', 'code1', 'https://lantern.example/back', :'challenge', 'token1') ->> 'error' IS NULL);
SELECT test.holds('for what was consented to', test.seen($$SELECT count(*) FROM souk.find_token(sha256('token1')) WHERE scopes = '{orders:read,products:read}' AND merchants = '{7}' AND role = 'partner'$$) = 1);
SELECT test.holds('a second use is refused', test.redeem(:'client', 's3cret', 'code1', 'https://lantern.example/back', :'challenge', 'token2') ->> 'error' = 'invalid_grant');
SELECT test.holds('and ends what the first one gave', test.seen($$SELECT count(*) FROM souk.find_token(sha256('token1'))$$) = 0 AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('token2'))$$) = 0);
-- A second use ends the whole line of the first one's token: the token while it overlaps, its successors and what they made.
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('a code whose token is rotated, twice', test.authorize(:'client', 'line', :'challenge') IS NULL
  AND test.redeem(:'client', 's3cret', 'line', 'https://lantern.example/back', :'challenge', 'line1') ->> 'error' IS NULL);
SELECT souk.rotate_token(id, sha256('line2'), 'h', '1 hour') FROM souk.token WHERE digest = sha256('line1') \g /dev/null
SELECT souk.rotate_token(id, sha256('line3'), 'h', '30 minutes') FROM souk.token WHERE digest = sha256('line2') \g /dev/null
INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, parent_id)
  SELECT sha256('line child'), 'h', t.tenant_id, t.role, t.subject, t.merchants, t.scopes, t.app_id, t.id FROM souk.token t WHERE t.digest = sha256('line3');
CREATE FUNCTION test.of_line() RETURNS bigint LANGUAGE sql AS $$
  SELECT test.seen($q$SELECT count(*) FROM unnest('{line1,line2,line3,line child}'::text[]) AS n, souk.find_token(sha256(n::bytea))$q$) $$;
SELECT test.holds('all of them are in force', test.of_line() = 4);
SELECT test.holds('a second use of the code is refused', test.redeem(:'client', 's3cret', 'line', 'https://lantern.example/back', :'challenge', 'line4') ->> 'error' = 'invalid_grant');
SELECT test.holds('and ends them all', test.of_line() = 0 AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('line4'))$$) = 0);
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('a code from before consent was withdrawn, and given again', test.authorize(:'client', 'stale', :'challenge') IS NULL);
UPDATE souk.authorization_code SET created_at = now() - interval '10 seconds' WHERE digest = sha256('stale');
UPDATE souk.app_grant SET since = now() - interval '1 hour' WHERE tenant_id = 1 AND app_id = :app AND merchant_id = 7 AND withdrawn_at IS NULL;
SAVEPOINT unbroken;
SELECT test.holds('serves while consent stands, also where it was given once more', test.become('1', 'merchant', :'owner', '7') IS NOT NULL
  AND test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', '{orders:read}')) IS NULL
  AND test.redeem(:'client', 's3cret', 'stale', 'https://lantern.example/back', :'challenge', 'stale1') ->> 'error' IS NULL);
ROLLBACK TO unbroken;
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.seen(format('SELECT souk.withdraw_my_grant(id)::int FROM souk.my_grants() WHERE client_id = %L', :'client')),
  test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', '{orders:read,products:read}')) \g /dev/null
SELECT test.holds('is over', test.redeem(:'client', 's3cret', 'stale', 'https://lantern.example/back', :'challenge', 'stale1') ->> 'error' = 'invalid_grant');
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('further codes: ' || c, test.authorize(:'client', c, :'challenge') IS NULL AND test.become('1', 'merchant', :'owner', '7') IS NOT NULL) FROM unnest('{a,b,d,e}'::text[]) AS c;
SELECT test.holds('a wrong secret is no client, and leaves the code', test.redeem(:'client', 'guess', 'a', 'https://lantern.example/back', :'challenge', 't') ->> 'error' = 'invalid_client'
  AND test.redeem('app_none', 's3cret', 'a', 'https://lantern.example/back', :'challenge', 't') ->> 'error' = 'invalid_client');
SELECT test.holds('a code is bound to its address', test.redeem(:'client', 's3cret', 'b', 'https://lantern.example/other', :'challenge', 't') ->> 'error' = 'invalid_grant');
SELECT test.holds('and is spent by the try', test.redeem(:'client', 's3cret', 'b', 'https://lantern.example/back', :'challenge', 't') ->> 'error' = 'invalid_grant');
SELECT test.holds('a code is bound to its challenge', test.redeem(:'client', 's3cret', 'd', 'https://lantern.example/back', repeat('x', 43), 't') ->> 'error' = 'invalid_grant');
SELECT souk.register_app(1, 'Thief', NULL, '{https://lantern.example/back}', sha256('thief')) AS thief \gset
SELECT client_id AS thief_client FROM souk.app WHERE tenant_id = 1 AND id = :thief \gset
SELECT test.holds('a code is bound to its client', test.redeem(:'thief_client', 'thief', 'a', 'https://lantern.example/back', :'challenge', 't') ->> 'error' = 'invalid_grant');
UPDATE souk.authorization_code SET expires_at = now() WHERE digest = sha256('e');
SELECT test.holds('a code is short-lived', test.redeem(:'client', 's3cret', 'e', 'https://lantern.example/back', :'challenge', 't') ->> 'error' = 'invalid_grant');
SELECT test.holds('a code that nobody spoiled still works', test.redeem(:'client', 's3cret', 'a', 'https://lantern.example/back', :'challenge', 'token3') ->> 'error' IS NULL);
SELECT test.holds('a client inspects its own token', test.told(format('SELECT souk.inspect_for_client(%L, sha256(%L), sha256(%L))', :'client', 's3cret', 'token3')) ->> 'scope' = 'orders:read products:read');
SELECT test.holds('and nobody else''s', test.told(format('SELECT souk.inspect_for_client(%L, sha256(%L), sha256(%L))', :'thief_client', 'thief', 'token3'))::text LIKE '%false%');
SELECT test.holds('nor ends it', test.told(format('SELECT souk.revoke_for_client(%L, sha256(%L), sha256(%L))', :'thief_client', 'thief', 'token3')) ->> 'error' IS NULL
  AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('token3'))$$) = 1);
CREATE FUNCTION test.client_holds(client text, secret text, token text) RETURNS text LANGUAGE sql AS $$
  SELECT test.told(format('SELECT souk.client_holds(%L, sha256(%L), sha256(%L))', client, secret, token))::text;
$$;
SELECT test.holds('a token is its own client''s', test.client_holds(:'client', 's3cret', 'token3') LIKE '%true%');
SELECT test.holds('no other''s, and no dead one is anybody''s', test.client_holds(:'thief_client', 'thief', 'token3') LIKE '%false%' AND test.client_holds(:'client', 's3cret', 'token1') LIKE '%false%');
SELECT test.holds('nor told to who is not proven', test.client_holds(:'client', 'guess', 'token3') LIKE '%invalid_client%' AND test.client_holds('app_none', 's3cret', 'token3') LIKE '%invalid_client%');
SELECT test.holds('its own it ends', test.told(format('SELECT souk.revoke_for_client(%L, sha256(%L), sha256(%L))', :'client', 's3cret', 'token3')) ->> 'error' IS NULL
  AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('token3'))$$) = 0);
CREATE FUNCTION test.client_token(client text, secret text, shops bigint[], scopes text[], token text) RETURNS text LANGUAGE sql AS $$
  SELECT test.told(format('SELECT souk.issue_to_client(%L, sha256(%L), %L, %L, sha256(%L), %L, %L)', client, secret, shops, scopes, token, 'h', '1 hour'))::text;
$$;
SELECT souk.grant_app(1, :app, 8, '{orders:read}', 'test') \g /dev/null
SELECT test.holds('a client has a token for all its shops and what each granted', test.client_token(:'client', 's3cret', NULL, NULL, 'all') = '{"scopes" : ["orders:read"], "shops" : ["7","8"]}');
SELECT test.holds('or for one and all that it granted', test.client_token(:'client', 's3cret', '{7}', NULL, 'seven') = '{"scopes" : ["orders:read","products:read"], "shops" : ["7"]}');
SELECT test.holds('not for what one of them did not grant', test.client_token(:'client', 's3cret', NULL, '{products:read}', 'x') LIKE '%invalid_scope%');
SELECT test.holds('nor for a shop that granted nothing', test.client_token(:'client', 's3cret', '{7,9}', NULL, 'x') LIKE '%invalid_grant%' AND test.client_token(:'thief_client', 'thief', NULL, NULL, 'x') LIKE '%invalid_grant%');
SELECT souk.rotate_app_secret(1, :app, sha256('fresh'), '1 hour') \g /dev/null
SELECT test.holds('both secrets work while they overlap', test.client_token(:'client', 's3cret', NULL, NULL, 'o') LIKE '%shops%' AND test.client_token(:'client', 'fresh', NULL, NULL, 'p') LIKE '%shops%');
SELECT souk.rotate_app_secret(1, :app, sha256('fresher')) \g /dev/null
SELECT test.holds('then the old ones do not', test.client_token(:'client', 's3cret', NULL, NULL, 'q') LIKE '%invalid_client%' AND test.client_token(:'client', 'fresh', NULL, NULL, 'r') LIKE '%invalid_client%');
SELECT souk.set_app_status(1, :app, 'disabled') \g /dev/null
SELECT test.holds('a disabled app has no tokens and gets none', test.seen($$SELECT count(*) FROM souk.find_token(sha256('seven'))$$) = 0 AND test.client_token(:'client', 'fresher', NULL, NULL, 's') LIKE '%invalid_client%');
SELECT souk.register_app(1, 'Pocket', NULL, '{http://127.0.0.1/}') AS public_app \gset
SELECT client_id AS public_client FROM souk.app WHERE tenant_id = 1 AND id = :public_app \gset
SELECT test.holds('an app without a secret has tokens by codes only', test.told(format('SELECT souk.issue_to_client(%L, NULL, NULL, NULL, sha256(%L), %L, %L)', :'public_client', 'x', 'h', '1 hour'))::text LIKE '%unauthorized_client%'
  AND test.told(format('SELECT souk.inspect_for_client(%L, NULL, sha256(%L))', :'public_client', 'all'))::text LIKE '%invalid_client%');
SELECT test.holds('an address is whole and safe, or refused: ' || uri, souk.is_redirect_uri(uri) IS NOT TRUE)
FROM (VALUES ('http://example.com/'), ('https://a b/'), ('https://x/#f'), ('javascript:alert(1)'), ('//x'), ('https://u@x/'), ('https://'), ('http://localhost.evil.example/'), ('http://localhost:99999999/')) AS x (uri);
SELECT souk.register_app(1, 'Desk', NULL, '{http://127.0.0.1/back,"http://[::1]:7/back",http://localhost/back,https://desk.example/back}') AS desk \gset
SELECT client_id AS desk_client FROM souk.app WHERE tenant_id = 1 AND id = :desk \gset
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('the machine''s own address has any port: ' || uri, test.refused(format('SELECT souk.authorize_app(%L, %L, %L, %L, %L, sha256(%L))', :'desk_client', '{7}', '{orders:read}', uri, :'challenge', uri)) IS NULL)
FROM (VALUES ('http://127.0.0.1/back'), ('http://127.0.0.1:51004/back'), ('http://127.0.0.1:65535/back'), ('http://[::1]:1/back'), ('http://[::1]/back'), ('http://localhost/back')) AS x (uri);
SELECT test.holds('and nothing else changes in an address: ' || uri, test.refused(format('SELECT souk.authorize_app(%L, %L, %L, %L, %L, sha256(%L))', :'desk_client', '{7}', '{orders:read}', uri, :'challenge', uri)) = '22023')
FROM (VALUES ('http://127.0.0.1:51004/'), ('http://127.0.0.1:51004/back?x'), ('http://127.0.0.1:0/back'), ('http://127.0.0.1:65536/back'), ('http://127.0.0.1:051/back'), ('http://127.0.0.1:/back'), ('http://127.0.0.1:1@evil.example/back'),
  ('http://127.0.0.2/back'), ('http://[::1]:1/other'), ('http://localhost:51004/back'), ('https://desk.example:51004/back'), ('https://127.0.0.1:51004/back')) AS x (uri);
SELECT test.holds('a code is bound to the port that it was asked with', test.told(format('SELECT souk.redeem_code(%L, NULL, sha256(%L), %L, %L, sha256(%L), %L, %L)', :'desk_client', 'http://[::1]:1/back', 'http://[::1]:2/back', :'challenge', 'x', 'h', '1 hour')) ->> 'error' = 'invalid_grant'
  AND test.told(format('SELECT souk.redeem_code(%L, NULL, sha256(%L), %L, %L, sha256(%L), %L, %L)', :'desk_client', 'http://127.0.0.1:51004/back', 'http://127.0.0.1:51004/back', :'challenge', 'y', 'h', '1 hour')) ->> 'error' IS NULL);
