-- A constraint says in its own words what is wrong with a row that it refuses: "it breaks a rule of what is stored" does not tell which.
CREATE FUNCTION souk.constraint_message(of_table regclass, name text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT substring(obj_description(c.oid, 'pg_constraint') FROM '@error\s*\(\s*message\s*:\s*"([^"\\]+)"') FROM pg_constraint c
  WHERE c.conrelid = of_table AND c.conname = name AND c.contype IN ('c', 'p', 'u');
$$;
COMMENT ON FUNCTION souk.constraint_message(regclass, text) IS 'What the comment of a check or a key says with @error; NULL where it says nothing.';
GRANT EXECUTE ON FUNCTION souk.constraint_message(regclass, text) TO souk_gateway;

CREATE OR REPLACE FUNCTION souk.row_refusal(
  target regclass, state text, message text, of_column text, detail text, of_schema text, of_table text, of_constraint text
) RETURNS souk.refusal LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  at_fault text := nullif(of_column, '');
  code text;
  told text;
BEGIN
  IF state LIKE 'SK%' THEN
    code := CASE state
      WHEN 'SK400' THEN 'BAD_VARIABLE' WHEN 'SK401' THEN 'UNAUTHENTICATED' WHEN 'SK403' THEN 'FORBIDDEN' WHEN 'SK404' THEN 'NOT_FOUND'
      WHEN 'SK409' THEN 'CONFLICT' WHEN 'SK412' THEN 'PRECONDITION' WHEN 'SK422' THEN 'INVALID_STATE' WHEN 'SK423' THEN 'CONSTRAINT'
      WHEN 'SK429' THEN 'RATE_LIMITED' END;
    RETURN CASE WHEN code IS NOT NULL THEN souk.refusal(code, message, souk.input_name(target, at_fault), nullif(detail, '')::jsonb) END;
  ELSIF target IS DISTINCT FROM to_regclass(format('%I.%I', of_schema, of_table)) THEN
    -- Of another table, which the asker did not write to: its names say nothing here.
    at_fault := NULL;
  ELSIF at_fault IS NULL THEN
    told := CASE WHEN state IN ('23505', '23514') THEN souk.constraint_message(target, of_constraint) END;
    -- The last column of a key is what tells its rows apart; the ones before say whose they are.
    SELECT a.attname INTO at_fault FROM (
        SELECT c.conkey::int[] AS numbers FROM pg_constraint c WHERE c.conrelid = target AND c.conname = of_constraint
        UNION ALL
        SELECT (i.indkey::int2[])::int[] FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = target AND x.relname = of_constraint AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
      ) k CROSS JOIN unnest(k.numbers) WITH ORDINALITY AS n (number, place)
      JOIN pg_attribute a ON a.attrelid = target AND a.attnum = n.number
      WHERE a.attname <> 'tenant_id' ORDER BY n.place DESC LIMIT 1;
  END IF;
  at_fault := souk.input_name(target, at_fault);
  told := coalesce(told,
    CASE WHEN state = '23514' AND at_fault IS NOT NULL THEN 'The value of ' ELSE '' END || coalesce('"' || at_fault || '"', 'A value') || CASE state
      WHEN '23505' THEN ' is taken already.'
      WHEN '23503' THEN ' refers to what is not there, or is still referred to.'
      WHEN '23514' THEN ' is not allowed: it breaks a rule of what is stored.'
      WHEN '23502' THEN ' is missing.'
      WHEN '23P01' THEN ' overlaps with what is there.' END);
  RETURN CASE
    WHEN told IS NOT NULL THEN souk.refusal('CONSTRAINT', told, at_fault)
    WHEN state = '42501' THEN souk.refusal('FORBIDDEN', 'You may not write this.')
    WHEN state LIKE '22%' THEN souk.refusal('BAD_VARIABLE', 'A value does not fit.') END;
END
$$;
