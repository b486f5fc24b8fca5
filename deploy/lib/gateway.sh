# shellcheck shell=bash
# A database that is not ours: its login roles, and the addresses of two of them. Needs console.sh.

# ask URL SQL: one value from the database at URL.
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$1" --command="$2"; }

# adopt_database URL SCRIPT FILE: sets `database_url` and `gateway_url`, the migrator's and the gateway's addresses of the
# database at URL.
#
# A superuser's URL is enough by itself: SCRIPT makes the roles, the gateway gets a password that is kept in FILE, and the
# migrator is whom the superuser acts as. Otherwise the roles must exist, and SOUK_GATEWAY_DATABASE_URL says how the gateway
# logs in; without it, as URL does but by its own name and without a password.
# shellcheck disable=SC2034  # its results
adopt_database() {
    local url=$1 roles=$2 file=$3 rest
    [[ $url =~ ^(postgres|postgresql)://(.*)$ ]] || fail "--database-url must be a postgresql:// address."
    rest=${BASH_REMATCH[2]}
    # An `@` after the first `/` or `?` belongs to the path or the parameters.
    if [[ ${rest%%[/?]*} == *@* ]]; then rest=${rest#*@}; fi
    database_url=$url
    gateway_url=${SOUK_GATEWAY_DATABASE_URL:-postgresql://souk_gateway@$rest}

    if [[ "$(ask "$url" "SELECT current_setting('is_superuser')")" == on ]]; then
        psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$url" --file="$roles" >&2 || fail "The login roles could not be made."
        if [[ $url == *\?* ]]; then database_url+='&'; else database_url+='?'; fi
        database_url+='options=-c%20role%3Dsouk_migrator'
        [[ -z ${SOUK_GATEWAY_DATABASE_URL:-} ]] || return 0
        [[ -s $file ]] || (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$file")
        # Through standard input: an argument could be read by every user of the machine.
        printf "ALTER ROLE souk_gateway PASSWORD '%s';\n" "$(cat "$file")" |
            psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$url" >&2
        gateway_url=postgresql://souk_gateway:$(cat "$file")@$rest
    elif [[ "$(ask "$url" "SELECT count(*) FROM pg_roles WHERE rolname IN ('souk_gateway', 'souk_reader', 'souk_migrator')")" != 3 ]]; then
        fail "The database at --database-url (SOUK_DATABASE_URL) does not answer, or lacks Souk's login roles." "As a superuser, once: psql -f $roles"
    fi
}
