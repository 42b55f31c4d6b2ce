#!/bin/bash
# Imports of real exports, when there are any in ../shared/samples: a dry run
# changes nothing, an import twice changes nothing the second time. TAP.
set -u
cd "$(dirname "$0")/.." || exit 1
samples=${PUOTI_SAMPLES:-../shared/samples}
puoti=$PWD/build/puoti
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM
n=0 failed=0

ok() { # TEXT, after a command
	local rc=$?
	n=$((n + 1))
	if [ $rc = 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		[ -f "$tmp/said" ] && tail -n 8 "$tmp/said" | sed 's/^/# /'
		failed=1
	fi
}

count() { # DATA TABLE
	python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute(
	"SELECT count(*) FROM " + sys.argv[2]).fetchone()[0])' "$1/puoti.db" "$2"
}

import() { # DATA FORMAT [OPTION...] FILE
	"$puoti" --data "$1" import --format "$2" "${@:3}" >"$tmp/said" 2>&1
}

try() { # FORMAT FILE
	local name data=$tmp/shop
	name=$(basename "$2")
	rm -rf "$data"
	mkdir "$data"
	"$puoti" --data "$data" init >/dev/null || return
	import "$data" "$1" --dry-run "$2"
	ok "$name: a dry run"
	[ "$(count "$data" product)" = 0 ]
	ok "$name: which changes nothing"
	import "$data" "$1" "$2"
	ok "$name: an import"
	local products variants moves
	products=$(count "$data" product)
	variants=$(count "$data" variant)
	moves=$(count "$data" stock_move)
	[ "$products" -gt 0 ] && [ "$variants" -ge "$products" ]
	ok "$name: $products products, $variants variants"
	import "$data" "$1" "$2"
	[ "$(count "$data" product) $(count "$data" variant) $(count "$data" \
		stock_move)" = "$products $variants $moves" ]
	ok "$name: again, and nothing changes"
	"$puoti" --data "$data" export products --format puoti \
		"$tmp/out.csv" >"$tmp/said" 2>&1 &&
		[ "$(head -c 4 "$tmp/out.csv")" = slug ]
	ok "$name: an export"
}

if ! ls "$samples"/shopify*.csv >/dev/null 2>&1; then
	echo "ok 1 - imports of real exports # SKIP no samples"
	echo "1..1"
	exit 0
fi
for file in "$samples"/shopify*.csv; do
	try shopify "$file"
done
for file in "$samples"/woocommerce*product*.csv; do
	[ -e "$file" ] && "$puoti" import --help 2>&1 | grep -q woocommerce &&
		try woocommerce "$file"
done
echo "1..$n"
exit $failed
