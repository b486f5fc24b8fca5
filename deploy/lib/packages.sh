# shellcheck shell=bash
# What the machine must have. Needs console.sh.

# Succeeds when the Debian package $1 is installed.
has_package() { [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]; }

# require_packages NAME...: installs what is missing with apt-get; without the right to do so, says what to do.
require_packages() {
    if ! command -v dpkg-query >/dev/null; then
        note "Not a Debian system: expecting the equivalents of $* to be installed."
        return
    fi
    local package missing=() elevate=()
    for package in "$@"; do
        has_package "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    if ((EUID != 0)); then
        if ! sudo --non-interactive true 2>/dev/null && ! { [[ -t 0 ]] && command -v sudo >/dev/null; }; then
            fail "These packages are missing: ${missing[*]}" \
                "Ask an administrator to run:  apt-get install -y ${missing[*]}" \
                "and start this script again."
        fi
        elevate=(sudo)
    fi
    step "Installing ${missing[*]}"
    "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update --quiet=2 >&2 ||
        note "apt-get update failed; trying with the lists that are here."
    "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >&2 ||
        fail "apt-get could not install: ${missing[*]}"
}

# Fails, with words, unless a Swift toolchain of at least 6.2 answers.
require_swift() {
    command -v swift >/dev/null || fail "There is no 'swift' on the PATH." "Install Swift 6.2 or later: https://www.swift.org/install"
    local version major minor
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    major=${version%%.*} minor=${version#*.}
    if [[ -z $version ]] || ((major < 6 || (major == 6 && minor < 2))); then
        fail "Swift 6.2 or later is needed; this is '${version:-unknown}'." "https://www.swift.org/install"
    fi
}
