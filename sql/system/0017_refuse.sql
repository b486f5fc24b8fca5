-- How a function of the graph says no: with a SQLSTATE of class SK, whose last three characters say which of the graph's error codes
-- the asker gets. The message is told to the asker as it stands.
CREATE FUNCTION souk.refuse(code text, message text, input text DEFAULT NULL, detail jsonb DEFAULT NULL) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  state text := CASE code
    WHEN 'BAD_VARIABLE' THEN 'SK400' WHEN 'UNAUTHENTICATED' THEN 'SK401' WHEN 'FORBIDDEN' THEN 'SK403' WHEN 'NOT_FOUND' THEN 'SK404'
    WHEN 'CONFLICT' THEN 'SK409' WHEN 'PRECONDITION' THEN 'SK412' WHEN 'INVALID_STATE' THEN 'SK422' WHEN 'CONSTRAINT' THEN 'SK423'
    WHEN 'RATE_LIMITED' THEN 'SK429' END;
BEGIN
  IF state IS NULL THEN
    RAISE EXCEPTION 'souk.refuse knows no code %', code;
  END IF;
  RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, COLUMN = coalesce(input, ''), DETAIL = coalesce(detail::text, '');
END
$$;
COMMENT ON FUNCTION souk.refuse(text, text, text, jsonb) IS
  'Ends a write: the asker gets the code, the message as it stands, `extensions.input` with the name of the argument or parameter at fault, and `extensions.detail`. Put nothing into them that the asker may not see.';
GRANT EXECUTE ON FUNCTION souk.refuse(text, text, text, jsonb) TO souk_gateway;
