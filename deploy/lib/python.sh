# shellcheck shell=bash
# What the tests in Python need beside Python itself. Needs console.sh.

# require_graphql FOLDER: makes graphql-core importable, in FOLDER unless Python has it; fails when it cannot be had.
require_graphql() {
    python3 -c 'import graphql' 2>/dev/null && return
    [[ -d $1/graphql ]] ||
        python3 -m pip install --quiet --disable-pip-version-check --target "$1" 'graphql-core>=3.2,<3.4' >&2 || return 1
    export PYTHONPATH=$1${PYTHONPATH:+:$PYTHONPATH}
}
