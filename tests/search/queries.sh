#!/bin/bash
# At least 95 of 100 questions to the demo shop find on the first page what
# was meant: tests/search/queries.tsv.  From the build folder; speaks TAP.
set -u
src=$(cd "${srcdir:-$(dirname "$0")/../..}" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo 1..1
"$PWD/puoti" --data "$tmp/shop" demo >"$tmp/out" 2>&1 ||
	{ sed 's/^/# /' "$tmp/out"; echo "Bail out! no demo shop"; exit 1; }
tests/search/ask "$tmp/shop/puoti.db" <"$src/tests/search/queries.tsv" \
	>"$tmp/out"
status=$?
sed 's/^[^#]/# &/' "$tmp/out"
[ $status = 0 ] && echo "ok 1 - $(tail -1 "$tmp/out")" ||
	echo "not ok 1 - $(tail -1 "$tmp/out")"
exit $status
