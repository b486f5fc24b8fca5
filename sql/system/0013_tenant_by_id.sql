-- A JWT may name its tenant by id: the gateway asks whether that tenant is served.
CREATE FUNCTION souk.tenant_by_id(wanted bigint) RETURNS TABLE (id bigint, name text, visitors_allowed boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.name, t.visitors_allowed FROM souk.tenant t WHERE t.status = 'active' AND t.id = wanted;
$$;
COMMENT ON FUNCTION souk.tenant_by_id(bigint) IS
  'The active tenant of this id. @definer(reason: "asked before a tenant is known; answers for one exact id")';

REVOKE EXECUTE ON FUNCTION souk.tenant_by_id(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.tenant_by_id(bigint) TO souk_gateway, souk_reader;
