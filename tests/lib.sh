# Shell parts that scripts/check, tests/bench/run and shell tests share.
# Source it with the working directory at the top of the tree.

# Packages named in the given lists that are not installed. A newer node than
# Debian's brings npm along.
packages_missing() {
	local p
	cat "$@" | grep -v '^#' | sort -u | while read -r p; do
		[ "$p" = npm ] && command -v npm >/dev/null && continue
		dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null |
			grep -qx installed || echo "$p"
	done
}

# build_tree DIR [CONFIGURE-OPTION...], under the lock of scripts/demo.
build_tree() {
	local dir=$1
	shift
	mkdir -p build "$dir"
	(
		flock 9
		if [ ! -x configure ] || [ configure.ac -nt configure ] ||
			[ Makefile.am -nt Makefile.in ]; then
			autoreconf -fi || exit 1
		fi
		if [ ! -f "$dir/Makefile" ] ||
			[ configure -nt "$dir/Makefile" ]; then
			flags=-O2
			[ "$dir" = build ] || flags='-O1 -g'
			(cd "$dir" && ../configure -q "$@" \
				CFLAGS="$flags" CXXFLAGS="$flags") || exit 1
		fi
		make -s -C "$dir" -j2
	) 9>build/.demo.lock
}

# A free port, not below PUOTI_TEST_PORTS + 20.
port_free() {
	local port=$((PUOTI_TEST_PORTS + ${1:-20}))
	while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
		port=$((port + 1))
	done
	echo "$port"
}

# demo_start DATA PORT: scripts/demo in the background; DEMO_PID when ready.
demo_start() {
	local data=$1 port=$2 i
	PUOTI_DATA=$data PUOTI_PORT=$port scripts/demo \
		>"$data.out" 2>"$data.err" &
	DEMO_PID=$!
	for ((i = 0; i < 1800; i++)); do
		grep -q '^ready ' "$data.out" && return
		kill -0 $DEMO_PID 2>/dev/null || break
		sleep 0.1
	done
	cat "$data.err" >&2
	kill $DEMO_PID 2>/dev/null
	wait $DEMO_PID
	return 1
}

demo_stop() {
	kill "$DEMO_PID" 2>/dev/null
	wait "$DEMO_PID"
}

# A demo's data, made once and copied by every test that wants one.
template_make() {
	TEMPLATE=$(mktemp -d "${TMPDIR:-/tmp}/puoti-template.XXXXXX") || return
	if demo_start "$TEMPLATE/data" "$(port_free)"; then
		demo_stop
		export PUOTI_TEST_DATA=$TEMPLATE/data
	else
		echo "the demo does not start: each test tries by itself" >&2
	fi
}

template_remove() {
	[ -n "${TEMPLATE:-}" ] && rm -rf "$TEMPLATE"
}
