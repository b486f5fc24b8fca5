-- The ground that the rules of 0004 stand on. A table's protection is written in one line of its migration, for instance
--
--   SELECT souk.guard_deal('market.order', buyer => 'buyer_id', merchant => 'merchant_id', scope => 'orders:read');
--
-- and everything that must not be forgotten (ENABLE and FORCE, the tenant first, the grants) is in one place, here.
CREATE FUNCTION souk.policy_form() RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN 'function' ELSE 'once' END;
COMMENT ON FUNCTION souk.policy_form() IS
  'How policies read the context: "once" per statement through a sub-query (plain PostgreSQL: fastest), or as a plain "function" call (Citus allows no sub-query in a policy).';

CREATE FUNCTION souk.once(expression text) RETURNS text LANGUAGE sql STABLE
  RETURN CASE souk.policy_form() WHEN 'once' THEN '(SELECT ' || expression || ')' ELSE expression END;
COMMENT ON FUNCTION souk.once(text) IS 'The expression in the form that is computed least often by the engine at hand.';

CREATE FUNCTION souk.is_mine(buyer_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('%I = %s', buyer_column, souk.once('souk.buyer()'));
COMMENT ON FUNCTION souk.is_mine(text) IS 'Rule text: the row is the asking buyer''s.';

CREATE FUNCTION souk.is_of_my_shop(merchant_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('%I = ANY (%s::bigint[])', merchant_column, souk.once('souk.merchants()'));
COMMENT ON FUNCTION souk.is_of_my_shop(text) IS 'Rule text: the row belongs to a shop on whose behalf the viewer asks.';

CREATE FUNCTION souk.guard(target regclass, visible text, scope text DEFAULT NULL) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  wall text := format('tenant_id = %s', souk.once('souk.tenant()'));
BEGIN
  IF scope IS NOT NULL THEN
    wall := wall || format(' AND %s', souk.once(format('souk.may(%L)', scope)));
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, souk_gateway, souk_reader', target);
  EXECUTE format('GRANT SELECT ON %s TO souk_gateway, souk_reader', target);
  -- FORCE binds the owner as well: the migrator's own access is a declared rule like any other, not a bypass.
  EXECUTE format('DROP POLICY IF EXISTS steward ON %s', target);
  EXECUTE format('CREATE POLICY steward ON %s TO souk_migrator USING (true) WITH CHECK (true)', target);
  EXECUTE format('DROP POLICY IF EXISTS reading ON %s', target);
  EXECUTE format('CREATE POLICY reading ON %s FOR SELECT TO souk_gateway, souk_reader USING (%s%s)',
    target, wall, coalesce(' AND (' || visible || ')', ''));
END
$$;
COMMENT ON FUNCTION souk.guard(regclass, text, text) IS
  'Protects a table: row security on and forced, SELECT for the serving roles, and one policy: the tenant, then the scope, then the rule (SQL over the table''s columns; NULL lets every row of the tenant through). Called again it replaces the rule. Prefer the named rules.';
