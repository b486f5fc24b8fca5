-- How much each may ask for in a minute.
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('nobody but the migrator reads or changes a rate limit: ' || what, test.refused(what) = '42501')
FROM (VALUES ('SELECT FROM souk.rate_limit'), ('INSERT INTO souk.rate_limit (role) VALUES (''buyer'')'), ('SELECT souk.set_rate_limit(1, ''buyer'', 5)'),
  ('SELECT souk.clear_rate_limit(1, ''buyer'')')) AS x (what);
SELECT test.holds('the gateway learns the numbers of one tenant', test.refused('SELECT souk.rates(1)') IS NULL);
SELECT souk.register_app(1, 'Rated') AS app \gset
SELECT souk.set_rate_limit(NULL, 'partner', 100), souk.set_rate_limit(1, 'partner', 200, 50), souk.set_rate_limit(1, 'partner', NULL, app => :app),
  souk.set_rate_limit(2, 'buyer', 7), souk.set_rate_limit(NULL, 'anonymous', 60, 5) \g /dev/null
SELECT test.holds('the closest limit counts: ' || what, (souk.rates(tenant, app) -> 'limits' ->> role) IS NOT DISTINCT FROM wanted, souk.rates(tenant, app)::text)
FROM (VALUES ('that of all', 3, NULL::bigint, 'partner', '[100, 100]'), ('the tenant''s', 1, NULL, 'partner', '[200, 50]'), ('the app''s, which has none', 1, :app, 'partner', NULL),
  ('another tenant''s app has none of it', 2, :app, 'partner', '[100, 100]'), ('another role of the app''s tenant', 1, :app, 'anonymous', '[60, 5]'),
  ('one tenant''s is not another''s', 1, NULL, 'buyer', NULL), ('its own', 2, NULL, 'buyer', '[7, 7]')) AS x (what, tenant, app, role, wanted);
SELECT souk.set_rate_limit(2, 'buyer', 9, 3) \g /dev/null
SELECT test.holds('saying it again changes it', souk.rates(2) -> 'limits' ->> 'buyer' = '[9, 3]');
SELECT test.holds('the audit of the tenant has it, and no other''s', (SELECT array_agg(tenant_id ORDER BY tenant_id, id) FROM souk.audit WHERE action = 'rate_limit.change' AND NOT (detail ->> 'every_tenant')::boolean) = '{1,1,2,2}');
SELECT test.holds('one of every tenant is in the audit of each', (SELECT count(DISTINCT tenant_id) FROM souk.audit WHERE action = 'rate_limit.change' AND (detail ->> 'every_tenant')::boolean)
  = (SELECT count(*) FROM souk.tenant));
SELECT count(*) AS before FROM souk.audit WHERE action = 'rate_limit.change' \gset
SELECT souk.set_rate_limit(2, 'buyer', 9, 3) \g /dev/null
SELECT test.holds('what is said again as it is changes nothing', count(*) = :before) FROM souk.audit WHERE action = 'rate_limit.change';
UPDATE souk.rate_limit SET tenant_id = 3 WHERE tenant_id = 2;
SELECT test.holds('who lost a limit reads so, and who got it', (SELECT array_agg(tenant_id || ' ' || (detail ->> 'cleared') ORDER BY tenant_id) FROM (
  SELECT * FROM souk.audit WHERE action = 'rate_limit.change' ORDER BY id DESC LIMIT 2) a) = '{"2 true","3 false"}');
UPDATE souk.rate_limit SET tenant_id = 2 WHERE tenant_id = 3;
SELECT test.holds('it is gone once it is taken back', souk.clear_rate_limit(2, 'buyer'));
SELECT test.holds('once', NOT souk.clear_rate_limit(2, 'buyer') AND souk.rates(2) -> 'limits' ->> 'buyer' IS NULL);
SELECT test.holds('no limit: ' || what, test.fails_as_owner(what) = '23514')
FROM (VALUES ('SELECT souk.set_rate_limit(1, ''buyer'', 0)'), ('SELECT souk.set_rate_limit(1, ''buyer'', -1)'), ('SELECT souk.set_rate_limit(1, ''buyer'', 1, 1441)'),
  ('SELECT souk.set_rate_limit(1, ''buyer'', 5, 0)'), ('SELECT souk.set_rate_limit(1, ''nobody'', 5)'), ('SELECT souk.set_rate_limit(1, ''buyer'', NULL, 5)'),
  (format('SELECT souk.set_rate_limit(1, ''buyer'', 5, app => %s)', :app))) AS x (what);
SELECT test.holds('no app of another tenant', test.fails_as_owner(format('SELECT souk.set_rate_limit(2, ''partner'', 5, app => %s)', :app)) = '23503');
SELECT souk.issue_token(sha256('rated'), 'h', 1, 'partner', NULL, '{1}', '{products:read}') AS first \gset
SELECT souk.issue_token(sha256('rated2'), 'h', 1, 'partner', NULL, '{1}', '{products:read}') AS second \gset
SELECT souk.issue_token(sha256('rated3'), 'h', 1, 'partner', NULL, '{1}', '{products:read}') AS third \gset
UPDATE souk.token SET parent_id = :first WHERE id = :second;
UPDATE souk.token SET parent_id = :second WHERE id = :third;
SELECT test.holds('a token''s family is the first that it was made from', (souk.rates(1, NULL, :third) ->> 'family')::bigint = :first AND (souk.rates(1, NULL, :first) ->> 'family')::bigint = :first);
SELECT souk.rotate_token(:first, sha256('rated4'), 'h', '1 hour') AS successor \gset
SELECT test.holds('a successor is of the family of what it takes the place of', (souk.rates(1, NULL, :successor) ->> 'family')::bigint = :first);
SELECT test.holds('and nothing in another tenant', souk.rates(2, NULL, :third) ->> 'family' IS NULL);
