-- What has to be done now and then, whoever asks or nobody does. The gateways look every minute; whichever comes first does what is due.
CREATE TABLE souk.chore (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  function_schema name NOT NULL,
  function_name name NOT NULL,
  every interval NOT NULL CHECK (every >= interval '1 minute'),
  due_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  problem text
);
COMMENT ON TABLE souk.chore IS 'Functions that are called now and then, by whichever gateway comes first: of the whole database, not of a tenant.';
COMMENT ON COLUMN souk.chore.name IS 'What it is called.';
COMMENT ON COLUMN souk.chore.function_schema IS 'Where its function is.';
COMMENT ON COLUMN souk.chore.function_name IS 'The function, which takes no arguments that it does not have a default for.';
COMMENT ON COLUMN souk.chore.every IS 'How much time goes by between two times: a minute or more.';
COMMENT ON COLUMN souk.chore.due_at IS 'When it is done next.';
COMMENT ON COLUMN souk.chore.done_at IS 'When it was done last; null before the first time.';
COMMENT ON COLUMN souk.chore.problem IS 'The message of the error that it ended with the last time; null when it ended well.';

CREATE FUNCTION souk.add_chore(chore text, function regproc, every interval) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.chore (name, function_schema, function_name, every)
    SELECT chore, n.nspname, p.proname, add_chore.every FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE p.oid = add_chore.function
    ON CONFLICT (name) DO UPDATE SET function_schema = excluded.function_schema, function_name = excluded.function_name, every = excluded.every;
$$;
COMMENT ON FUNCTION souk.add_chore(text, regproc, interval) IS
  'Has a function called every so often. For migrations: the function runs as their role, for all tenants, and must leave a batch for the next time rather than take long.';

CREATE FUNCTION souk.do_chores() RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chore souk.chore;
  failed jsonb := '{}';
  trouble text;
BEGIN
  FOR chore IN SELECT c.* FROM souk.chore AS c WHERE c.due_at <= now() ORDER BY c.due_at, c.name FOR NO KEY UPDATE SKIP LOCKED LOOP
    trouble := NULL;
    BEGIN
      EXECUTE format('SELECT %I.%I()', chore.function_schema, chore.function_name);
    EXCEPTION WHEN OTHERS THEN
      trouble := SQLERRM;
    END;
    UPDATE souk.chore AS c SET due_at = now() + chore.every, done_at = now(), problem = trouble WHERE c.name = chore.name;
    failed := failed || CASE WHEN trouble IS NULL THEN '{}' ELSE jsonb_build_object(chore.name, trouble) END;
  END LOOP;
  RETURN failed;
END
$$;
COMMENT ON FUNCTION souk.do_chores() IS
  'Does what is due, each by itself, and returns the message of each that failed, by its name. What another gateway is at is left to it. @definer(reason: "calls what migrations registered, with nothing of the caller''s, and returns names and messages for the log")';
GRANT EXECUTE ON FUNCTION souk.do_chores() TO souk_gateway;
