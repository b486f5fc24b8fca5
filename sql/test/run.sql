-- Tests of the roles, rules and indexes themselves, without a gateway. On a database with the migrations, as a superuser (who can
-- look through every role's eyes):
--
--   psql -X -d NAME -f sql/test/run.sql
--
-- Where the demo is missing, a small one is made. Each line says PASS and a sentence; the first FAIL ends the run with an error.
-- Everything is rolled back.
\set ON_ERROR_STOP 1
\set QUIET 1
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
BEGIN;
SET LOCAL souk.demo_scale = '0.1';
\ir ../seed/demo.sql
SET LOCAL client_min_messages = warning;
\ir harness.sql
\ir structure.sql
\ir isolation.sql
\ir roles.sql
\ir access.sql
\ir limits.sql
\ir writes.sql
\ir consent.sql
\ir oauth.sql
\ir rates.sql
\ir plans.sql
\ir shared_lists.sql
\ir mutations.sql
\ir table_writes.sql
\ir changes.sql
\ir counters.sql
\ir search.sql
\ir people.sql
\ir flat.sql
\ir pricing.sql
\ir campaign_matrix.sql
\ir campaign_otherwise.sql
\ir campaigns.sql
\ir campaign_refusals.sql
\ir campaign_journey.sql
SELECT count(*) || ' checks passed' FROM test.passed;
ROLLBACK;
