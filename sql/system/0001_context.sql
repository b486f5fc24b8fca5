-- Who asks, as the gateway states it for the length of one transaction (set_config(…, true)).
--
-- Every reader is fail-closed: a setting that is missing, or left empty by an earlier transaction, reads as NULL, and no
-- rule lets NULL through. SQL-standard bodies are parsed here and now, so that no search_path can redirect them, and each
-- is a single expression, so that the planner inlines it.
CREATE SCHEMA IF NOT EXISTS souk;
REVOKE ALL ON SCHEMA souk FROM PUBLIC;
GRANT USAGE ON SCHEMA souk TO souk_gateway, souk_reader;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE FUNCTION souk.tenant() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('souk.tenant', true), '')::bigint;
COMMENT ON FUNCTION souk.tenant() IS 'The marketplace this transaction is for; NULL when none was stated.';

CREATE FUNCTION souk.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('souk.role', true), '');
COMMENT ON FUNCTION souk.role() IS 'anonymous, buyer, merchant, partner or operator; NULL when none was stated.';

CREATE FUNCTION souk.subject() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('souk.subject', true), '');
COMMENT ON FUNCTION souk.subject() IS 'Who the viewer is within the role: a buyer''s id, a staff member''s id, an app''s id.';

CREATE FUNCTION souk.buyer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('souk.role', true) = 'buyer' THEN nullif(current_setting('souk.subject', true), '')::bigint END;
COMMENT ON FUNCTION souk.buyer() IS 'The buyer who asks; NULL for every other role, whatever the subject says.';

CREATE FUNCTION souk.merchants() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('souk.role', true) IN ('merchant', 'partner')
    THEN string_to_array(nullif(current_setting('souk.merchant', true), ''), ',')::bigint[] END;
COMMENT ON FUNCTION souk.merchants() IS
  'The shops on whose behalf the viewer asks: the one of a staff member, those that authorised a partner; NULL for other roles.';

CREATE FUNCTION souk.is_operator() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('souk.role', true) = 'operator', false);
COMMENT ON FUNCTION souk.is_operator() IS 'Whether marketplace staff asks.';

CREATE FUNCTION souk.signed_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('souk.role', true) IN ('buyer', 'merchant', 'partner', 'operator'), false);
COMMENT ON FUNCTION souk.signed_in() IS 'Whether somebody known asks: any role but anonymous.';

CREATE FUNCTION souk.may(scope text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN current_setting('souk.scopes', true) = '*' THEN current_setting('souk.role', true) IS DISTINCT FROM 'partner'
    WHEN coalesce(current_setting('souk.scopes', true), '') = '' THEN current_setting('souk.role', true) IS DISTINCT FROM 'partner'
    ELSE scope = ANY (string_to_array(current_setting('souk.scopes', true), ' '))
  END;
COMMENT ON FUNCTION souk.may(text) IS
  'Whether the token may use this scope. A token without a list, or with "*", is not limited by scopes, except a partner''s: that has what its list names and nothing else.';

CREATE FUNCTION souk.token() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('souk.token', true), '')::bigint;
COMMENT ON FUNCTION souk.token() IS 'The opaque token that a writing transaction was asked with; NULL for visitors and JWTs, and when only reading.';

CREATE FUNCTION souk.only(kind text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN coalesce(current_setting('souk.only', true), '') = ''
      THEN CASE WHEN current_setting('souk.role', true) = 'partner' THEN '{}'::bigint[] END
    WHEN current_setting('souk.only', true) <> '*'
      THEN string_to_array(substring(current_setting('souk.only', true) FROM '(?:^| )' || kind || '=([0-9,-]*)'), ',')::bigint[]
  END;
COMMENT ON FUNCTION souk.only(text) IS
  'The ids to which the token''s row limits narrow things of this kind, as in "campaign=17,18 product=3"; NULL: not narrowed, as with "*". A partner whose limits were not stated has none of them.';

-- Rules compare tenant_id with one of these: the tenant and what else must hold before any row is looked at, as one value that is
-- computed once. Each further sub-query in a policy costs every statement on the table a microsecond.
CREATE FUNCTION souk.tenant_under(scope text) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN souk.may(scope) THEN souk.tenant() END;
COMMENT ON FUNCTION souk.tenant_under(text) IS 'The tenant, if the token may use the scope; else NULL, which no row has.';

CREATE FUNCTION souk.tenant_of_members(scope text DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN souk.signed_in() AND (scope IS NULL OR souk.may(scope)) THEN souk.tenant() END;
COMMENT ON FUNCTION souk.tenant_of_members(text) IS 'The tenant, if somebody is signed in and the token may use the scope, if one is named; else NULL.';

GRANT EXECUTE ON FUNCTION souk.tenant_under(text), souk.tenant_of_members(text), souk.tenant(), souk.role(), souk.subject(), souk.buyer(), souk.merchants(), souk.is_operator(),
  souk.signed_in(), souk.may(text), souk.token(), souk.only(text) TO souk_gateway, souk_reader;
