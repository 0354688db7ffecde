# Faults of files and stores that were seen once, each with its test; soak.bats looks for new ones.
# shellcheck disable=SC2154 # $output and $stderr are set by run
load helper

# A sanitizer has a malloc of its own, in front of which no library can be put.
is_sanitized() { nm -D "$(command -v cust-list)" | grep -q __asan_init; }

# fault KIND=VALUE,... COMMAND...: the command with the library of faults/fault.c.  A signal does
# what it does by default, also below nohup.
fault() {
	local name=FAULT_${1//,/ FAULT_}
	# shellcheck disable=SC2086 # several variables
	env --default-signal $name \
		LD_PRELOAD="$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/faults/fault.so" "${@:2}"
}

shop() {
	cust-init -d shop.db
	head -n 300 "$CDNOW" >log.csv
	order-add -q -d shop.db --create log.csv >acc
}

edit() { sqlite3 shop.db "PRAGMA ignore_check_constraints = ON; $1"; }

@test "1: a backup restored over a killed writer's journal is whole" {
	is_sanitized && return
	shop
	cust-backup -d shop.db copy.db
	run -137 fault KIND=any,AT=60,SIGNAL=9 order-add -q -d shop.db --create --again \
		"$CDNOW"
	[ -e shop.db-journal ]
	cust-restore -d shop.db --force copy.db
	run -0 cust-check -d shop.db --no-header
	[ -z "$output" ]
	[ "$(order-list -d shop.db --no-header | wc -l)" -eq 299 ]
}

@test "2: the next upgrade works after one that was killed" {
	is_sanitized && return
	for at in 3 20 40; do
		cp "$ROOT/tests/data/store-1.db" shop.db
		run -137 fault KIND=any,AT=$at,SIGNAL=9 cust-init --upgrade -d shop.db
		run -0 cust-init --upgrade -d shop.db
		run -0 cust-check -d shop.db
		[ ! -e shop.db.v1.part ]
		rm shop.db*
	done
}

@test "3: a damaged history row is an error" {
	shop
	edit "UPDATE history SET last_date = '1997-02-31' WHERE customer_id = '0001'"
	for tool in "clv-calc" "cust-segment" "cust-list --history"; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr $tool -d shop.db --as-of=1998-06-30
		says "the history of customer '0001' in the store is damaged; run cust-check"
		[[ $output != *2147* ]]
	done
}

@test "4: a version below 0, or 0 with tables, is not one of custkit" {
	cust-init -d shop.db
	for version in -1 -2 -5 -100000 0; do
		sqlite3 shop.db "PRAGMA user_version = $version"
		for tool in "touch-log --touchpoint=x" cust-list cust-check; do
			# shellcheck disable=SC2086
			run -2 --separate-stderr $tool -d shop.db
			says "shop.db: not a version of a custkit store: $version"
		done
	done
}

@test "5: a state of an alert that is not valid" {
	shop
	churn-flag -q -d shop.db --alert --as-of=1997-03-31 >acc
	edit "INSERT INTO alert_state (customer_id, state, told, changed)
		VALUES ('0001', 'giVen_up', '1997-03-31', '1997-03-31')"
	run -2 --separate-stderr churn-flag -q -d shop.db --alert --as-of=1998-06-30
	says "state 'giVen_up' of the alerts about customer '0001' is not valid"
	says "run cust-check"
}

@test "5: a date of an alert or of an attempt that is not valid" {
	shop
	churn-flag -q -d shop.db --alert --as-of=1997-03-31 >acc
	churn-flag -q -d shop.db --alert --as-of=1997-04-30 >acc
	cp shop.db good.db
	for damage in told changed bought; do
		cp good.db shop.db
		edit "UPDATE alert_state SET $damage = '1997-02-31'"
		run -2 --separate-stderr churn-flag -q -d shop.db --alert --as-of=1997-05-31
		[ -z "$output" ]
		[ "$stderr" = "churn-flag: $damage '1997-02-31' in the store is not a valid date; run cust-check" ]
	done
	cp good.db shop.db
	edit "UPDATE alert_run SET as_of = '1997-04-31' WHERE as_of = '1997-04-30'"
	run -2 --separate-stderr churn-flag -q -d shop.db --alert --as-of=1997-05-31
	[ "$stderr" = "churn-flag: as_of '1997-04-31' in the store is not a valid date; run cust-check" ]
	cp good.db shop.db
	winback-log -q -d shop.db --customer-id=0001 --date=1997-05-01 >acc
	edit "UPDATE winback SET date = '1997-02-31'"
	run -2 --separate-stderr winback-list -d shop.db --by=reason --as-of=1998-06-30
	says "date '1997-02-31' in the store is not a valid date; run cust-check"
}

# starve N COMMAND...: N allocations in the course of the command fail, each in a run of its own;
# the status is 2, or 0 with the bytes that it prints otherwise.
starve() {
	local n last
	fault KIND=malloc,COUNT=count "${@:2}" >want
	last=$(<count)
	for ((n = last; n > 0; n -= last / $1 + 1)); do
		run --separate-stderr fault KIND=malloc,AT=$n,ERRNO=12 "${@:2}"
		[ "$status" -eq 2 ] || { [ "$status" -eq 0 ] && same "$(<want)"; } || {
			echo "allocation $n of $last: status $status"
			return 1
		}
	done
}

@test "6: out of memory never changes the verdict" {
	is_sanitized && return
	shop
	touch-log -q -d shop.db --customer-id=0001 --touchpoint=x --date=1998-01-01 >acc
	fault KIND=malloc,COUNT=count service-check -d shop.db --as-of=1998-06-30 >want
	for ((n = $(<count); n > $(<count) - 60; n -= 3)); do
		run --separate-stderr fault KIND=malloc,AT=$n,ERRNO=12 service-check -d shop.db \
			--as-of=1998-06-30
		[ "$status" -eq 2 ] || { [ "$status" -eq 0 ] && same "$(<want)"; }
	done
	starve 40 service-check -d shop.db --as-of=1998-06-30
}

@test "7: out of memory never changes the fit" {
	is_sanitized && return
	head -n 300 "$CDNOW" >log.csv
	starve 40 clv-calc -q --as-of=1998-03-31 log.csv
	starve 30 churn-flag -q --as-of=1998-03-31 log.csv
}

@test "8: out of memory is not a crash" {
	is_sanitized && return
	shop
	starve 100 cust-list -d shop.db
	starve 20 cust-check -d shop.db
}

@test "9: a listing that stands still lets writers pass" {
	cdnow_store shop.db
	mkfifo pipe
	order-list -d shop.db >pipe 3>&- &
	exec 4<pipe
	read -r header <&4
	[[ $header == order_id,customer_id,* ]]
	run -0 timeout 10 touch-log -q -d shop.db --touchpoint=x
	exec 4<&-
	wait
}

@test "10: alerts without a reader do not block the next night, and are not lost" {
	is_sanitized && return
	cdnow_store shop.db
	mkfifo pipe
	# more than a pipe holds
	churn-flag -q -d shop.db --alert --all --method=rules --as-of=1998-06-30 --stale=alert \
		>pipe 3>&- &
	exec 4<pipe
	read -r header <&4
	[[ $header == alert_id,* ]]
	run -2 --separate-stderr fault FAST=1 churn-flag -q -d shop.db --alert --as-of=1998-07-01
	says "churn-flag: $PWD/shop.db: another churn-flag --alert is still printing; "
	says "the next run prints the alerts of this run"
	exec 4<&-
	wait || :
	run -0 churn-flag -q -d shop.db --alert --no-header --as-of=1998-07-01
	[ "${#lines[@]}" -gt 1000 ]
}

@test "11 and 12: a backup on a full disk says so and leaves nothing, also after a killed one" {
	is_sanitized && return
	shop
	run -2 --separate-stderr fault KIND=write,AT=5,EVER=1,ERRNO=28 cust-backup -d shop.db \
		copy.db
	[ "$stderr" = "cust-backup: $PWD/copy.db.part: no space left" ] ||
		[ "$stderr" = "cust-backup: copy.db.part: no space left" ]
	[ "$(ls copy.db*)" = "" ]
	for signal in 1 2 3 9 14 15; do
		run -$((128 + signal)) fault KIND=any,AT=20,SIGNAL=$signal cust-backup -d shop.db \
			copy.db
		[ $signal = 9 ] || [ "$(ls copy.db*)" = "" ]
		run -0 cust-backup -d shop.db copy.db
		[ "$(ls copy.db*)" = copy.db ]
		rm copy.db
	done
}

@test "12: a backup that was killed while it gets its name has one name" {
	is_sanitized && return
	shop
	fault KIND=any,COUNT=count cust-backup -d shop.db copy.db
	rm copy.db
	for ((at = $(<count) - 6; at <= $(<count); at++)); do
		run -137 fault KIND=any,AT=$at,SIGNAL=9 cust-backup -d shop.db copy.db
		[ -e copy.db ] || cust-backup -d shop.db copy.db
		[ "$(ls copy.db*)" = copy.db ]
		run -0 cust-check -d copy.db
		rm copy.db
	done
}

@test "13: a model that cannot be written leaves the old one" {
	is_sanitized && return
	head -n 300 "$CDNOW" >log.csv
	clv-calc -q --as-of=1997-06-30 --save=m.csv log.csv >acc
	cp m.csv before.csv
	run -2 fault KIND=write,AT=1,EVER=1,ERRNO=28 clv-calc -q --as-of=1997-09-30 --save=m.csv \
		log.csv
	cmp m.csv before.csv
	[ ! -e m.csv.part ]
}

@test "14: 80,000 columns take no longer than twice 40,000" {
	awk 'BEGIN { printf "amount"; for (i = 0; i < 80000; i++) printf ",x%d", i
		printf "\n1"; for (i = 0; i < 80000; i++) printf ",1"; print "" }' >wide.csv
	TIMEFORMAT=%U
	took=$({ time nps-calc -q --score=amount wide.csv >out; } 2>&1)
	near "$took" 0 3 # seconds of the processor; it was 25
}

# plot: the curves of an evaluation.
plot() { churn-flag -q --evaluate=1997-09-30 --horizon=273 --plot=svg "$CDNOW"; }

@test "16: a plot that cannot be written is status 2" {
	run -0 plot
	[[ $output == *'</svg>' ]]
	run -2 --separate-stderr bash -c "$(declare -f plot); CDNOW=$CDNOW; plot >/dev/full"
	[ "$stderr" = "churn-flag: standard output: No space left on device" ]
}

@test "16: a program for PNG that ends at once, and one that fails" {
	mkdir bin
	for end in 'exit 0' 'exit 3' 'kill -9 $$'; do
		printf '#!/bin/sh\n%s\n' "$end" >bin/rsvg-convert
		chmod +x bin/rsvg-convert
		PATH=$PWD/bin:$PATH run -2 --separate-stderr churn-flag -q --evaluate=1997-09-30 \
			--horizon=273 --plot=png "$CDNOW"
		[ "$stderr" = "churn-flag: rsvg-convert failed" ]
	done
}

@test "17: cust-init goes on where a killed one stopped" {
	is_sanitized && return
	fault KIND=any,COUNT=count cust-init -d count.db
	for ((at = 1; at <= $(<count); at += 7)); do
		run -137 fault KIND=any,AT=$at,SIGNAL=9 cust-init -d shop.db
		cust-init -d shop.db || [ "$(cust-check -d shop.db)" = check,what,fault ]
		run -0 cust-check -d shop.db
		rm -f shop.db*
	done
}

@test "18: what --where may not: addresses, parameters" {
	shop
	run -2 --separate-stderr cust-list -d shop.db --where "fts3_tokenizer('simple') IS NULL"
	says "not authorized to use function: fts3_tokenizer"
	run -2 --separate-stderr cust-list -d shop.db --where "customer_id = ?1"
	[ "$stderr" = "cust-list: --where: parameter '?1' has no value" ]
	run -2 --separate-stderr touch-list -d shop.db --where "score > :x"
	[ "$stderr" = "touch-list: --where: parameter ':x' has no value" ]
}

@test "18: a --where without end ends" {
	[ -n "${SOAK:-}" ] || return 0 # it takes 20 seconds
	shop
	run -2 --separate-stderr cust-list -d shop.db --where \
		"1 = (WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n)"
	[ "$stderr" = "cust-list: --where: takes longer than 20 seconds" ]
}

@test "19: customers are said to be added after the commit" {
	is_sanitized && return
	shop
	fault KIND=sync,COUNT=count order-add -q -d shop.db --create --again -n "$CDNOW" >acc
	run -2 --separate-stderr fault KIND=sync,AT=1,EVER=1,ERRNO=5 order-add -d shop.db --create \
		--again "$CDNOW"
	[[ $stderr != *customers* ]]
	[ "$(cust-list -d shop.db --no-header | wc -l)" -eq "$(cut -d, -f1 log.csv | sort -u |
		grep -vc customer_id)" ]
}

@test "20: a FIFO without a reader; a new file is for its owner, another keeps its mode" {
	head -n 300 "$CDNOW" >log.csv
	mkfifo pipe
	run -2 --separate-stderr clv-calc -q --as-of=1997-09-30 --save=pipe log.csv
	[ "$stderr" = "clv-calc: pipe: no program reads from it" ]
	cat pipe >got &
	run -0 clv-calc -q --as-of=1997-09-30 --save=pipe log.csv
	wait
	[ "$(head -n 1 got)" = model,name,value,se ]
	cust-init -d shop.db
	printf 'customer_id,birthday\na,x\n' >in.csv
	: >r.csv
	chmod 640 r.csv
	run -1 cust-add -q -d shop.db --rejects=r.csv in.csv
	[ "$(stat -c %a r.csv)" = 640 ]
	[ "$(wc -l <r.csv)" -eq 2 ]
	umask 022
	run -1 cust-add -q -d shop.db --again --rejects=new.csv in.csv
	[ "$(stat -c %a new.csv)" = 600 ]
}

@test "21: an amount that is not 0 never becomes 0" {
	cust-init -d shop.db
	for amount in 1e-9 1e-400 -1e-7 .00001; do
		printf 'customer_id,date,amount\na,2023-01-01,%s\n' "$amount" >in.csv
		run -2 --separate-stderr order-add -d shop.db --create in.csv
		says "amount '$amount' has more than 4 decimal places"
	done
	printf 'customer_id,date,amount\na,2023-01-01,0e5\na,2023-01-01,0.00000\n' >in.csv
	run -0 order-add -q -d shop.db --create in.csv
}

@test "22: what takes a sum over 64 bits is a bad row, with what is stored too" {
	cust-init -d shop.db
	load() {
		{ echo customer_id,date,amount; for ((i = 0; i < $1; i++)); do
			echo "a,2023-01-01,900000000000"; done; } >in.csv
	}
	load 1000
	order-add -q -d shop.db --create in.csv >acc
	load 30
	run -2 --separate-stderr order-add -d shop.db --again in.csv
	says "in.csv:26: amount '900000000000' makes the sum of the customer's amounts larger than 64 bits"
	run -1 --separate-stderr order-add -q -d shop.db --again --rejects=r.csv in.csv
	[ "$(wc -l <r.csv)" -eq 7 ] # of 1030 rows 1024 fit
	run -0 cust-check -d shop.db
}

@test "24: a file that may not grow is an error, not a signal" {
	shop
	run -2 --separate-stderr bash -c 'ulimit -f 1; cust-backup -d shop.db copy.db'
	says "cust-backup: "
	[ ! -e copy.db ] && [ ! -e copy.db.part ]
}

@test "25: a zone that cannot be looked up is not unknown" {
	is_sanitized && return
	cust-init -d shop.db --timezone=Asia/Shanghai
	fault KIND=open,COUNT=count touch-list -d shop.db >acc
	for ((n = 1; n <= $(<count); n++)); do
		run --separate-stderr fault KIND=open,AT=$n,EVER=1,ERRNO=24 touch-list -d shop.db
		[[ $stderr != *unknown* ]]
	done
}

@test "26: the webhook's spool has whole lines only" {
	mkdir bin
	cat >bin/churn-flag <<-'END'
		#!/bin/sh
		printf '{"alert_id":1}\n{"alert'
		exit 2
	END
	printf '#!/bin/sh\ncat >>posted\n' >bin/curl
	chmod +x bin/*
	PATH=$PWD/bin:$PATH run -2 sh "$ROOT/share/examples/churn-webhook.sh" shop.db hook
	[ ! -e posted ]
	[ ! -s shop.db.webhook ]
	cat >bin/churn-flag <<-'END'
		#!/bin/sh
		echo '{"alert_id":1}'
	END
	PATH=$PWD/bin:$PATH run -0 sh "$ROOT/share/examples/churn-webhook.sh" shop.db hook
	[ "$(<posted)" = '{"alert_id":1}' ]
}

@test "27: a foreign trigger, a trigger that is gone, and text that is not UTF-8" {
	shop
	edit "CREATE TRIGGER evil AFTER INSERT ON feedback BEGIN UPDATE customer SET name = 'x';
		END;
		UPDATE customer SET name = CAST(x'ff41' AS TEXT) WHERE customer_id = '0001';
		DROP TRIGGER orders_added"
	run -1 cust-check -d shop.db --no-header
	same "schema,trigger evil,is not custkit's: it may change what others write
schema,trigger orders_added,is missing
text,customer 0001,name is not UTF-8
content,customer,changed outside custkit"
}

@test "28: content that another program changed is noticed, and can be accepted" {
	shop
	run -0 cust-check -d shop.db --no-header
	for sql in "UPDATE orders SET amount = amount + 1 WHERE id = 7;
		UPDATE orders SET amount = amount - 1 WHERE id = 8" \
		"DELETE FROM customer WHERE customer_id = '0021' AND 0;
		UPDATE customer SET name = 'x' WHERE customer_id = '0021'" \
		"INSERT INTO touch (date, touchpoint) VALUES ('1998-01-01', 'x')"; do
		edit "$sql"
		run -1 cust-check -d shop.db --no-header
		[[ $output == content,*",changed outside custkit" ]]
		# a writer does not make it right
		touch-log -q -d shop.db --touchpoint=y >acc
		run -1 cust-check -d shop.db --no-header
		run -0 cust-check -d shop.db --no-header --repair
		run -0 cust-check -d shop.db --no-header
	done
}

@test "28: what the tools write keeps the digests: they are those of a recomputation" {
	shop
	printf 'customer_id,name,x\n0001,Ann,1\nnew,Bob,2\n' | cust-add -q -d shop.db --attrs >acc
	printf 'customer_id,name\n0001,Anne\n' | cust-add -q -d shop.db >acc
	printf 'customer_id,order_id,date,amount,quantity,sku\n0001,o1,1998-05-10,7,2.5,a\nnew,o2,1998-05-10,7,3,b\n' |
		order-add -q -d shop.db >acc
	printf 'customer_id,order_id,date,amount,quantity,sku\n0001,o1,1998-05-10,8,2.5,a\n' |
		order-add -q -d shop.db --replace >acc
	feedback-log -q -d shop.db --customer-id=0001 --kind=complaint --text=x --date=1998-06-01 \
		>acc
	feedback-step -q -d shop.db 1 --acknowledge --at=1998-06-02 >acc
	promise-log -q -d shop.db --customer-id=0001 --promise=x --date=1998-06-01 \
		--due=1998-06-03 >acc
	promise-log -q -d shop.db --kept 1 --at=1998-06-02 >acc
	winback-log -q -d shop.db --customer-id=0001 --date=1998-06-01 >acc
	winback-log -q -d shop.db --won 1 --at=1998-06-02 >acc
	survey-log -q -d shop.db --survey=s --item=1 --value=5 --customer-id=0001 \
		--date=1998-06-01 >acc
	for day in 1997-03-31 1998-06-30; do
		churn-flag -q -d shop.db --alert --as-of=$day >acc
	done
	run -0 cust-check -d shop.db --no-header
	digests() { sqlite3 shop.db "SELECT * FROM meta WHERE key LIKE 'digest.%'"; }
	digests >kept
	[ "$(grep -vc '|0000000000000000$' kept)" -ge 11 ]
	cust-check -q -d shop.db --repair >acc
	digests | diff kept -
	# an evaluation that is lost would make the next one a baseline again
	sqlite3 shop.db "DELETE FROM alert_run WHERE as_of = '1998-06-30'"
	run -1 cust-check -d shop.db --no-header
	same "content,alert_run,changed outside custkit"
}

# kept: the digests in the store are those of a recomputation, before and after.
kept() {
	local digests="SELECT * FROM meta WHERE key LIKE 'digest.%'" before
	before=$(sqlite3 shop.db "$digests")
	cust-check -q -d shop.db --no-header >acc
	[ ! -s acc ]
	cust-check -q -d shop.db --repair >acc
	[ "$(sqlite3 shop.db "$digests")" = "$before" ]
}

@test "28: a load sums the digests itself: of orders, by hundreds and with all columns" {
	shop
	head -n 1000 "$CDNOW" | tail -n 700 | sed '1i\'"$(head -n 1 "$CDNOW")" |
		order-add -q -d shop.db --create >acc
	kept
	{
		echo customer_id,date,amount,order_id,sku,quantity,cost,discount,channel
		for i in {1..70}; do
			echo "new$i,2001-02-03T04:05:06,$i.5,o$i,$'\303\251',$i.25,$i,-0.5,web"
		done
		echo new1,2001-02-03,-1,o1b,,3,,,
		echo 0001,2001-02-04,1,,a,1e300,,,
		echo 0001,2001-02-04,1,,,-0.0,0,,
	} >more.csv
	order-add -q -n -d shop.db --create more.csv >acc
	kept
	order-add -q -d shop.db --create more.csv >acc
	kept
	[ "$(sqlite3 shop.db "SELECT count(quantity) FROM orders WHERE date > '2001'")" -eq 73 ]
	# replaced, on another day, rejected, and an order that is left out whole
	sed 's/^new\([0-9]*\),2001-02-03T04:05:06,\([0-9]\)/new\1,2001-02-03T04:05:06,9\2/; s/-04,1,,/-05,1,,/' more.csv |
		order-add -q -d shop.db --replace >acc
	kept
	sed 's/2001-02-03T/2001-02-13T/; s/^new3,/,/; s/,o4,/,o5,/' more.csv >again.csv
	run -1 order-add -q -d shop.db --rejects=bad.csv again.csv
	kept
	run -2 order-add -q -d shop.db <(sed 's/2001/2002/; s/^new70,/,/' more.csv)
	kept
	[ "$(sqlite3 shop.db 'SELECT count(*) FROM orders')" -gt 1070 ]
}

@test "28: a load sums the digests itself: of the other tables, whatever the columns take" {
	shop
	printf 'customer_id,date,order_id,amount\n0001,1998-05-01,o1,1\n' |
		order-add -q -d shop.db >acc
	printf 'customer_id,name,birthday,attrs\na,Ann,2000-01-01,"{""x"":1}"\nb,,,\n0001,Bob,,\n' |
		cust-add -q -d shop.db >acc
	kept
	printf 'customer_id,name,x\na,,1\nc,Cid,2\n' | cust-add -q -d shop.db --attrs >acc
	kept
	{
		echo customer_id,date,kind,score,text,order_id,channel,severity
		for i in {1..40}; do echo "d$i,1998-05-02,nps,$((i % 11)),text $i,,web,"; done
		echo 0001,1998-05-02,complaint,,late,o1,,high
		echo 0001,1998-05-02,csat,05,,,,
	} | feedback-log -q -d shop.db --create >acc
	kept
	printf 'customer_id,date,promise,due,case_id\n0001,1998-05-02,call,1998-05-03,41\n0001,1998-05-02,mail,1998-05-03,041\n' |
		promise-log -q -d shop.db >acc
	kept
	printf 'customer_id,date,score,note\n0001,1998-05-02,5,x\n,1998-05-02,,\n' |
		touch-log -q -d shop.db >acc
	printf 'customer_id,date,cost\n0001,1998-05-02,2.5\n' | winback-log -q -d shop.db >acc
	printf 'survey,customer_id,item,value\ns,0001,1,5\ns,e,1,4\n' |
		survey-log -q -d shop.db --create >acc
	kept
	# one that is there already is left out
	run -1 survey-log -q -d shop.db --rejects=bad.csv \
		<<<$'survey,customer_id,item,value\ns,0001,1,5\ns,0001,2,5'
	kept
	run -0 sqlite3 shop.db "SELECT count(*) FROM answer; SELECT typeof(score), score
		FROM feedback ORDER BY case_id DESC LIMIT 1;
		SELECT count(*) FROM promise WHERE case_id = 41"
	same $'3\ninteger|5\n2'
}
