-- The words that rules are made of. In a rule's text `$.` stands for the row that is asked about: a policy puts the table's
-- name there, a compiled statement its alias.
CREATE FUNCTION souk.policy_form() RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN 'function' ELSE 'once' END;
COMMENT ON FUNCTION souk.policy_form() IS
  'How policies read the context: "once" per statement through a sub-query (plain PostgreSQL: fastest), or as a plain "function" call (Citus allows no sub-query in a policy).';

CREATE FUNCTION souk.once(expression text) RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN souk.policy_form() = 'once' THEN '(SELECT ' || expression || ')' ELSE expression END;
COMMENT ON FUNCTION souk.once(text) IS
  'The expression so that it is computed once per statement, where the engine can. Each costs a statement about a microsecond, even when no row asks for it.';

CREATE FUNCTION souk.is_mine(buyer_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('$.%I = %s', buyer_column, souk.once('souk.buyer()'));
COMMENT ON FUNCTION souk.is_mine(text) IS 'Rule text: the column names the asking buyer.';

CREATE FUNCTION souk.is_of_my_shop(merchant_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('$.%I = ANY (%s::bigint[])', merchant_column, souk.once('souk.merchants()'));
COMMENT ON FUNCTION souk.is_of_my_shop(text) IS 'Rule text: the column names a shop on whose behalf the viewer asks.';

CREATE FUNCTION souk.is_in_tenant(kind text, scope text) RETURNS text LANGUAGE sql STABLE
  RETURN format('$.tenant_id = %s', souk.once(CASE
    WHEN kind = 'members' THEN format('souk.tenant_of_members(%L)', scope)
    WHEN scope IS NOT NULL THEN format('souk.tenant_under(%L)', scope)
    ELSE 'souk.tenant()' END));
COMMENT ON FUNCTION souk.is_in_tenant(text, text) IS 'Rule text: the row is of the viewer''s tenant, and the viewer may ask for such rows at all.';

CREATE FUNCTION souk.is_within_limits(kind text, id_column text) RETURNS text LANGUAGE sql STABLE
  -- One look at the context for each statement. `= ANY` is NULL where the token is not limited, which is nearly always: said as IS NOT NULL,
  -- the planner expects nearly every row to pass, and keeps to the index that serves the order. Said as IS NOT FALSE it expects one in a
  -- hundred, and Q2 took a quarter longer.
  RETURN format('nullif(coalesce($.%I = ANY (%s::bigint[]), true), false) IS NOT NULL', id_column, souk.once(format('souk.only(%L)', kind)));
COMMENT ON FUNCTION souk.is_within_limits(text, text) IS
  'Rule text: the column names one of the things to which the token is limited, or the token is not limited, or the row belongs to none.';
