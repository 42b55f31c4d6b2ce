#!/bin/bash
# tests/bench/model.sh [PRODUCTS [ORDERS [LINES]]]: what making a model costs in
# a shop of PRODUCTS (3600) with ORDERS (12000) of LINES (20) on the average,
# beside one Cholesky inverse of that size by LAPACK, on one thread each; and
# what serving costs. Microseconds and seconds are of CPU.
set -eu
cd "$(dirname "$0")/../.."
products=${1:-3600} orders=${2:-12000} lines=${3:-20}
puoti=build/puoti
make -s -C build tests/bench/model
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
$puoti --data "$dir/shop" demo --empty --products "$products" >/dev/null 2>&1
$puoti --data "$dir/shop" worker --once >/dev/null 2>&1
build/tests/bench/model "$dir/shop/puoti.db" fill "$orders" "$lines" 7

cat >"$dir/cost.py" <<'PY'
import resource, subprocess, sys, time
began = time.time()
ok = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode == 0
r = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{r.ru_utime + r.ru_stime:.2f} {time.time() - began:.2f} {r.ru_maxrss // 1024}"
      if ok else "failed")
PY
matrix=$((products < 8000 ? products : 8000))
export OPENBLAS_NUM_THREADS=1
cpu=99999
for _ in 1 2 3; do # the best of three, interleaved
	read -r c w m < <(python3 "$dir/cost.py" $puoti --data "$dir/shop" \
		recommend make)
	read -r one two < <(build/tests/bench/model - inverse "$matrix")
	cpu=$(awk "BEGIN { print ($c < $cpu) ? $c : $cpu }")
	wall=${wall:-$w} mb=${mb:-$m} single=${single:-$one} double=${double:-$two}
	single=$(awk "BEGIN { print ($one < $single) ? $one : $single }")
	double=$(awk "BEGIN { print ($two < $double) ? $two : $double }")
done
echo "model of $products products, $orders orders of $lines lines"
awk "BEGIN {
	printf \"  made in          %6.2f s CPU (%.2f s by the clock)\n\", $cpu, $wall
	printf \"  one inverse      %6.2f s in single, %.2f s in double precision (%d x %d)\n\",
		$single, $double, $matrix, $matrix
	printf \"  ratio            %6.2f of double (wanted: at most 4), %.2f of single\n\",
		$cpu / $double, $cpu / $single
	printf \"  memory           %6d MB the larger of its two processes\n\", $mb }"
build/tests/bench/model "$dir/shop/puoti.db" serve | sed 's/^/  /'
