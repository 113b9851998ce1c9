#!/usr/bin/env bash
# Pages in a browser: at 360, 1280 and 1920 pixels, dark, and as on paper nothing
# leaves the page or lies on something else, every text can be read, nothing is
# asked of anybody, and the numbers that are shown are those of the views. Then
# it has to find what is wrong in a page that is all wrong.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

browser=
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        browser=$name
        break
    fi
done
if [[ ! $browser ]]; then
    echo "no Chromium here"
    exit 77
fi

scratch=$(mktemp -d)
database=browser_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT
createdb "$database"
psql -X -q -v ON_ERROR_STOP=1 -d "$database" -v schema=hostile -f test/clients/report_data.sql
psql -X -q -v ON_ERROR_STOP=1 -d "$database" -v folder="$scratch" -f test/browser/pages.sql >"$scratch/pages.json"

# look NAME PAGES: what the browser says of them
look() {
    {
        cat test/browser/look.html
        printf '<script>const pages = %s;</script><script>' "$(sed 's|<|\\u003c|g' "$2")"
        cat test/browser/look.js
        printf '</script></body></html>\n'
    } >"$scratch/$1.html"
    HOME=$scratch "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --hide-scrollbars \
        --host-resolver-rules='MAP * ~NOTFOUND' --user-data-dir="$scratch/$1.profile" --window-size=2000,1000 \
        --enable-logging=stderr --virtual-time-budget=60000 --dump-dom "file://$scratch/$1.html" >"$scratch/$1.dom" 2>"$scratch/$1.errors"
    grep -F CONSOLE "$scratch/$1.errors" || true
    sed -n 's/.*<pre id="findings">//; /^LOOKED AT/,/<\/pre>/p' "$scratch/$1.dom" | sed 's|</pre>.*||; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | grep . || true
}

look pages "$scratch/pages.json" >"$scratch/found"
grep -q '^LOOKED AT [1-9]' "$scratch/found" || {
    echo "the browser did not look at the pages"
    tail -n 20 "$scratch/pages.errors"
    exit 1
}
if [[ $(wc -l <"$scratch/found") != 1 ]]; then
    head -n 60 "$scratch/found"
    exit 1
fi

cat >"$scratch/wrong.json" <<'JSON'
[{"name": "wrong", "modes": ["360"], "rows": ["of the views alone"], "html": "<!DOCTYPE html><html lang=\"en\"><head><title>wrong</title><style>body{margin:0;background:#fff;color:#000}</style></head><body><h1 style=\"width:500px;text-align:right\">too wide</h1><p style=\"color:#ccc\">pale</p><div style=\"height:10px;line-height:20px\">above</div><div style=\"line-height:20px\">below</div><svg width=\"40\" height=\"20\"><text x=\"0\" y=\"15\">this text is cut off</text></svg><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"><img src=\"missing.png\"><svg width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg></body></html>"}]
JSON
look wrong "$scratch/wrong.json" >"$scratch/found"
for word in 'is wider than' 'leaves the page' 'contrast' 'lies on' 'is cut off' 'asks for' 'does not show' 'no colour'; do
    grep -q -F "$word" "$scratch/found" || {
        echo "not found in a page that has it: $word"
        cat "$scratch/found"
        exit 1
    }
done
