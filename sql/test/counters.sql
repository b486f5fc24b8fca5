-- Counters are exact after a load, and the demo is consistent with itself.
SELECT test.none('every follower count is exact', $$SELECT m.tenant_id, m.id FROM market.merchant m WHERE follower_count <>
  (SELECT count(*) FROM market.follow f WHERE f.tenant_id = m.tenant_id AND f.followed_merchant_id = m.id)$$);
SELECT test.none('every member count is exact', $$SELECT g.tenant_id, g.id FROM market."group" g WHERE member_count <>
  (SELECT count(*) FROM market.group_member f WHERE f.tenant_id = g.tenant_id AND f.group_id = g.id)$$);
SELECT test.none('every participant count is exact', $$SELECT c.tenant_id, c.id FROM market.campaign c WHERE participant_count <>
  (SELECT count(*) FROM market.campaign_participant p WHERE p.tenant_id = c.tenant_id AND p.campaign_id = c.id AND p.state = 'accepted')$$);
SELECT test.none('every order is the sum of its lines, less what campaigns took off', $$SELECT o.tenant_id, o.id FROM market."order" o WHERE (total, item_count) <>
  (SELECT sum(i.quantity * i.unit_price - coalesce(s.discount, 0)), count(*) FROM market.order_item i LEFT JOIN market.campaign_sale s USING (tenant_id, order_id, line)
    WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id)$$);
SELECT test.none('a participant is public exactly when it was accepted and the campaign is', $$SELECT p.tenant_id, p.campaign_id, p.merchant_id
  FROM market.campaign_participant p JOIN market.campaign c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
  WHERE p.is_public <> (p.state = 'accepted' AND c.status IN ('open', 'signing', 'live', 'ended'))$$);
SELECT test.none('a campaign''s product is public exactly when it was accepted and the campaign is', $$SELECT p.tenant_id, p.campaign_id, p.product_id
  FROM market.campaign_product p JOIN market.campaign c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
  WHERE p.is_public <> (p.state = 'accepted' AND souk.campaign_is_public(c.status))$$);
SELECT test.none('every signature count is exact', $$SELECT c.tenant_id, c.id FROM market.campaign c WHERE signature_count <>
  (SELECT count(*) FROM market.campaign_signature s WHERE s.tenant_id = c.tenant_id AND s.campaign_id = c.id AND s.version = c.agreement_version)$$);
-- A counter that a key declares is told in place of a count, so each must be one.
SELECT test.none(format('%s.%s is what %s counts', c.confrelid::regclass, n.counter, c.conname), format(
  $$SELECT t.tenant_id, t.%2$I FROM %1$s t WHERE t.%3$I <> (SELECT count(*) FROM %4$s s WHERE s.tenant_id = t.tenant_id AND s.%5$I = t.%2$I)$$,
  c.confrelid::regclass, target.attname, n.counter, c.conrelid::regclass, source.attname))
FROM pg_constraint c
CROSS JOIN LATERAL (SELECT substring(obj_description(c.oid, 'pg_constraint') FROM '@counter\(column: "([^"]+)"\)') AS counter) n
JOIN pg_attribute source ON source.attrelid = c.conrelid AND source.attnum = c.conkey[2]
JOIN pg_attribute target ON target.attrelid = c.confrelid AND target.attnum = c.confkey[2]
WHERE n.counter IS NOT NULL;
SELECT test.holds('counters are declared', count(*) >= 6)
FROM pg_constraint c WHERE obj_description(c.oid, 'pg_constraint') LIKE '%@counter(%';
