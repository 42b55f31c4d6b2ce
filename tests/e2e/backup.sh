#!/bin/bash
# puoti backup and restore: under write load, and with every kind of damage.
# From the build folder; speaks TAP.
set -u
puoti=${PUOTI:-$PWD/puoti}
schema=$PWD/tests/schema
storm=$PWD/tests/storm
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
		failed=1
	fi
}

shop() {
	"$puoti" --data "$1" "${@:2}" >>"$tmp/log" 2>&1
}

# How much the stock of the database in $1 is off its movements; "0 0" is
# right, the second says that something was sold at all.
off() {
	"$schema" run "$1/puoti.db" "SELECT s.on_hand - (SELECT sum(delta)
		FROM stock_move WHERE variant = 1) FROM stock s
		WHERE s.variant = 1"
}

# A refused restore must leave nothing behind.
refused() { # FILE WHY
	rm -rf "$tmp/no"
	! "$puoti" --data "$tmp/no" restore "$1" >"$tmp/said" 2>&1 &&
		grep -q "${2:-damaged}" "$tmp/said" &&
		[ -z "$(ls -A "$tmp/no" 2>&1)" ]
}

same_files() { # DIR DIR
	cmp -s "$1/key" "$2/key" && cmp -s "$1/puoti.conf" "$2/puoti.conf" &&
		diff -r "$1/media" "$2/media" >/dev/null &&
		diff -r "$1/upload" "$2/upload" >/dev/null
}

copy_with() { # OFFSET BYTE: flip.tar with that byte changed
	cp "$tmp/good.tar" "$tmp/flip.tar"
	perl -e 'open my $f, "+<", $ARGV[0] or die; binmode $f;
		seek $f, $ARGV[1], 0; read $f, my $c, 1;
		seek $f, $ARGV[1], 0; print $f chr(ord($c) ^ $ARGV[2]);' \
		"$tmp/flip.tar" "$1" "$2"
}

# A shop with pictures, one a little past a block, one empty.
shop "$tmp/a" init
check "a shop is made" $?
mkdir -p "$tmp/a/media/ab" "$tmp/a/media/cd"
head -c 1025 /dev/urandom >"$tmp/a/media/ab/ab01-640.webp"
head -c 70000 /dev/urandom >"$tmp/a/media/cd/cd02-320.webp"
: >"$tmp/a/upload/waiting"
"$schema" run "$tmp/a/puoti.db" "
	INSERT INTO product (id, created_ms, updated_ms) VALUES (1, 0, 0);
	INSERT INTO variant (id, product, sku, position) VALUES (1, 1, 'A', 1);
	INSERT INTO stock (variant, location) VALUES (1, 1);" 2>>"$tmp/log"
check "it has something to sell" $?

"$storm" "$tmp/a/puoti.db" 3 >"$tmp/storm1" 2>&1 &
one=$!
"$storm" "$tmp/a/puoti.db" 3 >"$tmp/storm2" 2>&1 &
two=$!
status=0
for i in 1 2 3; do
	sleep 0.5
	shop "$tmp/a" backup "$tmp/load$i.tar" || status=1
done
check "backups are made under write load" $status
wait $one && wait $two
check "the writers went on meanwhile" $?

status=0
for i in 1 2 3; do
	shop "$tmp/r$i" restore "$tmp/load$i.tar" || status=1
	[ "$(off "$tmp/r$i")" = 0 ] || status=1
	same_files "$tmp/a" "$tmp/r$i" || status=1
done
check "each restores to one moment of the shop" $status
shop "$tmp/r3" migrate
check "a restored shop works" $?
[ "$(stat -c %a "$tmp/r1/key" "$tmp/r1/puoti.db" "$tmp/r1/puoti.conf" \
	"$tmp/r1/upload" "$tmp/r1/media/ab/ab01-640.webp" | tr '\n' ' ')" = \
	"600 600 600 700 640 " ]
check "secrets stay private" $?
[ "$(stat -c %Y "$tmp/a/media/ab/ab01-640.webp")" = \
	"$(stat -c %Y "$tmp/r1/media/ab/ab01-640.webp")" ]
check "pictures keep their time" $?

# The rest is about one small file.
shop "$tmp/a" backup "$tmp/good.tar"
check "a backup of a quiet shop" $?
[ "$(stat -c %a "$tmp/good.tar")" = 600 ] && ! ls "$tmp"/*.tmp* 2>/dev/null
check "it is private and leaves nothing beside it" $?
tar -tf "$tmp/good.tar" | sort >"$tmp/list" && printf '%s\n' MANIFEST key \
	media/ab/ab01-640.webp media/cd/cd02-320.webp puoti.conf puoti.db \
	upload/waiting | cmp -s - "$tmp/list"
check "tar reads it" $?

size=$(stat -c %s "$tmp/good.tar")
status=0
for part in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
	copy_with $((size * part / 20 + part)) $((1 << part % 8))
	refused "$tmp/flip.tar" || { status=1; echo "# at part $part"; }
done
check "a changed byte is refused wherever it is" $status

# By name: headers, contents, padding, manifest, end.
status=0
offset=0
while read -r at what; do
	copy_with "$at" 1
	refused "$tmp/flip.tar" || { status=1; echo "# $what at $at"; }
done <<END
$(perl -e 'open my $f, "<", $ARGV[0] or die; binmode $f; my $at = 0;
	while (read($f, my $h, 512) == 512) {
		my ($name) = unpack "Z100", $h;
		last if $name eq "";
		my $size = oct substr $h, 124, 11;
		my $pad = (512 - $size % 512) % 512;
		print $at + $_, " header\n" for 0, 50, 100, 107, 110, 130, 140,
			150, 156, 160, 257, 263, 270, 300, 340, 350, 511;
		print $at + 512, " content of $name\n" if $size;
		print $at + 512 + $size - 1, " end of $name\n" if $size;
		print $at + 512 + $size + $pad - 1, " padding of $name\n"
			if $pad;
		$at += 512 + $size + $pad;
		seek $f, $at, 0;
	}
	print $at, " end\n", $at + 1023, " end\n";' "$tmp/good.tar")
END
check "a changed byte of each kind is refused" $status

status=0
for cut in 1 511 512 513 1024 1025 1536 2000 5000 $((size / 2)) \
	$((size - 1)) $size; do
	head -c $((size - cut)) "$tmp/good.tar" >"$tmp/cut.tar"
	refused "$tmp/cut.tar" || { status=1; echo "# less $cut"; }
done
check "a truncated one is refused" $status
{ cat "$tmp/good.tar"; printf x; } >"$tmp/long.tar"
refused "$tmp/long.tar"
check "one with something after the end is refused" $?

# Names that lead elsewhere, with a header that is right otherwise.
status=0
for name in ../evil /tmp/evil media/../../evil media/.hidden media//evil \
	media 'media/a b' puoti.db-wal media/a/b/c/d/e; do
	perl -e 'my ($from, $to, $name) = @ARGV; local $/;
		open my $f, "<", $from or die; binmode $f; my $t = <$f>;
		substr $t, 0, 100, pack "a100", $name;
		substr $t, 148, 8, " " x 8;
		my $sum = 0; $sum += ord for split //, substr $t, 0, 512;
		substr $t, 148, 8, sprintf "%06o\0 ", $sum;
		open my $o, ">", $to or die; binmode $o; print $o $t;' \
		"$tmp/good.tar" "$tmp/name.tar" "$name"
	refused "$tmp/name.tar" 'no such member' || { status=1; echo "# $name"; }
done
[ ! -e "$tmp/evil" ] && [ ! -e /tmp/evil ] || status=1
check "a member with a strange name is refused" $status
(cd "$tmp/a" && ln -s /etc/passwd "$tmp/link" && tar -cf "$tmp/foreign.tar" \
	key puoti.db puoti.conf -C "$tmp" link)
refused "$tmp/foreign.tar"
check "a tar file of another maker is refused" $?

mkdir "$tmp/full" && : >"$tmp/full/mine"
! shop "$tmp/full" restore "$tmp/good.tar" &&
	[ "$(ls -A "$tmp/full")" = mine ]
check "a folder with something in it is left alone" $?
! shop "$tmp/r1" restore "$tmp/good.tar" && [ "$(off "$tmp/r1")" = 0 ]
check "a shop is never overwritten" $?

"$schema" run "$tmp/r2/puoti.db" "INSERT INTO schema_migration
	SELECT number + 1, 'later', '', 0 FROM schema_migration
	ORDER BY number DESC LIMIT 1"
shop "$tmp/r2" backup "$tmp/newer.tar" && refused "$tmp/newer.tar" version
check "a newer schema is refused" $?

# Cut short at any moment: a whole shop or none, and the next try works.
status=0
for ms in 0 5 10 15 20 30 40 60 80 120; do
	rm -rf "$tmp/k"
	mkdir "$tmp/k"
	"$puoti" --data "$tmp/k" restore "$tmp/load3.tar" >/dev/null 2>&1 &
	sleep 0.$(printf %03d $ms)
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	if [ -e "$tmp/k/key" ]; then
		[ "$(off "$tmp/k")" = 0 ] || status=1
	elif [ -z "$(ls -A "$tmp/k" | grep -v '^restore.tmp$')" ]; then
		shop "$tmp/k" restore "$tmp/good.tar" || status=1
	fi
done
check "a restore that is killed leaves a shop or none" $status

status=0
for ms in 0 3 6 10 15 20 30 50; do
	cp "$tmp/good.tar" "$tmp/again.tar"
	"$puoti" --data "$tmp/a" backup "$tmp/again.tar" >/dev/null 2>&1 &
	sleep 0.$(printf %03d $ms)
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	rm -rf "$tmp/k"
	shop "$tmp/k" restore "$tmp/again.tar" || status=1
done
shop "$tmp/a" backup "$tmp/again.tar" && ! ls "$tmp"/*.tmp* 2>/dev/null ||
	status=1
check "a backup that is killed leaves the older one" $status

[ $failed = 0 ] || sed 's/^/# /' "$tmp/log" | tail -50
echo "1..$n"
exit $failed
