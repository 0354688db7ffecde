# cust-show: everything about one customer on a page, or as one JSON object.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	cust-add -q -d shop.db --attrs >acc <<-'END'
		customer_id,name,city,vip,n
		b,客户,"Ro
		me",yes,007
		new,,,,
		refund,R,,,
	END
	order-add -q -d shop.db >acc <<-'END'
		customer_id,date,amount,order_id,sku
		b,2023-01-01,10.25,o1,"s,1"
		b,2023-01-03T23:59:59,20,o2,
		b,2023-01-03,-2.5,,
		refund,2023-01-01,-7,,
	END
	for i in {10..22}; do echo "b,2023-02-$i,1,x$i,"; done |
		sed '1i customer_id,date,amount,order_id,sku' | order-add -q -d shop.db >acc
}

show() { cust-show -d "$BATS_FILE_TMPDIR/shop.db" "$@"; }

@test "the page: fields that are there, history, orders latest first" {
	run -0 --separate-stderr show b --as-of=2023-01-31
	# 20 - 2.5 on one repeat day
	same 'customer_id  b
name         客户
city         Ro me
attrs        {"vip":"yes","n":"007"}

History
as_of       2023-01-31
orders      2
first_date  2023-01-01
last_date   2023-01-03
spend       27.75
frequency   1
recency     2
age         30
idle        28
monetary    17.50

Latest orders
date                 order_id  amount  sku  quantity  cost  discount  channel  source
2023-01-03T23:59:59  o2         20.00
2023-01-03                      -2.50
2023-01-01           o1         10.25  s,1'
	[ -z "$stderr" ]
}

@test "the latest ten orders, and the as-of date is inclusive to its last second" {
	run -0 jq -r '.orders | length, .[0].date, .[-1].date' <(show b --as-of=2023-02-22 -f json)
	same $'10\n2023-02-22\n2023-02-13'
	run -0 jq -r '.orders[0].date' <(show b --as-of=2023-01-03 -f json)
	same 2023-01-03T23:59:59
	run -0 jq -r '.orders[0].date' <(show b --as-of=2023-01-02 -f json)
	same 2023-01-01
	run -0 jq -r '.history.as_of' <(show b --as-of=9999-12-31 -f json)
	same 9999-12-31
	run -0 jq -r '.orders | length' <(show b --as-of=9999-12-31 -f json)
	same 10
}

@test "--format=json: one object on one line, numbers as numbers, attrs as an object" {
	run -0 --separate-stderr show b --as-of=2023-01-31 --format=json
	[ "${#lines[@]}" -eq 1 ]
	run -0 jq -c '.customer' <<<"$output"
	same '{"customer_id":"b","name":"客户","email":null,"phone":null,"birthday":null,"gender":null,"country":null,"region":null,"city":"Ro\nme","channel":null,"plan":null,"acquired":null,"attrs":{"vip":"yes","n":"007"},"birthday_calendar":null,"preferred_channel":null}'
	show b --as-of=2023-01-31 --format=json >b.json
	run -0 jq -c '.history' b.json
	same '{"as_of":"2023-01-31","orders":2,"first_date":"2023-01-01","last_date":"2023-01-03","spend":27.75,"frequency":1,"recency":2,"age":30,"idle":28,"monetary":17.5}'
	run -0 jq -c '.orders[2]' b.json
	same '{"date":"2023-01-01","order_id":"o1","amount":10.25,"sku":"s,1","quantity":null,"cost":null,"discount":null,"channel":null,"source":null}'
	run -0 jq -c 'keys' b.json
	same '["alerts","care","changes","consent","contacts","customer","earlier_ids","feedback","history","keys","labels","orders","points","points_lots","promises","surveys","trials","visits"]'
}

@test "without a purchase: no history, and not an invented one" {
	for id in new refund; do
		run -0 jq -c '.history' <(show $id -f json)
		same null
		run -0 show $id
		[[ $output != *History* && $output != *nan* ]]
	done
	run -0 jq -c '.history, .orders' <(show b --as-of=2022-12-31 -f json)
	same $'null\n[]'
	run -0 show new
	same "customer_id  new"
}

@test "history is what cust-list and clv-calc see" {
	run -0 jq -r '[.as_of, .orders, .first_date, .last_date, .spend, .frequency, .recency, .age,
		.idle, .monetary] | join(",")' \
		<(show b --as-of=2023-03-01 -f json | jq .history)
	same "$(cust-list -q -d "$BATS_FILE_TMPDIR/shop.db" --history --as-of=2023-03-01 \
		--no-header --where "customer_id = 'b'" | cut -d, -f2-)"
}

@test "half a cent is rounded up in the page as in a table: 80.975" {
	cust-init -d h.db
	printf '%s\n' customer_id,date,amount h,2024-01-01,1 h,2024-01-02,80.95 h,2024-01-03,81 |
		order-add -q --create -d h.db >acc
	run -0 cust-show -q -d h.db --as-of=2024-02-01 h
	[[ $output == *' 80.98'* ]]
	run -0 cust-list -q -d h.db --history --as-of=2024-02-01 -t --no-header
	[[ $output == *' 80.98' ]]
	run -0 cust-segment -q -d h.db --as-of=2024-02-01 -t --columns=customer_id,monetary
	[[ $output == *' 80.98' ]]
}

# A store with what was said and promised; b's only.
said() {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	feedback-log -q -d shop.db >acc <<-'END'
		customer_id,date,channel,kind,score,text,wanted
		b,2023-01-05,phone,complaint,,"It is ""broken"",
		退款",退款
		b,2023-01-05T10:00,web,nps,3,,
		new,2023-01-05,web,praise,,not b's,
	END
	feedback-step -q -d shop.db --assign=li/售后 --at=2023-01-06T09:00 --actor=x 1 >acc
	feedback-step -q -d shop.db --resolve --outcome=paid --cause=c --at=2023-01-07T09:00 \
		--actor=x 1 >acc
	feedback-step -q -d shop.db --reopen --at=2023-01-08T09:00 --actor=x 1 >acc
	promise-log -q -d shop.db >acc <<-'END'
		customer_id,date,promise,due
		b,2023-01-05,"money, back",2023-01-07
		b,2023-01-06,a call,2023-01-06T12:00
		new,2023-01-05,not b's,2023-01-07
	END
	promise-log -q -d shop.db --move=2023-01-09 --told --at=2023-01-07T10:00 --actor=x 1 >acc
}

@test "what was said and what became of it, what was promised: as of a day" {
	said
	run -0 cust-show -d shop.db b --as-of=2023-01-06
	output=$(sed -n '/^Latest feedback/,$p' <<<"$output")
	same 'Latest feedback
date                 case_id  kind       score  state     changed              owner  department  follow_up  reopened  wanted  outcome  text
2023-01-05T10:00:00        2  nps            3  received  2023-01-05T10:00:00                                       0
2023-01-05                 1  complaint         assigned  2023-01-06T09:00:00  li     售后                          0  退款             It is "broken", 退款

Latest promises
date        promise_id  state  due_now              told  overdue  promise
2023-01-06           2  open   2023-01-06T12:00:00        yes      a call
2023-01-05           1  open   2023-01-07                          money, back'
	run -0 jq -c '.feedback[1]' <(cust-show -d shop.db b --as-of=2023-01-08 -f json)
	same '{"date":"2023-01-05","case_id":1,"kind":"complaint","score":null,"state":"in_progress","changed":"2023-01-08T09:00:00","owner":"li","department":"售后","follow_up":null,"reopened":1,"wanted":"退款","outcome":"paid","text":"It is \"broken\",\n退款"}'
	run -0 jq -c '.promises[1]' <(cust-show -d shop.db b --as-of=2023-01-08 -f json)
	same '{"date":"2023-01-05","promise_id":1,"state":"open","due_now":"2023-01-09","told":"before","overdue":null,"promise":"money, back"}'
	run -0 jq -c '.promises[1].overdue' <(cust-show -d shop.db b -f json)
	same '"yes"'
	for day in 2023-01-04 2022-12-31; do
		run -0 jq -c '.feedback, .promises' <(cust-show -d shop.db b --as-of=$day -f json)
		same $'[]\n[]'
		run -0 cust-show -d shop.db b --as-of=$day
		[[ $output != *"Latest feedback"* && $output != *"Latest promises"* ]]
	done
}

@test "the latest ten of each, and nothing of them is cut" {
	said
	for i in {10..20}; do echo "b,2023-02-$i,question,$i"; done |
		sed '1i customer_id,date,kind,text' | feedback-log -q -d shop.db >acc
	for i in {10..20}; do echo "b,2023-02-$i,p$i,2023-03-01"; done |
		sed '1i customer_id,date,promise,due' | promise-log -q -d shop.db >acc
	run -0 jq -r '.feedback, .promises |
		length, .[0].date, .[-1].date' <(cust-show -d shop.db b --as-of=2023-02-20 -f json)
	same $'10\n2023-02-20\n2023-02-11\n10\n2023-02-20\n2023-02-11'
	{ printf 'customer_id,date,kind,text\nb,2023-02-21,praise,'; head -c 1048576 /dev/zero |
		tr '\0' x; } | feedback-log -q -d shop.db >acc
	run -0 bash -c "cust-show -d shop.db b --as-of=2023-02-21 | tr -dc x | wc -c"
	[ "$output" -ge 1048576 ]
	run -0 jq -r '.feedback[0].text |
		length' <(cust-show -d shop.db b --as-of=2023-02-21 -f json)
	same 1048576
	# it stands last: no other line is as long
	[ "$(cust-show -d shop.db b --as-of=2023-02-21 | awk 'length > 1000' | wc -l)" = 1 ]
}

@test "what was changed is shown" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	cust-add -q -d shop.db --customer-id=b --name=Bob >out
	run -0 jq -c '.changes[] | del(.at)' <(cust-show -d shop.db b -f json)
	same '{"tool":"cust-add","field":"name","old":"客户","new":"Bob"}'
	run -0 cust-show -d shop.db b
	[[ $output == *$'\nLatest changes\n'*客户*Bob* ]]
}

@test "alerts are shown, of the day at most" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	sqlite3 shop.db "INSERT INTO alert (as_of, customer_id, change, risk, reasons, clv)
		VALUES ('2023-03-01', 'b', 'NEW', 71.5, 'away', 12.5),
		('2023-04-01', 'b', 'RESOLVED', 20, 'bought on 2023-03-31', NULL)"
	run -0 jq -c '.alerts[] | .risk += 0' <(cust-show -d shop.db b --as-of=2023-04-01 -f json)
	same '{"as_of":"2023-04-01","alert_id":2,"change":"RESOLVED","risk":20,"clv":null,"held_out":null,"reasons":"bought on 2023-03-31"}
{"as_of":"2023-03-01","alert_id":1,"change":"NEW","risk":71.5,"clv":12.5,"held_out":null,"reasons":"away"}'
	run -0 jq -c '[.alerts[].change]' <(cust-show -d shop.db b --as-of=2023-03-31 -f json)
	same '["NEW"]'
	run -0 cust-show -d shop.db b --as-of=2023-04-01
	[[ $output == *$'\nLatest alerts\n'*RESOLVED*"bought on 2023-03-31"* ]]
}

@test "a customer who is not in the store" {
	for id in nope '' B "b' OR '1'='1" 'b '; do
		run -2 --separate-stderr show "$id"
		[ -z "$output" ]
		[ "$stderr" = "cust-show: no customer '$id' in $BATS_FILE_TMPDIR/shop.db" ]
	done
}

@test "amounts beyond 64 bits end it with a message" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	sqlite3 shop.db "DROP TRIGGER orders_added; INSERT INTO orders (customer_id, date, amount)
		VALUES ('new', '2023-01-01', 9223372036854775807), ('new', '2023-01-02',
		9223372036854775807)"
	run -2 --separate-stderr cust-show -d shop.db new
	[ "$stderr" = "cust-show: cannot add up the orders of 'new'; run cust-check" ]
	[ -z "$output" ]
}

@test "points: the balance as of the day, and the lots that are left" {
	cust-init -d p.db
	printf '%s\n' customer_id 客户 b | cust-add -q -d p.db
	points-log -q -d p.db <<-'END'
		customer_id,date,step,points,expires
		客户,2026-01-01,earn,100,2026-06-01
		客户,2026-01-01,earn,50,
		客户,2026-02-01,redeem,30,
	END
	run -0 cust-show -d p.db 客户 --as-of=2026-02-01
	same 'customer_id  客户

Points
balance      120
pending      0
next_expiry  2026-06-01
expiring     70
earned       150
redeemed     30
expired      0

Lots of points
lot_id  date        step  points  left  state   usable_from  expires     order_id  rule
     1  2026-01-01  earn     100    70  usable  2026-01-01   2026-06-01
     2  2026-01-01  earn      50    50  usable  2026-01-01'
	run -0 cust-show -d p.db 客户 --as-of=2026-06-01 -f json
	[ "$(jq -c '[.points.balance, .points.expired, (.points_lots | length)]' <<<"$output")" = '[50,70,1]' ]
	run -0 cust-show -d p.db b -f json
	[ "$(jq -c '[.points, .points_lots]' <<<"$output")" = '[null,[]]' ]
}
