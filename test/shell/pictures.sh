#!/usr/bin/env bash
# The pictures in docs/images are those that the product draws now, and the
# documentation shows them. The demo fits into 100 columns.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=pictures_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT
createdb "$database"
PGDATABASE=$database test/demo/pictures "$scratch"
status=0
for picture in "$scratch"/*.svg; do
    cmp "$picture" "docs/images/${picture##*/}" || {
        echo "docs/images/${picture##*/}: make pictures draws it anew"
        status=1
    }
done
for picture in docs/images/*; do
    grep -q -F "${picture#docs/}" README.md docs/*.md || {
        echo "$picture: shown nowhere"
        status=1
    }
    # small ones
    (($(stat -c %s "$picture") < 200000)) || {
        echo "$picture: too large"
        status=1
    }
done
if grep -n -E '^.{101,}' "$scratch/demo.txt"; then
    echo "test/demo/demo.sql: these lines are wider than 100 columns"
    status=1
fi
[[ $(wc -l <"$scratch/demo.txt") -gt 200 ]]
exit "$status"
