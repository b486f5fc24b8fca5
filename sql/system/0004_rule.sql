-- One function per kind of rule. A table's protection is one line of its migration, for instance
--
--   SELECT souk.guard_deal('market."order"', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');
--
-- and what must not be forgotten (ENABLE and FORCE, the tenant first, the operator, the grants) is in one place: souk.guard.
CREATE TABLE souk.rule (
  table_schema name NOT NULL,
  table_name name NOT NULL,
  kind text NOT NULL CHECK (kind IN ('public', 'members', 'own', 'shop', 'deal', 'shared', 'operators')),
  scope text,
  public_when text,
  buyers name[] NOT NULL DEFAULT '{}',
  merchants name[] NOT NULL DEFAULT '{}',
  shared_when text,
  PRIMARY KEY (table_schema, table_name)
);
COMMENT ON TABLE souk.rule IS
  'Each guarded table''s rule for reading, as its migration declared it: what policies are made of, and what the gateway compiles into its statements. A row is visible in its tenant, under the scope, if kind is public, or kind is members and somebody is signed in, or the viewer is an operator, or public_when holds, or one of the columns in buyers is the viewer, or one in merchants is a shop of the viewer, or shared_when holds.';
REVOKE ALL ON souk.rule FROM PUBLIC;
GRANT SELECT ON souk.rule TO souk_gateway, souk_reader;

CREATE TABLE souk.row_limit (
  table_schema name NOT NULL,
  table_name name NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]*$'),
  column_name name NOT NULL,
  PRIMARY KEY (table_schema, table_name, kind)
);
COMMENT ON TABLE souk.row_limit IS
  'Which column of a table names the thing of a kind that a row is or belongs to: a token limited to some of the kind sees only their rows, whatever else it may.';
REVOKE ALL ON souk.row_limit FROM PUBLIC;
GRANT SELECT ON souk.row_limit TO souk_gateway, souk_reader;

CREATE FUNCTION souk.visible_when(rule souk.rule) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN rule.kind NOT IN ('public', 'members') THEN
    concat_ws(' OR ',
      '(' || rule.public_when || ')',
      souk.once('souk.is_operator()'),
      (SELECT string_agg(souk.is_mine(b), ' OR ') FROM unnest(rule.buyers) AS b),
      (SELECT string_agg(souk.is_of_my_shop(m), ' OR ') FROM unnest(rule.merchants) AS m),
      -- Last, because it may be a function call: rows that an earlier arm lets through never reach it.
      '(' || rule.shared_when || ')')
  END;
$$;
COMMENT ON FUNCTION souk.visible_when(souk.rule) IS 'Rule text: which rows of the tenant the viewer sees; NULL for all.';

CREATE FUNCTION souk.write_policies(target regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
  SET client_min_messages = warning AS $$
DECLARE
  rule souk.rule;
  condition text;
  limits text;
  verb text;
BEGIN
  SELECT r.* INTO STRICT rule FROM souk.rule r JOIN pg_class c ON c.relname = r.table_name
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = r.table_schema WHERE c.oid = target;
  limits := replace((SELECT string_agg(souk.is_within_limits(l.kind, l.column_name), ' AND ' ORDER BY l.kind) FROM souk.row_limit l
    WHERE l.table_schema = rule.table_schema AND l.table_name = rule.table_name), '$.', format('%I.', rule.table_name));
  condition := concat_ws(' AND ', souk.is_in_tenant(rule.kind, rule.scope), limits, '(' || souk.visible_when(rule) || ')');
  condition := replace(condition, '$.', format('%I.', rule.table_name));

  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  -- FORCE binds the owner as well: the migrator's own access is a declared rule like any other, not a bypass.
  EXECUTE format('DROP POLICY IF EXISTS steward ON %s', target);
  EXECUTE format('CREATE POLICY steward ON %s TO souk_migrator USING (true) WITH CHECK (true)', target);
  EXECUTE format('DROP POLICY IF EXISTS reading ON %s', target);
  EXECUTE format('CREATE POLICY reading ON %s FOR SELECT TO souk_gateway, souk_reader USING (%s)', target, condition);
  -- What a limited token may not see it does not write either, whatever a rule for writing opens.
  FOREACH verb IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    EXECUTE format('DROP POLICY IF EXISTS %I ON %s', 'limiting_' || verb, target);
    IF limits IS NOT NULL THEN
      EXECUTE format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR %s TO souk_gateway %s (%s)', 'limiting_' || verb, target, verb,
        CASE verb WHEN 'insert' THEN 'WITH CHECK' ELSE 'USING' END, limits);
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION souk.write_policies(regclass) IS 'Makes a guarded table''s policies of its rule and its row limits.';

CREATE FUNCTION souk.guard(
  target regclass, kind text, scope text DEFAULT NULL, public_when text DEFAULT NULL, buyers name[] DEFAULT '{}',
  merchants name[] DEFAULT '{}', shared_when text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rule souk.rule;
BEGIN
  SELECT n.nspname, c.relname, guard.kind, guard.scope, guard.public_when, guard.buyers, guard.merchants, guard.shared_when
    INTO STRICT rule FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  DELETE FROM souk.rule r WHERE r.table_schema = rule.table_schema AND r.table_name = rule.table_name;
  INSERT INTO souk.rule SELECT rule.*;
  PERFORM souk.write_policies(target);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, souk_reader', target);
  EXECUTE format('GRANT SELECT ON %s TO souk_gateway, souk_reader', target);
END
$$;
COMMENT ON FUNCTION souk.guard(regclass, text, text, text, name[], name[], text) IS
  'Protects a table: row security on and forced, SELECT for the serving roles, and one policy for reading: the tenant, then the scope, then the rule. Called again it replaces the rule. Use the named rules below.';

CREATE FUNCTION souk.limit_rows(target regclass, kind text, by name) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO souk.row_limit (table_schema, table_name, kind, column_name)
    SELECT n.nspname, c.relname, limit_rows.kind, a.attname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = limit_rows.by AND a.atttypid = 'bigint'::regtype
    WHERE c.oid = target
    ON CONFLICT (table_schema, table_name, kind) DO UPDATE SET column_name = excluded.column_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% has no bigint column %', target, limit_rows.by USING ERRCODE = 'undefined_column';
  END IF;
  PERFORM souk.write_policies(target);
END
$$;
COMMENT ON FUNCTION souk.limit_rows(regclass, text, name) IS
  'Lets tokens be limited to some things of a kind in this guarded table: the column is the thing''s id, or names the one that the row belongs to. Every table that belongs to such things says so.';
