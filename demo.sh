#!/usr/bin/env bash
# The main job on CDNOW, from a database and again from a pure CSV pipe; each command before it runs.
# usage: demo.sh BIN CSV
set -euo pipefail
PATH=$(cd "$1" && pwd):$PATH
csv=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cp "$csv" orders.csv

run() {
	printf '\n$ %s\n' "$1"
	bash -o pipefail -c "$1"
}

echo '# 6,919 purchases of 2,357 customers of the CD shop CDNOW, 1997 to mid 1998: into a store'
run 'cust-init -d shop.db --currency=USD'
run 'order-add -d shop.db --create orders.csv -t'
run 'cust-check -d shop.db'
printf '\n# What the purchases up to 1997-09-30 tell: the models, the ten best customers, the segments\n'
run 'clv-calc -d shop.db --as-of=1997-09-30 --fit -t'
run 'clv-calc -d shop.db --as-of=1997-09-30 --horizon=52w --top=10 -t'
run 'cust-segment --rfm -d shop.db --as-of=1997-09-30 --profile -t'
printf '\n# The same without a database, to the byte\n'
run 'clv-calc -d shop.db --as-of=1997-09-30 --horizon=52w | cust-segment --rfm >from-store.csv'
run 'clv-calc --as-of=1997-09-30 --horizon=52w <orders.csv | cust-segment --rfm >from-pipe.csv'
run 'cmp from-store.csv from-pipe.csv && head -n 4 from-pipe.csv'
