-- Tests of the roles, rules and indexes themselves, without a gateway. On a database with the migrations and the demo:
--
--   psql -X -d NAME -f sql/test/run.sql
--
-- as a superuser. Each line says PASS and a sentence; the first FAIL ends the run with an error. Nothing is left behind.
\set ON_ERROR_STOP 1
\set QUIET 1
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
BEGIN;
\ir harness.sql
\ir structure.sql
\ir isolation.sql
\ir roles.sql
\ir access.sql
\ir plans.sql
\ir counters.sql
SELECT count(*) || ' checks passed' FROM test.passed;
ROLLBACK;
