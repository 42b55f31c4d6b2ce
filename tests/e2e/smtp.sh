#!/bin/bash
# Mail through a real SMTP server: taken, put off, refused, gone.  From the
# build folder; speaks TAP.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
puoti=${PUOTI:-$PWD/puoti}
schema=$PWD/tests/schema
tmp=$(mktemp -d)
n=0 failed=0 server=
PATH=/usr/bin:$PATH # Debian's own python3 has the module

stop_server() {
	[ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server"
	server=
}
trap 'stop_server; rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM
[ -x "$puoti" ] || { echo "1..0 # SKIP no $puoti"; exit 0; }
python3 -c 'import aiosmtpd' 2>/dev/null ||
	{ echo "1..0 # SKIP no python3-aiosmtpd"; exit 0; }

check() { # TEXT STATUS
	n=$((n + 1))
	if [ "$2" = 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		tail -n 5 "$tmp/log" | sed 's/^/# /'
		failed=1
	fi
}

sql() { "$schema" run "$tmp/shop/puoti.db" "$1"; }
worker() { "$puoti" --data "$tmp/shop" worker --once >>"$tmp/log" 2>&1; }
state() { sql "SELECT state FROM outbox WHERE id = $1"; }
mails() { find "$tmp/mail" -name '*.eml' | wc -l; }

# The NTH newest order: jobs of old ones are swept.
order() { # NTH
	sql "SELECT id FROM orders ORDER BY placed_ms DESC LIMIT 1 OFFSET $1"
}

# The letter about the NTH newest order, due now, to ADDRESS.
mail_due() { # NTH ADDRESS
	local id order
	order=$(order "$1")
	id=$(sql "SELECT id FROM outbox
		WHERE dedupe_key = 'mail/order_placed/$order/0'")
	sql "UPDATE orders SET email = '$2' WHERE id = $order" >/dev/null
	sql "UPDATE outbox SET state = 'ready', attempts = 0, run_after_ms = 0,
		payload = '{\"mail\":\"order_placed\",\"order\":$order,\"to\":\"customer\"}'
		WHERE id = $id" >/dev/null
	echo "$id"
}

mkdir "$tmp/mail"
"$puoti" --data "$tmp/shop" demo >"$tmp/log" 2>&1
check "the demo shop is made" $?
[ $failed = 0 ] || { echo "1..$n"; exit 1; }

python3 "$top/tests/e2e/smtp.py" 0 "$tmp/mail" >"$tmp/ready" 2>>"$tmp/log" &
server=$!
for _ in {1..100}; do
	grep -q ready "$tmp/ready" && break
	sleep 0.1
done
port=$(awk '{print $2}' "$tmp/ready")
export PUOTI_MAIL_URL=smtp://127.0.0.1:$port

id=$(mail_due 1 taken@test.example)
worker
[ "$(state "$id")" = "done" ] && [ "$(mails)" = 1 ]
check "a mail that the server took is done" $?
number=$(sql "SELECT number FROM orders WHERE id = $(order 1)")
python3 - "$tmp/mail" "$number" <<'PY' 2>>"$tmp/log"
import email, email.policy, pathlib, sys
text = next(pathlib.Path(sys.argv[1]).glob('*.eml')).read_bytes()
m = email.message_from_bytes(text, policy=email.policy.default)
assert m['To'].addresses[0].addr_spec == 'taken@test.example', m['To']
assert m['From'].addresses[0].addr_spec == 'hei@poukama.example'
assert m['Date'] and m['Message-ID'] and sys.argv[2] in m['Subject'], m['Subject']
assert not m.defects, m.defects
parts = [p.get_content_type() for p in m.iter_parts()]
assert parts == ['text/plain', 'text/html'], parts
plain = m.get_body(('plain',)).get_content()
html = m.get_body(('html',)).get_content()
assert '/order/' in plain and '/order/' in html
assert '€' in plain and '<' not in plain, plain
PY
check "it reads as a mail of two parts with the order's link" $?

worker
[ "$(mails)" = 1 ]
check "it goes out once" $?

id=$(mail_due 2 later@test.example)
worker
[ "$(state "$id")" = ready ] &&
	[ "$(sql "SELECT attempts FROM outbox WHERE id = $id")" = 1 ] &&
	worker && [ "$(mails)" = 1 ]
check "one that the server puts off waits" $?
sql "UPDATE outbox SET run_after_ms = 0 WHERE id = $id" >/dev/null
worker
[ "$(state "$id")" = "done" ] && [ "$(mails)" = 2 ]
check "and goes when its time has come" $?

id=$(mail_due 3 never@test.example)
worker
[ "$(state "$id")" = dead ] &&
	sql "SELECT problem FROM outbox WHERE id = $id" | grep -q 550
check "one that is refused for good is kept for the owner" $?

id=$(mail_due 4 lease@test.example)
sql "UPDATE outbox SET state = 'leased', attempts = 1, lease_until_ms = 1
	WHERE id = $id" >/dev/null
worker
[ "$(state "$id")" = "done" ]
check "what a dead worker had taken is done again" $?

id=$(mail_due 5 down@test.example)
stop_server
worker
[ "$(state "$id")" = ready ] && [ "$(mails)" = 3 ]
check "while the server is down mail waits" $?

"$puoti" --data "$tmp/shop" worker >>"$tmp/log" 2>&1 &
pid=$!
sleep 1
kill -TERM $pid
wait $pid
check "TERM ends the worker" $?

echo "1..$n"
exit $failed
