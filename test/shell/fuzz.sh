#!/usr/bin/env bash
# Whatever bytes come in as text, in binary form or as the state of another
# process: an error about them, or a value with which all works. Tries what
# was kept, with and without the fuzzer, and some seconds of mutations of it.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../fuzz"
export PG_CONFIG=${PG_CONFIG:-pg_config}

# In place, as the tests run in a copy of the tree; the server has to read it.
chmod a+rx . 2>/dev/null || true
make -s with_llvm=no -j"$(nproc)" >/dev/null
database=fuzz_$$
trap 'dropdb --if-exists "$database"' EXIT
createdb "$database"
psql -X -q -v ON_ERROR_STOP=1 -d "$database" -f replay.sql
make -s clean >/dev/null

if ! why=$(make -s has-libfuzzer 2>/dev/null); then
    echo "skipped: mutations, $(tail -n 1 <<<"$why")"
    exit 0
fi
FUZZ_LEAST=10000 ./run "${FUZZ_SECONDS:-12}"
