-- The words that rules are made of. In a rule's text `$.` stands for the row that is asked about: a policy puts the table's
-- name there, a compiled statement its alias.
CREATE FUNCTION souk.policy_form() RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN 'function' ELSE 'once' END;
COMMENT ON FUNCTION souk.policy_form() IS
  'How policies read the context: "once" per statement through a sub-query (plain PostgreSQL: fastest), or as a plain "function" call (Citus allows no sub-query in a policy).';

CREATE FUNCTION souk.once(expression text) RETURNS text LANGUAGE sql STABLE
  RETURN CASE souk.policy_form() WHEN 'once' THEN '(SELECT ' || expression || ')' ELSE expression END;
COMMENT ON FUNCTION souk.once(text) IS 'The expression in the form that is computed least often by the engine at hand.';

CREATE FUNCTION souk.is_mine(buyer_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('$.%I = %s', buyer_column, souk.once('souk.buyer()'));
COMMENT ON FUNCTION souk.is_mine(text) IS 'Rule text: the row is the asking buyer''s.';

CREATE FUNCTION souk.is_of_my_shop(merchant_column text) RETURNS text LANGUAGE sql STABLE
  RETURN format('$.%I = ANY (%s::bigint[])', merchant_column, souk.once('souk.merchants()'));
COMMENT ON FUNCTION souk.is_of_my_shop(text) IS 'Rule text: the row belongs to a shop on whose behalf the viewer asks.';
