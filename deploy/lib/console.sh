# shellcheck shell=bash
# Words for the person at the terminal. They go to standard error; standard output is for answers.

if [[ -t 2 ]]; then
    bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
    bold='' dim='' red='' green='' plain=''
fi

# step TEXT: says what begins now.
step() { printf '%s==>%s %s%s%s\n' "$green" "$plain" "$bold" "$*" "$plain" >&2; }

# say TEXT: a remark below a step.
say() { printf '    %s\n' "$*" >&2; }

# note TEXT: a remark that most readers skip.
note() { printf '    %s%s%s\n' "$dim" "$*" "$plain" >&2; }

# fail TEXT...: says what is wrong, one line per argument, and ends the script.
fail() {
    printf '%serror:%s %s\n' "$red" "$plain" "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}
