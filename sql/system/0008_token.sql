-- Opaque tokens. The secret itself never reaches the database: whoever issues a token hands in its SHA-256.
CREATE TABLE souk.token (
  id bigint PRIMARY KEY DEFAULT souk.new_id(),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  hint text NOT NULL,
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  role text NOT NULL CHECK (role IN ('anonymous', 'buyer', 'merchant', 'partner', 'operator')),
  subject text,
  merchants bigint[] NOT NULL DEFAULT '{}',
  scopes text[],
  app_id bigint,
  label text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app,
  CONSTRAINT token_of_partner_is_scoped CHECK (role <> 'partner' OR scopes IS NOT NULL),
  CONSTRAINT token_of_buyer_names_a_buyer CHECK (role <> 'buyer' OR (subject IS NOT NULL AND subject ~ '^[0-9]{1,18}$')),
  CONSTRAINT token_of_shop_names_shops CHECK (role NOT IN ('merchant', 'partner') OR cardinality(merchants) > 0)
);
COMMENT ON TABLE souk.token IS
  'Opaque bearer tokens: whose they are and what they may. scopes NULL: not limited by scopes. hint: the first characters, for lists and support.';
CREATE INDEX token_of_tenant ON souk.token (tenant_id, created_at DESC, id DESC);
CREATE INDEX token_of_app ON souk.token (tenant_id, app_id) WHERE app_id IS NOT NULL;

CREATE FUNCTION souk.issue_token(
  digest bytea, hint text, tenant bigint, role text, subject text DEFAULT NULL, merchants bigint[] DEFAULT '{}',
  scopes text[] DEFAULT NULL, app bigint DEFAULT NULL, label text DEFAULT '', expires_at timestamptz DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made bigint;
BEGIN
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, expires_at)
    VALUES (digest, hint, tenant, role, subject, coalesce(merchants, '{}'), scopes, app, coalesce(label, ''), expires_at)
    RETURNING id INTO made;
  PERFORM souk.announce('token', made, tenant);
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.issue_token(bytea, text, bigint, text, text, bigint[], text[], bigint, text, timestamptz) IS
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
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.revoke_token(bigint) IS 'Ends a token now; false when it is unknown or was revoked before.';

CREATE FUNCTION souk.rotate_token(token bigint, digest bytea, hint text, overlap interval DEFAULT '0') RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  old souk.token;
BEGIN
  SELECT * INTO old FROM souk.token t
    WHERE t.id = rotate_token.token AND t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  UPDATE souk.token t SET expires_at = least(t.expires_at, now() + overlap) WHERE t.id = rotate_token.token;
  PERFORM souk.announce('token', $1, old.tenant_id);
  RETURN souk.issue_token(digest, hint, old.tenant_id, old.role, old.subject, old.merchants, old.scopes, old.app_id, old.label,
    old.expires_at);
END
$$;
COMMENT ON FUNCTION souk.rotate_token(bigint, bytea, text, interval) IS
  'Issues a successor with the same rights and lets the old token live for the overlap; returns the new id, or NULL when the old token is not in force.';

-- A partner's token is worth the narrower of two things: what it was issued for, and what the shops grant its app today.
CREATE FUNCTION souk.find_token(wanted bytea) RETURNS TABLE (
  id bigint, tenant_id bigint, tenant_name text, role text, subject text, merchants bigint[], scopes text[], app_id bigint,
  expires_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.tenant_id, n.name, t.role, t.subject,
    CASE WHEN t.app_id IS NULL THEN t.merchants ELSE g.merchants END,
    CASE WHEN t.app_id IS NULL THEN t.scopes ELSE g.scopes END,
    t.app_id, t.expires_at
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
  WHERE t.digest = wanted AND t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true)
    AND (t.app_id IS NULL OR (a.status = 'active' AND g.merchants IS NOT NULL));
$$;
COMMENT ON FUNCTION souk.find_token(bytea) IS
  'The token of this digest while it is in force: not revoked, not expired, its tenant active, its app still granted. @definer(reason: "asked before a tenant is known; answers for one exact digest of a 256-bit secret")';

CREATE FUNCTION souk.touch_tokens(used bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  UPDATE souk.token SET last_used_at = now()
    WHERE id = ANY (used) AND coalesce(last_used_at < now() - interval '1 minute', true);
  UPDATE souk.app_grant g SET last_used_at = now()
    FROM souk.token t
    WHERE t.id = ANY (used) AND g.tenant_id = t.tenant_id AND g.app_id = t.app_id AND g.merchant_id = ANY (t.merchants)
      AND g.withdrawn_at IS NULL AND coalesce(g.last_used_at < now() - interval '1 minute', true);
$$;
COMMENT ON FUNCTION souk.touch_tokens(bigint[]) IS
  'Records that these tokens, and their apps'' grants, were used; to the minute, for many at once. @definer(reason: "writes a time and nothing else, to tokens that the gateway has verified")';

GRANT EXECUTE ON FUNCTION souk.find_token(bytea) TO souk_gateway, souk_reader;
GRANT EXECUTE ON FUNCTION souk.touch_tokens(bigint[]) TO souk_gateway;
