-- Joint campaigns: each step as each actor in each state, then what the journey's page leaves open.
CREATE FUNCTION test.act(call text, told text DEFAULT 'x') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE format('SELECT x.%s::text FROM %s AS x', told, call) INTO answer;
  RESET ROLE;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION test.act(text, text) IS 'Does it as souk_gateway in the context of test.become, keeps it, and tells a column of what it returned.';

-- The cast: six shops, each with an owner; the first may open campaigns. Their numbers are beyond the demo's.
INSERT INTO market.merchant (tenant_id, id, name, slug, region, rating, monthly_sales, currency)
  SELECT 1, 9100 + i, 'Cast ' || i, 'cast-' || i, CASE WHEN i = 5 THEN 'Elsewhere' ELSE 'Castle' END, 4.5 - i / 10.0, 1000 * i, 'CNY' FROM generate_series(1, 6) AS i;
INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty) SELECT 1, 9100 + i, 9100 + i, 'Owner ' || i, 'owner' FROM generate_series(1, 6) AS i;
INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty)
  SELECT 1, 9110 + n, 9102, d, d FROM unnest('{marketing,service,supply}'::text[]) WITH ORDINALITY AS s (d, n);
INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency)
  SELECT 1, 9100 + i * 10 + k, 9100 + i, 'Thing ' || i || k, 10000, 'CNY' FROM generate_series(1, 6) AS i, generate_series(0, 3) AS k;
INSERT INTO market.inventory (tenant_id, product_id, merchant_id, stock) SELECT 1, p.id, p.merchant_id, 100 FROM market.product AS p WHERE p.tenant_id = 1 AND p.merchant_id BETWEEN 9101 AND 9106;
INSERT INTO market.initiator_right (tenant_id, merchant_id) VALUES (1, 9101);
INSERT INTO market.page_template (tenant_id, id, name, layout) VALUES (1, 1, 'Grid', 'grid') ON CONFLICT DO NOTHING;
INSERT INTO market.promotion_slot (tenant_id, id, place, starts_at, ends_at) SELECT 1, 9100 + i, 'Slot ' || i, now() - interval '1 hour', now() + interval '1 day' FROM generate_series(1, 2) AS i;
INSERT INTO market.buyer (tenant_id, id, nickname) VALUES (1, 9101, 'Cast buyer');
INSERT INTO market."order" (tenant_id, id, buyer_id, merchant_id, total, currency, item_count) VALUES (1, 9100, 1, 9102, 20000, 'CNY', 1);
INSERT INTO market.order_item (tenant_id, order_id, line, product_id, buyer_id, merchant_id, quantity, unit_price, currency) VALUES (1, 9100, 1, 9123, 1, 9102, 2, 10000, 'CNY');

CREATE FUNCTION test.stands(c bigint, state text) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND id = c AND status = state) $$;
CREATE FUNCTION test.has(c bigint, shop bigint, wanted text) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM market.campaign_participant WHERE tenant_id = 1 AND campaign_id = c AND merchant_id = shop AND state = wanted) $$;
CREATE FUNCTION test.brought(c bigint, product bigint, wanted text) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM market.campaign_product WHERE tenant_id = 1 AND campaign_id = c AND product_id = product AND state = wanted) $$;
CREATE FUNCTION test.asked(request bigint, wanted text) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM market.slot_request WHERE tenant_id = 1 AND id = request AND state = wanted) $$;

CREATE FUNCTION test.be(actor text) RETURNS void LANGUAGE sql AS $$
  SELECT CASE actor WHEN 'anonymous' THEN test.become('1', 'anonymous') WHEN 'buyer' THEN test.become('1', 'buyer', '9101')
    WHEN 'operator' THEN test.become('1', 'operator', '1') ELSE test.become('1', 'merchant', s.n, s.n) END
  FROM (SELECT (9100 + array_position('{initiator,member,invited,applicant,outsider,sixth}', actor))::text AS n) AS s;
$$;
COMMENT ON FUNCTION test.be(text) IS 'Takes the part of one of the cast.';

CREATE FUNCTION test.digest(c bigint) RETURNS text LANGUAGE sql AS $$
  SELECT a.digest FROM market.campaign_agreement a JOIN market.campaign k ON k.tenant_id = 1 AND k.id = c AND k.agreement_version = a.version
  WHERE a.tenant_id = 1 AND a.campaign_id = c $$;

CREATE FUNCTION test.sign(c bigint, VARIADIC actors text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..cardinality(actors) LOOP
    PERFORM test.be(actors[i]), test.act(format('market.sign_agreement(%s, %L)', c, test.digest(c)), 'version');
  END LOOP;
END
$$;

CREATE FUNCTION test.opened(more text DEFAULT '') RETURNS bigint LANGUAGE sql AS $$
  SELECT test.be('initiator');
  SELECT test.act(format('market.open_campaign(%L, %L, now() - interval %L, now() + interval %L, 4, %L%s)', 'Cast', 'joint_marketing', '1 hour', '2 days', 'Fair terms', more), 'id')::bigint;
$$;
CREATE FUNCTION test.joined(c bigint, VARIADIC actors text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..cardinality(actors) LOOP
    PERFORM test.be(actors[i]), test.act(format('market.apply_to_campaign(%s)', c), 'state');
    PERFORM test.be('initiator'), test.act(format('market.accept_application(%s, %s)', c, 9100 + array_position('{initiator,member,invited,applicant,outsider,sixth}', actors[i])), 'state');
  END LOOP;
END
$$;

CREATE FUNCTION test.campaign_in(wanted text, product bigint DEFAULT 9120) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  c bigint := test.opened();
BEGIN
  PERFORM test.joined(c, 'member'), test.act(format('market.invite_to_campaign(%s, 9103)', c), 'state');
  PERFORM test.be('applicant'), test.act(format('market.apply_to_campaign(%s)', c), 'state');
  PERFORM test.be('member'), test.act(format('market.submit_product(%s, %s)', c, product), 'state');
  -- No shop asks for a slot before it is signed; here one has, in every state.
  INSERT INTO market.slot_request (tenant_id, id, promotion_slot_id, campaign_id, merchant_id) VALUES (1, 9100 + (SELECT count(*) FROM market.slot_request), 9101, c, 9102);
  PERFORM test.be('initiator');
  IF wanted = 'draft' THEN
    PERFORM market.move_campaign(k, 'draft') FROM market.campaign AS k WHERE k.tenant_id = 1 AND k.id = c;
  ELSIF wanted = 'cancelled' THEN
    PERFORM test.act(format('market.cancel_campaign(%s)', c), 'id');
  ELSIF wanted <> 'open' THEN
    PERFORM test.act(format('market.start_signing(%s)', c), 'id');
    IF wanted <> 'signing' THEN
      PERFORM test.sign(c, 'member', 'initiator'), test.act(format('market.launch_campaign(%s)', c), 'id');
      IF wanted <> 'live' THEN
        PERFORM test.be('operator'), test.act(format(CASE wanted WHEN 'frozen' THEN 'market.freeze_campaign(%s, ''why'')' ELSE 'market.end_campaign(%s)' END, c), 'id');
      END IF;
    END IF;
  END IF;
  RETURN c;
END
$$;
COMMENT ON FUNCTION test.campaign_in(text, bigint) IS 'A campaign in this state, with a member, an invited shop, an applicant, a product that was submitted, and a request for a slot.';

-- Every mutation, in every state, as everybody. ------------------------------------------------------------------------------------
CREATE FUNCTION test.spelled(step text, c bigint) RETURNS text LANGUAGE sql AS $$
  SELECT replace(replace(replace(replace(replace(replace(replace(replace(replace(step, ':c', c::text), ':m', '9102'), ':o', '9105'), ':a', '9104'), ':p', '9120'),
    ':f', '9121'), ':d', quote_literal(coalesce(test.digest(c), repeat('0', 64)))), ':s', '9102'),
    ':r', (SELECT id::text FROM market.slot_request WHERE tenant_id = 1 AND campaign_id = c));
$$;
CREATE FUNCTION test.walk_campaign_steps() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  state text;
  actor text;
  step test.campaign_step;
  c bigint;
  call text;
  guard text;
  shows text;
  want text;
  got text;
  told text;
  hidden boolean;
BEGIN
  FOREACH state IN ARRAY '{draft,open,signing,live,frozen,ended,cancelled}'::text[] LOOP
    BEGIN
      c := test.campaign_in(state);
      FOR step IN SELECT * FROM test.campaign_step ORDER BY place LOOP
        call := test.spelled(step.call, c);
        guard := test.spelled(step.guard, c);
        shows := test.spelled(step.shows, c);
        FOREACH actor IN ARRAY '{anonymous,buyer,outsider,invited,applicant,member,initiator,operator}'::text[] LOOP
          CONTINUE WHEN EXISTS (SELECT FROM test.campaign_step AS other WHERE other.mutation = step.mutation AND other.place <> step.place AND actor = ANY (other.who));
          hidden := step.of_campaign AND state IN ('draft', 'frozen', 'cancelled') AND actor IN ('anonymous', 'buyer', 'outsider');
          want := CASE
            WHEN actor = ANY (step.who) AND hidden THEN 'NOT_FOUND'
            WHEN actor = ANY (step.who) THEN CASE WHEN state = ANY (step.states) OR NOT step.of_campaign THEN 'done' ELSE 'INVALID_STATE' END
            WHEN step.who = '{operator}' AND step.mutation NOT IN ('cancelCampaign', 'removeFromCampaign') OR step.who = '{buyer}' OR actor = 'anonymous' THEN 'FORBIDDEN'
            WHEN hidden OR actor = ANY (step.unseen) THEN 'NOT_FOUND'
            WHEN actor = ANY (step.wrong_part) THEN 'INVALID_STATE'
            ELSE 'FORBIDDEN' END;
          BEGIN
            -- Only what all have signed is launched.
            IF step.mutation = 'launchCampaign' AND state = 'signing' THEN
              PERFORM test.sign(c, 'member', 'initiator');
            -- And only what was granted is taken back.
            ELSIF step.mutation = 'revokePromotionSlot' THEN
              UPDATE market.slot_request SET state = 'granted' WHERE tenant_id = 1 AND campaign_id = c;
            END IF;
            PERFORM test.be(actor);
            told := test.answer(format('SELECT coalesce((%s).code, ''done'')', guard));
            got := test.outcome('SELECT ' || call, shows);
            RAISE EXCEPTION USING ERRCODE = 'TE001';
          EXCEPTION WHEN SQLSTATE 'TE001' THEN NULL;
          END;
          RETURN NEXT test.holds(format('%s by %s while %s: %s', step.mutation, actor, state, want), got = want, 'got ' || got);
          IF guard IS NOT NULL THEN
            RETURN NEXT test.holds(format('%s by %s while %s: %s, as its guard said', step.mutation, actor, state, want), told = got, 'it said ' || told);
          END IF;
        END LOOP;
      END LOOP;
      RAISE EXCEPTION USING ERRCODE = 'TE002';
    EXCEPTION WHEN SQLSTATE 'TE002' THEN NULL;
    END;
  END LOOP;
END
$$;
SELECT test.walk_campaign_steps();
