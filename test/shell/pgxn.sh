#!/usr/bin/env bash
# META.json keeps the rules of PGXN's specification, version 1, for the keys that
# it has; it names files that the tree has. Mistakes put into it are found.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# the files that it names, without what a build makes
files=$(sed -n 's/^ *"\(file\|docfile\)": *"\(.*\)",*$/\2/p' META.json)
[[ $(wc -l <<<"$files") == 2 ]]
for file in $files; do
    [[ -f $file ]]
    case $file in sql/userlogs--*) exit 1 ;; esac
done

findings=$(
    psql -X -A -t -q -v ON_ERROR_STOP=1 -d postgres -v meta="$(cat META.json)" <<'SQL'
SET client_min_messages = warning;
-- a key that is there twice would be lost in jsonb
SELECT 'twice: ' || key FROM json_object_keys(:'meta'::json) k(key) GROUP BY key HAVING count(*) > 1;

-- the keys of an object: those that it must have, then those that it may have
CREATE FUNCTION pg_temp.keys(place text, value jsonb, required text[], allowed text[]) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT place || ' is no object' WHERE jsonb_typeof(value) IS DISTINCT FROM 'object'
  UNION ALL
  SELECT place || ' lacks ' || k FROM unnest(required) k WHERE jsonb_typeof(value) = 'object' AND NOT value ? k
  UNION ALL
  SELECT place || ' has ' || k
  FROM jsonb_object_keys(CASE jsonb_typeof(value) WHEN 'object' THEN value ELSE '{}' END) k
  WHERE k <> ALL (required || allowed) AND k !~ '^[xX]_.'
$$;
-- a string of this form
CREATE FUNCTION pg_temp.string(place text, value jsonb, form text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT place || ' is ' || coalesce(value::text, 'missing')
  WHERE (jsonb_typeof(value) = 'string' AND value #>> '{}' ~ form) IS NOT TRUE
$$;
CREATE FUNCTION pg_temp.problems(m jsonb) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  words constant text := '[^[:space:]]';
  term constant text := '^[^/\\[:space:][:cntrl:]]{2,}$';
  path constant text := '^[^/\\[:cntrl:]][^\\[:cntrl:]]+$';
  semver constant text := '(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?';
  comparison constant text := '([=!]=|[<>]=?)? *';
  objects constant text[] := '{provides,prereqs,meta-spec}';
  k text; v jsonb; k2 text; v2 jsonb; k3 text; v3 jsonb;
BEGIN
  RETURN QUERY SELECT pg_temp.keys('META.json', m, '{name,version,abstract,maintainer,license,provides,meta-spec}',
    '{description,generated_by,tags,prereqs,release_status}');
  -- what is no object has been told of, and the rest cannot be read
  IF jsonb_typeof(m) IS DISTINCT FROM 'object' OR EXISTS (SELECT FROM unnest(objects) o(k) WHERE m ? o.k AND jsonb_typeof(m -> o.k) <> 'object') THEN
    RETURN QUERY SELECT 'an object is none';
    RETURN;
  END IF;
  RETURN QUERY SELECT pg_temp.string('name', m -> 'name', term);
  RETURN QUERY SELECT pg_temp.string('version', m -> 'version', '^' || semver || '$');
  RETURN QUERY SELECT pg_temp.string(s, m -> s, words) FROM unnest('{abstract,maintainer,description,generated_by}'::text[]) s WHERE m ? s;
  RETURN QUERY SELECT pg_temp.string('license', m -> 'license', '^(agpl_3|apache_2_0|bsd|gpl_[23]|mit|postgresql)$');
  RETURN QUERY SELECT pg_temp.string('release_status', m -> 'release_status', '^(stable|testing|unstable)$') WHERE m ? 'release_status';

  RETURN QUERY SELECT pg_temp.keys('meta-spec', m -> 'meta-spec', '{version}', '{url}');
  RETURN QUERY SELECT pg_temp.string('meta-spec version', m #> '{meta-spec,version}', '^1\.0\.[0-9]+$');
  RETURN QUERY SELECT pg_temp.string('meta-spec url', m #> '{meta-spec,url}', '^https?://pgxn\.org/meta/spec\.txt$') WHERE m -> 'meta-spec' ? 'url';

  RETURN QUERY SELECT 'provides is empty' WHERE m -> 'provides' = '{}';
  FOR k, v IN SELECT * FROM jsonb_each(m -> 'provides') LOOP
    RETURN QUERY SELECT pg_temp.string('the name of an extension', to_jsonb(k), term);
    RETURN QUERY SELECT pg_temp.keys(k, v, '{file,version}', '{abstract,docfile}');
    RETURN QUERY SELECT pg_temp.string('file', v -> 'file', path);
    RETURN QUERY SELECT pg_temp.string('docfile', v -> 'docfile', path) WHERE v ? 'docfile';
    RETURN QUERY SELECT pg_temp.string('its version', v -> 'version', '^' || semver || '$');
    RETURN QUERY SELECT pg_temp.string('its abstract', v -> 'abstract', words) WHERE v ? 'abstract';
  END LOOP;

  RETURN QUERY SELECT 'tags are no list' WHERE m ? 'tags' AND (jsonb_typeof(m -> 'tags') <> 'array' OR m -> 'tags' = '[]');
  IF jsonb_typeof(m -> 'tags') = 'array' THEN
    RETURN QUERY SELECT pg_temp.string('tag', t, '^[^/\\[:cntrl:]]{2,255}$') FROM jsonb_array_elements(m -> 'tags') t;
    RETURN QUERY SELECT 'tag twice: ' || t::text FROM jsonb_array_elements(m -> 'tags') t GROUP BY t HAVING count(*) > 1;
  END IF;

  -- phases of relations to what is needed, by a version or more
  FOR k, v IN SELECT * FROM jsonb_each(coalesce(m -> 'prereqs', '{"runtime": {"requires": {"any": 0}}}')) LOOP
    RETURN QUERY SELECT pg_temp.string('phase', to_jsonb(k), '^(configure|build|test|runtime|develop)$');
    FOR k2, v2 IN SELECT * FROM jsonb_each(CASE jsonb_typeof(v) WHEN 'object' THEN v ELSE '{"none": 0}' END) LOOP
      RETURN QUERY SELECT pg_temp.string('relation', to_jsonb(k2), '^(requires|recommends|suggests|conflicts)$');
      RETURN QUERY SELECT pg_temp.keys('relation', v2, '{}', array(SELECT jsonb_object_keys(v2) WHERE jsonb_typeof(v2) = 'object'));
      FOR k3, v3 IN SELECT * FROM jsonb_each(CASE jsonb_typeof(v2) WHEN 'object' THEN v2 ELSE '{}' END) LOOP
        RETURN QUERY SELECT pg_temp.string('needed', to_jsonb(k3), term);
        RETURN QUERY SELECT pg_temp.string('version of ' || k3, v3,
          '^' || comparison || '(' || semver || '|0)(, *' || comparison || semver || ')*$') WHERE v3 <> '0';
      END LOOP;
    END LOOP;
  END LOOP;
END
$$;
SELECT p FROM pg_temp.problems(:'meta') p;

-- PATH and what is put there, NULL for nothing: each has to be found
SELECT 'not found: ' || path::text || ' ' || coalesce(value::text, 'missing')
FROM (VALUES
  ('{name}'::text[], NULL::jsonb), ('{name}', '"user logs"'), ('{name}', '"u"'), ('{name}', '7'),
  ('{version}', NULL), ('{version}', '"0.1"'), ('{version}', '"0.01.0"'), ('{version}', '"v0.1.0"'),
  ('{abstract}', NULL), ('{abstract}', '""'), ('{maintainer}', NULL), ('{license}', NULL), ('{license}', '"PostgreSQL"'),
  ('{keywords}', '["a"]'), ('{release_status}', '"beta"'),
  ('{meta-spec}', NULL), ('{meta-spec}', '"1.0.0"'), ('{meta-spec,version}', '"2.0.0"'), ('{meta-spec,url}', '"https://pgxn.org/spec/"'),
  ('{provides}', NULL), ('{provides}', '{}'), ('{provides}', '[]'), ('{provides,userlogs}', '{}'),
  ('{provides,userlogs,file}', NULL), ('{provides,userlogs,file}', '"/userlogs.control"'), ('{provides,userlogs,version}', NULL),
  ('{provides,userlogs,version}', '"1"'), ('{provides,userlogs,docs}', '"docs"'), ('{provides,a/b}', '{"file": "ab", "version": "1.0.0"}'),
  ('{tags}', '[]'), ('{tags}', '"intervals"'), ('{tags,0}', '"a/b"'), ('{tags,0}', '"intervals"'),
  ('{prereqs,run}', '{}'), ('{prereqs,runtime,needs}', '{}'), ('{prereqs,runtime,requires}', '["PostgreSQL"]'),
  ('{prereqs,runtime,requires,PostgreSQL}', '"15"'), ('{prereqs,runtime,requires,PostgreSQL}', '15')) s(path, value)
WHERE NOT EXISTS (SELECT FROM pg_temp.problems(CASE WHEN value IS NULL THEN :'meta'::jsonb #- path ELSE jsonb_set(:'meta', path, value) END));
SQL
)
if [[ $findings ]]; then
    echo "$findings"
    exit 1
fi
