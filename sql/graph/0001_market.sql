-- The social-commerce graph lives in the schema `market`. Every table follows sql/README.md: tenant_id leads each key, each
-- reference and each index; ids are bigint; money is a bigint of the smallest unit beside its currency; states are text with a
-- CHECK (their equality is leakproof, so that indexes serve under row security); times are timestamptz.
CREATE SCHEMA market;
GRANT USAGE ON SCHEMA market TO souk_gateway, souk_reader;
COMMENT ON SCHEMA market IS 'A marketplace where shops do business together, keep their buyers close, and buyers talk to each other.';
