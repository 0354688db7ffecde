# promise-log: promises by options and from CSV, and the steps that they take.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf 'customer_id,name\na,客户甲\nb,Bob\n' | cust-add -q -d shop.db >acc
	promise-log -q -d shop.db >acc <<-'END'
		customer_id,date,promise,due,touchpoint
		a,2025-06-02T10:00,call back,2025-06-03T17:00,support
		b,2025-06-02,refund,2025-06-10,
		b,2025-06-02,parcel,2025-06-06,delivery
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" .; }
log() { promise-log -d shop.db "$@"; }
rows() { sqlite3 shop.db "$@"; }

# bad MESSAGE ARGUMENT...: it says so, and nothing has changed.
bad() {
	rows .dump >before
	run -2 --separate-stderr log "${@:2}"
	[ -z "$output" ]
	says "promise-log: $1"
	rows .dump | diff before -
}

@test "one by options: its number, and all fields" {
	shop
	rows "INSERT INTO feedback (case_id, date, kind) VALUES (7, '2025-06-01', 'complaint')"
	run -0 --separate-stderr log --customer-id=a --date='2025-06-02 10:30' \
		--promise=$'我们会打电话,\n"今天"' --due=2025-06-02T18:00 \
		--channel=phone --touchpoint=support --order-id=007 --case-id=7 --agent=li
	same $'promise_id\n4'
	[ -z "$stderr" ]
	run -0 rows -json "SELECT * FROM promise WHERE promise_id = 4"
	run -0 jq -c '.[0] |
		[.customer_id, .date, .promise, .due, .channel, .touchpoint, .order_id, .case_id,
		.agent]' <<<"$output"
	same '["a","2025-06-02T10:30:00","我们会打电话,\n\"今天\"","2025-06-02T18:00:00","phone","support","007",7,"li"]'
	# the date is now where it is not given
	run -0 log --customer-id=a --promise=x --due=2199-12-31 --no-header
	same 5
	run -0 rows "SELECT abs(julianday('now') - julianday(date)) < 0.01 FROM promise
		WHERE promise_id = 5"
	same 1
}

@test "many from CSV: accounted for, all or none" {
	shop
	run -0 --separate-stderr log --channel=mail \
		<(printf '%s\n' promise,due,customer_id,date x,2025-06-02,a,2025-06-02T23:00 \
		y,2025-06-03,b,2025-06-01)
	same $'batch,read,added,updated,unchanged,rejected\n3,2,2,0,0,0'
	says "promise-log: promise_id 4 to 5"
	run -0 rows "SELECT customer_id, date, promise, due, channel FROM promise
		WHERE promise_id > 3"
	same $'a|2025-06-02T23:00:00|x|2025-06-02|mail\nb|2025-06-01|y|2025-06-03|mail'
	printf '%s\n' customer_id,date,promise,due a,2025-06-02,,2025-06-03 a,2025-06-02,x, \
		c,2025-06-02,x,2025-06-03 \
		a,2025-06-02T12:00,x,2025-06-02T11:59:59 a,2025-06-02,x,2025-06-31 \
		a,2199-01-01,x,2199-01-02 a,2025-06-02,good,2025-06-02 >bad.csv
	bad "bad.csv:2: promise '' is empty" bad.csv
	bad "bad.csv:3: due '' is empty" bad.csv
	bad "bad.csv:4: customer_id 'c' is not in the store (add it with cust-add or use --create)" bad.csv
	bad "bad.csv:5: due '2025-06-02T11:59:59' is before the date of the promise" bad.csv
	bad "bad.csv:6: due '2025-06-31' is not a valid date" bad.csv
	bad "bad.csv:7: date '2199-01-01' is in the future" bad.csv
	bad "nothing loaded: 6 bad rows of 7 (use --rejects=FILE to load the others)" bad.csv
	run -1 --separate-stderr log -q --create --rejects=r.csv bad.csv --no-header
	same 4,7,2,0,0,5
	run -0 rows "SELECT customer_id, promise FROM promise WHERE promise_id > 5"
	same $'c|x\na|good'
}

@test "a promise that cannot be recorded" {
	shop
	bad "customer_id '' is empty" --promise=x --due=2025-06-03
	bad "promise '' is empty" --customer-id=a --due=2025-06-03
	bad "due '' is empty" --customer-id=a --promise=x
	bad "customer_id 'c' is not in the store" --customer-id=c --promise=x --due=2025-06-03
	bad "due '2025-06-01' is before the date of the promise" --customer-id=a --promise=x \
		--due=2025-06-01 --date=2025-06-02
	bad "due 'soon' is not a date" --customer-id=a --promise=x --due=soon
	bad "channel 'fax' is not one of phone|mail|chat|web|social|store|other" --customer-id=a \
		--promise=x --due=2199-01-01 --channel=fax
	bad "case_id '7' is not in the store (table feedback)" --customer-id=a --promise=x \
		--due=2199-01-01 --case-id=7
	bad "date '2199-01-01' is in the future" --customer-id=a --promise=x --due=2199-01-01 \
		--date=2199-01-01
	# a day lasts to its end: promised at noon for today
	run -0 log --customer-id=a --promise=x --date=2025-06-02T12:00 --due=2025-06-02 --no-header
	same 4
}

@test "steps: each appends to promise_event" {
	shop
	run -0 --separate-stderr log --move=2025-06-20 --told --at=2025-06-10T23:59:59 --actor=li \
		--note='谢谢, "ok"' 2
	same $'promise_id,at,step,state\n2,2025-06-10T23:59:59,move,open'
	[ -z "$stderr" ]
	run -0 log --break --at=2025-06-04 1 --actor=x --no-header
	same 1,2025-06-04,break,broken
	run -0 log --kept --at='2025-06-12 08:30' 2 3 --actor=x
	same $'promise_id,at,step,state\n2,2025-06-12T08:30:00,keep,kept\n3,2025-06-12T08:30:00,keep,kept'
	run -0 rows "SELECT * FROM promise_event"
	same $'1|2|2025-06-10T23:59:59|move|li|2025-06-20|1|谢谢, "ok"|2025-06-10|3
2|1|2025-06-04|break|x||||2025-06-04|4
3|2|2025-06-12T08:30:00|keep|x||||2025-06-12|5
4|3|2025-06-12T08:30:00|keep|x||||2025-06-12|5'
}

@test "steps of the promises of a table" {
	shop
	promise-list -d shop.db --customer=b >b.csv
	run -0 log --break --at=2025-06-12 --no-header <b.csv
	same $'2,2025-06-12,break,broken\n3,2025-06-12,break,broken'
	bad "standard input: no column 'promise_id'" --kept < <(echo case_id)
}

@test "a move without --told" {
	shop
	log --move=2025-06-20T10:00 --at=2025-06-03 --actor=x 2 >/dev/null
	run -0 rows "SELECT due, told FROM promise_event"
	same '2025-06-20T10:00:00|0'
}

@test "when and who: now and the login name, unless they are given" {
	shop
	run -0 log --kept 1 -f json
	run -0 jq -r '.at' <<<"$output"
	[[ $output == ????-??-??T??:??:?? ]]
	run -0 rows "SELECT actor, abs(julianday('now') - julianday(at)) < 0.01 FROM promise_event"
	same "$(id -un)|1"
}

@test "by the clock of the store, or of --tz" {
	cust-init -d shop.db --timezone=Asia/Shanghai
	cust-add -q -d shop.db --customer-id=a >/dev/null
	log --customer-id=a --promise=x --date=2025-06-02 --due=2025-06-03 >/dev/null
	run -0 log --move=2025-06-02T18:00Z --at=2025-06-02T16:00Z 1 --no-header
	same 1,2025-06-03T00:00:00,move,open
	run -0 rows "SELECT due FROM promise_event"
	same 2025-06-03T02:00:00
	run -0 log --kept --at=2025-06-03T00:00Z --tz=Europe/Berlin 1 --no-header
	same 1,2025-06-03T02:00:00,keep,kept
}

@test "a step that cannot be taken: each is named, none is taken" {
	shop
	log --kept --at=2025-06-03 1 --actor=x >/dev/null
	log --break --at=2025-06-05T10:00 2 --actor=x >/dev/null
	bad "promise 1 is already kept" --kept 3 1 2 9
	says "promise-log: promise 2 is already broken"
	says "promise-log: promise 9 is not in the store"
	says "promise-log: nothing changed"
	bad "promise 1 is already kept" --break 1
	bad "promise 2 is already broken" --move=2199-01-01 2
	bad "promise 3 was made later, on 2025-06-02" --kept --at=2025-06-01T23:59:59 3
	log --move=2025-06-20 --at=2025-06-05T10:00 3 --actor=x >/dev/null
	bad "promise 3 has a later step, on 2025-06-05T10:00:00" --kept --at=2025-06-05T09:59:59 3
	bad "duplicate promise_id 3" --kept 3 3
	# what is said of a day can be of any time of it
	run -0 log --kept --at=2025-06-05 3 --no-header
	same 3,2025-06-05,keep,kept
}

@test "of two at once one wins" {
	shop
	for i in 1 2; do
		{ promise-log -d shop.db --kept 1 2>err.$i >/dev/null && echo won ||
			echo lost; } >rc.$i &
	done
	wait
	[ "$(cat rc.1 rc.2 | sort | xargs)" = "lost won" ]
	grep -q "promise 1 is already kept" err.1 err.2
	run -0 rows "SELECT count(*) FROM promise_event"
	same 1
}

@test "--dry-run: says what would be, and changes nothing" {
	shop
	rows .dump >before
	run -0 log -n --kept 1 --at=2025-06-03 --no-header
	same 1,2025-06-03,keep,kept
	run -0 log -q -n --customer-id=a --promise=x --date=2025-01-01 --due=2199-01-01
	same 'promise_id,field,old,new
4,promise_id,,4
4,customer_id,,a
4,date,,2025-01-01
4,promise,,x
4,due,,2199-01-01'
	bad "promise 9 is not in the store" -n --kept 9
	rows .dump | diff before -
}

@test "misuse" {
	shop
	bad "--kept, --break and --move cannot be used together" --kept --break 1
	bad "--kept, --break and --move cannot be used together" --move=2025-06-20 --kept 1
	bad "--told requires --move" --kept --told 1
	bad "--told requires --move" --told 1
	for o in --at=2025-06-03 --actor=x --note=x; do
		bad "--at, --actor and --note require --kept, --break or --move" $o 1
	done
	for o in --customer-id=a --due=2199-01-01 --create --ignore=x --rejects=x --again \
		--date-format=%d; do
		bad "--kept, --break and --move cannot be used with fields or CSV options" --kept \
			$o 1
	done
	bad "promise_id 'log.csv' is not a number" --kept 1 log.csv
	bad "promise_id '-1' is not a number" --kept -- -1
	run -2 timeout 10 script -qec "promise-log -d shop.db --kept" /dev/null </dev/null
	[[ $output == \
		*"promise-log: no input; name a promise_id or pipe a table with that column to standard input"* ]]
	bad "--move 'soon' is not a date" --move=soon 1
	bad "--move '2025-06-02' is before the time of the step" --move=2025-06-02 --at=2025-06-03 1
	bad "--at '2025-02-29' is not a valid date" --kept --at=2025-02-29 1
	bad "--at '2199-01-01' is in the future" --kept --at=2199-01-01 1
	bad "--at '2025-06-03T10:00Z' has an offset; set the time zone with --tz=ZONE" --kept \
		--at=2025-06-03T10:00Z 1
	bad "--actor is empty" --kept --actor= 1
	bad "--note is empty" --kept --note= 1
	bad "--actor is not UTF-8" --kept --actor=$'\xff' 1
	bad "--note is not UTF-8" --kept --note=$'\xff' 1
	bad "unknown time zone 'Mars/Base' (use a name such as Asia/Shanghai)" --kept \
		--tz=Mars/Base 1
	[ ! -e x ]
	# a step needs a store that is there
	run -2 --separate-stderr promise-log -d none.db --kept 1
	says "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
}

@test "a user without a login name" {
	[ "$(id -u)" = 0 ] && command -v setpriv >/dev/null || skip "needs root and setpriv"
	shop
	chmod 666 shop.db
	chmod 777 .
	chmod a+x "$BATS_TEST_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")" \
		"$(dirname "$(dirname "$BATS_TEST_TMPDIR")")"
	run -2 --separate-stderr setpriv --reuid=54321 --clear-groups "$(command -v promise-log)" \
		-d "$PWD/shop.db" --kept 1
	says "promise-log: cannot find the login name; use --actor=NAME"
}

@test "a date that is not a valid date, from elsewhere" {
	shop
	rows "UPDATE promise SET due = '2025-02-31' WHERE promise_id = 1"
	bad "promise 1 has a date or a step with a date that is not valid; run cust-check" --kept 1
}

@test "a full disk under stdout: it says what was committed" {
	shop
	full() { log "$@" >/dev/full; }
	run -2 --separate-stderr full --kept 1
	[ "$stderr" = \
		"promise-log: standard output (keep of 1 promise is committed): No space left on device" ]
	run -0 rows "SELECT count(*) FROM promise_event"
	same 1
}

@test "text of 1 MiB, and of a file in GB18030" {
	shop
	{ printf 'customer_id,date,promise,due\na,2025-06-02,"'; head -c 1048576 /dev/zero |
		tr '\0' 'x'; printf '",2025-06-03\n'; } >big.csv
	run -0 log -q big.csv --no-header
	same 3,1,1,0,0,0
	run -0 rows "SELECT length(promise) FROM promise WHERE promise_id = 4"
	same 1048576
	printf 'customer_id,date,promise,due\na,2025-06-02,客户,2025-06-03\n' |
		iconv -f UTF-8 -t GB18030 >gb.csv
	bad "gb.csv:2: not UTF-8, but GB18030: use --encoding=GB18030" gb.csv
}
