-- Tokens that are limited to some campaigns, and tokens that are made from others.
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT min(id) AS one, max(id) AS other FROM market.campaign WHERE tenant_id = 1 AND merchant_id = 1 \gset
SELECT count(*) AS all_campaigns FROM market.campaign WHERE tenant_id = 1 \gset
SELECT test.become('1', 'partner', '1', '1', 'campaigns:read', 'campaign=' || :one || ',999 product=3') \g /dev/null
SELECT test.holds('a limited token sees the campaigns it is limited to', test.seen('SELECT count(*) FROM market.campaign') = 1
  AND test.seen('SELECT count(*) FROM market.campaign WHERE id = ' || :one) = 1);
SELECT test.holds('and of the participants theirs', test.seen('SELECT count(*) FROM market.campaign_participant') > 0
  AND test.seen('SELECT count(*) FROM market.campaign_participant WHERE campaign_id <> ' || :one) = 0);
SELECT test.holds('and of what belongs to no campaign as much as before', test.seen('SELECT count(*) FROM market.merchant') > 1);
SELECT test.become('1', 'partner', '1', '1', 'campaigns:read', 'campaign=') \g /dev/null
SELECT test.holds('an empty list leaves nothing', test.seen('SELECT count(*) FROM market.campaign') = 0);
SELECT test.become('1', 'partner', '1', '1', 'campaigns:read', '') \g /dev/null
SELECT test.holds('a partner whose limits were not stated sees none', test.seen('SELECT count(*) FROM market.campaign') = 0);
SELECT test.become('1', 'partner', '1', '1', 'campaigns:read', 'mycampaign=1 campaigns=2') \g /dev/null
SELECT test.holds('kinds are compared whole', test.seen('SELECT count(*) FROM market.campaign') > 1);
SELECT test.become('1', 'merchant', '1', '1', '', '') \g /dev/null
SELECT test.holds('nobody else needs to state limits', test.seen('SELECT count(*) FROM market.campaign') > 1);

SELECT souk.issue_token(sha256('parent'), 'souk_p', 1, 'partner', '1', '{1,2}', '{campaigns:read,products:read}', NULL, '', now() + interval '1 day',
  '{"campaign": [1, 2, 3]}') AS parent \gset
SELECT test.become('1', 'partner', '1', '1,2', 'campaigns:read products:read', 'campaign=1,2,3') \g /dev/null
SELECT set_config('souk.token', :'parent', true) \g /dev/null
SELECT test.holds('a partner makes a narrower token', test.refused($$SELECT souk.mint_token(sha256('child'), 'souk_c', '{campaigns:read}', '{2}', '{"campaign": [3]}', '1 hour')$$) IS NULL);
SELECT test.holds('which is worth what was asked', test.seen($$SELECT count(*) FROM souk.find_token(sha256('child'))
  WHERE scopes = '{campaigns:read}' AND merchants = '{2}' AND limits = '{"campaign": [3]}' AND expires_at <= now() + interval '1 hour'$$) = 1);
SELECT test.holds('what is not said is the parent''s', test.refused($$SELECT souk.mint_token(sha256('twin'), 'souk_t')$$) IS NULL
  AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('twin')) a, souk.find_token(sha256('parent')) b
    WHERE (a.scopes, a.merchants, a.limits, a.expires_at) = (b.scopes, b.merchants, b.limits, b.expires_at)$$) = 1);
SELECT test.holds('never wider: ' || what, test.refused(format('SELECT souk.mint_token(sha256(%L), %L, %s)', what, 'h', arguments)) = '42501')
FROM (VALUES ('another scope', $$scopes => '{campaigns:read,orders:read}'$$), ('another shop', $$merchants => '{2,3}'$$), ('no shop', $$merchants => '{}'$$),
  ('another row', $$limits => '{"campaign": [3, 4]}'$$), ('longer', $$expires_in => '2 days'$$), ('ended before', $$expires_in => '-1 hour'$$),
  ('no scope at all by NULL', $$scopes => '{NULL}'$$)) AS wider (what, arguments);
SELECT test.holds('a kind that limits nothing is refused', test.refused($$SELECT souk.mint_token(sha256('x'), 'h', limits => '{"moon": [3]}')$$) = '22023'
  AND test.refused($$SELECT souk.mint_token(sha256('x'), 'h', limits => '{"campaign": 3}')$$) = '22023');
SELECT set_config('souk.scopes', 'products:read', true) \g /dev/null
SELECT test.holds('nor wider than the context', test.refused($$SELECT souk.mint_token(sha256('w'), 'h', '{campaigns:read}')$$) = '42501');
SELECT set_config('souk.scopes', 'campaigns:read products:read', true), set_config('souk.tenant', '2', true) \g /dev/null
SELECT test.holds('nor in another tenant', test.refused($$SELECT souk.mint_token(sha256('w'), 'h')$$) = '42501');
SELECT set_config('souk.tenant', '1', true), set_config('souk.role', 'merchant', true) \g /dev/null
SELECT test.holds('nor by another role', test.refused($$SELECT souk.mint_token(sha256('w'), 'h')$$) = '42501');
SELECT set_config('souk.role', 'partner', true), set_config('souk.token', '', true) \g /dev/null
SELECT test.holds('nor without a token', test.refused($$SELECT souk.mint_token(sha256('w'), 'h')$$) = '42501');
SELECT set_config('souk.token', id::text, true) FROM souk.token WHERE digest = sha256('child') \g /dev/null
SELECT test.become('1', 'partner', '1', '2', 'campaigns:read', 'campaign=3') \g /dev/null
SELECT test.holds('a child has children', test.refused($$SELECT souk.mint_token(sha256('grandchild'), 'h')$$) IS NULL
  AND test.seen($$SELECT count(*) FROM souk.find_token(sha256('grandchild')) WHERE limits = '{"campaign": [3]}'$$) = 1);
SELECT test.holds('making one is on record', test.become('1', 'operator', '1') IS NOT NULL AND test.seen($$SELECT count(*) FROM souk.audit WHERE action = 'token.mint' AND role = 'partner'$$) = 3);
SELECT epoch AS before FROM souk.access_epoch \gset
SELECT souk.revoke_token(:parent) \g /dev/null
SELECT test.holds('children die with their parent, to the last', test.seen($$SELECT count(*) FROM unnest('{parent,child,twin,grandchild}'::text[]) AS n, souk.find_token(sha256(n::bytea))$$) = 0);
SELECT test.holds('and gateways are told by a number too', (SELECT epoch FROM souk.access_epoch) > :before);
