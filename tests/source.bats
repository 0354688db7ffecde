# Numbers of other systems: with --source, a row whose number is stored is not stored twice.
load helper

store() {
	cust-init -d s.db
	printf 'customer_id\na\nb\n' | cust-add -q -d s.db >acc
}

sound() {
	cust-check -d s.db --no-header >faults || { cat faults; return 1; }
}

# bad MESSAGE COMMAND...: status 2 and this message; nothing has changed.
bad() {
	sqlite3 s.db .dump >before
	run -2 --separate-stderr "${@:2}"
	[ -z "$output" ]
	says "$1"
	sqlite3 s.db .dump | diff before -
}

@test "an export that grows is loaded twelve times: cases, contacts, answers and orders" {
	store
	for week in {1..12}; do
		# each week three more, and the score of the first is that of the week
		seq $((week * 3)) | awk -v week=$week 'BEGIN {
			print "external_id,customer_id,date,kind,score,text" } {
			score = ($1 == 1 ? week : $1) % 11
			print "R" $1 ",a,2024-01-01,nps," score ",t" $1 }' >cases.csv
		run -0 feedback-log -q -d s.db --source=survey cases.csv
		same=$((week > 1 ? week * 3 - 4 : 0))
		[ "$(cells read,added,updated,unchanged)" = $((week * 3)),3,$((week > 1)),$same ]
		awk -F, -v OFS=, 'NR == 1 { print "external_id,customer_id,date,channel,score" }
			NR > 1 { print $1, $2, $3, "mail", $5 % 5 + 1 }' cases.csv |
			touch-log -q -d s.db --source=desk >acc
		awk -F, -v OFS=, 'NR == 1 { print "external_id,survey,respondent,item,value" }
			NR > 1 { print $1, "s", $1, "q", $5 }' cases.csv |
			survey-log -q -d s.db --source=form >acc
		awk -F, -v OFS=, 'NR == 1 { print "order_id,customer_id,date,amount" }
			NR > 1 { print $1, $2, $3, $5 }' cases.csv |
			order-add -q -d s.db --source=shop --replace >acc
	done
	sound
	# by hand: 36 rows, the first has the score 12 mod 11, the others their number mod 11
	sum=$((1 + $(seq 2 36 | awk '{ s += $1 % 11 } END { print s }')))
	run -0 sqlite3 s.db "SELECT count(*), sum(score) FROM feedback;
		SELECT count(*) FROM touch; SELECT count(*), sum(value) FROM answer;
		SELECT count(*), sum(amount) / 10000 FROM orders; SELECT orders FROM history"
	same "36|$sum
36
36|$sum
36|$sum
36"
	# each load can be undone, the latest first
	for n in $(seq "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" -1 2); do
		cust-undo -d s.db "$n" >acc
	done
	sound
	run -0 sqlite3 s.db "SELECT count(*) FROM feedback UNION ALL SELECT count(*) FROM touch
		UNION ALL SELECT count(*) FROM answer UNION ALL SELECT count(*) FROM orders"
	same $'0\n0\n0\n0'
}

@test "a case is updated: an empty cell keeps the value, and its words are found" {
	store
	printf 'external_id,customer_id,date,kind,text,severity\nT1,a,2024-01-02,complaint,broken cup,low\n' |
		feedback-log -q -d s.db --source=crm >acc
	feedback-step -d s.db 1 --assign=li --at=2024-01-03 >acc
	run -0 feedback-log -q -d s.db --source=crm - <<-'END'
	external_id,customer_id,date,kind,text,severity
	T1,b,2024-01-01,complaint,broken mug,
	T2,,2024-01-02,praise,tea,
	END
	[ "$(cells read,added,updated,unchanged)" = 2,1,1,0 ]
	run -0 sqlite3 s.db "SELECT customer_id, date, text, severity, source, external_id
		FROM feedback WHERE case_id = 1"
	same "b|2024-01-01|broken mug|low|crm|T1"
	run -0 feedback-list -d s.db --match=mug --no-header
	[[ $output == 1,b,* ]]
	run -0 feedback-list -d s.db --match=cup --no-header
	same ""
	sound
	bad "date '2024-02-01' is later than the first step of case 1, at 2024-01-03" \
		feedback-log -d s.db --source=crm - \
		<<<$'external_id,date,kind,text\nT1,2024-02-01,complaint,x'
	feedback-step -d s.db 2 --note=x --at=2024-01-04 >acc
	bad "customer_id 'a' cannot be added to case 2: it was handled as anonymous" \
		feedback-log -d s.db --source=crm - \
		<<<$'external_id,date,kind,customer_id\nT2,2024-01-02,praise,a'
}

@test "the same number of another source, and no number, are other rows" {
	store
	contact() {
		printf 'external_id,customer_id,date\n%s\n' "$2" |
			touch-log -q -d s.db --again --source="$1"
	}
	contact desk 7,a,2024-01-01 >acc
	contact pos 7,a,2024-01-01 >acc
	contact pos ,a,2024-01-01 >acc
	contact pos ,a,2024-01-01 >acc
	[ "$(sqlite3 s.db 'SELECT count(*) FROM touch')" = 4 ]
	# one customer, the same number of two shops: stored twice, and the history is right
	printf 'order_id,customer_id,date,amount\n1,a,2024-01-01,10\n' >o.csv
	for shop in x y; do
		run -0 order-add -q -d s.db --again --source=$shop o.csv
		[ "$(cell added)" = 1 ]
		sound
	done
	run -0 order-add -q -d s.db --again o.csv
	[ "$(cell added)" = 1 ]
	sound
	[ "$(sqlite3 s.db 'SELECT count(*), sum(amount) FROM orders')" = '3|300000' ]
}

@test "an order of a source whose date was corrected is not there twice" {
	store
	printf 'order_id,customer_id,date,amount\nA1,a,2024-01-05,10\n' |
		order-add -q -d s.db --source=shop >acc
	printf 'order_id,customer_id,date,amount\nA1,a,2024-01-06,10\n' >o.csv
	bad "order_id 'A1' of 2024-01-06 from 'shop' is in the store with other lines (use --replace to replace them, --replace -n to see what differs)" \
		order-add -d s.db --source=shop o.csv
	run -0 --separate-stderr order-add -d s.db --source=shop --replace o.csv
	[ "$(cells added,updated)" = 0,1 ]
	[ -z "$stderr" ]
	run -0 sqlite3 s.db "SELECT spend, frequency, first_date FROM history"
	same "100000|0|2024-01-06"
	sound
	cust-undo -d s.db 3 >acc
	run -0 sqlite3 s.db "SELECT spend, frequency, first_date FROM history"
	same "100000|0|2024-01-05"
}

@test "cust-add: a customer is found by the number, then by keys, and gets it" {
	cust-init -d s.db
	add() { cust-add -q -d s.db --source=crm "$@"; }
	printf 'external_id,name,email\n7,Ann,a@example.com\n8,Bob,\n' | add >acc
	run -0 add - <<<$'external_id,name,email\n8,Bob,\n9,Cy,\n7,Anna,'
	[ "$(cells read,added,updated,unchanged)" = 3,1,1,1 ]
	run -0 sqlite3 s.db "SELECT customer_id, name, email, source, external_id FROM customer"
	same 'C000001|Anna|a@example.com|crm|7
C000002|Bob||crm|8
C000003|Cy||crm|9'
	# found by the address, who has no number yet
	cust-add -q -d s.db --customer-id=z --email=z@example.com >acc
	run -0 add --find-by=email - <<<$'external_id,email\n10,Z@example.com'
	[ "$(cells added,updated)" = 0,1 ]
	run -0 cust-show -d s.db z -f json
	[ "$(jq -c '.keys' <<<"$output")" = \
		'[{"kind":"crm","key":"10"},{"kind":"email","key":"z@example.com"}]' ]
	bad "external_id '8' is of customer 'C000002', not of 'C000001'" \
		add - <<<$'customer_id,external_id\nC000001,8'
	bad "customer 'C000001' has the external_id '7' of 'crm', not '11'" \
		add - <<<$'customer_id,external_id\nC000001,11'
	bad "duplicate external_id '7'" add - <<<$'external_id,name\n7,x\n7,y'
	sound
	cust-undo -d s.db 4 >acc
	run -0 sqlite3 s.db "SELECT external_id IS NULL FROM customer WHERE customer_id = 'z'"
	same 1
}

@test "cust-add --find-by: the number of the other system as one of several keys" {
	cust-init -d s.db
	add() { cust-add -q -d s.db --source=crm "$@"; }
	by=email,phone,external_id
	printf '%s\n' external_id,name,email 7,Ann,a@example.com 8,Bob,b@example.com | add >acc
	cust-add -q -d s.db --customer-id=z --email=z@example.com >acc
	# found by the number, by the address, by nothing; a number is enough
	run -0 add --find-by=$by - <<-'END'
	external_id,name,email
	7,Anna,
	9,Zoe,Z@example.com
	10,New,
	8,Bob,b@example.com
	END
	[ "$(cells read,added,updated,unchanged)" = 4,1,2,1 ]
	run -0 sqlite3 s.db "SELECT customer_id, name, external_id FROM customer
		ORDER BY CAST(external_id AS INTEGER)"
	same 'C000001|Anna|7
C000002|Bob|8
z|Zoe|9
C000003|New|10'
	bad "the row fits several customers: 'C000001', 'C000002'" \
		add --find-by=$by - <<<$'external_id,email\n7,b@example.com'
	# without it among the keys the number decides
	run -0 add -n --find-by=email - <<<$'external_id,city,email\n7,Rome,b@example.com'
	same 'customer_id,field,old,new
C000001,email,a@example.com,b@example.com
C000001,city,,Rome'
	bad "the row has no valid email, phone or external_id to find the customer by" \
		add --find-by=$by - <<<$'external_id,name\n,x'
	bad "the row has no valid phone or external_id to find the customer by" \
		add --find-by=phone,external_id - <<<$'external_id,name\n,x'
	bad "--find-by=external_id requires --source=NAME" \
		cust-add -d s.db --find-by=$by - <<<$'name\nx'
	sound
}

@test "steps of cases by the number of another system" {
	store
	printf 'external_id,date,kind,text\nT1,2024-01-01,complaint,x\nT2,2024-01-01,praise,y\n' |
		feedback-log -q -d s.db --source=crm >acc
	step() { feedback-step -q -d s.db "$@"; }
	run -0 step --source=crm - <<-'END'
	external_id,at,step,note
	T2,2024-01-02,note,b
	T1,2024-01-02,note,a
	T2,2024-01-03,note,c
	END
	[ "$(cell added)" = 3 ]
	[ "$(sqlite3 s.db "SELECT group_concat(case_id || note) FROM feedback_event")" = 2b,1a,2c ]
	bad "case 'T9' of 'crm' is not in the store" step --source=crm - \
		<<<$'external_id,at,step,note\nT9,2024-01-02,note,b'
	bad "case T2 has its latest step at 2024-01-03, later than 2024-01-02" step --source=crm - \
		<<<$'external_id,at,step,note\nT2,2024-01-02,note,b'
	bad "case_id is empty, and so is external_id" step --source=crm - \
		<<<$'external_id,at,step,note\n,2024-01-02,note,b'
	bad "no column 'case_id'" step - <<<$'external_id,at,step,note\nT1,2024-01-02,note,b'
	bad "--rejects, --again and --source require CSV with a column step" \
		step --source=crm --acknowledge 1
}

@test "a source without numbers, numbers without a source, a number twice" {
	store
	bad "--source requires the column external_id" touch-log -d s.db --source=x - \
		<<<$'customer_id,date\na,2024-01-01'
	bad "--source requires the column order_id" order-add -d s.db --source=x - \
		<<<$'customer_id,date,amount\na,2024-01-01,1'
	bad "the column external_id requires --source=NAME" touch-log -d s.db - \
		<<<$'external_id,customer_id,date\n1,a,2024-01-01'
	bad "duplicate external_id '1'" touch-log -d s.db --source=x - \
		<<<$'external_id,customer_id,date\n1,a,2024-01-01\n2,a,2024-01-01\n1,a,2024-01-02'
	bad "--source is empty" touch-log -d s.db --source= - <<<$'external_id,date\n1,2024-01-01'
	bad "--source is not UTF-8" touch-log -d s.db --source=$'\xff' - \
		<<<$'external_id,date\n1,2024-01-01'
	bad "--source requires CSV" touch-log -d s.db --source=x --customer-id=a --note=x
	printf 'survey,respondent,item,value,external_id\ns,r,1,5,x1\ns,r,2,5,x2\n' |
		survey-log -q -d s.db --source=form >acc
	bad "the row is already in the store" survey-log -d s.db --source=form - \
		<<<$'survey,respondent,item,value,external_id\ns,r,1,5,x2'
	printf 'survey,respondent,item,value,external_id\ns,r2,1,5,x3\n' |
		survey-log -q -d s.db --source=form >acc
	bad "another row like it is already in the store" survey-log -d s.db --source=form - \
		<<<$'survey,respondent,item,value,external_id\ns,r,1,5,x3'
	bad "--source: the rows of a wide table have no numbers" survey-log -d s.db --source=form \
		--survey=s - <<<$'respondent,E1,P1\nz,1,2'
}

@test "survey-log: the answers of a response have its number" {
	store
	answers() {
		printf '%s\n' external_id,survey,respondent,item,part,value "$@" |
			survey-log -q -d s.db --source=form --no-header
	}
	run -0 answers R1,s,a,q1,,5 R1,s,a,q2,expectation,3 R1,s,a,q2,perception,4
	[ "${output#*,}" = 3,3,0,0,0 ]
	run -0 answers R1,s,a,q1,,5 R1,s,a,q2,expectation,3 R1,s,a,q2,perception,2 R2,s,b,q1,,1
	[ "${output#*,}" = 4,1,1,2,0 ]
	run -0 sqlite3 s.db "SELECT external_id, item, part, value FROM answer ORDER BY answer_id"
	same 'R1|q1||5
R1|q2|expectation|3
R1|q2|perception|2
R2|q1||1'
	sound
}

@test "orders without a number that are equal to stored ones: as in the other loaders" {
	store
	seq 1 1000 | awk 'BEGIN { print "customer_id,date,amount,sku,quantity,cost" } {
		printf "%s,2024-01-%02d,%s,s%d,.5,\n", $1 % 3 ? "a" : "b", $1 % 28 + 1, $1 / 100,
			$1 }' >one.csv
	{ sed '$d' one.csv; seq 1 200 | sed 's/.*/a,2024-01-31,9,s&,1,/'; } >two.csv
	order-add -q -d s.db one.csv >acc
	bad "nothing loaded: 1199 rows, 999 of them equal to stored rows (--again loads them, --only-new leaves them out)" \
		order-add -d s.db two.csv
	run -0 order-add -q -d s.db --only-new two.csv
	[ "$(cells read,added,unchanged)" = 1199,200,999 ]
	sound
	cust-undo -d s.db 3 >acc
	run -1 --separate-stderr order-add -q -d s.db --rejects=r.csv two.csv
	[ "$(cells read,added,rejected)" = 1199,200,999 ]
	says "two.csv:2: the row is already in the store"
	[ "$(wc -l <r.csv)" = 1000 ]
	run -0 order-add -q -d s.db --again two.csv
	[ "$(cell added)" = 1199 ]
	sound
	# stored twice, three times in the input; another spelling of an amount is the same
	rm s.db
	store
	printf '%s\n' customer_id,date,amount a,2024-01-01,10 a,2024-01-01,10 |
		order-add -q -d s.db >acc
	bad "nothing loaded: 3 rows, 2 of them equal" order-add -d s.db - \
		<<<$'customer_id,date,amount\na,2024-01-01,10.00\na,2024-01-01,10\na,2024-01-01,10.0'
	# another time, day, customer or column is another row
	run -0 order-add -q -d s.db - <<-'END'
	customer_id,date,amount,channel
	a,2024-01-01T10:00,10,
	a,2024-01-02,10,
	b,2024-01-01,10,
	a,2024-01-01,10,web
	a,2024-01-01,-10,
	END
	[ "$(cell added)" = 5 ]
	# and so is one with an order_id
	run -0 order-add -q -d s.db - <<<$'customer_id,date,amount,order_id\na,2024-01-01,10,o1'
	[ "$(cell added)" = 1 ]
	# a row by options is meant
	order-add -q -d s.db --customer-id=a --date=2024-01-01 --amount=10 >acc
	bad "--only-new requires CSV" order-add -d s.db --only-new --customer-id=a \
		--date=2024-01-01 --amount=10
	sound
}

@test "many equal and new rows: by queries or from the whole table, the counts are the same" {
	store
	# stored rows, some of them twice, and every second of them with as many others
	awk -v OFS=, 'BEGIN { print "customer_id,date,kind,score,text"
		for (i = 0; i < 3000; i++)
			print (i % 5 ? "" : "a"), "2024-01-01", "nps", i % 11, "t" int(i / 2) }' \
		>one.csv
	feedback-log -q -d s.db one.csv >acc
	awk -F, -v OFS=, 'NR == 1 || NR % 2 == 0; NR > 1 { print $1, $2, $3, $4, "new" NR }' \
		one.csv >two.csv
	run -0 feedback-log -q -d s.db --only-new two.csv
	[ "$(cells read,added,unchanged)" = 4500,3000,1500 ]
	# a few rows are looked up one by one
	{ head -n 4 one.csv; echo ,2024-01-01,nps,3,few; } >few.csv
	run -0 feedback-log -q -d s.db --only-new few.csv
	[ "$(cells read,added,unchanged)" = 4,1,3 ]
	# the first three rows have been looked up before the table is read: each counts once
	{ head -n 4 one.csv; tail -n +2 one.csv; tail -n +2 one.csv; } >twice.csv
	run -0 feedback-log -q -d s.db --only-new twice.csv
	[ "$(cells read,added,unchanged)" = 6003,3003,3000 ]
	promise() { promise-log -q -d s.db --only-new "$@"; }
	printf 'customer_id,date,promise,due,case_id\n%s\n%s\n' a,2024-01-01,x,2024-02-01,1 \
		a,2024-01-01,x,2024-02-01,5 >p.csv
	promise p.csv >acc
	{ cat p.csv; tail -n 1 p.csv; for i in {1..9}; do tail -n +2 p.csv; done; } >q.csv
	run -0 promise q.csv
	[ "$(cells read,added,unchanged)" = 21,19,2 ]
	sound
}

@test "-n: each field of what would be added, changed or removed, and the counts" {
	store
	printf 'external_id,customer_id,date,channel,score\n1,a,2024-01-01,web,2\n2,b,2024-01-02,,\n' |
		touch-log -q -d s.db --source=desk >acc
	cp s.db copy.db
	run -0 --separate-stderr touch-log -d s.db -n --create --source=desk - <<-'END'
	external_id,customer_id,date,channel,score
	2,b,2024-01-02,,
	1,,2024-01-01,mail,3
	3,c,2024-01-03T09:00,,
	END
	same 'touch_id,field,old,new
1,channel,web,mail
1,score,2,3
3,touch_id,,3
3,customer_id,,c
3,date,,2024-01-03T09:00:00
3,external_id,,3'
	[ "$stderr" = \
		"touch-log: would add 1 row, update 1, leave 1 unchanged, reject 0
touch-log: would create 1 customer" ]
	run -0 --separate-stderr winback-log -d s.db -n --customer-id=a --date=2024-01-01 \
		--cost=1.50
	same 'winback_id,field,old,new
1,winback_id,,1
1,customer_id,,a
1,date,,2024-01-01
1,cost,,1.5'
	cmp s.db copy.db
	# the lines of orders: o1 has another amount and one line less, o2 one more, o3 is new
	printf '%s\n' order_id,customer_id,date,amount,quantity o1,a,2024-01-01,10,1 \
		o1,a,2024-01-01,5,1 o1,a,2024-01-01,7,2 o2,a,2024-01-01,1,1 |
		order-add -q -d s.db >acc
	printf '%s\n' order_id,customer_id,date,amount,quantity o1,a,2024-01-01,11,1 \
		o1,a,2024-01-01,5,1 o2,a,2024-01-01,1,1 o2,a,2024-01-01,2,1 \
		o3,a,2024-01-02,3,.50 ,a,2024-01-02,-3, >o.csv
	run -0 --separate-stderr order-add -d s.db -n --replace o.csv
	same 'order_id,field,old,new
o3,order_id,,o3
o3,customer_id,,a
o3,date,,2024-01-02
o3,amount,,3
o3,quantity,,0.5
,order_id,,
,customer_id,,a
,date,,2024-01-02
,amount,,-3
o1,amount,10,11
o1,order_id,o1,
o1,customer_id,a,
o1,date,2024-01-01,
o1,amount,7,
o1,quantity,2,
o2,order_id,,o2
o2,customer_id,,a
o2,date,,2024-01-01
o2,amount,,2
o2,quantity,,1'
	says "would add 2 rows, update 4, leave 0 unchanged, reject 0"
	# of many added rows the first thousand; a case by its number
	{ echo note,date; seq 1001 | sed 's/$/,2024-01-01/'; } >n.csv
	run -0 --separate-stderr touch-log -d s.db -n n.csv
	[ "${#lines[@]}" = $((1 + 3 * 1000)) ]
	says "would add 1001 rows, update 0, leave 0 unchanged, reject 0
touch-log: of the added rows, the first 1000 are printed"
	{ echo customer_id; seq 1001; } >c.csv
	run -0 --separate-stderr cust-add -d s.db -n c.csv
	[ "${#lines[@]}" = 1001 ]
	sound
}

@test "rows without a number that are equal to stored rows: an error, --only-new or --again" {
	store
	seq 1 1000 | sed 's/.*/a,2024-01-01,nps,7,t&/' |
		sed '1i customer_id,date,kind,score,text' >one.csv
	{ sed '$d' one.csv; seq 1001 1200 | sed 's/.*/a,2024-01-01,nps,7,t&/'; } >two.csv
	feedback-log -q -d s.db one.csv >acc
	bad "nothing loaded: 1199 rows, 999 of them equal to stored rows (--again loads them, --only-new leaves them out)" \
		feedback-log -d s.db two.csv
	run -0 --separate-stderr feedback-log -d s.db --only-new -n two.csv
	[ "${#lines[@]}" = $((1 + 200 * 6)) ]
	says "would add 200 rows, update 0, leave 999 unchanged, reject 0"
	cp s.db one.db
	run -0 feedback-log -q -d s.db --only-new two.csv
	[ "$(cells read,added,unchanged)" = 1199,200,999 ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM feedback')" = 1200 ]
	cp one.db s.db
	run -0 feedback-log -q -d s.db --again two.csv
	[ "$(cell added)" = 1199 ]
	cp one.db s.db
	run -1 --separate-stderr feedback-log -q -d s.db --rejects=r.csv two.csv
	[ "$(cells read,added,rejected)" = 1199,200,999 ]
	says "two.csv:2: the row is already in the store"
	[ "$(wc -l <r.csv)" = 1000 ]
	# one row is stored: of three equal rows two are new, also without a customer
	printf 'date,channel,score\n2024-01-01,web,5\n' >c.csv
	touch-log -q -d s.db c.csv >acc
	printf 'date,channel,score\n%s\n%s\n%s\n' 2024-01-01,web,5{,,} >c3.csv
	bad "nothing loaded: 3 rows, 1 of them equal" touch-log -d s.db c3.csv
	run -0 touch-log -q -d s.db --only-new c3.csv
	[ "$(cells added,unchanged)" = 2,1 ]
	# an empty cell is not equal to a value
	run -0 touch-log -q -d s.db - <<<$'date,channel,score\n2024-01-01,web,'
	[ "$(cell added)" = 1 ]
	bad "--again and --only-new cannot be used together" \
		touch-log -d s.db --again --only-new c.csv
	bad "--only-new requires CSV" touch-log -d s.db --only-new --customer-id=a
	sound
}
