-- Partner apps, and what each shop granted them.
CREATE FUNCTION souk.is_redirect_uri(uri text) RETURNS boolean LANGUAGE sql IMMUTABLE
  -- Whole and without a fragment; encrypted, or to the person's own machine (RFC 8252), where no certificate can be had.
  RETURN length(uri) <= 2000 AND uri ~ '^(https://[^/?#[:space:]@;,]+|http://(127\.0\.0\.1|\[::1\]|localhost)(:[0-9]{1,5})?)(/[^#[:space:]]*)?$';
COMMENT ON FUNCTION souk.is_redirect_uri(text) IS 'Whether an app may be sent people back to this address.';

CREATE TABLE souk.app (
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  id bigint NOT NULL DEFAULT souk.new_id(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  publisher text,
  client_id text NOT NULL UNIQUE DEFAULT 'app_' || replace(gen_random_uuid()::text, '-', ''),
  confidential boolean NOT NULL DEFAULT true,
  redirect_uris text[] NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE souk.app IS
  'An integrator''s app, registered with one marketplace. client_id: its public name in OAuth, random. confidential: whether it can keep a secret, as a server can and a program on people''s machines cannot.';

CREATE TABLE souk.app_secret (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  app_id bigint NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app
);
COMMENT ON TABLE souk.app_secret IS 'SHA-256 of the secrets that a confidential app proves itself with: one, or two while they are exchanged.';
CREATE INDEX app_secret_of_app ON souk.app_secret (tenant_id, app_id);

CREATE TABLE souk.app_grant (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  app_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  scopes text[] NOT NULL,
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app
);
COMMENT ON TABLE souk.app_grant IS
  'What a shop granted an app, and until when: withdrawn rows stay as history, at most one per shop and app is in force.';
CREATE UNIQUE INDEX app_grant_in_force ON souk.app_grant (tenant_id, app_id, merchant_id) WHERE withdrawn_at IS NULL;
CREATE INDEX app_grant_of_merchant ON souk.app_grant (tenant_id, merchant_id, granted_at DESC, id DESC);

CREATE FUNCTION souk.register_app(
  tenant bigint, name text, publisher text DEFAULT NULL, redirect_uris text[] DEFAULT '{}', secret_digest bytea DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  made bigint;
BEGIN
  IF EXISTS (SELECT FROM unnest(redirect_uris) AS uri WHERE souk.is_redirect_uri(uri) IS NOT TRUE) THEN
    RAISE EXCEPTION 'a redirect URI is https, or http to the local machine, and has no fragment' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO souk.app (tenant_id, name, publisher, redirect_uris, confidential)
    VALUES (tenant, register_app.name, register_app.publisher, register_app.redirect_uris, secret_digest IS NOT NULL) RETURNING id INTO made;
  IF secret_digest IS NOT NULL THEN
    INSERT INTO souk.app_secret (tenant_id, app_id, digest) VALUES (tenant, made, secret_digest);
  END IF;
  PERFORM souk.record_change(tenant, 'app.register', 'app ' || made);
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.register_app(bigint, text, text, text[], bytea) IS
  'Registers an app and returns its id; with the digest of a secret it is a confidential one.';

CREATE FUNCTION souk.rotate_app_secret(tenant bigint, app bigint, secret_digest bytea, overlap interval DEFAULT '0') RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM souk.app a WHERE a.tenant_id = tenant AND a.id = app AND a.confidential) THEN
    RETURN false;
  END IF;
  DELETE FROM souk.app_secret s WHERE s.tenant_id = tenant AND s.app_id = app AND s.expires_at <= now();
  UPDATE souk.app_secret s SET expires_at = least(s.expires_at, now() + overlap) WHERE s.tenant_id = tenant AND s.app_id = app;
  INSERT INTO souk.app_secret (tenant_id, app_id, digest) VALUES (tenant, app, secret_digest);
  PERFORM souk.record_change(tenant, 'app.rotate_secret', 'app ' || app);
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.rotate_app_secret(bigint, bigint, bytea, interval) IS
  'Gives an app a new secret and lets those before live for the overlap; false when there is no such app, or it keeps no secret.';

CREATE FUNCTION souk.set_app_status(tenant bigint, app bigint, wanted text) RETURNS boolean LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE souk.app a SET status = wanted WHERE a.tenant_id = tenant AND a.id = app AND a.status <> wanted;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM souk.announce('app', app, tenant);
  PERFORM souk.record_change(tenant, 'app.' || wanted, 'app ' || app);
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.set_app_status(bigint, bigint, text) IS
  'Makes an app "active" or "disabled", with all its tokens, within two seconds; false when it was so already or does not exist.';

CREATE FUNCTION souk.grant_app(tenant bigint, app bigint, merchant bigint, scopes text[], granted_by text) RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made bigint;
BEGIN
  UPDATE souk.app_grant SET withdrawn_at = now()
    WHERE tenant_id = tenant AND app_id = app AND merchant_id = merchant AND withdrawn_at IS NULL;
  INSERT INTO souk.app_grant (tenant_id, app_id, merchant_id, scopes, granted_by)
    VALUES (tenant, app, merchant, grant_app.scopes, grant_app.granted_by) RETURNING id INTO made;
  PERFORM souk.announce('app', app, tenant);
  PERFORM souk.record_change(tenant, 'grant.give', 'grant ' || made,
    jsonb_build_object('app', app, 'merchant', merchant, 'scopes', grant_app.scopes));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.grant_app(bigint, bigint, bigint, text[], text) IS
  'Grants an app these scopes for one shop, in place of what it had there, and returns the grant''s id.';

CREATE FUNCTION souk.withdraw_grant(tenant bigint, grant_id bigint) RETURNS boolean LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app bigint;
BEGIN
  UPDATE souk.app_grant SET withdrawn_at = now()
    WHERE tenant_id = tenant AND id = grant_id AND withdrawn_at IS NULL RETURNING app_id INTO app;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM souk.announce('app', app, tenant);
  PERFORM souk.record_change(tenant, 'grant.withdraw', 'grant ' || grant_id, jsonb_build_object('app', app));
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.withdraw_grant(bigint, bigint) IS 'Ends a grant; false when there is none in force by this id.';
