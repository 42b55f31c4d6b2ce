#!/bin/bash
# The serve loop behind a real nginx: reloads under load, a worker killed,
# a stop under load, plain CGI.  Run from the build folder.  TAP.
set -u
puoti=$PWD/puoti
PATH=$PATH:/usr/sbin
dir=$(mktemp -d)
n=0
failed=0
unset "${!PUOTI_@}"

ok() { # ok NAME: after a command
	local rc=$?
	n=$((n + 1))
	[ $rc = 0 ] && echo "ok $n - $1" || {
		failed=1
		echo "not ok $n - $1"
	}
}

free_port() {
	local p
	while :; do
		p=$((20000 + RANDOM % 20000))
		(: </dev/tcp/127.0.0.1/$p) 2>/dev/null || break
	done
	echo $p
}

cleanup() {
	kill "${serve:-}" "${nginx:-}" 2>/dev/null
	wait 2>/dev/null
	rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

command -v nginx >/dev/null && command -v curl >/dev/null || {
	echo "1..0 # SKIP nginx or curl is missing"
	exit 0
}

port=$(free_port)
url=http://127.0.0.1:$port
shop=$dir/shop
export PUOTI_LIMITS=0 PUOTI_BASE_URL=$url

"$puoti" --data "$shop" init >/dev/null
ok "a new shop is made"
[ "$(stat -c %a "$shop" "$shop/key" "$shop/puoti.db" "$shop/puoti.conf" |
	tr '\n' ' ')" = "750 600 600 600 " ]
ok "others cannot read it"
mkdir "$dir/other" && touch "$dir/other/thing"
! "$puoti" --data "$dir/other" init 2>/dev/null
ok "a folder with other things is refused"

mkdir -p "$shop/run/nginx"
"$puoti" --data "$shop" nginx --demo --port "$port" >"$shop/run/nginx.conf"
nginx -q -t -e "$dir/nginx.log" -p "$shop/run" -c "$shop/run/nginx.conf" \
	2>/dev/null
ok "nginx takes the configuration"

serve_start() {
	"$puoti" --data "$shop" serve --workers 3 2>>"$dir/serve.log" &
	serve=$!
}
status() { curl -s -o /dev/null -m 10 -w '%{http_code}' "$@"; }
wait_status() { # wait_status CODE SECONDS
	for _ in $(seq $(($2 * 20))); do
		[ "$(status "$url/healthz")" = "$1" ] && return 0
		sleep 0.05
	done
	return 1
}
workers() { pgrep -P "$serve" | sort; }

nginx -e "$dir/nginx.log" -p "$shop/run" -c "$shop/run/nginx.conf" &
nginx=$!
wait_status 503 5
ok "before the program runs, nginx says that the shop is away"
curl -s "$url/" | grep -q 'lang="fi"'
ok "in three languages"
curl -si "$url/" | tr -d '\r' | grep -qx 'Retry-After: 5'
ok "and when to come back"

serve_start
wait_status 200 5
ok "the program answers"
! "$puoti" --data "$shop" serve 2>/dev/null
ok "a second parent is refused"

# load FILE: statuses of many requests by four clients, counted
load() {
	for i in 1 2 3 4; do
		curl -s -o /dev/null -w '%{http_code} %{errormsg}\n' \
			"$url/healthz?[1-3000]" >"$1.$i" &
	done
	load_pids=$(jobs -p | tail -n 4)
}

load "$dir/hup"
for _ in 1 2 3 4; do
	sleep 0.3
	kill -HUP "$serve"
done
wait $load_pids
[ "$(sort "$dir"/hup.* | uniq -c | tr -s ' ')" = " 12000 200 " ]
ok "four reloads under load lose no request"

before=$(workers)
kill -HUP "$serve"
for _ in $(seq 60); do
	[ "$(workers | wc -l)" = 3 ] &&
		[ -z "$(comm -12 <(echo "$before") <(workers))" ] && break
	sleep 0.05
done
[ "$(workers | wc -l)" = 3 ] &&
	[ -z "$(comm -12 <(echo "$before") <(workers))" ]
ok "a reload leaves as many workers, all of them new"

kill -9 "$(workers | head -n 1)"
for _ in $(seq 60); do
	[ "$(workers | wc -l)" = 3 ] && break
	sleep 0.05
done
[ "$(workers | wc -l)" = 3 ] && [ "$(status "$url/healthz")" = 200 ]
ok "a killed worker is replaced within seconds"

load "$dir/term"
sleep 0.3
kill -TERM "$serve"
wait "$serve"
ok "a stop under load ends well"
wait $load_pids
! grep -qvE '^(200|503) $' "$dir"/term.* && grep -q 200 "$dir"/term.*
ok "what was asked before it is answered, the rest gets the away page"
[ ! -e "$shop/run/puoti.sock" ]
ok "the socket is gone"

serve_start
wait_status 200 5
kill -9 "$serve"
{ wait "$serve"; } 2>/dev/null
serve_start
wait_status 200 3
ok "after its parent was killed the shop is back within seconds"

printf 'kill it\n' >>"$shop/puoti.conf"
kill -HUP "$serve"
sleep 0.5
[ "$(status "$url/healthz")" = 200 ] &&
	grep -q 'kept the old one' "$dir/serve.log"
ok "a reload with a broken configuration keeps the old one"
sed -i '$d' "$shop/puoti.conf"

python3 - "$shop/run/puoti.sock" <<'PY' 2>/dev/null
import socket, sys, time
s = [socket.socket(socket.AF_UNIX) for _ in range(2)]
for c in s: c.connect(sys.argv[1])      # say nothing, hold two workers
g = socket.socket(socket.AF_UNIX); g.connect(sys.argv[1])
g.sendall(b"\x01\x09garbage" * 4)
time.sleep(0.2)
PY
wait_status 200 8
ok "silent and broken peers do not stop it"

request() { # request PATH [FILE]: by CGI
	env -i GATEWAY_INTERFACE=CGI/1.1 PUOTI_DATA="$shop" \
		REQUEST_METHOD=GET PATH_INFO="$1" REMOTE_ADDR=127.0.0.1 \
		"$puoti" --data /nonexistent 2>/dev/null </dev/null
}
request /healthz | tr -d '\r' | head -n 1 | grep -qx 'Status: 200 OK'
ok "the same program answers as plain CGI"
request /fi | grep -q '<html lang="fi"'
ok "with pages"

# --- what nginx adds ----------------------------------------------------

headers=$(curl -si "$url/" "$url/nowhere" "$url/.git/config" | tr -d '\r')
for h in 'Content-Security-Policy: default-src' 'X-Content-Type-Options' \
	'Referrer-Policy' 'Permissions-Policy' 'Cross-Origin-Opener-Policy'; do
	[ "$(grep -c "^$h" <<<"$headers")" = 3 ]
	ok "$h stands on pages and errors alike"
done
css=$(curl -s "$url/" | grep -o '/s/[0-9a-f]*/css/[^"]*' | head -n 1)
curl -si "$url$css" | tr -d '\r' |
	grep -qx 'Cache-Control: public, max-age=31536000, immutable'
ok "styles are kept for ever"
[ "$(status "$url/s/0/../../../migrations/0001_catalogue.sql")" = 404 ] &&
	[ "$(status --path-as-is "$url/s/0/..%2f..%2fmigrations")" != 200 ]
ok "only static files are static"
[ "$(status -X TRACE "$url/")" = 405 ]
ok "TRACE is off"
curl -s -o /dev/null "$url/order/abcdefghijklmnopqrstuvwxyz234567?x=secret"
sleep 1.2
! grep -qE 'abcdefghijkl|secret' "$shop/run/nginx/access.log" \
	"$dir/serve.log" && grep -q '/order/\*\*\*' "$shop/run/nginx/access.log"
ok "no log tells an order's secret"
! grep -q '127\.0\.0\.1' "$shop/run/nginx/access.log"
ok "no log tells a whole network address"

echo "1..$n"
exit $failed
