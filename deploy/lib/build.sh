# shellcheck shell=bash
# The program. Needs console.sh and a function `attend`, which runs a command.

# build_souk ROOT: builds the release product and sets `souk` to its path. SOUK_PROGRAM names a ready-made one instead.
build_souk() {
    souk=${SOUK_PROGRAM:-$1/.build/release/souk}
    if [[ -n ${SOUK_PROGRAM:-} ]]; then
        [[ -x $souk ]] || fail "SOUK_PROGRAM names $souk, which is not a program."
        note "Using $souk"
        return
    fi
    step "Building (the first time takes some minutes)"
    attend swift build --package-path "$1" --configuration release --product souk >&2 || fail "The build failed."
}
