#!/usr/bin/env bats
# The file of --rejects: streams, standard output, modes, links, dry runs.

load helper

HEAD=order_id,customer_id,date,amount

new() {
	cust-init -d s.db
	printf '%s\n' $HEAD o1,a,2025-01-01,1 o2,a,2025-01-01,x >log.csv
	printf '%s\n' $HEAD,file,line,column,reason \
		"o2,a,2025-01-01,x,log.csv,3,amount,amount 'x' is not a valid amount (such as 1200.50)" \
		>want.csv
}

add() {
	order-add -q -d s.db --create "$@"
}

@test "a descriptor is written where it stands: nothing before it is lost" {
	new
	echo yesterday >night.log
	add --rejects=/dev/stderr log.csv >/dev/null 2>>night.log || [ $? = 1 ]
	[ "$(head -n 1 night.log)" = yesterday ]
	diff want.csv <(sed '1d;/^order-add: /d' night.log)
	# without O_APPEND, and by another name
	{
		echo yesterday >&7
		add --again --rejects=/dev/fd/7 log.csv >/dev/null || [ $? = 1 ]
		echo tomorrow >&7
	} 7>other.log
	diff other.log <(echo yesterday; cat want.csv; echo tomorrow)
	# a link to a descriptor
	ln -s /dev/fd/7 link
	echo yesterday >other.log
	add --again --rejects=link log.csv 7>>other.log >/dev/null || [ $? = 1 ]
	diff other.log <(echo yesterday; cat want.csv)
	[ -L link ]
	run -2 --separate-stderr add --again --rejects=/dev/fd/9 log.csv
	[ "$stderr" = "order-add: /dev/fd/9: Bad file descriptor" ]
	# one of the tool's own, and one that cannot be written
	run -2 --separate-stderr add --again --rejects=/dev/fd/7 log.csv 7<want.csv
	[ "$stderr" = "order-add: /dev/fd/7: Bad file descriptor" ]
	for fd in 4 5 6 7 8; do
		run -2 --separate-stderr bash -c 'order-add -q -d s.db --again \
			--rejects=/dev/fd/$1 log.csv 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-' - $fd
		[ "$stderr" = "order-add: /dev/fd/$fd: Bad file descriptor" ]
	done
	run -0 cust-check --no-header -d s.db
	[ -z "$output" ]
}

@test "a FIFO gets the rows of each load" {
	new
	mkfifo pipe
	cat pipe >got &
	exec 7>pipe
	add --rejects=pipe log.csv >/dev/null || [ $? = 1 ]
	add --again --rejects=pipe log.csv >/dev/null || [ $? = 1 ]
	exec 7>&-
	wait
	diff got <(cat want.csv want.csv)
	[ -p pipe ]
	run -2 --separate-stderr add --again --rejects=pipe log.csv
	says "order-add: pipe: no program reads from it"
}

@test "standard output is refused before anything is loaded, by whatever name" {
	new
	for name in /dev/stdout /dev/fd/1 /proc/self/fd/1 - ./out; do
		run -2 --separate-stderr bash -c 'order-add -d s.db --create --rejects=$1 log.csv \
			>>out' - $name
		says "order-add: --rejects=$name: standard output is for the table that the \
tool prints (use --rejects=/dev/stderr or a file)"
	done
	[ ! -s out ] && [ ! -e ./- ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM orders')" = 0 ]
	# no bytes of either are lost here
	add --rejects=/dev/null log.csv >/dev/null || [ $? = 1 ]
}

@test "every option of a file to write refuses standard output, and makes no file called -" {
	local tool option
	while read -r tool option; do
		run -2 --separate-stderr $tool "--$option=-"
		says "$tool: --$option=-: standard output is for the table that the tool prints (use --$option=/dev/stderr or a file)"
		run -2 --separate-stderr bash -c '$1 --$2=./out >>out' - $tool $option
		says "$tool: --$option=./out: standard output is for"
	done <<-END
		clv-calc save
		cust-segment save
		churn-flag save
		churn-train save
		table-convert rejects
		table-convert left-out
		cust-merge rejects
		cust-add rejects
		feedback-log rejects
	END
	cust-init -d s.db
	run -2 --separate-stderr cust-backup -d s.db -
	says "cust-backup: a copy is checked before it gets its name, so it must be a file, not standard output (a file called - is ./-)"
	[ ! -e ./- ] && [ ! -s out ]
	run -0 cust-backup -d s.db ./-
	[ -s ./- ]
	# the model is in the file as on standard error
	printf '%s\n' customer_id,date,amount a,2024-01-01,1 a,2024-02-01,2 b,2024-01-03,1 >log.csv
	run -0 --separate-stderr cust-segment --rfm --as-of=2024-03-01 --save=/dev/stderr log.csv
	run -0 cust-segment --rfm --as-of=2024-03-01 --save=m.csv log.csv
	[ "$stderr" = "$(<m.csv)" ]
}

@test "a file keeps its mode and group; a new one is for its owner" {
	new
	add --rejects=bad.csv log.csv >/dev/null || [ $? = 1 ]
	[ "$(stat -c %a bad.csv)" = 600 ]
	for mode in 640 664 604; do
		chmod $mode bad.csv
		add --again --rejects=bad.csv log.csv >/dev/null || [ $? = 1 ]
		[ "$(stat -c %a bad.csv)" = $mode ]
	done
	diff want.csv bad.csv
	group=$(id -G | tr ' ' '\n' | grep -vx "$(id -g)" | head -n 1)
	[ "$(id -u)" = 0 ] && group=7
	[ -n "$group" ] || skip "no second group"
	chgrp "$group" bad.csv
	chmod 640 bad.csv
	add --again --rejects=bad.csv log.csv >/dev/null || [ $? = 1 ]
	[ "$(stat -c '%a %g' bad.csv)" = "640 $group" ]
}

@test "a symbolic link is followed, also where its file does not exist yet" {
	new
	mkdir there
	ln -s there/bad.csv link
	ln -s "$PWD/link" second
	add --rejects=second log.csv >/dev/null || [ $? = 1 ]
	[ -L link ] && [ -L second ]
	diff want.csv there/bad.csv
	[ "$(stat -c %a there/bad.csv)" = 600 ]
	add --again --rejects=link log.csv >/dev/null || [ $? = 1 ]
	[ -L link ]
	diff want.csv there/bad.csv
	ln -s nowhere/bad.csv broken
	run -2 --separate-stderr add --again --rejects=broken log.csv
	says "nowhere/bad.csv: No such file or directory"
	[ -L broken ]
	ln -s round round
	run -2 --separate-stderr add --again --rejects=round log.csv
	says "order-add: round: Too many levels of symbolic links"
}

@test "a dry run leaves the file as it is; a stream gets all bad rows" {
	new
	run -1 --separate-stderr add -n --rejects=bad.csv log.csv
	says "log.csv:3: amount 'x' is not a valid amount"
	[ ! -e bad.csv ]
	add -n --rejects=/dev/fd/7 log.csv >/dev/null 7>shown || [ $? = 1 ]
	diff want.csv shown
	# what would be an error is one
	echo something else >other
	run -2 --separate-stderr add -n --rejects=other log.csv
	says "other: file exists with another header; not overwritten"
	# after a dry run, a load writes what it writes without it
	add --rejects=bad.csv log.csv >/dev/null || [ $? = 1 ]
	diff want.csv bad.csv
	printf '%s\n' $HEAD o3,a,2025-01-01,y >log.csv
	run -1 --separate-stderr order-add -n -d s.db --rejects=bad.csv log.csv
	diff want.csv bad.csv
	[[ $stderr != *"earlier loads"* ]]
}

@test "--preset: a row that the tool rejects has its file and line in the export" {
	cust-init -d s.db
	head='Name,Email,Financial Status,Currency,Discount Amount,Refunded Amount,Created at'
	head+=',Cancelled at,Lineitem quantity,Lineitem name,Lineitem price'
	printf '%s\n' "$head" '#1,,paid,EUR,0,0,2026-01-02,,1,mug,10' \
		'#2,a@x.com,paid,EUR,0,2,2026-01-02,,1,mug,10' \
		'#3,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,10' >'may, 1.csv'
	printf '%s\n' "$head" '#4,b@x.com,paid,EUR,0,0,2026-01-03,,1,"a ""big""
		mug",10' '#5,a@x.com,paid,EUR,0,0,2026-01-04,,1,mug,x' \
		'#6,c@x.com,paid,EUR,0,0,2026-01-05,,1,mug,10' >june.csv
	cust-add -q -d s.db <(printf '%s\n' customer_id b@x.com) >/dev/null
	run -1 --separate-stderr order-add -q -d s.db --preset=shopify_orders --rejects=bad.csv \
		'may, 1.csv' june.csv
	[ "${lines[1]}" = 2,6,2,0,0,4 ]
	# line 2 has no customer, and is left out; #2 is an order and its refund; #4 has two lines
	[ "$(sed 1d bad.csv | cut -d, -f1,4,7- | cut -d' ' -f1-5)" = "\
#2,10,\"may, 1.csv\",3,customer_id,customer_id 'a@x.com' is not
#2,-2,\"may, 1.csv\",3,customer_id,customer_id 'a@x.com' is not
#5,,june.csv,4,amount,amount 'x' is not a
#6,10,june.csv,5,customer_id,customer_id 'c@x.com' is not in" ]
	says "order-add: may, 1.csv:3: customer_id 'a@x.com' is not in the store"
	says "order-add: june.csv:5: customer_id 'c@x.com' is not in the store"
	[[ $stderr != *"converted table"* ]]
	# an order that is rejected as a whole, after its rows were read
	printf '%s\n' "$head" '#9,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,10' \
		'#3,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,11' >july.csv
	run -2 --separate-stderr order-add -q -d s.db --preset=shopify_orders july.csv
	says "order-add: july.csv:3: order_id '#3' of 2026-01-03 is in the store with other lines"
	# an analysis
	run -1 --separate-stderr cust-segment -q --rfm --as-of=2026-02-01 --skip-bad \
		--partition=0/2 --columns=customer_id --preset=shopify_orders july.csv
	says "cust-segment: july.csv:2: customer_id 'b@x.com' is of part 1 of 2, not of part 0"
}

@test "--preset: the place of the rows is not part of what was loaded: a copy is refused" {
	cust-init -d s.db
	printf '%s\n' 'Name,Email,Financial Status,Currency,Discount Amount,Refunded Amount,Created at,Cancelled at,Lineitem quantity,Lineitem name,Lineitem price' \
		'#1,a@x.com,paid,EUR,0,0,2026-01-02,,1,"mug, ""big"",,",10' >'a,b.csv'
	cp a,b.csv copy.csv
	sed 's/,10$/,11/' copy.csv >other.csv
	run -0 order-add -q -d s.db --create --preset=shopify_orders a,b.csv
	run -2 --separate-stderr order-add -q -d s.db --create --preset=shopify_orders copy.csv
	says 'already loaded as batch 1'
	# so is the table without these places, which earlier versions read
	table-convert -q --mark-bad --preset=shopify_orders copy.csv |
		sed 's/,copy.csv,2,,$/,,,,/' >before.csv
	[ "$(grep -c ',,,,$' before.csv)" = 1 ]
	run -2 --separate-stderr order-add -q -d s.db --create before.csv
	says 'already loaded as batch 1'
	run -2 --separate-stderr order-add -q -d s.db --create --preset=shopify_orders other.csv
	[[ $stderr != *"already loaded"* ]]
}
