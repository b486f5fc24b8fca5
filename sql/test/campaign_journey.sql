-- What the matrix does not say: the journey's open questions, one by one, with the cast of campaigns.sql.
CREATE FUNCTION test.answers(name text, who text, call text, want text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  got text;
BEGIN
  PERFORM test.be(who);
  got := test.outcome('SELECT ' || call);
  RETURN test.holds(name, got = want, 'got ' || got);
END
$$;
CREATE FUNCTION test.is(c bigint) RETURNS market.campaign LANGUAGE sql AS $$ SELECT k FROM market.campaign AS k WHERE k.tenant_id = 1 AND k.id = c $$;
CREATE FUNCTION test.part(c bigint, shop bigint) RETURNS text LANGUAGE sql AS $$ SELECT state FROM market.campaign_participant WHERE tenant_id = 1 AND campaign_id = c AND merchant_id = shop $$;

-- Opening.
SELECT test.answers('a shop without the initiator right opens none', 'member', $$market.open_campaign('X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T')$$, 'FORBIDDEN');
SELECT test.answers('nor an operator, who is no shop', 'operator', $$market.open_campaign('X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T')$$, 'FORBIDDEN');
SELECT test.answers('operators grant the right', 'operator', 'market.grant_initiator_right(9102)', 'done');
SELECT test.answers('to shops that there are', 'operator', 'market.grant_initiator_right(999999999)', 'NOT_FOUND');
SELECT test.answers('nobody else does', 'initiator', 'market.grant_initiator_right(9101)', 'FORBIDDEN');
SELECT test.answers('nor takes it', 'initiator', 'market.withdraw_initiator_right(9101)', 'FORBIDDEN');
SELECT test.answers('bad openings are told by their argument: ' || what, 'initiator', 'market.open_campaign(' || call || ')', want) FROM (VALUES
  ('no role', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', sought => NULL$$, 'BAD_VARIABLE'), ('dates', $$'X', 'joint_marketing', now(), now(), 3, 'T'$$, 'BAD_VARIABLE'),
  ('infinity', $$'X', 'joint_marketing', now(), 'infinity', 3, 'T'$$, 'BAD_VARIABLE'), ('seats', $$'X', 'joint_marketing', now(), now() + interval '1 day', 1, 'T'$$, 'BAD_VARIABLE'),
  ('terms', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, ''$$, 'BAD_VARIABLE'), ('rating', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', min_rating => 6$$, 'BAD_VARIABLE'),
  ('category', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', category_ids => '{999999}'$$, 'NOT_FOUND'),
  ('regions', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', regions => '{NULL}'$$, 'BAD_VARIABLE'),
  ('nothing to see', $$'  ', 'joint_marketing', now(), now() + interval '1 day', 3, 'T'$$, 'BAD_VARIABLE'), ('turned around', $$U&'X\202eY', 'joint_marketing', now(), now() + interval '1 day', 3, 'T'$$, 'BAD_VARIABLE'),
  ('far away', $$'X', 'joint_marketing', now() + interval '3 years', now() + interval '3 years 1 day', 3, 'T'$$, 'BAD_VARIABLE'),
  ('another shop', $$'X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', as_merchant_id => 9102$$, 'FORBIDDEN')) AS v (what, call, want);
INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty) VALUES (1, 9121, 9101, 'service', 'service');
SELECT test.become('1', 'merchant', '9121', '9101') \g /dev/null
SELECT test.holds('service staff opens none, for service either', test.outcome($$SELECT market.open_campaign('X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T', sought => 'service')$$) = 'FORBIDDEN');
SELECT test.opened(', theme => ''Tea'', regions => ''{Castle}'', min_rating => 4.2, min_monthly_sales => 2500') AS c \gset
SELECT test.holds('the initiator has the first seat', (test.is(:c)).participant_count = 1 AND test.part(:c, 9101) = 'accepted');

-- Requirements: a refusal names the one that was missed.
SELECT test.answers('the region', 'outsider', 'market.apply_to_campaign(' || :c || ')', 'PRECONDITION');
SELECT test.answers('the sales', 'member', 'market.apply_to_campaign(' || :c || ')', 'PRECONDITION');
SELECT test.answers('the rating', 'sixth', 'market.apply_to_campaign(' || :c || ')', 'PRECONDITION');
SELECT test.answers('who meets all applies', 'invited', 'market.apply_to_campaign(' || :c || ')', 'done');
SELECT test.holds('which are told by name: ' || shop, market.missed_requirements(test.is(:c), shop) = missed::text[])
FROM (VALUES (9102, '{MONTHLY_SALES}'), (9103, '{}'), (9105, '{REGION,RATING}'), (9106, '{RATING}')) AS v (shop, missed);
INSERT INTO market.campaign_category VALUES (1, :c, 1);
SELECT test.answers('a category', 'invited', 'market.apply_to_campaign(' || :c || ')', 'PRECONDITION');
INSERT INTO market.merchant_category VALUES (1, 9103, 1);
SELECT test.answers('is met by selling in it', 'invited', 'market.apply_to_campaign(' || :c || ')', 'done');
SELECT test.be('initiator'), test.act('market.invite_to_campaign(' || :c || ', 9105)', 'state') \g /dev/null
SELECT test.be('outsider'), test.act('market.apply_to_campaign(' || :c || ')', 'state') AS state \gset
SELECT test.holds('an invited shop that also applies is in at once, whatever the requirements', :'state' = 'accepted' AND (test.is(:c)).participant_count = 2);
SELECT test.answers('and has nothing left to apply for', 'outsider', 'market.apply_to_campaign(' || :c || ')', 'INVALID_STATE');

-- An app that may open campaigns and apply to them does not measure what its scopes keep from it.
SELECT test.become('1', 'partner', '1', '9103', 'campaigns:read campaigns:write', '*') \g /dev/null
SELECT test.holds('an app without the scope for sales does not apply where they are asked for', test.outcome('SELECT market.apply_to_campaign(' || :c || ')') = 'FORBIDDEN');
SELECT test.become('1', 'partner', '1', '9103', 'campaigns:read campaigns:write merchants.sales:read', '*') \g /dev/null
SELECT test.become('1', 'merchant', '9103', '9103', 'campaigns:read campaigns:write') \g /dev/null
SELECT test.holds('nor does staff whose token lacks it, nor is it told by asking', test.outcome('SELECT market.apply_to_campaign(' || :c || ')') = 'FORBIDDEN'
  AND test.answer(format('SELECT (market.apply_to_campaign_refusal(%s)).code', :c)) = 'FORBIDDEN');
SELECT test.become('1', 'partner', '1', '9103', 'campaigns:read campaigns:write merchants.sales:read', '*') \g /dev/null
SELECT test.holds('with it, it does', test.outcome('SELECT market.apply_to_campaign(' || :c || ')') = 'done');
SELECT test.be('invited'), test.act('market.apply_to_campaign(' || :c || ')', 'state') \g /dev/null
UPDATE market.merchant SET status = 'paused' WHERE tenant_id = 1 AND id = 9103;
SELECT test.answers('who does not sell any more is not taken', 'initiator', 'market.accept_application(' || :c || ', 9103)', 'PRECONDITION');
UPDATE market.merchant SET status = 'paused' WHERE tenant_id = 1 AND id = 9105;
SELECT test.answers('nor does a campaign go on with a member that does not sell', 'initiator', 'market.start_signing(' || :c || ')', 'PRECONDITION');
UPDATE market.merchant SET status = 'open' WHERE tenant_id = 1 AND id IN (9103, 9105);

-- Seats: four.
SELECT test.opened() AS c \gset
SELECT test.joined(:c, 'member', 'invited', 'applicant') \g /dev/null
SELECT test.be('outsider'), test.act('market.apply_to_campaign(' || :c || ')', 'state') \g /dev/null
SELECT test.answers('no seat is left', 'initiator', 'market.accept_application(' || :c || ', 9105)', 'CONFLICT');
SELECT test.answers('nor for an applicant who is invited', 'initiator', 'market.invite_to_campaign(' || :c || ', 9105)', 'CONFLICT');
SELECT test.be('initiator'), test.act('market.invite_to_campaign(' || :c || ', 9106)', 'state') \g /dev/null
SELECT test.answers('nor for an invited one', 'sixth', 'market.accept_invitation(' || :c || ')', 'CONFLICT');
SELECT test.be('initiator'), test.act('market.remove_from_campaign(' || :c || ', 9106)', 'state') AS state \gset
SELECT test.holds('an invitation that was taken back bars nobody', :'state' = 'withdrawn');
SELECT test.answers('from applying', 'sixth', 'market.apply_to_campaign(' || :c || ')', 'done');
SELECT test.be('initiator'), test.act('market.invite_to_campaign(' || :c || ', 9106)', 'state') \g /dev/null
SELECT test.be('applicant'), test.act('market.withdraw_from_campaign(' || :c || ')', 'state') \g /dev/null
SELECT test.answers('a seat that was given back is free', 'sixth', 'market.accept_invitation(' || :c || ')', 'done');
SELECT test.answers('who withdrew may apply again', 'applicant', 'market.apply_to_campaign(' || :c || ')', 'done');
SELECT test.be('initiator'), test.act('market.decline_application(' || :c || ', 9105)', 'state') \g /dev/null
SELECT test.answers('who was declined may not', 'outsider', 'market.apply_to_campaign(' || :c || ')', 'INVALID_STATE');
SELECT test.holds('what an applicant wrote is for the initiator, and gone once others see the row', test.be('sixth') IS NULL
  AND test.act('market.withdraw_from_campaign(' || :c || ')', 'state') = 'withdrawn' AND test.act('market.apply_to_campaign(' || :c || ', ''Hello'')', 'message') = 'Hello'
  AND test.be('initiator') IS NULL AND test.act('market.accept_application(' || :c || ', 9106)', 'message') IS NULL);
SELECT test.be('sixth'), test.act('market.withdraw_from_campaign(' || :c || ')', 'state') \g /dev/null
SELECT test.answers('but may be invited', 'initiator', 'market.invite_to_campaign(' || :c || ', 9105)', 'done');
SELECT test.answers('the initiator does not withdraw', 'initiator', 'market.withdraw_from_campaign(' || :c || ')', 'FORBIDDEN');
SELECT test.answers('nor removes itself', 'initiator', 'market.remove_from_campaign(' || :c || ', 9101)', 'FORBIDDEN');

-- Products and steps.
SELECT test.be('member'), test.act('market.submit_product(' || :c || ', 9120)', 'state') AS state \gset
SELECT test.holds('a product waits for the initiator', :'state' = 'submitted' AND NOT EXISTS (SELECT FROM market.campaign_product WHERE tenant_id = 1 AND campaign_id = :c AND is_public));
SELECT test.be('anonymous') \g /dev/null
SELECT test.holds('nobody else sees it meanwhile', test.seen('SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c) = 0);
SELECT test.be('invited') \g /dev/null
SELECT test.holds('another member neither', test.seen('SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c) = 0);
SELECT test.be('initiator'), test.act('market.decline_product(' || :c || ', 9120, ''too dear'')', 'state') \g /dev/null
SELECT test.answers('it cannot be accepted then', 'initiator', 'market.accept_product(' || :c || ', 9120)', 'INVALID_STATE');
SELECT test.be('member'), test.act('market.submit_product(' || :c || ', 9120)', 'state') \g /dev/null
SELECT test.be('initiator'), test.act('market.accept_product(' || :c || ', 9120)', 'state') \g /dev/null
SELECT test.be('anonymous') \g /dev/null
SELECT test.holds('once accepted everybody sees it', test.seen('SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c) = 1);
SELECT test.answers('twice is refused', 'member', 'market.submit_product(' || :c || ', 9120)', 'INVALID_STATE');
SELECT test.be('initiator') \g /dev/null
SELECT test.act('market.open_campaign(''Other'', ''joint_marketing'', now() + interval ''1 day'', now() + interval ''3 days'', 4, ''T'')', 'id') AS other \gset
SELECT test.act('market.open_campaign(''Later'', ''joint_marketing'', now() + interval ''2 days'', now() + interval ''3 days'', 4, ''T'')', 'id') AS later \gset
SELECT test.joined(:other, 'member'), test.joined(:later, 'member') \g /dev/null
SELECT test.answers('a product is in one campaign at a time', 'member', 'market.submit_product(' || :other || ', 9120)', 'CONFLICT');
SELECT test.answers('but may be in the next, from the moment the first ends', 'member', 'market.submit_product(' || :later || ', 9120)', 'done');
SELECT test.answers('another currency is no use', 'member', 'market.submit_product(' || :c || ', 9121)', 'done');
UPDATE market.product SET currency = 'EUR' WHERE tenant_id = 1 AND id = 9121;
SELECT test.answers('when the campaign counts in its own', 'member', 'market.submit_product(' || :c || ', 9121)', 'PRECONDITION');
UPDATE market.product SET currency = 'CNY', status = 'delisted' WHERE tenant_id = 1 AND id = 9121;
SELECT test.answers('nor one that is not for sale', 'member', 'market.submit_product(' || :c || ', 9121)', 'PRECONDITION');
UPDATE market.product SET status = 'draft' WHERE tenant_id = 1 AND id = 9121;
SELECT test.answers('a draft is not there yet', 'member', 'market.submit_product(' || :c || ', 9121)', 'NOT_FOUND');
SELECT test.answers('steps: ' || what, 'initiator', format('market.set_discount_tiers(%s, %L, %L)', :c, spend, save), want) FROM (VALUES
  ('that rise', '{300,500}', '{40,80}', 'done'), ('in any order', '{500,300}', '{80,40}', 'done'), ('none', '{}', '{}', 'done'), ('of which one saves less', '{300,500}', '{40,30}', 'BAD_VARIABLE'),
  ('two at one sum', '{300,300}', '{40,50}', 'BAD_VARIABLE'), ('that give more than they take', '{30}', '{40}', 'BAD_VARIABLE'), ('that save nothing', '{30}', '{0}', 'BAD_VARIABLE'),
  ('without a partner', '{30,50}', '{10}', 'BAD_VARIABLE'), ('null', '{NULL}', '{10}', 'BAD_VARIABLE')) AS v (what, spend, save, want);

-- The agreement: initiator, member, invited are in.
SELECT test.be('initiator'), test.act('market.set_discount_tiers(' || :c || ', ''{30000,50000}'', ''{4000,8000}'')', 'id'), test.act('market.start_signing(' || :c || ')', 'id') \g /dev/null
SELECT test.holds('the digest is the SHA-256 of the document', digest = encode(sha256(convert_to(document, 'UTF8')), 'hex') AND document LIKE '%Fair terms%' AND document LIKE '%"9103"%')
  FROM market.campaign_agreement WHERE tenant_id = 1 AND campaign_id = :c;
SELECT test.digest(:c) AS first \gset
SELECT test.sign(:c, 'initiator', 'member') \g /dev/null
SELECT test.holds('two of three signed', (test.is(:c)).signature_count = 2);
SELECT test.answers('not enough to go live', 'initiator', 'market.launch_campaign(' || :c || ')', 'PRECONDITION');
SELECT test.answers('who signed is bound', 'member', 'market.withdraw_from_campaign(' || :c || ')', 'INVALID_STATE');
SELECT test.answers('and stays', 'initiator', 'market.remove_from_campaign(' || :c || ', 9102)', 'INVALID_STATE');
SELECT test.sign(:c, 'member') \g /dev/null
SELECT test.holds('signing twice changes nothing', (test.is(:c)).signature_count = 2);
SELECT test.be('initiator'), test.act('market.revise_terms(' || :c || ', ''Fair terms'')', 'id') \g /dev/null
SELECT test.holds('nor do the same terms again', (test.is(:c)).agreement_version = 1 AND (test.is(:c)).signature_count = 2);
SELECT test.act('market.revise_terms(' || :c || ', ''Fairer terms'')', 'id') \g /dev/null
SELECT test.holds('terms changed after two of three signed: all sign again', (test.is(:c)).agreement_version = 2 AND (test.is(:c)).signature_count = 0);
SELECT test.answers('and not what stood before', 'member', format('market.sign_agreement(%s, %L)', :c, :'first'), 'CONFLICT');
SELECT test.be('initiator'), test.act('market.revise_terms(' || :c || ', ''Fair terms'')', 'id') \g /dev/null
SELECT test.answers('nor once the same words stand again', 'member', format('market.sign_agreement(%s, %L)', :c, :'first'), 'CONFLICT');
SELECT test.be('initiator'), test.act('market.revise_campaign(' || :c || ', seats => 5)', 'id') \g /dev/null
SELECT test.holds('a seat more is nothing that was signed', (test.is(:c)).agreement_version = 3 AND (test.is(:c)).seats = 5);
SELECT test.answers('no fewer seats than members', 'initiator', 'market.revise_campaign(' || :c || ', seats => 2)', 'BAD_VARIABLE');
SELECT test.answers('no time that is over', 'initiator', 'market.revise_campaign(' || :c || ', ends_at => now() - interval ''1 minute'')', 'BAD_VARIABLE');
SELECT test.act('market.revise_campaign(' || :c || ', ends_at => now() + interval ''3 days'', seats => 4)', 'id') \g /dev/null
SELECT test.holds('another end is', (test.is(:c)).agreement_version = 4);
SELECT test.answers('nor nonsense', 'member', format('market.sign_agreement(%s, %L)', :c, 'x'), 'CONFLICT');
SELECT test.sign(:c, 'initiator', 'member') \g /dev/null
SELECT test.be('invited'), test.act('market.withdraw_from_campaign(' || :c || ')', 'state') \g /dev/null
SELECT test.holds('a member withdrew after others signed: they sign again, without it', (test.is(:c)).agreement_version = 5 AND (test.is(:c)).signature_count = 0
  AND (SELECT document NOT LIKE '%9103%' FROM market.campaign_agreement WHERE tenant_id = 1 AND campaign_id = :c AND version = 5));
SELECT test.be('invited') \g /dev/null
SELECT test.holds('who left reads the agreement no more', test.seen('SELECT count(*) FROM market.campaign_agreement WHERE campaign_id = ' || :c) = 0);
SELECT test.be('outsider') \g /dev/null
SELECT test.holds('an outsider never did', test.seen('SELECT (SELECT count(*) FROM market.campaign_agreement) + (SELECT count(*) FROM market.campaign_signature)') = 0);
SELECT test.sign(:c, 'initiator', 'member'), test.be('initiator'), test.act('market.reopen_campaign(' || :c || ')', 'id') \g /dev/null
SELECT test.joined(:c, 'applicant'), test.be('applicant'), test.act('market.submit_product(' || :c || ', 9140)', 'state'), test.be('initiator'), test.act('market.accept_product(' || :c || ', 9140)', 'state'),
  test.act('market.submit_product(' || :c || ', 9110)', 'state'), test.act('market.start_signing(' || :c || ')', 'id') \g /dev/null
SELECT test.holds('opened again, and signed anew', (test.is(:c)).agreement_version = 6 AND (test.is(:c)).signature_count = 0);
SELECT test.become('1', 'merchant', '9111', '9102') \g /dev/null
SELECT test.holds('marketing prepares, but an owner signs', test.outcome(format('SELECT market.submit_product(%s, 9122)', :c)) = 'done'
  AND test.outcome(format('SELECT market.sign_agreement(%s, %L)', :c, test.digest(:c))) = 'FORBIDDEN');
SELECT test.become('1', 'merchant', '9112', '9102') \g /dev/null
SELECT test.holds('service does not, for a campaign that is opened for any partner', test.outcome(format('SELECT market.submit_product(%s, 9122)', :c)) = 'FORBIDDEN');
SELECT test.become('1', 'merchant', '9101', '9102') \g /dev/null
SELECT test.holds('nor the owner of another shop in its name', test.outcome(format('SELECT market.submit_product(%s, 9122)', :c)) = 'FORBIDDEN');
SELECT test.sign(:c, 'initiator', 'member', 'applicant'), test.be('initiator'), test.act('market.launch_campaign(' || :c || ')', 'id') \g /dev/null
SELECT test.holds('signed by all it goes live', (test.is(:c)).status = 'live' AND (test.is(:c)).signature_count = 3);

-- Each role of the chain can be the one that a collaboration is opened for.
SELECT test.opened(format(', sought => %L', duty)) AS s, duty, staff FROM (VALUES ('service', 9112), ('supply', 9113)) AS v (duty, staff) WHERE duty = 'service' \gset
SELECT test.become('1', 'merchant', '9112', '9102') \g /dev/null
SELECT test.holds('service staff joins what is opened for service', test.act(format('market.apply_to_campaign(%s)', :s), 'part') = 'service');
SELECT test.become('1', 'merchant', '9113', '9102') \g /dev/null
SELECT test.holds('supply staff does not', test.outcome(format('SELECT market.withdraw_from_campaign(%s)', :s)) = 'FORBIDDEN');

-- A basket over three shops that crosses two steps; a refund of one item later; a campaign that ends while a basket is open.
CREATE FUNCTION test.quote(ids text, n text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(format('%s:%s-%s', b.product_id, b.amount, b.discount), ' ' ORDER BY b.product_id) || ' = ' || sum(b.amount - b.discount)
  FROM market.price_basket(1, ids::bigint[], n::int[]) AS b $$;
GRANT EXECUTE ON FUNCTION test.quote(text, text) TO souk_gateway;
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('below the first step', test.quote('{9110,9120}', '{1,1}') = '9110:10000-0 9120:10000-0 = 20000');
SELECT test.holds('at the first, over three shops', test.quote('{9110,9120,9140}', '{1,1,1}') = '9110:10000-1334 9120:10000-1333 9140:10000-1333 = 26000');
SELECT test.holds('at the second', test.quote('{9140,9120,9110}', '{2,2,1}') = '9110:10000-1600 9120:20000-3200 9140:20000-3200 = 42000');
SELECT test.holds('what is not in the campaign does not count', test.quote('{9110,9120,9141}', '{1,1,9}') = '9110:10000-0 9120:10000-0 9141:90000-0 = 110000');
SELECT test.holds('the same product twice is one line', test.quote('{9110,9110,9110}', '{1,1,1}') = '9110:30000-4000 = 26000');
SELECT test.holds('visitors see the same prices', test.be('anonymous') IS NULL AND test.act($$(SELECT test.quote('{9110,9120,9140}', '{1,1,1}') AS x)$$) LIKE '%= 26000');
SELECT test.answers('baskets have bounds: ' || what, 'buyer', call, 'BAD_VARIABLE') FROM (VALUES ('empty', $$market.price_basket(1, '{}', '{}')$$),
  ('uneven', $$market.price_basket(1, '{1,2}', '{1}')$$), ('nothing of it', $$market.price_basket(1, '{1}', '{0}')$$), ('null', $$market.price_basket(1, '{1}', '{NULL}')$$),
  ('too many', $$market.price_basket(1, '{1}', '{10001}')$$)) AS v (what, call);
SELECT test.answers('only buyers order', who, $$market.place_basket('{9110}', '{1}', 10000)$$, 'FORBIDDEN') FROM unnest('{anonymous,member,operator}'::text[]) AS who;
SELECT test.answers('nothing that is not for sale', 'buyer', $$market.place_basket('{9110,9121}', '{1,1}', 20000)$$, 'NOT_FOUND');
SELECT test.answers('no more than there is', 'buyer', $$market.place_basket('{9110}', '{101}', 1010000)$$, 'CONFLICT');
SELECT test.answers('not without saying what one is ready to pay', 'buyer', $$market.place_basket('{9110}', '{1}', NULL)$$, 'BAD_VARIABLE');
SELECT test.answers('not for more than the buyer is ready to pay', 'buyer', $$market.place_basket('{9110,9120,9140}', '{1,2,2}', 41999)$$, 'PRECONDITION');
SELECT test.be('buyer') \g /dev/null
CREATE TABLE test.bought (LIKE market."order");
GRANT INSERT ON test.bought TO souk_gateway;
SET LOCAL ROLE souk_gateway;
INSERT INTO test.bought SELECT * FROM market.place_basket('{9110,9120,9140}', '{1,2,2}', 42000);
RESET ROLE;
SELECT test.holds('one order for each shop, which sum to the basket', count(*) = 3 AND sum(total) = 42000) FROM test.bought;
SELECT test.none('each order is the sum of its lines less the discounts', $$SELECT o.id FROM test.bought o WHERE o.total <> (SELECT sum(i.quantity * i.unit_price - s.discount)
  FROM market.order_item i JOIN market.campaign_sale s USING (tenant_id, order_id, line) WHERE i.tenant_id = 1 AND i.order_id = o.id)$$);
SELECT test.holds('stock and sales moved', stock = 98 AND sold_count = 2 AND version = 2) FROM market.inventory WHERE tenant_id = 1 AND product_id = 9120;
SELECT test.holds('of which the shop alone is told', test.seen('SELECT count(*) FROM market.inventory WHERE product_id = 9120') = n) FROM (VALUES ('member', 1), ('initiator', 0), ('outsider', 0), ('buyer', 0), ('operator', 1)) AS v (who, n), test.be(who);
SELECT id AS order_id FROM test.bought WHERE merchant_id = 9102 \gset
SELECT test.answers('another shop does not find the order', 'applicant', 'market.refund_item(' || :order_id || ', 1, 1)', 'NOT_FOUND');
SELECT test.answers('a buyer does not refund', 'buyer', 'market.refund_item(' || :order_id || ', 1, 1)', 'FORBIDDEN');
SELECT test.answers('not more than was bought', 'member', 'market.refund_item(' || :order_id || ', 1, 3)', 'PRECONDITION');
SELECT test.be('member'), test.act('market.refund_item(' || :order_id || ', 1, 1)', 'amount') AS one \gset
SELECT test.holds('a refund gives back what was paid for it: the price less its part of the discount', :one = 8400);
SELECT test.holds('the others keep theirs', count(*) = 3 AND sum(discount) = 8000) FROM market.campaign_sale WHERE tenant_id = 1 AND campaign_id = :c;
SELECT test.act('market.refund_item(' || :order_id || ', 1, 1)', 'amount') AS two \gset
SELECT test.holds('all of it is what was paid, and the order is refunded', :one + :two = 16800 AND (SELECT status FROM market."order" WHERE tenant_id = 1 AND id = :order_id) = 'refunded');
SELECT test.answers('once', 'member', 'market.refund_item(' || :order_id || ', 1, 1)', 'INVALID_STATE');
SELECT test.become('1', 'merchant', '9113', '9102') \g /dev/null
SELECT test.holds('supply staff does not give money back', test.outcome('SELECT market.refund_item(' || :order_id || ', 1, 1)') = 'FORBIDDEN');
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('the buyer sees it', test.seen('SELECT count(*) FROM market.order_refund WHERE order_id = ' || :order_id) = 2);
SELECT test.be('applicant') \g /dev/null
SELECT test.holds('the other shops do not, nor what the buyer paid there', test.seen('SELECT (SELECT count(*) FROM market.order_refund) + (SELECT count(*) FROM market.campaign_sale WHERE merchant_id <> 9104)') = 0);

-- A shop that does not sell, and a product that is not wanted any more.
UPDATE market.merchant SET status = 'paused' WHERE tenant_id = 1 AND id = 9104;
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('a shop that does not sell is not priced, nor counted for a step', test.quote('{9110,9120,9140}', '{1,1,1}') = '9110:10000-0 9120:10000-0 = 20000');
SELECT test.holds('and the basket is told which product it is', test.answer($$SELECT market.place_basket('{9110,9140}', '{1,1}', 20000)$$) LIKE 'SK404|%|product_ids|%"9140"%');
UPDATE market.merchant SET status = 'open' WHERE tenant_id = 1 AND id = 9104;
SAVEPOINT live;
SELECT test.be('initiator'), test.act('market.decline_product(' || :c || ', 9140, ''Broken'')', 'state') AS state \gset
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('the initiator takes a product out of a live campaign', :'state' = 'declined' AND test.quote('{9110,9120,9140}', '{1,1,1}') LIKE '%= 30000');
SELECT test.be('operator'), test.act('market.remove_from_campaign(' || :c || ', 9102)', 'state') AS state \gset
SELECT test.holds('and the marketplace a member, which signed', :'state' = 'removed' AND test.brought(:c, 9120, 'withdrawn') AND (test.is(:c)).participant_count = 2);
ROLLBACK TO live;

-- The operator freezes it.
SELECT test.be('operator'), test.act('market.freeze_campaign(' || :c || ', ''complaints'')', 'id') \g /dev/null
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('a frozen campaign takes nothing off', test.quote('{9110,9120,9140}', '{1,1,1}') LIKE '%= 30000');
SELECT test.holds('and vanishes for others', test.seen('SELECT (SELECT count(*) FROM market.campaign WHERE id = ' || :c || ') + (SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c
  || ') + (SELECT count(*) FROM market.campaign_participant WHERE campaign_id = ' || :c || ') + (SELECT count(*) FROM market.campaign_tier WHERE campaign_id = ' || :c || ')') = 0);
SELECT test.answers('so that a basket at its price is not ordered', 'buyer', $$market.place_basket('{9110,9120,9140}', '{1,1,1}', 26000)$$, 'PRECONDITION');
SELECT test.be('member') \g /dev/null
SELECT test.holds('its members still see it', test.seen('SELECT (SELECT count(*) FROM market.campaign WHERE id = ' || :c || ') + (SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c || ')') = 4);
SELECT test.be('operator'), test.act('market.unfreeze_campaign(' || :c || ')', 'status') AS state \gset
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('it goes on from where it stood', :'state' = 'live' AND test.quote('{9110,9120,9140}', '{1,1,1}') LIKE '%= 26000'
  AND test.seen('SELECT count(*) FROM market.campaign_product WHERE campaign_id = ' || :c) = 3);
SELECT test.holds('what operators did is on record', count(*) = 2) FROM souk.audit WHERE tenant_id = 1 AND object = 'campaign ' || :c AND action IN ('campaign.freeze', 'campaign.unfreeze') AND role = 'operator';

-- Slots.
SELECT test.be('member'), test.act('market.request_promotion_slot(' || :c || ', 9101)', 'id') AS request \gset
SELECT test.answers('a slot is asked for once', 'initiator', 'market.request_promotion_slot(' || :c || ', 9101)', 'INVALID_STATE');
SELECT test.be('operator'), test.act('market.grant_promotion_slot(' || :request || ')', 'state') AS state \gset
SELECT test.holds('and granted', :'state' = 'granted');
SELECT test.campaign_in('live', 9123) AS rival \gset
SELECT test.answers('to one campaign only', 'operator', 'market.grant_promotion_slot(' || id || ')', 'CONFLICT') FROM market.slot_request WHERE tenant_id = 1 AND campaign_id = :rival;
SELECT test.answers('the marketplace takes it back', 'operator', 'market.revoke_promotion_slot(' || :request || ')', 'done');
SAVEPOINT granted;
SELECT test.act('market.revoke_promotion_slot(' || :request || ', ''Another wants it more'')', 'state') \g /dev/null
SELECT test.answers('for another campaign', 'operator', 'market.grant_promotion_slot(' || id || ')', 'done') FROM market.slot_request WHERE tenant_id = 1 AND campaign_id = :rival;
SELECT test.answers('and whoever had it asks again', 'member', 'market.request_promotion_slot(' || :c || ', 9101)', 'done');
ROLLBACK TO granted;
SELECT test.be('operator'), test.act('market.remove_from_campaign(' || :c || ', 9102)', 'state') \g /dev/null
SELECT test.holds('a slot is the campaign''s: with who asked for it gone, the initiator has it', test.asked(:request, 'granted')
  AND (SELECT merchant_id FROM market.slot_request WHERE tenant_id = 1 AND id = :request) = 9101);
SELECT test.act('market.end_campaign(' || :c || ')', 'id') \g /dev/null
SELECT test.holds('and once it is over, nobody', test.asked(:request, 'released'));
ROLLBACK TO granted;
SELECT test.answers('what was granted is not taken back', 'member', 'market.withdraw_slot_request(' || :request || ')', 'INVALID_STATE');
SELECT test.holds('a request is spoken of under campaigns:read: ' || scopes, test.become('1', 'partner', '1', '9101,9102', scopes, '*') IS NOT NULL
  AND test.outcome('SELECT market.withdraw_slot_request(' || :request || ')') = told) FROM (VALUES ('campaigns:write', 'NOT_FOUND'), ('campaigns:read campaigns:write', 'INVALID_STATE')) AS v (scopes, told);
SELECT test.be('outsider') \g /dev/null
SELECT test.holds('others see no requests', test.seen('SELECT count(*) FROM market.slot_request') = 0);

-- Reports: initiator, member and applicant sold one order each today, to one buyer.
SELECT test.be('buyer'), test.act(format('market.record_campaign_visit(%s, 9102)', :c), 'x') AS first, test.act(format('market.record_campaign_visit(%s, 9102)', :c), 'x') AS again \gset
SELECT test.be('member') \g /dev/null
SELECT test.holds('a buyer''s visit counts once a day', :'first' = 'true' AND :'again' = 'false');
SELECT test.holds('a member sees its own day at once, and no other''s', test.seen('SELECT count(*) FROM market.campaign_day WHERE campaign_id = ' || :c) = 1
  AND (SELECT (visits, orders, new_buyers, sales, discounts, refunds) = (1, 1, 1, 16800, 3200, 16800) FROM market.campaign_day WHERE tenant_id = 1 AND campaign_id = :c AND merchant_id = 9102));
CREATE FUNCTION test.told_of(c bigint) RETURNS text LANGUAGE sql AS $$
  SELECT test.act('market.refresh_campaign_report(' || c || ')', 'shops');
  SELECT string_agg(format('%s-%s:%s/%s', current_date - first_day, current_date - last_day, shops, sales), ' ' ORDER BY first_day) FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = c;
$$;
SELECT test.holds('today is not told', test.told_of(:c) IS NULL);
UPDATE market.campaign_day SET day = day - 3 WHERE tenant_id = 1 AND campaign_id = :c;
SELECT test.holds('nor a day on which each of three sold to one', test.told_of(:c) IS NULL);
UPDATE market.campaign_day SET new_buyers = 3 WHERE tenant_id = 1 AND campaign_id = :c;
SELECT test.holds('the last period waits, for the days behind it', test.told_of(:c) IS NULL);
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, orders, new_buyers, sales, currency) SELECT 1, :c, shop, current_date - 1, 3, 3, 12345, 'CNY' FROM unnest('{9101,9102,9104}'::bigint[]) AS shop;
SELECT test.told_of(:c) AS told \gset
SELECT test.holds('a day on which three sold is told, without the visits and refunds of one', :'told' = '3-3:3/42000'
  AND (SELECT (orders, discounts) = (3, 8000) AND visits IS NULL AND refunds IS NULL AND sellers = '{9101,9102,9104}' FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = :c));
SELECT test.be('member') \g /dev/null
SELECT test.holds('members read it', test.seen('SELECT count(*) FROM market.campaign_period WHERE campaign_id = ' || :c) = 1);
SELECT test.become('1', 'partner', '1', '9101,9102', 'campaigns:read', '*') \g /dev/null
SELECT test.holds('an app for two of the three does not: it would know the third', test.seen('SELECT count(*) FROM market.campaign_period WHERE campaign_id = ' || :c) = 0);
SELECT test.become('1', 'partner', '1', '9101,9102', 'campaigns:read campaigns:write', '*') \g /dev/null
SELECT test.holds('nor is it given by telling anew', test.act('(SELECT count(*) AS x FROM market.refresh_campaign_report(' || :c || ')) ') = '0');
SELECT test.become('1', 'partner', '1', '9101', 'campaigns:read', '*') \g /dev/null
SELECT test.holds('one for a member does', test.seen('SELECT count(*) FROM market.campaign_period WHERE campaign_id = ' || :c) = 1);
SELECT test.be('outsider') \g /dev/null
SELECT test.holds('an outsider does not', test.seen('SELECT (SELECT count(*) FROM market.campaign_period) + (SELECT count(*) FROM market.campaign_day)') = 0);
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, visits, orders, new_buyers, sales, currency)
  SELECT 1, :rival, shop, current_date - n, 5, 1, 3, 100, 'CNY' FROM unnest('{9101,9102}'::bigint[]) AS shop, generate_series(1, 9) AS n;
SELECT test.be('member') \g /dev/null
SELECT test.holds('with two members there is no total to subtract from', test.told_of(:rival) IS NULL);
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, orders, new_buyers, sales, currency) VALUES (1, :rival, 9103, current_date - 6, 3, 3, 70, 'CNY'), (1, :rival, 9103, current_date - 2, 3, 3, 70, 'CNY');
SELECT test.holds('a period is as long as it takes until three have sold', test.told_of(:rival) = '9-6:3/870');
SAVEPOINT over;
SELECT test.be('operator'), test.act('market.end_campaign(' || :rival || ')', 'id') \g /dev/null
UPDATE market.campaign_period SET first_day = first_day - 8, last_day = last_day - 8 WHERE tenant_id = 1 AND campaign_id = :rival;
UPDATE market.campaign_day SET day = day - 8 WHERE tenant_id = 1 AND campaign_id = :rival;
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, refunds, currency) VALUES (1, :rival, 9103, current_date - 4, 70, 'CNY');
SELECT test.holds('a week after its last sale a campaign''s last period takes in the days behind it, with what was given back', market.tell_due_periods() > 0
  AND test.told_of(:rival) = '17-14:3/870 13-4:3/1100');
ROLLBACK TO over;
SELECT test.holds('what may be told: ' || what, market.may_be_told(sold, buyers) = want) FROM (VALUES ('three who each sold to three', '{100,100,100}'::bigint[], '{3,3,3}'::bigint[], true),
  ('not two', '{100,100}', '{9,9}', false), ('not who sold to too few', '{100,100,100}', '{3,3,2}', false), ('not what one of the two largest could work out', '{10000,5000,999}', '{9,9,9}', false),
  ('what it could not', '{10000,5000,500,500}', '{9,9,3,3}', true), ('not nothing', '{}', '{}', false)) AS v (what, sold, buyers, want);
CREATE FUNCTION test.fails() RETURNS int LANGUAGE sql AS $$ SELECT 1 / (random() * 0)::int $$;
CREATE FUNCTION test.works() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
GRANT USAGE ON SCHEMA test TO souk_migrator;
SELECT souk.add_chore('failing', 'test.fails', every => '1 minute'), souk.add_chore('working', 'test.works', every => '1 minute') \g /dev/null
UPDATE souk.chore SET due_at = now() + interval '1 hour' WHERE name NOT IN ('failing', 'working');
SET LOCAL ROLE souk_gateway;
SELECT souk.claim_chore() AS first \gset
SELECT souk.claim_chore() AS second, souk.do_chore('failing') AS failing \gset
SELECT souk.do_chore('working') IS NULL AS working, souk.claim_chore() IS NULL AND souk.do_chore('failing') IS NULL AS none_left \gset
RESET ROLE;
SELECT test.holds('chores are taken on one by one, and what fails is told by its SQLSTATE', (:'first', :'second', :'failing', :'working', :'none_left') = ('failing', 'working', '22012', 't', 't'));
SELECT test.holds('what it said stays in the database', (SELECT array_agg(problem ORDER BY name) FROM souk.chore WHERE name IN ('failing', 'working')) = '{division by zero,NULL}');
DELETE FROM souk.chore WHERE name IN ('failing', 'working');
SAVEPOINT refunds;
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, visits, orders, new_buyers, sales, refunds, currency)
  SELECT 1, :later, shop, current_date - 30, seen, 3, 3, 10000, back, 'CNY' FROM (VALUES (9101, 9900, 800), (9102, 5000, 1), (9103, 1, 1)) AS v (shop, back, seen);
SELECT market.tell_period(1, :later, current_date - 30, current_date - 30) \g /dev/null
SELECT test.holds('nor are refunds and visits told that one of them outweighs', sales = 30000 AND refunds IS NULL AND visits IS NULL) FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = :later;
ROLLBACK TO refunds;
SELECT test.holds('figures are told with two digits', (SELECT array_agg(market.told(n) ORDER BY n) FROM unnest('{0,99,104,151,12345,199801,9999}'::bigint[]) AS n) = '{0,99,100,150,10000,12000,200000}');
SELECT test.none('no period is of fewer than three shops', 'SELECT * FROM market.campaign_period WHERE shops < 3');

-- Sums beyond what a bigint holds, and what fails in one campaign.
SAVEPOINT vast;
INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency) SELECT 1, 920000 + n, 9102, 'Vast ' || n, 1000000000000, 'CNY' FROM generate_series(1, 200) AS n;
INSERT INTO market.inventory (tenant_id, product_id, merchant_id, stock) SELECT 1, 920000 + n, 9102, 2147483647 FROM generate_series(1, 200) AS n;
UPDATE market.inventory SET sold_count = 2147483647 WHERE tenant_id = 1 AND product_id = 920001;
SELECT test.bring(:c, 920000 + n, 'accepted') FROM generate_series(1, 200) AS n \g /dev/null
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('a basket as dear as can be is ordered, also when a day''s sales are more than can be counted: the ' || n || '.',
  test.act('market.place_basket(ARRAY(SELECT 920000 + g FROM generate_series(1, 200) AS g), array_fill(10000, ''{200}''), 9223372036854775807)', 'total') = '1999999999999992000', n::text)
FROM generate_series(1, 6) AS n;
SELECT test.holds('the day stays at the largest amount', sales = 9223372036854775807) FROM market.campaign_day WHERE tenant_id = 1 AND campaign_id = :c AND merchant_id = 9102 AND day = current_date;
SELECT market.book_campaign_day(1, :c, 9102, 'CNY', more_discounts => 9223372036854775807, more_refunds => 9223372036854775807) FROM generate_series(1, 2) \g /dev/null
SELECT test.holds('and so do discounts and refunds', (discounts, refunds) = (9223372036854775807, 9223372036854775807)) FROM market.campaign_day WHERE tenant_id = 1 AND campaign_id = :c AND merchant_id = 9102 AND day = current_date;
UPDATE market.campaign SET status = 'live' WHERE tenant_id = 1 AND id = :later;
UPDATE market.campaign SET reported_on = NULL WHERE tenant_id = 1;
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, orders, new_buyers, sales, discounts, refunds, currency)
  SELECT 1, :later, shop, current_date - day, 3, 3, 9223372036854775807, 9223372036854775807, 9223372036854775807, 'CNY'
  FROM unnest('{9101,9102,9103}'::bigint[]) AS shop, unnest('{7,5,3}'::int[]) AS day;
DELETE FROM market.campaign_day WHERE tenant_id = 1 AND campaign_id = :later AND merchant_id = 9103 AND day = current_date - 5;
SELECT test.holds('the chore that tells reports goes on', market.tell_due_periods() > 0);
SELECT test.be('member') \g /dev/null
SELECT test.holds('and so does another shop that asks for it', test.told_of(:later) = '7-7:3/9200000000000000000', test.told_of(:later));
SELECT test.holds('with discounts and refunds', (discounts, refunds) = (9200000000000000000, 9200000000000000000)) FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = :later;
UPDATE market.campaign SET status = 'ended' WHERE tenant_id = 1 AND id = :later;
UPDATE market.campaign_day SET day = day - 7 WHERE tenant_id = 1 AND campaign_id = :later;
UPDATE market.campaign_period SET first_day = first_day - 7, last_day = last_day - 7 WHERE tenant_id = 1 AND campaign_id = :later;
SELECT test.holds('also of the last period of such a campaign', test.told_of(:later) = '14-14:3/9200000000000000000 13-10:3/9200000000000000000', test.told_of(:later));
ROLLBACK TO vast;
SET LOCAL client_min_messages = error;
ALTER FUNCTION market.tell_periods(bigint, bigint) RENAME TO tell_periods_well;
CREATE FUNCTION test.breaks(campaign bigint, state text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($f$CREATE OR REPLACE FUNCTION market.tell_periods(of_tenant bigint, campaign bigint) RETURNS void LANGUAGE plpgsql AS $b$
    BEGIN
      IF campaign = %s THEN
        RAISE EXCEPTION USING ERRCODE = %L;
      END IF;
      PERFORM market.tell_periods_well(of_tenant, campaign);
    END $b$ $f$, breaks.campaign, breaks.state);
END
$$;
CREATE FUNCTION test.ends_with(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'SELECT ' || call;
  RETURN 'done';
EXCEPTION WHEN query_canceled OR OTHERS THEN
  RETURN SQLSTATE;
END
$$;
COMMENT ON FUNCTION test.ends_with(text) IS 'The SQLSTATE with which a call ends, a cancellation''s too.';
UPDATE market.campaign SET reported_on = NULL WHERE tenant_id = 1;
INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, orders, new_buyers, sales, currency)
  SELECT 1, campaign, shop, current_date - day, 3, 3, 100, 'CNY' FROM unnest(ARRAY[:later, :other]::bigint[]) AS campaign, unnest('{9101,9102,9103}'::bigint[]) AS shop, unnest('{14,13}'::int[]) AS day;
SELECT test.breaks(:later, '57014') \g /dev/null
SELECT test.holds('a chore that is cut off ends', test.ends_with('market.tell_due_periods()') = '57014');
SELECT test.breaks(:later, '53200') \g /dev/null
SELECT test.holds('and so does one for which the server has not enough of something', test.ends_with('market.tell_due_periods()') = '53200');
SELECT test.breaks(:later, '22003') \g /dev/null
SELECT test.holds('a report that fails is its campaign''s', test.ends_with('market.tell_due_periods()') = 'done');
SELECT test.holds('others are told', EXISTS (SELECT FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = :other) AND NOT EXISTS (SELECT FROM market.campaign_period WHERE tenant_id = 1 AND campaign_id = :later));
SELECT test.holds('and has its turn the next day', (test.is(:later)).reported_on = (now() AT TIME ZONE 'UTC')::date AND market.tell_due_periods() = 0);
SAVEPOINT unmoved;
ALTER FUNCTION market.move_campaign(market.campaign, text) RENAME TO move_campaign_well;
UPDATE market.campaign SET status = 'live', ends_at = now(), starts_at = now() - interval '1 day' WHERE tenant_id = 1 AND id IN (:later, :other);
SELECT format($f$CREATE FUNCTION market.move_campaign(campaign market.campaign, new_status text) RETURNS market.campaign LANGUAGE plpgsql AS $b$
  BEGIN
    IF campaign.id = %s THEN
      RAISE EXCEPTION USING ERRCODE = current_setting('test.state');
    END IF;
    RETURN market.move_campaign_well(campaign, new_status);
  END $b$ $f$, :later) AS broken \gset
:broken;
SET LOCAL test.state = '57014';
SELECT test.holds('the chore that ends campaigns ends when it is cut off', test.ends_with('market.close_all_due_campaigns()') = '57014');
SET LOCAL test.state = '22003';
SELECT test.holds('a campaign that cannot be ended lets the chore go on', test.ends_with('market.close_all_due_campaigns()') = 'done');
SELECT test.holds('and keeps no other from being ended', (test.is(:other)).status = 'ended' AND (test.is(:later)).status = 'live');
ROLLBACK TO vast;
SET LOCAL client_min_messages = warning;

-- What a token may not read is not there, for mutations that speak of it by an id as well.
SELECT test.holds('a product is answered like none to a token that may not read products: ' || what, test.become('1', 'partner', '1', '9102', 'campaigns:read campaigns:write', '*') IS NOT NULL
  AND test.answer(format('SELECT market.submit_product(%s, %s)', :later, product)) = 'SK404|Your shop sells no such product.|product_id', test.answer(format('SELECT market.submit_product(%s, %s)', :later, product)))
FROM (VALUES ('for sale', 9122), ('a draft', 9121), ('another shop''s', 9110), ('none', 999999999)) AS v (what, product);
SELECT test.holds('nor has such a token anything to bring in', test.answer(format('SELECT (market.submit_product_refusal(%s)).code', :later)) = 'NOT_FOUND');
SELECT test.become('1', 'partner', '1', '9102', 'campaigns:read campaigns:write products:read', '*') \g /dev/null
SELECT test.holds('with the scope it brings in what is for sale', test.outcome(format('SELECT market.submit_product(%s, 9122)', :later)) = 'done'
  AND test.answer(format('SELECT (market.submit_product_refusal(%s)).code', :later)) IS NULL);
SELECT test.become('1', 'buyer', '9101', scopes => 'orders:write orders:read') \g /dev/null
SELECT test.holds('a basket tells no prices then', test.answer(format('SELECT market.place_basket(ARRAY[%s], ''{1}'', 0)', product))
  = format('SK404|A product of the basket is not for sale, or its shop does not sell at the moment.|product_ids|{"product": "%s"}', product)) FROM unnest('{9122,999999999}'::bigint[]) AS product;
SELECT test.become('1', 'buyer', '9101', scopes => 'orders:write orders:read products:read') \g /dev/null
SELECT test.holds('with the scope it does', test.answer('SELECT market.place_basket(''{9122}'', ''{1}'', 0)') LIKE 'SK412|%"total"%' AND test.outcome('SELECT market.place_basket(''{9122}'', ''{1}'', 10000)') = 'done');

-- Time passes by itself.
UPDATE market.campaign SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 minute' WHERE tenant_id = 1 AND id IN (:c, :other, :rival);
SELECT test.be('buyer') \g /dev/null
SELECT test.holds('a campaign whose end has passed takes nothing off', test.quote('{9110,9120,9140}', '{1,1,1}') LIKE '%= 30000');
SELECT test.answers('so a basket that was open does not cost more unasked', 'buyer', $$market.place_basket('{9110,9120,9140}', '{1,1,1}', 26000)$$, 'PRECONDITION');
SELECT test.answers('it is over for its members', 'member', 'market.withdraw_product(' || :c || ', 9120)', 'INVALID_STATE');
SELECT test.answers('and one that never went live is cancelled', 'applicant', 'market.apply_to_campaign(' || :other || ')', 'INVALID_STATE');
SELECT test.answers('its report stays', 'member', 'market.refresh_campaign_report(' || :c || ')', 'done');
SELECT test.answers('an operator ends nothing that is over', 'operator', 'market.end_campaign(' || :c || ')', 'INVALID_STATE');
SELECT test.answers('a product is free for the next', 'member', 'market.submit_product(' || :later || ', 9120)', 'done');
SELECT test.be('operator'), test.act('market.close_due_campaigns(1000)') AS n \gset
SELECT test.holds('a scheduler writes down what time did', :n >= 3 AND (test.is(:c)).status = 'ended' AND (test.is(:other)).status = 'cancelled'
  AND NOT EXISTS (SELECT FROM market.campaign_product WHERE tenant_id = 1 AND campaign_id = :other AND is_public));
SELECT test.holds('once', test.act('market.close_due_campaigns(1000)') = '0');
SELECT test.answers('nobody else is the scheduler', 'initiator', 'market.close_due_campaigns(1000)', 'FORBIDDEN');

-- Partners' apps, limited tokens, other tenants.
SELECT test.campaign_in('open', 9122) AS c, test.campaign_in('open', 9123) AS d \gset
SELECT test.become('1', 'partner', '1', '9102,9105', 'campaigns:read', '*') \g /dev/null
SELECT test.holds('an app without campaigns:write does nothing', test.outcome('SELECT market.apply_to_campaign(' || :c || ', NULL, 9105)') = 'FORBIDDEN');
SELECT test.become('1', 'partner', '1', '9102,9105', 'campaigns:write', '*') \g /dev/null
SELECT test.holds('nor one that may not read them', test.outcome('SELECT market.apply_to_campaign(' || :c || ', NULL, 9105)') = 'NOT_FOUND');
SELECT test.become('1', 'partner', '1', '9102,9105', 'campaigns:read campaigns:write', '*') \g /dev/null
SELECT test.holds('an app for several shops says for which', test.outcome('SELECT market.apply_to_campaign(' || :c || ')') = 'BAD_VARIABLE'
  AND test.outcome('SELECT market.apply_to_campaign(' || :c || ', NULL, 9105)') = 'done' AND test.outcome('SELECT market.apply_to_campaign(' || :c || ', NULL, 9104)') = 'FORBIDDEN');
SELECT test.act('market.apply_to_campaign(' || :c || ', NULL, 9105)', 'state') \g /dev/null
SELECT test.holds('which is on record', count(*) = 1) FROM souk.audit WHERE tenant_id = 1 AND role = 'partner' AND action = 'campaign.apply' AND object = 'campaign ' || :c;
SELECT test.become('1', 'partner', '1', '9105', 'campaigns:read campaigns:write', 'campaign=' || :c) \g /dev/null
SELECT test.holds('a token for some campaigns moves no other', test.outcome('SELECT market.apply_to_campaign(' || :d || ')') = 'NOT_FOUND'
  AND test.outcome('SELECT market.withdraw_from_campaign(' || :c || ')') = 'done');
SELECT test.become('1', 'partner', '1', '9101', 'campaigns:read campaigns:write', 'campaign=' || :c) \g /dev/null
SELECT test.holds('and opens none', test.outcome($$SELECT market.open_campaign('X', 'joint_marketing', now(), now() + interval '1 day', 3, 'T')$$) = 'FORBIDDEN');
SELECT test.become('1', 'partner', '1', '9102', 'campaigns:read', '') \g /dev/null
SELECT test.holds('a partner whose limits were not stated sees nothing of campaigns', test.seen(format('SELECT count(*) FROM market.%I WHERE campaign_id IS NOT NULL', t)) = 0)
FROM unnest('{campaign_product,campaign_tier,campaign_category,campaign_day,campaign_period,campaign_agreement,campaign_signature,slot_request,campaign_sale}'::text[]) AS t;
SELECT test.become('2', 'merchant', '9102', '9102') \g /dev/null
SELECT test.holds('another tenant''s campaign is not there', test.outcome('SELECT market.withdraw_from_campaign(' || :c || ')') = 'NOT_FOUND');
SELECT test.become('2', 'operator', '1') \g /dev/null
SELECT test.holds('for its operators either', test.outcome('SELECT market.freeze_campaign(' || :c || ', ''why'')') = 'NOT_FOUND'
  AND test.outcome('SELECT market.refuse_promotion_slot(' || :request || ')') = 'NOT_FOUND' AND test.outcome('SELECT market.refund_item(' || :order_id || ', 1, 1)') = 'NOT_FOUND');

-- A product that is promised to two campaigns, of which one moves over the other.
INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency) VALUES (1, 9199, 9102, 'Promised', 10000, 'CNY');
SELECT test.opened() AS near \gset
SELECT test.be('initiator'), test.act($$market.open_campaign('Cast', 'joint_marketing', now() + interval '10 days', now() + interval '12 days', 4, 'Fair terms')$$, 'id') AS far \gset
SELECT test.joined(:near, 'member'), test.joined(:far, 'member'), test.be('member'), test.act('market.submit_product(' || :near || ', 9199)', 'state'), test.act('market.submit_product(' || :far || ', 9199)', 'state') \g /dev/null
SELECT test.be('initiator'), test.act('market.accept_product(' || :near || ', 9199)', 'state') \g /dev/null
SELECT test.answers('where it only waits to be reviewed is not told by moving dates', 'initiator', 'market.revise_campaign(' || :near || ', ends_at => now() + interval ''11 days'')', 'done');
SAVEPOINT accepted;
SELECT test.act('market.accept_product(' || :far || ', 9199)', 'state') \g /dev/null
SELECT test.answers('where everybody sees it, it is', 'initiator', 'market.revise_campaign(' || :near || ', ends_at => now() + interval ''11 days'')', 'CONFLICT');
ROLLBACK TO accepted;
SELECT test.be('initiator'), test.act('market.revise_campaign(' || :near || ', ends_at => now() + interval ''11 days'')', 'id') \g /dev/null
SELECT test.answers('and the later one does not take it', 'initiator', 'market.accept_product(' || :far || ', 9199)', 'CONFLICT');
SELECT test.answers('but gets another name', 'initiator', 'market.revise_campaign(' || :far || ', ''Far away'')', 'done');
SELECT test.answers('though no other time with it', 'initiator', 'market.revise_campaign(' || :far || ', ends_at => now() + interval ''13 days'')', 'CONFLICT');
SELECT test.become('1', 'partner', '1', '9102', 'campaigns:read campaigns:write products:read', 'campaign=' || :far) \g /dev/null
SELECT test.holds('a token for some campaigns is not told which other one has it', test.answer('SELECT market.withdraw_product(' || :far || ', 9199)') IS NOT NULL
  AND test.answer('SELECT market.submit_product(' || :far || ', 9199)') LIKE 'SK409|%' AND test.answer('SELECT market.submit_product(' || :far || ', 9199)') NOT LIKE '%' || :near || '%');
-- What is hidden is refused in the words of what is seen, and these do not speak of campaigns.
UPDATE market.campaign_product SET state = 'submitted' WHERE tenant_id = 1 AND campaign_id = :far AND product_id = 9199;
CREATE TEMP TABLE told_of_promised (who text, seen boolean, answer text);
SELECT test.be('initiator') \g /dev/null
INSERT INTO told_of_promised SELECT 'the initiator', true, test.answer('SELECT market.accept_product(' || :far || ', 9199)');
SELECT test.become('1', 'partner', '1', '9101', 'campaigns:read campaigns:write', 'campaign=' || :far) \g /dev/null
INSERT INTO told_of_promised SELECT 'a token for the one campaign', false, test.answer('SELECT market.accept_product(' || :far || ', 9199)');
UPDATE market.campaign_product SET state = 'withdrawn', is_public = false WHERE tenant_id = 1 AND campaign_id = :near AND product_id = 9199;
SELECT test.promise(9199) \g /dev/null
UPDATE market.campaign SET ends_at = now() + interval '20 days', status = 'frozen', frozen_from = 'live' WHERE tenant_id = 1 AND id = 9199;
SELECT test.be('initiator') \g /dev/null
INSERT INTO told_of_promised SELECT 'another shop''s frozen one', false, test.answer('SELECT market.accept_product(' || :far || ', 9199)');
SELECT test.holds('a product that is promised elsewhere is refused alike, whether the other campaign is seen or not: ' || t.who, t.answer = s.answer AND t.answer LIKE 'SK409|%'
  AND t.answer NOT LIKE '%campaign%', t.answer) FROM told_of_promised AS t, (SELECT answer FROM told_of_promised WHERE seen) AS s;

-- Partners to do something with.
INSERT INTO market.guild (tenant_id, id, kind, name) VALUES (1, 9101, 'guild', 'Tea masters'), (1, 9102, 'training', 'Photography');
INSERT INTO market.guild_member (tenant_id, guild_id, merchant_id) VALUES (1, 9101, 9106), (1, 9101, 9103), (1, 9102, 9106), (1, 9102, 9103);
SELECT test.be('sixth') \g /dev/null
SELECT test.holds('suggestions have reasons, and the score is their sum', test.seen($$SELECT count(*) FROM market.suggested_partners(1) WHERE merchant_id = 9103
  AND score = 20 + 15 + 10 AND reasons = '{SHARED_GUILD,SHARED_TRAINING,SAME_REGION}' AND shared_guilds = 1 AND shared_trainings = 1 AND earlier_campaigns = 0$$) = 1);
SELECT test.holds('one does not get oneself, nor closed shops', test.seen($$SELECT count(*) FROM market.suggested_partners(1) AS s JOIN market.merchant AS m ON m.tenant_id = 1 AND m.id = s.merchant_id
  WHERE s.merchant_id = 9106 OR m.status <> 'open'$$) = 0);
SELECT test.holds('only for the shop one acts for', test.seen('SELECT count(*) FROM market.suggested_partners(1, 9101)') = 0 AND test.seen('SELECT count(*) FROM market.suggested_partners(2)') = 0);
SELECT test.be('initiator') \g /dev/null
SELECT test.holds('earlier campaigns count', test.seen($$SELECT count(*) FROM market.suggested_partners(1) WHERE merchant_id = 9102 AND 'EARLIER_CAMPAIGNS' = ANY (reasons)$$) = 1);
SELECT test.holds('for a campaign those are left out who have a part in it', test.seen('SELECT count(*) FROM market.suggested_partners(1, NULL, ' || :c || ') WHERE merchant_id IN (9102, 9103, 9104)') = 0);
SELECT test.be('operator') \g /dev/null
SELECT test.holds('nobody but shops has any', test.seen('SELECT count(*) FROM market.suggested_partners(1)') = 0);
-- Grounds are for who may read what they are made of. Shops 9103 and 9106: ten buyers of both, ten followers of both.
INSERT INTO market.buyer (tenant_id, id, nickname) SELECT 1, 9300 + i, 'Common ' || i FROM generate_series(1, 10) AS i;
INSERT INTO market.merchant_category (tenant_id, merchant_id, category_id) SELECT 1, 9103, min(c.id) FROM market.category AS c WHERE c.tenant_id = 1 ON CONFLICT DO NOTHING;
INSERT INTO market.follow (tenant_id, follower_buyer_id, followed_merchant_id) SELECT 1, 9300 + i, s FROM generate_series(1, 10) AS i, unnest('{9103,9106}'::bigint[]) AS s;
INSERT INTO market."order" (tenant_id, id, buyer_id, merchant_id, status, total, currency, created_at)
  SELECT 1, s * 100 + i * 2 + k, 9300 + i, s, CASE i % 2 WHEN 0 THEN 'completed' ELSE 'delivered' END, 100, 'CNY', now() - interval '31 days'
  FROM generate_series(1, 10) AS i, unnest('{9103,9106}'::bigint[]) AS s, generate_series(0, 1) AS k;
CREATE FUNCTION test.complements() RETURNS boolean LANGUAGE sql AS $$
  SELECT test.seen('SELECT count(*) FROM market.suggested_partners(1, 9106) WHERE merchant_id = 9103 AND complementary AND ''COMPLEMENTARY_CATEGORIES'' = ANY (reasons)') = 1 $$;
SELECT test.be('sixth') \g /dev/null
SELECT test.holds('ten buyers of both make a shop complementary', test.complements());
SAVEPOINT fewer;
UPDATE market."order" SET status = 'cancelled' WHERE tenant_id = 1 AND buyer_id = 9301 AND merchant_id = 9103;
SELECT test.holds('nine do not, however often they ordered', NOT test.complements());
ROLLBACK TO fewer;
CREATE FUNCTION test.complements_once(change text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  verdict boolean;
BEGIN
  EXECUTE 'UPDATE market."order" SET ' || change;
  verdict := test.complements();
  RAISE EXCEPTION USING ERRCODE = 'TE001';
EXCEPTION WHEN SQLSTATE 'TE001' THEN
  RETURN verdict;
END
$$;
COMMENT ON FUNCTION test.complements_once(text) IS 'Whether it is so after this change of orders, which is taken back.';
SELECT test.holds(format('an order counts once it was delivered and is a month old, here and there: %s at %s', how, shop),
  NOT test.complements_once(format('%s WHERE tenant_id = 1 AND buyer_id = 9301 AND merchant_id = %s', how, shop)))
FROM unnest('{status = ''placed'',status = ''paid'',status = ''shipped'',status = ''refunded'',created_at = now() - interval ''29 days''}'::text[]) AS how, unnest('{9103,9106}'::bigint[]) AS shop;
SELECT c.id AS earlier FROM market.campaign AS c WHERE c.tenant_id = 1 AND c.status IN ('live', 'ended') AND EXISTS (SELECT FROM market.campaign_participant AS p
  WHERE p.tenant_id = 1 AND p.campaign_id = c.id AND p.merchant_id = 9101 AND p.state = 'accepted') AND EXISTS (SELECT FROM market.campaign_participant AS p
  WHERE p.tenant_id = 1 AND p.campaign_id = c.id AND p.merchant_id = 9102 AND p.state = 'accepted') LIMIT 1 \gset
CREATE FUNCTION test.grounds(shop bigint, of bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  SET LOCAL ROLE souk_gateway;
  SELECT concat_ws(' ', CASE WHEN s.earlier_campaigns > 0 THEN 'campaigns' END, CASE WHEN s.shared_followers > 0 THEN 'followers' END, CASE WHEN s.complementary THEN 'buyers' END)
    INTO answer FROM market.suggested_partners(1, shop) AS s WHERE s.merchant_id = of;
  RESET ROLE;
  RETURN answer;
END
$$;
SELECT test.holds(format('a partner has the grounds that its token may read: %s, for %s', coalesce(nullif(limits, ''), 'none stated'), scopes),
  test.become('1', 'partner', '1', '9101,9106', scopes, replace(limits, ':c', :'earlier')) IS NOT NULL AND test.grounds(9106, 9103) = of_sixth AND test.grounds(9101, 9102) = of_first,
  concat_ws(', ', test.grounds(9106, 9103), test.grounds(9101, 9102)))
FROM (VALUES ('campaigns:read follows:read orders:read', '*', 'followers buyers', 'campaigns'), ('campaigns:read orders:read', '*', 'buyers', 'campaigns'),
  ('campaigns:read follows:read', '*', 'followers', 'campaigns'), ('campaigns:read', '*', '', 'campaigns'), ('campaigns:read', 'campaign=:c', '', 'campaigns'),
  ('campaigns:read', 'campaign=', '', ''), ('campaigns:read', '', '', '')) AS v (scopes, limits, of_sixth, of_first);
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.none('no score is beyond its reasons, on the demo', $$SELECT s.* FROM market.suggested_partners(1, 1) AS s WHERE score <> 20 * least(shared_guilds, 1) + 15 * least(shared_trainings, 1)
  + 5 * least(earlier_campaigns, 3) + least(20, shared_followers) + CASE WHEN complementary THEN 20 ELSE 0 END + CASE WHEN same_region THEN 10 ELSE 0 END OR cardinality(reasons) = 0$$);
