-- Whose token, grant, app or tenant changed, so that a gateway forgets that tenant's viewers and nobody else's: a tenant whose apps fetch and
-- give back tokens all day would else have every other tenant's tokens looked up anew.
CREATE TABLE souk.access_change (
  tenant_id bigint PRIMARY KEY REFERENCES souk.tenant,
  epoch bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE souk.access_change IS 'The number that souk.access_epoch had with a tenant''s last change: one row for each tenant that had one.';
CREATE INDEX access_change_by_epoch ON souk.access_change (epoch);
REVOKE ALL ON souk.access_change FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.access_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.access_change FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.access_change TO souk_migrator USING (true) WITH CHECK (true);

CREATE OR REPLACE FUNCTION souk.announce(kind text, id bigint, tenant bigint) RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  WITH moved AS (UPDATE souk.access_epoch SET epoch = epoch + 1 RETURNING epoch)
    INSERT INTO souk.access_change AS c (tenant_id, epoch) SELECT tenant, moved.epoch FROM moved
    ON CONFLICT (tenant_id) DO UPDATE SET epoch = excluded.epoch;
  SELECT pg_notify('souk_access', json_build_object('kind', kind, 'id', id, 'tenant', tenant)::text);
$$;
COMMENT ON FUNCTION souk.announce(text, bigint, bigint) IS
  'Has every running gateway, when this transaction commits, forget what it remembers of the tenant''s tokens, grants and apps, and of the tenant.';

CREATE FUNCTION souk.access_changes(since bigint) RETURNS TABLE (epoch bigint, tenants bigint[]) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.epoch, CASE WHEN since <> e.epoch THEN ARRAY(SELECT c.tenant_id FROM souk.access_change c WHERE c.epoch > since) ELSE '{}' END
  FROM souk.access_epoch e;
$$;
COMMENT ON FUNCTION souk.access_changes(bigint) IS
  'What souk.access_epoch is now, and the tenants of which something changed since it was another. @definer(reason: "returns a counter of changes and tenants'' numbers, to gateways")';
REVOKE EXECUTE ON FUNCTION souk.access_changes(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.access_changes(bigint) TO souk_gateway, souk_reader;
