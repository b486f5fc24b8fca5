-- A list of columns that leaves out the tenant's opened an insertion that nobody can make: a row without its tenant is of none, and the refusal looked
-- like one of the rule. The tenant's column is no choice, since the policy holds it to the viewer's; so inserting opens it by itself.
CREATE OR REPLACE FUNCTION souk.guard_writes(
  target regclass, verbs text[], buyers name[] DEFAULT '{}', merchants name[] DEFAULT '{}', operators boolean DEFAULT false,
  scope text DEFAULT NULL, columns name[] DEFAULT NULL, only_when text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  rule souk.write_rule;
  condition text;
  settable text;
BEGIN
  IF buyers = '{}' AND merchants = '{}' AND NOT operators THEN
    RAISE EXCEPTION 'souk.guard_writes of % names nobody who may write', target;
  ELSIF NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = target AND c.relrowsecurity AND c.relforcerowsecurity) THEN
    RAISE EXCEPTION '% has no rule for reading yet', target;
  END IF;
  FOR rule IN SELECT n.nspname, c.relname, v.verb, CASE WHEN v.verb = 'delete' THEN NULL
      WHEN v.verb = 'insert' AND columns IS NOT NULL AND 'tenant_id' <> ALL (columns) THEN array_prepend('tenant_id'::name, columns) ELSE columns END, scope, buyers, merchants, operators, only_when
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
    settable := '(' || (SELECT string_agg(quote_ident(c), ', ') FROM unnest(rule.columns) AS c) || ')';
    EXECUTE format('GRANT %s %s ON %s TO souk_gateway', rule.verb, settable, target);
    -- What was made of the former rule says what the new one does.
    PERFORM souk.make_guard(o) FROM souk.write_offer o WHERE o.table_schema = rule.table_schema AND o.table_name = rule.table_name
      AND rule.verb = CASE o.verb WHEN 'delete' THEN 'delete' ELSE 'update' END;
  END LOOP;
END
$$;
