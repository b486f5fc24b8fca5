-- A program on a person's own machine listens at the port that is free when it asks (RFC 8252, section 7.3).
CREATE FUNCTION souk.without_loopback_port(uri text) RETURNS text LANGUAGE sql IMMUTABLE
  -- 0 and what is beyond 65535 are no ports, and are left to stand.
  RETURN regexp_replace(uri,
    '^(http://(?:127\.0\.0\.1|\[::1\])):(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(?=/|$)', '\1');
COMMENT ON FUNCTION souk.without_loopback_port(text) IS
  'The address without its port where it is one of the person''s own machine by number; any other as it is.';

CREATE OR REPLACE FUNCTION souk.authorize_app(
  client text, shops bigint[], scopes text[], redirect_uri text, challenge text, code_digest bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  app souk.app := souk.app_of_client(client);
BEGIN
  IF NOT EXISTS (SELECT FROM unnest(app.redirect_uris) AS registered
    WHERE souk.without_loopback_port(registered) = souk.without_loopback_port(redirect_uri)) THEN
    RAISE EXCEPTION 'the address is not one of the app''s' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM souk.grant_to_app(client, shops, scopes);
  DELETE FROM souk.authorization_code c WHERE c.created_at < now() - interval '1 day';
  INSERT INTO souk.authorization_code (digest, tenant_id, app_id, merchants, scopes, redirect_uri, challenge, granted_by)
    VALUES (code_digest, app.tenant_id, app.id, shops, scopes, redirect_uri, challenge, souk.role() || ':' || souk.subject());
END
$$;
