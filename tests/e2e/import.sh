#!/bin/bash
# puoti import: the exports that other people's shops made, whole, twice, and
# damaged.  From the build folder; speaks TAP.  Without the samples beside the
# project (../shared/samples) only the sample written here is used.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
puoti=${PUOTI:-$PWD/puoti}
schema=$PWD/tests/schema
samples=${PUOTI_SAMPLES:-$top/../shared/samples}
tmp=$(mktemp -d)
n=0 failed=0

trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM
[ -x "$puoti" ] || { echo "1..0 # SKIP no $puoti"; exit 0; }

check() { # TEXT STATUS
	n=$((n + 1))
	if [ "$2" = 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		tail -n 12 "$tmp/said" | cut -c1-300 | sed 's/^/# /'
		failed=1
	fi
}

format=shopify
import() { # OPTION... FILE
	"$puoti" --data "$tmp/shop" import --format "$format" "$@" \
		>"$tmp/said" 2>&1
}

said() { grep -qF -- "$1" "$tmp/said"; }
sql() { "$schema" run "$tmp/shop/puoti.db" "$1"; }

# Every table's rows, and what they hold.
books() {
	local t
	for t in product product_text variant price stock stock_move media \
		category slug origin outbox counter search_doc; do
		sql "SELECT '$t', count(*) FROM $t"
	done
	sql "SELECT sum(amount_minor) FROM price"
	sql "SELECT sum(on_hand) FROM stock"
	sql "SELECT version FROM catalogue_version"
}

shop_new() {
	rm -rf "$tmp/shop"
	"$puoti" --data "$tmp/shop" init >"$tmp/said" 2>&1 ||
		{ cat "$tmp/said"; echo "Bail out! no shop"; exit 1; }
}

# NAME ROWS PRODUCTS VARIANTS PICTURES
whole() {
	local file=$samples/$format-$1.csv before began
	[ -f "$file" ] || { n=$((n + 1)); echo "ok $n - $1 # SKIP absent"
		return; }
	shop_new
	before=$(books)
	import --dry-run "$file"
	check "$1: a dry run ends well" $?
	[ "$before" = "$(books)" ] && said "Dry run"
	check "$1: a dry run keeps nothing" $?
	began=$SECONDS
	import "$file" && said "rows read: $2" &&
		said "products: $3 ($3 new, 0 changed, 0 unchanged)" &&
		said "variants: $4 ($4 new, 0 changed, 0 unchanged)" &&
		said "pictures: $5 (" && said "errors: 0"
	check "$1: $3 products, $4 variants, $5 pictures" $?
	[ $((SECONDS - began)) -lt 30 ]
	check "$1: in seconds" $?
	[ "$(sql "SELECT count(DISTINCT v.id) FROM variant v JOIN price p
		ON p.variant = v.id WHERE p.amount_minor >= 0")" = "$4" ]
	check "$1: every variant has its price" $?
	before=$(books)
	import "$file" && said "(0 new, 0 changed, $3 unchanged)" &&
		said "(0 new, 0 changed, $4 unchanged)" &&
		said "Nothing has changed" && [ "$before" = "$(books)" ]
	check "$1: the second time changes nothing" $?
}

# TEXT NOTE FILE: refused, the note says where, nothing has changed.
refused() {
	local before
	before=$(books)
	! import "$3" && said "$2" && said "Nothing was changed" &&
		[ "$before" = "$(books)" ]
	check "$1" $?
}

whole partners-2017-bicycles 1399 284 1121 1034
whole partners-2017-fashion 5024 997 3684 4742
whole partners-apparel 22 20 22 20
whole partners-home-and-garden 21 20 21 21
whole products-template-2024-linkedto 12 1 12 2
format=woocommerce
whole sample_products 25 17 28 22
format=shopify

damaged() { # FILE: a copy of the first sample, or of our own
	local file=$samples/shopify-partners-home-and-garden.csv
	if [ -f "$file" ]; then
		cat "$file"
		return
	fi
	printf 'Handle,Title,Option1 Name,Option1 Value,Variant Price,Tags\n'
	printf 'clay-plant-pot,Clay Plant Pot,Size,Regular,9.99,"Pot, Plants"\n'
	printf 'clay-plant-pot,,,Large,15.99,\n'
	printf 'copper-light,Copper Light,Title,Default Title,59.99,Copper\n'
}

shop_new
damaged >"$tmp/good.csv"
import "$tmp/good.csv"
check "the file is good before it is damaged" $?

size=$(stat -c %s "$tmp/good.csv")
head -c $((size - 20)) "$tmp/good.csv" >"$tmp/cut.csv"
last=$(wc -l <"$tmp/cut.csv")
refused "a cut row names its line" "line $((last + 1)): error:" "$tmp/cut.csv"
sed '4s/,[^,]*$//' "$tmp/good.csv" >"$tmp/few.csv"
refused "a row with too few cells names its line" "line 4: error:" \
	"$tmp/few.csv"
sed '3s/$/,more/' "$tmp/good.csv" | tr -d '\r' >"$tmp/many.csv"
refused "a row with too many cells names its line" "line 3: error:" \
	"$tmp/many.csv"
sed '4s/59\.99/5x.99/' "$tmp/good.csv" >"$tmp/number.csv"
refused "a bad number names its line" 'line 4: error: copper-light: Variant Price "5x.99"' \
	"$tmp/number.csv"
sed '4s/59\.99//' "$tmp/good.csv" >"$tmp/price.csv"
refused "a variant without a price names its line" "line 4: error:" \
	"$tmp/price.csv"
sed $'4s/Copper Light/Copper L\xe4ght/' "$tmp/good.csv" >"$tmp/latin.csv"
refused "bytes that are not UTF-8 name their line" "line 4: error:" \
	"$tmp/latin.csv"
sed '2s/Plants"/Plants/' "$tmp/good.csv" >"$tmp/quote.csv"
refused "a quote that is not closed names its row" "line 2: error:" \
	"$tmp/quote.csv"
sed '3s/^clay-plant-pot,/,/' "$tmp/good.csv" >"$tmp/handle.csv"
refused "a row without a handle names its line" "line 3: error:" \
	"$tmp/handle.csv"
: >"$tmp/empty.csv"
refused "an empty file is refused" "the file is empty" "$tmp/empty.csv"
printf 'Name,Cost\nx,1\n' >"$tmp/other.csv"
refused "a file of another kind is refused" 'no column "Handle"' \
	"$tmp/other.csv"

"$puoti" --data "$tmp/shop" export products --format puoti "$tmp/out.csv" \
	>"$tmp/said" 2>&1 && [ "$(head -c 5 "$tmp/out.csv")" = slug, ] &&
	grep -q '^copper-light,' "$tmp/out.csv"
check "what came in can be taken out again" $?

# Out, into an empty shop, and out again: the same bytes.
same() { # TEXT
	format=puoti
	"$puoti" --data "$tmp/shop" export products --format puoti \
		"$tmp/a.csv" && shop_new && import "$tmp/a.csv" &&
		"$puoti" --data "$tmp/shop" export products --format puoti \
			"$tmp/b.csv" && cmp "$tmp/a.csv" "$tmp/b.csv" \
		>"$tmp/said" && import "$tmp/a.csv" &&
		said "Nothing has changed"
	check "$1: export, import, export gives the same bytes" $?
	format=shopify
}

same "a Shopify list"
if [ -f "$samples/woocommerce-sample_products.csv" ]; then
	shop_new
	format=woocommerce
	import "$samples/woocommerce-sample_products.csv"
	same "WooCommerce's sample"
	format=woocommerce
	import "$samples/woocommerce-sample_tax_rates.csv" &&
		said "tax rates: 4 (4 new" && said "errors: 0"
	check "WooCommerce's tax rates come in" $?
	format=shopify
	shop_new
	import "$samples/shopify-partners-2017-bicycles.csv"
	same "bicycles"
fi
rm -rf "$tmp/shop"
"$puoti" --data "$tmp/shop" demo >"$tmp/said" 2>&1
same "the demo shop"
"$puoti" --data "$tmp/shop" export products --format shopify "$tmp/s.csv" \
	>"$tmp/said" 2>&1 && shop_new && import --dry-run "$tmp/s.csv" &&
	said "errors: 0"
check "what goes out for Shopify comes in from Shopify" $?

echo "1..$n"
exit $failed
