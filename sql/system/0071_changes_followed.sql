-- What subscriptions are woken by: of the tenants that a gateway follows, those of which something has changed, and the types of what did.
-- For the gateway itself: it tells a viewer nothing of it, and reads again what the viewer may see.
CREATE FUNCTION souk.changes_followed(tenants bigint[], positions bigint[]) RETURNS TABLE (tenant_id bigint, "position" bigint, types text[])
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Beyond so many changes it may have been anything: nobody waits for them to be looked through.
  most CONSTANT int := 10000;
  followed record;
BEGIN
  FOR followed IN
    SELECT f.tenant, f.since, coalesce(c.position, 0) AS until
    FROM unnest(tenants, positions) AS f (tenant, since) LEFT JOIN souk.change_clock c ON c.tenant_id = f.tenant
    WHERE f.since < 0 OR coalesce(c.position, 0) <> f.since
  LOOP
    tenant_id := followed.tenant;
    "position" := followed.until;
    types := NULL;
    -- A position that went back is another database's, or an older one's.
    IF followed.since >= 0 AND followed.until > followed.since THEN
      SELECT CASE WHEN count(*) < most THEN coalesce(array_agg(DISTINCT c.type), '{}') END INTO types FROM (
        SELECT r.type FROM souk.change_set s JOIN souk.change r ON r.tenant_id = s.tenant_id AND r.change_set_id = s.id
        WHERE s.tenant_id = followed.tenant AND s.position > followed.since AND s.position <= followed.until LIMIT most) c;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION souk.changes_followed(bigint[], bigint[]) IS
  'Of these tenants, whose outboxes were read up to these positions (-1 for one that was not yet), those of which something has changed since: up to where, and the types of what did; NULL where it may have been any. @definer(reason: "tells the gateway positions and types, and nothing of a row")';
REVOKE ALL ON FUNCTION souk.changes_followed(bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.changes_followed(bigint[], bigint[]) TO souk_gateway;
