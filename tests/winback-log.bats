# winback-log: attempts by options and from CSV, and their results.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf 'customer_id,name\na,客户甲\nb,Bob\n' | cust-add -q -d shop.db >acc
	winback-log -q -d shop.db >acc <<-'END'
		customer_id,date,reason,offer
		a,2025-06-02T10:00,late,coupon
		b,2025-06-02,price,coupon
		b,2025-06-20,,call
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
log() { winback-log -d shop.db "$@"; }
rows() { sqlite3 shop.db "$@"; }

# bad MESSAGE ARGUMENT...: it says so, and nothing has changed.
bad() {
	rows .dump >before
	run -2 --separate-stderr log "${@:2}"
	[ -z "$output" ]
	says "winback-log: $1"
	rows .dump | diff before -
}

@test "one by options: its number, and all fields" {
	shop
	run -0 --separate-stderr log --customer-id=a --date='2025-06-22 10:30' \
		--reason=$'送货太慢,\n"again"' --offer='free delivery' \
		--agent=li --cost=12.345 --pause-until=2025-07-31
	same $'winback_id\n4'
	[ -z "$stderr" ]
	run -0 rows -json "SELECT * FROM winback WHERE winback_id = 4"
	run -0 jq -c '.[0] |
		[.customer_id, .date, .reason, .offer, .agent, .cost, .until]' <<<"$output"
	same '["a","2025-06-22T10:30:00","送货太慢,\n\"again\"","free delivery","li",123450,"2025-07-31"]'
	# the date is now where it is not given, and the rest is not known
	run -0 log --customer-id=a --no-header
	same 5
	run -0 rows "SELECT abs(julianday('now') - julianday(date)) < 0.01, coalesce(reason, offer,
		agent, cost, until) IS NULL
		FROM winback WHERE winback_id = 5"
	same '1|1'
}

@test "many from CSV: accounted for, all or none" {
	shop
	run -0 --separate-stderr log --agent=li \
		<(printf '%s\n' until,customer_id,date,cost 2025-08-01T12:00,a,2025-07-01,0 \
		,b,2025-07-02,900000000000)
	same $'batch,read,added,updated,unchanged,rejected\n3,2,2,0,0,0'
	says "winback-log: winback_id 4 to 5"
	run -0 rows "SELECT customer_id, date, agent, cost, until FROM winback WHERE winback_id > 3"
	same $'a|2025-07-01|li|0|2025-08-01T12:00:00\nb|2025-07-02|li|9000000000000000|'
	printf '%s\n' customer_id,date,cost,until ,2025-06-02,, c,2025-06-02,, a,2025-06-02,x, \
		a,2025-06-02,-1, a,2025-06-02,1.23456, \
		a,2025-06-02,1e15, a,2025-06-02T12:00,,2025-06-02T11:59:59 \
		a,2025-06-02,,2025-06-31 a,2199-01-01,, a,2025-06-02,0,2025-06-02 >bad.csv
	bad "bad.csv:2: customer_id '' is empty" bad.csv
	bad "bad.csv:3: customer_id 'c' is not in the store (add it with cust-add or use --create)" bad.csv
	bad "bad.csv:4: cost 'x' is not a valid amount (such as 1200.50)" bad.csv
	bad "bad.csv:5: cost '-1' is below 0" bad.csv
	bad "bad.csv:6: cost '1.23456' has more than 4 decimal places" bad.csv
	bad "bad.csv:7: cost '1e15' is larger than 900,000,000,000" bad.csv
	bad "bad.csv:8: until '2025-06-02T11:59:59' is before the date of the attempt" bad.csv
	bad "bad.csv:9: until '2025-06-31' is not a valid date" bad.csv
	bad "bad.csv:10: date '2199-01-01' is in the future" bad.csv
	bad "nothing loaded: 9 bad rows of 10 (use --rejects=FILE to load the others)" bad.csv
	run -1 --separate-stderr log -q --create --rejects=r.csv bad.csv --no-header
	same 4,10,2,0,0,8
	run -0 rows "SELECT customer_id, cost FROM winback WHERE winback_id > 5"
	same $'c|\na|0'
}

@test "an attempt that cannot be recorded" {
	shop
	bad "customer_id '' is empty" --offer=x
	bad "customer_id 'c' is not in the store" --customer-id=c
	bad "until '2025-06-01' is before the date of the attempt" --customer-id=a \
		--pause-until=2025-06-01 --date=2025-06-02
	bad "until 'soon' is not a date" --customer-id=a --pause-until=soon
	bad "cost '1,5' is not a valid amount" --customer-id=a --cost=1,5
	bad "date '2199-01-01' is in the future" --customer-id=a --date=2199-01-01
	# a day lasts to its end
	run -0 log --customer-id=a --date=2025-06-02T12:00 --pause-until=2025-06-02 --no-header
	same 4
}

@test "results: each appends to winback_event, the last one counts" {
	shop
	run -0 --separate-stderr log --lost --at=2025-06-10T23:59:59 --actor=li --note='太贵, "no"' 2
	same $'winback_id,at,result\n2,2025-06-10T23:59:59,lost'
	[ -z "$stderr" ]
	run -0 log --won --at='2025-06-12 08:30' 2 1 --actor=x
	same $'winback_id,at,result\n2,2025-06-12T08:30:00,won\n1,2025-06-12T08:30:00,won'
	run -0 rows "SELECT * FROM winback_event; SELECT winback_id, result FROM winback_results"
	same $'1|2|2025-06-10T23:59:59|lost|li|太贵, "no"|2025-06-10|3
2|2|2025-06-12T08:30:00|won|x||2025-06-12|4
3|1|2025-06-12T08:30:00|won|x||2025-06-12|4
1|won
2|won
3|open'
	run -0 log --won 3 -f json
	run -0 jq -r '.at' <<<"$output"
	[[ $output == ????-??-??T??:??:?? ]]
	run -0 rows "SELECT actor, abs(julianday('now') - julianday(at)) < 0.01 FROM winback_event
		WHERE winback_id = 3"
	same "$(id -un)|1"
	run -19 rows "UPDATE winback_event SET step = 'lost'"
	[[ $output == *"winback_event is only added to"* ]]
	run -19 rows "DELETE FROM winback_event"
	[[ $output == *"winback_event is only added to"* ]]
}

@test "by the clock of the store, or of --tz" {
	cust-init -d shop.db --timezone=Asia/Shanghai
	log --create --customer-id=a --date=2025-06-02T16:00Z --no-header >/dev/null
	run -0 log --lost --at=2025-06-02T16:00Z 1 --no-header
	same 1,2025-06-03T00:00:00,lost
	run -0 log --won --at=2025-06-03T00:00Z --tz=Europe/Berlin 1 --no-header
	same 1,2025-06-03T02:00:00,won
	run -0 rows "SELECT date FROM winback"
	same 2025-06-03T00:00:00
}

@test "a result that cannot be: each is named, none is recorded" {
	shop
	log --won --at=2025-06-03 1 --actor=x >/dev/null
	log --lost --at=2025-06-05T10:00 2 --actor=x >/dev/null
	bad "win-back 1 is already won" --won 3 1 9
	says "winback-log: win-back 9 is not in the store"
	says "winback-log: nothing changed"
	bad "win-back 2 is already lost" --lost 2
	bad "win-back 3 started later, on 2025-06-20" --lost --at=2025-06-19T23:59:59 3
	bad "win-back 2 has a later result, on 2025-06-05T10:00:00" --won --at=2025-06-05T09:59:59 2
	bad "duplicate winback_id 3" --won 3 3
	# what is said of a day can be of any time of it
	run -0 log --won --at=2025-06-05 2 --no-header
	same 2,2025-06-05,won
}

@test "numbers from a table: what winback-list found, all of it or none" {
	shop
	winback-list -d shop.db --as-of=2025-06-30 >all.csv
	run -0 log --lost --at=2025-06-30 --no-header <all.csv
	same $'2,2025-06-30,lost\n1,2025-06-30,lost\n3,2025-06-30,lost' # by date, as they came
	printf 'winback_id,x\n1,a\nb,c\n' >bad.csv
	run -2 --separate-stderr log --won - <bad.csv
	says "standard input:3: winback_id 'b' is not a number"
	run -0 rows "SELECT count(*) FROM winback_event"
	same 3
}

@test "of two at once one wins" {
	shop
	for i in 1 2; do
		{ winback-log -d shop.db --won 1 2>err.$i >/dev/null && echo won ||
			echo lost; } >rc.$i &
	done
	wait
	[ "$(cat rc.1 rc.2 | sort | xargs)" = "lost won" ]
	grep -q "win-back 1 is already won" err.1 err.2
	run -0 rows "SELECT count(*) FROM winback_event"
	same 1
}

@test "--dry-run: says what would be, and changes nothing" {
	shop
	rows .dump >before
	run -0 log -n --won 1 --at=2025-06-03 --no-header
	same 1,2025-06-03,won
	run -0 log -q -n --customer-id=a --date=2025-01-01
	same 'winback_id,field,old,new
4,winback_id,,4
4,customer_id,,a
4,date,,2025-01-01'
	bad "win-back 9 is not in the store" -n --won 9
	rows .dump | diff before -
}

@test "misuse" {
	shop
	bad "--won and --lost cannot be used together" --won --lost 1
	for o in --at=2025-06-03 --actor=x --note=x; do
		bad "--at, --actor and --note require --won or --lost" $o 1
	done
	for o in --customer-id=a --pause-until=2199-01-01 --create --ignore=x --rejects=x --again \
		--date-format=%d; do
		bad "--won and --lost cannot be used with fields or CSV options" --won $o 1
	done
	bad "winback_id 'log.csv' is not a number" --lost 1 log.csv
	bad "--actor is empty" --won --actor= 1
	bad "--note is empty" --won --note= 1
	bad "--at '2025-02-29' is not a valid date" --won --at=2025-02-29 1
	bad "--at '2199-01-01' is in the future" --won --at=2199-01-01 1
	bad "--offer is not UTF-8" --customer-id=a --offer=$'\xff'
	bad "--note is not UTF-8" --won --note=$'\xff' 1
	[ ! -e x ]
	run -2 --separate-stderr winback-log -d none.db --won 1
	says "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
}

@test "a full disk under stdout: it says what was committed" {
	shop
	full() { log "$@" >/dev/full; }
	run -2 --separate-stderr full --won 1
	[ "$stderr" = \
		"winback-log: standard output (won of 1 win-back is committed): No space left on device" ]
	run -0 rows "SELECT count(*) FROM winback_event"
	same 1
}

@test "text of 1 MiB, and of a file in GB18030" {
	shop
	{ printf 'customer_id,date,offer\na,2025-06-02,"'; head -c 1048576 /dev/zero |
		tr '\0' 'x'; printf '"\n'; } >big.csv
	run -0 log -q big.csv
	run -0 rows "SELECT length(offer) FROM winback WHERE winback_id = 4"
	same 1048576
	printf 'customer_id,date,offer\na,2025-06-02,优惠\n' | iconv -f UTF-8 -t GB18030 >gb.csv
	run -2 --separate-stderr log gb.csv
	says "gb.csv"
	says "GB18030: use --encoding=GB18030"
}
