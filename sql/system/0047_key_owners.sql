-- Whose an idempotency key is. Role and subject alone did not tell apart two shops for which one app writes, nor two tokens without a subject:
-- the one was answered with what the other had done. What a subject says stands last, so that none can pass for another's shops or token.
CREATE OR REPLACE FUNCTION souk.key_owner() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN souk.signed_in() THEN souk.role()
    || CASE WHEN souk.subject() IS NULL THEN '#' || coalesce((SELECT t.origin_id FROM souk.token t WHERE t.id = souk.token()), souk.token()) ELSE '' END
    || coalesce('@' || (SELECT string_agg(DISTINCT m::text, ',' ORDER BY m::text) FROM unnest(souk.merchants()) AS m), '')
    || coalesce(':' || souk.subject(), '') END;
$$;
COMMENT ON FUNCTION souk.key_owner() IS
  'Whose keys the viewer''s are: role, shops acted for and subject; without a subject the first token of the line that the viewer''s is of. NULL for who cannot be told apart: visitors, and tokens of other issuers that name nobody. @definer(reason: "reads of which line the viewer''s own token is")';

-- Keys from before this, of viewers whose owner is now told otherwise, do not say for which shop or token they were taken. For the day that they
-- last they stay taken: whoever comes with one again is refused, neither answered with what may be another's nor let do it twice.
CREATE FUNCTION souk.key_owner_before() RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN souk.signed_in() THEN souk.role() || ':' || coalesce(souk.subject(), '') END;
COMMENT ON FUNCTION souk.key_owner_before() IS 'Whose keys the viewer''s were until owners told of shops and tokens.';

CREATE OR REPLACE FUNCTION souk.begin_once(key text, request bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  owner text := souk.key_owner();
  owner_before text := souk.key_owner_before();
  known bytea;
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
    -- Whoever adds one takes away some that are over.
    DELETE FROM souk.idempotency_key k WHERE k.tenant_id = souk.tenant() AND (k.viewer, k.key) IN (
      SELECT o.viewer, o.key FROM souk.idempotency_key o
      WHERE o.tenant_id = souk.tenant() AND o.expires_at <= now() ORDER BY o.expires_at LIMIT 10 FOR UPDATE SKIP LOCKED);
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
COMMENT ON TABLE souk.idempotency_key IS
  'One row per key and owner (souk.key_owner), written in the transaction of the write itself. answer is NULL while that runs.';
