# data-check: every rule counts exactly the bad rows; the trend; --fail-under; empty stores.
load helper

# What each row is for stands in the tests. Customers 1 to 4 are of crm, 5 of the till, 6 of none.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db --country=CN
	cust-add -q -d shop.db --source=crm >acc <<-'END'
		customer_id,name,email,phone,birthday,acquired,external_id
		1,张三,a@qq.com,13800138000,1990-01-01,2024-01-01,k1
		2,李四,A@QQ.com,+86 138 0013 8000,1905-03-01,2024-02-01,k2
		3,王五,b@,138001,2000-02-29,2024-03-10,k3
		4,,,,,,k4
	END
	cust-add -q -d shop.db --source=till >acc <<-'END'
		customer_id,name,phone,external_id
		5,赵六,13900139000,t1
	END
	cust-add -q -d shop.db --customer-id=6 --name=孙七 >acc
	order-add -q -d shop.db --source=till >acc <<-'END'
		customer_id,date,amount,order_id,sku
		1,2024-01-05,10,o1,tea
		2,2024-01-15,10,o2,
		3,2024-03-01,5,,
		3,2025-12-31,5,o3,tea
	END
	feedback-log -q -d shop.db --customer-id=5 --kind=praise --date=2025-01-01
	feedback-log -q -d shop.db --customer-id=1 --kind=praise --order-id=o1 --date=2024-01-06
	feedback-log -q -d shop.db --customer-id=4 --kind=question --order-id=o9 --date=2023-06-30
	promise-log -q -d shop.db --customer-id=1 --promise=x --order-id=o8 --due=2024-02-02 \
		--date=2024-02-01
}

setup() {
	PATH=${CUSTKIT_BIN:-$ROOT/build/bin}:$PATH
	export LC_ALL=C TZ=UTC0
	unset CUSTKIT_DB CUSTKIT_SHARE
	cd "$BATS_TEST_TMPDIR" || return
	cp "$BATS_FILE_TMPDIR/shop.db" .
}

check() {
	data-check -d shop.db --today=2025-06-30 --no-header \
		--columns=check,table,column,source,n,bad,share "$@"
}

@test "complete: the values of each column that are missing, per table and source" {
	run -0 check --checks=complete
	# counted by SQL of another form
	for column in name email phone birthday gender country region city channel plan acquired \
		birthday_calendar preferred_channel; do
		for source in "IS NULL" "= 'crm'" "= 'till'"; do
			sqlite3 -separator , shop.db "SELECT 'complete', 'customer', '$column',
				coalesce(max(source), ''), count(*), total($column IS NULL),
				avg($column IS NULL) FROM customer WHERE source $source"
		done
	done | sed 's/\.0//g' | sort >want
	[ "$(wc -l <want)" = 39 ]
	diff want <(grep customer, <<<"$output" | grep -v customer_id | sort)
	[ "$(grep '^complete,orders' <<<"$output")" = "complete,orders,order_id,till,4,1,0.25
complete,orders,sku,till,4,2,0.5
complete,orders,quantity,till,4,4,1
complete,orders,cost,till,4,4,1
complete,orders,channel,till,4,4,1" ]
	[ "$(grep -c '^complete,feedback,[a-z_]*,,3,' <<<"$output")" = 5 ]
	[ "$(grep '^complete,touch' <<<"$output")" = "complete,touch,,,0,0," ]
}

@test "complete: an answer to a survey has no text, department or channel to fill in" {
	cust-init -d e.db
	cust-add -q -d e.db --customer-id=x >acc
	printf 'kind,date,score\nnps,2025-01-01,9\ncsat,2025-01-01,4\nces,2025-01-01,5\n' |
		feedback-log -q -d e.db >acc
	of() { data-check -d e.db --no-header --checks=complete --columns=table,column,n,bad |
		grep ^feedback; }
	# who answered, and about what, counts; there is no case
	[ "$(of)" = $'feedback,customer_id,3,3\nfeedback,touchpoint,3,3' ]
	feedback-log -q -d e.db --customer-id=x --kind=complaint --text=late
	[ "$(of)" = "feedback,customer_id,4,3
feedback,touchpoint,4,4
feedback,channel,1,1
feedback,text,1,0
feedback,department,1,1" ]
	# the command lists the case, and no answer
	fix=$(data-check -d e.db --no-header --checks=complete --columns=column,fix --format=tsv |
		sed -n 's/^department\t//p')
	[ "$(bash -c "${fix/feedback-list/feedback-list -d e.db --no-header}" | wc -l)" = 1 ]
}

@test "valid: phones, addresses, birthdays, first contacts, dates in the future" {
	# 3: a short phone, an address without domain; acquired after the first order
	run -0 check --checks=valid
	same "valid,customer,customer_id,,1,0,0
valid,customer,customer_id,crm,4,0,0
valid,customer,customer_id,till,1,0,0
valid,customer,phone,crm,3,1,0.3333333333333333
valid,customer,phone,till,1,0,0
valid,customer,email,crm,3,1,0.3333333333333333
valid,customer,birthday,crm,3,1,0.3333333333333333
valid,customer,acquired,crm,3,2,0.6666666666666666
valid,orders,date,till,4,1,0.25
valid,orders,order_id,till,3,0,0
valid,orders,amount,,0,0,
valid,feedback,date,,3,0,0
valid,touch,date,,0,0,"
	# 120 years and a day: the customer of 1905-03-01
	run -0 data-check -d shop.db --today=2025-03-01 --checks=valid --columns=column,source,bad
	[ "$(cell bad column=birthday)" = 0 ]
	run -0 data-check -d shop.db --today=2025-03-02 --checks=valid --columns=column,source,bad
	[ "$(cell bad column=birthday)" = 1 ]
	# written by another program
	sqlite3 shop.db "UPDATE customer SET birthday = '2023-02-29' WHERE customer_id = 1;
		UPDATE customer SET birthday = '2025-07-01' WHERE customer_id = 2"
	run -0 data-check -d shop.db --today=2025-06-30 --checks=valid --columns=column,source,bad
	[ "$(cell bad column=birthday)" = 2 ]
}

@test "unique: customers who share a phone or an address, in whatever spelling" {
	run -0 check --checks=unique
	same "unique,customer,phone,crm,2,2,1
unique,customer,phone,till,1,0,0
unique,customer,email,crm,2,2,1
unique,orders,order_id,till,3,0,0"
}

@test "ids that a spreadsheet program has shortened, and lines of an order that are there twice" {
	# not shortened: a word, a number with a minus, too many digits at the front
	# what an earlier version loaded
	shorten() {
		sqlite3 -bail shop.db "UPDATE $1 SET $2 = replace($2, 'short', 'E+')"
	}
	cust-add -q -d shop.db >acc <<-'END'
		customer_id
		1.2short17
		3short15
		E+17
		1.2E-17
		12E+17
		1.2E+17x
	END
	shorten customer customer_id
	order-add -q -d shop.db --source=shop >acc <<-'END'
		customer_id,date,amount,order_id,sku
		1,2024-01-05,10,1.23457short17,tea
		1,2024-01-05,10,1.23457short17,tea
		1,2024-01-05,10,1.23457short17,tea
		1,2024-01-05,10,1.23457short17,cup
		1,2024-01-05,10,o1,tea
		1,2024-01-05,10,o1,tea
	END
	shorten orders order_id
	run -0 check --checks=valid
	[ "$(grep 'customer_id,,' <<<"$output")" = valid,customer,customer_id,,7,2,0.2857142857142857 ]
	[ "$(grep 'orders,order_id,shop' <<<"$output")" = \
		valid,orders,order_id,shop,6,4,0.6666666666666666 ]
	run -0 check --checks=unique
	[ "$(grep orders <<<"$output")" = "unique,orders,order_id,shop,6,3,0.5
unique,orders,order_id,till,3,0,0" ]
	# what was ordered after the as-of date is not counted
	run -0 check --checks=unique --as-of=2023-12-31
	[ "$(grep orders <<<"$output")" = unique,orders,order_id,till,1,0,0 ]
	# the commands list the rows
	listed() {
		local fix
		fix=$(data-check -d shop.db --no-header --checks="$1" --format=tsv \
			--columns=table,column,source,fix | sed -n "s/^$2\t//p")
		bash -c "${fix/list/list -d shop.db --no-header --columns=$3}"
	}
	[ "$(listed valid $'customer\tcustomer_id\t' customer_id)" = $'1.2E+17\n3E+15' ]
	[ "$(listed valid $'orders\torder_id\tshop' order_id | sort | uniq -c)" = \
		'      4 1.23457E+17' ]
	[ "$(listed unique $'orders\torder_id\tshop' order_id,sku | sort | uniq -c)" = \
		"      1 1.23457E+17,cup
      3 1.23457E+17,tea
      2 o1,tea" ]
	# the same number in another source is another order
	[ "$(bash -c "order-list -d shop.db --no-header --columns=source,order_id" | grep -c ',o1')" = 3 ]
}

@test "linked: customers without any fact, orders that cases and promises name" {
	run -0 check --checks=linked
	same "linked,customer,customer_id,,1,1,1
linked,customer,customer_id,crm,4,0,0
linked,customer,customer_id,till,1,0,0
linked,feedback,order_id,,2,1,0.5
linked,promise,order_id,,1,1,1"
}

@test "fresh: a fact on the first day counts, one on the day before it does not" {
	# 3 has an order of 2025-12-31; it is after the as-of date, and a fact all the same
	run -0 check --checks=fresh --fresh=5m
	same "fresh,customer,customer_id,,1,1,1
fresh,customer,customer_id,crm,4,3,0.75
fresh,customer,customer_id,till,1,1,1"
	# 2 ordered on 2024-01-15 and was acquired on 2024-02-01; 5 spoke on 2025-01-01
	run -0 check --checks=fresh --fresh=17m --today=2025-07-01
	same "fresh,customer,customer_id,,1,1,1
fresh,customer,customer_id,crm,4,2,0.5
fresh,customer,customer_id,till,1,0,0"
	run -0 check --checks=fresh --fresh=17m --today=2025-07-02
	[[ $output == *"crm,4,3,0.75"* ]]
	# 4 said something on 2023-06-30
	run -0 check --checks=fresh --fresh=2y
	same "fresh,customer,customer_id,,1,1,1
fresh,customer,customer_id,crm,4,0,0
fresh,customer,customer_id,till,1,0,0"
}

@test "a customer who was changed is fresh" {
	cust-add -q -d shop.db --customer-id=6 --city=Bern
	run -0 data-check -d shop.db --checks=fresh --fresh=1w --columns=source,bad
	[ "$(cell bad source=)" = 0 ]
	[ "$(cell bad source=till)" = 1 ]
}

@test "the commands in fix list the bad rows" {
	today=$(date +%F)
	run -0 data-check -d shop.db --today="$today" --format=json
	jq -r 'select(.fix) | select(.fix | test("list")) | [.check, .table, .column, .fix] | @tsv' \
		<<<"$output" | sort -u >fixes
	[ "$(wc -l <fixes)" -gt 15 ]
	while IFS=$'\t' read -r rule table column fix; do
		want=$(jq -s "map(select(.check == \"$rule\" and .table == \"$table\" and
			.column == \"$column\") | .bad) | add" <<<"$output")
		echo "$fix: $want"
		[ "$(CUSTKIT_DB=shop.db bash -c "$fix" | tail -n +2 | wc -l)" = "$want" ]
	done <fixes
}

@test "the trend: the latest recorded day before, of the same rule and source" {
	run -0 data-check -d shop.db --today=2025-06-01 --record --checks=unique,linked
	[[ $output == *unique,customer,phone,crm,2,2,1,,,* ]]
	cust-add -q -d shop.db --customer-id=2 --phone=13700137000
	# the same day does not count as before
	run -0 data-check -d shop.db --today=2025-06-01 --checks=unique
	[[ $output == *unique,customer,phone,crm,2,0,0,,,* ]]
	run -0 data-check -d shop.db --today=2025-06-02 --checks=unique,valid --record
	[[ $output == *unique,customer,phone,crm,2,0,0,1,-1,* ]]
	# a rule that was not recorded has no change
	[[ $output == *valid,orders,date,till,4,1,0.25,,,* ]]
	run -0 data-check -d shop.db --today=2025-06-03 --checks=unique
	[[ $output == *unique,customer,phone,crm,2,0,0,0,0,* ]]
	# of two batches of a day the later one counts; undone, the one before it
	batch=$(sqlite3 shop.db "SELECT max(batch) FROM batch")
	cust-undo -q -d shop.db "$batch"
	run -0 data-check -d shop.db --today=2025-06-03 --checks=unique
	[[ $output == *unique,customer,phone,crm,2,0,0,1,-1,* ]]
	run -0 cust-check -d shop.db --no-header
	same ""
}

@test "the same counts of a day again are no error, and no second batch" {
	data-check -q -d shop.db --today=2025-06-01 --record >first
	sqlite3 shop.db .dump >before
	run -0 --separate-stderr data-check -d shop.db --today=2025-06-01 --record
	[ "$output" = "$(cat first)" ]
	n=$(sqlite3 shop.db "SELECT max(batch) FROM batch")
	[ "$stderr" = "data-check: batch $n has the counts of 2025-06-01; nothing has changed" ]
	sqlite3 shop.db .dump | diff before -
	# others are another batch
	data-check -q -d shop.db --today=2025-06-01 --record --checks=valid >out
	[ "$(sqlite3 shop.db "SELECT max(batch) FROM batch")" = $((n + 1)) ]
}

@test "without --record nothing is written" {
	sha256sum shop.db >before
	data-check -d shop.db >out
	sha256sum --quiet -c before
	chmod 400 shop.db
	data-check -d shop.db --today=2025-06-30 >out
}

@test "--fail-under: status 1 below it, not at it; a rule without rows does not count" {
	run -0 data-check -d shop.db --checks=linked --today=2025-06-30 --fail-under=0
	run -1 data-check -d shop.db --checks=linked --today=2025-06-30 --fail-under=.1
	run -0 data-check -d shop.db --checks=valid --today=2025-06-30 --fail-under=33
	run -1 data-check -d shop.db --checks=valid --today=2025-06-30 --fail-under=34
	cust-init -d empty.db
	run -0 data-check -d empty.db --fail-under=100 --no-header --columns=n,bad,share
	[ "$(sort -u <<<"$output")" = 0,0, ]
}

@test "--checks that are not checks" {
	run -2 --separate-stderr data-check -d shop.db --checks=valid,invalid
	says "--checks: 'invalid' is not one of complete,valid,unique,linked,fresh"
	run -2 --separate-stderr data-check -d shop.db --checks=
	says "--checks is empty"
	run -2 --separate-stderr data-check -d shop.db --checks=valid,,fresh
	says "--checks: '' is not one of"
}

@test "the keys of an upgraded store are computed first" {
	sqlite3 shop.db "INSERT INTO meta VALUES ('keys', 'missing')"
	run -2 --separate-stderr data-check -d shop.db
	[ "$stderr" = "data-check: the keys of phones and e-mail addresses are missing; compute them with: cust-init --upgrade -d $PWD/shop.db" ]
}

@test "a store in which tables are empty is recorded too" {
	cust-init -d e.db
	data-check -q -d e.db --record --today=2025-06-29 >day1
	cust-add -q -d e.db --customer-id=x --name=X >acc
	data-check -q -d e.db --record --today=2025-06-30 --no-header \
		--columns=check,table,column,before,share >day2
	[ "$(grep -c ^complete,customer,name,,0 day2)" = 1 ]
	run -0 data-check -q -d e.db --today=2025-07-01 --no-header \
		--columns=column,before,share --checks=complete
	[ "${lines[0]}" = name,0,0 ]
	[ "${lines[1]}" = email,1,1 ]
	run -0 sqlite3 e.db "SELECT count(*) FROM quality WHERE field = ''"
	same 0
}

@test "a visit links a customer, and a late one makes them fresh" {
	cust-init -d e.db
	printf 'customer_id\nold\nnew\nnone\n' | cust-add -q -d e.db >acc
	visit-log -q -d e.db >acc <<-END
		customer_id,slot
		old,2020-01-01T10:00
		new,2025-06-01T10:00
	END
	run -0 data-check -d e.db --today=2025-06-30 --no-header --checks=linked,fresh \
		--columns=check,table,n,bad
	[ "$(grep customer <<<"$output")" = $'linked,customer,3,1\nfresh,customer,3,2' ]
}

@test "what a forgotten customer said is empty on purpose; what nobody said by name counts" {
	cust-init -d e.db
	cust-add -q -d e.db --customer-id=x >acc
	feedback-log -q -d e.db --customer-id=x --kind=praise --text='so nice of you' >acc
	printf 'kind,date\npraise,2025-01-01\n' | feedback-log -q -d e.db >acc
	text() { data-check -d e.db --no-header --checks=complete --columns=table,column,n,bad |
		grep ^feedback,text; }
	[ "$(text)" = feedback,text,2,1 ]
	cust-forget -q -d e.db --force x >acc
	[ "$(text)" = feedback,text,1,1 ]
}

@test "--as-of: later rows are not known then; a date after today is bad all the same" {
	at() { data-check -d shop.db --today=2025-06-30 --no-header \
		--columns=check,table,column,source,n,bad "$@"; }
	# 3 is known from its day of acquisition, 2024-03-10; 4 and 6 have neither that nor a
	# purchase; of the orders, those of January; the order of 2025-12-31 is after today
	run -0 at --as-of=2024-01-31 --checks=complete
	[[ $output == *"complete,customer,phone,crm,2,1"* ]]
	[[ $output == *"complete,orders,order_id,till,3,0"* ]]
	[[ $output == *"complete,feedback,text,,2,2"* ]]
	run -0 at --as-of=2024-01-31 --checks=valid
	[[ $output == *"valid,orders,date,till,3,1"* ]]
	[[ $output == *"valid,customer,phone,crm,1,0"* ]]
	# without the future one and with all others: as if there were no later row
	run -0 at --as-of=2025-06-30
	[ "$output" = "$(at)" ]
	# what is not known cannot be bad: with a later today nothing is dated in the future
	run -0 data-check -d shop.db --as-of=2025-06-30 --today=2026-01-31 --checks=valid \
		--no-header --columns=table,column,n,bad
	[[ $output == *"orders,date,3,0"* ]]
	run -2 --separate-stderr data-check -d shop.db --as-of=2025-07-01 --today=2025-06-30
	says "--as-of is after today"
}

@test "--as-of: the day of the last fact by then decides who is fresh and linked" {
	cust-init -d e.db
	printf 'customer_id,date,amount\na,2024-01-05,1\na,2025-03-01,1\nb,2025-03-02,1\n' |
		order-add -q -d e.db --create >acc
	at() { data-check -d e.db --today=2025-06-30 --no-header --checks=linked,fresh --fresh=90d \
		--columns=check,table,n,bad "$@" | grep customer; }
	[ "$(at)" = $'linked,customer,2,0\nfresh,customer,2,2' ]
	[ "$(at --as-of=2025-04-01)" = $'linked,customer,2,0\nfresh,customer,2,0' ]
	# b is not known yet; the last purchase of a is more than 90 days ago
	[ "$(at --as-of=2025-01-01)" = $'linked,customer,1,0\nfresh,customer,1,1' ]
	[ "$(at --as-of=2024-02-01)" = $'linked,customer,1,0\nfresh,customer,1,0' ]
}

@test "valid: refunds of more than was paid for the order" {
	printf '%s\n' customer_id,date,amount,order_id 5,2024-01-01,10,r1 5,2024-01-02,-10,r1 \
		5,2024-01-01,10,r2 5,2024-01-02,-10.01,r2 5,2024-01-02,-5,r3 5,2024-01-02,-5, |
		order-add -q -d shop.db --source=till >acc
	run -0 check --checks=valid
	[[ $output == *$'\nvalid,orders,amount,till,3,2,0.6666666666666666\n'* ]]
	data-check -d shop.db --today=2025-06-30 -f json --checks=valid |
		jq -r 'select(.table == "orders" and .column == "amount").fix' >fix
	grep -q ^order-list fix
	run -0 sh -c "$(cat fix) -d shop.db --columns=order_id,amount --no-header"
	same $'r2,10\nr2,-10.01\nr3,-5'
}
