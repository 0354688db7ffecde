# winback-list: the attempts as of a day, and what each offer did against nothing.
load helper

head=winback_id,customer_id,date,reason,offer,agent,cost,until,result,result_at,bought

# Attempts whose windows of 90 days are over by 1 June 2025, and some that are not.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	order-add -q --create -d shop.db >acc <<-'END'
		customer_id,date,amount
		c1,2025-01-01,5
		c1,2025-04-01,5
		c2,2025-04-02,5
		c3,2025-01-10,-5
		c4,2025-02-01T10:00,0
		c4,2025-02-03,5
		c5,2025-02-01,5
		c6,2025-03-05,5
		c8,2025-01-15,5
		d1,2025-02-01,5
		d3,2025-01-05,5
		d5,2025-03-10,5
		d6,2025-01-10,5
		d8,2025-01-10,5
	END
	winback-log -q --create -d shop.db >acc <<-'END'
		customer_id,date,reason,offer,agent,cost,until
		c1,2025-01-01,late,coupon,li,1.5,2025-01-31
		c2,2025-01-01,late,coupon,li,,
		c3,2025-01-01,price,coupon,wu,,
		c4,2025-01-01,price,coupon,wu,,
		c5,2025-01-01,,coupon,,,
		c6,2025-03-04,,coupon,,,
		c5,2025-01-20,,call,,,
		c7,2025-03-03T09:00,,call,,,
		c8,2025-01-01,,call,,,
		c8,2025-01-15,,call,,,
		c9,2025-01-01,,,,,
		d4,2025-04-05,,late,,,
		d7,2025-04-06,,late,,,
	END
	winback-log -d shop.db --lost --actor=x --at=2025-01-20 1 >acc
	winback-log -d shop.db --won --actor=x --at=2025-04-01T12:00 1 >acc
	cust-add -q -d shop.db <<<$'customer_id\nd2' >acc
	sqlite3 shop.db "PRAGMA foreign_keys = ON; INSERT INTO alert (as_of, customer_id, change)
		VALUES
		('2025-01-05', 'd1', 'NEW'), ('2025-01-05', 'd2', 'NEW'), ('2025-01-05', 'd3',
		'NEW'), ('2025-01-05', 'd4', 'NEW'),
		('2025-03-04', 'd5', 'NEW'), ('2025-01-05', 'd6', 'STILL'), ('2025-01-05', 'd7',
		'NEW'), ('2025-01-05', NULL, 'BASELINE'),
		('2024-12-31', 'd8', 'NEW')"
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
list() { winback-list -d shop.db --as-of=2025-06-01 "$@"; }

@test "the rows: by date and number, with the result and the next purchase" {
	shop
	run -0 list
	same "$head
1,c1,2025-01-01,late,coupon,li,1.5,2025-01-31,won,2025-04-01T12:00:00,2025-04-01
2,c2,2025-01-01,late,coupon,li,,,open,,2025-04-02
3,c3,2025-01-01,price,coupon,wu,,,open,,
4,c4,2025-01-01,price,coupon,wu,,,open,,2025-02-01
5,c5,2025-01-01,,coupon,,,,open,,
9,c8,2025-01-01,,call,,,,open,,2025-01-15
11,c9,2025-01-01,,,,,,open,,
10,c8,2025-01-15,,call,,,,open,,
7,c5,2025-01-20,,call,,,,open,,2025-02-01
8,c7,2025-03-03T09:00:00,,call,,,,open,,
6,c6,2025-03-04,,coupon,,,,open,,2025-03-05
12,d4,2025-04-05,,late,,,,open,,
13,d7,2025-04-06,,late,,,,open,,"
}

@test "as of a day: what came later is not known" {
	shop
	one() { list --customer="$2" --no-header --as-of="$1"; }
	run -0 one 2025-01-19 c1
	same "1,c1,2025-01-01,late,coupon,li,1.5,2025-01-31,open,,"
	run -0 one 2025-01-20 c1
	same "1,c1,2025-01-01,late,coupon,li,1.5,2025-01-31,lost,2025-01-20,"
	run -0 one 2025-04-01 c1
	same "1,c1,2025-01-01,late,coupon,li,1.5,2025-01-31,won,2025-04-01T12:00:00,2025-04-01"
	# before the second attempt was made, what was bought is that of the first
	sqlite3 shop.db "UPDATE winback SET date = '2025-02-02' WHERE winback_id = 7"
	run -0 one 2025-02-01 c5
	same "5,c5,2025-01-01,,coupon,,,,open,,2025-02-01"
	run -0 one 2024-12-31 c5
	same ""
}

@test "those that meet all conditions" {
	shop
	ids() { list --no-header "$@" | cut -d, -f1 | paste -sd' '; }
	[ "$(ids --result=won)" = 1 ]
	[ "$(ids --result=lost)" = "" ]
	[ "$(ids --offer=call)" = "9 10 7 8" ]
	[ "$(ids --agent=wu --offer=coupon)" = "3 4" ]
	[ "$(ids --since=2025-01-20 --until=2025-03-03)" = "7 8" ]
	[ "$(ids --customer=c8)" = "9 10" ]
	[ "$(ids --where "bought IS NOT NULL AND reason = 'price'")" = 4 ]
	run -2 --separate-stderr list --where "1) OR (1"
	says "winback-list: --where: "
}

# num JQ ARGUMENT...: rates to nine places.
num() {
	list -f json "${@:2}" |
		jq -c "def r: if type == \"number\" then (. * 1e9 | round / 1e9) else . end; $1 | map(r)"
}

@test "--by=offer: the share who bought, compared with customers without an attempt" {
	shop
	# coupon: c1 on the 90th day, c4; not c2 on the 91st, c3 who gave back, c5 who was called;
	# c6 is not over yet.
	# call: c5, c8 on the day of the second call, which has none; c7.
	# nobody: d1; not d2, d3 on the day itself, d7 whose attempt was on the 91st day; d8 too.
	# d4 was tried, d5 is not over.
	run -0 num '[.offer, .n, .pending, .bought, .nobody_n, .nobody_bought]' --by=offer
	same '[null,1,0,0,5,2]
["call",4,0,2,5,2]
["coupon",5,1,2,5,2]
["late",0,2,0,5,2]'
	# since leaves d8 out: 1 of 4.  Wilson; Agresti and Caffo: 3/7 - 2/6 and 3/6 - 2/6 (by
	# scipy)
	run -0 num \
		'[.offer, .rate, .low, .high, .nobody_n, .nobody_rate, .nobody_low, .nobody_high, .method]' --by=offer --since=2025-01-01
	same '[null,0,0,0.793450686,4,0.25,0.045587261,0.699358157,"wilson"]
["call",0.5,0.150038989,0.849961011,4,0.25,0.045587261,0.699358157,"wilson"]
["coupon",0.4,0.117620774,0.769275719,4,0.25,0.045587261,0.699358157,"wilson"]
["late",null,null,null,4,0.25,0.045587261,0.699358157,"wilson"]'
	run -0 num '[.offer, .difference, .difference_low, .difference_high, .p, .verdict]' \
		--by=offer --since=2025-01-01
	same '[null,-0.25,-0.653321328,0.653321328,1,"within noise"]
["call",0.25,-0.383185165,0.716518498,0.552452905,"within noise"]
["coupon",0.15,-0.43075745,0.62123364,0.72268243,"within noise"]
["late",null,null,null,null,null]'
	# no method where there is nothing to have an interval
	run -0 num '[.offer, .n, .nobody_n, .method]' --by=offer --where "offer = 'late'" \
		--since=2025-01-01 --within=3650
	same '["late",0,0,null]'
	run -0 num '[.nobody_n]' --by=offer --until=2024-12-31
	same ""
	run -0 num '[.offer, .n, .nobody_n]' --by=offer --until=2025-01-04
	same '[null,1,1]
["call",1,1]
["coupon",5,1]'
}

@test "--by=reason, --by=agent, and of some attempts only" {
	shop
	run -0 num '[.reason, .n, .bought]' --by=reason --offer=coupon
	same '[null,1,0]
["late",2,1]
["price",2,1]'
	run -0 num '[.agent, .n, .pending]' --by=agent --where "agent IS NOT NULL"
	same '["li",2,0]
["wu",2,0]'
}

@test "--within: how soon, for both" {
	shop
	# all are over after 30 days.  coupon: c6, not c4 on the 31st day; call: c5 and c8; nobody:
	# d1, d5, d8, not d2, d3, d4, d7
	run -0 num '[.offer, .n, .pending, .bought, .nobody_n, .nobody_bought]' --by=offer \
		--within=30d
	same '[null,1,0,0,7,3]
["call",4,0,2,7,3]
["coupon",6,0,1,7,3]
["late",2,0,0,7,3]'
	# a month from 1 January is 1 February, when c4 bought
	run -0 num '[.offer, .n, .bought]' --by=offer --within=1m --offer=coupon
	same '["coupon",6,2]'
	run -2 --separate-stderr list --within=30d
	says "winback-list: --within requires --by"
}

@test "an offer that did more, one that did less" {
	cust-init -d shop.db
	seq -f 'customer_id-%g' 200 | sed '1i customer_id' | cust-add -q -d shop.db >/dev/null
	sqlite3 shop.db "INSERT INTO winback (customer_id, date, offer)
		SELECT customer_id, '2025-01-01', CASE WHEN substr(customer_id,
		13) % 2 THEN 'good' ELSE 'bad' END
			FROM customer WHERE substr(customer_id, 13) + 0 <= 120;
		INSERT INTO alert (as_of, customer_id, change) SELECT '2025-01-01', customer_id,
		'NEW' FROM customer WHERE substr(customer_id, 13) + 0 > 120;
		INSERT INTO orders (customer_id, date, amount) SELECT customer_id, '2025-02-01', 1
		FROM winback WHERE offer = 'good';
		INSERT INTO orders (customer_id, date, amount) SELECT customer_id, '2025-02-01', 1
		FROM alert WHERE alert_id % 2"
	run -0 num '[.offer, .bought, .n, .nobody_bought, .nobody_n, .verdict]' --by=offer
	same '["bad",0,60,40,80,"lower"]
["good",60,60,40,80,"higher"]'
}

@test "no attempts: the header" {
	cust-init -d shop.db
	run -0 list
	same "$head"
	run -0 list --by=offer
	same offer,n,pending,bought,rate,low,high,nobody_n,nobody_bought,nobody_rate,nobody_low,nobody_high,method,difference,difference_low,difference_high,p,verdict
}
