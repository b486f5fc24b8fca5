-- Ids for new rows: 41 bits of milliseconds, then 22 bits that are unique within the millisecond.
--
-- A plain sequence shared by all tenants would let one tenant count what the others write between two of its own rows. Here
-- the counter is scrambled with a key that only this database knows; what an id tells is when its row was made, which
-- created_at tells anyway. Ids rise with time, so that indexes grow at their end.
CREATE SEQUENCE souk.id_counter AS bigint CACHE 32 CYCLE MAXVALUE 4194303 MINVALUE 0 START 0;

CREATE TABLE souk.id_key (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  key bigint NOT NULL
);
COMMENT ON TABLE souk.id_key IS 'The key that scrambles ids: one row, made with this database, readable by its owner alone.';
INSERT INTO souk.id_key (key) SELECT ('x' || encode(substring(uuid_send(gen_random_uuid()) FROM 9 FOR 8), 'hex'))::bit(64)::bigint;

CREATE FUNCTION souk.new_id() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  counter bigint := nextval('souk.id_counter');
  high bigint := counter >> 11;
  low bigint := counter & 2047;
  secret bigint;
BEGIN
  SELECT key INTO STRICT secret FROM souk.id_key;
  FOR round IN 1..4 LOOP  -- a Feistel network: a permutation of 22 bits whatever the round function is
    SELECT low, high # (hashint8extended(low + round * 2048, secret) & 2047) INTO high, low;
  END LOOP;
  RETURN (((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) << 22) | (high << 11) | low;
END
$$;
COMMENT ON FUNCTION souk.new_id() IS
  'An id for a new row: unique, rising with time, telling nothing about other tenants. @definer(reason: "reads the key; takes no argument, returns only the id")';
GRANT EXECUTE ON FUNCTION souk.new_id() TO souk_gateway;
