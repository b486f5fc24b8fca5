-- For whom somebody writes who may act for several shops.
CREATE FUNCTION market.unless_acting(chosen bigint, input text) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN chosen = ANY (souk.merchants()) OR chosen IS NULL AND cardinality(souk.merchants()) = 1 THEN NULL
    WHEN chosen IS NULL AND cardinality(souk.merchants()) > 1 THEN souk.refusal('BAD_VARIABLE', 'Say for which shop you act.', input)
    ELSE souk.refusal('FORBIDDEN', 'You do not act for this shop.', input) END;
$$;
COMMENT ON FUNCTION market.unless_acting(bigint, text) IS
  'What stands against acting for the chosen shop, or for the only one there is: FORBIDDEN unless it is the viewer''s, BAD_VARIABLE where it could be several.';

CREATE FUNCTION market.shop_acted_for(chosen bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(chosen, (souk.merchants())[1]);
$$;
COMMENT ON FUNCTION market.shop_acted_for(bigint) IS 'The shop that the viewer acts for, where unless_acting has nothing against it.';

CREATE FUNCTION market.acting_shop(chosen bigint, input text) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM souk.heed(market.unless_acting(chosen, input));
  RETURN market.shop_acted_for(chosen);
END
$$;
COMMENT ON FUNCTION market.acting_shop(bigint, text) IS
  'The shop that the viewer acts for: the chosen one, which must be the viewer''s, or the only one there is. Else it refuses, naming the input.';
GRANT EXECUTE ON FUNCTION market.unless_acting(bigint, text), market.shop_acted_for(bigint), market.acting_shop(bigint, text) TO souk_gateway, souk_reader;
