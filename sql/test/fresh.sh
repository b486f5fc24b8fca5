#!/bin/sh
# Makes a fresh database with the roles, the system schema and the graph, as `souk migrate` would. For tests of the SQL alone:
#   PGHOST=… PGUSER=… sql/test/fresh.sh NAME
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dropdb --if-exists "$1"
createdb "$1"
psql -qX -v ON_ERROR_STOP=1 -d "$1" -f "$here/roles.sql"
for file in "$here"/system/*.sql "$here"/graph/*.sql; do
  (echo 'SET ROLE souk_migrator;'; cat "$file") | psql -qX -v ON_ERROR_STOP=1 -o /dev/null -1 -d "$1" || { echo "in $file" >&2; exit 1; }
done
