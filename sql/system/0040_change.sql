-- The outbox: what changed (tenant, type, key, kind), written in the transaction of the change, for whoever follows the marketplace.
--
-- A transaction's changes are a set. Its last act is to close the set with a stamp that rises. What is committed is then given its
-- position: by one at a time, in the order of stamps, rising without a gap. Whatever a transaction had seen of others, or waited for, was
-- stamped before it, and is visible to whoever sees it: so it has an earlier position. No writer waits for another one's commit.
CREATE SEQUENCE souk.change_stamp AS bigint;

CREATE TABLE souk.change_clock (
  tenant_id bigint PRIMARY KEY,
  position bigint NOT NULL
);
COMMENT ON TABLE souk.change_clock IS 'The position of each tenant''s last set of changes.';
REVOKE ALL ON souk.change_clock FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.change_clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.change_clock FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.change_clock TO souk_migrator USING (true) WITH CHECK (true);

-- None of these has a foreign key to the tenant: each commit would lock its row.
CREATE TABLE souk.change_set (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL,
  stamp bigint NOT NULL DEFAULT nextval('souk.change_stamp'),
  position bigint,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE souk.change_set IS 'What one transaction changed. position is NULL until souk.place_changes has come by.';
CREATE UNIQUE INDEX change_set_position ON souk.change_set (tenant_id, position) WHERE position IS NOT NULL;
CREATE INDEX change_set_waiting ON souk.change_set (stamp) WHERE position IS NULL;
SELECT souk.guard_operators('souk.change_set', scope => 'changes:read');

CREATE TABLE souk.change (
  tenant_id bigint NOT NULL,
  change_set_id bigint NOT NULL,
  ordinal int NOT NULL,
  type text NOT NULL,
  key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('created', 'updated', 'deleted')),
  PRIMARY KEY (tenant_id, change_set_id, ordinal)
);
COMMENT ON TABLE souk.change IS 'One row that changed: the type it has in the graph, its key there, and what happened. Never a value of it.';
SELECT souk.guard_operators('souk.change', scope => 'changes:read');

CREATE FUNCTION souk.close_change_set() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO souk.change_set (tenant_id, id) VALUES (NEW.tenant_id, NEW.change_set_id);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION souk.close_change_set() IS
  'Stamps a transaction''s set of changes as it commits. @definer(reason: "a trigger, which nobody calls; writes the set of the change''s own tenant")';
-- Deferred to the commit. Of a set only the first change brings it about.
CREATE CONSTRAINT TRIGGER closing AFTER INSERT ON souk.change DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.ordinal = 1) EXECUTE FUNCTION souk.close_change_set();

CREATE FUNCTION souk.place_changes(most int DEFAULT 10000) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  placed bigint;
BEGIN
  -- Whoever comes second need not wait: what it would place is placed now, or the next time.
  IF NOT pg_try_advisory_xact_lock(hashtext('souk.place_changes')) THEN
    RETURN 0;
  END IF;
  INSERT INTO souk.change_clock (tenant_id, position)
    SELECT DISTINCT s.tenant_id, 0 FROM (SELECT w.tenant_id FROM souk.change_set w WHERE w.position IS NULL ORDER BY w.stamp LIMIT most) s
    ON CONFLICT (tenant_id) DO NOTHING;
  WITH waiting AS (
    SELECT w.tenant_id, w.id, row_number() OVER (PARTITION BY w.tenant_id ORDER BY w.stamp) AS place
    FROM (SELECT s.tenant_id, s.id, s.stamp FROM souk.change_set s WHERE s.position IS NULL ORDER BY s.stamp LIMIT most) w
  ), moved AS (
    UPDATE souk.change_clock c SET position = c.position + n.sets
    FROM (SELECT w.tenant_id, count(*) AS sets FROM waiting w GROUP BY w.tenant_id) n
    WHERE c.tenant_id = n.tenant_id RETURNING c.tenant_id, c.position - n.sets AS base
  )
  UPDATE souk.change_set s SET position = m.base + w.place FROM waiting w JOIN moved m ON m.tenant_id = w.tenant_id
    WHERE s.tenant_id = w.tenant_id AND s.id = w.id;
  GET DIAGNOSTICS placed = ROW_COUNT;
  RETURN placed;
END
$$;
COMMENT ON FUNCTION souk.place_changes(int) IS
  'Gives committed sets of changes their positions, at most so many of them; returns how many. For every gateway to call now and then. @definer(reason: "numbers what is there, and returns how many")';

CREATE FUNCTION souk.emit(of_tenant bigint, type text, kind text, keys text[]) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- The set of this transaction, as tenant:id. A savepoint that is rolled back takes it back, as it does the set.
  known text[] := string_to_array(current_setting('souk.change_set', true), ':');
  set_id bigint := CASE WHEN known[1] = of_tenant::text THEN known[2]::bigint END;
  last int := 0;
BEGIN
  -- Nothing is added to a set that was committed, whatever the setting says.
  IF EXISTS (SELECT FROM souk.change_set s WHERE s.tenant_id = of_tenant AND s.id = set_id) THEN
    set_id := NULL;
  END IF;
  IF cardinality(keys) = 0 OR current_setting('souk.changes', true) = 'off' AND pg_has_role(session_user, 'souk_migrator', 'USAGE') THEN
    RETURN;
  ELSIF set_id IS NULL THEN
    set_id := souk.new_id();
    PERFORM set_config('souk.change_set', of_tenant || ':' || set_id, true);
  ELSE
    SELECT c.ordinal INTO last FROM souk.change c
      WHERE c.tenant_id = of_tenant AND c.change_set_id = set_id ORDER BY c.ordinal DESC LIMIT 1;
  END IF;
  INSERT INTO souk.change (tenant_id, change_set_id, ordinal, type, key, kind)
    SELECT of_tenant, set_id, coalesce(last, 0) + k.place, emit.type, k.key, emit.kind FROM unnest(keys) WITH ORDINALITY AS k (key, place);
END
$$;
COMMENT ON FUNCTION souk.emit(bigint, text, text, text[]) IS
  'Writes into the outbox that rows of a type of the graph were created, updated or deleted, by their keys. Nothing under SET LOCAL souk.changes = off, for loading in bulk.';

CREATE FUNCTION souk.emit_changes(target regclass, columns name[] DEFAULT NULL, type text DEFAULT NULL) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  of_schema name;
  of_table name;
  function_name text;
  keys name[];
  key text;
  shared text;
  noticed text;
  unknown name;
BEGIN
  -- Citus takes no tables with triggers: there functions call souk.emit.
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    RETURN;
  END IF;
  SELECT n.nspname, c.relname, coalesce(emit_changes.type, substring(obj_description(c.oid, 'pg_class') FROM '@graph\([^)]*type: "([^"]+)"'),
      replace(initcap(replace(c.relname, '_', ' ')), ' ', ''))
    INTO STRICT of_schema, of_table, type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  SELECT array_agg(a.attname ORDER BY k.place) INTO keys
    FROM pg_constraint c CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (number, place)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
    WHERE c.conrelid = target AND c.contype = 'p' AND a.attname <> 'tenant_id';
  SELECT n INTO unknown FROM unnest(columns) AS n
    WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = n AND a.attnum > 0 AND NOT a.attisdropped);
  IF keys IS NULL THEN
    RAISE EXCEPTION '% has no key beside the tenant''s that its changes could name', target;
  ELSIF unknown IS NOT NULL THEN
    RAISE EXCEPTION '% has no column %', target, unknown USING ERRCODE = 'undefined_column';
  END IF;
  -- As in a global id: a colon between parts, a backslash before what could be taken for one.
  SELECT string_agg(format($key$replace(replace(n.%I::text, '\', '\\'), ':', '\:')$key$, k), ' || '':'' || '),
      string_agg(format('o.%I = n.%I', k, k), ' AND ') INTO key, shared FROM unnest(keys) AS k;
  noticed := coalesce((SELECT format('ROW(%s) IS DISTINCT FROM ROW(%s)', string_agg(format('o.%I', c), ', '), string_agg(format('n.%I', c), ', '))
    FROM unnest(columns) AS c), 'o IS DISTINCT FROM n');
  function_name := 'changes_of_' || of_schema || '_' || of_table;
  EXECUTE format($function$
    CREATE OR REPLACE FUNCTION souk.%1$I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      of_tenant bigint;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        FOR of_tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
          PERFORM souk.emit(of_tenant, %2$L, 'created', ARRAY(SELECT %3$s FROM new_rows n WHERE n.tenant_id = of_tenant));
        END LOOP;
      ELSIF TG_OP = 'DELETE' THEN
        FOR of_tenant IN SELECT DISTINCT n.tenant_id FROM old_rows n LOOP
          PERFORM souk.emit(of_tenant, %2$L, 'deleted', ARRAY(SELECT %3$s FROM old_rows n WHERE n.tenant_id = of_tenant));
        END LOOP;
      ELSE
        FOR of_tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
          PERFORM souk.emit(of_tenant, %2$L, 'updated', ARRAY(SELECT %3$s FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND %4$s
            WHERE n.tenant_id = of_tenant AND %5$s));
        END LOOP;
      END IF;
      RETURN NULL;
    END
    $body$ $function$, function_name, type, key, shared, noticed);
  EXECUTE format('COMMENT ON FUNCTION souk.%I() IS %L', function_name, format(
    'Writes changes of %s.%s into the outbox. @definer(reason: "a trigger, which nobody calls; tells keys, of the rows'' own tenant")', of_schema, of_table));
  EXECUTE format('CREATE OR REPLACE TRIGGER telling_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION souk.%I()', target, function_name);
  EXECUTE format('CREATE OR REPLACE TRIGGER telling_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION souk.%I()', target, function_name);
  EXECUTE format('CREATE OR REPLACE TRIGGER telling_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION souk.%I()', target, function_name);
END
$$;
COMMENT ON FUNCTION souk.emit_changes(regclass, name[], text) IS
  'Has every change of a table told in the outbox, whoever writes: rows that come, rows that go, and rows in which one of the columns changed (any, without a list). type is the table''s type in the graph, where it is not told by @graph(type:) or the table''s name.';

ALTER TABLE souk.tenant ADD COLUMN changes_kept interval NOT NULL DEFAULT '7 days' CHECK (changes_kept > interval '0');
COMMENT ON COLUMN souk.tenant.changes_kept IS 'How long the outbox keeps a change.';

CREATE FUNCTION souk.trim_changes(most int DEFAULT 10000) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  trimmed bigint := 0;
  over bigint[];
  tenant record;
  until timestamptz := clock_timestamp() + interval '20 seconds';
BEGIN
  -- One at a time: two would leave gaps for each other.
  IF NOT pg_try_advisory_xact_lock(hashtext('souk.trim_changes')) THEN
    RETURN 0;
  END IF;
  FOR tenant IN SELECT t.id, t.changes_kept FROM souk.change_clock c JOIN souk.tenant t ON t.id = c.tenant_id ORDER BY random() LOOP  -- so that none is always last
    LOOP
      -- Up to the first that is kept: what remains has no gap.
      SELECT array_agg(o.id) FILTER (WHERE o.is_over) INTO over FROM (
        SELECT s.id, bool_and(s.at < now() - tenant.changes_kept) OVER (ORDER BY s.position) AS is_over FROM (
          SELECT f.id, f.position, f.at FROM souk.change_set f
          WHERE f.tenant_id = tenant.id AND f.position IS NOT NULL ORDER BY f.position LIMIT most) s) o;
      EXIT WHEN over IS NULL;
      DELETE FROM souk.change c WHERE c.tenant_id = tenant.id AND c.change_set_id = ANY (over);
      DELETE FROM souk.change_set s WHERE s.tenant_id = tenant.id AND s.id = ANY (over);
      trimmed := trimmed + cardinality(over);
      EXIT WHEN cardinality(over) < most OR clock_timestamp() > until;
    END LOOP;
    EXIT WHEN clock_timestamp() > until;
  END LOOP;
  RETURN trimmed;
END
$$;
COMMENT ON FUNCTION souk.trim_changes(int) IS
  'Removes sets of changes that are older than their tenant keeps them, the oldest first and so many of each tenant at a time, for twenty seconds at most; returns how many. A chore.';
GRANT EXECUTE ON FUNCTION souk.place_changes(int) TO souk_gateway;
SELECT souk.add_chore('trim the outbox', 'souk.trim_changes', '1 minute');
