# -f prom of the checks, and the examples that watch a store: Prometheus, Grafana, Datasette.
load helper

EXAMPLES=$ROOT/share/examples

shop() {
	cust-init -d shop.db --country=CN
	printf '%s\n' customer_id,phone,name 'a,13800138000,"q""x\y"' b,1,y |
		cust-add -q -d shop.db - >acc
	printf '%s\n' customer_id,date,amount a,2025-01-01,5 b,2025-02-01,6 | order-add -q -d shop.db >acc
	printf '%s\n' customer_id,date,kind,score,department 'a,2025-01-02,nps,10,a"b' \
		b,2025-01-03,nps,3,c\\d | tr -d \" | feedback-log -q -d shop.db >acc
}

# valid FILE: each sample follows the TYPE of its metric, and no sample comes twice.
valid() {
	awk '/^# TYPE / { type = $3; if (seen[$3]++) { print "twice: " $3; exit 1 } next }
		/^# HELP / { next }
		{ name = $0; sub(/[{ ].*/, "", name); key = $0; sub(/ [^ ]*$/, "", key) }
		name != type || key in keys { print "bad: " $0; exit 1 }
		$NF !~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/ { print "no number: " $0; exit 1 }
		{ keys[key]; n++ } END { exit n == 0 }' "$1"
}

@test "nps-calc -f prom: a gauge per column of numbers, groups are labels, quotes are escaped" {
	printf '%s\n' team,score '"a""b\",10' c,3 c, >v.csv
	run -0 nps-calc -q --by=team --columns=team,n,nps -f prom v.csv
	same '# HELP custkit_nps_calc_n The column n of nps-calc; see custkit-tables(5).
# TYPE custkit_nps_calc_n gauge
custkit_nps_calc_n{team="a\"b\\"} 1
custkit_nps_calc_n{team="c"} 1
# HELP custkit_nps_calc_nps The column nps of nps-calc; see custkit-tables(5).
# TYPE custkit_nps_calc_nps gauge
custkit_nps_calc_nps{team="a\"b\\"} 100
custkit_nps_calc_nps{team="c"} -100'
	run -0 nps-calc -f prom --columns=n,nps <<<score
	same '# HELP custkit_nps_calc_n The column n of nps-calc; see custkit-tables(5).
# TYPE custkit_nps_calc_n gauge
custkit_nps_calc_n 0
# HELP custkit_nps_calc_nps The column nps of nps-calc; see custkit-tables(5).
# TYPE custkit_nps_calc_nps gauge'
}

@test "the numbers are those of the CSV, and an empty cell is no sample" {
	shop
	for tool in "nps-calc --by=department" "service-check --as-of=2025-03-01" \
		"data-check --today=2025-03-01"; do
		$tool -q -d shop.db -f prom >gauges
		valid gauges
		$tool -q -d shop.db -f json >rows
		want=$(jq -s '[.[] | .[] | select(type == "number")] | length' rows)
		[ "$(grep -vc '^#' gauges)" = "$want" ]
		jq '.[] | select(type == "number")' rows >numbers
		diff <(grep -v '^#' gauges | awk '{ print $NF + 0 }' | sort -n) \
			<(awk '{ print $1 + 0 }' numbers | sort -n)
	done
	run -2 --separate-stderr service-check -d shop.db --list -f prom
	says "service-check: --format=prom cannot be used with --list; it has a gauge per standard"
}

@test "-f prom of statistics is refused: they are for another nps-calc" {
	run -2 --separate-stderr nps-calc --statistics -f prom <<<score
	says "nps-calc: --format=prom cannot be used with --statistics; it has gauges only"
}

@test "rows with the same labels are told apart" {
	shop
	printf '%s\n' metric,scope,target,within first_response,,90%,1h first_response,,50%,4h >s.csv
	service-check -q -d shop.db --standards=s.csv --as-of=2025-03-01 -f prom >gauges
	valid gauges
	grep -qxF 'custkit_service_check_target{metric="first_response",scope=""} 0.9' gauges
	grep -qxF 'custkit_service_check_target{metric="first_response",scope="",row="2"} 0.5' gauges
}

@test "prometheus.sh writes the gauges of a store, and grafana.json shows metrics that are there" {
	shop
	churn-flag -q -d shop.db --alert --as-of=2025-03-01 >alerts
	mkdir node
	run -0 --separate-stderr sh "$EXAMPLES/prometheus.sh" shop.db node
	[ -z "$output$stderr" ]
	cat node/*.prom >all
	valid all
	[ "$(ls -A node | wc -l)" = 4 ]
	jq -r '.panels[].targets[].expr' "$EXAMPLES/grafana.json" | grep -oE 'custkit_[a-z_]+' |
		sort -u >shown
	[ "$(wc -l <shown)" -gt 6 ]
	while read -r metric; do
		grep -q "^# TYPE $metric gauge" all || { echo "no $metric"; false; }
	done <shown
	jq -e '[.panels[].id] | length == (unique | length)' "$EXAMPLES/grafana.json"
	# a tool that fails keeps the older file
	cp node/custkit_nps.prom before
	run -2 sh "$EXAMPLES/prometheus.sh" none.db node
	diff before node/custkit_nps.prom
}

@test "datasette.json: every table of the store is there, and every column is in the store" {
	cust-init -d s.db
	jq -r '.databases.shop.tables | keys[]' "$EXAMPLES/datasette.json" >described
	[ "$(wc -l <described)" -gt 30 ]
	# described, or hidden
	diff -u <(sqlite3 s.db "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')
		AND name NOT GLOB 'sqlite_*'" | sort) <(sort described)
	jq -r '.databases.shop.tables | to_entries[] | .key as $t | (.value.columns // {}) |
		keys[] | "\($t) \(.)"' "$EXAMPLES/datasette.json" >columns
	[ "$(wc -l <columns)" -gt 100 ]
	diff <(sqlite3 -separator ' ' s.db "SELECT t.name, c.name FROM sqlite_schema AS t,
		pragma_table_xinfo(t.name) AS c" | sort | comm -12 - <(sort columns)) <(sort columns)
}

# distance FILE: the panel of service standards for these gauges: metric, scope and the sign.
distance() {
	jq -r '.panels[] | select(.title | startswith("Service")).targets[].expr' \
		"$EXAMPLES/grafana.json" | python3 -c '
import re, sys
def select(what):
    name, where = re.fullmatch(r"(\w+)(?:\{(.*)\})?", what.strip()).groups()
    found = {}
    for line in open(sys.argv[1]):
        if line.startswith(name + "{"):
            labels, number = line[len(name) + 1:].rsplit("} ", 1)
            metric = re.search("metric=\"(.*?)\"", labels)[1]
            not_, of = re.fullmatch("metric(!?)=\"(.*)\"", where).groups() if where else ("!", "")
            if (metric == of) != bool(not_):
                found[labels] = float(number)
    return found
seen = {}
for part in sys.stdin.read().split(" or "):
    left, right = map(select, part.split(" - "))
    for labels in left.keys() & right.keys() - seen.keys():
        seen[labels] = left[labels] - right[labels]
for labels, x in seen.items():
    print(*re.findall("=\"(.*?)\"", labels), "missed" if x < 0 else "met", sep=",")
' "$1" | sort
}

@test "grafana.json: below 0 is missed, also of a standard with the highest share allowed" {
	cust-init -d s.db
	printf '%s\n' date,kind,text 2025-01-06T10:00,complaint,{a,b,c} | feedback-log -q -d s.db >acc
	feedback-step -q -d s.db --at=2025-01-06T11:00 --assign=li 1 2 3 >acc
	feedback-step -q -d s.db --at=2025-01-06T12:00 --resolve --outcome=o --cause=c 1 2 3 >acc
	feedback-step -q -d s.db --at=2025-01-07T12:00 --reopen 1 >acc
	for reopened in 10% 50%; do
		printf '%s\n' metric,scope,target,within resolution,,90%,3h "reopened,,$reopened," \
			resolution,kind=complaint,60%,3h csat,,80%, >ours.csv
		set -- -q -d s.db --standards=ours.csv --as-of=2025-01-10
		service-check "$@" --columns=metric,scope,result --no-header | grep -v 'no data' |
			sort >want
		service-check "$@" -f prom >gauges
		diff want <(distance gauges)
		[[ $(grep reopened want) == *,"$([ $reopened = 10% ] && echo missed || echo met)" ]]
	done
}

# query NAME: the rows of a query of datasette.json, on a store.
query() {
	with_libraries custkit sql shop.db ".mode csv" \
		"$(jq -r ".databases.shop.queries.$1.sql" "$EXAMPLES/datasette.json")" | tr -d '\r'
}

@test "datasette.json: the queries have the rows of the tools" {
	[ "$(jq '.databases.shop.queries | length' "$EXAMPLES/datasette.json")" = 3 ]
	shop
	printf '%s\n' customer_id,date,kind,score,text a,2025-01-04,nps,0, \
		b,2025-01-05,complaint,,x b,2025-01-05,complaint,,x b,2025-01-06,praise,,x \
		a,2025-01-06,praise,,x a,2025-01-07,question,,x b,2025-02-01,nps,10, |
		feedback-log -q -d shop.db >acc
	# void: an answer, a complaint; closed: a complaint; with a step: an answer, praise
	feedback-step -q -d shop.db --void --note=x 3 4 >acc
	feedback-step -q -d shop.db --note=y 2 6 >acc
	feedback-step -q -d shop.db --assign=li 5 >acc
	feedback-step -q -d shop.db --resolve --outcome=o --cause=c 5 >acc
	feedback-step -q -d shop.db --inform 5 >acc
	feedback-step -q -d shop.db --close 5 >acc
	diff <(query open_cases | cut -d, -f1,2,5,6) \
		<(feedback-list -d shop.db --open --columns=case_id,customer_id,kind,state \
			--sort=date --no-header)
	[ "$(query open_cases | wc -l)" = 3 ]
	for month in 2025-01 2025-02; do
		nps-calc -q -d shop.db --since=$month-01 --until=$month-28 --no-header \
			--columns=n,nps | sed "s/^/$month,/"
	done >want
	diff <(query nps_by_month | cut -d, -f1-3 | sed 's/\.0$//') want
	[ "$(head -n 1 want)" = 2025-01,2,0 ]
	diff <(query rfm | cut -d, -f1-4 | sort) <(cust-segment -q -d shop.db --rfm --no-header \
		--as-of=2025-03-01 --columns=customer_id,r_score,f_score,m_score)
}
