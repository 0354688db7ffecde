# A store of each released version of the schema stands in tests/data: what was written then is read
# now.
load helper

@test "a store of schema 1: whole, with what was put in" {
	for version in 1; do
		cp "$ROOT/tests/data/store-$version.db" s.db
		chmod 600 s.db
		cust-init -q --upgrade -d s.db
		run -0 cust-check -d s.db --no-header
		same ""
		run -0 cust-list -d s.db --columns=customer_id,name,country,vip
		same "customer_id,name,country,vip
a,客户甲,CN,yes
b,Bob,CA,
c,,,"
		run -0 order-list -d s.db --customer=a
		same "order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source
o1,a,2024-01-01,10,x,,,,,
o1,a,2024-01-01,2.5,y,,,,,
o2,a,2024-03-01T10:00:00,20,x,,,,,
o3,a,2024-03-05,-5,x,,,,,"
		# a: 32.5 spent on two days, 5 of it given back, which nets into the second day
		run -0 cust-list -q -d s.db --history --as-of=2024-04-01
		same "customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
a,2024-04-01,2,2024-01-01,2024-03-01,27.5,1,60,91,31,15
b,2024-04-01,1,2024-02-01,2024-02-01,7,0,0,60,60,"
		run -0 cust-show -d s.db b --as-of=2026-12-31
		[[ $output == *"country    US   CA"* || $output == *"country  US   CA"* ]]
	done
}

@test "a store of schema 2, which was never released: it is upgraded, and keeps its rows" {
	cat "$ROOT"/share/sql/00[12].sql | sqlite3 s.db
	sqlite3 s.db "PRAGMA application_id = 1668641643; PRAGMA user_version = 2;
		INSERT INTO customer (customer_id) VALUES ('a');
		INSERT INTO touch (customer_id, date) VALUES ('a', '2024-01-01')"
	run -0 --separate-stderr cust-init --upgrade -d s.db
	says "the previous version is saved as $PWD/s.db.v2"
	run -0 cust-check -d s.db --no-header
	same ""
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
	run -0 sqlite3 s.db "PRAGMA user_version; SELECT customer_id, date FROM touch"
	same "$SCHEMA"$'\na|2024-01-01'
}

@test "a store of schema 3: cases, contacts, promises, surveys, win-backs" {
	cp "$ROOT/tests/data/store-3.db" s.db
	chmod 600 s.db
	[ "$(sqlite3 s.db 'PRAGMA user_version')" = 3 ]
	cust-init -q --upgrade -d s.db
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 sqlite3 s.db "SELECT key, value FROM meta WHERE key <> 'created'
		AND key NOT LIKE 'digest.%'"
	same $'currency|CNY\ntimezone|Asia/Shanghai'
	run -0 cust-list -d s.db --columns=customer_id,name,country,vip --no-header
	same $'a,客户甲,CN,yes\nb,Bob,CA,'
	# a: 10, and 199.5 that were all given back: nothing on the second day
	run -0 cust-list -q -d s.db --history --as-of=2025-07-01 --no-header
	same $'a,2025-07-01,2,2025-05-01,2025-05-28,10,1,27,61,34,0\nb,2025-07-01,1,2025-05-03,2025-05-03,7,0,0,59,59,'
	run -0 feedback-list -d s.db --no-header
	same '1,a,2025-06-02T09:30:00,phone,complaint,,"杯子碎了，""我要退款""
谢谢",物流,退款,high,o2,delivery,closed,2025-06-11T10:00:00,zhao,全额退款,packing,2,1
2,b,2025-06-03,web,nps,9,,,,,,,received,2025-06-03,,,,,0
3,,2025-06-04,store,suggestion,,More tea,,,,,,received,2025-06-04,,,,,0'
	run -0 feedback-list -d s.db --events --no-header
	same '1,1,2025-06-02T10:15:00,acknowledge,acknowledged,li,,,,,,
1,2,2025-06-02T11:00:00,assign,assigned,li,zhao,物流,,,,photos?
1,3,2025-06-02T12:00:00,wait,waiting,li,,,,,,
1,4,2025-06-03T12:00:00,resume,in_progress,li,,,,,,
1,5,2025-06-05T17:00:00,resolve,resolved,li,,,half,packing,,
1,6,2025-06-06T09:30:00,inform,informed,li,,,,,,
1,7,2025-06-06T16:00:00,follow-up,informed,li,,,,,2,
1,8,2025-06-09T09:30:00,reopen,in_progress,li,,,,,,
1,9,2025-06-10T15:00:00,resolve,resolved,li,,,全额退款,packing,,
1,10,2025-06-10T16:00:00,inform,informed,li,,,,,,
1,11,2025-06-11T10:00:00,close,closed,li,,,,,,'
	for words in 退款 退 tea; do
		run -0 feedback-list -d s.db --match=$words --no-header
		[ -n "$output" ]
	done
	run -0 touch-list -d s.db --no-header
	same 1,a,2025-06-04T17:30:00,mail,in,support,j1,2,,照片,
	run -0 promise-list -d s.db --as-of=2025-07-01 --no-header
	same '1,a,2025-06-02T10:15:00,money,2025-06-05,phone,,o2,1,li,kept,2025-06-10,before,2025-06-10T15:00:00,
2,b,2025-06-03,a call,2025-06-04T12:00:00,,,,,,open,2025-06-04T12:00:00,,,yes'
	run -0 survey-list -d s.db --no-header
	same '1,servqual,2025,2025-06-20,a,,1,expectation,7
2,servqual,2025,2025-06-20,a,,1,perception,4
3,visits,,2025-06-21,,shop 1,greeting,,1'
	run -0 winback-list -d s.db --as-of=2025-07-02 --no-header
	same '1,a,2025-06-12,breakage,free delivery,li,12.5,2025-09-30,won,2025-07-01,'
}

# upgraded_3: the store of schema 3 as s.db, in each of the ways in which it can be brought up to
# date.
upgraded_3() {
	rm -f s.db*
	cp "$ROOT/tests/data/store-3.db" s.db
	chmod 600 s.db
	"$@" -d s.db
	[ "$(sqlite3 s.db 'PRAGMA user_version')" = "$SCHEMA" ]
}

# contents STORE: all rows of all tables and views, by the columns of schema 3 that are there still.
contents() {
	sqlite3 "$ROOT/tests/data/store-3.db" "SELECT
		format('SELECT ''%s'', %s FROM %s ORDER BY 2;', m.name, group_concat(c.name, ', '),
		m.name)
		FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
		WHERE m.type IN ('table', 'view') AND c.name <> 'stills' GROUP BY m.name" |
		sqlite3 -header "$1" | grep -v '^meta|digest\.'	# an upgrade adds them
}

@test "the store of schema 3 has rows in every table" {
	sqlite3 "$ROOT/tests/data/store-3.db" "SELECT name FROM sqlite_schema
		WHERE type = 'table'" >tables
	[ "$(wc -l <tables)" -ge 20 ]
	while read -r table; do
		echo "$table"
		[ "$(sqlite3 "$ROOT/tests/data/store-3.db" "SELECT count(*) > 0 FROM $table")" = 1 ]
	done <tables
}

@test "schema 4: tables and views keep their rows, whichever tool upgrades" {
	contents "$ROOT/tests/data/store-3.db" >before
	[ "$(wc -l <before)" -gt 80 ]
	upgraded_3 cust-init -q --upgrade
	contents s.db | diff before -
	run -0 cust-check -d s.db --no-header
	same ""
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
	upgraded_3 touch-log --customer-id=b --date=2025-07-01 --channel=web
	run -0 cust-check -d s.db --no-header
	same ""
	# what is new is the contact, its batch and its number
	contents s.db | diff before - >more || [ "$(grep -c '^>' more)" = 3 ]
	grep -q '^> touch|2|b|2025-07-01|web|' more
}

@test "schema 4: day is the day of a date or date-time, and cannot be written" {
	upgraded_3 cust-init -q --upgrade
	run -0 sqlite3 s.db "SELECT group_concat(id || ' ' || day) FROM orders;
		SELECT group_concat(case_id || ' ' || day) FROM feedback;
		SELECT group_concat(DISTINCT day) FROM feedback_event; SELECT day FROM touch;
		SELECT group_concat(day) FROM promise;
		SELECT group_concat(day) FROM promise_event; SELECT group_concat(day) FROM answer;
		SELECT day FROM winback;
		SELECT day FROM winback_event"
	same "1 2025-05-01,2 2025-05-28,3 2025-06-10,4 2025-05-03
1 2025-06-02,2 2025-06-03,3 2025-06-04
2025-06-02,2025-06-03,2025-06-05,2025-06-06,2025-06-09,2025-06-10,2025-06-11
2025-06-04
2025-06-02,2025-06-03
2025-06-05,2025-06-10
2025-06-20,2025-06-20,2025-06-21
2025-06-12
2025-07-01"
	for table in orders feedback touch promise answer winback; do
		run -1 sqlite3 s.db "UPDATE $table SET day = '2025-01-01'"
		[[ $output == *"cannot UPDATE generated column \"day\""* ]]
	done
	sqlite3 s.db "UPDATE answer SET date = NULL WHERE answer_id = 3"
	[ "$(sqlite3 s.db "SELECT day IS NULL FROM answer WHERE answer_id = 3")" = 1 ]
}

@test "schema 4: the triggers keep the history of an upgraded store" {
	upgraded_3 cust-init -q --upgrade
	# a: 10 on 05-01, 20 in two parts on 05-20, 199.5 on 05-28 and back
	sqlite3 s.db "INSERT INTO orders (customer_id, date, amount)
		VALUES ('a', '2025-05-20T08:00:00', 150000), ('a', '2025-05-20', 50000)"
	run -0 sqlite3 s.db "SELECT * FROM history WHERE customer_id = 'a'"
	same "a|4|2025-05-01|2025-05-28|300000|2|200000|2025-06-10|0||0|5"
	# the return goes, the first day goes to b, whose order of 05-03 is the second then
	sqlite3 s.db "DELETE FROM orders WHERE amount < 0; UPDATE orders SET customer_id = 'b'
		WHERE id = 1"
	run -0 sqlite3 s.db "SELECT * FROM history"
	same "a|3|2025-05-20|2025-05-28|2195000|1|1995000|2025-05-28|0||0|3
b|2|2025-05-01|2025-05-03|170000|1|70000|2025-05-03|0||0|2"
	# Another program wrote the orders, which is said; nothing else is wrong.
	run -1 cust-check -d s.db --no-header
	same "content,orders,changed outside custkit"
}

@test "day in --where of every list, which does not print it" {
	upgraded_3 cust-init -q --upgrade
	while read -r tool day first; do
		run -0 "$tool" -d s.db --as-of=2025-12-31 --where "day = '$day'" --no-header
		[ "${output%%,*}" = "$first" ]
		run -0 "$tool" -d s.db --as-of=2025-12-31 --where "day > '2025-12-31'"
		[ "${#lines[@]}" = 1 ]
		[[ ,$output, != *,day,* ]]
		"$tool" -d s.db --as-of=2025-12-31 | head -1 | diff - <(echo "$output")
	done <<-END
		touch-list 2025-06-04 1
		feedback-list 2025-06-03 2
		promise-list 2025-06-02 1
		survey-list 2025-06-21 3
		winback-list 2025-06-12 1
	END
	run -0 feedback-list -d s.db --match=退款 --where "day = '2025-06-02'" -f json
	[ "$(jq -c 'has("day"), .case_id' <<<"$output")" = $'false\n1' ]
	run -0 order-list -d s.db --until=2025-05-28 --no-header
	[ "${#lines[@]}" = 3 ]
	[[ $output != *2025-06-10* ]]
}

@test "the orders of a customer, and the history computed from them, are found by the index" {
	upgraded_3 cust-init -q --upgrade
	run -0 sqlite3 s.db "EXPLAIN QUERY PLAN SELECT * FROM history_computed
		WHERE customer_id = 'a'"
	[[ $output == *"SEARCH o USING INDEX orders_customer (customer_id=?)"* ]]
	[[ $output == *"SEARCH p USING INDEX orders_customer (customer_id=? AND date>?)"* ]]
	[ "$(grep -c 'SCAN' <<<"$output")" = 1 ] # of the one row of the view
	run -0 sqlite3 s.db "EXPLAIN QUERY PLAN DELETE FROM orders WHERE order_id = 'o1'
		AND day = '2025-05-01'"
	[[ $output == *"USING INDEX orders_order (order_id=?)"* ]]
}

# upgraded_4: the store of schema 4 as s.db, brought up to date.
upgraded_4() {
	cp "$ROOT/tests/data/store-4.db" s.db
	chmod 600 s.db
	[ "$(sqlite3 s.db 'PRAGMA user_version')" = 4 ]
	cust-init -q --upgrade -d s.db
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "a store of schema 4: what was told, steps and numbers stay; the new words are allowed" {
	local said="SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, printed FROM alert"
	tables="alert_run feedback_event"
	for table in $tables; do
		sqlite3 "$ROOT/tests/data/store-4.db" "SELECT * FROM $table" >before.$table
	done
	sqlite3 "$ROOT/tests/data/store-4.db" "SELECT * FROM sqlite_sequence ORDER BY 1;
		$said" >before
	upgraded_4
	sqlite3 s.db "SELECT * FROM sqlite_sequence ORDER BY 1; $said" | diff before -
	for table in $tables; do
		sqlite3 s.db "SELECT * FROM $table" |
			sed "s/|$([ $table = alert_run ] && echo 1)\$//" | diff before.$table -
	done
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
	# the number of a row that is gone is not used again
	sqlite3 s.db "DELETE FROM alert WHERE alert_id = 19; INSERT INTO alert (as_of, change)
		VALUES ('2025-01-01', 'HELD');
		INSERT INTO feedback_event (case_id, at, step, state, actor, note)
		VALUES (1, '2025-01-01', 'void', 'void', 'li', 'x')"
	run -0 sqlite3 s.db "SELECT max(alert_id) FROM alert;
		SELECT max(event_id) FROM feedback_event"
	same $'20\n5'
	for wrong in "alert (as_of, change) VALUES ('2025-01-01', 'OTHER')" \
		"feedback_event (case_id, at, step, state, actor) VALUES (1, '2025-01-01', 'x', 'void', 'li')"; do
		run ! sqlite3 s.db "INSERT INTO $wrong"
	done
	run ! sqlite3 s.db "DELETE FROM feedback_event"
}

@test "a store of schema 4: cases of the old alert rule are closed silently; nothing is repeated" {
	# c5 and c6 have cases since 12 December, c8 since July, c1 c3 c4 c9 are given up
	upgraded_4
	tell() { churn-flag -q -d s.db --alert --no-header --stale=alert --method=rules "$@"; }
	run -0 tell --as-of=2024-12-20
	same ""
	run -0 tell -n --as-of=2024-12-21
	[[ ${#lines[@]} = 1 &&
		$output == \
		,2024-12-21,,BASELINE,,"new alert rule: 3 open cases of the old one closed; "* ]]
	run -0 tell --as-of=2024-12-21
	[[ ${#lines[@]} = 1 &&
		$output == \
		20,2024-12-21,,BASELINE,,"new alert rule: 3 open cases of the old one closed; "* ]]
	run -0 sqlite3 s.db "SELECT DISTINCT state FROM alert_state;
		SELECT as_of, rule FROM alert_run ORDER BY 1 DESC LIMIT 2"
	same $'given_up\n2024-12-21|2\n2024-12-20|1'
	for day in 2024-12-22 2025-01-22 2025-02-22 2025-04-22; do
		run -0 tell --as-of=$day
		[[ $output != *,c[1345689],* ]]
	done
	# --all tells of everybody at risk after all
	upgraded_4
	run -0 tell --all --as-of=2024-12-21
	[[ $output == *,c1,NEW,* && $output == *BASELINE* ]]
}

@test "a store of schema 4: cases that got worse or were over are kept and closed as the others" {
	cp "$ROOT/tests/data/store-4.db" s.db
	chmod 600 s.db
	sqlite3 s.db "INSERT INTO alert_state VALUES ('c2', 'worsened', '2024-12-12', 2),
		('c7', 'cleared', '2024-12-03', 0)"
	cust-init -q --upgrade -d s.db
	run -0 cust-check -d s.db --no-header
	same ""
	# the day of the last word is also that of the change; the purchase before it is not known
	run -0 sqlite3 -nullvalue - s.db \
		"SELECT customer_id, state, told, changed, bought FROM alert_state"
	same "c1|given_up|2024-10-23|2024-10-23|-
c2|worsened|2024-12-12|2024-12-12|-
c3|given_up|2024-10-23|2024-10-23|-
c4|given_up|2024-10-23|2024-10-23|-
c5|raised|2024-12-12|2024-12-12|-
c6|raised|2024-12-12|2024-12-12|-
c7|cleared|2024-12-03|2024-12-03|-
c8|raised|2024-08-20|2024-08-20|-
c9|given_up|2024-09-12|2024-09-12|-"
	tell() { churn-flag -q -d s.db --alert --no-header --stale=alert --method=rules "$@"; }
	run -0 tell --as-of=2024-12-21
	[ ${#lines[@]} = 1 ]
	[[ $output == \
		20,2024-12-21,,BASELINE,,"new alert rule: 5 open cases of the old one closed; "* ]]
	run -0 sqlite3 s.db "SELECT DISTINCT state FROM alert_state"
	same given_up
	for day in 2024-12-22 2025-01-22 2025-02-22 2025-04-22; do
		run -0 tell --as-of=$day
		[[ $output != *,c[1-9],* ]]
	done
}

@test "the store of schema 5 has rows in every table, and alerts in every state" {
	local store=$ROOT/tests/data/store-5.db
	sqlite3 "$store" "SELECT name FROM sqlite_schema WHERE type = 'table'" >tables
	[ "$(wc -l <tables)" -ge 20 ]
	while read -r table; do
		echo "$table"
		[ "$(sqlite3 "$store" "SELECT count(*) > 0 FROM $table")" = 1 ]
	done <tables
	run -0 sqlite3 "$store" "PRAGMA user_version;
		SELECT state, count(*) FROM alert_state GROUP BY 1;
		SELECT group_concat(DISTINCT change) FROM alert"
	same $'5\ncleared|1\ngiven_up|2\nraised|1\nworsened|1\nBASELINE,NEW,LOST,HELD'
}

@test "a store of schema 5 is sound, or becomes so by an upgrade" {
	cp "$ROOT/tests/data/store-5.db" s.db
	chmod 600 s.db
	kept() {
		sqlite3 s.db "SELECT customer_id, state, told, changed, bought FROM alert_state;
			SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, printed
			FROM alert;
			SELECT event_id, case_id, at, step, state FROM feedback_event"
	}
	kept >before
	[ "$(wc -l <before)" -eq 23 ]
	cust-init -q --upgrade -d s.db
	run -0 cust-check -d s.db --no-header
	same ""
	kept | diff before -
	# the case that ended during the pause is told of when there are orders again
	printf 'customer_id,date,amount\na,2025-02-01,1\n' | order-add -q -d s.db >acc
	run -0 churn-flag -q -d s.db --alert --no-header --method=rules --worse=70.47 \
		--as-of=2025-02-01
	[[ $output == *,2025-02-01,c3,RESOLVED,* ]]
}

@test "a store of schema 6: rows, keys and batches stay; digests are of the new columns too" {
	local store=$ROOT/tests/data/store-6.db
	[ "$(sqlite3 "$store" 'PRAGMA user_version')" = 6 ]
	sqlite3 "$store" "SELECT name FROM sqlite_schema WHERE type = 'table'" >tables
	while read -r table; do
		echo "$table"
		[ "$(sqlite3 "$store" "SELECT count(*) > 0 FROM $table")" = 1 ]
		# the columns of schema 6, without those that are computed
		sqlite3 "$store" "SELECT group_concat(name) FROM pragma_table_info('$table')" \
			>"columns.$table"
	done <tables
	kept() {
		while read -r table; do
			sqlite3 "$1" "SELECT '$table', $(cat "columns.$table") FROM $table"
		done <tables | grep -v '^meta|digest'
	}
	kept "$store" >before
	[ "$(wc -l <before)" -gt 200 ]
	cp "$store" s.db
	chmod 600 s.db
	cust-init -q --upgrade -d s.db
	kept s.db | diff before -
	run -0 cust-check -d s.db --no-header
	same ""
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
	run -0 sqlite3 s.db "SELECT DISTINCT schema FROM batch"
	same 6
	# a change by another program in a new column is found
	sqlite3 s.db "UPDATE customer SET source = 'x' WHERE customer_id = 'd1'"
	run -1 cust-check -d s.db --no-header
	same "content,customer,changed outside custkit"
}

@test "schema 7: the number of another system is unique per source" {
	cust-init -d s.db
	for table in "customer (customer_id," "feedback (date, kind," "touch (date," \
		"answer (survey, respondent, item, value,"; do
		case $table in
		customer*) values="'%s'," ;;
		feedback*) values="'2025-01-01', 'praise'," ;;
		touch*) values="'2025-01-01'," ;;
		answer*) values="'s', '%s', '1', '1'," ;;
		esac
		add() {
			sqlite3 s.db "INSERT INTO $table source, external_id)
				VALUES (${values/\%s/$1} $2, $3)"
		}
		add a "'crm'" "'7'"
		add b "'pos'" "'7'"
		add c NULL NULL
		add d NULL NULL
		run ! add e "'crm'" "'7'"
		[[ $output == *"UNIQUE constraint failed: "*"${table%% *}"* ]]
	done
}

@test "what reads an older store names the command that brings it up to date, and changes nothing" {
	cp "$ROOT/tests/data/store-1.db" s.db
	chmod 600 s.db
	for tool in cust-list order-list cust-check "cust-show a" "clv-calc --as-of=2024-04-01" \
		touch-list; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr $tool -d s.db
		[ "$stderr" = \
			"${tool%% *}: $PWD/s.db: created by an older custkit; upgrade it with: cust-init --upgrade -d $PWD/s.db" ]
	done
	cmp s.db "$ROOT/tests/data/store-1.db"
	[ ! -e s.db.v1 ]
}

@test "an older store is copied beside itself before it is changed, once" {
	cp "$ROOT/tests/data/store-1.db" s.db
	chmod 600 s.db
	sqlite3 s.db .dump >before
	run -0 --separate-stderr cust-init --upgrade -d s.db
	[ "$stderr" = \
		"cust-init: $PWD/s.db: upgraded; the previous version is saved as $PWD/s.db.v1" ]
	[ "$(stat -c %a s.db.v1)" = 600 ]
	[ "$(sqlite3 s.db.v1 'PRAGMA user_version')" = 1 ]
	sqlite3 s.db.v1 .dump | diff before -
	run -0 --separate-stderr cust-init --upgrade -d s.db
	[ -z "$stderr" ]
	[ "$(echo s.db*)" = "s.db s.db.v1" ]
}

@test "a copy that an interrupted upgrade left is not written over" {
	cp "$ROOT/tests/data/store-1.db" s.db
	chmod 600 s.db
	echo mine >s.db.v1
	run -0 --separate-stderr cust-add -d s.db --name=x
	says "the previous version is saved as $PWD/s.db.v1.2"
	[ "$(cat s.db.v1)" = mine ]
	[ "$(sqlite3 s.db.v1.2 'PRAGMA user_version')" = 1 ]
}

@test "a step that is refused, or not meant, leaves an older store as it was, and no copy" {
	cp "$ROOT/tests/data/store-1.db" s.db
	chmod 600 s.db
	for tool in "feedback-step 1 --acknowledge" "promise-log --kept 1" "winback-log --won 1" \
		"touch-log --score=6"; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr $tool -d s.db
		[[ $stderr != *"upgraded"* ]]
	done
	run -0 --separate-stderr touch-log -q -n -d s.db --score=5
	[ -z "$stderr" ]
	[ "$(echo s.db*)" = s.db ]
	cmp s.db "$ROOT/tests/data/store-1.db"
}

@test "if there is no space for the copy or the upgrade, the store does not change" {
	for room in 40 80; do # KiB a file: the store has 52
		cp "$ROOT/tests/data/store-1.db" s.db
		chmod 600 s.db
		run -2 --separate-stderr bash -c "trap '' XFSZ; ulimit -f $room;
			exec cust-init --upgrade -d s.db"
		[ -n "$stderr" ]
		[ "$(sqlite3 s.db 'PRAGMA user_version; PRAGMA integrity_check')" = $'1\nok' ]
		cmp s.db "$ROOT/tests/data/store-1.db"
		rm -f s.db*
	done
}

@test "and it is written to: a purchase more, and the history with it" {
	cp "$ROOT/tests/data/store-1.db" s.db
	chmod 600 s.db
	printf 'customer_id,date,amount\nb,2024-05-01,3\n' | order-add -d s.db >/dev/null
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 --separate-stderr cust-list -q -d s.db --history --as-of=2024-05-02 --where \
		"customer_id = 'b'" --no-header
	same "b,2024-05-02,2,2024-02-01,2024-05-01,10,1,90,91,1,3"
}

@test "a store of schema 7: rows stay, and the histories have the costs" {
	local store=$ROOT/tests/data/store-7.db columns batches
	[ "$(sqlite3 "$store" 'PRAGMA user_version')" = 7 ]
	kept() {
		sqlite3 "$1" "SELECT id, customer_id, date, amount, cost, batch FROM orders;
			SELECT $columns FROM history WHERE customer_id <> 'd1';
			SELECT $batches FROM batch;
			SELECT * FROM undo"
	}
	batches=$(sqlite3 "$store" "SELECT group_concat(name) FROM pragma_table_info('batch')")
	columns=$(sqlite3 "$store" "SELECT group_concat(name) FROM pragma_table_info('history')")
	kept "$store" >before
	[ "$(wc -l <before)" -gt 120 ]
	cp "$store" s.db
	chmod 600 s.db
	cust-init -q --upgrade -d s.db
	kept s.db | diff before -
	# its refund has a number, and is no order since schema 14
	for of in "4 $store" "3 s.db"; do
		run -0 sqlite3 "${of#* }" "SELECT orders FROM history WHERE customer_id = 'd1'"
		same "${of%% *}"
	done
	run -0 cust-check -d s.db --no-header
	same ""
	cust-init -d new.db
	diff <(sqlite3 s.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
	# a: 16 orders of 20.50 at a cost of 8, one of 4.50 without a cost; d1: 100 - 60, 30 - 45,
	# -30 + 45 and 13 without a cost; d2: 80 - 50 and 4.50 without; the others have no costs
	run -0 sqlite3 s.db "SELECT customer_id, cost, costed, uncosted FROM history
		WHERE cost IS NOT NULL"
	same $'a|1280000|3280000|1\nd1|600000|1000000|1\nd2|500000|800000|1'
	# a batch of the old schema is undone
	run -0 cust-undo -q -d s.db 18
	run -0 sqlite3 s.db "SELECT customer_id, cost, costed, uncosted FROM history
		WHERE customer_id LIKE 'd%'"
	same 'd1||0|1'
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "a store of schema 12: rows stay; a trial has one name, also in what undo restores" {
	local store=$ROOT/tests/data/store-12.db
	[ "$(sqlite3 "$store" "SELECT count(*) FROM alert WHERE trial = 'calls'")" = 4 ]
	sqlite3 "$store" "SELECT * FROM alert; SELECT id, of_table, key FROM undo" >alerts
	upgrades 12 "SELECT * FROM orders; SELECT * FROM care; SELECT * FROM points;
		SELECT * FROM trial_member" care-due --as-of=2026-11-27 -d s.db
	sqlite3 s.db "SELECT * FROM alert; SELECT id, of_table, key FROM undo" | diff alerts -
	run -0 sqlite3 s.db "SELECT customer_id, held_out FROM alert WHERE held_out IS NOT NULL"
	same $'a|calls\ng1|calls\ng3|calls\na|calls'
	# the merge of batch 44 moved an alert of g2 to g3
	cust-undo -q -d s.db 44
	run -0 sqlite3 s.db "SELECT customer_id, held_out FROM alert WHERE alert_id = 17"
	same 'g2|calls'
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "a store of schema 13: a number of two sources is two orders in the history" {
	local store=$ROOT/tests/data/store-13.db
	run -0 sqlite3 "$store" "SELECT customer_id, orders FROM history WHERE customer_id >= 's1'
		ORDER BY 1; SELECT group_concat(quote(source), ' ') FROM (SELECT DISTINCT source
		FROM orders WHERE customer_id = 's1' AND order_id = '1' ORDER BY 1)"
	same $'s1|3\ns2|2\ns3|1\nNULL \'shop\' \'web\''
	upgrades 13 "SELECT * FROM orders; SELECT customer_id, first_date, last_date, spend, frequency,
		repeat_spend, latest, early_refunds, cost, costed, uncosted FROM history;
		SELECT customer_id, orders FROM history WHERE customer_id NOT IN ('s1', 'd1');
		SELECT * FROM points" order-list -d s.db
	# s1: 1 and 2 of shop, 1 of web, 1 of no source, and a purchase without a number
	run -0 cust-list -q -d s.db --where "customer_id >= 's1'" --history --as-of=2026-11-27 \
		--no-header
	[ "$(cut -d, -f1,3 <<<"$output")" = $'s1,5\ns2,2\ns3,1' ]
	run -0 cust-check -d s.db --no-header
	same ""
	# the batch of web is undone, and the trigger for sqlite3 users counts likewise
	cust-undo -q -d s.db 47
	[ "$(sqlite3 s.db "SELECT orders FROM history WHERE customer_id = 's1'")" = 4 ]
	sqlite3 s.db "INSERT INTO orders (customer_id, date, amount, order_id, source)
		VALUES ('s3', '2026-04-01', 1, '5', 'web'), ('s3', '2026-04-02', 1, '5', 'web'),
		('s3', '2026-04-03', 1, '5', '')"
	run -0 sqlite3 s.db "SELECT orders FROM history WHERE customer_id = 's3'"
	same 2
	run -1 cust-check -d s.db --no-header
	same "content,orders,changed outside custkit"
}
