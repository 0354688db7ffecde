# touch-log: contacts by options and from CSV; and with them what every tool that records rows does
# (lib/store/record).
load helper

HEAD=touch_id,customer_id,date,channel,direction,touchpoint,journey,score,agent,note
COUNTS=batch,read,added,updated,unchanged,rejected

# A store s.db with the customers a and b, in no time zone.
store() {
	rm -f s.db
	cust-init -d s.db "$@"
	printf 'customer_id\na\nb\n' | cust-add -q -d s.db >acc
}

log() { touch-log -q -d s.db "$@"; }
rows() { touch-list -d s.db --no-header --columns=$HEAD "$@"; }
sql() { sqlite3 s.db "$@"; }

# csv HEADER ROW...: to log.csv.
csv() { printf '%s\n' "$@" >log.csv; }

# counted READ ADDED REJECTED: what $output says of the batch.
counted() {
	[ "${lines[0]}" = $COUNTS ] && [ "${lines[1]#*,}" = "$1,$2,0,0,$3" ] &&
		[ "${#lines[@]}" = 2 ] ||
		{ printf 'want %s,%s,0,0,%s\ngot %s\n' "$@" "$output"; return 1; }
	[ "$1" = $(($2 + $3)) ]
}

# unchanged: the store says what it said when "sql .dump >before" was run.
unchanged() { sql .dump | diff before -; }

# refuses MESSAGE ARGUMENT...: status 2 and this one line, nothing printed, nothing recorded.
refuses() {
	run -2 --separate-stderr touch-log -d s.db "${@:2}"
	[ -z "$output" ] && [ "$stderr" = "touch-log: $1" ] ||
		{ printf 'want %s\ngot %s\n%s\n' "$1" "$stderr" "$output"; return 1; }
	unchanged
}

# misused MESSAGE ARGUMENT...: the usage line behind it.
misused() {
	run -2 --separate-stderr touch-log -d s.db "${@:2}"
	[ -z "$output" ] && [ "${stderr_lines[0]}" = "touch-log: $1" ] &&
		[[ ${stderr_lines[1]} == "usage: touch-log "* ]] ||
		{ printf 'want %s\ngot %s\n' "$1" "$stderr"; return 1; }
	unchanged
}

# bad COLUMN CELL WHY: a row with that cell is refused, named by its line.
bad() {
	printf '%s\n' "${HEAD#*,}" a,2025-01-01,phone,in,support,j,5,Ann,n |
		awk -F, -v OFS=, -v name="$1" -v cell="\"$2\"" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i }
		{ print } NR == 2 { $(at[name]) = cell; print }' >log.csv
	refuses "log.csv:3: $1 '${2//[$'\t\n\x1b']/?}' $3
touch-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" log.csv
}

@test "one by options: every field, and the number" {
	store
	run -0 --separate-stderr touch-log -d s.db --customer-id=a --date=2025-03-01T09:30 \
		--channel=phone --direction=in \
		--touchpoint=配送 --journey=j1 --score=2 --agent='Ann "A"' --note='came late, twice'
	same $'touch_id\n1'
	[ -z "$stderr" ]
	run -0 touch-log -d s.db --no-header --note='nobody knows who' --date=2025-03-02
	same 2
	run -0 touch-list -d s.db
	same "$HEAD,settles
1,a,2025-03-01T09:30:00,phone,in,配送,j1,2,\"Ann \"\"A\"\"\",\"came late, twice\",
2,,2025-03-02,,,,,,,nobody knows who,"
	run -0 sql 'SELECT tool, digest IS NULL, read, added, updated, unchanged, rejected
		FROM batch WHERE batch > 1'
	same $'touch-log|1|1|1|0|0|0\ntouch-log|1|1|1|0|0|0'
	run -0 sql 'SELECT touch_id, batch FROM touch'
	same $'1|2\n2|3'
	run -0 touch-log -d s.db --date=2025-03-03 --note= -f json
	same '{"touch_id":3}'
	run -0 touch-log -d s.db --date=2025-03-03 --touchpoint= --score= --customer-id=
	run -0 rows --where 'touch_id = 4'
	same 4,,2025-03-03,,,,,,,
}

@test "the options of the fields are the first, with - for _" {
	diff <(tr , '\n' <<<"${HEAD#*,}" | tr _ - | sort) <(touch-log --help |
		sed -n 's/^      --\([a-z-]*\)=.*/\1/p' | head -9 | sort)
}

@test "the date is now, in the store's zone, or in --tz" {
	store --timezone=Asia/Shanghai
	before=$(TZ=Asia/Shanghai date +%FT%T)
	log --note=1 >acc
	run -0 sql "SELECT date BETWEEN '$before' AND '$(TZ=Asia/Shanghai date +%FT%T)' FROM touch"
	same 1
	before=$(TZ=Pacific/Honolulu date +%FT%T)
	log --note=2 --tz=Pacific/Honolulu >acc
	run -0 sql "SELECT date BETWEEN '$before' AND '$(TZ=Pacific/Honolulu date +%FT%T)'
		FROM touch WHERE note = '2'"
	same 1
	store
	before=$(TZ=America/New_York date +%FT%T)
	TZ=America/New_York log --note=3 >acc
	run -0 sql "SELECT date BETWEEN '$before' AND '$(TZ=America/New_York date +%FT%T)'
		FROM touch"
	same 1
	# an empty date is no way to say now
	sql .dump >before
	refuses "date '' is empty" --date=
}

@test "a bad option: what is wrong with it, and nothing is recorded" {
	store
	sql .dump >before
	long=$(printf 'x%.0s' {1..65})
	refuses "customer_id 'c' is not in the store (add it with cust-add or use --create)" \
		--customer-id=c
	refuses "customer_id '${long:0:60}' is longer than 64 bytes or has control characters" \
		--customer-id="$long" --create
	refuses "customer_id 'a?b' is longer than 64 bytes or has control characters" \
		--customer-id=$'a\tb'
	refuses "date '2025-02-29' is not a valid date" --date=2025-02-29
	refuses "date 'today' is not a date (YYYY-MM-DD)" --date=today
	refuses "date '2199-12-31' is in the future" --date=2199-12-31 --note=
	refuses "date '2025-01-01T10:00Z' has an offset; set the time zone with --tz=ZONE" \
		--date=2025-01-01T10:00Z --note=
	refuses "unknown time zone 'Moon/Base' (use a name such as Asia/Shanghai)" --note=x \
		--tz=Moon/Base
	for channel in fax Phones 'phone|mail' '|' ' phone' pho phonemail $'phone\n'; do
		refuses "channel '${channel/$'\n'/?}' is not one of phone|mail|chat|web|social|store|other" --channel="$channel"
	done
	refuses "direction 'inout' is not one of in|out" --direction=inout
	for score in 0 6 11 -1 7.5 +3 N/A 3.0 ' 3' 99999999999999999999 0x3; do
		refuses "score '$score' is not a whole number from 1 to 5" --score="$score"
	done
	refuses "journey '${long:0:60}' is longer than 64 bytes or has control characters" \
		--journey="$long"
	# one line, whatever it quotes, and whole characters of it
	refuses "channel 'a?b?[31m' is not one of phone|mail|chat|web|social|store|other" \
		--channel=$'a\nb\e[31m'
	refuses "channel 'x客户客户客户客户客户客户客户客户客户客' is not one of phone|mail|chat|web|social|store|other" \
		--channel=x客户客户客户客户客户客户客户客户客户客户客户
	# 64 bytes are right
	run -0 log --journey="${long:1}"
}

@test "an option that is not UTF-8" {
	store
	sql .dump >before
	misused "--note is not UTF-8" --note=$'caf\xe9'
	misused "--customer-id is not UTF-8" --customer-id=$'\xff' --create
	misused "--touchpoint is not UTF-8" --touchpoint="$(iconv -f UTF-8 -t GB18030 <<<配送)" - \
		</dev/null
	# before a store is made for it
	run -2 --separate-stderr touch-log --note=$'\xff'
	[ ! -e default.db ]
}

@test "what is for CSV does not go with one by options" {
	store
	sql .dump >before
	for o in --rejects=bad.csv --again --date-format=%F --ignore=note; do
		misused "${o%%=*} requires CSV" --note=x "$o"
	done
	[ ! -e bad.csv ]
}

@test "--create: the customer is made, once, and it is said" {
	store
	run -0 --separate-stderr touch-log -d s.db --create --customer-id=客户 --date=2025-01-01
	same $'touch_id\n1'
	[ "$stderr" = "touch-log: created 1 customer" ]
	run -0 --separate-stderr touch-log -d s.db --create --customer-id=客户 --date=2025-01-01
	[ -z "$stderr" ]
	csv customer_id,date c,2025-01-01 d,2025-01-01 c,2025-01-02 ,2025-01-02 a,2025-01-02
	run -0 --separate-stderr touch-log -d s.db --create log.csv
	counted 5 5 0
	[ "$stderr" = "touch-log: created 2 customers
touch-log: touch_id 3 to 7" ]
	run -0 sql 'SELECT customer_id FROM customer'
	same $'a\nb\nc\nd\n客户'
	run -0 sql "SELECT count(*) FROM touch LEFT JOIN customer USING (customer_id)
		WHERE customer_id IS NULL AND touch_id <> 6"
	same 0
}

@test "--create makes no customer for a row that is bad" {
	store
	csv customer_id,date,channel ghost,2025-01-01,fax new,2025-01-01,mail ghost2,2025-02-30,mail
	run -1 --separate-stderr touch-log -d s.db --create --rejects=bad.csv log.csv
	counted 3 1 2
	says "touch-log: created 1 customer"
	run -0 sql 'SELECT customer_id FROM customer'
	same $'a\nb\nnew'
	# nor for a row without one behind it
	csv customer_id,date,channel ghost,2025-01-01,fax ,2025-01-01,mail
	run -1 log --create --rejects=bad.csv log.csv
	run -0 sql 'SELECT count(*) FROM customer'
	same 3
	run -2 log --create --customer-id=ghost --channel=fax
	run -0 sql 'SELECT count(*) FROM customer'
	same 3
}

@test "many from CSV: columns in any order, some missing, numbered in the order of the rows" {
	store
	cat >log.csv <<-'END'
	note,score,journey,customer_id,date
	"two
	lines, ""quoted""",3,r 1,b,2025-01-02 08:00:15
	,,,a,2025-01-01
	  blanks  ,05,,,2025-01-03T23:59
	END
	run -0 --separate-stderr touch-log -d s.db log.csv
	counted 3 3 0
	[ "$stderr" = "touch-log: touch_id 1 to 3" ]
	run -0 touch-list -d s.db
	same "$HEAD,settles
2,a,2025-01-01,,,,,,,,
1,b,2025-01-02T08:00:15,,,,r 1,3,,\"two
lines, \"\"quoted\"\"\",
3,,2025-01-03T23:59:00,,,,,5,,  blanks  ,"
	run -0 sql 'SELECT tool, length(digest), read, added, updated, unchanged, rejected
		FROM batch WHERE batch = 2'
	same 'touch-log|32|3|3|0|0|0'
	csv date,note 2025-01-01,x
	run -0 --separate-stderr touch-log -d s.db log.csv
	[ "$stderr" = "touch-log: touch_id 4" ]
}

@test "standard input, as - and as nothing; several operands as one table" {
	csv date,note 2025-01-01,1
	csv2() { printf '%s\n' date,note "2025-01-02,$1"; }
	csv2 2 >2.csv
	for how in 'log.csv 2.csv' 'log.csv -' '- 2.csv'; do
		store
		run -0 bash -c "touch-log -q -d s.db $how <$([[ $how == -* ]] && echo log.csv ||
			echo 2.csv)"
		counted 2 2 0
		run -0 rows
		same $'1,,2025-01-01,,,,,,,1\n2,,2025-01-02,,,,,,,2'
	done
	store
	run -0 log <log.csv
	counted 1 1 0
	# an option that is of no field does not make a row
	run -0 log --again -n <log.csv
	[ "${lines[0]}" = touch_id,field,old,new ]
	# one that is does: standard input is not looked at
	run -0 log --note=x <2.csv
	same $'touch_id\n2'
}

@test "options fill the columns that the CSV lacks" {
	store
	csv customer_id,score a,5 b,4
	run -0 log --date=2025-05-05 --channel=web --touchpoint=购买 --note=webinar log.csv
	counted 2 2 0
	run -0 rows
	same $'1,a,2025-05-05,web,,购买,,5,,webinar\n2,b,2025-05-05,web,,购买,,4,,webinar'
	run -0 log --customer-id=a --date=2025-05-06 - <<<$'note\nx'
	run -0 rows --since=2025-05-06
	same 3,a,2025-05-06,,,,,,,x
	# --create too
	run -0 --separate-stderr touch-log -d s.db --create --customer-id=c - \
		<<<$'date\n2025-05-07\n2025-05-07'
	says "touch-log: created 1 customer"
	run -0 rows --customer=c
	same $'4,c,2025-05-07,,,,,,,\n5,c,2025-05-07,,,,,,,'
}

@test "an option and a column of the same name; an option that is bad in every row is named once" {
	store
	sql .dump >before
	csv customer_id,date a,2025-01-01 b,2025-01-01
	misused "--customer-id: the table has a column 'customer_id' (use --ignore=customer_id to ignore it)" --customer-id=b log.csv
	misused "--date: the table has a column 'date' (use --ignore=date to ignore it)" \
		--date=2025-01-01 log.csv
	refuses "channel 'fax' is not one of phone|mail|chat|web|social|store|other" --channel=fax \
		log.csv
	refuses "score '7' is not a whole number from 1 to 5" --score=7 log.csv
	run -0 log --customer-id=b --ignore=customer_id log.csv
	run -0 sql 'SELECT DISTINCT customer_id FROM touch'
	same b
}

@test "the columns: missing, unknown, twice, left out" {
	store
	sql .dump >before
	csv customer_id,note a,x
	refuses "log.csv: no column 'date'; the columns are 'customer_id', 'note'" log.csv
	csv touch_id,date,colour 9,2025-01-01,red
	columns="the columns are 'touch_id', 'date', 'colour'"
	refuses "unknown columns 'touch_id', 'colour' (use --ignore=touch_id --ignore=colour to ignore them); $columns" log.csv
	refuses "unknown column 'colour' (use --ignore=colour to ignore it);\
 the columns are 'date', 'colour'" --ignore=touch_id log.csv
	refuses "log.csv: --ignore: no column 'color'" --ignore=touch_id --ignore=color log.csv
	misused "--ignore=date: the column or --date is required" --ignore=touch_id \
		--ignore=colour --ignore=date log.csv
	run -0 log --ignore=touch_id --ignore=colour log.csv
	run -0 rows
	same 1,,2025-01-01,,,,,,,
	sql .dump >before
	csv date,date 2025-01-01,2025-01-01
	refuses "columns 'date' and 'date' are the same (use --ignore=NAME to ignore one)" log.csv
	: >log.csv
	refuses "log.csv: empty input, no header" log.csv
	refuses "none.csv: No such file or directory" none.csv
	# only a header is a batch of nothing, every night
	csv date,note
	for _ in 1 2; do
		run -0 --separate-stderr touch-log -d s.db log.csv
		counted 0 0 0
		[ -z "$stderr" ]
	done
}

@test "a bad row is named with its line and what is wrong, and nothing changes" {
	store
	log --date=2025-01-01 --note= >acc
	sql .dump >before
	bad customer_id c "is not in the store (add it with cust-add or use --create)"
	bad customer_id $'a\tb' "is longer than 64 bytes or has control characters"
	bad date '' "is empty"
	bad date 2025-02-29 "is not a valid date"
	bad date 1/2/2025 "is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad date 2025-01-01T10:00+08:00 "has an offset; set the time zone with --tz=ZONE"
	bad date 2199-12-31T23:59 "is in the future"
	bad channel fax "is not one of phone|mail|chat|web|social|store|other"
	bad channel 'phone|mail' "is not one of phone|mail|chat|web|social|store|other"
	bad direction $'in\nout' "is not one of in|out"
	for score in 0 6 11 -1 7.5 N/A; do
		bad score $score "is not a whole number from 1 to 5"
	done
	bad journey $'j\e[0m' "is longer than 64 bytes or has control characters"
	csv date,note 2025-01-01
	refuses "log.csv:2: 1 cell but the header has 2
touch-log: nothing loaded: 1 bad row of 1 (use --rejects=FILE to load the others)" log.csv
	csv date,note '2025-01-01,"never closed'
	refuses "log.csv:2: unclosed quote" --rejects=bad.csv log.csv
}

@test "twenty bad rows are named, the rest counted" {
	store
	sql .dump >before
	{ echo date,score; for i in {1..60}; do echo "2025-01-01,$((i % 2 * 6))"; done;
		echo 2025-01-01,3; } >log.csv
	run -2 --separate-stderr touch-log -d s.db log.csv
	[ -z "$output" ]
	[ "$(grep -c "is not a whole number from 1 to 5" <<<"$stderr")" = 20 ]
	says "log.csv:21: score '0'"
	says "touch-log: 40 more bad rows"
	says "touch-log: nothing loaded: 60 bad rows of 61 (use --rejects=FILE to load the others)"
	unchanged
}

@test "--rejects loads the good rows; the bad ones can be mended and loaded" {
	store
	cat >log.csv <<-'END'
	customer_id,date,channel,score,note
	a,2025-01-01,phone,5,good
	a,2025-01-32,phone,5,"a day, ""too many"""
	nobody,2025-01-02,mail,4,
	a,2025-01-03,电话电话电话电话电话电话电话电话电话电话x电话,,long
	short,2025-01-04
	a,2025-01-05,"web
	site",1,lines
	END
	run -1 --separate-stderr touch-log -d s.db --rejects=bad.csv log.csv
	counted 6 1 5
	says "touch-log: log.csv:3: date '2025-01-32' is not a valid date"
	says "touch-log: touch_id 1"
	run -0 cat bad.csv
	same "customer_id,date,channel,score,note,file,line,column,reason
a,2025-01-32,phone,5,\"a day, \"\"too many\"\"\",log.csv,3,date,date '2025-01-32' is not a valid date
nobody,2025-01-02,mail,4,,log.csv,4,customer_id,customer_id 'nobody' is not in the store (add it with cust-add or use --create)
a,2025-01-03,电话电话电话电话电话电话电话电话电话电话x电话,,long,log.csv,5,channel,channel '电话电话电话电话电话电话电话电话电话电话' is not one of phone|mail|chat|web|social|store|other
short,2025-01-04,,,,log.csv,6,,2 cells but the header has 5
a,2025-01-05,\"web
site\",1,lines,log.csv,7,channel,channel 'web?site' is not one of phone|mail|chat|web|social|store|other"
	[ "$(stat -c %a bad.csv)" = 600 ]
	# mended in part: what is still bad comes back, under the columns that came in
	sed -i 's/01-32/01-31/; s/电.*x电话/phone/; s/^short,/b,/' bad.csv
	run -1 --separate-stderr touch-log -d s.db --create --rejects=again.csv bad.csv
	counted 5 4 1
	run -0 sh -c 'head -n 2 again.csv | cut -d, -f1-5'
	same $'customer_id,date,channel,score,note\na,2025-01-05,"web'
	sed -i -z 's/"web\nsite"/web/' again.csv
	run -0 log again.csv
	counted 1 1 0
	run -0 rows
	same '1,a,2025-01-01,phone,,,,5,,good
3,nobody,2025-01-02,mail,,,,4,,
4,a,2025-01-03,phone,,,,,,long
5,b,2025-01-04,,,,,,,
6,a,2025-01-05,web,,,,1,,lines
2,a,2025-01-31,phone,,,,5,,"a day, ""too many"""'
}

@test "a quoted cell that is cut within a character leaves rejects that can be read" {
	store
	csv date,channel "2025-01-01,x$(printf '客%.0s' {1..30})"
	run -1 --separate-stderr touch-log -q -d s.db --rejects=bad.csv log.csv
	iconv -f UTF-8 -t UTF-16 bad.csv >utf16
	iconv -f UTF-8 -t UTF-16 <<<"$stderr" >utf16
	sed -i 's/^2025-01-01,[^,]*/2025-01-01,web/' bad.csv
	run -0 log bad.csv
	counted 1 1 0
}

@test "no bad row: rejects with a header, status 0; overwrites earlier rejects, no other file" {
	store
	csv date,note 2025-01-01,x
	run -0 log --rejects=bad.csv log.csv
	counted 1 1 0
	run -0 cat bad.csv
	same date,note,file,line,column,reason
	cp log.csv kept.csv
	sql .dump >before
	refuses "log.csv: is an input file; choose another --rejects file" --again \
		--rejects=log.csv log.csv
	refuses "s.db: file exists with another header; not overwritten" --again --rejects=s.db \
		log.csv
	cmp log.csv kept.csv
	csv date,note 2025-01-99,x
	run -1 log --rejects=bad.csv log.csv
	[ "$(wc -l <bad.csv)" = 2 ]
}

@test "the same bytes twice are refused by their digest, unless --again" {
	store
	csv date,note 2025-01-01,x
	log log.csv >acc
	sql .dump >before
	refuses "already loaded as batch 2 (use --again to load it twice)" log.csv
	run -2 --separate-stderr touch-log -d s.db <log.csv
	says "already loaded as batch 2"
	refuses "already loaded as batch 2 (use --again to load it twice)" -n log.csv
	# also where an option fills a column otherwise, and where all of it was rejected
	refuses "already loaded as batch 2 (use --again to load it twice)" --channel=web log.csv
	run -0 log --again log.csv
	counted 1 1 0
	run -0 sql 'SELECT count(*) FROM touch'
	same 2
	# a load that failed left no digest
	csv customer_id,date c,2025-01-01
	run -2 log log.csv
	run -0 log --create log.csv
	# another tool's batch of the same bytes is no reason
	csv customer_id,date,amount a,2025-01-01,1
	order-add -q -d s.db log.csv >acc
	run -0 log --ignore=amount log.csv
}

@test "-n says what would change, and changes nothing" {
	store
	log --date=2025-01-01 --note= >acc
	sql .dump >before
	cp s.db copy.db
	csv customer_id,date a,2025-01-01 c,2025-01-01
	run -0 --separate-stderr touch-log -n -d s.db --create log.csv
	same 'touch_id,field,old,new
2,touch_id,,2
2,customer_id,,a
2,date,,2025-01-01
3,touch_id,,3
3,customer_id,,c
3,date,,2025-01-01'
	says "would create 1 customer"
	cmp s.db copy.db
	refuses "log.csv:3: customer_id 'c' is not in the store (add it with cust-add or use --create)
touch-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" --dry-run \
		log.csv
	# one by options shows the number that it would get, and what is wrong with it
	run -0 --separate-stderr touch-log -q -n -d s.db --customer-id=c --create --date=2025-01-01
	same 'touch_id,field,old,new
2,touch_id,,2
2,customer_id,,c
2,date,,2025-01-01'
	[ -z "$stderr" ]
	refuses "channel 'fax' is not one of phone|mail|chat|web|social|store|other" \
		-n --channel=fax
	cmp s.db copy.db
	# what was tried can be done, and no number was used up
	run -0 log --create log.csv
	run -0 sql 'SELECT touch_id FROM touch'
	same $'1\n2\n3'
	run -2 --separate-stderr touch-log -n --note=x
	says "default.db: store not found; create it with: cust-init -d "
	[ ! -e default.db ]
}

@test "date-times with an offset: to the store's zone, or to --tz" {
	store --timezone=Asia/Shanghai
	csv date,note 2025-01-31T16:30:00Z,z 2025-01-31T23:00-05:00,est \
		"2025-02-01 08:15:30.25,wall"
	run -0 log log.csv
	run -0 log --date=2025-06-30T20:00Z --note=one
	run -0 log --date=2025-06-30T20:00Z --note=vienna --tz=Europe/Vienna
	run -0 log --again --tz=UTC log.csv
	# Shanghai is 8 hours ahead of UTC, Vienna in summer 2
	run -0 sql 'SELECT date, note FROM touch'
	same '2025-02-01T00:30:00|z
2025-02-01T12:00:00|est
2025-02-01T08:15:30|wall
2025-07-01T04:00:00|one
2025-06-30T22:00:00|vienna
2025-01-31T16:30:00|z
2025-02-01T04:00:00|est
2025-02-01T08:15:30|wall'
	sql .dump >before
	refuses "unknown time zone 'Moon/Base' (use a name such as Asia/Shanghai)" --tz=Moon/Base \
		log.csv
}

@test "the future is what lies behind now, in the store's zone" {
	# it is later in Kiritimati than in Shanghai than in Niue, by 6 and 19 hours
	store --timezone=Asia/Shanghai
	sql .dump >before
	later=$(TZ=Pacific/Kiritimati date +%FT%H:%M)
	refuses "date '$later' is in the future" --note= --date="$later"
	run -0 log --note= --date="$(TZ=Asia/Shanghai date +%FT%H:%M)"
	run -0 log --note= --date="$(TZ=Asia/Shanghai date +%F)"
	run -0 log --note= --date="$(TZ=Pacific/Niue date +%FT%H:%M)"
	run -0 log --note= --tz=Pacific/Kiritimati --date="$later"
	sql .dump >before
	csv date,note "$(TZ=Pacific/Niue date +%FT%H:%M),x" "$later,x"
	refuses "log.csv:3: date '$later' is in the future
touch-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" log.csv
	# an offset is taken off first
	run -0 log --note= --date="$(TZ=Pacific/Kiritimati date +%FT%H:%M+14:00)"
}

@test "what happens while a load is read is not in its future" {
	store
	mkfifo pipe
	touch-log -q -d s.db pipe >out 2>err &
	pid=$!
	exec 7>pipe
	# more than a block, so that the load has begun and looked at the clock
	{ echo date,note; seq -f '2025-01-01,a note of some length that fills blocks %.0f' 1 \
		20000; } >&7
	timeout 30 bash -c 'until [ -e s.db-journal ]; do sleep .05; done'
	sleep 1.1
	echo "$(date +%FT%T),now" >&7
	exec 7>&-
	wait $pid || { cat err; return 1; }
	run -0 sql "SELECT count(*) FROM touch WHERE note = 'now'"
	same 1
}

@test "--date-format" {
	store
	csv date,note '28.02.2025 14:05,x'
	run -0 log --date-format='%d.%m.%Y %H:%M' log.csv
	run -0 rows
	same 1,,2025-02-28T14:05:00,,,,,,,x
	sql .dump >before
	csv date,note 30.02.2025,x
	refuses "log.csv:2: date '30.02.2025' is not a valid date
touch-log: nothing loaded: 1 bad row of 1 (use --rejects=FILE to load the others)" \
		--date-format=%d.%m.%Y log.csv
}

@test "GB18030 is named with the option, which works" {
	store
	csv date,touchpoint,note 2025-01-01,配送,晚了两天 2025-01-02,退货,满意
	iconv -f UTF-8 -t GB18030 log.csv >gb.csv
	run -2 --separate-stderr touch-log -d s.db gb.csv
	says "touch-log: gb.csv:2: not UTF-8, but GB18030: use --encoding=GB18030"
	run -0 touch-log -q -d s.db --encoding=GB18030 gb.csv
	counted 2 2 0
	run -0 rows
	same $'1,,2025-01-01,,,配送,,,,晚了两天\n2,,2025-01-02,,,退货,,,,满意'
}

@test "newlines, quotes and a megabyte come back to the byte" {
	store
	seq -f '行 %.0f: "他说"	, ' 45000 | sed 's/$/\r/' >want
	{ printf 'date,note\n2025-01-01,"'; sed 's/"/""/g' want; echo '"'; } >log.csv
	run -0 log log.csv
	touch-list -d s.db -f json | jq -j .note | cmp want -
	touch-list -d s.db >first
	cust-init -d two.db
	touch-log -q -d two.db --ignore=touch_id first >acc
	touch-list -d two.db | cmp first -
	run -0 log --date=2025-01-02 --note=$'; DROP TABLE touch; --\n\'"'
	run -0 sql "SELECT hex(note) FROM touch WHERE touch_id = 2"
	same "$(printf '; DROP TABLE touch; --\n\x27"' | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)"
}

@test "a row that the table does not take twice is there already" {
	store
	sql 'CREATE UNIQUE INDEX mine ON touch (customer_id, date)'
	log --customer-id=a --date=2025-01-01 --note=first >acc
	sql .dump >before
	refuses "the row is already in the store" --customer-id=a --date=2025-01-01 --note=other
	csv customer_id,date a,2025-01-02 a,2025-01-01 a,2025-01-02
	refuses "log.csv:3: the row is already in the store
touch-log: log.csv:4: the row is already in the store
touch-log: nothing loaded: 2 bad rows of 3 (use --rejects=FILE to load the others)" log.csv
	run -1 --separate-stderr touch-log -q -d s.db --rejects=bad.csv log.csv
	counted 3 1 2
	run -0 cat bad.csv
	same 'customer_id,date,file,line,column,reason
a,2025-01-01,log.csv,3,,the row is already in the store
a,2025-01-02,log.csv,4,,the row is already in the store'
	run -0 sql 'SELECT touch_id, date FROM touch'
	same $'1|2025-01-01\n2|2025-01-02'
}

@test "twenty at once: all are in, numbered without gaps or doubles" {
	store
	for i in {1..20}; do
		touch-log -d s.db --no-header --note="$i" >"out.$i" 2>"err.$i" &
		pids[i]=$!
	done
	for i in {1..20}; do wait "${pids[i]}"; done
	run -0 bash -c 'cat err.*; sort -n out.*'
	same "$(seq 20)"
	run -0 sql 'SELECT count(DISTINCT note), min(touch_id), max(touch_id), count(*) FROM touch'
	same '20|1|20|20'
}

@test "a full disk under stdout, and a closed stdout: the row is in, and it is said" {
	store
	full() { "$@" >/dev/full; }
	closed() { "$@" >&-; }
	run -2 --separate-stderr full touch-log -d s.db --note=1
	[ "$stderr" = \
		"touch-log: standard output (touch_id 1 is committed): No space left on device" ]
	run -2 --separate-stderr closed touch-log -d s.db --note=2
	[ "$stderr" = "touch-log: standard output (touch_id 2 is committed): Bad file descriptor" ]
	csv date 2025-01-01
	run -2 --separate-stderr full touch-log -q -d s.db log.csv
	[ "$stderr" = "touch-log: standard output (batch 4 is committed): No space left on device" ]
	csv date 2025-01-02
	run -2 --separate-stderr closed touch-log -q -d s.db log.csv
	[ "$stderr" = "touch-log: standard output (batch 5 is committed): Bad file descriptor" ]
	run -2 --separate-stderr full touch-log -q -n -d s.db --note=3
	[ "$stderr" = "touch-log: standard output: No space left on device" ]
	run -0 sql 'SELECT count(*) FROM touch'
	same 4
}

@test "a full disk: status 2, nothing changes; it works again when there is space" {
	store
	sql .dump >before
	{ echo date,note; seq -f '2025-01-01,a note of some length to fill the pages %.0f' 1 \
		20000; } >log.csv
	for kib in 60 200 600; do
		run -2 --separate-stderr bash -c "trap '' XFSZ;
			ulimit -f $(($(stat -c %s s.db) / 1024 + kib));
				exec touch-log -q -d s.db log.csv"
		[ -z "$output" ]
		[[ $stderr == "touch-log: "*"s.db: File too large" ]]
		unchanged
	done
	run -0 log log.csv
	counted 20000 20000 0
	run -0 cust-check --no-header -d s.db
	[ -z "$output" ]
}

# bats test_tags=long
@test "kill -9 at any moment of a load: all rows or none" {
	store
	log --date=2025-01-01 --note= >acc
	{ echo customer_id,date,note; seq -f 'c%.0f,2025-01-01,some note' 1 10000; } >log.csv
	none=0 all=0
	for ms in 00 01 02 04 06 08 10 12 14 16 18 20 25 30 40; do
		cp s.db k.db
		touch-log -q -d k.db --create log.csv >out 2>&1 &
		pid=$!
		sleep .0$ms
		kill -9 $pid 2>/dev/null || :
		wait $pid || :
		run -0 cust-check --no-header -d k.db
		[ -z "$output" ]
		run -0 sqlite3 k.db 'SELECT (SELECT count(*) FROM touch), (SELECT count(*)
			FROM customer), (SELECT seq FROM sqlite_sequence)'
		case $output in
		'1|2|1') none=$((none + 1)) ;;
		'10001|10002|10001') all=$((all + 1)) ;;
		*) echo "$output"; return 1 ;;
		esac
		rm -f k.db k.db-journal
	done
	echo "$none with none, $all with all"
	[ $none -gt 0 ]
}

@test "the default store is made, and it is said; a named one must be there" {
	run -0 --separate-stderr touch-log --date=2025-01-01 --note=
	same $'touch_id\n1'
	says "touch-log: created store $CUSTKIT_DB"
	sqlite3 "$CUSTKIT_DB" "INSERT INTO meta VALUES ('timezone', 'Moon/Base')"
	run -2 --separate-stderr touch-log --note=x
	[ "$stderr" = \
		"touch-log: unknown time zone 'Moon/Base' in the store (Debian: apt-get install tzdata)" ]
	run -2 --separate-stderr touch-log -d none.db --note=x
	[ "$stderr" = "touch-log: none.db: store not found; create it with: cust-init -d none.db" ]
	[ ! -e none.db ]
}
