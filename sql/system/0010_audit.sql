-- What operators and partners did: appended in the transaction of the act itself, never changed.
CREATE TABLE souk.audit (
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  id bigint NOT NULL DEFAULT souk.new_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  role text NOT NULL,
  subject text,
  action text NOT NULL,
  object text,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE souk.audit IS 'The audit of operators'' and partners'' actions. Append-only, for its owner too.';
CREATE INDEX audit_newest ON souk.audit (tenant_id, at DESC, id DESC);

SELECT souk.guard_operators('souk.audit');
-- FORCE binds the owner, and the owner has no rule for UPDATE or DELETE: what was written stays.
DROP POLICY steward ON souk.audit;
CREATE POLICY steward_reads ON souk.audit FOR SELECT TO souk_migrator USING (true);
CREATE POLICY steward_appends ON souk.audit FOR INSERT TO souk_migrator WITH CHECK (true);
CREATE POLICY appending ON souk.audit FOR INSERT TO souk_gateway
  WITH CHECK (tenant_id = souk.tenant() AND role = souk.role() AND subject IS NOT DISTINCT FROM souk.subject());
GRANT INSERT (tenant_id, role, subject, action, object, detail) ON souk.audit TO souk_gateway;

CREATE FUNCTION souk.record(action text, object text DEFAULT NULL, detail jsonb DEFAULT '{}') RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.audit (tenant_id, role, subject, action, object, detail)
    VALUES (souk.tenant(), souk.role(), souk.subject(), action, object, detail);
$$;
COMMENT ON FUNCTION souk.record(text, text, jsonb) IS 'Appends an entry about the viewer of this transaction.';
GRANT EXECUTE ON FUNCTION souk.record(text, text, jsonb) TO souk_gateway;

CREATE FUNCTION souk.record_change(
  tenant bigint, action text, object text, detail jsonb DEFAULT '{}', role text DEFAULT coalesce(souk.role(), 'administrator'),
  subject text DEFAULT CASE WHEN souk.role() IS NULL THEN session_user::text ELSE souk.subject() END
) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO souk.audit (tenant_id, role, subject, action, object, detail)
    VALUES (record_change.tenant, record_change.role, record_change.subject, record_change.action, record_change.object, record_change.detail);
$$;
COMMENT ON FUNCTION souk.record_change(bigint, text, text, jsonb, text, text) IS
  'Appends an entry about a change to tokens, grants or apps: by the viewer of this transaction, or, where there is none, by whoever is logged in.';
