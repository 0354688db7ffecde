# table-split: which row goes into which file, all files or none, and what it refuses.
load helper

# The first parts are those that Apache Spark 4.3.0 computes for N = 7 and N = 16.
log() {
	printf '%s\n' customer_id,date,amount 1,2024-01-01,5 a,2024-01-02,6.50 1,2024-01-03,-1 \
		客户,2024-01-04,7 abcd,2024-01-05,8 >log.csv
}

# fault KIND=VALUE,... COMMAND...: the command with the library of faults/fault.c.
fault() {
	local name=FAULT_${1//,/ FAULT_}
	# shellcheck disable=SC2086 # several variables
	env --default-signal $name \
		LD_PRELOAD="$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")/faults/fault.so" "${@:2}"
}

is_sanitized() { nm -D "$(command -v table-split)" | grep -q __asan_init; }

# refuses MESSAGE COMMAND...: status 2, this message, and no new file.
refuses() {
	find . -name '*.csv*' | sort >before
	run -2 --separate-stderr "${@:2}"
	says "$1"
	diff -u before <(find . -name '*.csv*' | sort)
}

@test "a row is in the part of Spark's pmod(xxhash64(customer_id), N)" {
	log
	run -0 --separate-stderr table-split 7 p log.csv
	[ -z "$output$stderr" ]
	diff -u - <(head p?.csv) <<-'END'
	==> p0.csv <==
	customer_id,date,amount

	==> p1.csv <==
	customer_id,date,amount
	客户,2024-01-04,7

	==> p2.csv <==
	customer_id,date,amount

	==> p3.csv <==
	customer_id,date,amount
	a,2024-01-02,6.50

	==> p4.csv <==
	customer_id,date,amount

	==> p5.csv <==
	customer_id,date,amount

	==> p6.csv <==
	customer_id,date,amount
	1,2024-01-01,5
	1,2024-01-03,-1
	abcd,2024-01-05,8
	END
	table-split 16 q <log.csv
	for at in 0:1 12:a 2:客户 15:abcd; do
		grep -q "^${at#*:}," "q${at%:*}.csv"
	done
	[ "$(stat -c %a q0.csv)" = 600 ]
}

@test "every row is in one file, in its order, and a customer in one only" {
	table-split 16 p "$CDNOW"
	[ "$(find . -name 'p*' | wc -l)" = 16 ]
	diff <(tail -qn +2 p*.csv | sort) <(tail -n +2 "$CDNOW" | sort)
	[ -z "$(for f in p*.csv; do cells customer_id "$f" | sort -u; done | sort | uniq -d)" ]
	# the rows of a customer follow each other by date in the log
	for f in p*.csv; do cells customer_id,date "$f" | sort -sct, -k1,1; done
}

@test "one part is the table; more parts than customers leave files with a header" {
	table-split 1 one- "$CDNOW"
	cmp one-0.csv "$CDNOW"
	log
	table-split 64 p log.csv
	[ "$(find . -name 'p*.csv' | wc -l)" = 64 ]
	[ "$(cat p*.csv | grep -c '^customer_id,date,amount$')" = 64 ]
	[ "$(cat p*.csv | wc -l)" = 69 ]
}

@test "quotes, commas, line feeds and empty cells survive" {
	printf '%s\n' 'note,customer_id' '"a,b",1' '"say ""hi""",1' '"two' 'lines",1' ',1' >t.csv
	table-split 2 p t.csv
	cmp p0.csv t.csv
	[ "$(cat p1.csv)" = note,customer_id ]
	printf '"Customer ID"\n"x ""y"", z"\n' >one.csv
	table-split 1 q one.csv
	diff -u - q0.csv <<<$'customer_id\n"x ""y"", z"'
}

@test "several files are one table; the scores of the parts are those of the whole" {
	{ head -n 1 "$CDNOW"; tail -n +4000 "$CDNOW"; } >b.csv
	head -n 3999 "$CDNOW" >a.csv
	table-split 5 p a.csv b.csv
	clv-calc -q --as-of=1997-09-30 --save=model.csv "$CDNOW" >whole
	for k in 0 1 2 3 4; do
		clv-calc -q --as-of=1997-09-30 --params=model.csv "p$k.csv" >"s$k"
	done
	cmp <(tail -qn +2 s? | sort) <(tail -n +2 whole | sort)
	[ "$(head -qn 1 s? | sort -u)" = "$(head -n 1 whole)" ]
}

@test "the options of reading: the files are in custkit's names and spelling" {
	printf '%s\n' 'Kunde;Datum;Betrag;Notiz' '1;31.01.2024;1.200,50;x' >t.csv
	table-split --separator=';' --decimal=, --date-format=%d.%m.%Y \
		--rename=Kunde=customer_id,Datum=date,Betrag=amount 2 p t.csv
	diff -u - p0.csv <<<$'customer_id,date,amount,Notiz\n1,2024-01-31,1200.50,x'
	printf 'customer_id,date\n1,2024-01-01T09:00:00+08:00\n' | table-split 2 q
	diff -u - q0.csv <<<$'customer_id,date\n1,2024-01-01T09:00:00+08:00'
}

@test "--key: another column" {
	printf '%s\n' respondent,score a,1 1,2 a,3 >answers.csv
	table-split --key=respondent 7 p answers.csv
	diff -u - p3.csv <<<$'respondent,score\na,1\na,3'
	refuses "answers.csv: no column 'customer_id'" table-split 7 q answers.csv
	refuses "answers.csv: no column 'who'" table-split --key=who 7 q answers.csv
}

@test "N is from 1 to 65536" {
	log
	for n in 0 65537 99999999999999999999 -1 1.5 x ''; do
		refuses "N must be a whole number from 1 to 65536, not '$n'" \
			table-split -- "$n" p log.csv
	done
}

@test "too many open files: a message with the limit; a lower limit is raised" {
	log
	refuses "100 parts need 132 open files, but the limit is 64; use fewer parts, or raise it: ulimit -n 132" \
		bash -c 'ulimit -n 64; table-split 100 p log.csv'
	bash -c 'ulimit -Sn 64; table-split 100 p log.csv'
	[ "$(find . -name 'p*.csv' | wc -l)" = 100 ]
}

@test "an existing file, a missing folder, a bad row: nothing is written" {
	log
	echo mine >p6.csv
	refuses "p6.csv: file exists; remove it, or choose another PREFIX" table-split 7 p log.csv
	[ "$(cat p6.csv)" = mine ]
	ln -s nowhere q0.csv
	refuses "q0.csv: file exists" table-split 7 q log.csv
	refuses "gone/0.csv: No such file or directory" table-split 7 gone/ log.csv
	printf '%s\n' customer_id,date 1,2024-01-01 ,2024-01-02 >bad.csv
	refuses "bad.csv:3: customer_id is empty" table-split 2 r bad.csv
	printf '%s\n' customer_id,date 1,2024-01-01 2 >bad.csv
	refuses "bad.csv:3: " table-split 2 r bad.csv
	printf '%s\n' customer_id,date,date 1,2024-01-01,2024-01-01 >bad.csv
	refuses "date" table-split 2 r bad.csv
}

@test "two at once: the second is told" {
	log
	flock p1.csv.part bash -c 'table-split 2 p log.csv 2>err; echo $? >>err'
	diff -u - err <<<$'table-split: p1.csv.part: another program is writing it\n2'
	rm p1.csv.part
	table-split 2 p log.csv
}

@test "a call that fails: status 2, the reason, and no file" {
	is_sanitized && return
	log
	local refused=0
	for kind in open write sync rename; do
		for at in 1 2 3 4 5; do
			run --separate-stderr fault "KIND=$kind,AT=$at,ERRNO=28" \
				table-split 3 p log.csv
			[ "$status" = 0 ] || says "No space left on device"
			[ "$status" = 0 ] || refused=$((refused + 1))
			[ "$(find . -name 'p*' | wc -l)" = "$((status == 0 ? 3 : 0))" ]
			rm -f p?.csv
		done
	done
	# the opening of the log and of three files, and what each file needs; after that, the sync
	# of the folder is only worth a warning
	[ "$refused" = $((4 + 3 + 3 + 3)) ]
	fault KIND=sync,AT=4,ERRNO=28 table-split 3 p log.csv 2>err
	grep -q 'may not be on the disk yet: No space left on device$' err
}

@test "killed at any call: the first file shows that all are there" {
	is_sanitized && return
	log
	fault "KIND=any,COUNT=$PWD/n" table-split 3 p log.csv
	cat p?.csv >whole
	rm p?.csv
	for signal in 9 15; do
		for at in $(seq "$(cat n)"); do
			run fault "KIND=any,AT=$at,SIGNAL=$signal" table-split 3 p log.csv
			[ "$status" = $((128 + signal)) ] || [ "$status" = 0 ]
			[ ! -e p0.csv ] || cmp <(cat p?.csv) whole
			[ "$signal" = 9 ] || [ "$(find . -name 'p*.part' | wc -l)" = 0 ]
			[ "$signal" = 9 ] || [ -e p0.csv ] || [ ! -e p2.csv ]
			rm -f p?.csv
			table-split 3 p log.csv		# what a kill left is no obstacle
			cmp <(cat p?.csv) whole
			rm p?.csv
		done
	done
}

@test "a full disk" {
	is_sanitized && return
	run -2 --separate-stderr fault KIND=write,AT=1,EVER=1,ERRNO=28 table-split 3 p "$CDNOW"
	[[ $stderr =~ ^table-split:\ p[012].csv.part:\ No\ space\ left\ on\ device$ ]]
	[ -z "$(find . -name 'p*')" ]
}
