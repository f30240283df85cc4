#!/bin/sh
# Brings Temporal's own tables up to its server's version; repeating it changes nothing.
# Needs POSTGRES_SEEDS, DB_PORT, POSTGRES_USER and TEMPORAL_PASSWORD_FILE.
set -eu
SQL_PASSWORD="$(cat "$TEMPORAL_PASSWORD_FILE")"
export SQL_PASSWORD

bring_up() { # database, folder of steps
    set -- "$1" "/etc/temporal/schema/postgresql/v12/$2/versioned"
    tool() {
        temporal-sql-tool --plugin postgres12 --endpoint "$POSTGRES_SEEDS" --port "$DB_PORT" --user "$POSTGRES_USER" "$@"
    }
    tool --database "$1" setup-schema --version 0.0
    tool --database "$1" update-schema --schema-dir "$2"
}

bring_up temporal temporal
bring_up temporal_visibility visibility
