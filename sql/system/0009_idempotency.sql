-- The answers of writes that carried an idempotency key: the same key gives the same answer, once.
CREATE TABLE souk.idempotency_key (
  tenant_id bigint NOT NULL REFERENCES souk.tenant,
  viewer text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_digest bytea NOT NULL,
  answer bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  PRIMARY KEY (tenant_id, viewer, key)
);
COMMENT ON TABLE souk.idempotency_key IS
  'One row per key and viewer ("role:subject"), written in the transaction of the write itself. answer is NULL while that runs.';
CREATE INDEX idempotency_key_expiry ON souk.idempotency_key (expires_at);
SELECT souk.guard_shared('souk.idempotency_key',
  shared_when => format('$.viewer = %s', souk.once($$souk.role() || ':' || coalesce(souk.subject(), '')$$)));
GRANT INSERT, UPDATE (answer) ON souk.idempotency_key TO souk_gateway;
CREATE POLICY keeping ON souk.idempotency_key FOR INSERT TO souk_gateway
  WITH CHECK (tenant_id = souk.tenant() AND viewer = souk.role() || ':' || coalesce(souk.subject(), ''));
CREATE POLICY answering ON souk.idempotency_key FOR UPDATE TO souk_gateway
  USING (tenant_id = souk.tenant() AND viewer = souk.role() || ':' || coalesce(souk.subject(), '') AND answer IS NULL)
  WITH CHECK (tenant_id = souk.tenant() AND viewer = souk.role() || ':' || coalesce(souk.subject(), ''));
