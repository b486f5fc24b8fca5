-- The outbox: what is told, to whom, in which order, for how long. Many writers at once are for the gateway's tests.
SELECT test.become('1', 'operator', '1') \g /dev/null
CREATE FUNCTION test.told() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(c.tenant_id || ':' || c.type || ':' || c.key || ':' || c.kind, ' ' ORDER BY s.tenant_id, s.position, c.ordinal)
  FROM souk.change c JOIN souk.change_set s ON s.tenant_id = c.tenant_id AND s.id = c.change_set_id;
$$;
-- What earlier tests wrote in this transaction.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
DELETE FROM souk.change;
DELETE FROM souk.change_set;
DELETE FROM souk.change_clock;
SELECT set_config('souk.change_set', '', true) \g /dev/null
UPDATE market.product SET price = price + 1 WHERE tenant_id = 1 AND id IN (1, 2);
SELECT test.holds('nothing has a place before it is committed', count(*) = 0) FROM souk.change_set;
UPDATE market.product SET sold_at_least = sold_at_least + 10 WHERE tenant_id = 1 AND id = 3;
UPDATE market.product SET price = price WHERE tenant_id = 1 AND id = 3;
UPDATE market.post SET body = body || '!' WHERE tenant_id = 2 AND id = 1;
SAVEPOINT before_loss;
UPDATE market.product SET name = 'lost' WHERE tenant_id = 1 AND id = 4;
ROLLBACK TO before_loss;
INSERT INTO market.campaign_participant (tenant_id, campaign_id, merchant_id, initiator_id, state)
  SELECT 1, c.id, m.id, c.merchant_id, 'invited' FROM market.campaign c, market.merchant m WHERE c.tenant_id = 1 AND c.id = 1 AND m.tenant_id = 1
    AND NOT EXISTS (SELECT FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.campaign_id = 1 AND p.merchant_id = m.id) ORDER BY m.id LIMIT 1;
DELETE FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.campaign_id = 1 AND p.state = 'invited' AND p.created_at = now();
SET CONSTRAINTS ALL IMMEDIATE;
SELECT test.holds('a set is stamped when its transaction commits', count(*) = 3 AND bool_and(position IS NULL)) FROM souk.change_set;
SELECT test.holds('what is committed is placed, once', test.answer('SELECT souk.place_changes()') = '3' AND test.answer('SELECT souk.place_changes()') = '0');
SELECT test.holds('rows are told that came, changed in what is looked at, or went; savepoints that were rolled back are not',
  test.told() ~ '^1:Product:1:updated 1:Product:2:updated 1:CampaignParticipant:1:[0-9]+:created 1:CampaignParticipant:1:[0-9]+:deleted 2:Post:1:updated$', test.told());
SELECT test.holds('each tenant''s places count from one, without a gap', bool_and(array_agg = ARRAY(SELECT generate_series(1, cardinality(array_agg)))::bigint[]))
FROM (SELECT array_agg(position ORDER BY position) FROM souk.change_set GROUP BY tenant_id) p;
CREATE FUNCTION test.followed(tenants bigint[], positions bigint[]) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(string_agg(f.tenant_id || ':' || f."position" || ':' || coalesce(array_to_string(f.types, ','), '?'), ' ' ORDER BY f.tenant_id), '')
  FROM souk.changes_followed(tenants, positions) f;
$$;
SELECT test.holds('who follows is told where a tenant stands, at first', test.followed('{1,2,3}', '{-1,-1,-1}') = '1:2:? 2:1:? 3:0:?', test.followed('{1,2,3}', '{-1,-1,-1}'));
SELECT test.holds('and then of what type something has changed since', test.followed('{1,2,3}', '{0,0,0}') = '1:2:CampaignParticipant,Product 2:1:Post'
  AND test.followed('{1,2}', '{1,0}') = '1:2:CampaignParticipant 2:1:Post', test.followed('{1,2}', '{1,0}'));
SELECT test.holds('and nothing where nothing has', test.followed('{1,2,3}', '{2,1,0}') = '' AND test.followed('{}', '{}') = '');
SELECT test.holds('a place that lies ahead is another database''s', test.followed('{1}', '{9}') = '1:2:?');
SELECT test.holds('the gateway follows and nobody else', has_function_privilege('souk_gateway', 'souk.changes_followed(bigint[],bigint[])', 'EXECUTE')
  AND NOT has_function_privilege('souk_reader', 'souk.changes_followed(bigint[],bigint[])', 'EXECUTE'));
SELECT test.holds('operators read those of their own tenant', test.seen('SELECT count(*) FROM market.change') = 4 AND test.seen('SELECT count(*) FROM market.change_set') = 2);
SELECT test.holds('a change names its row by the global id', test.answer('SELECT node_id FROM market.change WHERE type = ''Product'' ORDER BY ordinal LIMIT 1') = 'UHJvZHVjdDox');
SELECT test.become('2', 'operator', '1') \g /dev/null
SELECT test.holds('and not another one''s', test.seen('SELECT count(*) FROM market.change') = 1 AND test.seen('SELECT count(*) FROM market.change_set') = 1);
SELECT test.become('1', 'operator', '1', '', 'products:read') \g /dev/null
SELECT test.holds('a token without the scope reads none', test.seen('SELECT count(*) FROM market.change') = 0 AND test.seen('SELECT count(*) FROM souk.change_set') = 0);
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('shops read none', test.seen('SELECT count(*) FROM market.change') + test.seen('SELECT count(*) FROM souk.change') + test.seen('SELECT count(*) FROM souk.change_set') = 0);
SELECT test.holds('nobody writes into it', test.refused('INSERT INTO souk.change VALUES (1, 1, 1, ''Product'', ''1'', ''created'')') = '42501'
  AND test.refused('SELECT souk.emit(1, ''Product'', ''created'', ''{1}'')') = '42501' AND test.refused('DELETE FROM souk.change_set') = '42501');
SELECT set_config('souk.changes', 'off', true) \g /dev/null
UPDATE market.product SET price = price + 1 WHERE tenant_id = 1 AND id = 1;
SELECT set_config('souk.changes', '', true) \g /dev/null
SELECT test.holds('loading in bulk can be silent', count(*) = 4) FROM souk.change WHERE tenant_id = 1;
UPDATE souk.change_set SET at = at - interval '6 days' WHERE position = 1;
SELECT test.holds('what is young enough stays', souk.trim_changes() = 0);
UPDATE souk.change_set SET at = at - interval '2 days' WHERE position = 1;
SAVEPOINT unreachable;
SET LOCAL client_min_messages = error;
UPDATE souk.tenant SET changes_kept = '300000 years' WHERE id = 2;
SELECT test.holds('a tenant whose time to keep is beyond the calendar keeps no other from being trimmed', souk.trim_changes() = 1);
ROLLBACK TO unreachable;
SELECT test.holds('what is too old goes', souk.trim_changes() = 2);
SELECT test.holds('with its changes', count(*) = 2) FROM souk.change;
SELECT test.none('no change is left without its set', 'SELECT c FROM souk.change c WHERE NOT EXISTS (SELECT FROM souk.change_set s WHERE s.tenant_id = c.tenant_id AND s.id = c.change_set_id)');
UPDATE souk.change_set SET at = at - interval '8 days' WHERE tenant_id = 1;
SELECT test.holds('the last place is remembered when everything is gone', souk.trim_changes() = 1
  AND (SELECT position FROM souk.change_clock WHERE tenant_id = 1) = 2);
SET CONSTRAINTS ALL DEFERRED;
