#!/usr/bin/env bats
# order-add: what is added, compared, replaced, rejected; all rows or none, whatever happens.

load helper

HEAD=order_id,customer_id,date,amount,sku

# csv ROW...: a file of the lines of orders.
csv() {
	printf '%s\n' $HEAD "$@"
}

store() {
	rm -f s.db
	cust-init -d s.db
}

add() {
	order-add -q -d s.db "$@"
}

# added READ ADDED UPDATED UNCHANGED REJECTED: what $output says of the batch.
added() {
	[ "${lines[0]}" = batch,read,added,updated,unchanged,rejected ] &&
		[ "${lines[1]#*,}" = "$1,$2,$3,$4,$5" ] && [ "${#lines[@]}" = 2 ] ||
		{ printf 'want %s,%s,%s,%s,%s\ngot %s\n' "$@" "$output"; return 1; }
	[ "$1" = $(($2 + $3 + $4 + $5)) ]
}

sql() {
	sqlite3 s.db "$@"
}

# stored ROW...: the lines in the store, in the order of order-list.
stored() {
	order-list -d s.db | cut -d, -f1-5 | diff <(csv "$@") -
}

clean() {
	cust-check -d s.db >faults || { cat faults; return 1; }
	[ "$(cat faults)" = check,what,fault ]
}

# unchanged: the store says what it said when "sql .dump >before" was run.
unchanged() {
	sql .dump | diff before -
	clean
}

@test "CDNOW: all 6,919 rows, the 21 true duplicates among them, 2,357 customers" {
	store
	run -0 --separate-stderr order-add -d s.db --create "$CDNOW"
	added 6919 6919 0 0 0
	[ "$stderr" = "order-add: created 2357 customers" ]
	[ "$(sql 'SELECT count(*), count(DISTINCT customer_id), sum(quantity) FROM orders')" = \
		"6919|2357|$(awk -F, '{ n += $3 } END { print n }' "$CDNOW").0" ]
	[ "$(sql 'SELECT sum(amount) FROM orders')" = "$(awk -F, 'NR > 1 { n += int($4 * 100 + .5) }
		END { printf "%.0f", n * 100 }' "$CDNOW")" ]
	[ "$(tail -n +2 "$CDNOW" | sort | uniq -d | wc -l)" -gt 0 ]
	[ "$(sql 'SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM orders
		GROUP BY customer_id, date, quantity, amount)')" = 21 ]
	clean
}

@test "what is stored is what was read: every column, to the byte" {
	store
	cat >log.csv <<-'END'
	channel,source,discount,cost,quantity,sku,order_id,amount,date,customer_id
	web,shop,.5,3.25,2,"a ""b"", c",007,10.10,2025-01-01,a
	,,,,,,,-5,2025-01-02T10:30,a
	 客户 , 店 1,0,-1,1.5,  x ,o 1,.0001,2025-01-03 23:59:59,a
	END
	run -0 add --create log.csv
	added 3 3 0 0 0
	run -0 order-list -d s.db
	same 'order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source
007,a,2025-01-01,10.1,"a ""b"", c",2,3.25,0.5,web,shop
,a,2025-01-02T10:30:00,-5,,,,,,
o 1,a,2025-01-03T23:59:59,0.0001,  x ,1.5,-1,0, 客户 , 店 1'
	[ "$(sql 'SELECT DISTINCT batch FROM orders')" = 1 ]
	[ "$(sql 'SELECT tool, length(digest), read, added, updated, unchanged, rejected
		FROM batch')" = 'order-add|32|3|3|0|0|0' ]
	clean
}

@test "standard input, as - and as nothing; several operands as one table" {
	csv o1,a,2025-01-01,1,x >1.csv
	csv o2,a,2025-01-02,2,x >2.csv
	csv o3,a,2025-01-03,3,x >3.csv
	for how in '1.csv 2.csv 3.csv' '1.csv - 3.csv' '- 1.csv 3.csv'; do
		store
		run -0 add --create $how <2.csv
		added 3 3 0 0 0
		stored o1,a,2025-01-01,1,x o2,a,2025-01-02,2,x o3,a,2025-01-03,3,x
	done
	store
	run -0 add --create <2.csv
	added 1 1 0 0 0
	sql .dump >before
	echo order_id,date,customer_id,amount,sku >other.csv
	run -2 --separate-stderr add --create 1.csv other.csv
	[ -z "$output" ]
	says "other.csv:1: column 'date' but the first file has 'customer_id'"
	echo order_id >other.csv
	run -2 --separate-stderr add --create 1.csv other.csv
	says "other.csv:1: 1 column but the first file has 5"
	run -2 --separate-stderr add --create 1.csv none.csv
	says "none.csv: No such file or directory"
	run -2 --separate-stderr add --create /dev/null
	says "/dev/null: empty input, no header"
	unchanged
}

@test "--replace -n shows what differs in an order, as the message says: here its time" {
	store
	printf '%s\n' order_id,customer_id,date,amount,sku o1,a,2026-01-05T09:30:00,12,x \
		o1,a,2026-01-05T09:30:00,3,y >minutes.csv
	sed 's/09:30:00/09:30:21/' minutes.csv >seconds.csv
	add -q --create minutes.csv >/dev/null
	run -2 --separate-stderr add seconds.csv
	says '--replace -n to see what differs'
	run -0 add -q --replace -n seconds.csv
	same "order_id,field,old,new
o1,date,2026-01-05T09:30:00,2026-01-05T09:30:21
o1,date,2026-01-05T09:30:00,2026-01-05T09:30:21"
}

@test "the columns: missing, unknown, twice, left out" {
	store
	sql .dump >before
	for missing in customer_id date amount; do
		echo customer_id,date,amount,sku | sed "s/$missing/channel/" >log.csv
		run -2 --separate-stderr add log.csv
		[ -z "$output" ]
		says "log.csv: no column '$missing'"
	done
	printf '%s\n' customer_id,date,amount,note,colour a,2025-01-01,1,n,c >log.csv
	# none of them is the date: advice to ignore them would not help
	printf '%s\n' 订单编号,买家会员名,实付款,收货人,备注 1,a,2,b,c >'导 出.csv'
	run -2 --separate-stderr add --create '导 出.csv'
	says "no column 'customer_id', 'date', 'amount' (table-guess '导 出.csv' prints the command that reads it); the columns are '订单编号',"
	run -2 --separate-stderr add --create log.csv
	says "unknown columns 'note', 'colour' (use --ignore=note --ignore=colour to ignore them)"
	run -2 --separate-stderr add --create --ignore=note log.csv
	says "unknown column 'colour' (use --ignore=colour to ignore it)"
	run -2 --separate-stderr add --create --ignore=note --ignore=color log.csv
	says "log.csv: --ignore: no column 'color'"
	echo customer_id,date,amount,date >twice.csv
	run -2 --separate-stderr add twice.csv
	says "columns 'date' and 'date' are the same (use --ignore=NAME to ignore one)"
	for needed in customer_id date amount; do
		run -2 --separate-stderr add --create --ignore=note --ignore=colour \
			--ignore=$needed log.csv
		says "--ignore=$needed: the column or --${needed/_/-} is required"
	done
	unchanged
	run -0 add --create --ignore=note --ignore=colour log.csv
	added 1 1 0 0 0
	csv o1,a,2025-01-02,1,x | add --create --ignore=sku --ignore=order_id >/dev/null
	[ "$(sql 'SELECT order_id, sku FROM orders WHERE id = 2')" = '|' ]
}

@test "a bad row is named with its line and what is wrong, and nothing changes" {
	store
	csv o1,a,2025-01-01,1,x | add --create >/dev/null
	sql .dump >before
	bad() { # COLUMN CELL WHY
		printf '%s\n' customer_id,date,amount,order_id,quantity,cost,discount \
			a,2025-01-02,5,,,, >good.csv
		awk -F, -v OFS=, -v name="$1" -v cell="\"$2\"" 'NR == 1 {
			for (i = 1; i <= NF; i++) at[$i] = i }
		{ print } NR == 2 { $(at[name]) = cell; print }' good.csv >log.csv
		run -2 --separate-stderr add log.csv
		[ -z "$output" ]
		[ "$stderr" = "order-add: log.csv:3: $1 '${2//[$'\t']/?}' $3
order-add: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" ] ||
			{ echo "$stderr"; return 1; }
	}
	long=$(printf 'x%.0s' $(seq 65))
	bad customer_id '' "is empty"
	bad customer_id b "is not in the store (add it with cust-add or use --create)"
	bad customer_id $'a\tb' "is longer than 64 bytes or has control characters"
	bad order_id $'a\tb' "is longer than 64 bytes or has control characters"
	bad date 2023-02-29 "is not a valid date"
	bad date 1/2/2025 "is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad date 2025-01-01T10:00Z "has an offset; set the time zone with --tz=ZONE"
	bad date '' "is empty"
	bad amount '' "is empty"
	bad amount 3.5万 "has a unit; write the number in full"
	bad amount 1.200,50 \
		"has separators that do not fit a decimal point (use --decimal=, if it is a comma)"
	bad amount ¥¥x "is not a valid amount (such as 1200.50)"
	bad amount nan "is not a valid amount (such as 1200.50)"
	for money in amount cost discount; do
		bad $money 1e400 "is larger than 900,000,000,000"
		bad $money 1.00001 "has more than 4 decimal places"
		bad $money x "is not a valid amount (such as 1200.50)"
	done
	bad quantity two "is not a number"
	bad quantity inf "is not a number"
	bad quantity 0x10 "is not a number"
	unchanged
	# A long cell is cut in the message.
	csv "$long,a,2025-01-01,1," >log.csv
	run -2 --separate-stderr add log.csv
	says "log.csv:2: order_id '${long:0:60}' is longer than 64 bytes or has control characters"
	csv "o1,$long,2025-01-01,1," >log.csv
	run -2 --separate-stderr add --create log.csv
	says "log.csv:2: customer_id '${long:0:60}' is longer than 64 bytes or has control characters"
	csv "o1,a,2025-01-01" >log.csv
	run -2 --separate-stderr add log.csv
	says "log.csv:2: 3 cells but the header has 5"
	unchanged
	# 64 bytes are right.
	csv "${long:1},${long:1},2025-01-01,1," >log.csv
	run -0 add --create log.csv
	added 1 1 0 0 0
}

@test "1,200.50 and currency signs are read, short rows are refused with reasons" {
	store
	printf '%s\n' customer_id,date,amount 'a,2025-01-01,"1,200.50"' a,2025-01-01,¥300 \
		a,2025-01-01,12 a,2025-01-01 '' 'a,2025-01-01,1,2' >log.csv
	run -2 --separate-stderr add --create log.csv
	[ -z "$output" ]
	[ "$stderr" = "order-add: log.csv:5: 2 cells but the header has 3
order-add: log.csv:7: 4 cells but the header has 3
order-add: nothing loaded: 2 bad rows of 5 (use --rejects=FILE to load the others)" ]
	[ "$(sql 'SELECT count(*) FROM orders')" = 0 ]
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	added 5 3 0 0 2
	[ "$(sql 'SELECT sum(amount) FROM orders')" = 15125000 ]
}

@test "twenty bad rows are named, the rest counted, nothing changes" {
	store
	csv o1,a,2025-01-01,1,x | add --create >/dev/null
	sql .dump >before
	{ csv; for i in $(seq 100); do echo "n$i,a,2025-02-0$((i % 9 + 1)),1,x"; [ $((i % 4)) != \
		0 ] || echo "b$i,a,2025-02-30,1,x"; done; } >log.csv
	run -2 --separate-stderr add log.csv
	[ -z "$output" ]
	[ "$(grep -c "date '2025-02-30' is not a valid date" <<<"$stderr")" = 20 ]
	says "log.csv:6: date"
	says "log.csv:101: date"
	says "order-add: 5 more bad rows"
	says "order-add: nothing loaded: 25 bad rows of 125 (use --rejects=FILE to load the others)"
	unchanged
}

@test "--rejects loads the good rows and writes the bad ones as they came, with place and reason" {
	store
	csv r1,a,2025-01-01,1,x | add --create >/dev/null
	cat >log.csv <<-'END'
	order_id,customer_id,date,amount,sku
	o1,a,2025-02-01,1,x
	"o,2",a,2025-02-30,1,"say ""no"""
	o3,nobody,2025-02-01,1,x

	o4,a,2025-02-01,x,
	short,a
	r1,a,2025-01-01,2,x
	o5,a,2025-02-02,7,"two
	lines"
	o6,a,2025-02-03,,x
	END
	run -1 --separate-stderr add --rejects=bad.csv log.csv
	added 8 2 0 0 6
	[ "$(sql 'SELECT order_id, amount, hex(sku) FROM orders ORDER BY order_id')" = "o1|10000|78
o5|70000|74776F0A6C696E6573
r1|10000|78" ]
	clean
	{ head -n 1 bad.csv; tail -n +2 bad.csv | sort -t, -k1,1; } >sorted
	diff - sorted <<-'END'
	order_id,customer_id,date,amount,sku,file,line,column,reason
	"o,2",a,2025-02-30,1,"say ""no""",log.csv,3,date,date '2025-02-30' is not a valid date
	o3,nobody,2025-02-01,1,x,log.csv,4,customer_id,customer_id 'nobody' is not in the store (add it with cust-add or use --create)
	o4,a,2025-02-01,x,,log.csv,6,amount,amount 'x' is not a valid amount (such as 1200.50)
	o6,a,2025-02-03,,x,log.csv,11,amount,amount '' is empty
	r1,a,2025-01-01,2,x,log.csv,8,order_id,"order_id 'r1' of 2025-01-01 is in the store with other lines (use --replace to replace them, --replace -n to see what differs, or --source=NAME if it is the order of another shop)"
	short,a,,,,log.csv,7,,2 cells but the header has 5
	END
	[ "$(sql 'SELECT read, added, rejected FROM batch WHERE batch = 2')" = '8|2|6' ]
	# Mended, they can be loaded as they are but for what was added.
	grep -v '^short' bad.csv |
		sed 's/2025-02-30/2025-02-28/; s/nobody/a/; s/,x,,log/,4,,log/; s/2025-02-03,,/2025-02-03,9,/' >mended.csv
	run -0 add --replace mended.csv
	added 5 4 1 0 0
	[ "$(sql 'SELECT sum(amount) / 10000 FROM orders')" = $((1 + 7 + 1 + 1 + 4 + 9 + 2)) ]
	clean
}

@test "--rejects: no bad row: only a header, status 0; only bad rows: nothing is loaded" {
	store
	csv o1,a,2025-01-01,1,x >log.csv
	run -0 add --create --rejects=bad.csv log.csv
	added 1 1 0 0 0
	[ "$(cat bad.csv)" = $HEAD,file,line,column,reason ]
	csv o2,ghost,2025-01-32,1,x o3,ghost,2025-01-01,x,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	added 2 0 0 0 2
	[ "$(wc -l <bad.csv)" = 3 ]
	[ "$(sql "SELECT count(*) FROM customer WHERE customer_id = 'ghost'")" = 0 ]
	[ "$(stat -c %a bad.csv)" = 600 ]
	run -2 --separate-stderr add --create --rejects=none/bad.csv log.csv
	says "none/bad.csv: No such file or directory"
}

@test "--rejects does not save what stands wrong in the file itself" {
	store
	sql .dump >before
	printf '%s\n' $HEAD o1,a,2025-01-01,1,x 'o2,a,2025-01-01,1,"x' o3,a,2025-01-01,1,x >log.csv
	run -2 --separate-stderr add --create --rejects=bad.csv log.csv
	[ -z "$output" ]
	says "log.csv:3: unclosed quote"
	printf '%s\n' $HEAD o1,a,2025-01-01,1,x 'o2,a,2025-01-01,1,x"y"' >log.csv
	run -2 --separate-stderr add --create --rejects=bad.csv log.csv
	says "log.csv:3: a quote inside an unquoted cell, or text after a closing quote"
	unchanged
}

# As add, with its notes.
loud() {
	order-add -d s.db "$@"
}

@test "--rejects keeps earlier rejects, and never overwrites another file" {
	store
	csv o1,a,2025-01-01,1,x o2,a,2025-01-01,x,x >log.csv
	cp s.db copy.db
	for file in log.csv s.db; do
		cp $file before
		run -2 --separate-stderr add --create --rejects=$file log.csv
		[ -z "$output" ]
		case $file in
		log.csv) says "log.csv: is an input file; choose another --rejects file" ;;
		*) says "$file: file exists with another header; not overwritten" ;;
		esac
		cmp $file before
	done
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	csv o3,a,2025-01-01,y,x >log.csv
	run -1 --separate-stderr loud --rejects=bad.csv log.csv
	[ "$(cut -d, -f1,4 bad.csv)" = "order_id,amount
o2,x
o3,y" ]
	says "order-add: bad.csv: still has 1 row of earlier loads"
	# a night without bad rows keeps them, too; a row that is rejected again is there once
	csv o4,a,2025-01-01,4,x >good.csv
	run -0 --separate-stderr loud --rejects=bad.csv good.csv
	says "order-add: bad.csv: still has 2 rows of earlier loads"
	run -1 --separate-stderr add -n --again --rejects=bad.csv log.csv
	run -1 --separate-stderr add --again --rejects=bad.csv log.csv
	[ "$(cut -d, -f1,4 bad.csv)" = "order_id,amount
o2,x
o3,y" ]
	# rows with a line feed and in quotes, saved with CR LF
	printf 'order_id,customer_id,date,amount,sku\no5,a,2025-01-01,z,"a ""b""\nc"\n' >log.csv
	run -1 --separate-stderr add --rejects=bad.csv log.csv
	sed -i 's/$/\r/' bad.csv
	csv o6,a,2025-01-01,w,x >log.csv
	run -1 --separate-stderr loud --rejects=bad.csv log.csv
	says "still has 3 rows"
	run -2 --separate-stderr add -n bad.csv
	says "4 bad rows of 4"
}

@test "--rejects: the bad rows of an export that grows are there once, however its lines move" {
	store
	printf '%s\n' customer_id,date,amount b,2025-01-02,1 'a,"x, y",7' >e1.csv
	printf '%s\n' customer_id,date,amount a,2025-01-03,2 b,2025-01-02,1 'a,"x, y",7' \
		'a,"x, y",7' 'a,"x, y",8' >e2.csv
	run -1 add --create --only-new --rejects=bad.csv e1.csv
	run -1 add --create --only-new --rejects=bad.csv e2.csv
	# one row of e1, its double in e2, and the one with another amount
	[ "$(cut -d, -f4-6 bad.csv)" = $'file,line,column\n7,e1.csv,3\n7,e2.csv,5\n8,e2.csv,6' ]
	sed -i 's/"x, y"/2025-01-04/' bad.csv
	run -0 add --only-new --rejects=left.csv bad.csv
	[ "$(sql 'SELECT count(*), sum(amount) / 10000 FROM orders')" = '5|25' ]
}

@test "--rejects: what cannot follow earlier rejects is an error before anything is loaded" {
	store
	csv o1,a,2025-01-01,x,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	cp bad.csv before
	printf 'customer_id,date,amount\na,2025-01-01,1\n' >other.csv
	run -2 --separate-stderr add --create --rejects=bad.csv other.csv
	says "order-add: bad.csv: has rows of an earlier load, with other columns or in another encoding (load them and remove the file, or choose another --rejects file)"
	[ -z "$output" ]
	cmp before bad.csv
	[ "$(sql 'SELECT count(*) FROM orders')" = 0 ]
	# a program has saved it in another encoding
	csv o1,a,2025-01-01,x,茶 >log.csv
	rm bad.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	iconv -f UTF-8 -t GB18030 bad.csv >saved && cp saved bad.csv
	run -2 --separate-stderr add --create --rejects=bad.csv log.csv
	says "bad.csv: has rows of an earlier load, with other columns or in another encoding"
	# without rows, the columns do not matter
	csv >bad.csv
	sed -i 's/$/,file,line,column,reason/' bad.csv
	run -0 --separate-stderr add --create --rejects=bad.csv other.csv
	[ "$(cat bad.csv)" = customer_id,date,amount,file,line,column,reason ]
	# a load that is refused at its end leaves the file as it was
	cp bad.csv before
	run -2 --separate-stderr add --rejects=bad.csv other.csv
	says "already loaded as batch"
	cmp before bad.csv
}

@test "rows that are equal to another row of their order: a note, and --unique leaves them out" {
	store
	csv o1,a,2025-01-01,10,x o2,a,2025-01-01,1,x o1,a,2025-01-01,10.00,x o1,a,2025-01-01,10,y \
		o2,b,2025-01-01,1,x o1,a,2025-01-01,10,x >log.csv
	run -0 --separate-stderr loud --create --unique -n log.csv
	says "order-add: left out 2 rows that are equal to another row of their order"
	run -0 --separate-stderr loud --create log.csv
	added 6 6 0 0 0
	says "order-add: 2 rows are equal to another row of their order (the first: log.csv:4 equals line 2); all count (to leave them out: cust-undo 1, then load with --unique)"
	[ "$(sql 'SELECT sum(amount) / 10000 FROM orders')" = 42 ]
	clean
	# once stored twice, the order is replaced by the one without doubles
	run -1 --separate-stderr add --unique --again --rejects=bad.csv log.csv
	added 6 0 0 4 2
	run -0 --separate-stderr add --unique --again --replace log.csv
	added 6 0 2 4 0
	[ "$(sql 'SELECT sum(amount) / 10000 FROM orders')" = 22 ]
	clean
	# an empty field is not a zero, and a byte of one number is none of the next
	printf '%s\n' order_id,customer_id,date,amount,sku,quantity,cost,discount \
		n,a,2025-01-02,10,x,,0, n,a,2025-01-02,10,x,,,0 n,a,2025-01-02,10,x,,25.6, \
		n,a,2025-01-02,10,x,,,.1 n,a,2025-01-02,10,x,0,, n,a,2025-01-02,10,x,-0,, >log.csv
	run -0 --separate-stderr loud --unique log.csv
	added 6 5 0 1 0
	csv o9,a,2025-01-01,10,x o9,a,2025-01-01,10,x >log.csv
	run -0 --separate-stderr loud --unique log.csv
	added 2 1 0 1 0
	says "order-add: left out 1 row that is equal to another row of its order"
	csv o8,a,2025-01-01,10,x o8,a,2025-01-01,10,x >log.csv
	run -0 --separate-stderr loud log.csv
	says "order-add: 1 row is equal to another row of its order (log.csv:3 equals line 2); both count (to leave it out: cust-undo $(cell batch), then load with --unique)"
	# what the note says, does what it says
	run -0 cust-undo -q -d s.db "$(cell batch)"
	run -0 --separate-stderr loud --unique log.csv
	added 2 1 0 1 0
	csv o8,a,2025-01-02,10,x o8,a,2025-01-02,10,x >log.csv
	run -0 --separate-stderr loud -n log.csv
	says "(log.csv:3 equals line 2); both count, unless --unique is given"
	# two exports of overlapping times; rows without an order_id are another matter
	csv o7,a,2025-01-01,10,x >a.csv
	cp a.csv b.csv
	run -0 --separate-stderr loud a.csv b.csv
	says "order-add: 1 row is equal to another row of its order (b.csv:2); both count (to leave it out: cust-undo $(cell batch), then load with --unique)"
	csv o6,a,2025-01-01,10,x o5,a,2025-01-01,10,x >a.csv
	cp a.csv b.csv
	run -0 --separate-stderr loud --again a.csv b.csv
	says "2 rows are equal to another row of their order (the first: b.csv:2); all count"
	printf 'customer_id,date,amount\na,2025-02-01,1\na,2025-02-01,1\n' >log.csv
	run -0 --separate-stderr loud log.csv
	added 2 2 0 0 0
	[ -z "$stderr" ]
}

@test "an amount by option is read as in a table" {
	cust-init -d s.db --currency=CNY
	run -0 --separate-stderr order-add -d s.db --create --customer-id=a --date=2025-01-01 \
		--amount=￥1,299.00 --cost='(CNY 5.5)'
	[ "$(sql 'SELECT amount, cost FROM orders')" = '12990000|-55000' ]
	one() {
		run -2 --separate-stderr order-add -d s.db --customer-id=a --date=2025-01-01 "$@"
		[ -z "$output" ]
	}
	one --amount='$5'
	[ "$stderr" = "order-add: nothing loaded: the amounts are in $, but the currency of the store is CNY" ]
	one --amount=￥5 --cost=€2
	[ "$stderr" = "order-add: amounts in two currencies, ¥ and EUR" ]
	one --amount=1.2万
	[ "$stderr" = "order-add: amount '1.2万' has a unit; write the number in full" ]
	one --amount=1,29
	[ "$stderr" = "order-add: amount '1,29' is not a valid amount (such as 1200.50)" ]
	run -2 --separate-stderr order-add -d s.db --customer-id=a --amount=1 --date=2025年3月1日
	[ "$stderr" = "order-add: date '2025年3月1日' is not a date (YYYY-MM-DD)" ]
	[ "$(sql 'SELECT count(*) FROM orders')" = 1 ]
}

@test "an id that a spreadsheet program has shortened is bad: different ones are the same now" {
	local lost="is damaged by a spreadsheet: digits are lost (export the column as text"
	store
	csv 1.2E+17,a,2025-01-01,1,x 1.2E+17,b,2025-01-01,2,x o3,c,2025-01-01,2,x >log.csv
	run -2 --separate-stderr add --create log.csv
	says "order-add: log.csv:2: order_id '1.2E+17' $lost, or see custkit-import(7))
order-add: log.csv:3: order_id '1.2E+17' $lost, or"
	run -1 --separate-stderr loud --create --rejects=bad.csv log.csv
	added 3 1 0 0 2
	[ "$(cut -d, -f1,2,8 bad.csv)" = $'order_id,customer_id,column
1.2E+17,a,order_id\n1.2E+17,b,order_id' ]
	# what to do next
	run -0 add --create --ignore=order_id bad.csv
	[ "$(sql 'SELECT count(*), count(order_id), sum(amount) / 10000 FROM orders')" = '3|1|5' ]
	run -2 --separate-stderr order-add -d s.db --customer-id=c --amount=1 \
		--date=2025-01-01 --order-id=1,2E+17
	says "order-add: order_id '1,2E+17' $lost, or"
	# as good as new: no exponent, no sign, or digits before the point
	csv 12E17,d,2025-01-01,1,x 12.3E+17,d,2025-01-01,1,x E+17,d,2025-01-01,1,x >log.csv
	run -0 add --create log.csv
	# the other tools, and the customer
	printf 'customer_id,name\n8.61381E+12,Ann\n' >c.csv
	run -2 --separate-stderr cust-add -n -d s.db c.csv
	says "cust-add: c.csv:2: customer_id '8.61381E+12' $lost"
	csv o9,1.2E+17,2025-01-01,1,x >log.csv
	run -2 --separate-stderr add --create log.csv
	says "order-add: log.csv:2: customer_id '1.2E+17' $lost"
	printf 'customer_id,kind,date,order_id\na,complaint,2025-01-01,1.2E+17\n' >f.csv
	run -2 --separate-stderr feedback-log -q -d s.db f.csv
	says "feedback-log: f.csv:2: order_id '1.2E+17' $lost, or"
	printf 'customer_id,step,points,order_id,date\na,earn,5,1.2E+17,2025-01-01\n' >p.csv
	run -2 --separate-stderr points-log -q -d s.db p.csv
	says "points-log: p.csv:2: order_id '1.2E+17' $lost, or"
}

@test "rejects that were corrected in part: bad rows are rejected again, with the same columns" {
	store
	csv o1,a,2025-01-01,x,x o2,a,2025-01-01,y,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	sed -i 's/,x,x,/,1,x,/' bad.csv
	run -1 --separate-stderr add --create --rejects=again.csv bad.csv
	added 2 1 0 0 1
	[ "$(cut -d, -f1-8 again.csv)" = "$HEAD,file,line,column
o2,a,2025-01-01,y,x,bad.csv,3,amount" ]
}

@test "rejects that are being read are not written over" {
	store
	csv o1,a,2025-01-01,x,x o2,a,2025-01-01,y,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	cp bad.csv before
	run -2 --separate-stderr add --create --rejects=bad.csv bad.csv
	[ -z "$output" ]
	cmp bad.csv before
}

@test "an order with equal lines is unchanged, whatever their order, place and spelling" {
	store
	csv o1,a,2025-01-01,10,x o1,a,2025-01-01,10,x o1,a,2025-01-01,5,y o2,a,2025-01-02,1,x |
		add --create >/dev/null
	sql .dump >before
	sql 'SELECT * FROM orders' >orders
	csv o1,a,2025-01-01,5.00,y o2,a,2025-01-02,1e0,x o1,a,2025-01-01,10.0,x \
		n1,a,2025-01-03,3,x n2,a,2025-01-03,3,x o1,a,2025-01-01,+10,x >log.csv
	run -0 add log.csv
	added 6 2 0 4 0
	sql 'SELECT * FROM orders WHERE batch = 1' | diff orders -
	stored o1,a,2025-01-01,10,x o1,a,2025-01-01,10,x o1,a,2025-01-01,5,y o2,a,2025-01-02,1,x \
		n1,a,2025-01-03,3,x n2,a,2025-01-03,3,x
	clean
}

@test "an order that differs is rejected, each of its lines, whatever differs" {
	store
	printf '%s\n' order_id,customer_id,date,amount,sku,quantity,cost,discount,channel \
		o1,a,2025-01-01T10:00,10,x,2,1,.5,web o1,a,2025-01-01,5,y,,,, |
		add --create >/dev/null
	add --create - >/dev/null <<<"customer_id,date,amount
b,2025-01-01,1"
	sql .dump >before
	differs() { # ROW...
		printf '%s\n' order_id,customer_id,date,amount,sku,quantity,cost,discount,channel \
			"$@" >log.csv
		run -2 --separate-stderr add log.csv
		[ -z "$output" ]
		[ "$(grep -c \
			"order_id 'o1' of 2025-01-01 is in the store with other lines (use --replace to replace them, --replace -n to see what differs, or --source=NAME if it is the order of another shop)" <<<"$stderr")" = $# ]
		says "nothing loaded: $# bad row$([ $# = 1 ] || echo s) of $#"
	}
	second=o1,a,2025-01-01,5,y,,,,
	differs o1,a,2025-01-01T10:00,10,x,2,1,.5,web				# a line less
	differs o1,a,2025-01-01T10:00,10,x,2,1,.5,web $second $second		# a line more
	differs o1,a,2025-01-01T10:01,10,x,2,1,.5,web $second
	differs o1,a,2025-01-01,10,x,2,1,.5,web $second
	differs o1,a,2025-01-01T10:00,11,x,2,1,.5,web $second
	differs o1,a,2025-01-01T10:00,10,X,2,1,.5,web $second
	differs o1,a,2025-01-01T10:00,10,x,3,1,.5,web $second
	differs o1,a,2025-01-01T10:00,10,x,,1,.5,web $second
	differs o1,a,2025-01-01T10:00,10,x,2,,.5,web $second
	differs o1,a,2025-01-01T10:00,10,x,2,1,0,web $second
	differs o1,a,2025-01-01T10:00,10,x,2,1,.5, $second
	differs o1,b,2025-01-01T10:00,10,x,2,1,.5,web $second
	unchanged
	printf '%s\n' order_id,customer_id,date,amount,sku,quantity,cost,discount,channel \
		"$second" o1,a,2025-01-01T10:00:00,10.0,x,2.0,1.00,0.50,web >log.csv
	run -0 add log.csv
	added 2 0 0 2 0
}

@test "lines of a differing order are named by their own lines, also among good ones" {
	store
	csv o1,a,2025-01-01,10,x | add --create >/dev/null
	csv n1,a,2025-01-01,1,x o1,a,2025-01-01,11,x n2,a,2025-01-01,1,x o1,a,2025-01-01,12,x \
		>log.csv
	run -1 --separate-stderr add --rejects=bad.csv log.csv
	added 4 2 0 0 2
	says "log.csv:3: order_id 'o1'"
	says "log.csv:5: order_id 'o1'"
	[ "$(cut -d, -f1,4,7 bad.csv | tail -n +2)" = "o1,11,3
o1,12,5" ]
}

@test "--replace puts the lines in the place of those stored, and only of that day" {
	store
	csv o1,a,2025-01-01,10,x o1,a,2025-01-01,5,y o1,a,2025-02-01,7,z o2,a,2025-01-01,1,x |
		add --create >/dev/null
	csv o1,a,2025-01-01,20,x o2,a,2025-01-01,1,x o3,a,2025-03-01,2,x >log.csv
	run -0 add --replace log.csv
	added 3 1 1 1 0
	stored o2,a,2025-01-01,1,x o1,a,2025-01-01,20,x o1,a,2025-02-01,7,z o3,a,2025-03-01,2,x
	clean
	# More lines than there were.
	csv o3,a,2025-03-01,2,x o3,a,2025-03-01,2,x o3,a,2025-03-01,2,x | add --replace >/dev/null
	[ "$(sql "SELECT count(*) FROM orders WHERE order_id = 'o3'")" = 3 ]
	run -0 cust-list -q -d s.db --history --as-of=2025-03-01
	# o1, o2, o3; 1 + 20, 7, 6.
	[ "${lines[1]}" = a,2025-03-01,3,2025-01-01,2025-03-01,34,2,59,59,0,6.5 ]
	clean
}

@test "--replace: an order that changes its customer changes two histories" {
	store
	csv o1,a,2025-01-01,10,x o2,a,2025-02-01,1,x o9,c,2025-02-01,1,x | add --create >/dev/null
	csv o1,b,2025-01-01,10,x >log.csv
	run -2 --separate-stderr add --replace log.csv
	says "customer_id 'b' is not in the store"
	run -0 add --replace --create log.csv
	added 1 0 1 0 0
	clean
	run -0 cust-list -q -d s.db --history --as-of=2025-02-01
	same "customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
a,2025-02-01,1,2025-02-01,2025-02-01,1,0,0,0,0,
b,2025-02-01,1,2025-01-01,2025-01-01,10,0,0,31,31,
c,2025-02-01,1,2025-02-01,2025-02-01,1,0,0,0,0,"
	# The last order of somebody: the customer stays, without a history.
	csv o2,b,2025-02-01,1,x | add --replace >/dev/null
	clean
	[ "$(sql "SELECT count(*) FROM history WHERE customer_id = 'a'")" = 0 ]
	[ "$(sql "SELECT count(*) FROM customer WHERE customer_id = 'a'")" = 1 ]
	# Half to one, half to another.
	csv o2,b,2025-02-01,1,x o2,c,2025-02-01,1,x | add --replace >/dev/null
	clean
	# A rejected move makes no customer.
	csv o1,z,2025-01-01,10,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	added 1 0 0 0 1
	[ "$(sql "SELECT count(*) FROM customer WHERE customer_id = 'z'")" = 0 ]
}

@test "--replace keeps an order of which a line is bad" {
	store
	csv o1,a,2025-01-01,10,x o1,a,2025-01-01,20,y | add --create >/dev/null
	csv o1,a,2025-01-01,10,x o1,a,2025-01-01,2O,y >log.csv
	run -1 --separate-stderr add --replace --rejects=bad.csv log.csv
	added 2 0 0 0 2
	stored o1,a,2025-01-01,10,x o1,a,2025-01-01,20,y
	[ "$(wc -l <bad.csv)" = 3 ]
	says "log.csv:3: amount '2O' is not a valid amount (such as 1200.50)"
	says "log.csv:2: order_id 'o1' of 2025-01-01 has another bad line; the stored order is kept"
	# Whatever is wrong with it: the date, the customer.
	for line in o1,a,2025-02-30,20,y o1,ghost,2025-01-01,20,y; do
		csv $line o1,a,2025-01-01,10,x o2,a,2025-01-01,10,x >log.csv
		run -1 --separate-stderr add --replace --again --rejects=bad.csv log.csv
		says "log.csv:3: order_id 'o1' of 2025-01-01 has another bad line; the stored order is kept"
	done
	stored o1,a,2025-01-01,10,x o1,a,2025-01-01,20,y o2,a,2025-01-01,10,x
	clean
}

@test "the same order_id on two days are two sets of lines, and one order" {
	store
	csv o1,a,2025-01-01,10,x | add --create >/dev/null
	csv o1,a,2025-01-02,10,x >log.csv
	run -0 --separate-stderr add log.csv
	says "1 order_id is already stored on another day; the first is 'o1'"
	added 1 1 0 0 0
	csv o1,a,2025-01-02,10,x o1,a,2025-01-01,10,x o1,a,2024-12-31,10,x >log.csv
	run -0 --separate-stderr add log.csv
	added 3 1 0 2 0
	clean
	run -0 cust-list -q -d s.db --history --as-of=2025-01-02
	[ "${lines[1]}" = a,2025-01-02,1,2024-12-31,2025-01-02,30,2,2,2,0,10 ]
}

@test "rows without an order_id are added, with --again also if they are stored" {
	store
	csv ,a,2025-01-01,10,x ,a,2025-01-01,10,x >1.csv
	csv ,a,2025-01-01,10,x >2.csv
	run -0 add --create 1.csv
	added 2 2 0 0 0
	run -2 add 2.csv
	run -0 add --again 2.csv
	added 1 1 0 0 0
	[ "$(sql 'SELECT count(*) FROM orders')" = 3 ]
	clean
}

@test "the same bytes are refused by their digest, unless --again" {
	store
	csv ,a,2025-01-01,10,x >log.csv
	csv ,a,2025-01-01,20,x >more.csv
	add --create log.csv >/dev/null
	add more.csv >/dev/null
	sql .dump >before
	cp log.csv elsewhere.csv
	for how in log.csv elsewhere.csv -; do
		run -2 --separate-stderr add $how <log.csv
		[ -z "$output" ]
		[ "$stderr" = \
			"order-add: already loaded as batch 1 (use --again to load it twice)" ]
	done
	run -2 --separate-stderr add more.csv
	says "as batch 2"
	run -2 --separate-stderr add -n log.csv
	says "as batch 1"
	unchanged
	# Other bytes: another order of files, one byte more.
	run -0 add --only-new log.csv more.csv
	added 2 0 0 2 0
	run -2 --separate-stderr add log.csv more.csv
	says "as batch 3"
	run -0 add --only-new more.csv log.csv
	run -0 add --again log.csv
	added 1 1 0 0 0
	run -2 --separate-stderr add log.csv
	says "as batch 1"
	{ cat log.csv; echo; } >blank.csv
	run -0 add --only-new blank.csv
	[ "$(sql 'SELECT count(*) FROM orders')" = 3 ]
	clean
	# A load that failed left no digest.
	csv ,b,2025-01-01,10,x >new.csv
	run -2 --separate-stderr add new.csv
	run -0 add --create new.csv
}

@test "-n says what would change, and changes nothing" {
	store
	csv o1,a,2025-01-01,10,x o2,a,2025-01-02,1,x | add --create >/dev/null
	sql .dump >before
	cp s.db copy.db
	csv o1,a,2025-01-01,11,x o2,a,2025-01-02,1,x o3,b,2025-01-02,1,x >log.csv
	run -0 --separate-stderr order-add -n -d s.db --create --replace log.csv
	same 'order_id,field,old,new
o3,order_id,,o3
o3,customer_id,,b
o3,date,,2025-01-02
o3,amount,,1
o3,sku,,x
o1,amount,10,11'
	says "would add 1 row, update 1, leave 1 unchanged, reject 0"
	cmp s.db copy.db
	run -1 --separate-stderr order-add --dry-run -d s.db --rejects=bad.csv log.csv
	same order_id,field,old,new
	says "would add 0 rows, update 0, leave 1 unchanged, reject 2"
	[ ! -e bad.csv ]
	run -2 --separate-stderr order-add -n -d s.db log.csv
	[ -z "$output" ]
	says "nothing loaded: 2 bad rows of 3"
	unchanged
	# What was tried can be done.
	run -0 add --create --replace log.csv
	added 3 1 1 1 0
}

@test "--create makes the customers once; a customer who is there stays as he is" {
	store
	cust-add -d s.db --customer-id=a --name=Ann >/dev/null
	csv o1,a,2025-01-01,1,x o2,b,2025-01-01,1,x o3,b,2025-01-02,1,x o4,客户,2025-01-02,1,x \
		>log.csv
	run -0 --separate-stderr order-add -d s.db --create log.csv
	[ "$stderr" = "order-add: created 2 customers" ]
	[ "$(sql 'SELECT customer_id, name FROM customer')" = "a|Ann
b|
客户|" ]
	csv o5,c,2025-01-01,1,x >log.csv
	run -0 --separate-stderr order-add -d s.db --create log.csv
	[ "$stderr" = "order-add: created 1 customer" ]
	csv o6,c,2025-01-01,1,x >log.csv
	run -0 --separate-stderr order-add -d s.db --create log.csv
	[ -z "$stderr" ]
	clean
}

@test "--tz, --date-format" {
	store
	csv o1,a,2025-01-31T16:30:00Z,1,x >log.csv
	run -2 --separate-stderr add --create --tz=Moon/Base log.csv
	says "unknown time zone 'Moon/Base' (use a name such as Asia/Shanghai)"
	run -0 add --create --tz=Asia/Shanghai log.csv
	stored o1,a,2025-02-01T00:30:00,1,x
	# The order is that of 1 February.
	csv o1,a,2025-02-01T00:30,1,x >log.csv
	run -0 add log.csv
	added 1 0 0 1 0
	csv o2,a,28.02.2025,1,x >log.csv
	run -0 add --date-format=%d.%m.%Y log.csv
	[ "$(sql "SELECT date FROM orders WHERE order_id = 'o2'")" = 2025-02-28 ]
}

@test "amounts that add up beyond 64 bits: in one load, over several, by --replace" {
	store
	# 1024 times 900 billion are 9.216e18 ten-thousandths, 64 bits end at 9.223e18.
	{ csv; for _ in $(seq 1024); do echo ,a,2025-01-01,900000000000,; done; } >most.csv
	{ cat most.csv; echo ,a,2025-01-01,900000000000,; } >log.csv
	run -2 --separate-stderr add --create log.csv
	[ -z "$output" ]
	says "log.csv:1026: amount '900000000000' makes the sum of the customer's amounts larger than 64 bits"
	[ "$(sql 'SELECT count(*) FROM orders')" = 0 ]
	run -0 add --create most.csv
	added 1024 1024 0 0 0
	clean
	run -0 cust-list -q -d s.db --history --as-of=2025-01-01
	[ "${lines[1]}" = a,2025-01-01,1024,2025-01-01,2025-01-01,921600000000000,0,0,0,0, ]
	sql .dump >before
	csv ,a,2025-02-01,900000000000, >log.csv
	run -2 --separate-stderr add log.csv
	[ -z "$output" ]
	says "log.csv:2: amount '900000000000' makes the sum of the customer's amounts larger than 64 bits"
	unchanged
	# Refunds make room.
	csv ,a,2025-02-01,-900000000000, ,a,2025-02-02,900000000000, >log.csv
	run -0 add log.csv
	clean
}

@test "--replace beyond 64 bits" {
	store
	csv o1,a,2025-01-01,1, | add --create >/dev/null
	sql .dump >before
	{ csv; for _ in $(seq 1025); do echo o1,a,2025-01-01,900000000000,; done; } >log.csv
	run -2 --separate-stderr add --replace log.csv
	[ -z "$output" ]
	says "log.csv:1026: the sum of the customer's amounts is larger than 64 bits"
	unchanged
}

@test "incremental loads: later days, earlier days, refunds, each history as if at once" {
	store
	csv ,a,2025-03-01,10, ,b,2025-03-01,-1, ,c,2025-03-01,5, >1.csv
	csv ,a,2025-04-01,20, ,b,2025-04-01,8, ,c,2025-03-01,6, >2.csv
	csv ,a,2025-02-01,7, ,b,2025-05-01,-2, ,c,2025-04-01,-3, >3.csv
	csv ,a,2025-03-15,-4, ,b,2025-05-02,9, ,c,2025-05-01,1, >4.csv
	for f in 1 2 3 4; do
		add --create $f.csv >/dev/null
		clean
	done
	run -0 cust-list -q -d s.db --history --as-of=2025-05-02
	# a: 7, 10 - 4, 20. b: -1 before all; 8 - 2, 9. c: 11 - 3, 1.
	same "customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
a,2025-05-02,3,2025-02-01,2025-04-01,33,2,59,90,31,13
b,2025-05-02,2,2025-04-01,2025-05-02,14,1,31,31,0,9
c,2025-05-02,3,2025-03-01,2025-05-01,9,1,61,62,1,1"
}

@test "the batch is one row in every format; --no-header; a full disk for standard output" {
	store
	csv o1,a,2025-01-01,1,x >log.csv
	run -0 add --create -f json log.csv
	[ "$(jq -c . <<<"$output")" = \
		'{"batch":1,"read":1,"added":1,"updated":0,"unchanged":0,"rejected":0}' ]
	csv o2,a,2025-01-01,1,x >log.csv
	run -0 add --create --no-header log.csv
	[ "$output" = 2,1,1,0,0,0 ]
	csv o3,a,2025-01-01,1,x >log.csv
	full() { order-add -d s.db log.csv >/dev/full; }
	run -2 --separate-stderr full
	[ "$stderr" = "order-add: standard output (batch 3 is committed): No space left on device" ]
	[ "$(sql "SELECT count(*) FROM orders WHERE order_id = 'o3'")" = 1 ]
}

@test "the default store is made, and it is said; a named one must be there" {
	csv o1,a,2025-01-01,1,x >log.csv
	run -0 --separate-stderr order-add --create log.csv
	says "created store $CUSTKIT_DB"
	[ "$(sqlite3 "$CUSTKIT_DB" 'SELECT count(*) FROM orders')" = 1 ]
	[ "$(stat -c %a "$CUSTKIT_DB")" = 600 ]
	run -2 --separate-stderr order-add -d none.db --create log.csv
	says "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
	run -2 --separate-stderr order-add -d log.csv --create log.csv
	says "log.csv: file is not a database"
	sqlite3 other.db 'CREATE TABLE t (x)'
	run -2 --separate-stderr order-add -d other.db --create log.csv
	says "other.db: not a custkit store, but another database"
	[ "$(sqlite3 other.db .tables)" = t ]
}

@test "only a header is a batch of nothing" {
	store
	csv >log.csv
	run -0 add log.csv
	added 0 0 0 0 0
	clean
}

@test "two writers at once: both are in, none waits in vain" {
	store
	for w in 1 2 3; do
		sed "2,\$s/^/$w-/" "$CDNOW" >w$w.csv
	done
	for w in 1 2 3; do
		add --create w$w.csv >out$w 2>err$w &
	done
	wait
	[ "$(cat err1 err2 err3)" = "" ]
	[ "$(tail -qn 1 out1 out2 out3 | sort | cut -d, -f1 | paste -sd ' ')" = "1 2 3" ]
	[ "$(sql 'SELECT count(*), count(DISTINCT customer_id), count(DISTINCT batch)
		FROM orders')" = "$((3 * 6919))|$((3 * 2357))|3" ]
	clean
}

# bats test_tags=long
@test "killed at many moments: all rows or none, and cust-check finds nothing" {
	store
	sed '2,$s/^/old-/' "$CDNOW" | head -n 2000 | add --create >/dev/null
	# An existing customer, so that histories are joined and lines are deleted, too.
	sed '2,1500s/^/old-/' "$CDNOW" >log.csv
	mv s.db base.db
	cp base.db s.db
	began=$(date +%s%N)
	add --create --again log.csv >/dev/null
	took=$(($(date +%s%N) - began))
	none=0 all=0 killed=0
	kills=$(soak 20 1000)
	for i in $(seq "$kills"); do
		cp base.db s.db
		rm -f s.db-journal
		order-add -q -d s.db --create --again log.csv >/dev/null 2>&1 &
		pid=$!
		sleep "$(awk -v t=$took -v i="$i" -v r=$RANDOM -v n="$kills" 'BEGIN {
			printf "%.6f", t / 1e9 * (i - r / 32768) / n * 1.1 }')"
		kill -9 $pid 2>/dev/null || :
		status=0
		wait $pid || status=$?
		[ $status = 0 ] || [ $status = 137 ]
		[ $status = 0 ] || killed=$((killed + 1))
		cust-check -d s.db >faults || { cat faults; return 1; }
		rows=$(sql 'SELECT count(*) FROM orders')
		case $rows in
		1999) none=$((none + 1)); [ $status = 137 ] ;;
		8918) all=$((all + 1)) ;;
		*) echo "$rows rows"; return 1 ;;
		esac
	done
	echo "$killed killed, $none with no row, $all with all"
	[ $killed -ge $((kills / 5)) ] && [ $none -ge $((kills / 5)) ]
}

@test "a disk that is full: status 2, nothing changes, and there is room again later" {
	store
	csv o1,a,2025-01-01,1,x | add --create >/dev/null
	sql .dump >before
	size=$(($(stat -c %s s.db) / 1024))
	for more in 8 64 256; do
		run -2 --separate-stderr bash -c "trap '' XFSZ; ulimit -f $((size + more));
			exec order-add -q -d s.db --create '$CDNOW'"
		[ -z "$output" ]
		[[ $stderr == "order-add: "*"s.db: File too large" ]]
		unchanged
	done
	run -0 add --create "$CDNOW"
	added 6919 6919 0 0 0
	clean
}

@test "a store that cannot be written" {
	store
	csv o1,a,2025-01-01,1,x >log.csv
	chmod 444 s.db
	as=
	if [ "$(id -u)" = 0 ]; then	# who may write everything: as somebody who may not
		chmod a+rx . log.csv
		as='setpriv --reuid=65534 --clear-groups'
	fi
	run -2 --separate-stderr $as "$(command -v order-add)" -d s.db --create log.csv
	says "s.db: "
}

@test "with --rejects an order comes whole or not at all, so that mending loses nothing" {
	store
	csv o1,a,2025-01-01,10,x o1,a,2025-01-01,twenty,y o2,a,2025-01-02,5,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	added 3 1 0 0 2
	says "order_id 'o1' of 2025-01-01 has another bad line; an order is loaded whole or not at all"
	run -0 order-list -d s.db --no-header
	same "o2,a,2025-01-02,5,x,,,,,"
	sed -i 's/twenty/20/' bad.csv
	run -0 add bad.csv	# what the file of rejects added is left out
	added 2 2 0 0 0
	run -0 sqlite3 s.db "SELECT sum(amount) FROM orders"
	same 350000
	clean
}

@test "earlier rejects stay until there are new ones; a load that cannot begin keeps them" {
	store
	csv o1,a,2025-01-01,x,x >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	cp bad.csv before
	run -2 --separate-stderr order-add -d nosuch.db --rejects=bad.csv log.csv
	cmp bad.csv before
	printf 'what,is\nthis,?\n' >other.csv
	run -2 --separate-stderr add --rejects=bad.csv other.csv
	cmp bad.csv before
}

@test "a table without rows can be loaded every night" {
	store
	csv >empty.csv
	for night in 1 2 3; do
		run -0 --separate-stderr add empty.csv
		added 0 0 0 0 0
	done
}

@test "one purchase by options: the customer, the history, the counts" {
	cust-init -d s.db
	run -2 --separate-stderr order-add -d s.db --customer-id=a --date=2025-01-01 --amount=5
	[ "$stderr" = \
		"order-add: customer_id 'a' is not in the store (add it with cust-add or use --create)" ]
	run -0 --separate-stderr order-add -d s.db --create --customer-id=a \
		--date=2025-01-01T10:30 --amount=12.50 \
		--order-id=o1 --sku=s --quantity=2 --cost=7.5 --channel=web
	same $'batch,read,added,updated,unchanged,rejected\n1,1,1,0,0,0'
	[ "$stderr" = "order-add: created 1 customer" ]
	run -0 order-list -d s.db
	same $'order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source\no1,a,2025-01-01T10:30:00,12.5,s,2,7.5,,web,'
	run -0 order-add -d s.db --no-header --customer-id=a --date=2025-02-01 --amount=-2
	same 2,1,1,0,0,0
	run -0 order-add -d s.db --no-header --customer-id=a --date=2025-03-01 --amount=4
	same 3,1,1,0,0,0
	# two of the orders have no cost, so that the profit is empty
	run -0 cust-list -q -d s.db --history --as-of=2025-03-31 --no-header
	same a,2025-03-31,2,2025-01-01,2025-03-01,14.5,1,59,89,30,4,
	run -0 cust-check --no-header -d s.db
	[ -z "$output" ]
	# the same order again is unchanged; another of that number is refused, or replaces it
	one() {
		order-add -d s.db --no-header --customer-id=a --date=2025-01-01T10:30 \
			--order-id=o1 --sku=s --quantity=2 --cost=7.5 --channel=web "$@"
	}
	run -0 one --amount=12.50
	same 4,1,0,0,1,0
	run -2 --separate-stderr one --amount=13
	[ "$stderr" = \
		"order-add: order_id 'o1' of 2025-01-01 is in the store with other lines (use --replace to replace them, --replace -n to see what differs, or --source=NAME if it is the order of another shop)" ]
	run -0 one --amount=13 --replace
	same 5,1,0,1,0,0
	run -0 cust-check --no-header -d s.db
	[ -z "$output" ]
}

@test "--date fills the column that a log lacks" {
	cust-init -d s.db
	run -0 order-add -q -d s.db --create --no-header --date=2025-01-01 --channel=web \
		<<<$'customer_id,amount\na,1\nb,2'
	same 1,2,2,0,0,0
	run -0 order-list -d s.db --no-header
	same $',a,2025-01-01,1,,,,,web,\n,b,2025-01-01,2,,,,,web,'
}

# bats test_tags=long
@test "--replace: the history of a customer who has lost an order, however many others there are" {
	cust-init -d s.db
	for n in $(seq 1 "$(soak 3 1)" 40); do
		rm -f s.db
		cust-init -d s.db
		printf 'customer_id,date,amount,order_id\nold,2024-01-01,1,o\n' |
			order-add -q -d s.db --create >acc
		{
			echo customer_id,date,amount,order_id
			seq $n | sed 's/.*/c&,2024-01-01,1,/'
			echo c1,2024-01-01,2,o
		} | order-add -q -d s.db --create --replace >acc
		run -0 sqlite3 s.db "SELECT count(*), sum(customer_id = 'old') FROM history"
		same "$n|0"
		run -0 cust-check -d s.db --no-header
		same ""
	done
}

@test "the column source: whose number each order_id is" {
	store
	load() { printf '%s\n' order_id,source,customer_id,date,amount "$@" | add "${more[@]}" -; }
	rows() { sql 'SELECT order_id, source, day, amount / 10000 FROM orders ORDER BY id'; }
	more=(--create)
	run -0 load 1,shop,a,2025-01-01,10 1,web,a,2025-01-01,20 1,,a,2025-01-01,30
	added 3 3 0 0 0
	more=()
	# an order of a source has its number on whatever day, one without has it on one day
	run -0 --separate-stderr load 1,shop,a,2025-01-01,10 1,,a,2025-01-02,30 1,crm,a,2025-01-02,5
	says "1 order_id is already stored on another day; the first is '1'"
	added 3 2 0 1 0
	run -2 --separate-stderr load 1,shop,a,2025-01-02,10 1,web,a,2025-01-01,20
	[ "${stderr_lines[0]}" = "order-add: standard input:2: order_id '1' of 2025-01-02 from 'shop' is in the store with other lines (use --replace to replace them, --replace -n to see what differs)" ]
	says "nothing loaded: 1 bad row of 2"
	more=(--replace)
	run -0 load 1,shop,a,2025-01-03,11 1,web,a,2025-01-01,20 1,,a,2025-01-01,31
	added 3 0 2 1 0
	run -0 rows
	same '1|web|2025-01-01|20
1||2025-01-02|30
1|crm|2025-01-02|5
1|shop|2025-01-03|11
1||2025-01-01|31'
	[ "$(sql 'SELECT orders FROM history')" = 4 ]
	clean
	cust-undo -q -d s.db 3
	run -0 sql "SELECT source, day FROM orders WHERE source = 'shop'"
	same 'shop|2025-01-01'
	clean
}

@test "the column source and --source: not both, and each works for one row" {
	store
	run -2 --separate-stderr add --create --source=x - \
		<<<$'order_id,source,customer_id,date,amount\n1,y,a,2025-01-01,1'
	says "--source: the table has a column 'source' (use --ignore=source to ignore it)"
	run -0 add --create --source=x --ignore=source - \
		<<<$'order_id,source,customer_id,date,amount\n1,y,a,2025-01-01,1'
	run -0 add --source=y --customer-id=a --date=2025-01-01 --amount=2 --order-id=1
	run -2 --separate-stderr add --source= --customer-id=a --date=2025-01-01 --amount=2
	says "--source is empty"
	run -2 --separate-stderr add --source=$'\xff' --customer-id=a --date=2025-01-01 --amount=2
	says "--source is not UTF-8"
	run -0 sql 'SELECT source, amount FROM orders; SELECT orders FROM history'
	same $'x|10000\ny|20000\n2'
	run -0 --separate-stderr add -n - \
		<<<$'order_id,source,customer_id,date,amount\n1,z,a,2025-01-01,1'
	same 'order_id,field,old,new
1,order_id,,1
1,customer_id,,a
1,date,,2025-01-01
1,amount,,1
1,source,,z'
	clean
}

@test "--rejects: a bad line rejects the order of its source only" {
	store
	printf '%s\n' order_id,source,customer_id,date,amount 1,x,a,2025-01-01,1 1,y,a,2025-01-01,2 \
		1,x,a,2025-01-01,two >log.csv
	run -1 --separate-stderr add --create --rejects=bad.csv log.csv
	added 3 1 0 0 2
	run -0 sql 'SELECT source FROM orders'
	same y
	sed -i s/two/2/ bad.csv
	run -0 add bad.csv
	added 2 2 0 0 0
	[ "$(sql 'SELECT orders, spend FROM history')" = '2|50000' ]
	clean
}

@test "--remove: orders that were cancelled leave the store, whole; an undo brings them back" {
	store
	csv o1,a,2025-01-01,1,x o1,a,2025-01-01,2,y o2,a,2025-02-01,5,x o3,b,2025-02-01,5,x >log.csv
	run -0 add --create log.csv
	sqlite3 s.db 'SELECT * FROM history ORDER BY 1' >histories
	# without a customer, an amount; one that was not loaded; one of another day
	csv o1,,2025-01-01,,x o1,,2025-01-01,,y o9,q,2025-01-01,, o3,b,2025-02-02,5,x >gone.csv
	run -0 --separate-stderr order-add -d s.db --remove -n gone.csv
	same 'order_id,field,old,new
o1,order_id,o1,
o1,customer_id,a,
o1,date,2025-01-01,
o1,amount,1,
o1,sku,x,
o1,order_id,o1,
o1,customer_id,a,
o1,date,2025-01-01,
o1,amount,2,
o1,sku,y,'
	stored o1,a,2025-01-01,1,x o1,a,2025-01-01,2,y o2,a,2025-02-01,5,x o3,b,2025-02-01,5,x
	run -0 add --remove gone.csv
	added 4 0 1 3 0
	stored o2,a,2025-02-01,5,x o3,b,2025-02-01,5,x
	[ "$(sql "SELECT orders, first_date, spend / 10000 FROM history WHERE customer_id = 'a'")" = \
		'1|2025-02-01|5' ]
	clean
	# the customer stays, also without an order
	echo $'order_id\no3' | add --remove >acc
	[ "$(sql 'SELECT count(*) FROM history')" = 1 ]
	[ "$(sql 'SELECT count(*) FROM customer')" = 2 ]
	clean
	cust-undo -q -d s.db 3 >acc
	cust-undo -q -d s.db 2 >acc
	sqlite3 s.db 'SELECT * FROM history ORDER BY 1' | diff histories -
	stored o1,a,2025-01-01,1,x o1,a,2025-01-01,2,y o2,a,2025-02-01,5,x o3,b,2025-02-01,5,x
	clean
	# the file that was loaded can be removed
	run -0 add --remove log.csv
	added 4 0 3 1 0
	stored
}

@test "--remove: an order that has earned or redeemed points keeps them, and it says so" {
	local keep="keeps its points; take them back with: points-log --step=reverse --order-id="
	store
	csv o1,a,2025-01-01,10,x "o 2,a,2025-01-02,20,y" o3,a,2025-01-03,5,x >log.csv
	run -0 add --create log.csv
	printf '%s\n' customer_id,date,step,points,order_id,amount a,2025-01-01,earn,10,o1,10 \
		'a,2025-01-02,earn,20,o 2,20' a,2025-01-03,redeem,5,o3,5 |
		points-log -q -d s.db >acc
	# also with -q; not for what is not removed, or was reversed
	run -0 --separate-stderr add --remove --order-id='o 2'
	[ "$stderr" = "order-add: 1 order that was removed ${keep}'o 2' --customer-id=a" ]
	sh -c "${stderr##*: } -q -d s.db --no-header --columns=points" >acc
	[ "$(cat acc)" = -20 ]
	run -0 --separate-stderr add --remove --order-id='o 2'
	[ -z "$stderr" ]
	cust-undo -q -d s.db 3 >acc
	run -0 --separate-stderr add --remove --order-id='o 2'
	[ -z "$stderr" ]
	printf '%s\n' order_id o1 o3 >gone.csv
	run -0 --separate-stderr add --remove gone.csv
	[ "$stderr" = "order-add: 2 orders that were removed keep their points; take those of each back with a command such as: points-log --step=reverse --order-id=o1 --customer-id=a" ]
	# all of them, of which one has no points: those that have been reversed stay as they are
	printf '%s\n' customer_id,order_id a,o3 a,o1 'a,o 2' a,o9 >gone.csv
	run -1 --separate-stderr points-log -d s.db --step=reverse --date=2025-02-01 \
		--rejects=none.csv gone.csv
	[ "$(cut -d, -f1,2 none.csv)" = $'customer_id,order_id\na,o9' ]
	[ "$(points-list -d s.db --customer=a --no-header --columns=balance)" = 0 ]
	# another source is another order
	printf '%s\n' order_id,source,customer_id,date,amount o4,web,a,2025-01-01,1 >log.csv
	run -0 add log.csv
	points-log -q -d s.db --customer-id=a --points=3 --order-id=o4 --amount=1 >acc
	run -0 --separate-stderr add --remove --source=web --order-id=o4
	[ -z "$stderr" ]
	run -0 add log.csv --again
	points-log -q -d s.db --customer-id=a --points=3 --order-id=o4 --amount=1 --source=web >acc
	run -0 --separate-stderr add --remove --source=web --order-id=o4
	[ "$stderr" = "order-add: 1 order that was removed ${keep}o4 --customer-id=a --source=web" ]
}

@test "--remove: whose order it is: the source, or the day" {
	store
	csv 1,a,2025-01-01,1,x 1,b,2025-01-02,2,x >log.csv
	add --create log.csv >acc
	csv 1,a,2025-01-01,4,x | add --create --source=web >acc
	printf 'order_id,date\n1,\n' >gone.csv
	run -2 --separate-stderr add --remove gone.csv
	says "order-add: gone.csv:2: date is empty, and orders of several days have the order_id '1'"
	run -0 add --remove --source=web gone.csv
	added 1 0 1 0 0
	stored 1,a,2025-01-01,1,x 1,b,2025-01-02,2,x
	run -0 add --remove --order-id=1 --date=2025-01-02
	added 1 0 1 0 0
	stored 1,a,2025-01-01,1,x
	run -0 add --remove --order-id=1
	stored
	clean
	printf 'date\n2025-01-01\n' >gone.csv
	run -2 --separate-stderr add --remove gone.csv
	says "order-add: gone.csv: no column 'order_id'"
	for other in replace unique create find-by=phone only-new; do
		run -2 --separate-stderr add --remove --$other gone.csv
		says "order-add: --remove and --${other%=*} cannot be used together"
	done
}
