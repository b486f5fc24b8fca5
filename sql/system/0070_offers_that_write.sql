-- Updates of a table with a version were all refused where the rule did not open the version: the functions raise it. It was said nowhere.
ALTER FUNCTION souk.offer_writes(regclass, text[], text[], name, name[], text, text) RENAME TO make_writes;
COMMENT ON FUNCTION souk.make_writes(regclass, text[], text[], name, name[], text, text) IS 'What souk.offer_writes does once it has looked at the rules.';

CREATE FUNCTION souk.offer_writes(
  target regclass, verbs text[], to_roles text[] DEFAULT '{BUYER,MERCHANT,PARTNER,OPERATOR}', version name DEFAULT NULL, key name[] DEFAULT NULL,
  then_call text DEFAULT NULL, named text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  IF verbs && '{update,upsert}' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = version)
      AND has_any_column_privilege('souk_gateway', target, 'UPDATE') AND NOT has_column_privilege('souk_gateway', target, version::text, 'UPDATE') THEN
    RAISE EXCEPTION 'the rule for updating % has to open % too: each write raises it', target, version;
  END IF;
  PERFORM souk.make_writes(target, verbs, to_roles, version, key, then_call, named);
END
$$;
COMMENT ON FUNCTION souk.offer_writes(regclass, text[], text[], name, name[], text, text) IS
  'Makes mutations that create, update, delete or upsert rows of a table with rules for writing. version is the column that counts changes, key the unique columns that an upsert goes by, then_call a function (tenant, rows that were, rows that are) which keeps counters and the like in step, named what the functions are called after.';
