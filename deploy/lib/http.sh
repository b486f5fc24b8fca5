# shellcheck shell=bash
# Just enough HTTP to wait for a server, without curl, which a fresh machine may lack; behind TLS by openssl's help.

# http_status PORT PATH: prints the status code of a GET on 127.0.0.1; nothing when nobody answers.
http_status() {
    local line
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    IFS=' ' read -r -t 5 _ line _ <&3 || line=''
    exec 3<&- 3>&-
    printf '%s' "$line"
}

# https_status PORT PATH: the same of a server behind TLS, whatever its certificate.
https_status() {
    local _ line
    IFS=' ' read -r _ line _ < <(printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" |
        timeout 5 openssl s_client -quiet -connect "127.0.0.1:$1" 2>/dev/null) || return 1
    printf '%s' "$line"
}

# port_is_taken PORT: somebody listens there already.
port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until_ready PORT PID SECONDS [http_status|https_status]: until /readyz says 200; fails when the process ends or the time is over.
wait_until_ready() {
    local port=$1 pid=$2 deadline=$((SECONDS + $3)) status=${4:-http_status}
    until [[ "$( ("$status" "$port" /readyz) 2>/dev/null)" == 200 ]]; do
        kill -0 "$pid" 2>/dev/null || return 1
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}
