# cust-check: every kind of damage is found, and a sound store is not accused.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf 'customer_id,name,vip\na,Ann,yes\nb,Bob,\nc,,\n' |
		cust-add -q -d shop.db --attrs >acc
	order-add -q -d shop.db >acc <<-'END'
		customer_id,date,amount,order_id
		a,2023-01-01,10,o1
		a,2023-01-03,5,o2
		b,2023-01-02,-3,
		b,2023-01-05,7,
	END
}

# Without digests it is not looked at whether another program changed the content: the tests of the
# other checks.
ACCEPT="DELETE FROM meta WHERE key LIKE 'digest.%'"

# What stands in the store, behind the tools' backs: no trigger, no check, no foreign key.
damage() {
	cp "$BATS_FILE_TMPDIR/shop.db" shop.db
	local triggers
	triggers=$(sqlite3 shop.db "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'
		AND tbl_name = 'orders'")
	undefended shop.db "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
		DROP TRIGGER orders_added; DROP TRIGGER orders_updated; DROP TRIGGER orders_deleted;
		$1; $triggers; $ACCEPT"
}
# What sqlite3 itself does to a store, triggers and all.
edit() { sqlite3 shop.db "PRAGMA foreign_keys = ON; $1; $ACCEPT"; }
check() { cust-check -d shop.db --no-header "$@"; }
history() {
	sqlite3 -separator , shop.db "SELECT customer_id, orders, coalesce(first_date, '-'),
		coalesce(last_date, '-'), spend,
		frequency, repeat_spend, latest, early_refunds FROM history ORDER BY 1"
}

@test "a sound store: the header, nothing else, status 0; the file stays as it is" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	run -0 --separate-stderr cust-check -d shop.db
	same check,what,fault
	[ -z "$stderr" ]
	cmp shop.db "$BATS_FILE_TMPDIR/shop.db"
	cdnow_store big.db
	run -0 cust-check -d big.db --no-header
	[ -z "$output" ]
}

# bats test_tags=long
@test "history that says other than the orders" {
	while IFS='|' read -r sql what; do
		damage "$sql"
		run -1 --separate-stderr check
		same "history,$what,history does not match the orders"
		run -0 check --repair
		same ''
		run -0 check
	done <<-'END'
	UPDATE history SET orders = 3 WHERE customer_id = 'a'|customer a
	UPDATE history SET first_date = '2022-12-31' WHERE customer_id = 'a'|customer a
	UPDATE history SET last_date = '2023-01-04' WHERE customer_id = 'a'|customer a
	UPDATE history SET spend = spend + 1 WHERE customer_id = 'a'|customer a
	UPDATE history SET frequency = 0 WHERE customer_id = 'a'|customer a
	UPDATE history SET repeat_spend = 0 WHERE customer_id = 'a'|customer a
	UPDATE history SET latest = '2023-01-04' WHERE customer_id = 'a'|customer a
	UPDATE history SET early_refunds = 0 WHERE customer_id = 'b'|customer b
	UPDATE history SET first_date = NULL WHERE customer_id = 'b'|customer b
	INSERT INTO history VALUES ('c', 1, '2023-01-01', '2023-01-01', 1, 0, 0, '2023-01-01', 0, NULL, 0, 1)|customer c
	UPDATE history SET cost = 0 WHERE customer_id = 'a'|customer a
	UPDATE history SET costed = 1 WHERE customer_id = 'a'|customer a
	UPDATE history SET uncosted = 0 WHERE customer_id = 'a'|customer a
	UPDATE orders SET amount = amount + 1 WHERE order_id = 'o2'|customer a
	DELETE FROM orders WHERE customer_id = 'b'|customer b
	INSERT INTO orders (customer_id, date, amount) VALUES ('a', '2023-01-09', 0)|customer a
	END
}

@test "history that another program's orders make: the fold of the check agrees with the view" {
	cust-init -d shop.db
	awk 'BEGIN {
		srand(11)
		print "PRAGMA foreign_keys = ON; BEGIN;"
		for (i = 0; i < 60; i++)
			printf "INSERT INTO customer (customer_id) VALUES (%cc%d%c);\n", 39, i, 39
		for (i = 0; i < 900; i++)
			printf "INSERT INTO orders (customer_id, date, amount, order_id, cost) " \
			    "VALUES (%cc%d%c, %c2023-01-%02d%s%c, %d, %s, %s);\n", 39, rand() * 60,
			    39, 39, 1 + int(rand() * 9), rand() < .3 ? " 09:30" : "", 39,
			    (rand() < .35 ? -1 : 1) * int(rand() * 5) * 2500,
			    rand() < .5 ? "NULL" : rand() < .1 ? "\047\047" : int(rand() * 40),
			    rand() < .5 ? "NULL" : int(rand() * 9) * 1000 - 2000
		print "COMMIT;"
	}' | sqlite3 shop.db
	sqlite3 shop.db "$ACCEPT"
	run -0 check
	same ''
	# each wrong column of each customer is found, and nothing else
	for set in orders=orders+1 "first_date='2022-12-31'" 'last_date=NULL' spend=spend-1 \
		frequency=frequency+1 repeat_spend=repeat_spend+1 "latest='2023-01-31'" \
		early_refunds=early_refunds+1 'cost=nullif(coalesce(cost, 0), cost)' \
		costed=costed-1 uncosted=uncosted+1; do
		cp shop.db hurt.db
		sqlite3 hurt.db "UPDATE history SET $set WHERE customer_id LIKE '%3';
			DELETE FROM history WHERE customer_id = 'c7'"
		run cust-check -d hurt.db --no-header
		[ "$status" -eq 1 ]
		same "$(sqlite3 -separator , hurt.db "SELECT 'history', 'customer ' || customer_id,
			'history does not match the orders' FROM (SELECT * FROM history EXCEPT
			SELECT * FROM history_computed) ORDER BY customer_id")
history,customer c7,history is missing"
	done
}

@test "history of orders that the fold of the check cannot take" {
	# a date that is not one: what the view makes of it is right, all else is wrong
	damage "UPDATE orders SET date = '2023-01-32' WHERE order_id = 'o2'"
	run -1 check
	same "date,orders 2,date '2023-01-32' is not a valid date
history,customer a,history does not match the orders"
	translated_faults cust-check
	run -1 check --repair
	same "date,orders 2,date '2023-01-32' is not a valid date"
	sqlite3 shop.db "DELETE FROM history WHERE customer_id IN ('a', 'b')"
	run -1 check
	same "date,orders 2,date '2023-01-32' is not a valid date
history,customer a,history is missing
history,customer b,history is missing"
	# an id that is too long for the schema
	long=$(printf 'x%.0s' {1..65})
	damage "UPDATE customer SET customer_id = '$long' WHERE customer_id = 'c';
		INSERT INTO orders (customer_id, date, amount) VALUES ('$long', '2023-01-09', 1)"
	run -1 check
	[[ $output == *"history,customer $long,history is missing"* ]]
	run -1 check --repair
	[[ $output != *history* ]]
	# profits beyond 64 bits, of which the view keeps only the parts
	damage "UPDATE orders SET amount = -9000000000000000000, cost = 9000000000000000000
		WHERE customer_id = 'b' AND amount < 0"
	run -1 check
	same 'history,customer b,history does not match the orders'
	run -0 check --repair
	same ''
}

@test "history of somebody who is no customer" {
	damage "INSERT INTO orders (customer_id, date, amount) VALUES ('ghost', '2023-01-09', 1);
		INSERT INTO history VALUES ('ghost', 1, '2023-01-09', '2023-01-09', 1, 0, 0,
		'2023-01-09', 0, NULL, 0, 1)"
	run -1 check
	[[ $output == *'history,customer ghost,history does not match the orders' ]]
	[[ $output == *'reference,orders 5,refers to a missing row of customer'* ]]
}

@test "history that is missing" {
	damage "DELETE FROM history WHERE customer_id = 'a'"
	run -1 check
	same 'history,customer a,history is missing'
	damage "INSERT INTO orders (customer_id, date, amount) VALUES ('c', '2023-01-09', 1)"
	run -1 check
	same 'history,customer c,history is missing'
	damage "DELETE FROM history"
	run -1 check
	same $'history,customer a,history is missing\nhistory,customer b,history is missing'
	run -0 check --repair
	history >after
	cp "$BATS_FILE_TMPDIR/shop.db" shop.db
	history | diff - after
}

@test "a reference to nothing" {
	damage "INSERT INTO orders (customer_id, date, amount) VALUES ('ghost', '2023-01-09', 1)"
	run -1 check
	same 'reference,orders 5,refers to a missing row of customer'
	# --repair is for the history: what remains is said, and the status stays
	run -1 check --repair
	same 'reference,orders 5,refers to a missing row of customer'
	damage "UPDATE orders SET batch = 99 WHERE order_id = 'o1'"
	run -1 check
	same 'reference,orders 1,refers to a missing row of batch'
	damage "DELETE FROM customer WHERE customer_id = 'a'"
	run -1 check
	[[ $output == *'reference,orders 1,refers to a missing row of customer'* ]]
	damage "INSERT INTO change (batch, customer_id, field) VALUES (1, 'ghost', 'name')"
	run -1 check
	same 'reference,change 1,refers to a missing row of customer'
}

# What was said, with a step or two, in a store of its own.
said() {
	rm -f shop.db
	cust-init -d shop.db
	feedback-log -q -d shop.db --create --force >acc <<-'END'
	customer_id,date,kind,text
	a,2025-01-02,complaint,我要退款
	,2025-01-02,complaint,
	b,2025-01-02T10:00,nps,
	END
	feedback-step -q -d shop.db 1 2 --acknowledge --at=2025-01-03 >acc
	feedback-step -q -d shop.db 1 2 --resolve --outcome='已退款, "sorry"' --cause=x \
		--at=2025-01-04 >acc
	feedback-step -q -d shop.db 1 --reopen --at=2025-01-05 >acc
	feedback-step -q -d shop.db 1 --resolve --outcome=again --cause=x --at=2025-01-05 >acc
	feedback-step -q -d shop.db 2 --close --at=2025-01-05 >acc
	run -0 check
	same ''
	local triggers
	triggers=$(sqlite3 shop.db "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'
		AND tbl_name = 'feedback_event'")
	undefended shop.db "PRAGMA ignore_check_constraints = ON;
		DROP TRIGGER feedback_event_changed;
		DROP TRIGGER feedback_event_deleted; $1; $triggers; $ACCEPT"
}

# bats test_tags=long
@test "steps that the states do not allow, and steps that go back in time" {
	while IFS='|' read -r sql fault; do
		said "$sql"
		run -1 --separate-stderr check
		same "feedback,$fault"
		translated_faults cust-check
		# --repair does not change what was done
		run -1 check --repair
		same "feedback,$fault"
	done <<-'END'
	UPDATE feedback_event SET state = 'assigned' WHERE event_id = 6|case 1,resolve does not lead from in_progress to assigned
	UPDATE feedback_event SET state = 'waiting' WHERE event_id = 1|case 1,acknowledge does not lead from received to waiting
	UPDATE feedback_event SET step = 'note' WHERE event_id = 5|case 1,note does not lead from resolved to in_progress
	UPDATE feedback SET customer_id = 'a' WHERE case_id = 2|case 2,close does not lead from resolved to closed
	INSERT INTO feedback_event (case_id, at, step, state, actor) VALUES (3, '2025-01-03', 'start', 'in_progress', 'x')|case 3,start does not lead from received to in_progress
	UPDATE feedback_event SET at = '2025-01-02' WHERE event_id = 5|case 1,reopen at 2025-01-02 is earlier than the previous event at 2025-01-04
	UPDATE feedback_event SET at = '2025-01-01' WHERE event_id = 1|case 1,acknowledge at 2025-01-01 is earlier than the previous event at 2025-01-02
	INSERT INTO feedback_event (case_id, at, step, state, actor) VALUES (3, '2025-01-02', 'note', 'received', 'x')|case 3,note at 2025-01-02 is earlier than the previous event at 2025-01-02T10:00:00
	END
}

# bats test_tags=long
@test "an index that has other words than the cases: found, and made anew" {
	while IFS='|' read -r sql fault; do
		said "$sql"
		run -1 --separate-stderr check
		same "words,$fault"
		translated_faults cust-check
		run -0 check --repair
		same ''
		run -0 check
		# what is found then is what was said
		for word in 退款 sorry again nothing; do
			feedback-list -d shop.db --match=$word --no-header | cut -d, -f1 |
				sort >found
			sqlite3 shop.db "SELECT DISTINCT case_id FROM feedback LEFT
				JOIN feedback_event USING (case_id)
				WHERE instr(text, '$word') OR instr(outcome, '$word') ORDER BY 1" |
				diff - found
		done
	done <<-'END'
	DELETE FROM feedback_words WHERE rowid = 1|case 1,search index lacks its words
	UPDATE feedback_words SET text = '退款' WHERE rowid = 1|case 1,search index lacks its words
	UPDATE feedback_words SET outcome = NULL WHERE rowid = 2|case 2,search index lacks its words
	UPDATE feedback SET text = 'nothing' WHERE case_id = 1|case 1,search index lacks its words
	UPDATE feedback SET text = NULL WHERE case_id = 1|case 1,search index lacks its words
	UPDATE feedback SET text = 'nothing' WHERE case_id = 3|case 3,search index lacks its words
	UPDATE feedback_event SET outcome = 'nothing' WHERE event_id = 3|case 1,search index lacks its words
	INSERT INTO feedback_words (rowid, text) VALUES (3, 'nothing')|case 3,search index has words of no case
	INSERT INTO feedback_words (rowid, text) VALUES (99, '退款')|case 99,search index has words of no case
	END
	# FTS5's own tables emptied: no words differ, but --repair brings them back
	said "DELETE FROM feedback_words_data WHERE id > 10"
	run feedback-list -d shop.db --match=退款 --no-header
	[[ $output != 1,* ]]
	run -0 check --repair
	run -0 feedback-list -d shop.db --match=退款 --no-header
	[[ $output == *1,a,* ]]
}

@test "a date that is not valid" {
	for date in 2023-02-29 2023-13-01 2023-00-10 soon '' 20230101; do
		damage "UPDATE orders SET date = '$date' WHERE order_id = 'o1'"
		run -1 check
		[[ $output == *"date,orders 1,date '$date' is not a valid date"* ]]
	done
	cp "$BATS_FILE_TMPDIR/shop.db" shop.db
	sqlite3 shop.db "PRAGMA ignore_check_constraints = ON; $ACCEPT;
		INSERT INTO feedback (date, kind) VALUES ('2025-02-29', 'praise');
		INSERT INTO feedback_event (case_id, at, step, state, actor)
		VALUES (1, '2025-02-30T10:00:00', 'note', 'received', 'x');
		INSERT INTO touch (date) VALUES ('2025-00-01');
		INSERT INTO promise (customer_id, date, promise, due) VALUES ('a', '2025-04-31',
		'x', '2025-06-31');
		INSERT INTO promise_event (promise_id, at, step, actor, due, told)
		VALUES (1, '2025-09-31', 'move', 'x', '2025-11-31', 1);
		INSERT INTO answer (survey, date, customer_id, item, value)
		VALUES ('s', '2025-01-32', 'a', 'i', '1'), ('s', NULL, 'a', 'j', '1');
		INSERT INTO winback (customer_id, date, until) VALUES ('a', '2025-02-31',
		'2025-02-30'), ('a', '2025-03-01', NULL);
		INSERT INTO winback_event (winback_id, at, step, actor)
		VALUES (1, '2025-06-31T10:00:00', 'won', 'x');
		INSERT INTO alert_run VALUES ('2025-04-31', 'x', 0, 0, 0, 0, 2);
		INSERT INTO alert (as_of, change) VALUES ('2025-09-31', 'BASELINE');
		INSERT INTO alert_state VALUES ('a', 'raised', '2025-11-31', '2025-11-32',
		'2025-11-33', NULL)"
	run -1 check
	same "date,case 1,date '2025-02-29' is not a valid date
date,case 1,date '2025-02-30T10:00:00' is not a valid date
date,touch 1,date '2025-00-01' is not a valid date
date,promise 1,date '2025-04-31' is not a valid date
date,promise 1,date '2025-06-31' is not a valid date
date,promise 1,date '2025-09-31' is not a valid date
date,promise 1,date '2025-11-31' is not a valid date
date,answer 1,date '2025-01-32' is not a valid date
date,win-back 1,date '2025-02-31' is not a valid date
date,win-back 1,date '2025-02-30' is not a valid date
date,win-back 1,date '2025-06-31T10:00:00' is not a valid date
date,alerts of 2025-04-31,date '2025-04-31' is not a valid date
date,alert 1,date '2025-09-31' is not a valid date
date,alerts about a,date '2025-11-31' is not a valid date
date,alerts about a,date '2025-11-32' is not a valid date
date,alerts about a,date '2025-11-33' is not a valid date"
	translated_faults cust-check
	# days that are some, though rare
	damage "UPDATE orders SET date = '2024-02-29' WHERE order_id = 'o2'"
	run -0 check --repair
	same ''
}

@test "a batch whose counts do not add up" {
	damage "UPDATE batch SET added = added + 1 WHERE batch = 2"
	run -1 check
	same 'batch,batch 2,counts do not add up'
	translated_faults cust-check
}

@test "attrs that are no JSON object" {
	damage "UPDATE customer SET attrs = '{\"vip\":}' WHERE customer_id = 'a'"
	run -1 check
	same 'attrs,customer a,attrs is not a JSON object'
}

@test "an amount that is not an integer, a customer id that is too long: the schema forbids it" {
	damage "UPDATE customer SET customer_id = '$(printf 'x%.0s' {1..65})'
		WHERE customer_id = 'c'"
	run -1 check
	[[ $output == 'integrity,file,'*CHECK*customer* ]]
	damage "UPDATE customer SET attrs = '[]' WHERE customer_id = 'a'"
	run -1 check
	[[ $output == 'integrity,file,'*CHECK*customer* ]]
}

@test "an index that does not have what its table has" {
	damage "PRAGMA writable_schema = ON; CREATE TABLE t (id INTEGER PRIMARY KEY);
		UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema
		WHERE name = 't') WHERE name = 'orders_customer'"
	run -1 --separate-stderr check
	[[ $output == 'integrity,file,'* ]]
	[ -z "$stderr" ]
}

@test "pages overwritten, a file cut short: never status 0" {
	cdnow_store big.db
	size=$(stat -c %s big.db)
	for at in 4096 40960 204800 $((size - 8192)); do
		cp big.db hurt.db
		head -c 4096 /dev/zero | tr '\0' '\252' |
			dd of=hurt.db bs=1 seek=$at conv=notrunc status=none
		run --separate-stderr timeout 60 cust-check -d hurt.db --no-header
		[ "$status" -eq 1 ] && [ -n "$output" ] || { [ "$status" -eq 2 ] &&
			[ -n "$stderr" ]; }
	done
	for keep in 100 4096 $((size / 2)) $((size - 4096)); do
		head -c $keep big.db >hurt.db
		run --separate-stderr timeout 60 cust-check -d hurt.db --no-header
		[ "$status" -eq 1 ] && [ -n "$output" ] || { [ "$status" -eq 2 ] &&
			[ -n "$stderr" ]; }
	done
}

@test "a part of the schema that is missing, or not as custkit makes it" {
	while IFS='|' read -r sql fault; do
		cp "$BATS_FILE_TMPDIR/shop.db" shop.db
		edit "$sql"
		run -1 --separate-stderr check
		same "schema,$fault"
		translated_faults cust-check
	done <<-'END'
	ALTER TABLE visit RENAME COLUMN note TO notes|table visit,is not as custkit makes it
	ALTER TABLE promise ADD COLUMN mine TEXT|table promise,is not as custkit makes it
	DROP INDEX touch_customer|index touch_customer,is missing
	DROP INDEX touch_customer; CREATE INDEX touch_customer ON touch (date)|index touch_customer,is not as custkit makes it
	DROP TRIGGER winback_event_deleted|trigger winback_event_deleted,is missing
	DROP VIEW order_lines|view order_lines,is missing
	DROP VIEW order_lines; CREATE VIEW Order_Lines AS SELECT 1|view Order_Lines,is not as custkit makes it
	CREATE TRIGGER mine AFTER INSERT ON orders BEGIN SELECT 1; END|trigger mine,is not custkit's: it may change what others write
	DROP TRIGGER winback_event_deleted; CREATE TRIGGER winback_event_deleted BEFORE DELETE ON winback_event BEGIN SELECT 1; END|trigger winback_event_deleted,is not as custkit makes it
	END
}

@test "indexes, views and tables of another program are left alone" {
	cp "$BATS_FILE_TMPDIR/shop.db" shop.db
	edit "CREATE TABLE mine (x TEXT); CREATE INDEX mine_x ON mine (x);
		CREATE INDEX mine_date ON orders (date);
		CREATE VIEW my_orders AS SELECT * FROM orders"
	run -0 check
	same ''
	run -0 cust-add -q -d shop.db --name=x
	run -0 check --repair
	# the repair did not take their content for custkit's
	sqlite3 shop.db "INSERT INTO mine VALUES ('new')"
	run -0 check
}

@test "a key of meta that is not one" {
	cp "$BATS_FILE_TMPDIR/shop.db" shop.db
	sqlite3 shop.db "UPDATE meta SET key = 'digest.orderz' WHERE key = 'digest.orders';
		INSERT INTO meta VALUES ('timezonf', 'x')"
	run -1 check
	same "meta,meta,key 'digest.orderz' is not custkit's
meta,meta,key 'timezonf' is not custkit's"
	translated_faults cust-check
}

@test "several faults: all are listed, by check" {
	damage "UPDATE batch SET added = 7 WHERE batch = 1; UPDATE history SET spend = 0;
		INSERT INTO orders (customer_id, date, amount) VALUES ('ghost', '2023-01-09', 1)"
	run -1 check
	same 'reference,orders 5,refers to a missing row of customer
history,customer a,history does not match the orders
history,customer b,history does not match the orders
batch,batch 1,counts do not add up'
	run -1 check -f json
	run -0 jq -rs 'map(.check) | join(" ")' <<<"$output"
	same 'reference history history batch'
}

@test "a repair that could not be printed is said to be committed" {
	damage "DELETE FROM history"
	run -2 --separate-stderr bash -c 'cust-check --repair -d shop.db >/dev/full'
	[ "$stderr" = \
		"cust-check: standard output (the repair is committed): No space left on device" ]
	run -0 check
}

@test "--repair makes no store" {
	run -2 --separate-stderr cust-check --repair
	says "store not found"
	[ ! -e default.db ]
	run -2 --separate-stderr cust-check
	[ "$stderr" = \
		"cust-check: $CUSTKIT_DB: store not found; create it with: cust-init -d $CUSTKIT_DB" ]
}

@test "rows that sqlite3 itself writes keep the history right: insert" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	edit "INSERT INTO orders (customer_id, date, amount, order_id) VALUES ('c', '2023-02-01',
		20000, 'x')"
	run -0 history
	same 'a,2,2023-01-01,2023-01-03,150000,1,50000,2023-01-03,0
b,1,2023-01-05,2023-01-05,40000,0,0,2023-01-05,1
c,1,2023-02-01,2023-02-01,20000,0,0,2023-02-01,0'
	# the same order on another day counts once; an earlier day moves the first; a refund nets
	# into the repeat day
	edit "INSERT INTO orders (customer_id, date, amount, order_id)
		VALUES ('c', '2023-02-03T10:00', 10000, 'x'),
		('a', '2022-12-31', 1, NULL), ('a', '2023-06-01', -20000, NULL), ('b',
		'2023-01-05T01:00:00', 0, NULL)"
	run -0 history
	same 'a,3,2022-12-31,2023-01-03,130001,2,130000,2023-06-01,0
b,2,2023-01-05,2023-01-05,40000,0,0,2023-01-05,1
c,1,2023-02-01,2023-02-03,30000,1,10000,2023-02-03,0'
	run -0 check
}

@test "rows that sqlite3 itself writes keep the history right: update, also of the customer" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	edit "UPDATE orders SET customer_id = 'b' WHERE order_id = 'o2'"
	run -0 history
	same 'a,1,2023-01-01,2023-01-01,100000,0,0,2023-01-01,0
b,2,2023-01-03,2023-01-05,90000,1,70000,2023-01-05,1'
	edit "UPDATE orders SET amount = -10000 WHERE order_id = 'o1'"
	run -0 history
	# a refund with a number is no order
	same 'a,0,-,-,-10000,0,0,2023-01-01,1
b,2,2023-01-03,2023-01-05,90000,1,70000,2023-01-05,1'
	edit "UPDATE orders SET customer_id = 'c'"
	run -0 history
	same 'c,2,2023-01-03,2023-01-05,80000,1,70000,2023-01-05,2'
	# a customer renamed takes orders and history along
	edit "UPDATE customer SET customer_id = 'z' WHERE customer_id = 'c'"
	run -0 history
	same 'z,2,2023-01-03,2023-01-05,80000,1,70000,2023-01-05,2'
	run -0 sqlite3 shop.db "SELECT DISTINCT customer_id FROM orders"
	same z
	run -0 check
}

@test "rows that sqlite3 itself writes keep the history right: delete" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	edit "DELETE FROM orders WHERE order_id = 'o1'"
	run -0 history
	same 'a,1,2023-01-03,2023-01-03,50000,0,0,2023-01-03,0
b,1,2023-01-05,2023-01-05,40000,0,0,2023-01-05,1'
	edit "DELETE FROM orders WHERE customer_id = 'a'; DELETE FROM orders WHERE amount > 0"
	run -0 history
	same 'b,0,-,-,-30000,0,0,2023-01-02,1'
	edit "DELETE FROM orders"
	run -0 history
	same ''
	run -0 check
}

@test "REPLACE by sqlite3 deletes without triggers, unless recursive_triggers is on: it is found" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	edit "INSERT OR REPLACE INTO orders (id, customer_id, date, amount)
		VALUES (1, 'c', '2023-03-01', 1)"
	run -1 check
	same 'history,customer a,history does not match the orders'
	run -0 check --repair
	run -0 history
	same 'a,1,2023-01-03,2023-01-03,50000,0,0,2023-01-03,0
b,1,2023-01-05,2023-01-05,40000,0,0,2023-01-05,1
c,1,2023-03-01,2023-03-01,1,0,0,2023-03-01,0'
	edit "PRAGMA recursive_triggers = ON; REPLACE INTO orders (id, customer_id, date, amount)
		VALUES (2, 'c', '2023-03-02', 1)"
	run -0 check
}

@test "the schema refuses by itself what sqlite3 must not write" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	for sql in "INSERT INTO orders (customer_id, date, amount) VALUES ('ghost', '2023-01-01',
		1)" \
		"INSERT INTO orders (customer_id, date, amount) VALUES ('a', 'soon', 1)" \
		"INSERT INTO orders (customer_id, date, amount) VALUES ('a', '2023-01-01', 'x')" \
		"INSERT INTO orders (customer_id, date, amount) VALUES ('a', '2023-01-01', 1.5)" \
		"INSERT INTO customer (customer_id) VALUES ('')" \
		"INSERT INTO customer (customer_id, attrs) VALUES ('q', 'x')" \
		"DELETE FROM customer WHERE customer_id = 'a'"; do
		run ! edit "$sql"
	done
	cmp shop.db "$BATS_FILE_TMPDIR/shop.db" || sqlite3 shop.db .dump |
		diff - <(sqlite3 "$BATS_FILE_TMPDIR/shop.db" .dump)
}

@test "the recomputation in SQL and the fold agree, on random logs with refunds, times and orders" {
	cust-init -d r.db
	awk -v seed=7 'BEGIN {
		srand(seed)
		print "customer_id,date,amount,order_id"
		for (i = 0; i < 1500; i++) {
			day = sprintf("2023-01-%02d%s", 1 + int(rand() * 12),
				rand() < .3 ? "T10:00" : "")
			amount = (rand() < .35 ? -1 : 1) * int(rand() * 5) / 4
			printf "c%d,%s,%s,%s\n", rand() * 200, day, amount,
			rand() < .5 ? "o" int(rand() * 40) : ""
		}
	}' >log.csv
	order-add -q -d r.db --create log.csv >acc
	run -0 cust-check -d r.db --no-header
	same ''
	run -0 sqlite3 r.db "SELECT * FROM history EXCEPT SELECT * FROM history_computed"
	same ''
	# histories of the CSV, of the maintained table and of the view are the same
	for as_of in 2023-01-31 2023-01-06; do
		cust-segment -q --rfm --as-of=$as_of log.csv >csv
		cust-segment -q --rfm --as-of=$as_of -d r.db >store
		diff csv store
	done
	sqlite3 r.db "DELETE FROM history"
	run -0 cust-check -d r.db --no-header --repair
	cust-segment -q --rfm --as-of=2023-01-31 -d r.db |
		diff <(cust-segment -q --rfm --as-of=2023-01-31 log.csv) -
}
