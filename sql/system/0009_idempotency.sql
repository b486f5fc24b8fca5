-- The answers of writes that carried an idempotency key: the same key gives the same answer, once.
--
-- A write takes its key first and keeps its answer last, both in the transaction of what it does. So a key is there exactly when the
-- write is, and with it the answer. Whoever comes with the same key meanwhile waits for that transaction's end.
CREATE TABLE souk.idempotency_key (
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  viewer text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_digest bytea NOT NULL,
  answer bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  PRIMARY KEY (tenant_id, viewer, key)
);
COMMENT ON TABLE souk.idempotency_key IS
  'One row per key and viewer ("role:subject"), written in the transaction of the write itself. answer is NULL while that runs.';
CREATE INDEX idempotency_key_expiry ON souk.idempotency_key (tenant_id, expires_at);
REVOKE ALL ON souk.idempotency_key FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.idempotency_key TO souk_migrator USING (true) WITH CHECK (true);

CREATE FUNCTION souk.key_owner() RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN souk.signed_in() THEN souk.role() || ':' || coalesce(souk.subject(), '') END;
COMMENT ON FUNCTION souk.key_owner() IS 'Whose keys the viewer''s are; NULL for visitors, who cannot be told apart.';

CREATE FUNCTION souk.begin_once(key text, request bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  known bytea;
BEGIN
  IF souk.key_owner() IS NULL THEN
    RAISE EXCEPTION 'Sign in to write with an idempotency key.' USING ERRCODE = 'SK401', COLUMN = 'idempotencyKey';
  ELSIF length(begin_once.key) NOT BETWEEN 1 AND 255 THEN
    RAISE EXCEPTION 'An idempotency key has 1 to 255 characters.' USING ERRCODE = 'SK400', COLUMN = 'idempotencyKey';
  END IF;
  INSERT INTO souk.idempotency_key AS k (tenant_id, viewer, key, request_digest)
    VALUES (souk.tenant(), souk.key_owner(), begin_once.key, request)
  ON CONFLICT (tenant_id, viewer, key) DO UPDATE
    SET request_digest = excluded.request_digest, answer = NULL, created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= now();
  IF FOUND THEN
    -- Whoever adds one takes away some that are over.
    DELETE FROM souk.idempotency_key k WHERE k.tenant_id = souk.tenant() AND (k.viewer, k.key) IN (
      SELECT o.viewer, o.key FROM souk.idempotency_key o
      WHERE o.tenant_id = souk.tenant() AND o.expires_at <= now() ORDER BY o.expires_at LIMIT 10 FOR UPDATE SKIP LOCKED);
    RETURN;
  END IF;
  -- Whoever had the key first has committed by now: the insertion waited for that.
  SELECT k.request_digest INTO known FROM souk.idempotency_key k
    WHERE k.tenant_id = souk.tenant() AND k.viewer = souk.key_owner() AND k.key = begin_once.key;
  IF known = request THEN
    RAISE EXCEPTION 'answered before' USING ERRCODE = 'SK200';
  END IF;
  RAISE EXCEPTION 'The idempotency key belongs to another request.' USING ERRCODE = 'SK409', COLUMN = 'idempotencyKey';
END
$$;
COMMENT ON FUNCTION souk.begin_once(text, bytea) IS
  'Takes an idempotency key of the viewer for a request, in the transaction of the write. A key that was taken for the same request fails with SK200, which means that the answer is kept; for another request with SK409. @definer(reason: "writes and reads only the viewer''s own keys, which nobody reaches otherwise")';

CREATE FUNCTION souk.keep_answer(key text, answer bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE souk.idempotency_key k SET answer = keep_answer.answer
    WHERE k.tenant_id = souk.tenant() AND k.viewer = souk.key_owner() AND k.key = keep_answer.key AND k.answer IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no key was taken for this answer';
  END IF;
END
$$;
COMMENT ON FUNCTION souk.keep_answer(text, bytea) IS
  'Keeps the answer beside the key that was taken in the same transaction. @definer(reason: "writes only the viewer''s own key, once")';

CREATE FUNCTION souk.kept_answer(key text, request bytea) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.answer FROM souk.idempotency_key k
    WHERE k.tenant_id = souk.tenant() AND k.viewer = souk.key_owner() AND k.key = kept_answer.key AND k.request_digest = request;
$$;
COMMENT ON FUNCTION souk.kept_answer(text, bytea) IS
  'The answer that is kept for this request under the viewer''s key; NULL without one. @definer(reason: "reads only the viewer''s own keys")';
GRANT EXECUTE ON FUNCTION souk.key_owner(), souk.begin_once(text, bytea), souk.keep_answer(text, bytea), souk.kept_answer(text, bytea)
  TO souk_gateway;
