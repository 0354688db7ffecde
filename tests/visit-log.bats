# visit-log: appointments and tickets by options and from CSV, their steps, double bookings.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db --timezone=Europe/Berlin
	printf 'customer_id,name\na,客户甲\nb,Bob\n' | cust-add -q -d shop.db >acc
	visit-log -q -d shop.db >acc <<-'END'
		customer_id,queue,agent,slot,minutes,arrived,started,ended
		a,,Li,2025-06-02T10:00,30,2025-06-02T09:55,2025-06-02T10:05,2025-06-02T10:20
		b,,Li,2025-06-02T10:30,30,,,
		,desk,,,,2025-06-02T11:00,,
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
log() { visit-log -d shop.db "$@"; }
rows() { sqlite3 shop.db "$@"; }

# bad MESSAGE ARGUMENT...: it says so, and nothing has changed.
bad() {
	rows .dump >before
	run -2 --separate-stderr log "${@:2}"
	[ -z "$output" ]
	says "visit-log: $1"
	rows .dump | diff before -
}

@test "one by options: an appointment has not come yet, a ticket is drawn now" {
	shop
	run -0 --separate-stderr log --customer-id=a --agent=Li --slot='2199-06-03 10:30' \
		--minutes=45 --note=$'第一次,\n"new"'
	same $'visit_id\n4'
	[ -z "$stderr" ]
	run -0 rows -json "SELECT customer_id, queue, agent, slot, minutes, arrived, note FROM visit
		WHERE visit_id = 4"
	same '[{"customer_id":"a","queue":null,"agent":"Li","slot":"2199-06-03T10:30:00","minutes":45,"arrived":null,"note":"第一次,\n\"new\""}]'
	run -0 log --queue=desk --no-header
	same 5
	# now on the wall in Berlin
	now=$(TZ=Europe/Berlin date +%FT%T)
	run -0 rows "SELECT abs(julianday('$now') - julianday(arrived)) < 0.01, slot IS NULL
		FROM visit WHERE visit_id = 5"
	same '1|1'
	run -0 log --customer-id=b --arrived=2025-06-03T08:00 --slot=2025-06-03T08:30 --no-header
	run -0 rows "SELECT slot, arrived FROM visit WHERE visit_id = 6"
	same '2025-06-03T08:30:00|2025-06-03T08:00:00'
}

@test "many from CSV: accounted for, all or none; a customer need not be named" {
	shop
	run -0 rows "SELECT visit_id, customer_id, slot, arrived, started, ended FROM visit"
	same '1|a|2025-06-02T10:00:00|2025-06-02T09:55:00|2025-06-02T10:05:00|2025-06-02T10:20:00
2|b|2025-06-02T10:30:00|||
3|||2025-06-02T11:00:00||'
	printf '%s\n' slot,agent 2025-07-01T10:00,Wu 2025-07-01,Wu >two.csv
	bad "two.csv:3: slot '2025-07-01' has no time of day" two.csv
	run -1 --separate-stderr log --rejects=rest.csv two.csv
	[[ $output == *,2,1,0,0,1 ]]
	[[ $(tail -1 rest.csv) == 2025-07-01,Wu,two.csv,3,slot,* ]]
}

@test "steps: each once, in their order, and undone like a load" {
	shop
	run -0 log --start --at=2025-06-02T11:05 3
	same $'visit_id,at,step,state\n3,2025-06-02T11:05:00,started,serving'
	bad "visit 3 is already serving" --start 3
	bad "visit 3 cannot take this step: ended is before started" --end --at=2025-06-02T11:04 3
	bad "visit 3 cannot take this step: abandoned and started exclude each other" \
		--abandon --at=2025-06-02T11:30 3
	run -0 log --end --at=2025-06-02T11:09 --no-header 3
	same 3,2025-06-02T11:09:00,ended,served
	rows "SELECT * FROM visit" >steps
	run -0 log --miss --at=2025-06-02T11:00 --no-header 2
	same 2,2025-06-02T11:00:00,missed,missed
	bad "visit 2 cannot take this step: missed and arrived exclude each other" --arrive 2
	cust-undo -q -d shop.db "$(rows "SELECT max(batch) FROM batch")"
	rows "SELECT * FROM visit" | diff steps -
	run -0 cust-check -d shop.db --no-header
	same ""
}

@test "steps of many: all or none, from a list" {
	shop
	bad "visit 9 is not in the store" --cancel 2 9
	bad "visit 1 cannot take this step: cancelled and arrived exclude each other" --cancel 2 1
	bad "visit 2 cannot take this step: missed is before slot" --miss --at=2025-06-02T10:29 2
	visit-list -d shop.db --state=booked >booked.csv
	run -0 log --cancel --at=2025-06-01T12:00 --no-header <booked.csv
	same 2,2025-06-01T12:00:00,cancelled,cancelled
	bad "only one step can be recorded at a time" --start --end 3
	bad "--at requires a step, such as --arrive" --at=2025-06-02T12:00 --queue=x
	bad "a step cannot be used with fields or CSV options" --arrive --queue=x 3
}

@test "a double booking is refused: of an agent, of a customer, in the store and in the input" {
	shop
	bad "slot '2025-06-02T10:15:00' is taken: agent 'Li' has visit 1 at 2025-06-02T10:00:00" \
		--agent=Li --slot=2025-06-02T10:15
	bad "slot '2025-06-02T09:45:00' is taken: agent 'Li' has visit 1" \
		--agent=Li --slot=2025-06-02T09:45 --minutes=16
	bad "slot '2025-06-02T09:00:00' is taken: agent 'Li' has visit 1" \
		--agent=Li --slot=2025-06-02T09:00 --minutes=300
	bad "slot '2025-06-02T10:45:00' is taken: customer_id 'b' has visit 2" \
		--customer-id=b --agent=Wu --slot=2025-06-02T10:45
	# from its end on, up to its beginning, with others, or without a slot
	log -q --agent=Li --slot=2025-06-02T11:00 >acc
	log -q --agent=Li --slot=2025-06-02T09:45 --minutes=15 >acc
	log -q --agent=Wu --slot=2025-06-02T10:15 --minutes=15 >acc
	log -q --agent=Wu --queue=desk --arrived=2025-06-02T10:20 >acc
	# no minutes: only the same slot is in the way
	bad "slot '2025-06-02T11:00:00' is taken" --agent=Li --slot=2025-06-02T11:00
	log -q --agent=Li --slot=2025-06-02T11:01 >acc
	# over midnight, up to a day long
	log -q --agent=Xu --slot=2025-06-03T12:00 --minutes=1440 >acc
	bad "slot '2025-06-04T11:59:00' is taken: agent 'Xu'" --agent=Xu --slot=2025-06-04T11:59
	log -q --agent=Xu --slot=2025-06-04T12:00 >acc
	printf '%s\n' agent,slot,minutes Yu,2025-07-01T10:00,30 Yu,2025-07-01T10:29,5 >two.csv
	bad "two.csv:3: slot '2025-07-01T10:29:00' is taken: agent 'Yu' has visit" two.csv
}

@test "a cancelled appointment is in nobody's way" {
	shop
	log -q --cancel --at=2025-06-01T12:00 2 >acc
	log -q --agent=Li --slot=2025-06-02T10:45 >acc
	printf '%s\n' agent,slot,cancelled Li,2025-06-02T10:00,2025-06-01T08:00 >late.csv
	log -q late.csv >acc
}

@test "times that cannot be" {
	shop
	bad "slot '2025-03-30T02:30' does not exist: the clocks of 'Europe/Berlin' skip it" \
		--agent=Wu --slot=2025-03-30T02:30
	bad "slot '2025-02-30T10:00' is not a valid date" --agent=Wu --slot=2025-02-30T10:00
	bad "arrived '2199-01-01T10:00' is in the future" --queue=desk --arrived=2199-01-01T10:00
	try() { printf '%s\n' arrived,started,ended,abandoned,slot,cancelled,missed "$1" >v.csv; }
	try 2025-06-02T10:00,2025-06-02T09:59,,,,,
	bad "v.csv:2: started '2025-06-02T09:59:00' is before arrived" v.csv
	try 2025-06-02T10:00,2025-06-02T10:05,2025-06-02T10:04,,,,
	bad "v.csv:2: ended '2025-06-02T10:04:00' is before started" v.csv
	try 2025-06-02T10:00,,2025-06-02T10:04,,,,
	bad "v.csv:2: ended '2025-06-02T10:04:00' is given, but started is empty" v.csv
	try ,2025-06-02T10:04,,,2025-06-02T10:00,,
	bad "v.csv:2: started '2025-06-02T10:04:00' is given, but arrived is empty" v.csv
	try 2025-06-02T10:00,,,2025-06-02T09:59,,,
	bad "v.csv:2: abandoned '2025-06-02T09:59:00' is before arrived" v.csv
	printf '%s\n' queue,arrived,slot desk,, >v.csv
	bad "v.csv:2: arrived '' is empty, and so is slot; give one of them" v.csv
	try 2025-06-02T10:00,,,,2025-06-02T10:00,2025-06-01T10:00,
	bad "v.csv:2: cancelled '2025-06-01T10:00:00' and arrived exclude each other" v.csv
	try 2025-06-02T10:00,,,,,,2025-06-02T10:00
	bad "v.csv:2: missed" v.csv
	try ,,,,2025-06-02T10:00,,2025-06-02T09:59
	bad "v.csv:2: missed '2025-06-02T09:59:00' is before slot" v.csv
	bad "minutes '0' is not a whole number from 1 to 1440" --agent=Wu --slot=2025-06-05T10:00 --minutes=0
	bad "customer_id 'z' is not in the store (add it with cust-add or use --create)" \
		--customer-id=z --slot=2025-06-05T10:00
}

@test "an export that grows: the numbers of another system" {
	shop
	printf '%s\n' external_id,queue,arrived,started 7,desk,2025-06-03T09:00, >day.csv
	log -q --source=kiosk day.csv >acc
	printf '%s\n' external_id,queue,arrived,started 7,desk,2025-06-03T09:00,2025-06-03T09:04 \
		8,desk,2025-06-03T09:02, >day.csv
	run -0 log -q --source=kiosk day.csv
	[[ $output == *,2,1,1,0,0 ]]
	[ "$(rows "SELECT count(*), max(started) FROM visit WHERE source = 'kiosk'")" = \
		"2|2025-06-03T09:04:00" ]
}

@test "a store of schema 10 is to be upgraded first: rows stay, and it takes visits" {
	upgrades 10 "SELECT customer_id, name, email, phone, birthday, gender,
		country, region, city, channel, plan, acquired, attrs, batch, source, external_id
		FROM customer; SELECT * FROM orders; SELECT * FROM consent;
		SELECT * FROM quality; SELECT * FROM batch; SELECT * FROM feedback_event" \
		visit-list -d s.db
	visit-log -q -d s.db --customer-id=a --slot=2199-01-01T10:00 >acc
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 audit-check -d s.db --no-header
	same ""
}
