-- What has to be done now and then, whoever asks or nobody does. The gateways look every minute; whichever comes first does what is due.
CREATE TABLE souk.chore (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  function_schema name NOT NULL,
  function_name name NOT NULL,
  every interval NOT NULL CHECK (every >= interval '1 minute'),
  due_at timestamptz NOT NULL DEFAULT now(),
  claimed boolean NOT NULL DEFAULT false,
  done_at timestamptz,
  problem text
);
COMMENT ON TABLE souk.chore IS 'Functions that are called now and then, by whichever gateway comes first: of the whole database, not of a tenant.';
COMMENT ON COLUMN souk.chore.name IS 'What it is called.';
COMMENT ON COLUMN souk.chore.function_schema IS 'Where its function is.';
COMMENT ON COLUMN souk.chore.function_name IS 'The function, which takes no arguments that it does not have a default for.';
COMMENT ON COLUMN souk.chore.every IS 'How much time goes by between two times: a minute or more.';
COMMENT ON COLUMN souk.chore.due_at IS 'When it is done next.';
COMMENT ON COLUMN souk.chore.claimed IS 'Whether a gateway has taken it on and has not done it yet.';
COMMENT ON COLUMN souk.chore.done_at IS 'When it was done last; null before the first time.';
COMMENT ON COLUMN souk.chore.problem IS 'The message of the error that it ended with the last time; null when it ended well.';

CREATE FUNCTION souk.add_chore(chore text, function regproc, every interval) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.chore (name, function_schema, function_name, every)
    SELECT chore, n.nspname, p.proname, add_chore.every FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE p.oid = add_chore.function
    ON CONFLICT (name) DO UPDATE SET function_schema = excluded.function_schema, function_name = excluded.function_name, every = excluded.every;
$$;
COMMENT ON FUNCTION souk.add_chore(text, regproc, interval) IS
  'Has a function called every so often. For migrations: the function runs as their role, for all tenants, and must leave a batch for the next time rather than take long.';

-- Two steps, each a transaction of its own: a chore that takes long or is cut off keeps no other from being done, and no other's locks.
CREATE FUNCTION souk.claim_chore() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE souk.chore AS c SET due_at = now() + c.every, claimed = true
  WHERE c.name = (SELECT d.name FROM souk.chore AS d WHERE d.due_at <= now() ORDER BY d.due_at, d.name LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
  RETURNING c.name;
$$;
COMMENT ON FUNCTION souk.claim_chore() IS
  'Takes on a chore that is due and that no other gateway is at, and returns its name; null when there is none. @definer(reason: "moves when a chore is due, which nobody else can")';

CREATE FUNCTION souk.do_chore(chore text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  it souk.chore;
BEGIN
  SELECT c.* INTO it FROM souk.chore AS c WHERE c.name = do_chore.chore AND c.claimed FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  BEGIN
    EXECUTE format('SELECT %I.%I()', it.function_schema, it.function_name);
  EXCEPTION WHEN OTHERS THEN
    -- The message may hold a tenant's values: it stays here, and the gateway's log gets the SQLSTATE.
    UPDATE souk.chore AS c SET claimed = false, done_at = now(), problem = SQLERRM WHERE c.name = it.name;
    RETURN SQLSTATE;
  END;
  UPDATE souk.chore AS c SET claimed = false, done_at = now(), problem = NULL WHERE c.name = it.name;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION souk.do_chore(text) IS
  'Does a chore that was taken on; returns the SQLSTATE with which it failed, null when it did not. @definer(reason: "calls what migrations registered, with nothing of the caller''s, and returns no message")';
GRANT EXECUTE ON FUNCTION souk.claim_chore(), souk.do_chore(text) TO souk_gateway;
