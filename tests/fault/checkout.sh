#!/bin/bash
# kill -9 at every write of a checkout in turn: afterwards the order is whole
# or absent, the books agree, and the same attempt again makes exactly one
# order.  Then 50 buyers of one unit, at once.  Speaks TAP.
set -u
buyer=${BUYER:-tests/fault/buyer}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0 before=

result() { # OK? TEXT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else
		echo "not ok $n - $2"
		failed=1
	fi
}

fresh() {
	rm -f "$tmp"/shop.db*
	cp "$tmp/base.db" "$tmp/shop.db"
}

# One run that is killed at the NTH call; 0: it was killed.
killed_at() { # CALL NTH
	(
		strace -f -o /dev/null -e trace="$1" \
			-e inject="$1":signal=SIGKILL:when="$2" \
			"$buyer" "$tmp/shop.db" buy 1
		exit $?
	) >/dev/null 2>&1
	[ $? = 137 ]
}

# What must hold after a crash; prints how many orders there are.
after_crash() {
	"$buyer" "$tmp/shop.db" check >"$tmp/check" 2>&1 || return 1
	local after
	before=$(cat "$tmp/check")
	"$buyer" "$tmp/shop.db" buy 1 >"$tmp/again" 2>&1 || return 1
	after=$("$buyer" "$tmp/shop.db" check) || return 1
	[ "$(cat "$tmp/again")" = 10001 ] && [ "$after" = "orders 1" ] || return 1
	[ "$before" = "orders 0" ] || [ "$before" = "orders 1" ]
}

kill_at_each() { # CALL
	local nth=1 bad=0 whole=0 absent=0
	while fresh && killed_at "$1" "$nth"; do
		if after_crash; then
			case $before in
			"orders 1") whole=$((whole + 1)) ;;
			*) absent=$((absent + 1)) ;;
			esac
		else
			bad=$((bad + 1))
			echo "# killed at $1 $nth:"
			sed 's/^/# /' "$tmp/check" "$tmp/again"
		fi
		nth=$((nth + 1))
	done
	echo "# $1: killed $((nth - 1)) times, absent $absent, whole $whole"
	[ $bad = 0 ] && [ $nth -gt 1 ]
	result $? "a checkout killed at any $1 is whole or absent"
}

if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace cannot trace here"
	exit 0
fi

"$buyer" "$tmp/base.db" make 5 1 || { echo "Bail out! no shop"; exit 1; }
rm -f "$tmp"/base.db-* # closed cleanly: everything is in the file
for call in pwrite64 fdatasync; do
	kill_at_each "$call"
done

rm -f "$tmp"/shop.db*
"$buyer" "$tmp/shop.db" make 1 50
race=$("$buyer" "$tmp/shop.db" race 50 | tail -1)
echo "# $race"
[ "$race" = "bought 1 sold_out 49 failed 0" ]
result $? "50 buyers of one unit make one order"
after=$("$buyer" "$tmp/shop.db" check)
[ "$after" = "orders 1" ]
result $? "the books agree after the race"

rm -f "$tmp"/shop.db*
"$buyer" "$tmp/shop.db" make 50 50
race=$("$buyer" "$tmp/shop.db" race 50 | tail -1)
echo "# $race"
[ "$race" = "bought 50 sold_out 0 failed 0" ] &&
	[ "$("$buyer" "$tmp/shop.db" check)" = "orders 50" ]
result $? "50 buyers of 50 units make 50 orders"

# 25 buy one, 25 a set of two: whoever is refused, no unit is left over.
rm -f "$tmp"/shop.db*
"$buyer" "$tmp/shop.db" sets 20 50
race=$("$buyer" "$tmp/shop.db" race 50 | tail -1)
echo "# $race"
set -- $race
[ "$6" = 0 ] && [ $(($2 + $4)) = 50 ] &&
	[ "$("$buyer" "$tmp/shop.db" check)" = "orders $2" ]
result $? "50 buyers of a set and its part agree with the books"
[ "$("$buyer" "$tmp/shop.db" left)" = 0 ]
result $? "they bought exactly what was there"

# The last two units: one set, or two single ones.
rm -f "$tmp"/shop.db*
"$buyer" "$tmp/shop.db" sets 2 50
race=$("$buyer" "$tmp/shop.db" race 50 | tail -1)
echo "# $race"
case $race in
"bought 1 sold_out 49 failed 0" | "bought 2 sold_out 48 failed 0") true ;;
*) false ;;
esac && [ "$("$buyer" "$tmp/shop.db" left)" = 0 ]
result $? "50 buyers of the last two units, single or as a set"

echo "1..$n"
exit $failed
