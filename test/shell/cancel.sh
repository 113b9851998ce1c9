#!/usr/bin/env bash
# Whatever runs can be interrupted, in short: see test/limits/cancel. Delays are
# compared with the machine's own, as it may be busy. The list of what runs long
# is checked against the catalogue here, too.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
exec test/limits/cancel 200000 5 2 150 relative
