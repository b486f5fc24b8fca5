-- The marketplaces, and how a request without a token finds the one it is for.
CREATE TABLE souk.tenant (
  id bigint PRIMARY KEY CHECK (id > 0),
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  title text NOT NULL,
  path_prefix text UNIQUE CHECK (path_prefix ~ '^/[a-z0-9-]+$'),
  visitors_allowed boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz
);
COMMENT ON TABLE souk.tenant IS 'One marketplace. Read by the gateway only through the functions below.';

CREATE TABLE souk.tenant_host (
  host text PRIMARY KEY CHECK (host = lower(host)),
  tenant_id bigint NOT NULL REFERENCES souk.tenant
);
COMMENT ON TABLE souk.tenant_host IS 'The host names that lead to a marketplace, in lower case, without a port.';
CREATE INDEX ON souk.tenant_host (tenant_id);

-- Gateways remember who a token is. What makes them forget must not hang on a message that can be lost, so each change also moves a
-- number, at which every gateway looks twice a second.
CREATE TABLE souk.access_epoch (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch bigint NOT NULL
) WITH (fillfactor = 10);  -- one row that moves in place
COMMENT ON TABLE souk.access_epoch IS 'How often a token, grant, app or tenant has changed: one row.';
INSERT INTO souk.access_epoch (epoch) VALUES (1);

CREATE FUNCTION souk.access_epoch() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT epoch FROM souk.access_epoch;
$$;
COMMENT ON FUNCTION souk.access_epoch() IS
  'Another number than before when a token, grant, app or tenant may no longer be what it was. @definer(reason: "returns a counter of changes, and nothing of whose")';
GRANT EXECUTE ON FUNCTION souk.access_epoch() TO souk_gateway, souk_reader;

CREATE FUNCTION souk.announce(kind text, id bigint, tenant bigint) RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  UPDATE souk.access_epoch SET epoch = epoch + 1;
  SELECT pg_notify('souk_access', json_build_object('kind', kind, 'id', id, 'tenant', tenant)::text);
$$;
COMMENT ON FUNCTION souk.announce(text, bigint, bigint) IS
  'Has every running gateway, when this transaction commits, forget what it remembers of a token, grant, app or tenant.';

CREATE FUNCTION souk.create_tenant(
  name text, title text DEFAULT NULL, hosts text[] DEFAULT '{}', path_prefix text DEFAULT NULL, visitors_allowed boolean DEFAULT true
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  made bigint;
BEGIN
  LOCK TABLE souk.tenant IN SHARE ROW EXCLUSIVE MODE;  -- ids stay small and without gaps; tenants are made rarely
  INSERT INTO souk.tenant (id, name, title, path_prefix, visitors_allowed)
    SELECT coalesce(max(t.id), 0) + 1, create_tenant.name, coalesce(create_tenant.title, initcap(create_tenant.name)),
      create_tenant.path_prefix, create_tenant.visitors_allowed
    FROM souk.tenant t
    RETURNING id INTO made;
  INSERT INTO souk.tenant_host (host, tenant_id) SELECT lower(host), made FROM unnest(hosts) AS host;
  PERFORM souk.announce('tenant', made, made);
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.create_tenant(text, text, text[], text, boolean) IS 'Opens a marketplace and returns its id.';

CREATE FUNCTION souk.set_tenant_status(tenant bigint, wanted text) RETURNS boolean LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE souk.tenant t SET status = wanted, disabled_at = CASE wanted WHEN 'disabled' THEN now() END
    WHERE t.id = set_tenant_status.tenant AND t.status <> wanted;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM souk.announce('tenant', $1, $1);
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.set_tenant_status(bigint, text) IS 'Changes a tenant''s status; false when it had it already or does not exist.';

CREATE FUNCTION souk.disable_tenant(tenant bigint) RETURNS boolean LANGUAGE sql
  RETURN souk.set_tenant_status(tenant, 'disabled');
COMMENT ON FUNCTION souk.disable_tenant(bigint) IS 'Stops serving a marketplace, within two seconds; its rows stay.';

CREATE FUNCTION souk.enable_tenant(tenant bigint) RETURNS boolean LANGUAGE sql
  RETURN souk.set_tenant_status(tenant, 'active');
COMMENT ON FUNCTION souk.enable_tenant(bigint) IS 'Serves a disabled marketplace again.';

CREATE FUNCTION souk.find_tenant(host text, path text) RETURNS TABLE (id bigint, name text, visitors_allowed boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.name, t.visitors_allowed
  FROM souk.tenant t
  WHERE t.status = 'active' AND (
    t.id = (SELECT h.tenant_id FROM souk.tenant_host h WHERE h.host = lower(split_part(find_tenant.host, ':', 1)))
    OR t.path_prefix = '/' || split_part(find_tenant.path, '/', 2))
  ORDER BY t.path_prefix IS NOT DISTINCT FROM '/' || split_part(find_tenant.path, '/', 2)  -- a host name is worth more than a path
  LIMIT 1;
$$;
COMMENT ON FUNCTION souk.find_tenant(text, text) IS
  'The active tenant that a host name (with or without a port), else the first segment of a path, leads to. @definer(reason: "asked before a tenant is known; answers for one exact name")';

CREATE FUNCTION souk.tenant_named(wanted text) RETURNS TABLE (id bigint, name text, visitors_allowed boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.name, t.visitors_allowed FROM souk.tenant t WHERE t.status = 'active' AND t.name = wanted;
$$;
COMMENT ON FUNCTION souk.tenant_named(text) IS
  'The active tenant of this name. @definer(reason: "asked before a tenant is known; answers for one exact name")';

GRANT EXECUTE ON FUNCTION souk.find_tenant(text, text), souk.tenant_named(text) TO souk_gateway, souk_reader;
