-- Every clause of the table in sql/CAMPAIGNS.md, run into as campaign_otherwise.sql says, and whether these are all that there are. That nothing
-- was written then needs no look: a refusal is an error, which ends the statement with all that it did.
SELECT test.none('each clause is of a step, and stands where that would be done but for it', $$SELECT * FROM test.campaign_probe
  WHERE step IS NULL OR actor <> ALL (who) OR of_campaign AND in_state <> ALL (states)$$);

-- What stands in the way, for the column `setup`.
CREATE FUNCTION test.trade(shop bigint, how text) RETURNS void LANGUAGE sql AS $$ UPDATE market.merchant SET status = how WHERE tenant_id = 1 AND id = shop $$;
CREATE FUNCTION test.fill(c bigint) RETURNS void LANGUAGE sql AS $$ UPDATE market.campaign SET seats = participant_count WHERE tenant_id = 1 AND id = c $$;
CREATE FUNCTION test.put(c bigint, shop bigint, part text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO market.campaign_participant AS p (tenant_id, campaign_id, merchant_id, initiator_id, state) VALUES (1, c, shop, 9101, part)
    ON CONFLICT ON CONSTRAINT campaign_participant_pkey DO UPDATE SET state = excluded.state, is_public = false $$;
CREATE FUNCTION test.bring(c bigint, product bigint, how text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO market.campaign_product AS p (tenant_id, campaign_id, product_id, merchant_id, initiator_id, state, is_public)
    SELECT 1, k.id, g.id, g.merchant_id, k.merchant_id, how, how = 'accepted' FROM market.product AS g, market.campaign AS k WHERE g.tenant_id = 1 AND g.id = product AND k.tenant_id = 1 AND k.id = c
    ON CONFLICT ON CONSTRAINT campaign_product_pkey DO UPDATE SET state = excluded.state, is_public = excluded.is_public $$;
CREATE FUNCTION test.elsewhere() RETURNS void LANGUAGE sql AS $$
  INSERT INTO market.campaign (tenant_id, id, merchant_id, title, kind, status, seats, currency, starts_at, ends_at)
    VALUES (1, 9199, 9106, 'Elsewhere', 'joint_marketing', 'live', 4, 'CNY', now() - interval '1 hour', now() + interval '2 days') $$;
COMMENT ON FUNCTION test.elsewhere() IS 'Another shop''s campaign at the same time.';
CREATE FUNCTION test.promise(product bigint) RETURNS void LANGUAGE sql AS $$ SELECT test.elsewhere(), test.bring(9199, product, 'accepted') $$;
CREATE FUNCTION test.give(slot bigint) RETURNS void LANGUAGE sql AS $$
  SELECT test.elsewhere();
  INSERT INTO market.slot_request (tenant_id, promotion_slot_id, campaign_id, merchant_id, state) VALUES (1, slot, 9199, 9106, 'granted') $$;
CREATE FUNCTION test.app(shops text) RETURNS void LANGUAGE sql AS $$ SELECT test.become('1', 'partner', '1', shops, 'campaigns:read campaigns:write orders:write products:read', '*') $$;

CREATE FUNCTION test.refusal_of(query text) RETURNS souk.refusal LANGUAGE plpgsql AS $$
DECLARE
  input text;
  detail text;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE query;
  RESET ROLE;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS input = COLUMN_NAME, detail = PG_EXCEPTION_DETAIL;
  RETURN souk.refusal(coalesce(test.code_of(SQLSTATE), SQLSTATE), SQLERRM, nullif(input, ''), CASE WHEN SQLSTATE LIKE 'SK%' THEN nullif(detail, '')::jsonb END);
END
$$;
COMMENT ON FUNCTION test.refusal_of(text) IS 'What souk_gateway is refused with in the context of test.become; null when it is not.';

CREATE FUNCTION test.said_by(guard text) RETURNS souk.refusal LANGUAGE plpgsql AS $$
DECLARE
  said souk.refusal;
BEGIN
  IF guard IS NOT NULL THEN
    SET LOCAL ROLE souk_gateway;
    EXECUTE 'SELECT * FROM ' || guard INTO said;
    RESET ROLE;
  END IF;
  -- A row of nulls is no refusal.
  RETURN CASE WHEN said.code IS NOT NULL THEN said END;
END
$$;
COMMENT ON FUNCTION test.said_by(text) IS 'What a guard says to souk_gateway in the context of test.become.';

-- What is tried: the clauses, and what is said once above the table and holds for each of its rows.
CREATE TABLE test.campaign_try (place serial, mutation text, name text, in_state text, actor text, setup text, token text, call text, guard text, unasked boolean NOT NULL DEFAULT false,
  code text, input text, detail text);
INSERT INTO test.campaign_try (mutation, name, in_state, actor, setup, token, call, guard, unasked, code, input, detail)
  SELECT mutation, format('%s by %s while %s: %s, %s: %s', mutation, actor, in_state, code, format(reason, input), concat_ws(', ', coalesce(setup, token), call)),
    in_state, actor, setup, token, call, guard, unasked, code, input, detail FROM test.campaign_probe ORDER BY place;
INSERT INTO test.campaign_try (mutation, name, in_state, actor, setup, token, call, guard, code)
  SELECT s.mutation, format('%s by %s %s', s.mutation, actor, lack.how, CASE WHEN s.mutation = 'refreshCampaignReport' AND lack.of_staff THEN 'is done' ELSE 'is FORBIDDEN' END),
    CASE WHEN s.of_campaign THEN s.states[1] ELSE 'open' END, actor, lack.setup, lack.token, s.call, s.guard,
    -- Any of a member's staff reads its report.
    CASE WHEN s.mutation = 'refreshCampaignReport' AND lack.of_staff THEN 'done' ELSE 'FORBIDDEN' END
  FROM test.campaign_step AS s, unnest(s.who) AS actor, (VALUES
    ('with a token that only reads', false, NULL, $$SELECT set_config('souk.scopes', 'campaigns:read orders:read', true)$$),
    ('whose duty is another', true, $$UPDATE market.merchant_staff SET duty = 'supply' WHERE tenant_id = 1 AND id BETWEEN 9101 AND 9106$$, NULL),
    ('who left', true, $$UPDATE market.merchant_staff SET active = false WHERE tenant_id = 1 AND id BETWEEN 9101 AND 9106$$, NULL)) AS lack (how, of_staff, setup, token)
  WHERE NOT (lack.of_staff AND actor IN ('operator', 'buyer'));
INSERT INTO test.campaign_try (mutation, name, in_state, actor, call, guard, code)
  SELECT s.mutation, format('%s by %s for another''s shop is FORBIDDEN', s.mutation, actor), CASE WHEN s.of_campaign THEN s.states[1] ELSE 'open' END, actor, regexp_replace(s.call, '\)$', ', as_merchant_id => 9106)'),
    CASE WHEN s.of_campaign THEN regexp_replace(s.guard, '\)$', ', as_merchant_id => 9106)') END, 'FORBIDDEN'
  FROM test.campaign_step AS s, unnest(s.who) AS actor WHERE s.mutation IN ('openCampaign', 'applyToCampaign', 'acceptInvitation', 'withdrawFromCampaign', 'requestPromotionSlot');
INSERT INTO test.campaign_try (mutation, name, in_state, actor, call, guard, code, input)
  SELECT s.mutation, format('%s by %s of a campaign that is not there is NOT_FOUND', s.mutation, actor), s.states[1], actor, replace(s.call, ':c', '999999999'), replace(s.guard, ':c', '999999999'), 'NOT_FOUND', 'campaign_id'
  FROM test.campaign_step AS s, unnest(s.who) AS actor WHERE s.call LIKE '%(:c%';
INSERT INTO test.campaign_try (mutation, name, in_state, actor, call, guard, code, input, detail)
  SELECT s.mutation, format('%s by %s while %s is %s, which names the state', s.mutation, actor, state, told.code), state, actor, s.call, s.guard, told.code, told.input, told.detail
  FROM test.campaign_step AS s, unnest(s.who) AS actor, unnest('{draft,open,signing,live,frozen,ended,cancelled}'::text[]) AS state
  CROSS JOIN LATERAL (SELECT 'NOT_FOUND', 'campaign_id', NULL WHERE state IN ('draft', 'frozen', 'cancelled') AND actor IN ('outsider', 'buyer')
    -- What is over has nothing that waits any more.
    UNION ALL SELECT 'INVALID_STATE', 'slot_request_id', '{"state": "WITHDRAWN"}' WHERE s.call LIKE '%(:r)' AND state IN ('ended', 'cancelled')
    UNION ALL SELECT 'INVALID_STATE', 'campaign_id', format('{"state": "%s"}', upper(state)) LIMIT 1) AS told (code, input, detail)
  WHERE s.of_campaign AND state <> ALL (s.states);
-- With which code everybody else is refused is tried cell by cell; here it is only listened to.
INSERT INTO test.campaign_try (mutation, in_state, actor, call, guard)
  SELECT s.mutation, CASE WHEN s.of_campaign THEN s.states[1] ELSE 'open' END, actor, s.call, s.guard
  FROM test.campaign_step AS s, unnest('{anonymous,buyer,outsider,invited,applicant,member,initiator,operator}'::text[]) AS actor WHERE actor <> ALL (s.who);

CREATE FUNCTION test.run_into(try test.campaign_try, c bigint, OUT got souk.refusal, OUT said souk.refusal) LANGUAGE plpgsql AS $$
DECLARE
  -- As things stand before the setup, such as the digest.
  call text := test.spelled(try.call, c);
BEGIN
  EXECUTE coalesce(test.spelled(try.setup, c), 'SELECT');
  PERFORM test.be(try.actor);
  EXECUTE coalesce(try.token, 'SELECT');
  said := test.said_by(test.spelled(try.guard, c));
  got := test.refusal_of('SELECT ' || call);
  RAISE EXCEPTION USING ERRCODE = 'TE001';
EXCEPTION WHEN SQLSTATE 'TE001' THEN NULL;
END
$$;
COMMENT ON FUNCTION test.run_into(test.campaign_try, bigint) IS 'What a try is refused with, and what its guard said. Nothing is kept.';

CREATE TABLE test.campaign_answer (place int, got souk.refusal, said souk.refusal, detail jsonb);
CREATE FUNCTION test.walk_campaign_tries() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  state text;
  c bigint;
  answers test.campaign_answer[];
BEGIN
  FOR state IN SELECT DISTINCT in_state FROM test.campaign_try LOOP
    BEGIN
      c := test.campaign_in(state);
      SELECT array_agg(ROW(t.place, a.got, a.said, test.spelled(t.detail, c)::jsonb)::test.campaign_answer) INTO answers
        FROM test.campaign_try AS t CROSS JOIN LATERAL test.run_into(t, c) AS a WHERE t.in_state = state;
      RAISE EXCEPTION USING ERRCODE = 'TE002';
    EXCEPTION WHEN SQLSTATE 'TE002' THEN NULL;
    END;
    INSERT INTO test.campaign_answer SELECT * FROM unnest(answers);
  END LOOP;
END
$$;
SELECT test.walk_campaign_tries() \g /dev/null
SELECT test.holds(t.name, coalesce((a.got).code, 'done') = t.code AND (a.got).input IS NOT DISTINCT FROM t.input AND (a.got).detail IS NOT DISTINCT FROM a.detail, 'got ' || coalesce(a.got::text, 'it done'))
  FROM test.campaign_try AS t JOIN test.campaign_answer AS a USING (place) WHERE t.code IS NOT NULL ORDER BY t.place;
SELECT test.holds(t.name || CASE WHEN t.unasked THEN ', which its guard knows nothing of' ELSE ', as its guard said' END,
    a.said IS NOT DISTINCT FROM CASE WHEN NOT t.unasked THEN a.got END, format('got %s, it said %s', a.got, a.said))
  FROM test.campaign_try AS t JOIN test.campaign_answer AS a USING (place) WHERE t.code IS NOT NULL AND t.guard IS NOT NULL ORDER BY t.place;

-- And there is no other: whatever is refused by a mutation's guard, and what that asks, or by the function itself was heard above of this
-- mutation, by its message; and whatever else is refused by what the functions call, of one of them.
CREATE VIEW test.campaign_said AS
  WITH RECURSIVE called AS (
    SELECT p.proname, m[1] COLLATE "default" AS other FROM pg_proc AS p LEFT JOIN LATERAL regexp_matches(p.prosrc, 'market\.(\w+)\(', 'g') AS m ON true
    WHERE p.pronamespace = 'market'::regnamespace
  ), start AS (
    SELECT s.mutation, substring(s.call FROM '\.(\w+)\(') AS function, substring(s.guard FROM '\.(\w+)\(') AS guard FROM test.campaign_step AS s
  ), reached AS (
    SELECT s.mutation, coalesce(s.guard, s.function) AS function FROM start AS s
    UNION SELECT NULL, s.function FROM start AS s
    UNION SELECT r.mutation, c.other FROM reached AS r JOIN called AS c ON c.proname = r.function WHERE c.other IS NOT NULL
  )
  -- What is put together with format stands for all that it can say; what a CASE chooses, for anything of this code.
  SELECT r.mutation, r.function, m[1] AS code, replace(replace(coalesce(m[2], '%'), '''''', ''''), '%s', '%') AS message
  FROM (SELECT * FROM reached UNION SELECT s.mutation, s.function FROM start AS s) AS r
  JOIN pg_proc AS p ON p.pronamespace = 'market'::regnamespace AND p.proname = r.function,
    regexp_matches(p.prosrc, 'souk\.refus(?:e|al)\(''([A-Z_]+)'',\s+(?:format\()?(?:''((?:[^'']|'''')*)'')?', 'g') AS m;
SELECT test.holds('the refusals of each mutation are found', count(DISTINCT mutation) = (SELECT count(DISTINCT mutation) FROM test.campaign_step)
  AND count(DISTINCT (function, code, message)) > 60, count(DISTINCT mutation) || ': ' || count(DISTINCT (function, code, message))) FROM test.campaign_said;
SELECT test.none('each of them was heard', $$SELECT s.* FROM test.campaign_said AS s
  -- Whom unless_operator lets through, unless_writer does too.
  WHERE NOT (s.function = 'unless_writer' AND EXISTS (SELECT FROM test.campaign_said AS o WHERE o.mutation = s.mutation AND o.function = 'unless_operator')) AND NOT EXISTS (SELECT FROM test.campaign_try AS t JOIN test.campaign_answer AS a USING (place)
    WHERE t.mutation = coalesce(s.mutation, t.mutation) AND (a.got).code = s.code AND (a.got).message LIKE s.message)$$);
