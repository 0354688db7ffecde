# cust-export: all that is stored about one customer, and nothing about another.
load helper

# A store s.db in which the customers a and b have a row in every table, with a word of their own in
# every column that can hold one: CANARY-a-1 and so on.
full_store() {
	cust-init -d s.db --currency=CNY
	printf 'customer_id\na\nb\nold\n' | cust-add -q -d s.db >acc
	for id in a b; do
		n=$([ $id = a ] && echo 10 || echo 20)
		c() { i=$((i + 1)); printf "'CANARY-%s-%d'" $id $i; }
		i=0
		sqlite3 s.db <<-END
		UPDATE customer SET name = $(c; c), email = $(i=2; c), phone = $(i=3; c),
			birthday = '1990-01-$n', gender = $(i=5; c), country = $(i=6; c),
			region = $(i=7; c), city = $(i=8; c), channel = $(i=9; c),
			plan = $(i=10; c), attrs = '{"x": "CANARY-$id-12"}', source = $(i=12; c),
			external_id = $(i=13; c) WHERE customer_id = '$id';
		INSERT INTO customer_key VALUES ('$id', 'email', $(i=14; c));
		INSERT INTO alias (alias, customer_id, batch) VALUES ($(i=15; c), '$id', 1);
		INSERT INTO change (batch, customer_id, field, old, new)
			VALUES (1, '$id', 'name', $(i=16; c), $(i=17; c));
		INSERT INTO orders (customer_id, date, amount, order_id, sku, channel, source)
			VALUES ('$id', '2025-01-01', ${n}5000, $(i=18; c), $(i=19; c), $(i=20; c),
				$(i=21; c));
		INSERT INTO feedback (case_id, customer_id, date, kind, text, department, wanted,
			order_id, touchpoint, source, external_id)
			VALUES ($n, '$id', '2025-01-01', 'complaint', $(i=22; c), $(i=23; c),
				$(i=24; c), $(i=25; c), $(i=26; c), $(i=27; c), $(i=28; c));
		INSERT INTO feedback_event (case_id, at, step, state, actor, owner, department,
			outcome, cause, note) VALUES ($n, '2025-01-02', 'acknowledge',
			'acknowledged', $(i=29; c), $(i=30; c), $(i=31; c), $(i=32; c), $(i=33; c),
			$(i=34; c));
		INSERT INTO touch (customer_id, date, touchpoint, journey, agent, note, source,
			external_id) VALUES ('$id', '2025-01-01', $(i=35; c), $(i=36; c),
			$(i=37; c), $(i=38; c), $(i=39; c), $(i=40; c));
		INSERT INTO promise (promise_id, customer_id, date, promise, due, touchpoint,
			order_id, agent) VALUES ($n, '$id', '2025-01-01', $(i=41; c), '2025-02-01',
			$(i=42; c), $(i=43; c), $(i=44; c));
		INSERT INTO promise_event (promise_id, at, step, actor, note)
			VALUES ($n, '2025-01-02', 'keep', $(i=45; c), $(i=46; c));
		INSERT INTO answer (survey, wave, date, customer_id, respondent, item, part, value,
			source, external_id) VALUES ($(i=47; c), $(i=48; c), '2025-01-01', '$id',
			$(i=49; c), $(i=50; c), $(i=51; c), $(i=52; c), $(i=53; c), $(i=54; c));
		INSERT INTO alert (as_of, customer_id, change, risk, reasons)
			VALUES ('2025-01-01', '$id', 'NEW', 50.5, $(i=55; c));
		INSERT INTO alert_state (customer_id, state, told, changed)
			VALUES ('$id', 'raised', '2025-01-$n', '2025-01-$n');
		INSERT INTO winback (winback_id, customer_id, date, reason, offer, agent, cost)
			VALUES ($n, '$id', '2025-01-01', $(i=56; c), $(i=57; c), $(i=58; c), 25000);
		INSERT INTO winback_event (winback_id, at, step, actor, note)
			VALUES ($n, '2025-01-02', 'won', $(i=59; c), $(i=60; c));
		INSERT OR IGNORE INTO segment_run VALUES (1, 'rfm', '2025-01-01', 2, NULL, 1);
		INSERT INTO segment_label (run_id, customer_id, label)
			VALUES (1, '$id', $(i=61; c));
		INSERT INTO consent (customer_id, date, purpose, step, basis, version, agent, note,
			source, external_id) VALUES ('$id', '2025-01-01', $(i=62; c), 'given',
			$(i=63; c), $(i=64; c), $(i=65; c), $(i=66; c), $(i=67; c), $(i=68; c));
		INSERT INTO visit (customer_id, queue, agent, slot, note, source, external_id)
			VALUES ('$id', $(i=75; c), $(i=76; c), '2025-01-01T10:00:00', $(i=77; c),
			$(i=78; c), $(i=79; c));
		INSERT INTO points (customer_id, date, step, points, usable, order_id, rule, reason,
			agent, note, source) VALUES ('$id', '2025-01-01', 'earn', 5, '2025-01-01',
			$(i=81; c), $(i=82; c), $(i=83; c), $(i=84; c), $(i=85; c), $(i=86; c));
		INSERT INTO care (customer_id, as_of, occasion, due)
			VALUES ('$id', '2025-01-01', $(i=87; c), '2025-01-01');
		INSERT INTO trial_member (trial, customer_id, arm, share, stratum, assigned)
			VALUES ($(i=88; c), '$id', 'treatment', .1, $(i=89; c), '2025-01-01');
		INSERT INTO forgotten VALUES ('$id', '2025-01-01T00:00:00Z', $(i=69; c), 1, 0);
		INSERT INTO forgotten_id VALUES ($(i=80; c), '$id');
		INSERT INTO forgotten_batch VALUES (1, '$id');
		INSERT INTO undo (batch, of_table, key, added, old) VALUES
			(1, 'customer', '$id', 1, json_object('customer_id', '$id',
				'name', $(i=70; c))),
			(1, 'touch', '99', 1, json_object('customer_id', '$id',
				'note', $(i=71; c))),
			(1, 'feedback_event', '98', 1, json_object('case_id', $n,
				'note', $(i=72; c))),
			(1, 'feedback', '97$n', 1, json_object('case_id', 97$n,
				'customer_id', '$id', 'text', $(i=73; c))),
			(1, 'feedback_event', '96', 1, json_object('case_id', 97$n, 'note',
				$(i=74; c))),
			(1, 'touch', '95', 1, json_object('customer_id', $(i=15; c), 'note',
				$(i=75; c)));
		END
	done
}

# canaries FILE...: each that is in the files, once.
canaries() { cat "$@" | grep -oE 'CANARY-[ab]-[0-9]+' | sort -u; }

@test "every table and column of the customer is there, in each form, and nothing of another" {
	full_store
	# the test itself: of every table but the computed ones each text column has a word
	sqlite3 s.db .dump >dump
	canaries dump >all
	[ "$(grep -c CANARY-a all)" -ge 70 ]
	[ "$(grep -c CANARY-a all)" = "$(grep -c CANARY-b all)" ]
	grep CANARY-a all >want
	cust-export -d s.db a >a.json
	cust-export -d s.db --format=csv a >a.csv
	cust-export -d s.db --dir=a a
	for files in a.json a.csv 'a/*.csv'; do
		# shellcheck disable=SC2086 # a pattern
		canaries $files | diff -u want -
	done
	sed s/-a-/-b-/ want >want_b
	cust-export -d s.db b | canaries | diff -u want_b -
	jq empty a.json
	# every table of the store that names customers has a row
	sqlite3 s.db "SELECT * FROM (SELECT DISTINCT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND c.name = 'customer_id'
		UNION VALUES ('feedback_event'), ('promise_event'), ('winback_event'), ('batch'),
		('undo')) ORDER BY 1" >tables
	jq -r 'to_entries[] | select(.value.rows | length > 0) | .key' a.json | sort | diff -u tables -
	tail -n +2 a.csv | cut -d, -f1 | sort -u | diff -u tables -
	(cd a && printf '%s\n' *.csv) | grep -vx columns.csv | sed 's/\.csv//' | diff -u tables -
}

@test "JSON: an object per table, with words for it and its columns; numbers are numbers" {
	full_store
	cust-export -d s.db a >a.json
	run -0 jq -c '.orders | [.en, .zh, .columns.amount, (.rows[0] | [.amount, .quantity, .date])]' \
		a.json
	same '["orders","订单",{"en":"amount paid; below 0: refund","zh":"金额（负数为退款）"},[10.5,null,"2025-01-01"]]'
	run -0 jq -c '.customer.rows[0].attrs.x, .undo.rows[0].old.name, .winback.rows[0].cost,
		.alert.rows[0].risk, .segment_label.rows[0].scheme, .batch.rows[0].tool' a.json
	same $'"CANARY-a-12"\n"CANARY-a-71"\n2.5\n50.5\n"rfm"\n"cust-add"'
	# words for each column of each row
	run -0 jq '[.[] | .columns as $c | .rows[] | keys[] | select($c[.].en == "" or $c[.].zh == ""
		or ($c[.] == null))] | length' a.json
	same 0
}

@test "CSV: one table with a row per cell, or a folder that only its owner can read" {
	full_store
	run -0 cust-export -d s.db -f csv a
	[ "${lines[0]}" = table,row,field,value,en,zh ]
	[[ $output == *$'\norders,1,amount,10.5,amount paid; below 0: refund,金额（负数为退款）\n'* ]]
	umask 0
	cust-export -d s.db --dir=new a
	[ "$(stat -c %a new)" = 700 ]
	[ "$(stat -c %a new/* | sort -u)" = 600 ]
	run -0 cat new/orders.csv
	same 'id,customer_id,date,amount,order_id,sku,quantity,cost,discount,channel,batch,source
1,a,2025-01-01,10.5,CANARY-a-19,CANARY-a-20,,,,CANARY-a-21,,CANARY-a-22'
	run -0 head -n 2 new/columns.csv
	same $'table,column,en,zh\ncustomer,customer_id,your customer id,客户编号'
	# the words of every column of every file
	for f in new/*.csv; do
		[ "$f" = new/columns.csv ] || head -n 1 "$f" | tr , '\n' |
			sed "s|^|$(basename "$f" .csv),|"
	done | sort >columns
	cut -d, -f1,2 new/columns.csv | tail -n +2 | sort | diff -u columns -
	[ -z "$(grep -E ',,|,$' new/columns.csv)" ]
}

@test "a customer of whom there is only the id" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=x >acc
	cust-export -d s.db x >x.json
	run -0 jq -c '[to_entries[] | select(.value.rows | length > 0) | .key]' x.json
	same '["customer","batch"]'
	run -0 bash -c 'cust-export -d s.db x -f csv | cut -d, -f1-4'
	[ "${lines[1]}" = customer,1,customer_id,x ]
}

@test "the id from standard input" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=客户 >acc
	cust-export -d s.db 客户 >want
	printf '客户\n' | cust-export -d s.db - | cmp want -
	printf '客户\r\n' | cust-export -d s.db - | cmp want -
	printf 客户 | cust-export -d s.db - | cmp want -
	for input in '' '\n' '客户\nx\n' 'a\0b\n'; do
		# shellcheck disable=SC2059 # escapes
		run -2 --separate-stderr cust-export -d s.db - < <(printf "$input")
		[ "$stderr" = "cust-export: standard input must be one line with the id of a customer" ]
	done
}

@test "what is refused" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=x >acc
	run -2 --separate-stderr cust-export -d s.db y
	[ "$stderr" = "cust-export: no customer 'y' in s.db" ]
	run -2 --separate-stderr cust-export -d s.db
	[ "${stderr_lines[0]}" = "cust-export: missing operand ID" ]
	run -2 --separate-stderr cust-export -d s.db --dir=d --format=csv x
	[ "${stderr_lines[0]}" = "cust-export: --dir writes CSV; it cannot be used with --format" ]
	run -2 --separate-stderr cust-export -d s.db --dir= x
	[ "${stderr_lines[0]}" = "cust-export: --dir is empty" ]
	mkdir d
	run -2 --separate-stderr cust-export -d s.db --dir=d x
	[ "$stderr" = "cust-export: d: File exists" ]
	[ -z "$(ls d)" ]
	run -2 --separate-stderr cust-export -d s.db --dir=d y
	[ ! -e y ]
	run -2 --separate-stderr cust-export -d s.db --dir=no/such x
	[ "$stderr" = "cust-export: no/such: No such file or directory" ]
}

@test "it changes nothing" {
	full_store
	cp s.db copy.db
	cust-export -d s.db a >a.json
	cust-export -d s.db --dir=d a
	cmp s.db copy.db
}

@test "the id before a merge means the customer, and amounts are in units of the currency" {
	cust-init -d s.db
	order-add -q --create -d s.db >acc <<-END
		customer_id,date,amount,cost
		a,2025-01-01,10.5,3
		a,2025-02-01,99.99,4.25
		b,2025-03-01,20,
	END
	cust-merge -q -d s.db a b >acc
	cust-export -q -d s.db a >a.json
	cust-export -q -d s.db b | cmp - a.json
	run -0 --separate-stderr cust-export -d s.db b
	[ "$stderr" = "cust-export: customer 'b' was merged into 'a'" ]
	echo b | cust-export -q -d s.db - | cmp - a.json
	run -0 jq -c '.history.rows[0] | [.spend, .repeat_spend, .cost, .costed]' a.json
	same '[130.49,119.99,7.25,110.49]'
	# the order of b as it was before the merge
	run -0 jq -c '.undo.rows[] | select(.of_table == "orders").old | [.amount, .cost]' a.json
	same '[20,null]'
	cust-export -q -d s.db -f csv b >b.csv
	grep -q '^history,1,repeat_spend,119.99,' b.csv
	cust-undo -q -d s.db 2 >acc	# batch 3
	cust-undo -q -d s.db 1 >acc
	cust-undo -q -d s.db 4 >acc	# the customers are there again
	cust-export -q -d s.db a >a.json
	run -0 jq -c '.undo.rows[] | select(.batch == 4 and .of_table == "orders" and .old.customer_id == "a").old
		| [.amount, .cost]' a.json
	same $'[10.5,3]\n[99.99,4.25]'
}

@test "of a forgotten customer, with words for each column" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=x --name=Xenia >acc
	cust-forget -q -d s.db x >acc
	cust-export -d s.db forgotten-1 >x.json
	run -0 jq -r 'to_entries[] | .key as $t | .value.columns | to_entries[]
		| select(.value.en == "" or .value.zh == "") | "\($t).\(.key)"' x.json
	same ''
	run -2 cust-export -d s.db x
	same "cust-export: no customer 'x' in s.db"
}
