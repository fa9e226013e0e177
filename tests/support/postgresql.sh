#!/bin/sh
# Runs a command against a throw-away PostgreSQL server: a cluster in a directory of its own, on a socket there and no
# port, stopped and removed however the command ends.
#
#   postgresql.sh COMMAND [ARGUMENT ...]
#
# The command finds PGHOST, PGUSER and PGDATABASE set, and POSTGRESQL_CONTROL, a script that does `stop`, `crash` and `start`
# to the server. LOCALITY_FSYNC=1 keeps fsync on. Where the server's programs are not installed it says so and exits
# with 77, which ctest counts as skipped.
set -u

bin=
for candidate in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin; do
    [ ! -x "$candidate/initdb" ] || bin=$candidate
done
[ -n "$bin" ] || { command -v initdb >/dev/null 2>&1 && bin=$(dirname "$(command -v initdb)"); }
if [ -z "$bin" ]; then
    echo "skipped: no PostgreSQL server is installed (Debian's package postgresql)"
    exit 77
fi

# The server refuses to run as root; then it runs as `postgres`, or as `nobody`.
as=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    ! id postgres >/dev/null 2>&1 || user=postgres
    as="runuser -u $user --"
fi

work=$(mktemp -d /tmp/locality-pg.XXXXXX)
stop() {
    status=$?
    trap - EXIT INT TERM HUP
    [ ! -e "$work/data/postmaster.pid" ] || $as "$bin/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$work"
    exit "$status"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
[ -z "$as" ] || chown "$user" "$work"
chmod 755 "$work"

cat >"$work/control" <<END
#!/bin/sh
# stop, crash or start the server
cd /
case \$1 in
stop) exec $as "$bin/pg_ctl" -D "$work/data" -m fast -w stop ;;
crash) exec $as "$bin/pg_ctl" -D "$work/data" -m immediate -w stop ;;
start) exec $as "$bin/pg_ctl" -D "$work/data" -l "$work/log" -w start ;;
esac
END
chmod 755 "$work/control"

cd_back=$(pwd)
cd / # the user of the server may not be allowed to stand where we do
fsync=off
[ "${LOCALITY_FSYNC-0}" = 0 ] || fsync=on
if ! $as "$bin/initdb" -D "$work/data" -U locality -A trust -E UTF8 --locale=C --no-sync >"$work/initdb.log" 2>&1; then
    cat "$work/initdb.log" >&2
    exit 1
fi
{
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$work'"
    echo "fsync = $fsync"
    echo "synchronous_commit = $fsync"
    echo "full_page_writes = $fsync"
    echo "max_connections = 40"
    echo "autovacuum_naptime = 600"
    [ -z "${LOCALITY_POSTGRESQL_SETTINGS-}" ] || printf '%s\n' "$LOCALITY_POSTGRESQL_SETTINGS"
} >>"$work/data/postgresql.conf"
if ! "$work/control" start >"$work/start.log" 2>&1; then
    cat "$work/start.log" "$work/log" >&2
    exit 1
fi
cd "$cd_back" || exit 1

PATH=$PATH:$bin PGHOST=$work PGUSER=locality PGDATABASE=postgres POSTGRESQL_CONTROL=$work/control
export PATH PGHOST PGUSER PGDATABASE POSTGRESQL_CONTROL
unset PGPORT PGSERVICE PGPASSWORD PGOPTIONS PGCLIENTENCODING
"$@" &
child=$!
trap 'kill "$child" 2>/dev/null; exit 143' TERM INT HUP
wait "$child"
