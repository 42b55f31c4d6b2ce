#!/bin/bash
# Prepare every DB_SQL literal of the tree on a migrated SQLite database and
# on a migrated PostgreSQL 15, so that a misspelled column fails here and not
# in front of a customer.  Speaks TAP; names a statement only when it fails.
#
# From "make check": SQLCHECK_CPP is the compiler with its flags, the working
# directory the build folder.  The PostgreSQL cluster is made in a temporary
# folder, listens on a socket there only, and is stopped by its own folder.
set -u
src=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
cpp=${SQLCHECK_CPP:-cc -D_GNU_SOURCE}
schema=${SQLCHECK_SCHEMA:-tests/schema}
pg=${PG_BIN:-/usr/lib/postgresql/15/bin}
tmp=$(mktemp -d)
failed=0

finish() {
	[ ! -f "$tmp/pg/data/postmaster.pid" ] ||
		as_pg "$pg/pg_ctl" -D "$tmp/pg/data" -m immediate stop \
			>/dev/null 2>&1
	rm -rf "$tmp"
}
trap finish EXIT
trap 'exit 1' INT TERM

# PostgreSQL refuses to run as root.
as_pg() {
	if [ "$(id -u)" = 0 ]; then
		local user=nobody
		id postgres >/dev/null 2>&1 && user=postgres
		(cd / && runuser -u $user -- "$@")
	else
		"$@"
	fi
}

result() { # NUMBER STATUS TEXT
	if [ "$2" = 0 ]; then
		echo "ok $1 - $3"
	else
		echo "not ok $1 - $3"
		failed=1
	fi
}

# One "FILE<TAB>SQL" a line.
extract() (
	cd "$src" || exit 1
	grep -rlE '\b(DB|TABLE)_SQL\(' --include='*.c' \
		lib domain handlers cli worker www tests 2>/dev/null |
		LC_ALL=C sort | while IFS= read -r file; do
		$cpp -I"$src" -std=c11 -E -P -DSQLCHECK "$file" 2>"$tmp/cpp.err" |
			perl "$src/tests/sqlcheck.pl" extract "$file"
		[ "${PIPESTATUS[0]}" = 0 ] || {
			echo "# $file does not preprocess:"
			sed 's/^/# /' "$tmp/cpp.err"
			exit 1
		} >&2
	done
)

# "LINE: message" on stdin: say which statement that is.
name_failures() { # LIST
	while IFS=: read -r line message; do
		echo "# $(sed -n "${line}p" "$1" | cut -f1):$message"
		echo "#   $(sed -n "${line}p" "$1" | cut -f2-)"
	done
}

pg_start() {
	mkdir -p "$tmp/pg"
	chmod 711 "$tmp"
	[ "$(id -u)" != 0 ] || chown "$(as_pg id -u)" "$tmp/pg"
	as_pg "$pg/initdb" -D "$tmp/pg/data" -A trust -U puoti -E UTF8 \
		--locale=C -N >"$tmp/initdb.log" 2>&1 ||
		{ sed 's/^/# /' "$tmp/initdb.log"; return 1; }
	as_pg "$pg/pg_ctl" -D "$tmp/pg/data" -w -l "$tmp/pg/log" \
		-o "-c listen_addresses= -c unix_socket_directories=$tmp/pg \
		-c fsync=off -c full_page_writes=off -c shared_buffers=16MB" \
		start >/dev/null 2>&1 ||
		{ sed 's/^/# /' "$tmp/pg/log"; return 1; }
}

psql() {
	"$pg/psql" -X -q -h "$tmp/pg" -U puoti -d postgres "$@"
}

echo 1..3
extract >"$tmp/all" || exit 1
n=$(wc -l <"$tmp/all")
[ "$n" -gt 0 ] || { echo "Bail out! no statement found"; exit 1; }


"$schema" sqlite "$tmp/shop.db" || exit 1
cut -f2- "$tmp/all" | "$schema" prepare "$tmp/shop.db" >"$tmp/bad"
result 1 $? "$n statements prepare on SQLite"
name_failures "$tmp/all" <"$tmp/bad"

# What lib/*_sqlite.c says is said to SQLite alone.
grep -vE '^lib/[a-z_]*_sqlite\.c' "$tmp/all" >"$tmp/portable"
n=$(wc -l <"$tmp/portable")
perl "$src/tests/sqlcheck.pl" lint <"$tmp/portable" >"$tmp/bad"
[ ! -s "$tmp/bad" ]
result 2 $? "$n statements use no word of one engine alone"
name_failures "$tmp/portable" <"$tmp/bad"

if [ ! -x "$pg/initdb" ]; then
	echo "ok 3 # SKIP no PostgreSQL 15 in $pg"
	exit $failed
fi
"$schema" pg >"$tmp/schema.sql" && pg_start || exit 1
if ! psql -v ON_ERROR_STOP=1 -o /dev/null -f "$tmp/schema.sql" \
	>"$tmp/schema.err" 2>&1; then
	grep -v NOTICE "$tmp/schema.err" | sed 's/^/# /'
	result 3 1 "the migrations run on PostgreSQL"
	exit 1
fi
perl "$src/tests/sqlcheck.pl" prepare <"$tmp/portable" >"$tmp/prepare.sql"
psql -o /dev/null -f "$tmp/prepare.sql" 2>&1 |
	sed -nE 's/^psql:[^:]*:([0-9]+): ERROR: /\1:/p' >"$tmp/bad"
[ ! -s "$tmp/bad" ] &&
	[ "$(psql -At -c 'SELECT 1')" = 1 ]
result 3 $? "$n statements prepare on PostgreSQL"
name_failures "$tmp/portable" <"$tmp/bad"
exit $failed
