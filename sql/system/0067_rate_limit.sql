-- How much each may ask for in a minute. Every request was bounded by itself, and how many there were by nothing.
CREATE TABLE souk.rate_limit (
  id bigint PRIMARY KEY DEFAULT souk.new_id(),
  tenant_id bigint REFERENCES souk.tenant,
  role text NOT NULL CONSTRAINT role_is_one_of_the_five CHECK (role IN ('anonymous', 'buyer', 'merchant', 'partner', 'operator')),
  app_id bigint,
  rows_per_minute int CONSTRAINT rows_per_minute_are_1_to_1000000000 CHECK (rows_per_minute BETWEEN 1 AND 1000000000),
  burst int CONSTRAINT burst_is_1_to_what_comes_back_in_a_day CHECK (burst BETWEEN 1 AND 1440 * rows_per_minute::bigint),  -- a day's rows at once are no limit any more
  UNIQUE NULLS NOT DISTINCT (tenant_id, role, app_id),
  FOREIGN KEY (tenant_id, app_id) REFERENCES souk.app,
  CONSTRAINT app_is_a_partner_of_a_tenant CHECK (app_id IS NULL OR (tenant_id IS NOT NULL AND role = 'partner')),
  CONSTRAINT burst_goes_with_rows CHECK ((rows_per_minute IS NULL) = (burst IS NULL))
);
COMMENT ON TABLE souk.rate_limit IS
  'How many rows a viewer may ask for in a minute, and how many at once (burst) after a pause. tenant_id NULL: in every tenant that says nothing of its own. app_id: for one app alone. The closest counts: the app''s, the tenant''s, that of all. rows_per_minute NULL: not limited, whatever the wider one says. Each buyer, staff member, app and visitor''s address has a whole one.';
CREATE INDEX rate_limit_of_app ON souk.rate_limit (tenant_id, app_id) WHERE app_id IS NOT NULL;
REVOKE ALL ON souk.rate_limit FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.rate_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.rate_limit FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.rate_limit TO souk_migrator USING (true) WITH CHECK (true);

CREATE FUNCTION souk.announce_all(kind text) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  WITH moved AS (UPDATE souk.access_epoch SET epoch = epoch + 1 RETURNING epoch)
    INSERT INTO souk.access_change AS c (tenant_id, epoch) SELECT t.id, moved.epoch FROM moved, souk.tenant t
    ON CONFLICT (tenant_id) DO UPDATE SET epoch = excluded.epoch;
  -- Of no tenant by name: each gateway forgets what it knows of all.
  SELECT pg_notify('souk_access', json_build_object('kind', kind)::text);
$$;
COMMENT ON FUNCTION souk.announce_all(text) IS
  'Has every running gateway, when this transaction commits, forget what it remembers of all tenants.';

CREATE FUNCTION souk.rate_limit_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT (old).*, true AS is_gone WHERE tg_op = 'DELETE' OR tg_op = 'UPDATE' AND (old.tenant_id, old.role, old.app_id) IS DISTINCT FROM (new.tenant_id, new.role, new.app_id)
    UNION ALL SELECT (new).*, false WHERE tg_op <> 'DELETE'
  LOOP
    IF one.tenant_id IS NULL THEN
      PERFORM souk.announce_all('rate_limit');
    ELSE
      PERFORM souk.announce('rate_limit', one.id, one.tenant_id);
    END IF;
    -- One of every tenant is in the audit of each.
    PERFORM souk.record_change(t.id, 'rate_limit.change', coalesce('app ' || one.app_id, 'role ' || one.role), jsonb_build_object(
        'rows_per_minute', CASE WHEN NOT one.is_gone THEN one.rows_per_minute END, 'burst', CASE WHEN NOT one.is_gone THEN one.burst END,
        'cleared', one.is_gone, 'every_tenant', one.tenant_id IS NULL))
      FROM souk.tenant t WHERE t.id = one.tenant_id OR one.tenant_id IS NULL;
  END LOOP;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION souk.rate_limit_changed() IS 'Tells running gateways of a rate limit that changed, and the audit of each tenant in which it may hold.';
CREATE TRIGGER announcing AFTER INSERT OR UPDATE OR DELETE ON souk.rate_limit FOR EACH ROW EXECUTE FUNCTION souk.rate_limit_changed();

CREATE FUNCTION souk.set_rate_limit(tenant bigint, role text, rows_per_minute int, burst int DEFAULT NULL, app bigint DEFAULT NULL) RETURNS void
  LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.rate_limit AS l (tenant_id, role, app_id, rows_per_minute, burst)
    VALUES (set_rate_limit.tenant, set_rate_limit.role, set_rate_limit.app, set_rate_limit.rows_per_minute,
      coalesce(set_rate_limit.burst, set_rate_limit.rows_per_minute))
  ON CONFLICT (tenant_id, role, app_id) DO UPDATE SET rows_per_minute = excluded.rows_per_minute, burst = excluded.burst
    WHERE (l.rows_per_minute, l.burst) IS DISTINCT FROM (excluded.rows_per_minute, excluded.burst);
$$;
COMMENT ON FUNCTION souk.set_rate_limit(bigint, text, int, int, bigint) IS
  'How many rows each viewer of a role may ask for in a minute, and at once after a pause (burst, as many when not said): in a tenant, in all others (tenant NULL), or as one app. rows_per_minute NULL: as many as they like.';

CREATE FUNCTION souk.clear_rate_limit(tenant bigint, role text, app bigint DEFAULT NULL) RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM souk.rate_limit l WHERE l.tenant_id IS NOT DISTINCT FROM $1 AND l.role = $2 AND l.app_id IS NOT DISTINCT FROM $3;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION souk.clear_rate_limit(bigint, text, bigint) IS
  'Takes back what souk.set_rate_limit said, so that the wider limit counts, if there is one; false when there was nothing.';

-- In PL/pgSQL, which plans its queries once for a session: a function in SQL would be planned anew with each token.
CREATE FUNCTION souk.rates(tenant bigint, app bigint DEFAULT NULL, token bigint DEFAULT NULL) RETURNS json
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  limits json;
  family bigint;
  parent bigint := token;
BEGIN
  SELECT json_object_agg(c.role, json_build_array(c.rows_per_minute, c.burst)) FILTER (WHERE c.rows_per_minute IS NOT NULL) INTO limits FROM (
    SELECT DISTINCT ON (l.role) l.role, l.rows_per_minute, l.burst FROM souk.rate_limit l
    WHERE (l.tenant_id = rates.tenant OR l.tenant_id IS NULL) AND (l.app_id = rates.app OR l.app_id IS NULL)
    ORDER BY l.role, l.app_id NULLS LAST, l.tenant_id NULLS LAST) AS c;
  WHILE parent IS NOT NULL LOOP
    -- A successor is of the family of what it takes the place of.
    SELECT coalesce(t.origin_id, t.id), t.parent_id INTO family, parent FROM souk.token t WHERE t.id = parent AND t.tenant_id = rates.tenant;
  END LOOP;
  RETURN json_build_object('limits', limits, 'family', family);
END
$$;
COMMENT ON FUNCTION souk.rates(bigint, bigint, bigint) IS
  'For each role that is limited in a tenant, as an app if one is named, the rows of a minute and those at once; and the first of the tokens that a token was made from, which all of them share a limit with. @definer(reason: "asked when a token or tenant is looked up; answers with numbers of one exact tenant")';
REVOKE EXECUTE ON FUNCTION souk.rates(bigint, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.rates(bigint, bigint, bigint) TO souk_gateway, souk_reader;
