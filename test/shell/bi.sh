#!/usr/bin/env bash
# The SQL in docs/bi.md runs and has rows, with what the tools put in the place of
# their variables; so does the recipe for Prometheus. Runs in a database of its
# own on the server that the environment names.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=bi_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT
fail() {
    printf '%s\n' "$*"
    exit 1
}
createdb "$database"
export PGDATABASE=$database
sed 's/lisbon/support/g' test/days/monday.sql >"$scratch/monday.sql"
psql -X -q -v ON_ERROR_STOP=1 -f "$scratch/monday.sql" >/dev/null

# blocks LANGUAGE: the lines inside the code blocks of that language, a blank line
# after each
blocks() {
    awk -v fence="\`\`\`$1" '!inside && /^```/ { inside = 1; wanted = $0 == fence; next }
        /^```$/ { if (wanted) print ""; inside = wanted = 0; next }
        wanted { print }' docs/bi.md
}

# statements end in a semicolon, or with their block
blocks sql >"$scratch/blocks"
blocks '' | awk 'BEGIN { RS = ""; ORS = ";\n\n" } /^SELECT/' |
    sed "s/{{ from_dttm }}/2026-03-02 08:00:00.000000/; s/{{ to_dttm }}/2026-03-02 18:00:00.000000/
         s/{{from}}/'2026-03-02'/; s/{{to}}/'2026-03-02'/
         s/\$__timeFrom()/'2026-03-02T08:00:00Z'/; s/\$__timeTo()/'2026-03-02T18:00:00Z'/; s/\$team/'Sales'/" >>"$scratch/blocks"
blocks yaml | sed -n 's/^ *query: \(.*\)/\1;/p' >>"$scratch/blocks"
statements=$(grep -c ';$' "$scratch/blocks")
((statements >= 7)) || fail "only $statements statements"
psql -X -v ON_ERROR_STOP=1 -f "$scratch/blocks" >"$scratch/answers"
rows=$(grep -c '^([1-9][0-9]* rows*)$' "$scratch/answers") || true
[[ $rows == "$statements" ]] || { cat "$scratch/answers" && fail "$rows of $statements statements have rows"; }

# the file is complete and has its name, and stays if the server does not answer
blocks sh >"$scratch/recipe.sh"
[[ -s $scratch/recipe.sh ]]
mkdir "$scratch/collector"
FOLDER=$scratch/collector DATABASE=$database bash "$scratch/recipe.sh"
[[ $(ls "$scratch/collector") == userlogs.prom && $(stat -c %a "$scratch/collector/userlogs.prom") == 644 ]] || fail "no file for the collector"
psql -X -A -t -q -c 'SELECT support.metrics_text()' | diff - "$scratch/collector/userlogs.prom"
[[ $(grep -c '^userlogs_' "$scratch/collector/userlogs.prom") == $(psql -X -A -t -q -c 'SELECT count(*) FROM support.metrics') ]] || fail "not all figures are in it"
before=$(cat "$scratch/collector/userlogs.prom")
if FOLDER=$scratch/collector DATABASE=no_such_$$ bash "$scratch/recipe.sh" 2>/dev/null; then fail "no failure without a database"; fi
[[ $(cat "$scratch/collector/userlogs.prom") == "$before" && $(compgen -G "$scratch/collector/*.prom") == "$scratch/collector/userlogs.prom" ]] || fail "the file has gone"

# what the text names is there: relations and functions in backquotes, and files
# shellcheck disable=SC2016  # the backquotes are those of the page
grep -o '`[a-z][a-z_]*_between\|`metrics_text()\|`user_log_[a-z]*`\|`[a-z_]*_list`\|`[a-z][a-z_]*_by_team`' docs/bi.md | tr -d '`()' | sort -u >"$scratch/names"
while IFS= read -r name; do
    [[ $(psql -X -A -t -q -v name="$name" <<<"SELECT to_regclass('support.' || :'name') IS NOT NULL OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = 'support'::regnamespace AND proname = :'name')") == t ]] ||
        fail "docs/bi.md names $name, which is not there"
done <"$scratch/names"
(($(wc -l <"$scratch/names") > 15)) || fail "only $(wc -l <"$scratch/names") names"
