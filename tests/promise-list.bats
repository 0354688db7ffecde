# promise-list: promises and what has become of them, as of a date.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	promise-log -q -d shop.db --create >acc <<-'END'
		customer_id,date,promise,due,channel,touchpoint,order_id,agent
		a,2025-06-02T10:00,"call, back",2025-06-03T17:00,phone,support,007,li
		b,2025-06-02,退款,2025-06-10,,,,
		b,2025-06-01,parcel,2025-06-06,,delivery,,
		c,2025-06-04,visit,2025-06-05,,,,
	END
	step() { promise-log -d shop.db --actor=x "$@" >>acc; }
	step --kept --at=2025-06-03T16:00 1
	step --move=2025-06-20 --told --at=2025-06-10T12:00 2
	step --move=2025-06-09 --at=2025-06-05 3
	step --move=2025-06-12 --told --at=2025-06-07 3
	step --kept --at=2025-06-11 3
	step --break --at=2025-06-05 4
}

list() { promise-list -d "$BATS_FILE_TMPDIR/shop.db" "$@"; }

# states DAY: number, state, due in force, told, kept, overdue of each promise.
states() { list --as-of="$1" --no-header -f tsv | cut -f 1,11- | tr '\t' ' ' | sed 's/ *$//'; }

@test "every column, by date and number" {
	run -0 --separate-stderr list --as-of=2025-07-01
	same 'promise_id,customer_id,date,promise,due,channel,touchpoint,order_id,case_id,agent,state,due_now,told,kept_at,overdue
3,b,2025-06-01,parcel,2025-06-06,,delivery,,,,kept,2025-06-06,after,2025-06-11,
2,b,2025-06-02,退款,2025-06-10,,,,,,open,2025-06-20,before,,yes
1,a,2025-06-02T10:00:00,"call, back",2025-06-03T17:00:00,phone,support,007,,li,kept,2025-06-03T17:00:00,,2025-06-03T16:00:00,
4,c,2025-06-04,visit,2025-06-05,,,,,,broken,2025-06-05,,,'
	[ -z "$stderr" ]
}

@test "as of each day: what was known then" {
	run -0 states 2025-06-01
	same '3 open 2025-06-06'
	run -0 states 2025-06-03
	same '3 open 2025-06-06
2 open 2025-06-10
1 kept 2025-06-03T17:00:00  2025-06-03T16:00:00'
	run -0 states 2025-06-06
	same '3 open 2025-06-06 no
2 open 2025-06-10
1 kept 2025-06-03T17:00:00  2025-06-03T16:00:00
4 broken 2025-06-05'
	# the due day has passed; that the customer was told on the 7th is too late
	run -0 states 2025-06-07
	[ "${lines[0]}" = "3 open 2025-06-06 after  yes" ]
	run -0 states 2025-06-10
	[ "${lines[1]}" = "2 open 2025-06-20 before" ]
	run -0 states 2025-06-20
	[ "${lines[1]}" = "2 open 2025-06-20 before" ]
	run -0 states 2025-06-21
	[ "${lines[1]}" = "2 open 2025-06-20 before  yes" ]
	run -0 states 2025-05-31
	same ''
}

@test "a moment that has come by the end of the as-of day is overdue, a day is not" {
	run -0 list --as-of=2025-06-02 --overdue --no-header
	same ''
	cp "$BATS_FILE_TMPDIR/shop.db" .
	promise-log -d shop.db --customer-id=a --date=2025-06-02 --promise=x \
		--due=2025-06-03T23:59:59 >/dev/null
	promise-log -d shop.db --customer-id=a --date=2025-06-02 --promise=y \
		--due=2025-06-03T23:59:58 >/dev/null
	run -0 promise-list -d shop.db --as-of=2025-06-03 --overdue --no-header
	same 6,a,2025-06-02,y,2025-06-03T23:59:58,,,,,,open,2025-06-03T23:59:58,,,yes
}

@test "without --as-of what is due later today is not overdue" {
	cust-init -d s.db
	promise-log -q -d s.db --create <<-END >/dev/null
		customer_id,date,promise,due
		a,2025-06-02,past,$(date -d '2 seconds ago' +%FT%T)
		a,2025-06-02,future,$(date -d 'tomorrow' +%FT%T)
		a,2025-06-02,today,$(date +%F)
	END
	run -0 promise-list -d s.db --overdue --no-header
	[[ $output == 1,a,2025-06-02,past,*,yes ]]
	[ "${#lines[@]}" = 1 ]
}

@test "filters" {
	ids() { list --as-of=2025-07-01 --no-header "$@" | cut -d, -f1 | paste -sd' '; }
	is() {
		[ "$(ids "${@:2}")" = "$1" ] || { echo "${*:2}: $(ids "${@:2}"), not $1";
			return 1; }
	}
	is "3 2 1 4"
	is "2" --state=open
	is "3 1" --state=kept
	is "4" --state=broken
	is "2" --overdue
	is "" --overdue --as-of=2025-06-20
	is "3 2" --customer=b
	is "" --customer="b' OR 1 OR '"
	is "2 1 4" --since=2025-06-02
	is "3 2 1" --until=2025-06-02
	is "2 1" --since=2025-06-02 --until=2025-06-02
	is "3" --where "told = 'after' AND kept_at > due_now"
	is "3 2" --where "told <> ''" --customer=b
	# due: open, and the due in force
	is "3" --due=2025-06-09 --as-of=2025-06-09
	is "3 2" --due=2025-06-10 --as-of=2025-06-09
	is "3" --due=2025-06-10 --as-of=2025-06-10
	is "3 2" --due=2025-06-20 --as-of=2025-06-10
	is "" --due=2025-06-19
}

@test "--where reads, and nothing else" {
	run -2 --separate-stderr list --where "no_such = 1"
	says "promise-list: --where: no such column: no_such"
	run -2 --separate-stderr list --where "1) OR (1"
	says "promise-list: --where:"
}

@test "misuse" {
	run -2 --separate-stderr list --state=late
	says "promise-list: --state must be one of open|kept|broken, not 'late'"
	run -2 --separate-stderr list --due=soon
	says "promise-list: --due must be a date (YYYY-MM-DD), not 'soon'"
	run -2 --separate-stderr list --customer=
	says "promise-list: --customer is empty"
}

@test "an empty store, and JSON" {
	cust-init -d s.db
	run -0 promise-list -d s.db
	same promise_id,customer_id,date,promise,due,channel,touchpoint,order_id,case_id,agent,state,due_now,told,kept_at,overdue
	run -0 bash -c "promise-list -d '$BATS_FILE_TMPDIR/shop.db' --as-of=2025-06-06 -f json |
		jq -c '[.promise_id, .order_id, .case_id, .state, .told, .overdue]' | head -n 3"
	same '[3,null,null,"open","no",null]
[2,null,null,"open",null,null]
[1,"007",null,"kept",null,null]'
}

@test "a date that is not a valid date, from elsewhere" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	sqlite3 shop.db "INSERT INTO promise_event (promise_id, at, step, actor)
		VALUES (2, '2025-02-31', 'keep', 'x')"
	run -2 --separate-stderr promise-list -d shop.db
	says "shop.db: a promise has a date or a step with a date that is not valid; run cust-check"
}
