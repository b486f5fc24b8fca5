-- A partner makes a narrower token of its own, for a colleague, a job or a device: never a wider one, and never one that outlives it.
CREATE FUNCTION souk.narrowed_limits(held jsonb, asked jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
  -- What is not spoken of stays as it is held; a kind that was not limited may be.
  RETURN nullif(coalesce(held, '{}') || coalesce(asked, '{}'), '{}');
COMMENT ON FUNCTION souk.narrowed_limits(jsonb, jsonb) IS 'The limits of a token that is asked for with some, made from one that holds some.';

CREATE FUNCTION souk.mint_token(
  digest bytea, hint text, scopes text[] DEFAULT NULL, merchants bigint[] DEFAULT NULL, limits jsonb DEFAULT NULL,
  expires_in interval DEFAULT NULL, label text DEFAULT ''
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  parent souk.token;
  held souk.token_in_force;
  made bigint;
BEGIN
  -- The lock makes those who make children of one token count one after the other.
  SELECT t.* INTO parent FROM souk.token t WHERE t.id = souk.token() AND t.tenant_id = souk.tenant() FOR UPDATE;
  SELECT t.* INTO held FROM souk.token_in_force t WHERE t.id = parent.id;
  IF held.id IS NULL OR held.role <> 'partner' OR souk.role() IS DISTINCT FROM 'partner' THEN
    RAISE EXCEPTION 'only a partner''s token in force can be narrowed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  scopes := coalesce(scopes, held.scopes);
  merchants := coalesce(merchants, held.merchants);
  PERFORM souk.check_limits(limits);
  IF NOT scopes <@ held.scopes OR array_position(scopes, NULL) IS NOT NULL OR NOT merchants <@ held.merchants OR cardinality(merchants) = 0
    OR NOT scopes <@ coalesce(string_to_array(current_setting('souk.scopes', true), ' '), '{}')
    OR NOT merchants <@ coalesce(souk.merchants(), '{}')
    OR EXISTS (SELECT FROM jsonb_each(held.limits) AS h WHERE NOT coalesce(limits -> h.key, h.value) <@ h.value)
    OR expires_in <= '0' OR now() + expires_in > held.expires_at THEN
    RAISE EXCEPTION 'a token is narrowed, never widened' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (WITH RECURSIVE line AS (SELECT parent.parent_id AS id, 1 AS depth
      UNION ALL SELECT p.parent_id, l.depth + 1 FROM souk.token p JOIN line l ON p.id = l.id) SELECT max(depth) FROM line) > 4
    OR (SELECT count(*) FROM souk.token c WHERE c.parent_id = parent.id AND c.revoked_at IS NULL AND coalesce(c.expires_at > now(), true)) >= 1000 THEN
    RAISE EXCEPTION 'too many tokens were made from this one' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, limits, app_id, parent_id, label, expires_at)
    VALUES (digest, hint, parent.tenant_id, 'partner', parent.subject, merchants, scopes, souk.narrowed_limits(held.limits, limits),
      parent.app_id, parent.id, coalesce(label, ''), least(held.expires_at, now() + expires_in))
    RETURNING id INTO made;
  PERFORM souk.record_change(parent.tenant_id, 'token.mint', 'token ' || made, jsonb_build_object('parent', parent.id));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.mint_token(bytea, text, text[], bigint[], jsonb, interval, text) IS
  'Makes a token of the viewer''s own token, for some of its scopes, shops and rows and no longer than it lives; what is not said is as the viewer''s. Refused with 42501 where it would be wider. @definer(reason: "writes one token, no wider than the one that the transaction was asked with")';
REVOKE EXECUTE ON FUNCTION souk.mint_token(bytea, text, text[], bigint[], jsonb, interval, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.mint_token(bytea, text, text[], bigint[], jsonb, interval, text) TO souk_gateway;
