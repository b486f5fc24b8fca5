-- What operators and partners read of marked data (`@audited`) is recorded too: by the gateway, in the transaction that reads.
ALTER TABLE souk.audit ADD COLUMN token_id bigint;
COMMENT ON COLUMN souk.audit.token_id IS 'The opaque token that was shown; NULL for JWTs and for what was done without a token.';
CREATE INDEX audit_by_action ON souk.audit (tenant_id, action, at DESC, id DESC);
CREATE INDEX audit_by_subject ON souk.audit (tenant_id, subject, at DESC, id DESC);
CREATE INDEX audit_by_object ON souk.audit (tenant_id, object, at DESC, id DESC);
GRANT INSERT (token_id) ON souk.audit TO souk_gateway;
-- Row security has no rule for the owner's changing it; the owner cannot empty it by mistake either.
REVOKE UPDATE, DELETE, TRUNCATE ON souk.audit FROM souk_migrator;

CREATE OR REPLACE FUNCTION souk.record(action text, object text DEFAULT NULL, detail jsonb DEFAULT '{}') RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.audit (tenant_id, role, subject, token_id, action, object, detail)
    VALUES (souk.tenant(), souk.role(), souk.subject(), souk.token(), action, object, detail);
$$;
