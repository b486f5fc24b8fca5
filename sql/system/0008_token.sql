-- Opaque tokens. The secret itself never reaches the database: whoever issues a token hands in its SHA-256.
CREATE FUNCTION souk.are_limits(candidate jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN jsonb_typeof(candidate) = 'object' THEN NOT EXISTS (
    SELECT FROM jsonb_each(candidate) AS e WHERE e.key !~ '^[a-z][a-z0-9_]*$' OR CASE WHEN jsonb_typeof(e.value) = 'array'
      THEN EXISTS (SELECT FROM jsonb_array_elements(e.value) AS id WHERE id::text !~ '^-?[0-9]{1,18}$') ELSE true END)
  ELSE false END;
COMMENT ON FUNCTION souk.are_limits(jsonb) IS 'Whether this is a map of kinds to lists of ids, such as {"campaign": [17, 18]}.';

CREATE TABLE souk.token (
  id bigint PRIMARY KEY DEFAULT souk.new_id(),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  hint text NOT NULL,
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  role text NOT NULL CHECK (role IN ('anonymous', 'buyer', 'merchant', 'partner', 'operator')),
  subject text,
  merchants bigint[] NOT NULL DEFAULT '{}',
  scopes text[],
  limits jsonb,
  app_id bigint,
  parent_id bigint REFERENCES souk.token,
  label text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app,
  CONSTRAINT token_of_partner_is_scoped CHECK (role <> 'partner' OR scopes IS NOT NULL),
  CONSTRAINT token_of_buyer_names_a_buyer CHECK (role <> 'buyer' OR (subject IS NOT NULL AND subject ~ '^[0-9]{1,18}$')),
  CONSTRAINT token_of_shop_names_shops CHECK (role NOT IN ('merchant', 'partner') OR cardinality(merchants) > 0),
  CONSTRAINT token_limits_are_of_partners CHECK (limits IS NULL OR role = 'partner'),
  CONSTRAINT token_limits_are_lists_of_ids CHECK (limits IS NULL OR souk.are_limits(limits))
);
COMMENT ON TABLE souk.token IS
  'Opaque bearer tokens: whose they are and what they may. scopes NULL: not limited by scopes. limits: for each kind of thing, the ids that the token is limited to; NULL for none. parent_id: the token that this one was made from, and dies with. hint: the first characters, for lists and support.';
CREATE INDEX token_of_tenant ON souk.token (tenant_id, created_at DESC, id DESC);
CREATE INDEX token_of_app ON souk.token (tenant_id, app_id, created_at DESC) WHERE app_id IS NOT NULL;
CREATE INDEX token_of_parent ON souk.token (parent_id) WHERE parent_id IS NOT NULL;

CREATE FUNCTION souk.check_limits(limits jsonb) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stray text;
BEGIN
  IF limits IS NULL THEN
    RETURN;
  END IF;
  IF NOT souk.are_limits(limits) THEN
    RAISE EXCEPTION 'row limits are a map of kinds to lists of ids' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- A kind that no table knows would limit nothing, and look as if it did.
  SELECT k INTO stray FROM jsonb_object_keys(limits) AS k WHERE NOT EXISTS (SELECT FROM souk.row_limit l WHERE l.kind = k) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'no table''s rows can be limited by %', stray USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$;
COMMENT ON FUNCTION souk.check_limits(jsonb) IS 'Refuses row limits that are malformed, or that limit nothing.';

CREATE FUNCTION souk.issue_token(
  digest bytea, hint text, tenant bigint, role text, subject text DEFAULT NULL, merchants bigint[] DEFAULT '{}',
  scopes text[] DEFAULT NULL, app bigint DEFAULT NULL, label text DEFAULT '', expires_at timestamptz DEFAULT NULL, limits jsonb DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made bigint;
BEGIN
  PERFORM souk.check_limits(limits);
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, expires_at, limits)
    VALUES (digest, hint, tenant, role, subject, coalesce(merchants, '{}'), scopes, app, coalesce(label, ''), expires_at, limits)
    RETURNING id INTO made;
  -- Nobody remembers a token that was not there, so nobody needs to be told.
  PERFORM souk.record_change(tenant, 'token.issue', 'token ' || made, jsonb_build_object('role', issue_token.role, 'app', app));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.issue_token(bytea, text, bigint, text, text, bigint[], text[], bigint, text, timestamptz, jsonb) IS
  'Records a token by its digest and returns its id.';

CREATE FUNCTION souk.revoke_token(token bigint) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  of_tenant bigint;
BEGIN
  UPDATE souk.token t SET revoked_at = now() WHERE t.id = revoke_token.token AND t.revoked_at IS NULL RETURNING t.tenant_id INTO of_tenant;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM souk.announce('token', $1, of_tenant);
  PERFORM souk.record_change(of_tenant, 'token.revoke', 'token ' || $1);
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.revoke_token(bigint) IS
  'Ends a token now, and with it those that were made from it; false when it is unknown or was revoked before.';

CREATE FUNCTION souk.rotate_token(token bigint, digest bytea, hint text, overlap interval DEFAULT '0') RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  old souk.token;
  made bigint;
BEGIN
  SELECT * INTO old FROM souk.token t
    WHERE t.id = rotate_token.token AND t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  UPDATE souk.token t SET expires_at = least(t.expires_at, now() + overlap) WHERE t.id = rotate_token.token;
  PERFORM souk.announce('token', $1, old.tenant_id);
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, expires_at, limits, parent_id)
    VALUES (digest, hint, old.tenant_id, old.role, old.subject, old.merchants, old.scopes, old.app_id, old.label,
      now() + (old.expires_at - old.created_at),
      old.limits, old.parent_id)
    RETURNING id INTO made;
  PERFORM souk.record_change(old.tenant_id, 'token.rotate', 'token ' || $1, jsonb_build_object('successor', made));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.rotate_token(bigint, bytea, text, interval) IS
  'Issues a successor with the same rights, for as long as the old token was issued for, and lets the old token live for the overlap; returns the new id, or NULL when the old token is not in force. Tokens made from the old one end with it.';

-- What each token in force is worth today: a partner's is the narrower of what it was issued for and what the shops grant its app.
CREATE VIEW souk.token_in_force WITH (security_invoker = true) AS
  SELECT t.id, t.digest, t.tenant_id, n.name AS tenant_name, t.role, t.subject,
    CASE WHEN t.app_id IS NULL THEN t.merchants ELSE g.merchants END AS merchants,
    CASE WHEN t.app_id IS NULL THEN t.scopes ELSE g.scopes END AS scopes,
    t.limits, t.app_id, a.client_id, t.created_at, t.expires_at
  FROM souk.token t
  JOIN souk.tenant n ON n.id = t.tenant_id AND n.status = 'active'
  LEFT JOIN souk.app a ON a.tenant_id = t.tenant_id AND a.id = t.app_id
  CROSS JOIN LATERAL (
    SELECT array_agg(f.merchant_id ORDER BY f.merchant_id) AS merchants,
      -- A scope counts when every one of these shops granted it: one token never carries one shop's grant to another.
      ARRAY(SELECT s FROM unnest(t.scopes) AS s WHERE
        NOT EXISTS (SELECT FROM souk.app_grant x WHERE x.tenant_id = t.tenant_id AND x.app_id = t.app_id
          AND x.merchant_id = ANY (t.merchants) AND x.withdrawn_at IS NULL AND NOT s = ANY (x.scopes))) AS scopes
    FROM souk.app_grant f
    WHERE f.tenant_id = t.tenant_id AND f.app_id = t.app_id AND f.merchant_id = ANY (t.merchants) AND f.withdrawn_at IS NULL
  ) AS g
  WHERE t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true)
    AND (t.app_id IS NULL OR (a.status = 'active' AND g.merchants IS NOT NULL))
    AND (t.parent_id IS NULL OR NOT EXISTS (
      WITH RECURSIVE line AS (
        SELECT p.parent_id, p.revoked_at, p.expires_at FROM souk.token p WHERE p.id = t.parent_id
        UNION ALL SELECT p.parent_id, p.revoked_at, p.expires_at FROM souk.token p JOIN line l ON p.id = l.parent_id
      ) SELECT FROM line l WHERE l.revoked_at IS NOT NULL OR coalesce(l.expires_at <= now(), false)));
COMMENT ON VIEW souk.token_in_force IS 'Every token that is not revoked, not expired, of an active tenant, of an app still granted, and whose forebears are in force.';
REVOKE ALL ON souk.token_in_force FROM PUBLIC, souk_gateway, souk_reader;

CREATE FUNCTION souk.find_token(wanted bytea) RETURNS TABLE (
  id bigint, tenant_id bigint, tenant_name text, role text, subject text, merchants bigint[], scopes text[], app_id bigint,
  expires_at timestamptz, limits jsonb
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.tenant_id, t.tenant_name, t.role, t.subject, t.merchants, t.scopes, t.app_id, t.expires_at, t.limits
  FROM souk.token_in_force t WHERE t.digest = wanted;
$$;
COMMENT ON FUNCTION souk.find_token(bytea) IS
  'The token of this digest while it is in force, with what it is worth today. @definer(reason: "asked before a tenant is known; answers for one exact digest of a 256-bit secret")';

CREATE FUNCTION souk.touch_tokens(used bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  -- In the order of the ids, so that two gateways that record the same tokens do not wait for each other in a ring.
  UPDATE souk.token t SET last_used_at = now()
    FROM (SELECT id FROM souk.token WHERE id = ANY (used) AND coalesce(last_used_at < now() - interval '1 minute', true)
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS stale WHERE t.id = stale.id;
  UPDATE souk.app_grant g SET last_used_at = now()
    FROM (SELECT f.tenant_id, f.id FROM souk.token t JOIN souk.app_grant f
        ON f.tenant_id = t.tenant_id AND f.app_id = t.app_id AND f.merchant_id = ANY (t.merchants)
      WHERE t.id = ANY (used) AND f.withdrawn_at IS NULL AND coalesce(f.last_used_at < now() - interval '1 minute', true)
      ORDER BY f.tenant_id, f.id FOR NO KEY UPDATE OF f SKIP LOCKED) AS stale WHERE g.tenant_id = stale.tenant_id AND g.id = stale.id;
$$;
COMMENT ON FUNCTION souk.touch_tokens(bigint[]) IS
  'Records that these tokens, and their apps'' grants, were used; to the minute, for many at once. @definer(reason: "writes a time and nothing else, to tokens that the gateway has verified")';

GRANT EXECUTE ON FUNCTION souk.find_token(bytea) TO souk_gateway, souk_reader;
GRANT EXECUTE ON FUNCTION souk.touch_tokens(bigint[]) TO souk_gateway;
