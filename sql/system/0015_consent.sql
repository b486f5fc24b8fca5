-- One-click authorisation: a shop's owner grants an app scopes, sees what was granted, and withdraws it. Each of these runs for the
-- viewer of the transaction and for nobody else.
CREATE FUNCTION souk.owns_shop(shop bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN false;
END
$$;
COMMENT ON FUNCTION souk.owns_shop(bigint) IS
  'Whether the viewer is an owner of this shop. Nobody is, until a graph that has shops replaces this. @definer(reason: "says no")';

CREATE FUNCTION souk.shop_name(shop bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT NULL::text;
$$;
COMMENT ON FUNCTION souk.shop_name(bigint) IS
  'What a shop of the viewer''s tenant is called; NULL until a graph that has shops replaces this. @definer(reason: "says nothing")';

CREATE FUNCTION souk.my_shops() RETURNS TABLE (id bigint, name text) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT m, souk.shop_name(m) FROM unnest(souk.merchants()) AS m WHERE souk.owns_shop(m) ORDER BY 2, 1;
$$;
COMMENT ON FUNCTION souk.my_shops() IS 'The shops that the viewer owns.';

CREATE FUNCTION souk.app_of_client(client text) RETURNS souk.app LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.* FROM souk.app a JOIN souk.tenant t ON t.id = a.tenant_id WHERE a.client_id = client AND a.status = 'active' AND t.status = 'active';
$$;
COMMENT ON FUNCTION souk.app_of_client(text) IS 'The active app of an active tenant that has this client id.';

CREATE FUNCTION souk.client(wanted text) RETURNS TABLE (tenant_id bigint, tenant_title text, app_id bigint, name text, publisher text, redirect_uris text[], confidential boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.title, a.id, a.name, a.publisher, a.redirect_uris, a.confidential
  FROM souk.app_of_client(wanted) a JOIN souk.tenant t ON t.id = a.tenant_id;
$$;
COMMENT ON FUNCTION souk.client(text) IS
  'What everybody may know of an app by its client id. @definer(reason: "asked before a tenant is known; answers for one exact random id, with nothing secret")';

CREATE FUNCTION souk.grant_to_app(client text, shops bigint[], scopes text[]) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app souk.app := souk.app_of_client(client);
  shop bigint;
  made bigint[] := '{}';
BEGIN
  IF app.tenant_id IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'there is no such app' USING ERRCODE = 'no_data_found';
  END IF;
  IF cardinality(shops) NOT BETWEEN 1 AND 100 OR cardinality(scopes) NOT BETWEEN 1 AND 100
    OR EXISTS (SELECT FROM unnest(scopes) AS s WHERE s ~ '^[a-z][a-z0-9_.]*:(read|write)$' IS NOT TRUE) THEN
    RAISE EXCEPTION 'a grant names shops, and scopes such as products:read' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- A token that is limited itself grants no more than it has, and only if it may grant at all.
  IF NOT souk.may('grants:write') OR EXISTS (SELECT FROM unnest(scopes) AS s WHERE NOT souk.may(s))
    OR EXISTS (SELECT FROM unnest(shops) AS s WHERE souk.owns_shop(s) IS NOT TRUE) THEN
    RAISE EXCEPTION 'only an owner of the shop grants what is the shop''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR shop IN SELECT DISTINCT s FROM unnest(shops) AS s ORDER BY s LOOP
    made := made || souk.grant_app(app.tenant_id, app.id, shop, ARRAY(SELECT DISTINCT s FROM unnest(scopes) AS s ORDER BY s),
      souk.role() || ':' || souk.subject());
  END LOOP;
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.grant_to_app(text, bigint[], text[]) IS
  'Grants an app these scopes for shops that the viewer owns, in place of what it had there; returns the grants'' ids. Errors: 42501 not an owner, P0002 no such app, 22023 malformed. @definer(reason: "grants only what souk.owns_shop says is the viewer''s")';

CREATE FUNCTION souk.my_grants(ended boolean DEFAULT false) RETURNS TABLE (
  id bigint, app_id bigint, app_name text, publisher text, client_id text, shop_id bigint, shop_name text, scopes text[], granted_by text,
  granted_at timestamptz, last_used_at timestamptz, withdrawn_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT g.id, a.id, a.name, a.publisher, a.client_id, g.merchant_id, souk.shop_name(g.merchant_id), g.scopes, g.granted_by, g.granted_at,
    g.last_used_at, g.withdrawn_at
  FROM unnest(souk.merchants()) AS m
  JOIN souk.app_grant g ON g.tenant_id = souk.tenant() AND g.merchant_id = m
  JOIN souk.app a ON a.tenant_id = g.tenant_id AND a.id = g.app_id
  WHERE souk.may('grants:read') AND souk.owns_shop(m) AND (ended OR g.withdrawn_at IS NULL)
  ORDER BY g.granted_at DESC, g.id DESC LIMIT 1000;
$$;
COMMENT ON FUNCTION souk.my_grants(boolean) IS
  'What the viewer''s shops granted to apps, newest first, at most 1,000; with those that ended, if asked for. @definer(reason: "shows only grants of shops that souk.owns_shop says are the viewer''s")';

CREATE FUNCTION souk.withdraw_my_grant(grant_id bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- A grant of somebody else's shop answers like one that is not there.
  RETURN EXISTS (SELECT FROM souk.app_grant g WHERE g.tenant_id = souk.tenant() AND g.id = grant_id AND souk.may('grants:write')
      AND souk.owns_shop(g.merchant_id))
    AND souk.withdraw_grant(souk.tenant(), grant_id);
END
$$;
COMMENT ON FUNCTION souk.withdraw_my_grant(bigint) IS
  'Ends a grant of a shop that the viewer owns; false when there is none such in force. @definer(reason: "ends only grants of shops that souk.owns_shop says are the viewer''s")';

GRANT EXECUTE ON FUNCTION souk.owns_shop(bigint), souk.shop_name(bigint), souk.my_shops(), souk.client(text), souk.grant_to_app(text, bigint[], text[]),
  souk.my_grants(boolean), souk.withdraw_my_grant(bigint) TO souk_gateway;
