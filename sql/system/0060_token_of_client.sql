-- Whoever says which client they are while they exchange a token proves it, and the token is that client's own.
CREATE FUNCTION souk.client_holds(client text, secret_digest bytea, token_digest bytea) RETURNS json LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
BEGIN
  IF app.id IS NULL THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  END IF;
  RETURN json_build_object('holds', EXISTS (SELECT FROM souk.token_in_force t
    WHERE t.digest = token_digest AND t.tenant_id = app.tenant_id AND t.app_id = app.id));
END
$$;
COMMENT ON FUNCTION souk.client_holds(text, bytea, bytea) IS
  'Whether a token in force is this client''s own. @definer(reason: "asked before a viewer is known; wants the client''s secret and the token")';
GRANT EXECUTE ON FUNCTION souk.client_holds(text, bytea, bytea) TO souk_gateway;
