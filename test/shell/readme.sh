#!/usr/bin/env bash
# The documentation is true. The SQL of each file, run from top to bottom, prints
# what the file shows; SQL without an answer, in blocks or within the text, runs
# without an error, and so does each psql command. docs/tour.md begins with nothing,
# the README with its table, all others with what docs/tour.md and docs/functions.md
# leave. docs/bi.md has a test of its own. In a block without a language stands
# what cannot run here. Runs in databases of its own on the server that the
# environment names.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
prefix=readme_$$
roles=(bi lead application) # those that the pages name
trap 'psql -X -A -t -q -d postgres -c "SELECT datname FROM pg_database WHERE datname LIKE '"'${prefix}\\_%'"'" | xargs -r -n 1 dropdb; for role in "${roles[@]}"; do psql -X -q -d postgres -c "DROP ROLE IF EXISTS $role"; done; rm -rf -- "$scratch"' EXIT
fail() {
    printf '%s\n' "$*"
    exit 1
}

# the tour's, which sets it itself
export PGTZ=Europe/Berlin PGOPTIONS='-c client_min_messages=warning'

# blocks LANGUAGE FILE: the lines inside its code blocks of that language, a blank
# line after each
blocks() {
    awk -v fence="\`\`\`$1" '!inside && /^```/ { inside = 1; wanted = $0 == fence; next }
        /^```$/ { if (wanted) print ""; inside = wanted = 0; next }
        wanted { print }' "$2"
}

# run FILE DATABASE: its SQL; its answers are those that it shows, if it shows any
run() {
    blocks sql "$1" >"$scratch/sql"
    blocks text "$1" >"$scratch/expected"
    psql -X -q -v ON_ERROR_STOP=1 -P pager=off -d "$2" -f "$scratch/sql" >"$scratch/got" || fail "$1: its SQL fails"
    if [[ -s $scratch/expected ]]; then
        diff --ignore-trailing-space --ignore-blank-lines --unified "$scratch/expected" "$scratch/got" || fail "$1: other answers"
        compared=$((compared + 1))
    fi
}

# commands FILE DATABASE: its psql commands, in a folder of their own, with a mail
# that only reads
mkdir "$scratch/bin"
printf '#!/bin/sh\ncat >mail\n' >"$scratch/bin/mail"
chmod +x "$scratch/bin/mail"
commands() {
    local line folder
    folder=$(mktemp -d "$scratch/commands.XXXXXX")
    while IFS= read -r line; do
        (cd "$folder" && PGDATABASE=$2 PATH=$scratch/bin:$PATH PSQLRC=/dev/null bash -o pipefail -c "$line") || fail "$1: $line"
        called=$((called + 1))
    done < <(blocks sh "$1" | grep '^psql ')
    for line in "$folder"/*; do
        if [[ -e $line && ! -s $line ]]; then fail "$1: ${line##*/} is empty"; fi
        if [[ $line == *.html ]]; then
            grep -q Anna "$line" || fail "$1: nobody is on ${line##*/}"
        fi
    done
}
compared=0 called=0

for role in "${roles[@]}"; do psql -X -q -d postgres -c "CREATE ROLE $role"; done
createdb "${prefix}_tour"
run docs/tour.md "${prefix}_tour"
commands docs/tour.md "${prefix}_tour"
createdb -T "${prefix}_tour" "${prefix}_all"
run docs/functions.md "${prefix}_all"

# the table of the README is that of the tour
createdb "${prefix}_own"
blocks sql docs/tour.md | awk '/^CREATE EXTENSION/ { done = 1 } !done' | psql -X -q -v ON_ERROR_STOP=1 -d "${prefix}_own"
PGTZ=UTC run README.md "${prefix}_own"
commands README.md "${prefix}_own"

for file in docs/*.md docs/*/README.md; do
    case $file in docs/tour.md | docs/functions.md | docs/bi.md) continue ;; esac
    if grep -q -e '^```sql$' -e '^psql ' "$file"; then
        createdb -T "${prefix}_all" "${prefix}_copy"
        commands "$file" "${prefix}_copy"
        PGOPTIONS="$PGOPTIONS -c search_path=public,support" run "$file" "${prefix}_copy"
        dropdb "${prefix}_copy"
    fi
done
((compared >= 3)) || fail "answers of only $compared files"
((called >= 6)) || fail "only $called commands"

# statements within the text, each undone; those over other logs are for
# your_log.sh
# shellcheck disable=SC2016  # the backquotes are those of the pages
grep -o -h -E '`(SELECT|INSERT|UPDATE|DELETE|GRANT|REVOKE|ALTER|CREATE|DROP|SET) [^` ]+ [^`]+`' README.md docs/*.md |
    tr -d '`' | grep -v -e '…' -e '\.\.\.' -e '^CREATE EXTENSION userlogs;*$' -e ' FROM [a-z]*_log$' | sed 's/\\|/|/g' | sort -u >"$scratch/statements"
number=0
while IFS= read -r statement; do
    number=$((number + 1))
    printf 'BEGIN;\n%s;\nROLLBACK;\n' "${statement%;}" |
        psql -X -q -v ON_ERROR_STOP=1 -d "${prefix}_all" >"$scratch/got" 2>&1 || fail "$statement fails: $(cat "$scratch/got")"
done <"$scratch/statements"
((number >= 10)) || fail "only $number statements within the text"
