# shellcheck shell=bash
# The server that many would write by hand, for deploy/bench to compare with. Needs console.sh and packages.sh.

rival_packages=(node-graphql node-pg node-async node-readable-stream node-split2 node-xtend)

# Where node finds what the rival needs, in $rival_modules: the system's, or Debian's packages unpacked below $1. Fails where they cannot be had.
rival_locate() {
    local folder=$1/rival
    rival_modules=/usr/share/nodejs
    command -v node >/dev/null || (require_packages nodejs) || return 1
    rival_loads && return
    # Unpacked, not installed: they bring a node of their own, which another one in its place may not let in.
    rival_modules=$folder/usr/share/nodejs
    rival_loads && return
    mkdir -p "$folder"
    (cd "$folder" && apt-get download --quiet=2 "${rival_packages[@]}" >&2 2>"$folder/download.log") || return 1
    local package
    for package in "$folder"/*.deb; do dpkg --extract "$package" "$folder" || return 1; done
    rival_loads
}

rival_loads() { NODE_PATH=$rival_modules node -e 'require("pg"); require("graphql")' 2>/dev/null; }
