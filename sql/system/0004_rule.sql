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

CREATE FUNCTION souk.guard(
  target regclass, kind text, scope text DEFAULT NULL, public_when text DEFAULT NULL, buyers name[] DEFAULT '{}',
  merchants name[] DEFAULT '{}', shared_when text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  rule souk.rule;
  condition text;
BEGIN
  SELECT n.nspname, c.relname, guard.kind, guard.scope, guard.public_when, guard.buyers, guard.merchants, guard.shared_when
    INTO STRICT rule FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  DELETE FROM souk.rule r WHERE r.table_schema = rule.table_schema AND r.table_name = rule.table_name;
  INSERT INTO souk.rule SELECT rule.*;

  condition := concat_ws(' AND ', souk.is_in_tenant(rule.kind, rule.scope), '(' || souk.visible_when(rule) || ')');
  condition := replace(condition, '$.', format('%I.', rule.table_name));

  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, souk_gateway, souk_reader', target);
  EXECUTE format('GRANT SELECT ON %s TO souk_gateway, souk_reader', target);
  -- FORCE binds the owner as well: the migrator's own access is a declared rule like any other, not a bypass.
  EXECUTE format('DROP POLICY IF EXISTS steward ON %s', target);
  EXECUTE format('CREATE POLICY steward ON %s TO souk_migrator USING (true) WITH CHECK (true)', target);
  EXECUTE format('DROP POLICY IF EXISTS reading ON %s', target);
  EXECUTE format('CREATE POLICY reading ON %s FOR SELECT TO souk_gateway, souk_reader USING (%s)', target, condition);
END
$$;
COMMENT ON FUNCTION souk.guard(regclass, text, text, text, name[], name[], text) IS
  'Protects a table: row security on and forced, SELECT for the serving roles, and one policy for reading: the tenant, then the scope, then the rule. Called again it replaces the rule. Use the named rules below.';
