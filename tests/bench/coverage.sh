#!/usr/bin/env bash
# Measures how often the 95 % intervals of clv-calc cover the truth, in simulated shops.
# usage: tests/bench/coverage.sh BUILD
#
# COVERAGE_SHOPS  the number of shops (1000); intervals of single customers are taken of every fifth
#
# The seeds of the shops are SEED + 1, SEED + 2, ...; SEED was fixed before the first run. The
# models take turns, and each shop is fitted with its own model.
#   shops, customers  their numbers
#   covered           the share of the intervals that contain the truth
#   se                its standard error, from the differences between the shops
#   below, above      the share of the truths below, above the interval
# Exits with 1 if a share is not where it is wanted: single customers .94 to .985 (counts are
# discrete, so their intervals have more than 95 %), totals .93 to .97.
set -euo pipefail
SEED=20261126
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$(cd "$1" && pwd)/bin:$PATH
export LC_ALL=C TZ=UTC0
shops=${COVERAGE_SHOPS:-1000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${CC:-cc}" -std=gnu17 -O2 -Wall -Wextra -o "$scratch/shop" "$root/tests/bench/shop.c" \
	-lgsl -lgslcblas -lm
cd "$scratch"

# one I: prints model, what, n, covered, below, above of shop I
one() {
	local models=(bgnbd mbgnbd paretonbd) i=$1
	local model=${models[i % 3]}

	./shop "$model" $((SEED + i)) >"$i.csv"
	clv-calc -q --model="$model" --horizon=39w --threads=1 --total "$i.csv" \
		--columns=expected_orders,orders_low,orders_high,clv,clv_low,clv_high \
		--no-header >"$i.total"
	awk -F, -v model="$model" '
	function tell(what, truth, low, high) {
		if (low != "")
			print model, what, 1, (truth >= low && truth <= high), (truth < low), \
			    (truth > high)
	}
	NR == FNR { low = $2; high = $3; clv_low = $5; clv_high = $6; next }
	FNR > 1 { future += $8; worth += $9 }
	END {
		tell("total_orders", future, low, high)
		tell("total_clv", worth, clv_low, clv_high)
	}' \
		"$i.total" "$i.csv"
	[ $((i % 5)) = 0 ] || { rm "$i.csv" "$i.total"; return 0; }
	clv-calc -q --model="$model" --horizon=39w --threads=1 --confidence=95 --no-header \
		--columns=future,orders_low,orders_high,worth,clv_low,clv_high "$i.csv" |
		awk -F, -v model="$model" '
		{
			n++
			if ($1 < $2) below++; else if ($1 > $3) above++
			# a cell of worth has four decimals
			if ($5 != "") m++
			if ($5 != "" && $4 < $5 - 1e-4) under++; else if ($4 > $6 + 1e-4) over++
		}
		END {
			print model, "orders", n, n - below - above, below + 0, above + 0
			if (m) print model, "clv", m, m - under - over, under + 0, over + 0
		}'
	rm "$i.csv" "$i.total"
}
export -f one
export SEED

seq "$shops" | xargs -P 2 -I{} bash -c 'set -euo pipefail; one {}' >all
sort all | awk '
	{ add($2 " all", $3, $4, $5, $6); add($2 " " $1, $3, $4, $5, $6) }
	function add(key, n, c, b, a) {
		shops[key]++; all[key] += n; covered[key] += c; below[key] += b; above[key] += a
		share = c / n; s[key] += share; ss[key] += share * share
	}
	END {
		print "| what | model | shops | n | covered | se | below | above | wanted |"
		print "|---|---|--:|--:|--:|--:|--:|--:|---|"
		fflush()
		for (key in all) {
			split(key, word, " "); m = shops[key]; c = covered[key] / all[key]
			v = m > 1 ? (ss[key] - s[key] ^ 2 / m) / (m - 1) : 0
			total = word[1] ~ /^total/
			low = total ? .93 : .94; high = total ? .97 : .985
			said = word[2] != "all" ? "" : c >= low && c <= high ? "yes" : "NO"
			if (said == "NO") bad = 1
			printf "| %s | %s | %d | %d | %.4f | %.4f | %.4f | %.4f | %s |\n", \
			    word[1], word[2], m, all[key], c, sqrt(v / m), \
			    below[key] / all[key], above[key] / all[key], said | "sort"
		}
		close("sort")
		exit bad
	}'
