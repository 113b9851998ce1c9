#!/usr/bin/env bash
# What the install script, the report's definitions and the control file must
# not say, or must say why. Prints each place, and fails if there is one. Then
# it has to find what is wrong in a tree that has something of each kind.
#
#   test/shell/lint.sh [TREE]    only this tree
set -euo pipefail
self=$(realpath -- "${BASH_SOURCE[0]}")
cd "${1:-$(dirname -- "$self")/../..}"

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
findings=$scratch/findings

# finding FILE TEXT
finding() {
    printf '%s: %s\n' "$1" "$2" >>"$findings"
}
: >"$findings"

# statements FILE: without comments, and with '' and $$ for what is quoted: the
# bodies of PL/pgSQL, which are strings, and those of the report's definitions.
statements() {
    perl -0777 -pe 's{(\$\w*\$).*?\1|(--[^\n]*)|(\x27(?:[^\x27]|\x27\x27)*\x27)}{
        my ($body, $comment, $text) = ($1, $2, $3);
        my $lines = $& =~ tr/\n//;
        ($body ? "\$\$" : $text ? "\x27\x27" : "") . "\n" x $lines }gse' "$1"
}
# without comments only
code() {
    perl -0777 -pe 's{(\x27(?:[^\x27]|\x27\x27)*\x27)|--[^\n]*}{$1 // ""}gse' "$1"
}
# refuse FILE WORDS REASON: each place in the output of a command
refuse() {
    local file=$1 words=$2 reason=$3 place
    while IFS= read -r place; do
        finding "$file" "$reason: $place"
    done < <("${@:4}" "$file" | grep -n -i -P "$words" | sed 's/\t/ /g; s/  */ /g')
}

pieces=(sql/engine/*.sql sql/admin/*.sql sql/page/*.sql)
report=(sql/report/*/*.sql)
((${#pieces[@]} > 20 && ${#report[@]} > 40)) || finding sql 'pieces are missing'

for file in "${pieces[@]}"; do
    # An install script that adopts what is there adopts what was planted. What
    # EXECUTE runs is another thing: it replaces what a report has registered.
    refuse "$file" '\bor\s+replace\b|\bif\s+(not\s+)?exists\b' 'adopts what is there' statements
    # Names are bound when the script runs, with the schema on the search_path.
    refuse "$file" '^\s*create\s+(constraint\s+)?(function|procedure|aggregate|type|domain|table|view|sequence|operator(\s+(class|family))?|collation)\s+(?!userlogs\.|class\b|family\b)' \
        'not in schema userlogs' statements
    refuse "$file" '^\s*((alter|drop|grant|revoke|update|insert|delete|truncate|load|copy)\b|(set|reset)\b.*;)' 'not a definition' statements
    refuse "$file" '@ext(schema|owner)' 'substitution' cat
    refuse "$file" "\blanguage\s+(sql|plpgsql)\b.*\bas\s*'|^\s*as\s*''\s*;" 'a body in plain quotes' statements
    # every type of an argument or a result says its schema
    while IFS= read -r place; do
        finding "$file" "a type without its schema: $place"
    done < <(statements "$file" | perl -0777 -ne 'while (/\bCREATE\s+(?:FUNCTION|AGGREGATE)\s+(\S+?)\s*\((.*?)\)\s*(?:RETURNS\s+(?:SETOF\s+)?(\S+))?/gs) {
            my ($name, $arguments, $result) = ($1, $2, $3);
            for my $argument (grep /\S/, split /,/, $arguments) {
                $argument =~ s/\bDEFAULT\b.*//s;
                print "$name: $argument\n" unless $argument =~ /\b(?:pg_catalog|userlogs)\.\w+(?:\[\])?\s*$/ || $argument =~ /^\s*\*\s*$/;
            }
            print "$name: $result\n" if defined $result && $result !~ /^(?:pg_catalog|userlogs)\./;
        }' | tr '\n\t' '\n ')
    # PL/pgSQL finds names when it runs
    while IFS= read -r place; do
        finding "$file" "PL/pgSQL without a fixed search_path: $place"
    done < <(statements "$file" | perl -0777 -ne 'for (split /\n(?=CREATE )/) {
            print "$1\n" if /^CREATE (?:FUNCTION|PROCEDURE) (\S+?)\(.*?\bLANGUAGE plpgsql\b/s && !/^SET search_path = pg_catalog, pg_temp$/m }')
    # A function that writes is for everybody, as it runs with the rights of the
    # caller: test/sql/rights.sql shows that it gets no further than these.
done

for file in "${report[@]}"; do
    # Here create_report has made sure that what it replaces is its own, and
    # tables it makes only where there are none.
    refuse "$file" '\bif\s+(not\s+)?exists\b' 'adopts what is there' statements
    refuse "$file" '\bcreate\s+or\s+replace\s+(temp|table|type|trigger|rule|aggregate)' 'replaces what holds data, or is of others' statements
    refuse "$file" '^\s*create\s+(or\s+replace\s+)?view\s+\S+\s+as\b|\bsecurity_invoker\s*=\s*(false|off)' 'a view with the rights of its owner' statements
    refuse "$file" "\blanguage\s+(c|plpgsql|internal)\b|\blanguage\s+sql\b.*\bas\b" 'a body that is not bound when it is made' statements
    if grep -q '^CREATE OR REPLACE VIEW' "$file" && ! grep -q 'WITH (security_invoker = true) AS' "$file"; then
        finding "$file" 'a view with the rights of its owner'
    fi
    if grep -q '^CREATE OR REPLACE FUNCTION' "$file" && ! grep -q '^BEGIN ATOMIC$' "$file"; then
        finding "$file" 'a body that is not bound when it is made'
    fi
done

for file in "${pieces[@]}" "${report[@]}"; do
    # With a reason in the line above, "-- security definer: …", it could be had.
    while IFS= read -r place; do
        finding "$file" "no reason given above: $place"
    done < <(awk 'tolower($0) ~ /security[ \t]+definer|leakproof/ && $0 !~ /^[ \t]*--/ && tolower(before) !~ /^[ \t]*-- (security definer|leakproof): [a-z]/ {
            print FNR ": " $0 } { before = $0 }' "$file")
    # what a RAISE says, it says with a class of errors
    while IFS= read -r place; do
        finding "$file" "RAISE without ERRCODE: $place"
    done < <(code "$file" | perl -0777 -ne 'while (/\bRAISE\b(?!\s*;)((?:[^;\x27]|\x27(?:[^\x27]|\x27\x27)*\x27)*);/g) {
            my $raise = $1; print "RAISE$raise\n" if $raise !~ /\bERRCODE\s*=/ && $raise !~ /^\s*(?:NOTICE|WARNING|DEBUG|INFO|LOG)\b/ }' | tr '\n' ' ' | sed 's/ *$//' | grep . || true)
done

# the control file
control() {
    sed -n "s/^ *$1 *= *'\{0,1\}\([^']*\)'\{0,1\} *$/\1/p" userlogs.control
}
[[ $(control relocatable) == false ]] || finding userlogs.control 'relocatable is not false'
[[ $(control schema) == pg_catalog ]] || finding userlogs.control 'schema is not pg_catalog'
[[ ! $(control requires) ]] || finding userlogs.control 'requires something, whose schema is on the search_path'
if [[ $(control superuser) == false ]]; then finding userlogs.control 'superuser = false: C functions cannot be made'; fi
if [[ $(control trusted) == true ]] && ! grep -q '^# trusted: ..........' userlogs.control; then
    finding userlogs.control 'trusted without a reason'
fi

cat "$findings"
[[ ! -s $findings ]] || exit 1
if (($# > 0)); then exit; fi

mkdir -p "$scratch/bad/sql/engine" "$scratch/bad/sql/admin" "$scratch/bad/sql/page" "$scratch/bad/sql/report/base"
: >"$scratch/bad/sql/admin/bad.sql"
: >"$scratch/bad/sql/page/bad.sql"
cat >"$scratch/bad/sql/engine/bad.sql" <<'SQL'
CREATE FUNCTION f(a pg_catalog.int4) RETURNS int4 LANGUAGE sql
AS 'SELECT 1';
CREATE OR REPLACE FUNCTION userlogs.f() RETURNS pg_catalog.int4 LANGUAGE sql RETURN 1;
DROP TABLE t;
SELECT @extowner@;
CREATE FUNCTION userlogs.g(a int4) RETURNS pg_catalog.int4 SECURITY DEFINER
LANGUAGE plpgsql AS $$
BEGIN
  RAISE 'no';
END $$;
SQL
cat >"$scratch/bad/sql/report/base/bad.sql" <<'SQL'
CREATE TABLE IF NOT EXISTS t (a int);
CREATE OR REPLACE TYPE t AS (a int);
CREATE OR REPLACE VIEW v AS SELECT 1;
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
SQL
printf '%s\n' 'relocatable = true' 'trusted = true' 'superuser = false' "schema = 'public'" "requires = 'x'" >"$scratch/bad/userlogs.control"
if "$self" "$scratch/bad" >"$scratch/found"; then
    echo "nothing was found in a tree that is all wrong"
    exit 1
fi
while IFS= read -r reason; do
    grep -qF -- "$reason" "$scratch/found" || {
        echo "not found in a tree that has it: $reason"
        exit 1
    }
done <<'REASONS'
sql/engine/bad.sql: adopts what is there
sql/engine/bad.sql: not in schema userlogs
sql/engine/bad.sql: not a definition
sql/engine/bad.sql: substitution
sql/engine/bad.sql: a body in plain quotes
sql/engine/bad.sql: a type without its schema: f: int4
sql/engine/bad.sql: a type without its schema: userlogs.g: a int4
sql/engine/bad.sql: PL/pgSQL without a fixed search_path
sql/engine/bad.sql: no reason given above
sql/engine/bad.sql: RAISE without ERRCODE
sql/report/base/bad.sql: adopts what is there
sql/report/base/bad.sql: replaces what holds data
sql/report/base/bad.sql: a view with the rights of its owner
sql/report/base/bad.sql: a body that is not bound
sql: pieces are missing
userlogs.control: relocatable is not false
userlogs.control: schema is not pg_catalog
userlogs.control: requires something
userlogs.control: superuser = false
userlogs.control: trusted without a reason
REASONS

# The build refuses a piece of a report that it cannot make rows of.
mkdir -p "$scratch/sql/report/logs"
piece=sql/report/logs/metric.sql
good="$(cat <<'SQL'
-- metric: one metric.
-- key: team

CREATE OR REPLACE FUNCTION metric_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  share numeric(18,6),
  clipped_start timestamptz)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT 'a' AS team, 1 AS share, from_at AS clipped_start;
END;
COMMENT ON FUNCTION metric_between(timestamptz, timestamptz) IS 'A metric';

COMMENT ON VIEW metric IS 'A metric';
COMMENT ON COLUMN metric.team IS 'Team';
COMMENT ON COLUMN metric.share IS 'Share';
SQL
)"
# build SED: what the build makes of the piece once it is edited
build() {
    sed "$1" <<<"$good" >"$scratch/$piece"
    (cd "$scratch" && awk -f "$OLDPWD/sql/build/report_definition.awk" "$piece" 2>&1)
}
if ! build '' >"$scratch/found"; then
    echo "the build refuses a good piece: $(<"$scratch/found")"
    exit 1
fi
diff - "$scratch/found" <<SQL
-- The rows of report_definition, made from sql/report/ by the build.

INSERT INTO userlogs.report_definition (step, part, kind, name, key, definition, layered_definition) VALUES
(1, 'logs', 'function', 'metric_between', NULL, \$report\$$(sed -n '1p; 3,/^COMMENT ON FUNCTION/p' <<<"$good")

\$report\$, NULL),
(2, 'logs', 'view', 'metric', '{team}', \$report\$CREATE OR REPLACE VIEW metric WITH (security_invoker = true) AS
SELECT m.team,
  m.share::numeric(18,6) AS share
FROM metric_between(NULL, NULL) m;
$(sed -n '/^COMMENT ON VIEW/,$p' <<<"$good")
\$report\$, NULL);
SQL
# a second body has the same head and comment
sed '/^END;/a -- layered:\nBEGIN ATOMIC\n  SELECT '"'b'"' AS team, 2 AS share, from_at AS clipped_start;\nEND;' <<<"$good" >"$scratch/$piece"
(cd "$scratch" && awk -f "$OLDPWD/sql/build/report_definition.awk" "$piece") >"$scratch/both"
second=$(sed "s/SELECT 'a' AS team, 1 AS/SELECT 'b' AS team, 2 AS/; 3,/^COMMENT ON FUNCTION/!d" <<<"$good")
if ! grep -qF "SELECT 'a' AS team" "$scratch/both" || [[ $(<"$scratch/both") != *"\$report\$, \$report\$-- metric: one metric."*"$second"* ]]; then
    echo "the build makes no second definition of a second body"
    cat "$scratch/both"
    exit 1
fi
while IFS=@ read -r edit message; do
    if build "$edit" >"$scratch/found" || ! grep -qxF "$piece: $message" "$scratch/found"; then
        echo "not refused by the build: $edit, $message"
        cat "$scratch/found"
        exit 1
    fi
done <<'EDITS'
/^-- key/d@does not name its key
/metric.share IS/d@column share has no comment
s/metric.share IS/metric.shares IS/@column share has no comment
s/^COMMENT ON COLUMN metric.team.*/&\n&/; s/^  share .*/&\n  other text,/@column other has no comment
s/^COMMENT ON COLUMN metric.team.*/&\nCOMMENT ON COLUMN metric.other IS 'Other';/@there is no column other to comment on
/^COMMENT ON \(VIEW\|COLUMN\)/d@has no comment on its view
s/FUNCTION metric_between/FUNCTION other_between/@creates something of another name
/^CREATE/d@creates nothing
s/'a' AS/$report$a$report$ AS/@contains the quote that goes around it
/^RETURNS/,/clipped_start timestamptz/c RETURNS TABLE (team text)@does not return a table, with a column a line
s/^COMMENT ON FUNCTION.*/&\nCREATE OR REPLACE VIEW other AS SELECT 1;/@creates a second object
s/^COMMENT ON COLUMN metric.share.*/&\nANALYZE;/@has a statement after the comment on its view
EDITS

# The same of what is built into update scripts: a statement that it does not
# know, and one that would swallow others.
while IFS= read -r sql; do
    # shellcheck disable=SC2059  # the line is the format
    if printf "CREATE SCHEMA s;\n$sql\nCREATE FUNCTION f()\nRETURNS int\nRETURN 1;\n" | awk -f sql/build/update_functions.awk >"$scratch/found" 2>&1; then
        echo "not refused by the build of update scripts: $sql"
        cat "$scratch/found"
        exit 1
    fi
done <<'STATEMENTS'
GRANT SELECT ON t TO PUBLIC;
CREATE OR REPLACE FUNCTION g() RETURNS int RETURN 1;
CREATE FUNCTION g()\nRETURNS text\nBEGIN ATOMIC\n  SELECT '$a$';\nEND;
CREATE FUNCTION g()\nRETURNS text\nRETURN '$a$';\nCREATE FUNCTION h()\nRETURNS text\nRETURN '$a$';
SELECT 1;
STATEMENTS
