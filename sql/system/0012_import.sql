-- How far `souk import` has come with each file: written in the transaction that enters the rows, so that it is never ahead of
-- them nor behind.
CREATE TABLE souk.import_progress (
  key text PRIMARY KEY,
  file text NOT NULL,
  file_digest text NOT NULL,
  target text NOT NULL,
  tenant_id bigint REFERENCES souk.tenant,
  rows_done bigint NOT NULL DEFAULT 0,
  rows_entered bigint NOT NULL DEFAULT 0,
  rows_rejected bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
COMMENT ON TABLE souk.import_progress IS
  'One row per file, table, tenant and mapping. rows_done counts the file''s rows that need not be looked at again.';
REVOKE ALL ON souk.import_progress FROM PUBLIC, souk_gateway, souk_reader;
ALTER TABLE souk.import_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE souk.import_progress FORCE ROW LEVEL SECURITY;
CREATE POLICY steward ON souk.import_progress TO souk_migrator USING (true) WITH CHECK (true);
