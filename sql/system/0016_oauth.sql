-- OAuth 2.0 for partners: codes, the tokens that are exchanged for them, and what a client may ask about its tokens. Faults that the
-- protocol has words for are answered as {"error": …}; the gateway passes them on.
CREATE TABLE souk.authorization_code (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  tenant_id bigint NOT NULL,
  app_id bigint NOT NULL,
  merchants bigint[] NOT NULL,
  scopes text[] NOT NULL,
  redirect_uri text NOT NULL,
  challenge text NOT NULL CHECK (challenge ~ '^[A-Za-z0-9_-]{43}$'),
  granted_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '1 minute',
  used_at timestamptz,
  token_id bigint REFERENCES souk.token,
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app
);
COMMENT ON TABLE souk.authorization_code IS
  'Codes by their SHA-256: each is exchanged once, within a minute, by the app and for the address it was made for, with the verifier of its challenge. Kept for a day, so that a second use is noticed.';
CREATE INDEX authorization_code_age ON souk.authorization_code (created_at);
CREATE INDEX authorization_code_of_app ON souk.authorization_code (tenant_id, app_id);
CREATE INDEX authorization_code_of_token ON souk.authorization_code (token_id);
REVOKE ALL ON souk.authorization_code FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.authorization_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.authorization_code FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.authorization_code TO souk_migrator USING (true) WITH CHECK (true);

CREATE FUNCTION souk.authorize_app(
  client text, shops bigint[], scopes text[], redirect_uri text, challenge text, code_digest bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  app souk.app := souk.app_of_client(client);
BEGIN
  IF redirect_uri = ANY (app.redirect_uris) IS NOT TRUE THEN
    RAISE EXCEPTION 'the address is not one of the app''s' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM souk.grant_to_app(client, shops, scopes);
  DELETE FROM souk.authorization_code c WHERE c.created_at < now() - interval '1 day';
  INSERT INTO souk.authorization_code (digest, tenant_id, app_id, merchants, scopes, redirect_uri, challenge, granted_by)
    VALUES (code_digest, app.tenant_id, app.id, shops, scopes, redirect_uri, challenge, souk.role() || ':' || souk.subject());
END
$$;
COMMENT ON FUNCTION souk.authorize_app(text, bigint[], text[], text, text, bytea) IS
  'Grants as souk.grant_to_app does, and records a code for the app to fetch a token with. @definer(reason: "grants only what souk.owns_shop says is the viewer''s, and sends people only to addresses registered for the app")';

CREATE FUNCTION souk.proven_client(client text, secret_digest bytea) RETURNS souk.app LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app souk.app := souk.app_of_client(client);
BEGIN
  -- Digests are compared, so that the time it takes tells nothing about the secret.
  IF app.confidential AND NOT EXISTS (SELECT FROM souk.app_secret s WHERE s.tenant_id = app.tenant_id AND s.app_id = app.id
      AND s.digest = secret_digest AND coalesce(s.expires_at > now(), true)) OR NOT app.confidential AND secret_digest IS NOT NULL THEN
    RETURN NULL;
  END IF;
  RETURN app;
END
$$;
COMMENT ON FUNCTION souk.proven_client(text, bytea) IS
  'The app that this client id and this secret are of; a public app has no secret. NULL when they do not fit.';

CREATE FUNCTION souk.oauth_error(error text, description text) RETURNS json LANGUAGE sql IMMUTABLE
  RETURN json_build_object('error', error, 'error_description', description);
COMMENT ON FUNCTION souk.oauth_error(text, text) IS 'An error as RFC 6749 writes it.';

CREATE FUNCTION souk.issue_client_token(
  app souk.app, shops bigint[], scopes text[], token_digest bytea, hint text, lifetime interval
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  made bigint;
BEGIN
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, expires_at)
    VALUES (token_digest, hint, app.tenant_id, 'partner', app.id::text, shops, scopes, app.id, 'oauth', now() + lifetime) RETURNING id INTO made;
  -- A client that forgets its tokens leaves no more than these to be found.
  PERFORM souk.revoke_token(t.id) FROM (
    SELECT t.id FROM souk.token t WHERE t.tenant_id = app.tenant_id AND t.app_id = app.id AND t.label = 'oauth' AND t.parent_id IS NULL
      AND t.revoked_at IS NULL AND t.expires_at > now() ORDER BY t.created_at DESC, t.id DESC OFFSET 1000) AS t;
  PERFORM souk.record_change(app.tenant_id, 'token.issue', 'token ' || made, jsonb_build_object('app', app.id), 'partner', app.id::text);
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.issue_client_token(souk.app, bigint[], text[], bytea, text, interval) IS
  'Records a token of an app for shops that granted it; the app keeps its newest thousand.';

CREATE FUNCTION souk.redeem_code(
  client text, secret_digest bytea, code_digest bytea, redirect_uri text, challenge text, token_digest bytea, hint text, lifetime interval
) RETURNS json LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
  code souk.authorization_code;
  made bigint;
BEGIN
  IF app.id IS NULL THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  END IF;
  SELECT c.* INTO code FROM souk.authorization_code c
    WHERE c.digest = code_digest AND c.tenant_id = app.tenant_id AND c.app_id = app.id FOR UPDATE;
  IF code.used_at IS NOT NULL THEN
    -- Two have the code, and one of them should not: neither keeps what it gave.
    PERFORM souk.revoke_token(code.token_id);
  END IF;
  IF code.digest IS NULL OR code.used_at IS NOT NULL OR code.expires_at <= now() OR code.redirect_uri IS DISTINCT FROM redirect_uri
    OR code.challenge IS DISTINCT FROM challenge THEN
    -- A try with a wrong verifier or address ends the code as well: whoever tries has it and should not.
    UPDATE souk.authorization_code c SET used_at = coalesce(c.used_at, now()) WHERE c.digest = code.digest;
    RETURN souk.oauth_error('invalid_grant', 'The code is not in force, or was made for another client, address or verifier.');
  END IF;
  made := souk.issue_client_token(app, code.merchants, code.scopes, token_digest, hint, lifetime);
  UPDATE souk.authorization_code c SET used_at = now(), token_id = made WHERE c.digest = code.digest;
  RETURN json_build_object('scopes', code.scopes, 'shops', code.merchants::text[]);
END
$$;
COMMENT ON FUNCTION souk.redeem_code(text, bytea, bytea, text, text, bytea, text, interval) IS
  'Exchanges a code for a token, once. A second use ends the token that the first one gave. @definer(reason: "asked before a viewer is known; wants a code of 256 random bits, its verifier and the client''s secret")';

CREATE FUNCTION souk.issue_to_client(
  client text, secret_digest bytea, shops bigint[], scopes text[], token_digest bytea, hint text, lifetime interval
) RETURNS json LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
  granting bigint[];
  granted text[];
BEGIN
  IF app.id IS NULL THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  ELSIF NOT app.confidential THEN
    RETURN souk.oauth_error('unauthorized_client', 'A client without a secret has tokens by codes only.');
  END IF;
  SELECT array_agg(g.merchant_id ORDER BY g.merchant_id) INTO granting FROM souk.app_grant g
    WHERE g.tenant_id = app.tenant_id AND g.app_id = app.id AND g.withdrawn_at IS NULL AND (shops IS NULL OR g.merchant_id = ANY (shops));
  IF granting IS NULL OR NOT coalesce(shops, granting) <@ granting THEN
    RETURN souk.oauth_error('invalid_grant', 'Not each of these shops has authorised the app.');
  END IF;
  SELECT array_agg(s ORDER BY s) INTO granted FROM (
    SELECT s FROM souk.app_grant g, unnest(g.scopes) AS s
    WHERE g.tenant_id = app.tenant_id AND g.app_id = app.id AND g.withdrawn_at IS NULL AND g.merchant_id = ANY (granting)
    GROUP BY s HAVING count(*) = cardinality(granting)) AS common;
  IF NOT coalesce(scopes, '{}') <@ coalesce(granted, '{}') OR granted IS NULL THEN
    RETURN souk.oauth_error('invalid_scope', 'Not each of these shops has granted this scope; ask for the shops one by one with "shop".');
  END IF;
  granted := coalesce(scopes, granted);
  PERFORM souk.issue_client_token(app, granting, granted, token_digest, hint, lifetime);
  RETURN json_build_object('scopes', granted, 'shops', granting::text[]);
END
$$;
COMMENT ON FUNCTION souk.issue_to_client(text, bytea, bigint[], text[], bytea, text, interval) IS
  'Gives a confidential app a token for these shops, else all that authorised it, with these scopes, else all that each of them granted. @definer(reason: "asked before a viewer is known; wants the client''s secret, and gives what shops granted")';

CREATE FUNCTION souk.inspect_for_client(client text, secret_digest bytea, token_digest bytea) RETURNS json LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
  found souk.token_in_force;
BEGIN
  IF app.id IS NULL OR NOT app.confidential THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  END IF;
  SELECT t.* INTO found FROM souk.token_in_force t
    WHERE t.digest = token_digest AND t.tenant_id = app.tenant_id AND t.app_id = app.id;
  -- Another app's token, and one that ended, look like one that never was.
  IF found.id IS NULL THEN
    RETURN json_build_object('active', false);
  END IF;
  RETURN json_strip_nulls(json_build_object('active', true, 'scope', array_to_string(found.scopes, ' '), 'client_id', found.client_id,
    'token_type', 'Bearer', 'sub', found.subject, 'iat', extract(epoch FROM found.created_at)::bigint,
    'exp', extract(epoch FROM found.expires_at)::bigint, 'tenant', found.tenant_name, 'shops', found.merchants::text[],
    'only', (SELECT json_object_agg(l.key, (SELECT json_agg(id) FROM jsonb_array_elements_text(l.value) AS id)) FROM jsonb_each(found.limits) AS l)));
END
$$;
COMMENT ON FUNCTION souk.inspect_for_client(text, bytea, bytea) IS
  'What a confidential app may know of a token of its own, as RFC 7662 writes it. @definer(reason: "asked before a viewer is known; wants the client''s secret and the token")';

CREATE FUNCTION souk.revoke_for_client(client text, secret_digest bytea, token_digest bytea) RETURNS json LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
BEGIN
  IF app.id IS NULL THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  END IF;
  PERFORM souk.revoke_token(t.id) FROM souk.token t WHERE t.digest = token_digest AND t.tenant_id = app.tenant_id AND t.app_id = app.id;
  RETURN json_build_object();
END
$$;
COMMENT ON FUNCTION souk.revoke_for_client(text, bytea, bytea) IS
  'Ends a token of the app, as RFC 7009 wants it: a token that is none, or another''s, is no error. @definer(reason: "asked before a viewer is known; wants the client''s secret and the token")';

GRANT EXECUTE ON FUNCTION souk.authorize_app(text, bigint[], text[], text, text, bytea),
  souk.redeem_code(text, bytea, bytea, text, text, bytea, text, interval),
  souk.issue_to_client(text, bytea, bigint[], text[], bytea, text, interval), souk.inspect_for_client(text, bytea, bytea),
  souk.revoke_for_client(text, bytea, bytea) TO souk_gateway;
