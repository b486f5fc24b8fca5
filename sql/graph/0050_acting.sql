-- For whom somebody writes who may act for several shops.
CREATE FUNCTION market.acting_shop(chosen bigint, input text) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  shops bigint[] := coalesce(souk.merchants(), '{}');
BEGIN
  IF chosen = ANY (shops) THEN
    RETURN chosen;
  ELSIF chosen IS NULL AND cardinality(shops) = 1 THEN
    RETURN shops[1];
  ELSIF chosen IS NULL AND cardinality(shops) > 1 THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'Say for which shop you act.', input);
  END IF;
  PERFORM souk.refuse('FORBIDDEN', 'You do not act for this shop.', input);
END
$$;
COMMENT ON FUNCTION market.acting_shop(bigint, text) IS
  'The shop that the viewer acts for: the chosen one, which must be the viewer''s, or the only one there is. Else it refuses, naming the input.';
GRANT EXECUTE ON FUNCTION market.acting_shop(bigint, text) TO souk_gateway;
