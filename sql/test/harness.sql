-- What the tests are written in: a check with a sentence for its name, and a look through a viewer's eyes.
CREATE SCHEMA test;
GRANT USAGE ON SCHEMA test TO souk_gateway;
CREATE TABLE test.passed (name text);

CREATE FUNCTION test.holds(name text, verdict boolean, seen text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF verdict IS NOT TRUE THEN
    RAISE EXCEPTION 'FAIL % %', name, seen;
  END IF;
  INSERT INTO test.passed VALUES (name);
  RETURN 'PASS ' || name;
END
$$;

CREATE FUNCTION test.none(name text, offenders text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  EXECUTE format('SELECT string_agg(x::text, E''\n  '') FROM (%s LIMIT 20) AS x', offenders) INTO found;
  RETURN test.holds(name, found IS NULL, E'\n  ' || found);
END
$$;
COMMENT ON FUNCTION test.none(text, text) IS 'Passes when the query finds nothing.';

CREATE FUNCTION test.become(tenant text, role text, subject text DEFAULT '', shops text DEFAULT '', scopes text DEFAULT '', limits text DEFAULT '*') RETURNS text
  LANGUAGE sql AS $$
  SELECT set_config('souk.tenant', tenant, true), set_config('souk.role', role, true), set_config('souk.subject', subject, true),
    set_config('souk.merchant', shops, true), set_config('souk.scopes', scopes, true),
    set_config('souk.only', limits, true);
  SELECT role;
$$;

CREATE FUNCTION test.seen(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  answer bigint;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE query INTO answer;
  RESET ROLE;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION test.seen(text) IS 'The number a query gives, asked as souk_gateway in the context of test.become.';

CREATE FUNCTION test.refused(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE query;
  RESET ROLE;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END
$$;
COMMENT ON FUNCTION test.refused(text) IS 'The SQLSTATE with which souk_gateway is refused; NULL when it is not.';

CREATE FUNCTION test.fails_as_owner(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE query;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END
$$;
COMMENT ON FUNCTION test.fails_as_owner(text) IS 'The SQLSTATE with which whoever runs the tests is refused; NULL when they are not.';

CREATE FUNCTION test.answer(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
  state text;
  message text;
  input text;
  detail text;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE query INTO answer;
  RESET ROLE;
  RETURN answer;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, input = COLUMN_NAME, detail = PG_EXCEPTION_DETAIL;
  RETURN concat_ws('|', state, message, nullif(input, ''), nullif(detail, ''));
END
$$;
COMMENT ON FUNCTION test.answer(text) IS
  'What a query answers to souk_gateway, as text; where it is refused: SQLSTATE|message|input|detail, and what it did is undone.';

CREATE FUNCTION test.code_of(state text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE state WHEN 'SK400' THEN 'BAD_VARIABLE' WHEN 'SK403' THEN 'FORBIDDEN' WHEN 'SK404' THEN 'NOT_FOUND' WHEN 'SK409' THEN 'CONFLICT'
    WHEN 'SK412' THEN 'PRECONDITION' WHEN 'SK422' THEN 'INVALID_STATE' WHEN 'SK423' THEN 'CONSTRAINT' END
$$;
COMMENT ON FUNCTION test.code_of(text) IS 'The code that souk.refuse was told, of the SQLSTATE; null for another error''s.';

CREATE FUNCTION test.outcome(query text, then_so text DEFAULT 'true') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
  is_so boolean;
BEGIN
  SET LOCAL ROLE souk_gateway;
  BEGIN
    EXECUTE query;
    RESET ROLE;
    EXECUTE 'SELECT ' || then_so INTO is_so;
    told := CASE WHEN is_so THEN 'done' ELSE 'done, but not: ' || then_so END;
    -- What was done is undone, so that the next try begins where this one did.
    RAISE EXCEPTION USING ERRCODE = 'TE000';
  EXCEPTION WHEN SQLSTATE 'TE000' THEN NULL;
    WHEN OTHERS THEN
      told := coalesce(test.code_of(SQLSTATE), SQLSTATE || ' ' || SQLERRM);
  END;
  RESET ROLE;
  RETURN told;
END
$$;
COMMENT ON FUNCTION test.outcome(text, text) IS
  'What souk_gateway gets in the context of test.become: done, or the code of the refusal. Nothing is kept; what holds then may be asked, as who owns the tables.';

CREATE FUNCTION test.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
  whole text := '';
BEGIN
  SET LOCAL ROLE souk_gateway;
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    whole := whole || line || E'\n';
  END LOOP;
  RESET ROLE;
  RETURN whole;
END
$$;
COMMENT ON FUNCTION test.plan(text) IS 'The plan that souk_gateway gets.';

CREATE FUNCTION test.plan_of_owner(query text) RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  line text;
  whole text := '';
BEGIN
  SET LOCAL ROLE souk_migrator;
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    whole := whole || line || E'\n';
  END LOOP;
  RESET ROLE;
  RETURN whole;
END
$$;
COMMENT ON FUNCTION test.plan_of_owner(text) IS 'The plan that souk_migrator gets, as which definer functions run, where an index serves it however few rows there are.';

CREATE VIEW test.guarded AS
  SELECT c.oid, c.oid::regclass AS name, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'market' AND c.relkind IN ('r', 'p');
