#!/usr/bin/env bats
# cust-merge: one customer of two, with all that hangs on them; aliases in all tools; undo.
load helper

# Three customers with something in every table that can be filled by a tool, or by SQL.
shop() {
	cust-init -d s.db
	cat >customers.csv <<-'END'
	customer_id,name,email,phone,country,city,acquired,attrs,external_id
	a,Ann,,13800138000,CN,,2024-02-01,"{""vip"":true,""x"":1.50}",7
	b,Anna Lee,b@example.com,13900138000,,Graz,2024-01-01,"{""vip"":false,""y"":[1,2]}",8
	c,Cy,c@example.com,,,,2024-03-01,,
	END
	cat >orders.csv <<-'END'
	customer_id,date,amount,order_id,cost
	a,2024-01-01,10,o1,4
	a,2024-03-01,-2,,
	b,2024-02-01,5,o2,
	b,2024-02-01,5.5,o3,1
	c,2024-05-01,7,o4,2
	END
	cust-add -q -d s.db --source=crm customers.csv >acc
	order-add -q -d s.db orders.csv >acc
	local who
	for who in a b; do
		feedback-log -q -d s.db --customer-id=$who --kind=complaint --text=退款 \
			--date=2024-02-02 >acc
		touch-log -q -d s.db --customer-id=$who --channel=web --date=2024-02-03 >acc
		promise-log -q -d s.db --customer-id=$who --promise=x --date=2024-02-03 \
			--due=2199-12-31 >acc
		winback-log -q -d s.db --customer-id=$who --offer=x --date=2024-02-04 >acc
		for item in 1 2; do
			survey-log -q -d s.db --survey=s --item=$item --value=$item \
				--customer-id=$who --date=2024-02-05 >acc
		done
	done
	survey-log -q -d s.db --survey=t --item=1 --value=4 --customer-id=b --date=2024-02-05 >acc
	feedback-step -q -d s.db 2 --acknowledge --at=2024-02-06 >acc
	cust-add -q -d s.db --customer-id=b --city=Wien >acc
}

digests() { sqlite3 s.db "SELECT * FROM meta WHERE key LIKE 'digest.%' ORDER BY key"; }
sound() { cust-check -d s.db --no-header >faults || { cat faults; return 1; }; }

# every table with a customer_id that has rows of this customer
tables_of() {
	local table
	for table in $(sqlite3 s.db "SELECT m.name FROM sqlite_schema AS m
		JOIN pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND c.name = 'customer_id'"); do
		[ "$(sqlite3 s.db "SELECT count(*) FROM $table WHERE customer_id = '$1'")" = 0 ] ||
			echo "$table"
	done | sort | paste -sd ' '
}

@test "everything that hangs on the customer moves; the sums stay; undo and redo" {
	shop
	digests >first
	n=$(sqlite3 s.db "SELECT max(batch) FROM batch")
	[ "$(tables_of b)" = "answer change customer customer_key feedback history orders promise touch winback" ]
	sums() {
		sqlite3 s.db "SELECT sum(amount), sum(cost), count(*) FROM orders;
			SELECT sum(spend), sum(orders) FROM history;
			SELECT count(*) FROM feedback_cases"
	}
	sums >sums
	run -0 --separate-stderr cust-merge -d s.db a b
	same "batch,read,added,updated,unchanged,rejected
$((n + 1)),1,0,1,0,0"
	says "both customers of 1 pair have answered the same survey; other_id is the respondent"
	sound
	sums | diff sums -
	[ "$(tables_of b)" = "" ]
	digests >merged
	run -0 sqlite3 s.db "SELECT spend, orders, frequency, first_date, last_date, cost FROM history
		WHERE customer_id = 'a'; SELECT * FROM customer; SELECT * FROM alias;
		SELECT survey, item, respondent FROM answer WHERE value <> '' ORDER BY answer_id;
		SELECT field, new, alias FROM change WHERE customer_id = 'a' ORDER BY id"
	same '185000|3|1|2024-01-01|2024-02-01|50000
a|Ann|b@example.com|13800138000|||CN||Wien|||2024-01-01|{"vip":true,"x":1.50,"y":[1,2]}|1|crm|7||
c|Cy|c@example.com|||||||||2024-03-01||1||||
b|a|'"$((n + 1))"'|crm|8|13900138000||
s|1|
s|2|
s|1|b
s|2|b
t|1|
city|Wien|b
email|b@example.com|
city|Wien|
acquired|2024-01-01|
y|[1,2]|'
	run -0 cust-undo -d s.db $((n + 1))
	digests | diff first -
	sound
	[ "$(tables_of b)" = "answer change customer customer_key feedback history orders promise touch winback" ]
	[ "$(sqlite3 s.db "SELECT customer_id FROM change WHERE batch = $n")" = b ]
	run -0 cust-undo -d s.db $((n + 2))
	digests | diff merged -
	sound
	[ "$(tables_of b)" = "" ]
	run -0 cust-undo -d s.db $((n + 3))
	digests | diff first -
	sound
}

@test "-n prints the outcome field by field, and changes nothing" {
	shop
	cp s.db before.db
	run -0 --separate-stderr cust-merge -n -d s.db a b
	same 'keep_id,other_id,field,keep_value,other_value,outcome
a,b,orders,2,2,4
a,b,feedback,1,1,2
a,b,touch,1,1,2
a,b,promise,1,1,2
a,b,answer,2,3,5
a,b,winback,1,1,2
a,b,name,Ann,Anna Lee,Ann
a,b,email,,b@example.com,b@example.com
a,b,phone,13800138000,13900138000,13800138000
a,b,country,CN,,CN
a,b,city,,Wien,Wien
a,b,acquired,2024-02-01,2024-01-01,2024-01-01
a,b,attrs.x,1.5,,1.5
a,b,attrs.vip,1,0,1
a,b,attrs.y,,"[1,2]","[1,2]"
a,b,external_id,7,8,7'
	says "would merge 1 pair, leave 0 unchanged, reject 0"
	cmp s.db before.db
}

@test "the rules: newest, longest, earliest, for columns and for keys of attrs" {
	shop
	outcome() { cust-merge -q -n -d s.db "$@" | grep -E ",($fields)," | cut -d, -f3,6-; }
	fields='name|phone|acquired|attrs.vip|attrs.x'
	run -0 outcome --rules=name=longest,phone=newest,acquired=first,attrs=longest a b
	# vip is 1 and 0 there: as long
	same $'name,Anna Lee\nphone,13800138000\nacquired,2024-02-01\nattrs.x,1.5\nattrs.vip,1'
	printf 'customer_id,phone,vip\nb,13900138001,maybe\n' | cust-add -q -d s.db --attrs >acc
	printf 'column,rule\nname,longest\nphone,newest\nattrs,first\nattrs.vip,newest\n' >rules.csv
	run -0 outcome --rules=rules.csv a b
	same $'name,Anna Lee\nphone,13900138001\nacquired,2024-01-01\nattrs.x,1.5\nattrs.vip,maybe'
	# of three, the newest of all, whatever the order is
	printf 'customer_id,phone\nc,13700137000\n' | cust-add -q -d s.db >acc
	printf 'customer_id,phone\nb,13900138002\n' | cust-add -q -d s.db >acc
	fields=phone
	run -0 outcome --rules=phone=newest a b c
	same $'phone,13900138002\nphone,13900138002'
	run -0 outcome --rules=phone=newest a c b
	same $'phone,13700137000\nphone,13900138002'
	run -0 cust-merge -q -d s.db --rules=attrs.vip=newest,phone=newest a b
	run -0 sqlite3 s.db "SELECT attrs, phone FROM customer WHERE customer_id = 'a';
		SELECT phone FROM alias"
	# the other phone is still one by which the customer is found
	same $'{"vip":"maybe","x":1.50,"y":[1,2]}|13900138002\n13800138000'
	sound
}

@test "rules that are not valid" {
	shop
	while IFS='|' read -r rules why; do
		run -2 --separate-stderr cust-merge -d s.db --rules="$rules" a b
		[ "${stderr_lines[0]}" = "cust-merge: --rules$why" ]
	done <<-'END'
	| is empty
	name=best|: 'best' is not first, newest, longest or earliest
	nam=first|: 'nam' is not a column of customers, attrs or attrs.KEY
	attrs.=first|: 'attrs.' is not a column of customers, attrs or attrs.KEY
	name=first,name=newest|: 'name' has two rules
	name=first,city|: 'city' is not COLUMN=RULE
	name=earliest|: 'earliest' is a rule for acquired and birthday only
	END
	printf 'column,rule\nname,best\n' >rules.csv
	run -2 --separate-stderr cust-merge -d s.db --rules=rules.csv a b
	same ""
	[ "$stderr" = "cust-merge: rules.csv:2: 'best' is not first, newest, longest or earliest" ]
	run -2 --separate-stderr cust-merge -d s.db --rules=none.csv a b
	says "none.csv: No such file or directory"
}

@test "pairs from CSV: chains in order, pairs that are merged already, other columns" {
	shop
	printf 'customer_id,city\nd,Linz\ne,\nf,\n' | cust-add -q -d s.db >acc
	cat >pairs.csv <<-'END'
	other_id,score,keep_id,why
	e,.99,d,same phone
	d,.98,c,same name
	f,.97,e,e is an alias by now
	c,.96,e,both are the same by now
	b,.95,a,
	END
	run -0 --separate-stderr cust-merge -d s.db <pairs.csv
	[ "$(cells read,added,updated,unchanged,rejected)" = 5,0,4,1,0 ]
	says "2 ids named a customer by the id before a merge"
	run -0 sqlite3 s.db "SELECT alias, customer_id FROM alias; SELECT customer_id FROM customer"
	same $'b|a\nd|c\ne|c\nf|c\na\nc'
	sound
	run -2 --separate-stderr cust-merge -d s.db - <pairs.csv
	says "already loaded as batch "
	# a pair twice: nothing is to be done
	run -0 --separate-stderr cust-merge -q -d s.db --again - <pairs.csv
	[ "$(columns read,updated,unchanged)" = $'read,updated,unchanged\n5,0,5' ]
	run -0 cust-merge -q -d s.db a b c
	[ "$(columns read,updated,unchanged)" = $'read,updated,unchanged\n2,1,1' ]
	[ "$(sqlite3 s.db "SELECT DISTINCT customer_id FROM alias")" = a ]
	sound
}

@test "what cannot be merged: all or none, or --rejects" {
	shop
	digests >first
	while IFS='|' read -r ids why; do
		# shellcheck disable=SC2086 # several ids
		run -2 --separate-stderr cust-merge -d s.db $ids
		[ "$stderr" = "cust-merge: nothing merged: $why" ]
		digests | diff first -
	done <<-'END'
	a b a|other_id 'a' is the same as keep_id
	a b x|other_id 'x' is not in the store
	x a|keep_id 'x' is not in the store
	END
	long=$(printf '%065d' 0)
	run -2 --separate-stderr cust-merge -d s.db "$long" a
	says "keep_id '$(printf '%060d' 0)' is not in the store"
	printf 'keep_id,other_id\na,b\nx,a\na,a\na,\n' >pairs.csv
	run -2 --separate-stderr cust-merge -d s.db <pairs.csv
	same ""
	[ "$stderr" = "cust-merge: standard input:3: keep_id 'x' is not in the store
cust-merge: standard input:4: other_id 'a' is the same as keep_id
cust-merge: standard input:5: other_id '' is not in the store
cust-merge: nothing loaded: 3 bad rows of 4 (use --rejects=FILE to load the others)" ]
	digests | diff first -
	run -1 --separate-stderr cust-merge -q -d s.db --rejects=bad.csv <pairs.csv
	[ "$(cells read,added,updated,unchanged,rejected)" = 4,0,1,0,3 ]
	[ "$(cells keep_id,other_id bad.csv)" = $'x,a\na,a\na,' ]
	sound
	printf 'keep,other_id\na,b\n' >pairs.csv
	run -2 --separate-stderr cust-merge -d s.db <pairs.csv
	says "no column 'keep_id'"
	for o in --rejects=f --again --ignore=x; do
		run -2 --separate-stderr cust-merge -d s.db $o a b
		[ "${stderr_lines[0]}" = "cust-merge: ${o%=*} requires CSV" ]
	done
	run -2 --separate-stderr cust-merge -d s.db a
	[ "${stderr_lines[0]}" = "cust-merge: missing operand OTHER (pairs as CSV come on standard input)" ]
	run -2 --separate-stderr cust-merge -d s.db - a
	[ "${stderr_lines[0]}" = "cust-merge: unexpected operand 'a'" ]
}

@test "a forgotten customer is not merged with anybody" {
	shop
	sqlite3 s.db "INSERT INTO forgotten (customer_id, at, erasure, salts) VALUES
		('c', '2025-01-01T00:00:00Z', 1, 0)"
	cust-check --repair -d s.db >acc
	why="is of a customer who was forgotten, and who must not be linked with anybody"
	run -2 --separate-stderr cust-merge -d s.db a c
	[ "$stderr" = "cust-merge: nothing merged: other_id 'c' $why" ]
	run -2 --separate-stderr cust-merge -d s.db c a
	[ "$stderr" = "cust-merge: nothing merged: keep_id 'c' $why" ]
}

@test "every tool accepts the earlier id: loads, lists, cust-show, listed customers" {
	shop
	cust-merge -q -d s.db a b >acc
	note="1 row named a customer by the id before a merge"
	is="customer 'b' was merged into 'a'"
	# an import that has the alias again updates the customer who was kept
	cut -d, -f1-7 customers.csv >again.csv
	run -0 --separate-stderr cust-add -d s.db again.csv
	[ "$(columns read,added,updated,unchanged)" = $'read,added,updated,unchanged\n3,0,2,1' ]
	says "$note"
	[ "$(sqlite3 s.db 'SELECT customer_id FROM customer')" = $'a\nc' ]
	# with the number of the other system, which belongs to him now
	run -0 --separate-stderr cust-add -q -d s.db --source=crm --again customers.csv
	[ "$(columns added,rejected)" = $'added,rejected\n0,0' ]
	printf 'external_id,city\n8,Bonn\n' >number.csv
	run -0 cust-add -q -d s.db --source=crm number.csv
	run -0 cust-add -q -d s.db --source=crm --find-by=external_id --again number.csv
	[ "$(sqlite3 s.db "SELECT city FROM customer WHERE customer_id = 'a'")" = Bonn ]
	run -0 --separate-stderr cust-add -d s.db --customer-id=b --city=Graz
	same $'customer_id\na'
	says "$note"
	# an order that is in the store with the alias
	run -0 --separate-stderr order-add -d s.db --again orders.csv
	[ "$(cell rejected)" = 0 ]
	[ "$(cell added)" = 1 ]		# the refund has no number
	says "2 rows named a customer by the id before a merge"
	run -0 --separate-stderr order-add -d s.db --customer-id=b --date=2024-06-01 --amount=1
	says "$note"
	[ "$(sqlite3 s.db "SELECT count(*) FROM customer; SELECT count(*) FROM orders
		WHERE customer_id = 'a'")" = $'2\n6' ]
	printf 'customer_id,date,kind,order_id\nb,2024-03-01,praise,o1\n' >cases.csv
	run -0 --separate-stderr feedback-log -d s.db --create cases.csv
	says "$note"
	printf 'customer_id,date,q1.expectation,q1.perception\nb,2024-03-01,5,4\n' >wide.csv
	for cmd in "touch-log --channel=web --customer-id=b --date=2024-03-01" \
		"promise-log --customer-id=b --promise=x --due=2199-12-31" \
		"winback-log --customer-id=b --offer=y" \
		"survey-log --customer-id=b --survey=u --item=1 --value=5 --date=2024-03-01" \
		"survey-log --survey=w wide.csv"; do
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr $cmd -d s.db || { echo "$cmd: $stderr"; return 1; }
		says "$note"
	done
	for cmd in feedback-list touch-list promise-list survey-list winback-list order-list; do
		run -0 --separate-stderr $cmd -d s.db --customer=b
		[ "$stderr" = "$cmd: $is" ]
		mine=$output
		run -0 --separate-stderr $cmd -d s.db --customer=a
		same "$mine"
		[ "${#lines[@]}" -gt 2 ]
	done
	run -0 --separate-stderr cust-show -d s.db b
	[ "$stderr" = "cust-show: $is" ]
	[[ $output == "customer_id  a"*$'\nEarlier ids\nalias  at\nb      20'* ]]
	[[ $output == *$'\nKeys for matching\n'*$'\ncrm    7\ncrm    8\n'* ]]
	run -0 --separate-stderr cust-show -d s.db -f json b
	[ "$(jq -r '.earlier_ids[0].alias' <<<"$output")" = b ]
	sound
}

@test "listed customers of analyses: an earlier id means the customer who was kept, once" {
	cdnow_store s.db
	cust-merge -q -d s.db 0001 0002 >acc
	printf 'customer_id,score\n0002,9\n0003,8\n' >list.csv
	printf 'customer_id,score\n0001,9\n0003,8\n' >kept.csv
	for cmd in "clv-calc -q --as-of=1997-09-30" "cust-segment -q --rfm --as-of=1997-09-30" \
		"churn-flag -q --as-of=1997-09-30"; do
		run -0 $cmd -d s.db kept.csv
		want=$output
		run -0 $cmd -d s.db - <list.csv
		same "$want"
	done
	run -0 --separate-stderr clv-calc --as-of=1997-09-30 -d s.db list.csv
	says "clv-calc: 1 row named a customer by the id before a merge"
	printf 'customer_id\n0001\n0003\n0002\n' >twice.csv
	run -2 --separate-stderr clv-calc -q --as-of=1997-09-30 -d s.db twice.csv
	[ "$stderr" = "clv-calc: twice.csv:4: duplicate customer_id '0002': another row names the customer by another id" ]
	run -1 --separate-stderr clv-calc -q --skip-bad --as-of=1997-09-30 -d s.db twice.csv
	[ "$(cells customer_id)" = $'0001\n0003' ]
	# many of them
	printf 'keep_id,other_id\n' >pairs.csv
	for i in $(seq 10 2 2200); do
		printf '%04d,%04d\n' "$i" $((i + 1))
	done >>pairs.csv
	cust-merge -q -d s.db <pairs.csv >acc
	cut -d, -f2 pairs.csv | sed 's/other/customer/' >others.csv
	cut -d, -f1 pairs.csv | sed 's/keep/customer/' >kept.csv
	run -0 clv-calc -q --as-of=1997-09-30 -d s.db others.csv
	want=$output
	run -0 clv-calc -q --as-of=1997-09-30 -d s.db kept.csv
	same "$want"
	[ "${#lines[@]}" = 1097 ]
	sound
}

@test "item-recommend: --customer and listed customers by the earlier id" {
	cust-init -d s.db
	printf 'customer_id,date,amount,sku\n%s\n' "1,2024-01-01,1,x
1,2024-01-01,1,y
2,2024-01-01,1,x
2,2024-01-01,1,y
3,2024-01-01,1,x
4,2024-01-01,1,z
5,2024-01-01,1,w" >orders.csv
	order-add -q -d s.db --create orders.csv >acc
	cust-merge -q -d s.db 3 4 >acc
	run -0 --separate-stderr item-recommend -q --min-support=1 -d s.db --customer=3
	want=$output
	[ "${#lines[@]}" -gt 1 ]
	run -0 --separate-stderr item-recommend -q --min-support=1 -d s.db --customer=4
	same "$want"
	printf 'customer_id,note\n4,n\n' >list.csv
	run -0 --separate-stderr item-recommend --min-support=1 -d s.db list.csv
	[ "$(cells customer_id,note,sku)" = 3,n,y ]
	says "1 row named a customer by the id before a merge"
	printf 'customer_id\n4\n3\n' >list.csv
	run -2 --separate-stderr item-recommend --min-support=1 -d s.db list.csv
	says "list.csv:3: duplicate customer_id '3': another row names the customer by another id"
}

@test "keys: the customer is found by a phone or an address that did not stay" {
	shop
	cust-merge -q -d s.db a b >acc
	cust-merge -q -d s.db a c >acc
	keys() { sqlite3 s.db "SELECT key FROM customer_key WHERE customer_id = 'a' ORDER BY key"; }
	all=$'+8613800138000\n+8613900138000\nb@example.com\nc@example.com'
	[ "$(keys)" = "$all" ]
	printf 'email,city\nC@example.com,Rom\n' >found.csv
	run -0 --separate-stderr cust-add -q -d s.db --find-by=email,phone found.csv
	[ "$(cell updated)" = 1 ]
	# a new phone takes the place of the customer's own, not of those
	cust-add -q -d s.db --customer-id=a --phone=13700137000 >acc
	all=$'+8613700137000\n+8613900138000\nc@example.com'
	[ "$(keys)" = "$all" ]
	sound
	sqlite3 s.db "DELETE FROM customer_key WHERE key = '+8613900138000'"
	run -1 cust-check -d s.db --no-header
	same 'key,customer a,phone key of a merged customer is missing'
	run -0 cust-check --repair -d s.db
	[ "$(keys)" = "$all" ]
}

@test "a generated id is not an alias" {
	cust-init -d s.db
	printf 'name\nx\ny\n' | cust-add -q -d s.db >acc
	cust-merge -q -d s.db C000001 C000002 >acc
	run -0 --separate-stderr cust-add -q -d s.db --name=z
	same $'customer_id\nC000003'
}

@test "consent: what one of the two has withdrawn stays withdrawn, until it is given again" {
	shop
	consent() {	# CUSTOMER DATE PURPOSE CHANNEL STEP
		sqlite3 s.db "INSERT INTO consent (customer_id, date, purpose, channel, step)
			VALUES ('$1', '$2', '$3', nullif('$4', ''), '$5')"
	}
	# newsletters: b has given it later than a has withdrawn it; both have given mail again
	consent a 2024-01-01 news '' given
	consent a 2024-02-01 news '' withdrawn
	consent b 2024-03-01 news '' given
	consent a 2024-04-01 news mail given
	# surveys: withdrawn later than given
	consent a 2024-01-01 survey '' given
	consent b 2024-02-01 survey phone withdrawn
	# only one has said something
	consent b 2024-01-01 ads '' given
	# all channels
	consent b 2024-01-01 calls '' withdrawn
	consent a 2024-02-01 calls '' given
	cust-check --repair -d s.db >acc
	digests >first
	run -0 --separate-stderr cust-merge -d s.db a b
	says "added 7 rows to consent: one of the two customers had withdrawn it"
	# what holds per purpose and channel, by a program of its own
	run -0 sqlite3 s.db "WITH c (n) AS (VALUES ('phone'), ('mail'), ('web'))
		SELECT purpose, n, (SELECT step FROM consent AS k WHERE k.purpose = p.purpose
			AND (channel IS NULL OR channel = n) AND customer_id = 'a'
			ORDER BY date DESC, consent_id DESC LIMIT 1)
		FROM (SELECT DISTINCT purpose FROM consent) AS p, c ORDER BY 1, 2"
	same 'ads|mail|given
ads|phone|given
ads|web|given
calls|mail|withdrawn
calls|phone|withdrawn
calls|web|withdrawn
news|mail|given
news|phone|withdrawn
news|web|withdrawn
survey|mail|given
survey|phone|withdrawn
survey|web|given'
	[ "$(sqlite3 s.db "SELECT count(*) FROM consent WHERE customer_id = 'a'")" = 16 ]
	[ "$(sqlite3 s.db "SELECT count(*) FROM consent WHERE channel IS NULL AND purpose = 'calls'
		AND step = 'withdrawn' AND date > '2025'")" = 1 ]
	sound
	cust-undo -q -d s.db "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" >acc
	digests | diff first -
}

@test "consent: a withdrawal without a time of day is the last row of its day, as in every list" {
	shop
	consent() {	# CUSTOMER DATE PURPOSE CHANNEL STEP
		sqlite3 s.db "INSERT INTO consent (customer_id, date, purpose, channel, step)
			VALUES ('$1', '$2', '$3', nullif('$4', ''), '$5')"
	}
	# a has withdrawn on the day on which a had given it, b has given it later
	consent a 2024-01-01T10:00:00 news '' given
	consent a 2024-01-01 news '' withdrawn
	consent b 2024-02-01 news '' given
	# b has given it in the morning, a has withdrawn it on that day: it is withdrawn already
	consent b 2024-01-01T10:00:00 calls phone given
	consent a 2024-01-01 calls '' withdrawn
	cust-check --repair -d s.db >acc
	run -0 --separate-stderr cust-merge -d s.db a b
	says "added 1 row to consent: one of the two customers had withdrawn it"
	run -0 consent-list -d s.db --customer=a --columns=purpose,step --no-header
	[ "$(sort -u <<<"$output")" = $'calls,withdrawn\nnews,withdrawn' ]
	sound
}

@test "labels: per run that of the one who is kept, else that of the other; counts and undo" {
	cust-init -d s.db
	printf 'customer_id\na\nb\nc\n' | cust-add -q -d s.db >acc
	# runs 1 2 3 4 of abc: a - A A -, b B B - B, c - - C -; of x: only b
	sqlite3 s.db "INSERT INTO segment_run (scheme, as_of, labelled, after) VALUES
			('abc', '2025-01-31', 1, NULL), ('abc', '2025-02-28', 2, 1),
			('abc', '2025-03-31', 2, 2), ('abc', '2025-04-30', 1, 3),
			('x', '2025-01-31', 1, NULL);
		INSERT INTO segment_label (run_id, customer_id, label) VALUES
			(1, 'b', 'B'), (2, 'a', 'A'), (3, 'b', NULL), (3, 'c', 'C'), (4, 'a', NULL),
			(4, 'b', 'B'), (4, 'c', NULL), (5, 'b', 'X')"
	cust-check --repair -d s.db >acc
	sound
	digests >first
	labels() {
		sqlite3 s.db "SELECT run_id, customer_id, label FROM segment_label ORDER BY 1, 2;
			SELECT group_concat(labelled) FROM segment_run"
	}
	cust-merge -q -d s.db a b >acc
	run -0 labels
	# a: B A A B
	same $'1|a|B\n2|a|A\n3|c|C\n4|a|B\n4|c|\n5|a|X\n1,1,2,1,1'
	sound
	cust-merge -q -d s.db c a >acc
	run -0 labels
	# c: B A C B
	same $'1|c|B\n2|c|A\n3|c|C\n4|c|B\n5|c|X\n1,1,1,1,1'
	sound
	run -2 --separate-stderr cust-undo -d s.db 2
	says "later batches changed the same rows: 3"
	cust-undo -q -d s.db 3 >acc
	cust-undo -q -d s.db 2 >acc
	digests | diff first -
	sound
	# redo both
	cust-undo -q -d s.db 5 >acc
	cust-undo -q -d s.db 4 >acc
	run -0 labels
	same $'1|c|B\n2|c|A\n3|c|C\n4|c|B\n5|c|X\n1,1,1,1,1'
	sound
}

@test "labels that were remembered since stand in the way only if they would be wrong" {
	cust-init -d s.db
	printf 'customer_id,date,amount\na,2024-01-01,1\nb,2024-12-01,1\nc,2024-12-01,1\n' |
		order-add -q -d s.db --create >acc
	remember() {
		cust-segment -q -d s.db --lifecycle --remember=l --as-of="$1" - >acc
	}
	printf 'customer_id\nb\nc\n' | remember 2024-12-31
	cust-merge -q -d s.db a b >acc
	printf 'customer_id\nc\n' | remember 2025-01-31	# a has none any more
	sound
	run -2 --separate-stderr cust-undo -d s.db 3
	[ "$stderr" = "cust-undo: batch 3 cannot be undone: later batches remembered labels of the same customers: 4" ]
	cust-undo -q -d s.db 4 >acc
	cust-undo -q -d s.db 3 >acc
	sound
	cust-undo -q -d s.db 6 >acc
	printf 'customer_id\na\nc\n' | remember 2025-01-31
	cust-undo -q -d s.db 7 >acc
	sound
}

@test "alerts move; of two alert cases the one stays of which people heard last" {
	cust-init -d s.db
	printf 'customer_id\na\nb\nc\nd\n' | cust-add -q -d s.db >acc
	sqlite3 s.db "INSERT INTO alert_run (as_of, at, customers, ok, watch, alert, rule)
			VALUES ('2025-02-01', 'x', 3, 0, 0, 3, 2);
		INSERT INTO alert (as_of, customer_id, change) VALUES ('2025-02-01', 'a', 'NEW'),
			('2025-02-01', 'b', 'NEW'), ('2025-02-01', 'c', 'NEW');
		INSERT INTO alert_state (customer_id, state, told, changed) VALUES
			('a', 'raised', '2025-01-02', '2025-01-02'),
			('b', 'worsened', '2025-02-01', '2025-02-01'),
			('c', 'cleared', '2025-01-01', '2025-01-01')"
	cust-check --repair -d s.db >acc
	digests >first
	cust-merge -q -d s.db a b >acc
	cust-merge -q -d s.db d c >acc
	run -0 sqlite3 s.db "SELECT alert_id, customer_id FROM alert;
		SELECT customer_id, state, told, changed FROM alert_state"
	same $'1|a\n2|a\n3|d\na|worsened|2025-02-01|2025-02-01\nd|cleared|2025-01-01|2025-01-01'
	sound
	cust-merge -q -d s.db d a >acc
	[ "$(sqlite3 s.db 'SELECT customer_id, state FROM alert_state')" = 'd|worsened' ]
	sound
	for n in 4 3 2; do
		cust-undo -q -d s.db $n >acc
		sound
	done
	digests | diff first -
}

@test "undo: only the last of several merges into a customer; what is in the way is named" {
	shop
	printf 'customer_id\nd\ne\n' | cust-add -q -d s.db >acc
	n=$(sqlite3 s.db "SELECT max(batch) FROM batch")
	cust-merge -q -d s.db d c >acc	# n + 1
	cust-merge -q -d s.db d e >acc	# n + 2: e has nothing
	cust-merge -q -d s.db a b >acc	# n + 3
	cust-merge -q -d s.db a d >acc	# n + 4
	sound
	cp s.db merged.db
	while read -r batch why; do
		run -2 --separate-stderr cust-undo -d s.db $((n + batch))
		[ "$stderr" = "cust-undo: batch $((n + batch)) cannot be undone: ${why/N/$((n + 4))}" ]
		cmp s.db merged.db
	done <<-'END'
	1 later batches changed the same rows: N
	2 later batches changed the same rows: N
	3 later batches merged others into the same customers: N
	END
	cust-undo -q -d s.db $((n + 4)) >acc
	run -2 --separate-stderr cust-undo -d s.db $((n + 1))
	[ "$stderr" = "cust-undo: batch $((n + 1)) cannot be undone: later batches merged others into the same customers: $((n + 2))" ]
	cust-undo -q -d s.db $((n + 3)) >acc
	cust-undo -q -d s.db $((n + 2)) >acc
	# an order of the customer who was kept stays with him
	order-add -q -d s.db --customer-id=c --date=2024-07-01 --amount=9 >acc
	cust-undo -q -d s.db $((n + 1)) >acc
	[ "$(sqlite3 s.db "SELECT group_concat(customer_id) FROM orders WHERE amount > 60000")" = a,c,d ]
	sound
	# and the merge is there again
	run -0 cust-undo -q -d s.db "$(sqlite3 s.db 'SELECT max(batch) FROM batch')"
	sound
}

@test "undo: a customer whose id is an alias does not come back" {
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a >acc
	cust-add -q -d s.db --customer-id=b >acc
	cust-undo -q -d s.db 2 >acc
	cust-add -q -d s.db --customer-id=b --name=x >acc
	cust-merge -q -d s.db a b >acc
	run -2 --separate-stderr cust-undo -d s.db 3
	[ "$stderr" = "cust-undo: batch 3 cannot be undone: later batches added or merged the same customers: 5" ]
	cust-undo -q -d s.db 5 >acc
	cust-undo -q -d s.db 4 >acc
	cust-undo -q -d s.db 3 >acc
	# the alias does not come back where its id is a customer's
	run -2 --separate-stderr cust-undo -d s.db 6
	[ "$stderr" = "cust-undo: batch 6 cannot be undone: later batches changed the same rows: 7" ]
	sound
}

@test "cust-check: aliases without a customer, that are customers, that are chains" {
	shop
	cust-merge -q -d s.db a b >acc
	sqlite3 s.db "PRAGMA foreign_keys = OFF; INSERT INTO alias (alias, customer_id) VALUES
		('c', 'a'), ('e', 'nobody'), ('f', 'b')"
	run -1 cust-check -d s.db --no-header
	[ "$(grep ^alias <<<"$output")" = "alias,alias e,the customer 'nobody' is missing
alias,alias c,\"is a customer, too\"
alias,alias f,the customer 'b' is itself an alias" ]
	grep -q '^content,alias,' <<<"$output"
}

@test "a store of schema 9 is to be upgraded first: rows stay, then its customers can be merged" {
	upgrades 9 "SELECT * FROM orders; SELECT * FROM history WHERE customer_id <> 'd1';
		SELECT customer_id, name, email, phone, birthday, gender, country, region, city,
			channel, plan, acquired, attrs, batch, source, external_id FROM customer;
		SELECT batch, at, tool, digest, read, added, updated, unchanged, rejected,
			undoes, schema FROM batch;
		SELECT * FROM undo; SELECT * FROM segment_label;
		SELECT id, batch, customer_id, field, old, new FROM change;
		SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, printed
			FROM alert;
		SELECT customer_id, state, told, changed, bought FROM alert_state" \
		cust-show -d s.db 0001
	run -0 cust-check -d s.db --no-header
	same ""
	sqlite3 s.db "SELECT customer_id FROM customer ORDER BY customer_id" >ids
	[ "$(wc -l <ids)" -gt 3 ]
	n=$(sqlite3 s.db "SELECT max(batch) FROM batch")
	digests >first
	# shellcheck disable=SC2046 # several ids
	cust-merge -q -d s.db $(cat ids) >acc
	[ "$(sqlite3 s.db "SELECT count(*) FROM customer")" = 1 ]
	sound
	cust-undo -q -d s.db $((n + 1)) >acc
	digests | diff first -
	sound
}

# bats test_tags=long
@test "random merges, undone in any allowed order: the first content, and the sums all the time" {
	run -0 python3 "$ROOT/tests/merges.py" "$(soak 12 1000)"
	[[ $output =~ ^"$(soak 12 1000) merges, "[0-9]+" undone, "[0-9]+" refused"$ ]]
}
