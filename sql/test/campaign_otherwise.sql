-- What stands against a step of campaign_matrix.sql that its actor may do, in a state in which it is done: each row is a way to run into it,
-- which campaign_refusals.sql tries. Of the reasons the last column of the table in sql/CAMPAIGNS.md is made, so that it says nothing that was
-- not tried. A reason with %s names the inputs of its rows there.
--
-- A row is of the step of this mutation that `actor` may do, or of the mutation's first. What is not said is as it is there: the first of the
-- actors, the first of the states, the same call. `setup` comes before, `token` is taken instead of the actor's own. `code`, `input` and
-- `detail` must be exactly what is answered. The guard must answer the same, but where it is `unasked`, since it is about what was typed in:
-- then nothing stands against the step as far as the guard knows. The words of campaign_matrix.sql are replaced in `setup`, `call` and `detail`;
-- test.put and so on: see campaign_refusals.sql.
CREATE TABLE test.campaign_otherwise (place serial, mutation text, code text, reason text, input text, detail text, actor text, in_state text, setup text, token text, call text,
  unasked boolean NOT NULL DEFAULT false);

-- Opening. -----------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, setup, token) VALUES
  ('openCampaign', 'FORBIDDEN', 'the shop has no initiator right', 'DELETE FROM market.initiator_right WHERE tenant_id = 1 AND merchant_id = 9101', NULL),
  ('openCampaign', 'FORBIDDEN', 'the token is for some campaigns only', NULL, $$SELECT test.become('1', 'partner', '1', '9101', 'campaigns:read campaigns:write', 'campaign=1')$$),
  ('openCampaign', 'PRECONDITION', 'the shop does not sell at the moment', $$SELECT test.trade(9101, 'paused')$$, NULL);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, token, unasked) VALUES
  ('openCampaign', 'BAD_VARIABLE', '%s left out by who acts for several shops', 'as_merchant_id', 'SELECT test.app(''9101,9102'')', true);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call, unasked)
  SELECT 'openCampaign', v.code, v.reason, v.input, format('market.open_campaign(kind => ''joint_marketing'', %s)', (
      SELECT string_agg(a.key || ' => ' || a.value, ', ') FROM jsonb_each_text(jsonb_build_object('title', '''X''', 'starts_at', 'now()', 'ends_at', 'now() + interval ''1 day''',
        'seats', '3', 'terms', '''T''') || v.said) AS a)), true
  FROM (VALUES
    ('BAD_VARIABLE', '%s out of bounds', 'title', '{"title": "''''"}'::jsonb),
    ('BAD_VARIABLE', '%s out of bounds', 'title', '{"title": "''  ''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'title', '{"title": "NULL"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'title', '{"title": "repeat(''x'', 201)"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'title', '{"title": "''X'' || chr(8238) || ''Y''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'sought', '{"sought": "NULL"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"ends_at": "now()"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"ends_at": "''infinity''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"ends_at": "now() + interval ''1 year 1 day''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"starts_at": "''-infinity''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"starts_at": "now() - interval ''2 days''", "ends_at": "now() - interval ''1 day''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'ends_at', '{"starts_at": "now() + interval ''3 years''", "ends_at": "now() + interval ''3 years 1 day''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'seats', '{"seats": "1"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'seats', '{"seats": "201"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'terms', '{"terms": "'' ''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'terms', '{"terms": "repeat(''x'', 20001)"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'theme', '{"theme": "repeat(''x'', 201)"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'theme', '{"theme": "chr(8203)"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'min_rating', '{"min_rating": "5.1"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'min_rating', '{"min_rating": "-0.1"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'min_rating', '{"min_rating": "''NaN''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'min_monthly_sales', '{"min_monthly_sales": "-1"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'regions', '{"regions": "''{NULL}''"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'regions', '{"regions": "ARRAY['''']"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'regions', '{"regions": "ARRAY(SELECT n::text FROM generate_series(1, 101) AS n)"}'),
    ('BAD_VARIABLE', '%s out of bounds', 'category_ids', '{"category_ids": "ARRAY(SELECT n FROM generate_series(1, 101) AS n)"}'),
    ('NOT_FOUND', 'no such category', 'category_ids', '{"category_ids": "''{1,999999999}''"}'),
    ('NOT_FOUND', 'no such category', 'category_ids', '{"category_ids": "''{NULL}''"}')) AS v (code, reason, input, said);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call) VALUES
  ('grantInitiatorRight', 'NOT_FOUND', 'no such shop', 'merchant_id', 'market.grant_initiator_right(999999999)'),
  ('withdrawInitiatorRight', 'NOT_FOUND', 'no such shop', 'merchant_id', 'market.withdraw_initiator_right(999999999)');

-- Joining. -----------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, in_state, setup, call) VALUES
  ('inviteToCampaign', 'NOT_FOUND', 'no such shop, or one that closed', 'merchant_id', NULL, NULL, NULL, 'market.invite_to_campaign(:c, 999999999)'),
  ('inviteToCampaign', 'NOT_FOUND', 'no such shop, or one that closed', 'merchant_id', NULL, NULL, $$SELECT test.trade(:o, 'closed')$$, NULL),
  ('inviteToCampaign', 'INVALID_STATE', 'it is invited or a member already', NULL, '{"state": "INVITED"}', NULL, NULL, 'market.invite_to_campaign(:c, 9103)'),
  ('inviteToCampaign', 'INVALID_STATE', 'it is invited or a member already', NULL, '{"state": "ACCEPTED"}', NULL, NULL, 'market.invite_to_campaign(:c, :m)'),
  ('inviteToCampaign', 'INVALID_STATE', 'it is invited or a member already', NULL, '{"state": "ACCEPTED"}', NULL, NULL, 'market.invite_to_campaign(:c, 9101)'),
  ('inviteToCampaign', 'CONFLICT', 'it has applied, and every seat is taken', 'campaign_id', '{"seats": 2}', 'open', 'SELECT test.fill(:c)', 'market.invite_to_campaign(:c, :a)');
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, input, token) VALUES
  ('applyToCampaign', 'outsider', 'BAD_VARIABLE', '%s left out by who acts for several shops', 'as_merchant_id', $$SELECT test.app('9105,9106')$$),
  ('acceptInvitation', 'invited', 'BAD_VARIABLE', '%s left out by who acts for several shops', 'as_merchant_id', $$SELECT test.app('9103,9105')$$),
  ('withdrawFromCampaign', 'member', 'BAD_VARIABLE', '%s left out by who acts for several shops', 'as_merchant_id', $$SELECT test.app('9102,9105')$$);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call, unasked) VALUES
  ('applyToCampaign', 'BAD_VARIABLE', '%s too long', 'message', 'market.apply_to_campaign(:c, message => repeat(''x'', 2001))', true);
INSERT INTO test.campaign_otherwise (mutation, code, reason, detail, setup)
  SELECT 'applyToCampaign', 'INVALID_STATE', 'an applicant, a member, declined or removed', format('{"state": "%s"}', upper(part)), format('SELECT test.put(:c, :o, %L)', part)
  FROM unnest('{applied,accepted,declined,removed}'::text[]) AS part;
INSERT INTO test.campaign_otherwise (mutation, code, reason, setup, token)
  SELECT mutation, 'FORBIDDEN', 'it asks for sales, and the token may not read them', 'UPDATE market.campaign SET min_monthly_sales = 1 WHERE tenant_id = 1 AND id = :c',
    format($$SELECT test.become('1', 'merchant', %1$L, %1$L, 'campaigns:read campaigns:write')$$, shop)
  FROM (VALUES ('applyToCampaign', 9105), ('acceptApplication', 9101)) AS v (mutation, shop);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup)
  SELECT of.mutation, 'PRECONDITION', of.reason, 'campaign_id', jsonb_build_object('missed', v.missed), replace(v.setup, ':shop', of.shop)
  FROM (VALUES ('applyToCampaign', ':o', 'a requirement is missed, named in `detail.missed`'), ('acceptApplication', ':a', 'a requirement is missed by now, named in `detail.missed`'))
    AS of (mutation, shop, reason)
  CROSS JOIN (VALUES
    ('{OPEN_SHOP}'::text[], $$SELECT test.trade(:shop, 'paused')$$),
    ('{REGION}', $$UPDATE market.campaign SET regions = '{Nowhere}' WHERE tenant_id = 1 AND id = :c$$),
    ('{RATING}', $$UPDATE market.campaign SET min_rating = 4.2 WHERE tenant_id = 1 AND id = :c$$),
    ('{RATING}', $$UPDATE market.merchant SET rating = NULL WHERE tenant_id = 1 AND id = :shop; UPDATE market.campaign SET min_rating = 0 WHERE tenant_id = 1 AND id = :c$$),
    ('{MONTHLY_SALES}', $$UPDATE market.campaign SET min_monthly_sales = 5001 WHERE tenant_id = 1 AND id = :c$$),
    ('{MONTHLY_SALES}', $$UPDATE market.campaign SET min_monthly_sales = 1, currency = 'EUR' WHERE tenant_id = 1 AND id = :c$$),
    ('{CATEGORY}', $$INSERT INTO market.campaign_category VALUES (1, :c, 1)$$),
    ('{REGION,RATING}', $$UPDATE market.campaign SET regions = '{Nowhere}', min_rating = 4.2 WHERE tenant_id = 1 AND id = :c$$)) AS v (missed, setup);
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, input, detail, setup) VALUES
  ('applyToCampaign', 'invited', 'PRECONDITION', 'it was invited and does not sell at the moment', NULL, '{"merchant": "9103"}', $$SELECT test.trade(9103, 'paused')$$),
  ('applyToCampaign', 'invited', 'CONFLICT', 'it was invited and every seat is taken', 'campaign_id', '{"seats": 2}', 'SELECT test.fill(:c)'),
  ('acceptInvitation', 'invited', 'INVALID_STATE', 'not invited', NULL, '{"state": "WITHDRAWN"}', $$SELECT test.put(:c, 9103, 'withdrawn')$$),
  ('acceptInvitation', 'invited', 'INVALID_STATE', 'not invited', NULL, '{"state": "DECLINED"}', $$SELECT test.put(:c, 9103, 'declined')$$),
  ('acceptInvitation', 'invited', 'INVALID_STATE', 'not invited', NULL, '{"state": "REMOVED"}', $$SELECT test.put(:c, 9103, 'removed')$$),
  ('acceptInvitation', 'invited', 'PRECONDITION', 'it does not sell at the moment', NULL, '{"merchant": "9103"}', $$SELECT test.trade(9103, 'paused')$$),
  ('acceptInvitation', 'invited', 'CONFLICT', 'every seat is taken', 'campaign_id', '{"seats": 2}', 'SELECT test.fill(:c)'),
  ('acceptApplication', 'initiator', 'CONFLICT', 'every seat is taken', 'campaign_id', '{"seats": 2}', 'SELECT test.fill(:c)');
INSERT INTO test.campaign_otherwise (mutation, code, reason, detail, call)
  SELECT mutation, 'INVALID_STATE', 'no applicant', detail, format('market.%s(:c, %s)', function, shop)
  FROM (VALUES ('acceptApplication', 'accept_application'), ('declineApplication', 'decline_application')) AS of (mutation, function)
  CROSS JOIN (VALUES (':o', '{"state": null}'), (':m', '{"state": "ACCEPTED"}'), ('9103', '{"state": "INVITED"}')) AS v (shop, detail);

-- Leaving. -----------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, detail, in_state, setup) VALUES
  ('withdrawFromCampaign', 'member', 'INVALID_STATE', 'it has signed', '{"state": "SIGNED"}', 'signing', $$SELECT test.sign(:c, 'member')$$),
  ('withdrawFromCampaign', 'member', 'INVALID_STATE', 'it has no part any more', '{"state": "REMOVED"}', 'open', $$SELECT test.put(:c, :m, 'removed')$$),
  ('withdrawFromCampaign', 'applicant', 'INVALID_STATE', 'it has no part any more', '{"state": "DECLINED"}', 'open', $$SELECT test.put(:c, :a, 'declined')$$),
  ('removeFromCampaign', 'initiator', 'INVALID_STATE', 'it has signed', '{"state": "SIGNED"}', 'signing', $$SELECT test.sign(:c, 'member')$$);
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, input, detail, call)
  SELECT 'removeFromCampaign', who, code, reason, input, detail, format('market.remove_from_campaign(:c, %s)', shop)
  FROM unnest('{initiator,operator}'::text[]) AS who
  CROSS JOIN (VALUES ('INVALID_STATE', 'it has no part, or only applies', NULL, '{"state": null}', ':o'), ('INVALID_STATE', 'it has no part, or only applies', NULL, '{"state": "APPLIED"}', ':a'),
    ('FORBIDDEN', 'it is the initiator', 'merchant_id', NULL, '9101')) AS v (code, reason, input, detail, shop);

-- Products, the page, the discount. ----------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup, call) VALUES
  ('submitProduct', 'NOT_FOUND', 'no product of the shop, or a draft', 'product_id', NULL, NULL, 'market.submit_product(:c, 999999999)'),
  ('submitProduct', 'NOT_FOUND', 'no product of the shop, or a draft', 'product_id', NULL, NULL, 'market.submit_product(:c, 9110)'),
  ('submitProduct', 'NOT_FOUND', 'no product of the shop, or a draft', 'product_id', NULL, $$UPDATE market.product SET status = 'draft' WHERE tenant_id = 1 AND id = :f$$, NULL),
  ('submitProduct', 'PRECONDITION', 'not for sale', 'product_id', NULL, $$UPDATE market.product SET status = 'delisted' WHERE tenant_id = 1 AND id = :f$$, NULL),
  ('submitProduct', 'PRECONDITION', 'in another currency than the campaign', 'product_id', NULL, $$UPDATE market.product SET currency = 'EUR' WHERE tenant_id = 1 AND id = :f$$, NULL),
  ('submitProduct', 'CONFLICT', 'not free at that time', 'product_id', '{"campaign": "9199"}', 'SELECT test.promise(:f)', NULL),
  ('submitProduct', 'CONFLICT', 'not free at that time', 'product_id', NULL, $$SELECT test.promise(:f); UPDATE market.campaign SET status = 'draft' WHERE tenant_id = 1 AND id = 9199$$, NULL),
  ('submitProduct', 'INVALID_STATE', 'in this one already, or waiting', 'product_id', NULL, NULL, 'market.submit_product(:c, :p)'),
  ('submitProduct', 'INVALID_STATE', 'in this one already, or waiting', 'product_id', NULL, $$SELECT test.bring(:c, :p, 'accepted')$$, 'market.submit_product(:c, :p)'),
  ('acceptProduct', 'NOT_FOUND', 'not submitted', 'product_id', NULL, NULL, 'market.accept_product(:c, :f)'),
  ('acceptProduct', 'CONFLICT', 'not free at that time', 'product_id', NULL, 'SELECT test.promise(:p)', NULL),
  ('acceptProduct', 'CONFLICT', 'not free at that time', 'product_id', NULL, $$SELECT test.promise(:p); UPDATE market.campaign SET status = 'frozen', frozen_from = 'live' WHERE tenant_id = 1 AND id = 9199$$, NULL),
  ('declineProduct', 'NOT_FOUND', 'not submitted', 'product_id', NULL, NULL, 'market.decline_product(:c, :f)'),
  ('withdrawProduct', 'NOT_FOUND', 'none of the shop''s in it', 'product_id', NULL, NULL, 'market.withdraw_product(:c, :f)'),
  ('withdrawProduct', 'NOT_FOUND', 'none of the shop''s in it', 'product_id', NULL, $$SELECT test.bring(:c, 9110, 'accepted')$$, 'market.withdraw_product(:c, 9110)');
INSERT INTO test.campaign_otherwise (mutation, code, reason, token, call) VALUES
  ('submitProduct', 'FORBIDDEN', 'of a shop that is no member', $$SELECT test.app('9102,9105')$$, 'market.submit_product(:c, 9150)');
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup)
  SELECT mutation, 'INVALID_STATE', reason, 'product_id', format('{"state": "%s"}', upper(state)), format('SELECT test.bring(:c, :p, %L)', state)
  FROM (VALUES ('acceptProduct', 'not waiting', '{accepted,declined,withdrawn}'::text[]), ('declineProduct', 'declined or withdrawn', '{declined,withdrawn}'),
    ('withdrawProduct', 'declined or withdrawn', '{declined,withdrawn}')) AS v (mutation, reason, states), unnest(states) AS state;
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call, unasked)
  SELECT v.mutation, v.code, v.reason, v.input, format('market.%s(:c, %s)', v.function, v.said), true
  FROM (VALUES
    ('declineProduct', 'decline_product', 'BAD_VARIABLE', '%s too long', 'reason', ':p, reason => repeat(''x'', 2001)'),
    ('choosePageTemplate', 'choose_page_template', 'NOT_FOUND', 'no such template', 'page_template_id', '999999999'),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'steps that do not rise', 'save', '''{300,500}'', ''{40,30}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'steps that do not rise', 'save', '''{300,500}'', ''{40,40}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'steps that do not rise', 'save', '''{300,300}'', ''{40,50}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'one that saves nothing, or more than is spent', 'save', '''{30}'', ''{0}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'one that saves nothing, or more than is spent', 'save', '''{30}'', ''{31}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'one that saves nothing, or more than is spent', 'save', '''{NULL}'', ''{31}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'one that saves nothing, or more than is spent', 'save', '''{30}'', ''{NULL}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'one beyond 1,000,000,000,000', 'save', '''{1000000000001}'', ''{1}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'more than 20, or not as many `save` as `spend`', 'save', '''{30,50}'', ''{10}'''),
    ('setDiscountTiers', 'set_discount_tiers', 'BAD_VARIABLE', 'more than 20, or not as many `save` as `spend`', 'save', 'ARRAY(SELECT generate_series(1, 21)), ARRAY(SELECT generate_series(1, 21))'),
    ('reviseTerms', 'revise_terms', 'BAD_VARIABLE', 'no %s, or too long', 'terms', ''''''),
    ('reviseTerms', 'revise_terms', 'BAD_VARIABLE', 'no %s, or too long', 'terms', '''  '''),
    ('reviseTerms', 'revise_terms', 'BAD_VARIABLE', 'no %s, or too long', 'terms', 'NULL'),
    ('reviseTerms', 'revise_terms', 'BAD_VARIABLE', 'no %s, or too long', 'terms', 'repeat(''x'', 20001)'),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'title', 'title => '' '''),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'theme', 'theme => repeat(''x'', 201)'),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'ends_at', 'starts_at => now() + interval ''3 days'''),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'ends_at', 'ends_at => now()'),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'ends_at', 'ends_at => now() + interval ''1 year'''),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'seats', 'seats => 1'),
    ('reviseCampaign', 'revise_campaign', 'BAD_VARIABLE', '%s out of bounds, as for opening', 'seats', 'seats => 201')) AS v (mutation, function, code, reason, input, said);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup, call, unasked) VALUES
  ('reviseCampaign', 'BAD_VARIABLE', 'fewer %s than members', 'seats', '{"members": 3}', 'UPDATE market.campaign SET participant_count = 3 WHERE tenant_id = 1 AND id = :c',
    'market.revise_campaign(:c, seats => 2)', true),
  ('reviseCampaign', 'CONFLICT', 'a product of it is in another campaign at the new time', 'ends_at', '{"product": "9120"}', 'SELECT test.promise(:p)',
    'market.revise_campaign(:c, ends_at => now() + interval ''3 days'')', true),
  ('reviseCampaign', 'CONFLICT', 'a product of it is in another campaign at the new time', 'ends_at', '{"product": "9120"}', 'SELECT test.promise(:p)',
    'market.revise_campaign(:c, starts_at => now())', true);

-- Its course. --------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup) VALUES
  ('startSigning', 'PRECONDITION', 'fewer than two members', 'campaign_id', '{"members": 1}', 'UPDATE market.campaign SET participant_count = 1 WHERE tenant_id = 1 AND id = :c'),
  ('startSigning', 'PRECONDITION', 'a member that does not sell', NULL, '{"merchant": "9102"}', $$SELECT test.trade(:m, 'paused')$$),
  ('launchCampaign', 'PRECONDITION', 'a member has not signed', 'campaign_id', '{"members": 2, "signed": 1}', $$SELECT test.sign(:c, 'member')$$),
  ('launchCampaign', 'PRECONDITION', 'a member has not signed', 'campaign_id', '{"members": 2, "signed": 0}',
    $$SELECT test.sign(:c, 'member', 'initiator'), test.be('initiator'), test.act('market.revise_terms(:c, ''Others'')', 'id')$$),
  ('launchCampaign', 'PRECONDITION', 'fewer than two members', 'campaign_id', '{"members": 1}',
    $$SELECT test.be('member'), test.act('market.withdraw_from_campaign(:c)', 'state'), test.sign(:c, 'initiator')$$),
  ('launchCampaign', 'PRECONDITION', 'a member does not sell', NULL, '{"merchant": "9102"}', $$SELECT test.sign(:c, 'member', 'initiator'), test.trade(:m, 'paused')$$);
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, input, detail, setup, call, unasked) VALUES
  ('signAgreement', 'member', 'CONFLICT', '%s is not that of the agreement that stands', 'digest', '{"version": 1}', NULL, 'market.sign_agreement(:c, ''x'')', true),
  ('signAgreement', 'member', 'CONFLICT', '%s is not that of the agreement that stands', 'digest', '{"version": 2}', $$SELECT test.be('initiator'), test.act('market.revise_terms(:c, ''Others'')', 'id')$$, NULL, true);
INSERT INTO test.campaign_otherwise (mutation, actor, code, reason, token) VALUES
  ('signAgreement', 'member', 'FORBIDDEN', 'not an owner of a member', $$SELECT test.become('1', 'merchant', '9111', '9102')$$),
  ('signAgreement', 'member', 'FORBIDDEN', 'not an owner of a member', $$SELECT test.app('9102')$$);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call, unasked)
  SELECT 'freezeCampaign', 'BAD_VARIABLE', 'no %s, or too long', 'reason', format('market.freeze_campaign(:c, %s)', reason), true
  FROM unnest(ARRAY['''''', ''' ''', 'NULL', 'repeat(''x'', 2001)']) AS reason;
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call)
  SELECT 'closeDueCampaigns', 'BAD_VARIABLE', '%s not 1 to 1,000', 'up_to', format('market.close_due_campaigns(%s)', n) FROM unnest('{0,1001,"NULL"}'::text[]) AS n;

-- Slots. -------------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call)
  SELECT 'offerPromotionSlot', 'BAD_VARIABLE', v.reason, v.input, format('market.offer_promotion_slot(%s, %s, %s)', v.place, v.start, v.until)
  FROM (VALUES
    ('no %s, or too long', 'place', '''''', 'now()', 'now() + interval ''1 day'''),
    ('no %s, or too long', 'place', ''' ''', 'now()', 'now() + interval ''1 day'''),
    ('no %s, or too long', 'place', 'NULL', 'now()', 'now() + interval ''1 day'''),
    ('no %s, or too long', 'place', 'repeat(''x'', 201)', 'now()', 'now() + interval ''1 day'''),
    ('%s not after the start, or over', 'ends_at', '''Banner''', 'now() + interval ''2 days''', 'now() + interval ''1 day'''),
    ('%s not after the start, or over', 'ends_at', '''Banner''', 'now() - interval ''2 days''', 'now() - interval ''1 day'''),
    ('%s not after the start, or over', 'ends_at', '''Banner''', 'now()', '''infinity'''),
    ('%s not after the start, or over', 'ends_at', '''Banner''', '''-infinity''', 'now() + interval ''1 day'''),
    ('%s not after the start, or over', 'ends_at', '''Banner''', 'NULL', 'now() + interval ''1 day''')) AS v (reason, input, place, start, until);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, actor, setup, token, call) VALUES
  ('requestPromotionSlot', 'BAD_VARIABLE', '%s left out by who acts for several shops', 'as_merchant_id', 'member', NULL, $$SELECT test.app('9102,9105')$$, NULL),
  ('requestPromotionSlot', 'NOT_FOUND', 'no such slot', 'promotion_slot_id', 'member', NULL, NULL, 'market.request_promotion_slot(:c, 999999999)'),
  ('requestPromotionSlot', 'INVALID_STATE', 'asked for already', 'promotion_slot_id', 'member', NULL, NULL, 'market.request_promotion_slot(:c, 9101)'),
  ('requestPromotionSlot', 'INVALID_STATE', 'asked for already', 'promotion_slot_id', 'initiator', $$UPDATE market.slot_request SET state = 'granted' WHERE tenant_id = 1 AND id = :r$$, NULL,
    'market.request_promotion_slot(:c, 9101)');
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, setup)
  SELECT of.mutation, 'PRECONDITION', 'the slot is over, or at another time', of.input,
    format('UPDATE market.promotion_slot SET starts_at = %s, ends_at = %s WHERE tenant_id = 1 AND id = %s', v.start, v.until, of.slot)
  FROM (VALUES ('requestPromotionSlot', 'promotion_slot_id', ':s'), ('grantPromotionSlot', 'slot_request_id', '9101')) AS of (mutation, input, slot)
  CROSS JOIN (VALUES ('now() - interval ''1 minute''', 'now()'), ('now() - interval ''1 day''', 'now() - interval ''1 hour'''), ('now() + interval ''2 days''', 'now() + interval ''3 days'''))
    AS v (start, until);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, setup) VALUES
  ('grantPromotionSlot', 'CONFLICT', 'granted to another campaign', 'slot_request_id', 'SELECT test.give(9101)');
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup)
  SELECT mutation, 'INVALID_STATE', reason, 'slot_request_id', format('{"state": "%s"}', upper(state)), format('UPDATE market.slot_request SET state = %L WHERE tenant_id = 1 AND id = :r', state)
  FROM (VALUES ('withdrawSlotRequest', 'not waiting', 'granted'), ('grantPromotionSlot', 'not waiting', 'granted'), ('refusePromotionSlot', 'not waiting', 'granted'), ('revokePromotionSlot', 'not granted', 'requested'))
    AS v (mutation, reason, other), unnest(ARRAY[other, 'refused', 'withdrawn', 'released']) AS state;
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, call)
  SELECT mutation, 'NOT_FOUND', 'no such request', 'slot_request_id', format('market.%s(999999999)', function)
  FROM (VALUES ('withdrawSlotRequest', 'withdraw_slot_request'), ('grantPromotionSlot', 'grant_promotion_slot'), ('refusePromotionSlot', 'refuse_promotion_slot'),
    ('revokePromotionSlot', 'revoke_promotion_slot')) AS v (mutation, function);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, setup, call, unasked) VALUES
  ('refusePromotionSlot', 'BAD_VARIABLE', '%s too long', 'reason', NULL, 'market.refuse_promotion_slot(:r, reason => repeat(''x'', 2001))', true),
  ('revokePromotionSlot', 'BAD_VARIABLE', '%s too long', 'reason', $$UPDATE market.slot_request SET state = 'granted' WHERE tenant_id = 1 AND id = :r$$,
    'market.revoke_promotion_slot(:r, reason => repeat(''x'', 2001))', true);

-- Buyers. ------------------------------------------------------------------------------------------------------------------------------------
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup, call) VALUES
  ('recordCampaignVisit', 'NOT_FOUND', 'the shop is no member', 'merchant_id', NULL, NULL, 'market.record_campaign_visit(:c, :o)'),
  ('recordCampaignVisit', 'NOT_FOUND', 'the shop is no member', 'merchant_id', NULL, NULL, 'market.record_campaign_visit(:c, :a)'),
  ('recordCampaignVisit', 'INVALID_STATE', 'it has not begun', 'campaign_id', '{"state": "LIVE"}', 'UPDATE market.campaign SET starts_at = now() + interval ''1 hour'' WHERE tenant_id = 1 AND id = :c', NULL);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup, token, call)
  SELECT 'placeBasket', v.code, v.reason, v.input, v.detail, v.setup, v.token, format('market.place_basket(%s, %s, %s)', v.products, v.quantities, v.at_most)
  FROM (VALUES
    ('FORBIDDEN', 'a buyer that is not there any more', NULL, NULL, NULL, $$SELECT test.become('1', 'buyer', '999999999')$$, '''{9122}''', '''{1}''', '10000'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, '''{9122}''', '''{1,1}''', '20000'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, '''{}''', '''{}''', '0'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, 'array_fill(9122::bigint, ''{201}'')', 'array_fill(1, ''{201}'')', '10000000'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, '''{9122}''', '''{0}''', '10000'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, '''{9122}''', '''{10001}''', '1000000000'),
    ('BAD_VARIABLE', '%s not one for each of 1 to 200 products, or not 1 to 10,000', 'quantities', NULL, NULL, NULL, '''{9122}''', '''{NULL}''', '10000'),
    ('BAD_VARIABLE', '%s of two currencies', 'product_ids', NULL, $$UPDATE market.product SET currency = 'EUR' WHERE tenant_id = 1 AND id = 9123$$, NULL, '''{9122,9123}''', '''{1,1}''', '20000'),
    ('BAD_VARIABLE', 'no %s', 'at_most', NULL, NULL, NULL, '''{9122}''', '''{1}''', 'NULL'),
    ('NOT_FOUND', 'a product or its shop that does not sell, named in `detail.product`', 'product_ids', '{"product": "999999999"}', NULL, NULL, '''{9122,999999999}''', '''{1,1}''', '20000'),
    ('NOT_FOUND', 'a product or its shop that does not sell, named in `detail.product`', 'product_ids', '{"product": "9122"}',
      $$UPDATE market.product SET status = 'delisted' WHERE tenant_id = 1 AND id = 9122$$, NULL, '''{9122,9123}''', '''{1,1}''', '20000'),
    ('NOT_FOUND', 'a product or its shop that does not sell, named in `detail.product`', 'product_ids', '{"product": "9122"}', $$SELECT test.trade(:m, 'paused')$$, NULL, '''{9122,9130}''', '''{1,1}''', '20000'),
    -- Of a stock of 100.
    ('CONFLICT', 'not so many left of the only product', 'quantities', '{"product": "9122"}', NULL, NULL, '''{9122}''', '''{101}''', '1010000'),
    ('CONFLICT', 'one of the products is sold out, named in `detail.product`', 'quantities', '{"product": "9123"}', $$WITH gone AS (UPDATE market.inventory SET stock = 0
      WHERE tenant_id = 1 AND product_id = 9123 RETURNING product_id) UPDATE market.product SET is_sold_out = true WHERE tenant_id = 1 AND id IN (SELECT product_id FROM gone)$$,
      NULL, '''{9122,9123}''', '''{101,1}''', '1020000'),
    ('CONFLICT', 'of one of several products not so many are left, which is not told', 'quantities', NULL, NULL, NULL, '''{9122,9123,9122}''', '''{51,1,50}''', '1020000'),
    ('PRECONDITION', 'it costs more than %s, namely `detail.total`', 'at_most', '{"total": "10000"}', NULL, NULL, '''{9122}''', '''{1}''', '9999')
  ) AS v (code, reason, input, detail, setup, token, products, quantities, at_most);
INSERT INTO test.campaign_otherwise (mutation, code, reason, input, detail, setup, call, unasked) VALUES
  ('refundItem', 'NOT_FOUND', 'no such line, or not of the shop', 'order_id', NULL, NULL, 'market.refund_item(9100, 2, 1)', false),
  ('refundItem', 'NOT_FOUND', 'no such line, or not of the shop', 'order_id', NULL, NULL, 'market.refund_item(999999999, 1, 1)', false),
  ('refundItem', 'INVALID_STATE', 'the order is cancelled or refunded', 'order_id', '{"state": "CANCELLED"}', $$UPDATE market."order" SET status = 'cancelled' WHERE tenant_id = 1 AND id = 9100$$, NULL, false),
  ('refundItem', 'INVALID_STATE', 'the order is cancelled or refunded', 'order_id', '{"state": "REFUNDED"}', $$UPDATE market."order" SET status = 'refunded' WHERE tenant_id = 1 AND id = 9100$$, NULL, false),
  ('refundItem', 'BAD_VARIABLE', '%s below 1', 'quantity', NULL, NULL, 'market.refund_item(9100, 1, 0)', true),
  ('refundItem', 'BAD_VARIABLE', '%s below 1', 'quantity', NULL, NULL, 'market.refund_item(9100, 1, NULL)', true),
  ('refundItem', 'PRECONDITION', 'more than `detail.left`', 'quantity', '{"left": 2}', NULL, 'market.refund_item(9100, 1, 3)', true),
  ('refundItem', 'PRECONDITION', 'more than `detail.left`', 'quantity', '{"left": 0}',
    $$INSERT INTO market.order_refund (tenant_id, order_id, line, buyer_id, merchant_id, quantity, amount, currency) VALUES (1, 9100, 1, 1, 9102, 2, 20000, 'CNY')$$, NULL, false);

CREATE VIEW test.campaign_probe AS
  SELECT o.place, s.place AS step, o.mutation, o.code, o.reason, o.input, o.detail, coalesce(o.actor, s.who[1]) AS actor, coalesce(o.in_state, CASE WHEN s.of_campaign THEN s.states[1] ELSE 'open' END) AS in_state,
    o.setup, o.token, coalesce(o.call, s.call) AS call, CASE WHEN o.unasked THEN s.guard ELSE test.guard_of(o.mutation, coalesce(o.call, s.call)) END AS guard, o.unasked,
    s.who, s.states, s.of_campaign
  FROM test.campaign_otherwise AS o
  LEFT JOIN LATERAL (SELECT s.* FROM test.campaign_step AS s WHERE s.mutation = o.mutation AND coalesce(o.actor = ANY (s.who), true) ORDER BY s.place LIMIT 1) AS s ON true;
COMMENT ON VIEW test.campaign_probe IS 'The rows of test.campaign_otherwise, with what they leave out.';

CREATE VIEW test.campaign_table AS
  WITH named AS (
    SELECT p.step, p.code, p.reason, p.input, min(p.place) AS place FROM test.campaign_probe AS p GROUP BY 1, 2, 3, 4
  ), clause AS (
    -- As the graph spells them.
    SELECT n.step, n.code, min(n.place) AS place,
      format(n.reason, string_agg('`' || lower(left(n.input, 1)) || substr(replace(initcap(replace(n.input, '_', ' ')), ' ', ''), 2) || '`', ', ' ORDER BY n.place)) AS reason
    FROM named AS n GROUP BY n.step, n.code, n.reason
  ), answer AS (
    SELECT c.step, c.code || ': ' || string_agg(c.reason, ' · ' ORDER BY c.place) AS line, array_position('{FORBIDDEN,NOT_FOUND,INVALID_STATE,PRECONDITION,CONFLICT,BAD_VARIABLE}', c.code) AS place FROM clause AS c GROUP BY c.step, c.code
  )
  SELECT s.place, format('| `%s` | %s | %s | %s | %s |', s.mutation, array_to_string(s.who, ', '),
    CASE WHEN cardinality(s.states) = 7 OR s.states = '{any}' THEN 'any' ELSE array_to_string(s.states, ', ') END, s.becomes,
    coalesce((SELECT string_agg(a.line, '; ' ORDER BY a.place) FROM answer AS a WHERE a.step = s.place), '–')) AS line
  FROM test.campaign_step AS s;
COMMENT ON VIEW test.campaign_table IS 'The rows of the table in sql/CAMPAIGNS.md.';
