-- One-click authorisation by a shop's owner, and by nobody else.
SELECT id AS owner FROM market.merchant_staff WHERE tenant_id = 1 AND merchant_id = 7 AND duty = 'owner' AND active LIMIT 1 \gset
SELECT id AS clerk, merchant_id AS clerk_shop FROM market.merchant_staff WHERE tenant_id = 1 AND duty = 'marketing' AND active LIMIT 1 \gset
SELECT souk.register_app(1, 'Lantern', 'Lantern Ltd', '{https://lantern.example/back}', sha256('s3cret')) AS app \gset
SELECT client_id AS client FROM souk.app WHERE tenant_id = 1 AND id = :app \gset
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('an owner owns the shop', test.seen('SELECT id FROM souk.my_shops()') = 7);
SELECT test.holds('an owner grants', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', '{orders:read,products:read}')) IS NULL);
SELECT test.holds('and sees what was granted', test.seen($$SELECT count(*) FROM souk.my_grants() WHERE app_name = 'Lantern' AND scopes = '{orders:read,products:read}' AND shop_id = 7 AND shop_name IS NOT NULL$$) = 1);
SELECT id AS granted FROM souk.app_grant WHERE tenant_id = 1 AND app_id = :app AND withdrawn_at IS NULL \gset
SELECT test.holds('not for another''s shop', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7,8}', '{orders:read}')) = '42501');
SELECT test.holds('not to an app that is not there', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', 'app_none', '{7}', '{orders:read}')) = 'P0002');
SELECT test.holds('not what is no scope', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', scopes)) = '22023', scopes)
FROM (VALUES ('{}'), ('{everything}'), ('{orders:read,NULL}'), ('{"a b:read"}')) AS x (scopes);
SELECT test.become('1', 'merchant', :'owner', '7', 'orders:read') \g /dev/null
SELECT test.holds('a limited token grants only if it may', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', '{orders:read}')) = '42501');
SELECT test.become('1', 'merchant', :'owner', '7', 'orders:read grants:write') \g /dev/null
SELECT test.holds('and no more than it has', test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', '{7}', '{products:read}')) = '42501');
SELECT test.holds('nobody else grants, sees or withdraws: ' || who, test.become(tenant, role, subject, shops) IS NOT NULL
  AND test.refused(format('SELECT souk.grant_to_app(%L, %L, %L)', :'client', format('{%s}', coalesce(nullif(shops, ''), '7')), '{orders:read}')) IN ('42501', 'P0002')
  AND test.seen('SELECT count(*) FROM souk.my_grants(true)') = 0
  AND test.seen('SELECT souk.withdraw_my_grant(' || :granted || ')::int') = 0)
FROM (VALUES ('marketing staff', '1', 'merchant', :'clerk', :'clerk_shop'), ('an owner of another shop''s number', '1', 'merchant', :'owner', '8'),
  ('another tenant''s', '2', 'merchant', :'owner', '7'), ('the operator', '1', 'operator', '1', '7'), ('a partner', '1', 'partner', :'owner', '7'),
  ('a buyer', '1', 'buyer', :'owner', '7'), ('a visitor', '1', 'anonymous', '', ''), ('nobody', '', '', '', ''), ('a word', '1', 'merchant', 'x', '7')) AS x (who, tenant, role, subject, shops);
SELECT test.become('1', 'merchant', :'owner', '7') \g /dev/null
SELECT test.holds('an owner withdraws, once', test.seen('SELECT souk.withdraw_my_grant(' || :granted || ')::int') = 1 AND test.seen('SELECT souk.withdraw_my_grant(' || :granted || ')::int') = 0);
SELECT test.holds('what ended is still on record', test.seen('SELECT count(*) FROM souk.my_grants()') = 0 AND test.seen($$SELECT count(*) FROM souk.my_grants(true) WHERE app_name = 'Lantern'$$) = 1);
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('the audit has both, with who did it', test.seen(format($$SELECT count(*) FROM souk.audit WHERE action IN ('grant.give', 'grant.withdraw') AND role = 'merchant' AND subject = %L$$, :'owner')) = 2);
