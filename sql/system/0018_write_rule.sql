-- Rules for writing. Without one nobody but the migrator writes a table; each names the verbs that it opens and to whom.
CREATE TABLE souk.write_rule (
  table_schema name NOT NULL,
  table_name name NOT NULL,
  verb text NOT NULL CHECK (verb IN ('insert', 'update', 'delete')),
  columns name[],
  scope text,
  buyers name[] NOT NULL DEFAULT '{}',
  merchants name[] NOT NULL DEFAULT '{}',
  operators boolean NOT NULL DEFAULT false,
  only_when text,
  PRIMARY KEY (table_schema, table_name, verb)
);
COMMENT ON TABLE souk.write_rule IS
  'Each guarded table''s rules for writing, as migrations declared them: a row of the viewer''s tenant may be written, under the scope, if one of the columns in buyers is the viewer, or one in merchants is a shop of the viewer, or operators is true and the viewer is one; and in each case only where only_when holds. columns are those that an insert or update may set; NULL is all of them.';
REVOKE ALL ON souk.write_rule FROM PUBLIC;
GRANT SELECT ON souk.write_rule TO souk_gateway, souk_reader;

CREATE FUNCTION souk.writable_when(rule souk.write_rule) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' AND ', souk.is_in_tenant('own', rule.scope),
    '(' || concat_ws(' OR ',
      CASE WHEN rule.operators THEN souk.once('souk.is_operator()') END,
      (SELECT string_agg(souk.is_mine(b), ' OR ') FROM unnest(rule.buyers) AS b),
      (SELECT string_agg(souk.is_of_my_shop(m), ' OR ') FROM unnest(rule.merchants) AS m)) || ')',
    '(' || rule.only_when || ')');
$$;
COMMENT ON FUNCTION souk.writable_when(souk.write_rule) IS 'Rule text: which rows the viewer may write.';

CREATE FUNCTION souk.guard_writes(
  target regclass, verbs text[], buyers name[] DEFAULT '{}', merchants name[] DEFAULT '{}', operators boolean DEFAULT false,
  scope text DEFAULT NULL, columns name[] DEFAULT NULL, only_when text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  rule souk.write_rule;
  condition text;
  settable text := '(' || (SELECT string_agg(quote_ident(c), ', ') FROM unnest(columns) AS c) || ')';
BEGIN
  IF buyers = '{}' AND merchants = '{}' AND NOT operators THEN
    RAISE EXCEPTION 'souk.guard_writes of % names nobody who may write', target;
  ELSIF NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = target AND c.relrowsecurity AND c.relforcerowsecurity) THEN
    RAISE EXCEPTION '% has no rule for reading yet', target;
  END IF;
  FOR rule IN SELECT n.nspname, c.relname, v.verb, CASE WHEN v.verb <> 'delete' THEN columns END, scope, buyers, merchants, operators, only_when
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(verbs) AS v (verb) WHERE c.oid = target
  LOOP
    DELETE FROM souk.write_rule r
      WHERE r.table_schema = rule.table_schema AND r.table_name = rule.table_name AND r.verb = rule.verb;
    INSERT INTO souk.write_rule SELECT rule.*;
    condition := replace(souk.writable_when(rule), '$.', format('%I.', rule.table_name));
    EXECUTE format('DROP POLICY IF EXISTS %I ON %s', 'writing_' || rule.verb, target);
    EXECUTE format('CREATE POLICY %I ON %s FOR %s TO souk_gateway %s', 'writing_' || rule.verb, target, rule.verb, CASE rule.verb
      WHEN 'insert' THEN format('WITH CHECK (%s)', condition)
      WHEN 'update' THEN format('USING (%s) WITH CHECK (%s)', condition, condition)
      ELSE format('USING (%s)', condition) END);
    EXECUTE format('REVOKE %s ON %s FROM souk_gateway', rule.verb, target);
    EXECUTE format('GRANT %s %s ON %s TO souk_gateway', rule.verb, CASE WHEN rule.verb <> 'delete' THEN settable END, target);
    -- What was made of the former rule says what the new one does.
    PERFORM souk.make_guard(o) FROM souk.write_offer o WHERE o.table_schema = rule.table_schema AND o.table_name = rule.table_name
      AND rule.verb = CASE o.verb WHEN 'delete' THEN 'delete' ELSE 'update' END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION souk.guard_writes(regclass, text[], name[], name[], boolean, text, name[], text) IS
  'Opens a guarded table for writing: the verbs, to the buyers and shops that the columns name, perhaps to operators, under a scope, only where only_when holds of the row, before and after. Functions that run as their caller write under these rules; called again it replaces those of the same verbs.';
