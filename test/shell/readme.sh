#!/usr/bin/env bash
# The tour of the README is true: its SQL, run from top to bottom, prints what
# the README shows. Runs in a database of its own on the server that the
# environment names.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=readme_tour_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT

# blocks LANGUAGE: the lines inside the tour's code blocks of that language
blocks() {
    awk -v fence="\`\`\`$1" '
        /^## / { tour = ($0 == "## A five-minute tour"); next }
        tour && $0 == fence { inside = 1; next }
        /^```$/ { if (inside) print ""; inside = 0; next }
        inside { print }' README.md
}

blocks sql >"$scratch/tour.sql"
blocks text >"$scratch/expected"
[[ -s $scratch/tour.sql && -s $scratch/expected ]]
createdb "$database"
psql -X -q -v ON_ERROR_STOP=1 -P pager=off -d "$database" -f "$scratch/tour.sql" >"$scratch/got"
diff --ignore-trailing-space --ignore-blank-lines --unified "$scratch/expected" "$scratch/got"
