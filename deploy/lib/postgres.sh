# shellcheck shell=bash
# A private PostgreSQL: its own data folder, a Unix socket in a folder that only its owner enters, no TCP port.
# Works as root (the server then runs as the unprivileged user `postgres`) and as an ordinary user.
# Needs console.sh. The cluster that Debian's package makes is neither used nor touched.

# The longest path a Unix socket may have is 107 bytes; `/.s.PGSQL.5432` takes 14 of them.
readonly longest_socket_folder=93

pg_home=''   # holds data/, server.log and, when its path is short enough, socket/
pg_socket='' # the folder of the socket
pg_bin=''    # the folder of initdb, pg_ctl, postgres

# Runs a command as the user that the server runs as, from a folder that user can read.
as_server_user() {
    if ((EUID == 0)); then
        (cd / && runuser --user=postgres -- "$@")
    else
        "$@"
    fi
}

# A few characters which stand for a path.
short_name_of() { printf '%s' "$1" | sha256sum | cut -c1-10; }

# pg_locate HOME: decides where the cluster lives and which binaries run it. HOME may not exist yet.
pg_locate() {
    local wanted=$1 elsewhere
    mkdir -p "$(dirname "$wanted")"
    # A link whose target was cleaned away.
    [[ ! -L $wanted || -e $wanted ]] || rm "$wanted"
    if ((EUID == 0)); then
        id postgres >/dev/null 2>&1 || fail "PostgreSQL refuses to run as root, and there is no user 'postgres'." "Install the package postgresql."
        # A folder below /root cannot be entered by anyone else: the data then lives in /var/tmp, behind a link.
        if [[ ! -e $wanted ]] && ! as_server_user test -x "$(dirname "$(realpath -m "$wanted")")"; then
            elsewhere=/var/tmp/souk-$(short_name_of "$wanted")
            pg_own_folder "$elsewhere"
            ln -sfn "$elsewhere" "$wanted"
        fi
    fi
    [[ -e $wanted ]] || mkdir "$wanted"
    pg_home=$(realpath "$wanted")
    pg_own_folder "$pg_home"

    pg_socket=$pg_home/socket
    if ((${#pg_socket} > longest_socket_folder)); then
        pg_socket=/tmp/souk-$(short_name_of "$pg_home")
        ln -sfn "$pg_socket" "$pg_home/socket"
    fi
    pg_own_folder "$pg_socket"
    pg_choose_binaries
}

# Makes folder $1 if need be, and makes sure that the server's user owns it and nobody else enters it.
pg_own_folder() {
    local owner=postgres
    ((EUID == 0)) || owner=$(id --user --name)
    mkdir -p "$1"
    ((EUID != 0)) || chown --no-dereference "$owner": "$1"
    [[ ! -L $1 && "$(stat --format=%U "$1")" == "$owner" ]] ||
        fail "$1 belongs to another user." "Run as that user, or remove it."
    chmod 700 "$1"
}

# The binaries of the data folder's own version when there is one, the newest otherwise.
pg_choose_binaries() {
    local version='' candidate
    version=$(cat "$pg_home/data/PG_VERSION" 2>/dev/null || true)
    for candidate in /usr/lib/postgresql/"${version:-*}"/bin $(compgen -G '/usr/lib/postgresql/*/bin' | sort --version-sort --reverse) \
        "$(pg_config --bindir 2>/dev/null || true)"; do
        [[ -x $candidate/initdb ]] || continue
        [[ -z $version || "$("$candidate/postgres" --version)" == *" $version"* ]] || continue
        pg_bin=$candidate
        return
    done
    fail "No PostgreSQL ${version:-server} binaries were found in /usr/lib/postgresql." "Install the package postgresql${version:+-$version}."
}

# Makes the cluster unless it is there. C.UTF-8 sorts by code point, which is stable across machines and quick.
pg_create() {
    # A half-made data folder has no PG_VERSION: initdb writes into an empty folder only.
    [[ -f $pg_home/data/PG_VERSION ]] && return
    rm -rf "$pg_home/data"
    step "Creating a private PostgreSQL in $pg_home"
    as_server_user "$pg_bin/initdb" --pgdata="$pg_home/data" --username=postgres --auth-local=trust --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 >"$pg_home/initdb.log" 2>&1 ||
        fail "initdb failed; see $pg_home/initdb.log"
}

pg_is_running() { as_server_user "$pg_bin/pg_ctl" --pgdata="$pg_home/data" status >/dev/null 2>&1; }

# Starts the server unless it runs, and waits until it answers. Further arguments are `-c name=value` settings.
pg_start() {
    pg_is_running && return
    local settings="-c listen_addresses='' -c unix_socket_directories='$pg_socket' -c port=5432 -c unix_socket_permissions=0700" setting
    for setting in "$@"; do settings+=" -c $setting"; done
    as_server_user "$pg_bin/pg_ctl" --pgdata="$pg_home/data" --log="$pg_home/server.log" --wait --timeout=60 --silent --options="$settings" start >/dev/null ||
        fail "PostgreSQL did not start; the end of $pg_home/server.log:" "$(tail -n 5 "$pg_home/server.log" 2>/dev/null)"
}

# Stops the server; connections are ended, what was committed is kept.
pg_stop() {
    pg_is_running || return 0
    as_server_user "$pg_bin/pg_ctl" --pgdata="$pg_home/data" --mode=fast --wait --silent stop >/dev/null
}

# pg_url ROLE DATABASE: how to reach the private server.
pg_url() { printf 'postgresql://%s@/%s?host=%s' "$1" "$2" "$(printf '%s' "$pg_socket" | sed 's/%/%25/g; s/ /%20/g; s/&/%26/g; s/+/%2B/g')"; }

# pg_ask DATABASE [psql arguments]: psql on the private server, as its administrator.
pg_ask() {
    local database=$1
    shift
    "$pg_bin/psql" --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host="$pg_socket" --username=postgres --dbname="$database" "$@"
}

# pg_prepare DATABASE ROLES: makes the database unless it is there, and in it what the script ROLES makes.
pg_prepare() {
    pg_ask postgres --set=database="$1" --file=- <<'SQL'
SELECT format('CREATE DATABASE %I', :'database') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
SQL
    pg_ask "$1" --file="$2"
}
