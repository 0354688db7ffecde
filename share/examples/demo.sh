#!/usr/bin/env bash
# Run the main job on CDNOW, from a store and from a CSV pipe, and handle a complaint; show each
# command.
# usage: demo.sh BIN CSV
set -euo pipefail
PATH=$(cd "$1" && pwd):$PATH
csv=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cp "$csv" orders.csv

run() {
	printf '\n$ %s\n' "$*"
	bash -o pipefail -c "$*"
}

echo '# 6,919 purchases of 2,357 customers of the CD shop CDNOW, 1997 to mid 1998:' \
	'load them into a store'
run 'cust-init -d shop.db --currency=USD'
run 'order-add -d shop.db --create orders.csv -t'
run 'cust-check -d shop.db'
printf '\n# %s\n' \
	'Analyse the purchases up to 1997-09-30: the models, the ten best customers, the segments'
run 'clv-calc -d shop.db --as-of=1997-09-30 --model=bgnbd --fit -t'
run 'clv-calc -d shop.db --as-of=1997-09-30 --horizon=52w --top=10 -t --width=100'
run 'cust-segment -d shop.db --as-of=1997-09-30 --profile -t'
printf '\n# The same without a database gives the same bytes\n'
run 'clv-calc -d shop.db --as-of=1997-09-30 --horizon=52w | cust-segment >from-store.csv'
run 'clv-calc --as-of=1997-09-30 --horizon=52w <orders.csv | cust-segment >from-pipe.csv'
run 'cmp from-store.csv from-pipe.csv && head -n 4 from-pipe.csv'
printf '\n# Record a complaint, handle it, and measure the service\n'
run 'feedback-log -d shop.db --customer-id=0001 --date=1998-07-02T09:30 --kind=complaint' \
	'--wanted=退款 --text=碟碎了，我要退款'
run 'feedback-step -d shop.db 1 --actor=li --at=1998-07-02T10:30 --assign=li/returns'
run 'feedback-step -d shop.db 1 --actor=li --at=1998-07-06T15:00 --resolve' \
	'--outcome=refunded --cause=packing'
run 'feedback-step -d shop.db 1 --actor=li --at=1998-07-06T16:00 --inform'
run 'feedback-step -d shop.db 1 --actor=li --at=1998-07-07T10:00 --follow-up=2'
run 'cust-show -d shop.db 0001 --as-of=1998-07-07'
run 'feedback-list -d shop.db --match=退款 --columns=case_id,text,outcome'
run 'service-check -d shop.db --as-of=1998-07-07' \
	'--columns=metric,scope,target,within,n,met,result -t'
run 'nps-calc -d shop.db --metric=csat --score=follow_up --as-of=1998-07-07 -t'
printf '\n# One page for the manager about all of this\n'
page=${TMPDIR:-/tmp}/custkit-report.html
run 'cust-report -d shop.db --as-of=1998-06-30 >report.html'
mv report.html "$page"
echo "The report is in $page: open it in a browser."
