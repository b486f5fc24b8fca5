-- Partner apps, and what each shop granted them.
CREATE TABLE souk.app (
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  id bigint NOT NULL DEFAULT souk.new_id(),
  name text NOT NULL,
  publisher text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE souk.app IS 'An integrator''s app, registered with one marketplace.';

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
CREATE INDEX app_grant_of_merchant ON souk.app_grant (tenant_id, merchant_id, granted_at DESC);

CREATE FUNCTION souk.register_app(tenant bigint, name text, publisher text DEFAULT NULL) RETURNS bigint LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.app (tenant_id, name, publisher) VALUES ($1, $2, $3) RETURNING id;
$$;
COMMENT ON FUNCTION souk.register_app(bigint, text, text) IS 'Registers an app and returns its id.';

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
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.withdraw_grant(bigint, bigint) IS 'Ends a grant; false when there is none in force by this id.';
