#!/usr/bin/env bash
# The version stands in userlogs.control; where else it has to be written out,
# it is the same. The versions of PostgreSQL stand in test/tools/releases.sh.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/releases.sh
source test/tools/releases.sh
oldest=$(majors | head -n 1)
youngest=$(majors | tail -n 1)

version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" userlogs.control)
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]

psql -X -A -t -q -v ON_ERROR_STOP=1 -d postgres -v version="$version" -v oldest="$oldest" -v meta="$(cat META.json)" <<'SQL' | grep -qx t
SELECT m ->> 'version' = :'version' AND m -> 'provides' -> 'userlogs' ->> 'version' = :'version'
  AND m ->> 'license' = 'postgresql'
  AND m #>> '{prereqs,runtime,requires,PostgreSQL}' = :'oldest' || '.0.0'
FROM (SELECT :'meta'::jsonb AS m) x;
SQL
# the newest section of the changelog is this version's or the unreleased one
newest=$(sed -n 's/^## \[\(.*\)\].*/\1/p' CHANGELOG.md | head -n 1)
[[ $newest == "$version" || $newest == Unreleased ]]
grep -q -x "version: $version" docs/dbt/dbt_project.yml
[[ $(head -n 1 debian/changelog) == "userlogs ($version) "* ]]
# debian/control is what pg_buildext makes of control.in for one of the servers
packaged=$(sed -n 's/^Package: postgresql-\([0-9]*\)-userlogs$/\1/p' debian/control)
[[ " $(majors | paste -s -d " ") " == *" $packaged "* ]]
diff <(sed "s/PGVERSION/$packaged/" debian/control.in) debian/control

# the servers that the code takes, that are tested, and that the documentation tells of
grep -q "PG_VERSION_NUM < ${oldest}0000\$" src/compat.h
[[ $(cat debian/pgversions) == "$oldest+" ]]
# shellcheck disable=SC2016  # the backquotes are those of the table
diff <(sed -n 's/^| \([0-9]*\) | \([a-z]*\) | `\([a-z]*\)` |$/\1 \2 \3/p' docs/testing.md) - <<<"$releases"
# wherever it is said in one breath
if grep -n -o -E 'PostgreSQL [0-9]+ to [0-9]+' README.md docs/*.md | grep -v ":PostgreSQL $oldest to $youngest\$"; then exit 1; fi
