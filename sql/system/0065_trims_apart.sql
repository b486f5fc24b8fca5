-- What fails for one tenant is that tenant's: a time to keep that no calendar reaches (`changes_kept`) kept the outbox of all from being trimmed.
CREATE OR REPLACE FUNCTION souk.trim_changes(most int DEFAULT 10000) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  trimmed bigint := 0;
  over bigint[];
  tenant record;
  until timestamptz := clock_timestamp() + interval '20 seconds';
BEGIN
  -- One at a time: two would leave gaps for each other.
  IF NOT pg_try_advisory_xact_lock(hashtext('souk.trim_changes')) THEN
    RETURN 0;
  END IF;
  FOR tenant IN SELECT t.id, t.changes_kept FROM souk.change_clock c JOIN souk.tenant t ON t.id = c.tenant_id ORDER BY random() LOOP  -- so that none is always last
    BEGIN
      LOOP
        -- Up to the first that is kept: what remains has no gap.
        SELECT array_agg(o.id) FILTER (WHERE o.is_over) INTO over FROM (
          SELECT s.id, bool_and(s.at < now() - tenant.changes_kept) OVER (ORDER BY s.position) AS is_over FROM (
            SELECT f.id, f.position, f.at FROM souk.change_set f
            WHERE f.tenant_id = tenant.id AND f.position IS NOT NULL ORDER BY f.position LIMIT most) s) o;
        EXIT WHEN over IS NULL;
        DELETE FROM souk.change c WHERE c.tenant_id = tenant.id AND c.change_set_id = ANY (over);
        DELETE FROM souk.change_set s WHERE s.tenant_id = tenant.id AND s.id = ANY (over);
        trimmed := trimmed + cardinality(over);
        EXIT WHEN cardinality(over) < most OR clock_timestamp() > until;
      END LOOP;
    EXCEPTION
      WHEN insufficient_resources OR system_error THEN
        RAISE;  -- the server's trouble, not this tenant's
      WHEN OTHERS THEN
        RAISE WARNING 'the outbox of tenant % is not trimmed: %', tenant.id, SQLSTATE;
    END;
    EXIT WHEN clock_timestamp() > until;
  END LOOP;
  RETURN trimmed;
END
$$;
