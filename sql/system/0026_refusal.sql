-- Why a write is refused, as a value: a guard says it before anything is written, a mutation ends with it, and whoever draws a button asks
-- whether there is one.
CREATE TYPE souk.refusal AS (code text, message text, input text, detail jsonb);
COMMENT ON TYPE souk.refusal IS 'What souk.refuse would say. Null where nothing stands against a write.';

CREATE FUNCTION souk.refusal(code text, message text, input text DEFAULT NULL, detail jsonb DEFAULT NULL) RETURNS souk.refusal
  LANGUAGE sql IMMUTABLE AS $$ SELECT ROW(code, message, input, detail)::souk.refusal $$;
COMMENT ON FUNCTION souk.refusal(text, text, text, jsonb) IS 'A refusal, with what souk.refuse takes.';

CREATE FUNCTION souk.heed(refusal souk.refusal) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF refusal.code IS NOT NULL THEN
    PERFORM souk.refuse(refusal.code, refusal.message, refusal.input, refusal.detail);
  END IF;
END
$$;
COMMENT ON FUNCTION souk.heed(souk.refusal) IS 'Ends a write with the refusal, if there is one.';
GRANT EXECUTE ON FUNCTION souk.refusal(text, text, text, jsonb), souk.heed(souk.refusal) TO souk_gateway, souk_reader;
