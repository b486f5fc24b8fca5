-- Roles and scopes inside one tenant: what each viewer counts, beside what a superuser counts under the rule spelled out.
CREATE FUNCTION test.sees(who text, tables text, counted text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  got bigint := test.seen('SELECT count(*) FROM ' || tables);
  want bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s WHERE tenant_id = %s AND (%s)', tables, current_setting('souk.tenant'), counted) INTO want;
  RETURN test.holds(format('%s sees of %s: %s', who, tables, counted), got = want, format('saw %s, not %s', got, want));
END
$$;

SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.sees('a visitor', v.t, v.c) FROM (VALUES ('market.merchant', 'true'), ('market.category', 'true'), ('market.buyer', 'false'),
  ('market.buyer_contact', 'false'), ('market."order"', 'false'), ('market.order_item', 'false'), ('market.merchant_staff', 'false'),
  ('market.follow', 'false'), ('market.group_member', 'false'), ('market."group"', 'true'), ('market.product', $$status <> 'draft'$$),
  ('market.campaign', $$status IN ('open', 'signing', 'live', 'ended')$$), ('market.post', $$status = 'published'$$),
  ('market.campaign_participant', $$state = 'accepted' AND campaign_id IN (SELECT c.id FROM market.campaign c WHERE c.tenant_id = 1 AND c.status IN ('open', 'signing', 'live', 'ended'))$$)
) AS v (t, c);
SELECT test.become('1', 'anonymous', '5', '1') \g /dev/null
SELECT test.sees('a visitor with a stray subject and shop', v.t, 'false') FROM (VALUES ('market."order"'), ('market.merchant_staff'),
  ('market.buyer_contact')) AS v (t);

SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.sees('buyer 5', v.t, v.c) FROM (VALUES ('market.buyer', 'true'), ('market.buyer_contact', 'buyer_id = 5'), ('market."order"', 'buyer_id = 5'),
  ('market.order_item', 'buyer_id = 5'), ('market.merchant_staff', 'false'), ('market.follow', 'true'), ('market.group_member', 'true'),
  ('market.post', $$status = 'published' OR author_buyer_id = 5$$), ('market.product', $$status <> 'draft'$$)) AS v (t, c);
SELECT test.become('1', 'buyer', '5', '1') \g /dev/null
SELECT test.sees('buyer 5 with a stray shop', v.t, v.c) FROM (VALUES ('market."order"', 'buyer_id = 5'), ('market.merchant_staff', 'false')) AS v (t, c);
SELECT test.become('1', 'buyer', '5', '', 'products:read') \g /dev/null
SELECT test.sees('buyer 5 on a token for products', v.t, v.c) FROM (VALUES ('market."order"', 'false'), ('market.product', $$status <> 'draft'$$)) AS v (t, c);

INSERT INTO market.campaign_participant (tenant_id, campaign_id, merchant_id, initiator_id, state)
  SELECT 1, id, 3, merchant_id, 'invited' FROM market.campaign WHERE tenant_id = 1 AND status = 'draft' AND merchant_id <> 3
  ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING;
SELECT test.become('1', 'buyer', '5', '', '-') \g /dev/null
SELECT test.sees('buyer 5 on a token for nothing', v.t, 'false') FROM (VALUES ('market."order"'), ('market.product'), ('market.follow')) AS v (t);

SELECT test.become('1', 'merchant', '5', '3') \g /dev/null
SELECT test.sees('staff of shop 3', v.t, v.c) FROM (VALUES ('market."order"', 'merchant_id = 3'), ('market.order_item', 'merchant_id = 3'),
  ('market.merchant_staff', 'merchant_id = 3'), ('market.product', $$status <> 'draft' OR merchant_id = 3$$),
  ('market.post', $$status = 'published' OR author_merchant_id = 3$$),
  ('market.buyer_contact', $$buyer_id IN (SELECT o.buyer_id FROM market."order" o WHERE o.tenant_id = 1 AND o.merchant_id = 3 AND o.status NOT IN ('cancelled', 'refunded'))$$),
  ('market.campaign', $$status IN ('open', 'signing', 'live', 'ended') OR merchant_id = 3 OR id IN (SELECT p.campaign_id FROM market.campaign_participant p
    WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state IN ('invited', 'applied', 'accepted'))$$),
  ('market.campaign_participant', $$is_public OR merchant_id = 3 OR initiator_id = 3 OR (state = 'accepted' AND campaign_id IN (SELECT p.campaign_id
    FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state IN ('invited', 'applied', 'accepted')))$$)) AS v (t, c);
SELECT test.sees('staff of shop 3', v.t, v.c) FROM (VALUES ('market.campaign_day', 'merchant_id = 3'), ('market.initiator_right', 'merchant_id = 3'),
  ('market.campaign_sale', 'merchant_id = 3'), ('market.order_refund', 'merchant_id = 3'), ('market.page_template', 'true'), ('market.promotion_slot', 'true'),
  ('market.campaign_period', $$cardinality(array_remove(sellers, 3::bigint)) >= 2 AND campaign_id IN (SELECT p.campaign_id FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state = 'accepted')$$),
  ('market.campaign_agreement', $$campaign_id IN (SELECT p.campaign_id FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state = 'accepted')$$),
  ('market.campaign_signature', $$campaign_id IN (SELECT p.campaign_id FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state = 'accepted')$$),
  ('market.campaign_product', $$is_public OR merchant_id = 3 OR initiator_id = 3 OR (state = 'accepted' AND campaign_id IN (SELECT p.campaign_id
    FROM market.campaign_participant p WHERE p.tenant_id = 1 AND p.merchant_id = 3 AND p.state IN ('invited', 'applied', 'accepted')))$$)) AS v (t, c);
SELECT test.holds('staff of shop 3 sees drafts it was asked to, and more than a visitor',
  test.seen($$SELECT count(*) FROM market.campaign WHERE status = 'draft' AND merchant_id <> 3$$) > 0);
SELECT test.holds('the subject of staff is never taken for a buyer', test.seen('SELECT count(*) FROM market."order" WHERE merchant_id <> 3') = 0);

SELECT test.become('1', 'partner', '1', '3,4', 'orders:read') \g /dev/null
SELECT test.sees('a partner of shops 3 and 4 with orders:read', v.t, v.c) FROM (VALUES ('market."order"', 'merchant_id IN (3, 4)'),
  ('market.order_item', 'merchant_id IN (3, 4)'), ('market.merchant', 'true'), ('market.product', 'false'), ('market.campaign', 'false'),
  ('market.buyer', 'false'), ('market.buyer_contact', 'false'), ('market.merchant_staff', 'false'), ('market.follow', 'false'),
  ('market."group"', 'false'), ('market.post', 'false')) AS v (t, c);
SELECT test.become('1', 'partner', '1', '3', 'buyers:read') \g /dev/null
SELECT test.sees('a partner with buyers:read', v.t, v.c) FROM (VALUES ('market.buyer', 'true'), ('market.buyer_contact', 'false')) AS v (t, c);
SELECT test.become('1', 'partner', '1', '3,4', '') \g /dev/null
SELECT test.sees('a partner without scopes', v.t, 'false') FROM (VALUES ('market."order"'), ('market.product'), ('market.buyer'), ('market.follow')) AS v (t);
SELECT test.become('1', 'partner', '1', '3,4', '*') \g /dev/null
SELECT test.sees('a partner whose scopes say *', v.t, 'false') FROM (VALUES ('market."order"'), ('market.product')) AS v (t);

SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.sees('the operator', name::text, 'true') FROM test.guarded;
