# shellcheck shell=bash
# The program. Needs console.sh and a function `attend`, which runs a command.

# How a release is built: optimized across modules, and with Swift's libraries inside the program. DECISIONS.md has what each saves.
# Whatever is built otherwise is built anew, all of it: every release build takes these.
release_options=(--configuration release --static-swift-stdlib -Xswiftc -cross-module-optimization)

# build_product ROOT NAME: builds a product of the release, below .build/release.
build_product() {
    attend swift build --package-path "$1" "${release_options[@]}" --product "$2" >&2 || fail "The build failed."
}

# build_souk ROOT: builds the program and sets `souk` to its path. SOUK_PROGRAM names a ready-made one instead.
build_souk() {
    souk=${SOUK_PROGRAM:-$1/.build/release/souk}
    if [[ -n ${SOUK_PROGRAM:-} ]]; then
        [[ -x $souk ]] || fail "SOUK_PROGRAM names $souk, which is not a program."
        note "Using $souk"
        return
    fi
    step "Building (the first time takes some minutes)"
    build_product "$1" souk
}
