-- The tables that the gateway reaches only through functions: no grants, and row security for whoever gets one by mistake.
DO $walls$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['id_key', 'access_epoch', 'tenant', 'tenant_host', 'app', 'app_secret', 'app_grant', 'token'] LOOP
    EXECUTE format('REVOKE ALL ON souk.%I FROM PUBLIC, souk_gateway, souk_reader', name);
    EXECUTE format('ALTER TABLE souk.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE souk.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY steward ON souk.%I TO souk_migrator USING (true) WITH CHECK (true)', name);
  END LOOP;
END
$walls$;
