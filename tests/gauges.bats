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

@test "datasette.json: the queries run on a store" {
	shop
	jq -r '.databases.shop.queries[].sql' "$EXAMPLES/datasette.json" >queries
	[ "$(wc -l <queries)" = 3 ]
	while IFS= read -r query; do
		run -0 --separate-stderr with_libraries custkit sql shop.db "$query"
		[ -n "$output" ]
		[ -z "$stderr" ]
	done <queries
}
