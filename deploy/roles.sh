#!/bin/sh
# Makes the roles and databases, once, and gives each role the password in its file, every time: run it again after
# changing a file. Needs PGHOST, PGPORT and PGUSER, and the files named below.
set -eu
PGPASSWORD="$(cat "$POSTGRES_PASSWORD_FILE")"
export PGPASSWORD
exec psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname postgres --file "$(dirname "$0")/roles.sql"
