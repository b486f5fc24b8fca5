# shellcheck shell=bash
# The gateway's login on a database that is not ours. Needs console.sh.

# gateway_url_for URL FILE: the same database as URL, for the role `souk_gateway`, which owns nothing.
# Its password is made once and kept in FILE. SOUK_GATEWAY_DATABASE_URL overrides all of this.
gateway_url_for() {
    if [[ -n ${SOUK_GATEWAY_DATABASE_URL:-} ]]; then
        printf '%s' "$SOUK_GATEWAY_DATABASE_URL"
        return
    fi
    local url=$1 file=$2 rest
    [[ $url =~ ^(postgres|postgresql)://(.*)$ ]] ||
        fail "--database-url must be a postgresql:// address." "For other forms, set SOUK_GATEWAY_DATABASE_URL to the address for the role souk_gateway."
    rest=${BASH_REMATCH[2]}
    # An `@` after the first `/` or `?` belongs to the path or the parameters.
    if [[ ${rest%%[/?]*} == *@* ]]; then rest=${rest#*@}; fi
    if [[ ! -s $file ]]; then
        (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$file")
    fi
    # Through standard input: an argument could be read by every user of the machine.
    printf "ALTER ROLE souk_gateway LOGIN PASSWORD '%s';\n" "$(cat "$file")" |
        psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$url" >&2 ||
        fail "The role souk_gateway could not be given a password." "Set SOUK_GATEWAY_DATABASE_URL to an address that logs in as souk_gateway."
    printf 'postgresql://souk_gateway:%s@%s' "$(cat "$file")" "$rest"
}
