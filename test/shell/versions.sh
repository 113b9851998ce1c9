#!/usr/bin/env bash
# The version stands in userlogs.control; where else it has to be written out,
# it is the same. META.json is JSON that PGXN can read.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" userlogs.control)
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]

psql -X -A -t -q -v ON_ERROR_STOP=1 -d postgres -v version="$version" -v meta="$(cat META.json)" <<'SQL' | grep -qx t
SELECT m ->> 'version' = :'version' AND m -> 'provides' -> 'userlogs' ->> 'version' = :'version'
  AND m ->> 'license' = 'postgresql'
FROM (SELECT :'meta'::jsonb AS m) x;
SQL
# the newest section of the changelog is this version's or the unreleased one
newest=$(sed -n 's/^## \[\(.*\)\].*/\1/p' CHANGELOG.md | head -n 1)
[[ $newest == "$version" || $newest == Unreleased ]]
