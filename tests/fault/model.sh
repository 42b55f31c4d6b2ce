#!/bin/bash
# kill -9 at seeded moments while a model is made: what serves afterwards is
# whole, whichever it is, and the next run leaves nothing of the half-made one.
# PUOTI_LONG=1: many more moments.  Speaks TAP.
set -u
cd "$(dirname "$0")/../.." || exit 1
puoti=$PWD/build/puoti
orders=$PWD/build/tests/bench/model
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM
n=0 failed=0
RANDOM=20261122
times=5
[ "${PUOTI_LONG:-}" ] && times=150

result() { # OK? TEXT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else
		echo "not ok $n - $2"
		failed=1
	fi
}

# What serves, but for its number; "broken" unless exactly one does.
cat >"$tmp/known.py" <<'PY'
import hashlib, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
serving = db.execute("SELECT id FROM model WHERE state = 'serving'").fetchall()
if len(serving) != 1 or db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
    sys.exit("broken")
h = hashlib.sha256()
for sql in ("SELECT kind, product, near FROM neighbour WHERE model = ? ORDER BY 1, 2",
            "SELECT product, popular, steady, repeats FROM product_trend"
            " WHERE model = ? ORDER BY 1"):
    for row in db.execute(sql, serving[0]):
        h.update(repr(row).encode())
print(h.hexdigest())
PY
known() {
	python3 "$tmp/known.py" "$tmp/shop/puoti.db" 2>&1
}

# Rows of models that do not serve, and models half made.
cat >"$tmp/left.py" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
other = " WHERE model NOT IN (SELECT id FROM model WHERE state = 'serving')"
print(sum(db.execute("SELECT count(*) FROM " + rows).fetchone()[0] for rows in (
    "neighbour" + other, "product_trend" + other, "model WHERE state = 'making'")))
PY
left() {
	python3 "$tmp/left.py" "$tmp/shop/puoti.db"
}

make_model() {
	"$puoti" --data "$tmp/shop" recommend make >"$tmp/said" 2>&1
}

calls() { # CALL: how many a whole run makes
	strace -f -qq -e trace="$1" -o "$tmp/trace" \
		"$puoti" --data "$tmp/shop" recommend make >/dev/null 2>&1
	wc -l <"$tmp/trace"
}

killed_at() { # CALL NTH; 0: it was killed
	(
		strace -f -o /dev/null -e trace="$1" \
			-e inject="$1":signal=SIGKILL:when="$2" \
			"$puoti" --data "$tmp/shop" recommend make
		exit $?
	) >/dev/null 2>&1
	[ $? = 137 ]
}

command -v strace >/dev/null || {
	echo "1..0 # SKIP strace is missing"
	exit 0
}
"$puoti" --data "$tmp/shop" demo --empty --products 900 >/dev/null 2>&1 &&
	"$puoti" --data "$tmp/shop" worker --once >/dev/null 2>&1 &&
	"$orders" "$tmp/shop/puoti.db" fill 1500 5 11 && make_model
result $? "a shop has a model"
want=$(known)

kills=0 bad=0
for call in pwrite64 fdatasync read; do
	most=$(calls $call)
	for ((i = 0; i < times; i++)); do
		nth=$((1 + (RANDOM * 32768 + RANDOM) % most))
		killed_at $call $nth && kills=$((kills + 1))
		got=$(known)
		[ "$got" = "$want" ] && continue
		bad=$((bad + 1))
		echo "# killed at $call $nth of $most: $got"
	done
done
echo "# killed $kills times"
result $((bad != 0)) "killed at any moment, a whole model serves"
result $((kills < times)) "it was killed indeed"
make_model && [ "$(known)" = "$want" ] && [ "$(left)" = 0 ]
result $? "the next run leaves nothing of what was half made"
echo "1..$n"
exit $failed
