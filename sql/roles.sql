-- The login roles, made once per database by a superuser (psql -f sql/roles.sql); running it again changes nothing.
-- It sets no password: give each role one by the means of your house (\password, pg_hba.conf with peer, a secret store).
--
--   souk_gateway   serves requests: owns nothing, bypasses nothing, sees what row security lets through
--   souk_reader    the same on replicas
--   souk_migrator  owns the schemas and runs `souk migrate`
DO $roles$
DECLARE
  login text;
BEGIN
  -- Roles are the whole server's: two databases that are set up at once would trip over each other.
  LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;
  FOREACH login IN ARRAY ARRAY['souk_gateway', 'souk_reader', 'souk_migrator'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I', login);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login AND (NOT rolcanlogin OR rolsuper OR rolbypassrls OR rolcreatedb
      OR rolcreaterole OR rolreplication OR rolinherit)) THEN
      EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT', login);
    END IF;
  END LOOP;

  -- A database of its own: whoever has no role here has no business here.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO souk_gateway, souk_reader', current_database());
  EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO souk_migrator', current_database());
END
$roles$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- Nor does anybody make large objects: they are of no tenant, know no row security, and who makes one owns it.
DO $objects$
DECLARE
  function regprocedure;
BEGIN
  FOR function IN SELECT p.oid::regprocedure FROM pg_catalog.pg_proc AS p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '^(lo_|lowrite$|loread$)' LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function);
  END LOOP;
END
$objects$;

-- What the migrator makes is for nobody until a migration grants it; functions are for everybody by default otherwise.
ALTER DEFAULT PRIVILEGES FOR ROLE souk_migrator REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE souk_migrator REVOKE USAGE ON TYPES FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO souk_gateway, souk_reader;
