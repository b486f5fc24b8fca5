-- @impersonal says of a function that what it returns does not depend on the subject: neither souk.subject(), souk.buyer() nor
-- souk.token(). Reads whose rules and functions are all marked so run in a context without the subject, and those who agree in the rest
-- of it share them. A wrong mark shows what somebody without a subject sees: never
-- another's own rows, but too little of what a rule opens to a subject, and too much of what it takes from one.
CREATE FUNCTION souk.mark_impersonal(function regprocedure) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text := coalesce(obj_description(function, 'pg_proc'), '');
BEGIN
  IF said !~ '@impersonal\M' THEN
    EXECUTE format('COMMENT ON FUNCTION %s IS %L', function, said || ' @impersonal');
  END IF;
END
$$;
COMMENT ON FUNCTION souk.mark_impersonal(regprocedure) IS
  'Adds @impersonal to a function''s comment. For functions of earlier migrations; a new one says it in its own comment.';

SELECT souk.mark_impersonal(f) FROM unnest('{souk.tenant(),souk.role(),souk.merchants(),souk.is_operator(),souk.signed_in(),souk.may(text),
  souk.only(text),souk.tenant_under(text),souk.tenant_of_members(text)}'::regprocedure[]) AS f;
