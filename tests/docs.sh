#!/bin/bash
# The documents keep up with the program: every command and option of --help
# is in the man page, every key of puoti.conf and every package that configure
# asks for is written down, links lead somewhere, tests that are named exist;
# units allow what the program does.
# From the build folder; speaks TAP.
set -u
src=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
puoti=${PUOTI:-$PWD/puoti}
man=$src/docs/puoti.1
n=0 failed=0

[ -x "$puoti" ] || { echo "1..0 # SKIP no $puoti"; exit 0; }

none() { # TEXT WRONG: passes when nothing is wrong
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' <<<"$2"
		failed=1
	fi
}

# The part of the man page between two of its headings.
section() {
	sed -n "/^\.Sh $1\$/,/^\.Sh /p" "$man"
}

# All that it says of one command.
paragraph() {
	section COMMANDS | awk -v c="$1" '
		/^\.It Cm / { on = $3 == c }
		on'
}

commands() {
	"$puoti" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

commands_missing() {
	local c
	for c in $(commands); do
		section COMMANDS | grep -q "^\.It Cm $c\b" || echo "$c"
	done
}

options_missing() {
	local c option
	for c in $(commands); do
		"$puoti" "$c" --help | grep -oE -- '--[a-z][a-z-]*' |
			grep -vxE -- '--(data|help)' | sort -u |
			while read -r option; do
				paragraph "$c" |
					grep -q -- "Fl Fl ${option#--}\b" ||
					echo "$c $option"
			done
	done
}

commands_gone() {
	local c
	section COMMANDS | sed -n 's/^\.It Cm \([a-z]*\).*/\1/p' | sort -u |
		while read -r c; do
			commands | grep -qx "$c" || echo "$c"
		done
}

conf_keys() {
	sed -n 's/^	{"\([a-z_]*\)", ROW_.*/\1/p' "$src/lib/conf.c"
}

keys_missing() {
	local key
	for key in $(conf_keys); do
		grep -q "Cm $key\b" <(section CONFIGURATION) ||
			echo "$key: docs/puoti.1"
		grep -q "^|.*\`$key\`" "$src/docs/operator.md" ||
			echo "$key: docs/operator.md"
	done
}

# Those that configure.ac names in its complaints, those that have the modules
# it asks pkg-config for, and what scripts/demo installs.
packages() {
	local module pc
	grep -v '^#' "$src/scripts/packages"
	sed -n 's/.*need_lib [^ ]* \([a-z0-9.+-]*\)\].*/\1/p' \
		"$src/configure.ac"
	sed -n 's/^PKG_CHECK_MODULES(\[[A-Z]*\], \[\([^] ]*\).*/\1/p' \
		"$src/configure.ac" | while read -r module; do
		pc=$(pkg-config --variable=pcfiledir "$module")/$module.pc
		dpkg-query -S "$pc" 2>/dev/null | sed 's/[:,].*//'
	done
}

packages_missing() {
	local p doc
	for p in $(packages | sort -u); do
		for doc in README.md docs/operator.md; do
			[ "$doc $p" = "docs/operator.md curl" ] && continue
			grep -qE "(^|[ |])$p([ ,|]|\$)" "$src/$doc" ||
				echo "$p: $doc"
		done
		grep -qx "$p" "$src/scripts/packages" ||
			echo "$p: scripts/packages"
	done
}

documents() {
	echo "$src"/README.md "$src"/CHANGELOG.md "$src"/docs/*.md
}

links_broken() {
	local doc link
	for doc in $(documents); do
		grep -oE '\]\([^)]+\)|src="[^"]+"' "$doc" |
			sed -E 's/^\]\(|^src="|[)"]$//g; s/#.*//' |
			grep -vE '^(https?:|mailto:|$)' |
			while read -r link; do
				[ -e "$(dirname "$doc")/$link" ] ||
					echo "${doc#"$src"/}: $link"
			done
	done
}

# "unit/NAME", "tests/e2e/NAME.sh": some file of that name exists, be it the
# source of a program or a script.
tests_gone() {
	local t
	cat "$src"/docs/{security,reliability}.md |
		grep -oE '\b(unit|e2e|fault|fuzz)/[a-z_]+(\.sh)?' | sort -u |
		while read -r t; do
			compgen -G "$src/tests/$t*" >/dev/null || echo "$t"
		done
}

# "`unit/x_test`: words that are the name of a test".
sentences_gone() {
	local t words
	grep -oE '`unit/[a-z_]+`: [A-Za-z0-9 '"'"',-]+' \
		"$src/docs/security.md" |
		sed 's/`unit\/\([a-z_]*\)`: /\1:/; s/[ ,]*$//' |
		while IFS=: read -r t words; do
			while read -r words; do
				[ -z "$words" ] && continue
				tr -d "',\n" <"$src/tests/unit/$t.c" |
					tr '_-' '  ' |
					grep -qiF "${words//-/ }" ||
					echo "$t: $words"
			done < <(tr ',' '\n' <<<"$words" |
				tr -d "'" | sed 's/^ *//')
		done
}

man_wrong() {
	command -v groff >/dev/null || return
	groff -ww -mandoc -Tutf8 -z "$man" 2>&1
}

# The program calls payment services and carriers, the worker mail servers too.
units_deaf() {
	local unit
	for unit in puoti puoti-worker; do
		unit=$src/www/systemd/$unit.service.in
		grep -q '^RestrictAddressFamilies=.*AF_INET .*AF_INET6' "$unit" &&
			! grep -qE '^(PrivateNetwork=yes|IPAddressDeny=any)' "$unit" ||
			echo "$unit"
	done
}

none "every command has its paragraph in the man page" "$(commands_missing)"
none "every option too" "$(options_missing)"
none "the man page has no command that is none" "$(commands_gone)"
none "every key of puoti.conf is explained" "$(keys_missing)"
none "every package is named" "$(packages_missing)"
none "links lead somewhere" "$(links_broken)"
none "tests that are named exist" "$(tests_gone)"
none "and so do their sentences" "$(sentences_gone)"
none "systemd lets the shop call those it has to" "$(units_deaf)"
none "the man page is well written" "$(man_wrong)"
echo "1..$n"
exit $failed
