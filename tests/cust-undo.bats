# cust-undo: after it the store is as before the batch, whichever tool recorded the batch; what is
# in the way is named.
load helper

# content: every row of every table except the books of the store itself, and the digests.
content() {
	sqlite3 s.db "SELECT format('SELECT ''%s'', * FROM \"%s\" ORDER BY 2, 3;', name, name)
		FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'batch', 'change',
		'undo', 'audit') AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'feedback_words_*'
		ORDER BY name" >all.sql
	echo "SELECT * FROM meta ORDER BY key;" >>all.sql
	sqlite3 -cmd '.nullvalue NULL' s.db <all.sql
}

sound() {
	cust-check -d s.db --no-header >faults || { cat faults; return 1; }
}

# batch TOOL...: runs it; before.N has the content before it, and N is its number.
batch() {
	local n
	n=$(($(sqlite3 s.db "SELECT coalesce(max(batch), 0) FROM batch") + 1))
	content >"before.$n"
	"$@" >acc 2>err || { cat acc err; return 1; }
	[ "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" = $n ]
	content >"after.$n"
	run ! cmp -s "before.$n" "after.$n"
}

# A batch of each tool, and of each way to record. The later ones stand on the earlier ones.
everything() {
	cust-init -d s.db
	cat >customers.csv <<-'END'
	customer_id,name,email,phone,country
	a,Ann,ann@example.com,13800138000,CN
	b,Bob,,,
	END
	cat >changed.csv <<-'END'
	customer_id,name,email,phone,vip
	a,Anna,anna@example.com,13800138001,yes
	b,,bob@example.com,,
	c,Cy,cy@example.com,,no
	a,Anne,,,yes
	c,Cyd,,,
	END
	cat >orders.csv <<-'END'
	customer_id,date,amount,order_id,quantity
	a,2024-01-01,10,o1,0.30000000000000004
	a,2024-01-01,5,o1,0.1
	d,2024-02-01,7,o2,
	a,2024-02-05,-3,,
	END
	cat >replaced.csv <<-'END'
	customer_id,date,amount,order_id,quantity
	b,2024-01-01,11,o1,1e-7
	b,2024-03-01,5,o3,0.1
	END
	cat >cases.csv <<-'END'
	customer_id,date,kind,text
	b,2024-01-03,complaint,我要退款
	e,2024-01-03,praise,lovely tea
	END
	cat >steps.csv <<-'END'
	case_id,at,step,outcome
	1,2024-01-05,resolve,全额退款
	2,2024-01-05,acknowledge,
	END
	batch cust-add -d s.db customers.csv
	batch cust-add -d s.db --attrs changed.csv
	batch cust-add -d s.db --customer-id=b --city=Graz
	batch order-add -d s.db --create orders.csv
	batch order-add -d s.db --replace replaced.csv
	batch order-add -d s.db --customer-id=a --date=2024-01-15 --amount=2.5
	batch feedback-log -d s.db --create cases.csv
	batch feedback-step -d s.db 1 --assign=li --at=2024-01-04
	batch feedback-step -d s.db steps.csv
	batch touch-log -d s.db --customer-id=b --date=2024-01-03 --channel=web
	batch promise-log -d s.db --customer-id=b --promise=x --date=2024-01-01 --due=2199-12-31
	batch promise-log -d s.db 1 --kept --at=2024-02-01
	batch winback-log -d s.db --customer-id=b --date=2024-01-01 --offer=x
	batch winback-log -d s.db 1 --won --at=2024-01-05
	batch survey-log -d s.db --survey=s --item=1 --value=5 --customer-id=b --date=2024-01-01
}

# bats test_tags=long
@test "undo of a batch of each tool, the latest first, and undo of all these undos" {
	everything
	sound
	for n in {15..1}; do
		run -0 --separate-stderr cust-undo -d s.db $n
		[ -z "$stderr" ]
		[ "$(cell undoes)" = $n ]
		content | diff "before.$n" -
		sound
	done
	# batch 16 undid 15, 17 undid 14 ...
	for n in {1..15}; do
		run -0 cust-undo -d s.db $((31 - n)) || { echo "$n: $output"; return 1; }
		[ "$(cell undoes)" = $((31 - n)) ]
		content | diff "after.$n" -
		sound
	done
	# and once more
	for n in {15..1}; do
		cust-undo -d s.db $((30 + n)) >acc
		content | diff "before.$n" -
	done
	sound
}

@test "undo of any batch on which nothing stands leaves what the others did" {
	everything
	# the touch, the answer, the single order and the last steps
	for n in 10 15 6 12 14 9; do
		cust-undo -d s.db $n >acc
		sound
	done
	run -0 sqlite3 s.db "SELECT count(*) FROM touch; SELECT count(*) FROM answer;
		SELECT group_concat(amount) FROM orders; SELECT count(*) FROM promise_event;
		SELECT count(*) FROM winback_event; SELECT group_concat(step) FROM feedback_event;
		SELECT spend, frequency FROM history WHERE customer_id = 'a'"
	same $'0\n0\n70000,-30000,50000,110000\n0\n0\nassign\n-30000|0'
	run -0 feedback-list -d s.db --match=全额 --no-header
	same ""
	run -0 feedback-list -d s.db --match=退款 --no-header
	[[ $output == 1,b,* ]]
}

@test "what is in the way is named, and nothing changes" {
	everything
	content >all
	while IFS='|' read -r n why; do
		run -2 --separate-stderr cust-undo -d s.db "$n"
		[ "$stderr" = "cust-undo: batch $n cannot be undone: $why" ]
		content | cmp all -
	done <<-'END'
	1|later batches changed the same rows: 2, 3
	2|later batches changed the same rows: 3
	4|later batches changed the same rows: 5
	7|rows of other batches stand on its rows: 8, 9
	8|later batches added steps after its steps: 9
	11|rows of other batches stand on its rows: 12
	13|rows of other batches stand on its rows: 14
	END
	# what has been undone is not in the way
	cust-undo -d s.db 9 >acc
	cust-undo -d s.db 8 >acc
	run -0 cust-undo -d s.db 7
	[ "$(cell removed)" = 3 ]
	sound
}

@test "a customer with orders, alerts, or rows of another program" {
	cust-init -d s.db
	cust-add -d s.db --customer-id=a >acc
	sqlite3 s.db "INSERT INTO touch (customer_id, date) VALUES ('a', '2024-01-01')"
	cust-check --repair -d s.db >acc
	run -2 --separate-stderr cust-undo -d s.db 1
	says "cannot be undone: rows of other batches stand on its rows: a row of touch"
	sqlite3 s.db "DELETE FROM touch; INSERT INTO alert (as_of, customer_id, change)
		VALUES ('2024-01-01', 'a', 'NEW')"
	cust-check --repair -d s.db >acc
	run -2 --separate-stderr cust-undo -d s.db 1
	says "cannot be undone: rows of other batches stand on its rows: a row of alert"
	sqlite3 s.db "DELETE FROM alert"
	cust-check --repair -d s.db >acc
	printf 'customer_id,date,amount\na,2024-01-01,1\n' | order-add -d s.db >acc
	run -2 --separate-stderr cust-undo -d s.db 1
	[ "$stderr" = \
		"cust-undo: batch 1 cannot be undone: rows of other batches stand on its rows: 2" ]
}

@test "rows that were added again, or whose customer is gone, when an undo is undone" {
	cust-init -d s.db
	cust-add -d s.db --customer-id=a --name=x >acc
	cust-undo -d s.db 1 >acc
	cust-add -d s.db --customer-id=a --name=y >acc
	run -2 --separate-stderr cust-undo -d s.db 2
	[ "$stderr" = \
		"cust-undo: batch 2 cannot be undone: later batches added the same rows: 3" ]
	[ "$(sqlite3 s.db 'SELECT name FROM customer')" = y ]
	printf 'customer_id,date,amount,order_id\na,2024-01-01,1,o\n' | order-add -d s.db >acc
	cust-undo -d s.db 4 >acc
	cust-undo -d s.db 3 >acc
	run -2 --separate-stderr cust-undo -d s.db 5
	[ "$stderr" = \
		"cust-undo: batch 5 cannot be undone: later batches removed rows on which its rows stand: 6" ]
	cust-undo -d s.db 6 >acc
	printf 'customer_id,date,amount,order_id\na,2024-01-01T10:00,1,o\n' | order-add -d s.db >acc
	run -2 --separate-stderr cust-undo -d s.db 5
	[ "$stderr" = \
		"cust-undo: batch 5 cannot be undone: later batches added the same orders: 8" ]
	survey() { survey-log -d s.db --survey=s --item=1 --value="$1" --respondent=r >acc; }
	survey 1
	cust-undo -d s.db 9 >acc
	survey 2
	run -2 --separate-stderr cust-undo -d s.db 10
	[ "$stderr" = \
		"cust-undo: batch 10 cannot be undone: later batches added the same rows: 11" ]
	sound
}

@test "steps that would follow other steps than before, when an undo is undone" {
	cust-init -d s.db
	feedback-log -d s.db --kind=praise --text=x --date=2024-01-01 >acc
	feedback-step -d s.db 1 --note=first --at=2024-01-02 >acc
	feedback-step -d s.db 1 --note=second --at=2024-01-03 >acc
	cust-undo -d s.db 3 >acc
	cust-undo -d s.db 2 >acc
	run -2 --separate-stderr cust-undo -d s.db 4
	[ "$stderr" = \
		"cust-undo: batch 4 cannot be undone: later batches changed the steps before its steps: 5" ]
	cust-undo -d s.db 5 >acc
	cust-undo -d s.db 4 >acc
	run -0 sqlite3 s.db "SELECT group_concat(note) FROM feedback_event"
	same first,second
}

@test "rows whose numbers have been given to others get new ones" {
	cust-init -d s.db
	order() { printf '%s\n' customer_id,date,amount "$@" | order-add -q -d s.db --create >acc; }
	order a,2024-01-01,1
	order a,2024-01-02,2 a,2024-01-03,3
	cust-undo -d s.db 2 >acc
	order a,2024-01-04,4
	run -0 cust-undo -d s.db 3
	[ "$(cell restored)" = 2 ]
	sound
	run -0 sqlite3 s.db "SELECT amount / 10000, batch FROM orders ORDER BY amount"
	same $'1|1\n2|2\n3|2\n4|4'
	# these are taken back, and the other order is not touched
	cust-undo -d s.db 5 >acc
	run -0 sqlite3 s.db "SELECT amount / 10000, batch FROM orders ORDER BY amount"
	same $'1|1\n4|4'
	cust-undo -d s.db 6 >acc
	run -0 sqlite3 s.db "SELECT amount / 10000 FROM orders ORDER BY amount"
	same $'1\n2\n3\n4'
	sound
}

@test "an undo twice, batches that do not exist or are too old, and what is no number" {
	cust-init -d s.db
	cust-add -d s.db --customer-id=a >acc
	cust-undo -d s.db 1 >acc
	run -2 --separate-stderr cust-undo -d s.db 1
	[ "$stderr" = \
		"cust-undo: batch 1 is already undone by batch 2 (to undo that: cust-undo 2)" ]
	cust-undo -d s.db 2 >acc
	cust-undo -d s.db 3 >acc
	for n in 1:2 2:3 3:4; do
		run -2 --separate-stderr cust-undo -d s.db ${n%:*}
		[ "$stderr" = \
			"cust-undo: batch ${n%:*} is already undone by batch ${n#*:} (to undo that: cust-undo 4)" ]
	done
	for n in 5 99; do
		run -2 --separate-stderr cust-undo -d s.db $n
		[ "$stderr" = "cust-undo: no batch $n in $PWD/s.db" ]
	done
	[ "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" = 4 ]
	for wrong in 0 x -- 1x 1.0 99999999999999999999; do
		[ $wrong != -- ] || continue
		run -2 --separate-stderr cust-undo -d s.db $wrong
		[ "${stderr_lines[0]}" = "cust-undo: not a number of a batch: '$wrong'" ]
	done
	run -2 --separate-stderr cust-undo -d s.db
	[ "${stderr_lines[0]}" = \
		"cust-undo: missing operand BATCH (cust-undo --list prints the batches)" ]
	run -2 --separate-stderr cust-undo -d s.db 1 2
	says "unexpected operand '2'"
	run -2 --separate-stderr cust-undo -d s.db --list -n
	says "--list and --dry-run cannot be used together"
	cp "$ROOT/tests/data/store-6.db" old.db
	chmod 600 old.db
	cust-init -q --upgrade -d old.db
	run -2 --separate-stderr cust-undo -d old.db 15
	[ "$stderr" = \
		"cust-undo: batch 15 cannot be undone: an older custkit recorded it, without the rows that it changed" ]
	sqlite3 s.db "UPDATE batch SET undoes = NULL WHERE batch > 1;
		INSERT INTO undo (batch, of_table, key, added) VALUES (4, 'alert_run', '1', 0)"
	run -2 --separate-stderr cust-undo -d s.db 4
	[ "$stderr" = \
		"cust-undo: batch 4 cannot be undone: it changed an unknown table 'alert_run'" ]
}

@test "-n prints the rows and changes nothing; --list says what is undone" {
	everything
	cp s.db before.db
	run -0 --separate-stderr cust-undo -d s.db -n 5
	same 'table,key,effect
orders,2,restored
orders,1,restored
orders,5,removed
orders,6,removed'
	cmp s.db before.db
	cust-undo -d s.db 3 >acc
	run -0 cust-undo -d s.db -n 2
	same 'table,key,effect
customer,b,updated
customer,a,updated
customer,c,removed'
	run -0 cust-undo -d s.db --list --columns=batch,tool,read,added,updated,undoes,undone_by \
		--no-header
	[ "${lines[2]}" = 3,cust-add,1,0,1,,16 ]
	[ "${lines[15]}" = 16,cust-undo,1,0,1,3, ]
}

@test "the changes of a customer show the undo; a load that was undone can be loaded again" {
	everything
	cust-undo -d s.db 3 >acc
	run -0 cust-show -d s.db b
	[[ $output == *"cust-undo"*"city"*"Graz"* ]]
	run -2 --separate-stderr touch-log -d s.db cases.csv
	run -2 --separate-stderr feedback-step -d s.db steps.csv
	cust-undo -d s.db 9 >acc
	run -0 feedback-step -d s.db steps.csv
	run -2 --separate-stderr order-add -d s.db --replace replaced.csv
	says "already loaded as batch 5 (use --again to load it twice)"
	cust-undo -d s.db 5 >acc
	run -0 order-add -q -d s.db --replace replaced.csv
	sound
}

# bats test_tags=long
@test "kill -9 at any point of an undo leaves the store before or after it" {
	everything
	cp s.db all.db
	for n in 5 9; do
		cp all.db s.db
		content >before
		cust-undo -d s.db $n >acc
		content >after
		for delay in 0 .002 .004 .006 .008 .01 .015 .02 .03; do
			rm -f s.db*
			cp all.db s.db
			cust-undo -d s.db $n >acc 2>&1 &
			sleep $delay
			kill -9 $! 2>err || :
			wait $! || :
			sound
			content >now
			cmp -s now before || cmp now after
		done
	done
}

@test "random sequences of loads, replacements and undos: the rows of a model, and its refusals" {
	run -0 python3 "$ROOT/tests/undo.py" "$(soak 8 1000)"
	echo "# ${lines[-1]}" >&3
	[[ $output =~ ^[0-9]+\ loads\ [0-9]+\ refused\ [0-9]+\ undone$ ]]
}
