-- Changes all that one viewer may not see, and nothing else: every other tenant's rows, and in the viewer's own those which row security hides.
-- A third of them goes, the rest gets a mark in every text that may be free. Settings that start with `viewer.` say who the viewer is.
SET session_replication_role = replica;
CREATE SCHEMA unseen;
GRANT USAGE ON SCHEMA unseen TO souk_gateway;
CREATE TABLE unseen.seen (relation regclass, place tid);
GRANT INSERT ON unseen.seen TO souk_gateway;

SELECT set_config('souk.' || name, current_setting('viewer.' || name), false)
  FROM unnest('{tenant,role,subject,merchant,scopes,only}'::text[]) AS name \g /dev/null

SET ROLE souk_gateway;
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT c.oid::regclass AS rel FROM pg_class c WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'r'
    AND has_table_privilege(c.oid, 'SELECT')
  LOOP
    EXECUTE format('INSERT INTO unseen.seen SELECT %L::regclass, ctid FROM %s', r.rel, r.rel);
  END LOOP;
END $$;
RESET ROLE;
CREATE INDEX ON unseen.seen (relation, place);

CREATE TABLE unseen.changed (place text, rows bigint);
CREATE SEQUENCE unseen.marking;
DO $$
DECLARE
  r record;
  c record;
  key text;
  changed bigint;
BEGIN
  FOR r IN SELECT k.oid::regclass AS rel, i.indkey FROM pg_class k JOIN pg_index i ON i.indrelid = k.oid AND i.indisprimary
    WHERE k.relnamespace = 'market'::regnamespace AND k.relkind = 'r'
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.oid AND a.attname = 'tenant_id')
  LOOP
    key := (SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = r.rel AND a.attnum = ANY (r.indkey));
    EXECUTE format('CREATE TABLE unseen.hidden AS SELECT %s, row_number() OVER () AS number FROM %s t
      WHERE NOT EXISTS (SELECT FROM unseen.seen s WHERE s.relation = %L::regclass AND s.place = t.ctid)', key, r.rel, r.rel);
    EXECUTE format('DELETE FROM %s WHERE (%s) IN (SELECT %s FROM unseen.hidden WHERE number %% 3 = 0)', r.rel, key, key);
    GET DIAGNOSTICS changed = ROW_COUNT;
    INSERT INTO unseen.changed VALUES (r.rel::text, changed);
    FOR c IN SELECT a.attname AS name FROM pg_attribute a WHERE a.attrelid = r.rel AND a.attnum > 0 AND NOT a.attisdropped
      AND a.atttypid = 'text'::regtype AND a.attnum <> ALL (r.indkey)
    LOOP
      BEGIN
        EXECUTE format('UPDATE %s SET %I = %L || nextval(''unseen.marking'') WHERE (%s) IN (SELECT %s FROM unseen.hidden)',
          r.rel, c.name, 'canary-', key, key);
        GET DIAGNOSTICS changed = ROW_COUNT;
        INSERT INTO unseen.changed VALUES (r.rel || '.' || c.name, changed);
      EXCEPTION WHEN check_violation THEN NULL;
      END;
    END LOOP;
    DROP TABLE unseen.hidden;
  END LOOP;
END $$;
