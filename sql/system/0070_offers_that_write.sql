-- Updates of a table with a version were all refused where the rule did not open the version, which the functions raise; it was said nowhere, and
-- viewerCan did not know. The version is no choice, as the tenant is none: whoever may update a row has it counted. So offering opens it.
ALTER FUNCTION souk.offer_writes(regclass, text[], text[], name, name[], text, text) RENAME TO make_writes;
COMMENT ON FUNCTION souk.make_writes(regclass, text[], text[], name, name[], text, text) IS 'What souk.offer_writes does once it has looked at the rules.';

CREATE FUNCTION souk.offer_writes(
  target regclass, verbs text[], to_roles text[] DEFAULT '{BUYER,MERCHANT,PARTNER,OPERATOR}', version name DEFAULT NULL, key name[] DEFAULT NULL,
  then_call text DEFAULT NULL, named text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  IF verbs && '{update,upsert}' AND version IS NOT NULL THEN
    UPDATE souk.write_rule r SET columns = r.columns || version FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = target AND r.table_schema = n.nspname AND r.table_name = c.relname AND r.verb = 'update' AND version <> ALL (r.columns);
    IF FOUND THEN
      EXECUTE format('GRANT UPDATE (%I) ON %s TO souk_gateway', version, target);
    END IF;
  END IF;
  PERFORM souk.make_writes(target, verbs, to_roles, version, key, then_call, named);
END
$$;
COMMENT ON FUNCTION souk.offer_writes(regclass, text[], text[], name, name[], text, text) IS
  'Makes mutations that create, update, delete or upsert rows of a table with rules for writing. version is the column that counts changes, key the unique columns that an upsert goes by, then_call a function (tenant, rows that were, rows that are) which keeps counters and the like in step, named what the functions are called after.';
