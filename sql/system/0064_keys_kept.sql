-- How many idempotency keys one owner may have. Each keeps an answer for a day, so that whoever writes with a new key each time could fill the disk.
--
-- An owner's keys are counted without reading them all: a hash spreads them over 256 drawers, and whoever takes a key looks into its drawer alone. A
-- drawer takes its 256th part and what chance may put there beyond it, so that hardly anybody is refused below the number, and nobody has a quarter more
-- at the number that is the default. No counter is kept: its row would make an owner's writes wait for each other.
ALTER TABLE souk.tenant ADD COLUMN keys_kept int NOT NULL DEFAULT 100000 CHECK (keys_kept > 0);
COMMENT ON COLUMN souk.tenant.keys_kept IS 'How many idempotency keys one owner may have that are not over.';

CREATE FUNCTION souk.key_drawer(viewer text, key text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN hashtextextended(viewer, hashtextextended(key, 0) & 255);
COMMENT ON FUNCTION souk.key_drawer(text, text) IS 'In which of the 256 drawers of its owner a key lies, as a number that is this drawer''s.';
-- The owner is within the number, without a column of its own: by that the planner took the primary key, and read all keys of the owner.
CREATE INDEX idempotency_key_drawer ON souk.idempotency_key (tenant_id, souk.key_drawer(viewer, key), expires_at);

CREATE OR REPLACE FUNCTION souk.begin_once(key text, request bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  owner text := souk.key_owner();
  owner_before text := souk.key_owner_before();
  known bytea;
  most int;
  alive int;
BEGIN
  IF owner IS NULL THEN
    RAISE EXCEPTION 'Sign in to write with an idempotency key.' USING ERRCODE = 'SK401', COLUMN = 'idempotencyKey';
  ELSIF length(begin_once.key) NOT BETWEEN 1 AND 255 THEN
    RAISE EXCEPTION 'An idempotency key has 1 to 255 characters.' USING ERRCODE = 'SK400', COLUMN = 'idempotencyKey';
  ELSIF owner <> owner_before AND EXISTS (SELECT FROM souk.idempotency_key k
    WHERE k.tenant_id = souk.tenant() AND k.viewer = owner_before AND k.key = begin_once.key AND k.expires_at > now()) THEN
    RAISE EXCEPTION 'The idempotency key belongs to another request.' USING ERRCODE = 'SK409', COLUMN = 'idempotencyKey';
  END IF;
  INSERT INTO souk.idempotency_key AS k (tenant_id, viewer, key, request_digest)
    VALUES (souk.tenant(), owner, begin_once.key, request)
  ON CONFLICT (tenant_id, viewer, key) DO UPDATE
    SET request_digest = excluded.request_digest, answer = NULL, created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= now();
  IF FOUND THEN
    -- Behind the insertion, so that a key which was taken before is answered however many there are.
    SELECT ceil(t.keys_kept / 256.0 + 5 * sqrt(t.keys_kept / 256.0))::int INTO most FROM souk.tenant t WHERE t.id = souk.tenant();
    -- Planned anew for each: a plan that was kept from when the table was small read all keys of the tenant by another index.
    EXECUTE 'SELECT count(*) FROM (SELECT FROM souk.idempotency_key k WHERE k.tenant_id = $1 AND souk.key_drawer(k.viewer, k.key) = $2 AND k.expires_at > now() LIMIT $3) AS k'
      INTO alive USING souk.tenant(), souk.key_drawer(owner, begin_once.key), most + 1;
    IF alive > most THEN
      PERFORM souk.refuse('RATE_LIMITED', 'You have as many idempotency keys as are kept. Each is kept for 24 hours: wait until some are over, or write without one.',
        'idempotencyKey');
    END IF;
    -- Whoever adds one takes away some that are over.
    DELETE FROM souk.idempotency_key k WHERE k.ctid = ANY (ARRAY(
      SELECT o.ctid FROM souk.idempotency_key o
      WHERE o.tenant_id = souk.tenant() AND o.expires_at <= now() ORDER BY o.expires_at LIMIT 10 FOR UPDATE SKIP LOCKED));
    RETURN;
  END IF;
  -- Whoever had the key first has committed by now: the insertion waited for that.
  SELECT k.request_digest INTO known FROM souk.idempotency_key k
    WHERE k.tenant_id = souk.tenant() AND k.viewer = owner AND k.key = begin_once.key;
  IF known = request THEN
    RAISE EXCEPTION 'answered before' USING ERRCODE = 'SK200';
  END IF;
  RAISE EXCEPTION 'The idempotency key belongs to another request.' USING ERRCODE = 'SK409', COLUMN = 'idempotencyKey';
END
$$;
COMMENT ON FUNCTION souk.begin_once(text, bytea) IS
  'Takes an idempotency key of the viewer for a request, in the transaction of the write. A key that was taken for the same request fails with SK200, which means that the answer is kept; for another request with SK409; a new one beyond what its owner may have with SK429. @definer(reason: "writes and reads only the viewer''s own keys, which nobody reaches otherwise")';

-- Who writes no more takes nothing away either.
CREATE FUNCTION souk.trim_keys(most int DEFAULT 1000) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  trimmed bigint := 0;
  gone int;
  tenant bigint;
  until timestamptz := clock_timestamp() + interval '20 seconds';
BEGIN
  FOR tenant IN SELECT t.id FROM souk.tenant t ORDER BY random() LOOP  -- so that none is always last
    LOOP
      -- By the rows' places: whatever the planner thinks of the table, it does not read it once for each.
      DELETE FROM souk.idempotency_key k WHERE k.ctid = ANY (ARRAY(
        SELECT o.ctid FROM souk.idempotency_key o
        WHERE o.tenant_id = tenant AND o.expires_at <= now() ORDER BY o.expires_at LIMIT most FOR UPDATE SKIP LOCKED));
      GET DIAGNOSTICS gone = ROW_COUNT;
      trimmed := trimmed + gone;
      EXIT WHEN gone < most OR clock_timestamp() > until;
    END LOOP;
    EXIT WHEN clock_timestamp() > until;
  END LOOP;
  RETURN trimmed;
END
$$;
COMMENT ON FUNCTION souk.trim_keys(int) IS
  'Removes idempotency keys that are over, with the answers beside them: of all tenants, the oldest first and so many at a time, for twenty seconds at most; returns how many. A chore.';
SELECT souk.add_chore('trim the keys', 'souk.trim_keys', '5 minutes');
