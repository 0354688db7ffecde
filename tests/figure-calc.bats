# figure-calc: figures of a period, against sums by sqlite3 and awk.
load helper

log() {
	cat <<-'END'
	customer_id,date,amount,order_id,region
	a,2026-01-05,20,1,east
	b,2026-01-09,20,2,west
	c,2026-01-20,15,3,east
	c,2026-01-20,5,4,east
	a,2026-02-02,10,5,east
	b,2026-02-03,40,6,west
	b,2026-02-10,-10,,west
	c,2026-02-27,50,7,east
	d,2026-02-28,30,8,east
	END
}

@test "the figures by hand: refunds net, a day has two orders, one customer is new" {
	log >log.csv
	run -0 figure-calc -q --since=2026-02-01 --as-of=2026-02-28 --ignore=region \
		--columns=figure,value,value_before log.csv
	same "figure,value,value_before
spend,120,60
orders,4,4
customers,4,3
new_customers,1,3
spend_per_customer,30,20
spend_per_order,30,15
orders_per_customer,1,1.3333333333333333
customers_so_far,4,3"
	run -0 figure-calc -q --since=2026-02-01 --as-of=2026-02-28 --ignore=region log.csv
	[ "$(cell before_since figure=spend)" = 2026-01-01 ]
	[ "$(cell before_until figure=spend)" = 2026-01-31 ]
	near "$(cell change figure=spend)" 1 1e-12
}

@test "the interval is that of the formula, computed by awk" {
	log >log.csv
	run -0 figure-calc -q --since=2026-02-01 --as-of=2026-02-28 --ignore=region log.csv
	# per customer a, b, c, d: 10 30 50 30 of 120, and 20 20 20 0 of 60
	half=$(awk 'BEGIN { split("10 30 50 30", a); split("20 20 20 0", b)
		for (i = 1; i <= 4; i++) s += (a[i] / 120 - b[i] / 60) ^ 2
		printf "%.15g", 1.959963984540054 * sqrt(4 / 3 * s) }')
	limit() { awk "BEGIN { printf \"%.15g\", 2 * exp($1) - 1 }"; }
	near "$(cell low figure=spend)" "$(limit "-$half")" 1e-9
	near "$(cell high figure=spend)" "$(limit "$half")" 1e-9
	[ "$(cell method figure=spend)" = linearized ]
}

@test "CDNOW: the sums are those of sqlite3; the store gives the same bytes" {
	cdnow_store s.db
	run -0 figure-calc -d s.db --as-of=1998-06-30
	sql() { sqlite3 s.db "SELECT $1 FROM orders WHERE date BETWEEN '$2' AND '$3'"; }
	for period in "value 1998-04-01 1998-06-30" "value_before 1998-01-01 1998-03-31"; do
		# shellcheck disable=SC2086 # words
		set -- $period
		near "$(cell "$1" figure=spend)" "$(sql 'sum(amount) / 1e4' "$2" "$3")" 1e-6
		[ "$(cell "$1" figure=orders)" = "$(sql 'count(*)' "$2" "$3")" ]
		[ "$(cell "$1" figure=customers)" = \
			"$(sql 'count(DISTINCT customer_id)' "$2" "$3")" ]
	done
	[ "$(cell verdict figure=spend)" = less ]
	diff <(figure-calc -d s.db --as-of=1998-06-30) <(figure-calc --as-of=1998-06-30 "$CDNOW")
	diff <(figure-calc --as-of=1998-06-30 "$CDNOW") \
		<(figure-calc --as-of=1998-06-30 --threads=1 "$CDNOW")
}

@test "--by: the groups add up to all; --compare=year" {
	log >log.csv
	figure-calc -q --since=2026-02-01 --as-of=2026-02-28 --by=region log.csv >by.csv
	[ "$(cells region,figure,value by.csv | grep ,spend,)" = "east,spend,90
west,spend,30" ]
	run -0 figure-calc -q --as-of=1998-06-30 --compare=year "$CDNOW"
	[ "$(cell before_since figure=spend)" = 1997-04-01 ]
	[ "$(cell before_until figure=spend)" = 1997-06-30 ]
}

@test "from a store: complaints, promises, alerts and attempts in the period" {
	log >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create --ignore=region log.csv >acc
	printf '%s\n' customer_id,date,kind,text a,2026-02-03,complaint,x b,2026-02-04,complaint,y \
		a,2026-01-03,complaint,z a,2026-02-05,praise,z | feedback-log -q -d s.db >acc
	feedback-step -q -d s.db --void --note=x --at=2026-02-06 2
	printf '%s\n' customer_id,date,promise,due a,2026-02-03,x,2026-03-01 | promise-log -q -d s.db >acc
	printf '%s\n' customer_id,date b,2026-01-31 | winback-log -q -d s.db >acc
	sqlite3 s.db "INSERT INTO alert (as_of, customer_id, change) VALUES
		('2026-02-01', 'a', 'NEW'), ('2026-01-31', 'b', 'NEW'), ('2026-02-28', 'c', 'LOST')"
	run -0 figure-calc -q -d s.db --since=2026-02-01 --as-of=2026-02-28 \
		--columns=figure,value,value_before,method
	same "$(head -9 <<<"$output")
complaints,1,1,poisson
promises,1,0,
alerts_new,1,1,
alerts_lost,1,0,
winbacks,0,1,"
}

@test "runs of churn-flag --alert: the alerts of the period are 0 if it ran, and not there if not" {
	cdnow_store s.db
	for day in 1998-06-01 1998-06-02; do
		churn-flag -q -d s.db --alert --as-of=$day >acc
	done
	run -0 figure-calc -q -d s.db --since=1998-06-01 --as-of=1998-06-30 --no-header \
		--columns=figure,value
	[[ $output == *$'alert_runs,2\nalerts_new,'*$'\nalerts_worse,'* ]]
	run -0 figure-calc -q -d s.db --since=1998-05-01 --until=1998-05-31 --as-of=1998-06-30
	[[ $output != *alert* ]]
}

@test "alerts are compared only if both periods have as many runs, none of them the first" {
	log >log.csv
	cust-init -d s.db
	order-add -q -d s.db --create --ignore=region log.csv >acc
	runs() { # DAY...
		sqlite3 s.db 'DELETE FROM alert_run'
		for day; do
			sqlite3 s.db "INSERT INTO alert_run (as_of, at, customers, ok, watch, alert)
				VALUES ('$day', '${day}T00:00:00Z', 0, 0, 0, 0)"
		done
	}
	for day in 01 02 03 04 05 06 07; do
		sqlite3 s.db "INSERT INTO alert (as_of, customer_id, change) VALUES
			('2026-01-$day', 'a', 'NEW'), ('2026-02-$day', 'a', 'NEW'),
			('2026-02-$day', 'b', 'NEW')"
	done
	new() { figure-calc -q -d s.db --since=2026-02-01 --as-of=2026-02-28 --no-header \
		--columns=figure,change,verdict | grep ^alerts_new; }
	runs 2025-12-01 2026-01-05 2026-02-05
	[[ $(new) =~ ^alerts_new,[0-9.]+,[a-z\ ]+$ ]]
	runs 2025-12-01 2026-01-05 2026-02-05 2026-02-06
	[ "$(new)" = alerts_new,, ]
	# the first run only takes stock
	runs 2026-01-05 2026-02-05
	[ "$(new)" = alerts_new,, ]
}

@test "misuse, and tables without days" {
	log >log.csv
	run -2 --separate-stderr figure-calc --until=2026-03-01 --as-of=2026-02-28 log.csv
	says "figure-calc: --until is after the as-of date"
	run -2 --separate-stderr figure-calc --since=2026-03-01 --as-of=2026-02-28 log.csv
	says "figure-calc: --since is after the as-of date"
	run -2 --separate-stderr figure-calc --since=2026-03-01 --until=2026-02-01 log.csv
	says "figure-calc: --since is later than --until"
	cust-segment -q --as-of=1998-06-30 "$CDNOW" >h.csv
	run -2 --separate-stderr figure-calc h.csv
	says "figure-calc: periods require single orders: an order log or a store"
}

@test "orders: an order_id of two sources is two orders" {
	printf '%s\n' customer_id,date,amount,order_id,source a,2024-01-01,2,1,shop \
		a,2024-01-02,1,1,web a,2024-01-03,1,1,web b,2024-01-03,2,1,web >log.csv
	cust-init -d sources.db
	order-add -q -d sources.db --create log.csv >acc
	for way in log.csv '-d sources.db'; do
		run -0 figure-calc -q --since=2024-01-01 --as-of=2024-01-31 \
			--columns=figure,value --no-header $way
		[ "$(grep ^orders, <<<"$output")" = orders,3 ]
		[ "$(grep ^spend_per_order, <<<"$output")" = spend_per_order,2 ]
	done
}
