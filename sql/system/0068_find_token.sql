-- Looking a token up was planned anew each time, since a function in SQL is, and that took ten times what reading it does: a gateway that forgets a tenant's
-- tokens, because one of them was revoked, looks up all that are in use.
CREATE OR REPLACE FUNCTION souk.find_token(wanted bytea) RETURNS TABLE (
  id bigint, tenant_id bigint, tenant_name text, role text, subject text, merchants bigint[], scopes text[], app_id bigint,
  expires_at timestamptz, limits jsonb
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT t.id, t.tenant_id, t.tenant_name, t.role, t.subject, t.merchants, t.scopes, t.app_id, t.expires_at, t.limits
    FROM souk.token_in_force t WHERE t.digest = wanted;
END
$$;
