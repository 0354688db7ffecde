# feedback-log: what customers say becomes cases, numbered without gaps, whole or not at all.
load helper

HEAD=customer_id,date,kind,score,text

csv() {
	printf '%s\n' "$HEAD" "$@"
}

store() {
	rm -f s.db
	cust-init -d s.db
	cust-add -q -d s.db --customer-id=a >acc
}

log() {
	feedback-log -d s.db "$@"
}

# logged READ ADDED UPDATED UNCHANGED REJECTED: what $output says of the batch.
logged() {
	[ "${lines[0]}" = batch,read,added,updated,unchanged,rejected ] &&
		[ "${lines[1]#*,}" = "$1,$2,$3,$4,$5" ] && [ "${#lines[@]}" = 2 ] ||
		{ printf 'want %s,%s,%s,%s,%s\ngot %s\n' "$@" "$output"; return 1; }
}

sql() {
	sqlite3 s.db "$@"
}

clean() {
	run -0 cust-check -d s.db --no-header
	same ''
}

# unchanged: the store says what it said when "sql .dump >before" was run.
unchanged() {
	sql .dump | diff before -
	clean
}

@test "one item by options: its number, and every field as it was given" {
	store
	run -0 --separate-stderr log --customer-id=a --date='2025-01-02 10:30' --channel=phone \
		--kind=complaint \
		--text=$'坏了, "again"\nand again' --department=returns --wanted=refund \
		--severity=high --order-id='o 1' --touchpoint=delivery
	same $'case_id\n1'
	[ -z "$stderr" ]
	run -0 sql -json "SELECT * FROM feedback"
	[ "$(jq -c '.[]' <<<"$output")" = \
		'{"case_id":1,"customer_id":"a","date":"2025-01-02T10:30:00","channel":"phone","kind":"complaint","score":null,"text":"坏了, \"again\"\nand again","department":"returns","wanted":"refund","severity":"high","order_id":"o 1","touchpoint":"delivery","batch":2,"day":"2025-01-02","source":null,"external_id":null}' ]
	run -0 log --kind=nps --score=10 --no-header
	same 2
	run -0 log --kind=praise --text=x -f json
	same '{"case_id":3}'
	[ "$(sql "SELECT tool, read, added FROM batch WHERE batch = 4")" = 'feedback-log|1|1' ]
	clean
}

@test "without a date it is now, by the store's clock" {
	cust-init -d s.db --timezone=Asia/Shanghai
	before=$(TZ=Asia/Shanghai date +%FT%T)
	run -0 log --kind=question --text=x
	after=$(TZ=Asia/Shanghai date +%FT%T)
	at=$(sql 'SELECT date FROM feedback')
	[[ ! $at < $before && ! $at > $after ]]
}

@test "from CSV: what is stored is what was read, numbered in its order" {
	store
	cat >log.csv <<-'END'
	touchpoint,order_id,severity,wanted,department,text,score,kind,channel,date,customer_id
	delivery,007,critical,money,售后,"say ""no"", 我要退款",,complaint,phone,2025-01-05T10:00,a
	,,,,,,9,nps,web,2025-01-01,
	 x ,,low,,,  two  ,0,nps,,2025-01-01 23:59:59,a
	,,,,,,,csat,other,2025-01-02,a
	END
	run -0 --separate-stderr log log.csv
	logged 4 4 0 0 0
	[ "$stderr" = "feedback-log: case_id 1 to 4" ]
	run -0 feedback-list -d s.db --as-of=2025-02-01
	same 'case_id,customer_id,date,channel,kind,score,text,department,wanted,severity,order_id,touchpoint,state,changed,owner,outcome,cause,follow_up,reopened
1,a,2025-01-05T10:00:00,phone,complaint,,"say ""no"", 我要退款",售后,money,critical,007,delivery,received,2025-01-05T10:00:00,,,,,0
2,,2025-01-01,web,nps,9,,,,,,,received,2025-01-01,,,,,0
3,a,2025-01-01T23:59:59,,nps,0,  two  ,,,low,, x ,received,2025-01-01T23:59:59,,,,,0
4,a,2025-01-02,other,csat,,,,,,,,received,2025-01-02,,,,,0'
	clean
	run -0 log -q --kind=nps --channel=web - \
		<<<$'customer_id,date,score\na,2025-01-03,5\n,2025-01-03,'
	logged 2 2 0 0 0
	[ "$(sql 'SELECT count(*) FROM feedback WHERE kind = "nps" AND channel = "web"
		AND case_id > 4')" = 2 ]
}

@test "the scale of each kind, from end to end; empty is asked and not answered" {
	store
	while read -r kind low high; do
		{ csv; for i in $(seq "$low" "$high"); do echo "a,2025-01-01,$kind,$i,"; done;
			echo "a,2025-01-01,$kind,,"; } >log.csv
		run -0 log -q log.csv
		logged $((high - low + 2)) $((high - low + 2)) 0 0 0
		run -0 sql "SELECT min(score), max(score), count(*), count(score),
			typeof(min(score)) FROM feedback WHERE kind = '$kind'"
		same "$low|$high|$((high - low + 2))|$((high - low + 1))|integer"
		for bad in $((low - 1)) $((high + 1)) 7.5 -1 N/A 5.0 1e0 +5 ' 5' ٣ \
			99999999999999999999; do
			csv "a,2025-01-01,$kind,,ok" "a,2025-01-01,$kind,$bad,no" >log.csv
			run -2 --separate-stderr log log.csv
			[ -z "$output" ]
			[ "$stderr" = \
				"feedback-log: log.csv:3: score '$bad' is not a whole number from $low to $high, the scale of $kind
feedback-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" ] ||
				{ echo "$stderr"; return 1; }
		done
		run -2 --separate-stderr log --kind="$kind" --score=$((high + 1))
		[ "$stderr" = \
			"feedback-log: score '$((high + 1))' is not a whole number from $low to $high, the scale of $kind" ]
	done <<-'END'
	nps 0 10
	csat 1 5
	ces 1 7
	END
	[ "$(sql 'SELECT count(*) FROM feedback')" = $((12 + 6 + 8)) ]
}

@test "scores that look like those of another scale are noted after the load" {
	store
	scored() { # SCORE... : ten answers of each
		echo kind,score,date
		for score; do
			printf "${kind:-nps},$score,2025-${month:-01}-%02d\n" {1..10}
		done
	}
	scored 1 5 10 >ten.csv
	run -0 --separate-stderr log ten.csv
	says "feedback-log: no score of 30 is 0, but 10 are 1: was the lowest answer 1? the scale of 'nps' is 0 to 10"
	month=02 scored 5 >five.csv
	run -0 --separate-stderr log five.csv
	says "feedback-log: all 10 scores are from 1 to 5; the scale of 'nps' is 0 to 10"
	kind=ces scored 3 >ces.csv
	run -0 --separate-stderr log ces.csv
	says "feedback-log: all 10 scores are from 1 to 5; the scale of 'ces' is 1 to 7"
	run -0 --separate-stderr log -q --again five.csv
	[ -z "$stderr" ]
	# nothing is odd here
	month=03 scored 0 1 10 >all.csv
	kind=csat scored 1 5 >csat.csv
	month=04 scored 5 | head -10 >few.csv
	for file in all csat few; do
		run -0 --separate-stderr log $file.csv
		[[ $stderr != *score* ]]
	done
	[ "$(sql "SELECT count(*), sum(score) FROM feedback WHERE kind = 'nps'")" = "89|$((160 + 50 + 50 + 110 + 45))" ]
}

@test "only nps, csat and ces have a score; only a complaint needs a text" {
	store
	run -2 --separate-stderr log --kind=complaint --customer-id=a
	[ "$stderr" = "feedback-log: text '' is empty; a complaint without text requires --force" ]
	run -2 --separate-stderr feedback-log -d s.db --kind=complaint --text=$' \t'
	says "is empty; a complaint without text requires --force"
	csv a,2025-01-01,praise,, a,2025-01-01,complaint,, >log.csv
	run -2 --separate-stderr log log.csv
	says "log.csv:3: text '' is empty; a complaint without text requires --force"
	for kind in complaint suggestion praise question; do
		for score in 5 0 x; do
			run -2 --separate-stderr log --kind=$kind --score=$score
			[ "$stderr" = \
				"feedback-log: score '$score' is only for nps, csat and ces, not for $kind" ]
			csv "a,2025-01-01,$kind,$score,x" >log.csv
			run -2 --separate-stderr log log.csv
			says "log.csv:2: score '$score' is only for nps, csat and ces, not for $kind"
		done
		force=$([ $kind != complaint ] || echo --force)
		run -0 log --kind=$kind --severity=low $force
		csv "a,2025-01-01,$kind,," | log -q $force >acc
	done
	[ "$(sql 'SELECT count(*) FROM feedback')" = 8 ]
	clean
}

@test "what is not right is named with its line and why, and nothing changes" {
	store
	sql .dump >before
	head=customer_id,date,channel,kind,text,severity,order_id
	good=(a 2025-01-01 web complaint x low o1)
	bad() { # FIELD CELL WHY
		row=("${good[@]}")
		row[$1]=$2
		name=$(cut -d, -f$(($1 + 1)) <<<$head)
		printf '%s\n' $head "$(IFS=,; echo "${good[*]}")" "$(IFS=,; echo "${row[*]}")" \
			>log.csv
		run -2 --separate-stderr log log.csv
		[ -z "$output" ]
		[ "$stderr" = "feedback-log: log.csv:3: $name '$2' $3
feedback-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" ] ||
			{ echo "$stderr"; return 1; }
		run -2 --separate-stderr log --kind=praise --text=x --"${name//_/-}=$2"
		[ -z "$2" ] || [ "$stderr" = "feedback-log: $name '$2' ${3/; use --date-format for other formats/}" ]
	}
	bad 0 b "is not in the store (add it with cust-add or use --create)"
	bad 1 '' "is empty"
	bad 1 2025-02-29 "is not a valid date"
	bad 1 yesterday "is not a date (YYYY-MM-DD; use --date-format for other formats)"
	bad 1 2199-12-31 "is in the future"
	bad 2 fax "is not one of phone|mail|chat|web|social|store|other"
	bad 3 '' "is empty"
	bad 3 rant "is not one of nps|csat|ces|complaint|suggestion|praise|question"
	bad 3 complain "is not one of nps|csat|ces|complaint|suggestion|praise|question"
	bad 5 fatal "is not one of low|medium|high|critical"
	printf '%s\n' customer_id,date,kind,mood a,2025-01-01,praise,good >log.csv
	run -2 --separate-stderr log log.csv
	says "unknown column 'mood' (use --ignore=mood to ignore it)"
	printf '%s\n' customer_id,kind a,praise >log.csv
	run -2 --separate-stderr log log.csv
	says "log.csv: no column 'date'"
	printf '%s\n' customer_id,date a,2025-01-01 >log.csv
	run -2 --separate-stderr log log.csv
	says "log.csv: no column 'kind'"
	run -2 --separate-stderr log --text=hello
	[ "$stderr" = "feedback-log: kind '' is empty" ]
	run -2 --separate-stderr log --kind=praise --text=$'\xce\xd2'
	says "feedback-log: --text is not UTF-8"
	unchanged
}

@test "a moment from now on is the future, one before is not" {
	cust-init -d s.db --timezone=Asia/Shanghai
	soon=$(TZ=Asia/Shanghai date -d '+2 hours' +%FT%T) \
		late=$(TZ=Asia/Shanghai date -d '-2 hours' +%FT%T)
	run -2 --separate-stderr log --kind=praise --text=x --date="$soon"
	[ "$stderr" = "feedback-log: date '$soon' is in the future" ]
	run -0 log --kind=praise --text=x --date="$late"
	printf 'kind,date\npraise,%s\n' "$soon" >log.csv
	run -2 --separate-stderr log log.csv
	says "log.csv:2: date '$soon' is in the future"
	run -0 log --kind=praise --text=x --date="$(TZ=Asia/Shanghai date +%F)"
}

@test "--tz, for options and for CSV; without a zone an offset is an error" {
	store
	run -2 --separate-stderr log --kind=praise --text=x --date=2025-01-31T16:30Z
	says "date '2025-01-31T16:30Z' has an offset; set the time zone with --tz=ZONE"
	run -0 log --kind=praise --text=x --date=2025-01-31T16:30Z --tz=Asia/Shanghai
	csv a,2025-01-31T16:30Z,praise,, >log.csv
	run -0 log -q --tz=Asia/Shanghai log.csv
	[ "$(sql 'SELECT DISTINCT date FROM feedback')" = 2025-02-01T00:30:00 ]
	run -2 --separate-stderr log --kind=praise --text=x --date=2025-01-31 --date-format=%F
	says "--date-format requires CSV"
}

@test "--create makes customers, --rejects loads the others, -n nothing" {
	store
	csv b,2025-01-01,nps,11,x b,2025-01-01,nps,9,我要退款 c,2025-01-01,rant,,坏 >log.csv
	run -1 --separate-stderr log --create --rejects=bad.csv log.csv
	logged 3 1 0 0 2
	diff - bad.csv <<-'END'
	customer_id,date,kind,score,text,file,line,column,reason
	b,2025-01-01,nps,11,x,log.csv,2,score,"score '11' is not a whole number from 0 to 10, the scale of nps"
	c,2025-01-01,rant,,坏,log.csv,4,kind,kind 'rant' is not one of nps|csat|ces|complaint|suggestion|praise|question
	END
	[ "$(sql 'SELECT case_id, score FROM feedback')" = '1|9' ]
	clean
	# the numbers go on without a gap, and what was rejected is not found
	sed 's/,11,/,1,/; s/rant/complaint/' bad.csv | log -q --create >acc
	[ "$(sql 'SELECT group_concat(case_id) FROM feedback')" = 1,2,3 ]
	sql .dump >before
	csv d,2025-01-01,nps,1,y >more.csv
	run -0 log -q -n --create more.csv
	same 'case_id,field,old,new
4,case_id,,4
4,customer_id,,d
4,date,,2025-01-01
4,kind,,nps
4,score,,1
4,text,,y'
	run -0 log -q -n --kind=praise --text=x --date=2025-01-01
	same 'case_id,field,old,new
4,case_id,,4
4,date,,2025-01-01
4,kind,,praise
4,text,,x'
	unchanged
	run -2 --separate-stderr log --create log.csv
	run -0 log -q --kind=praise --text=x --no-header
	same 4
}

@test "the same bytes twice are refused, unless --again" {
	store
	csv a,2025-01-01,nps,9, >log.csv
	run -0 log log.csv
	run -2 --separate-stderr log log.csv
	[ "$stderr" = "feedback-log: already loaded as batch 2 (use --again to load it twice)" ]
	run -0 log --again log.csv
}

@test "a GB18030 file: the option is named; with it the text is found" {
	store
	csv a,2025-01-01,complaint,,我要退款 | iconv -f UTF-8 -t GB18030 >gb.csv
	run -2 --separate-stderr log gb.csv
	says "not UTF-8, but GB18030: use --encoding=GB18030"
	log -q --encoding=GB18030 gb.csv >acc
	run -0 feedback-list -d s.db --match=退款 --no-header
	[[ $output == 1,a,* ]]
}

@test "a text of 1 MiB with line breaks and quotes comes back as it was" {
	store
	# 1 MiB of pieces that quoting could break, and CJK, which becomes pairs in the index
	printf 'line, "quoted"""\r\n,;\t我要退款'"' \\\\ end"'\n\n' >piece
	while [ "$(wc -c <piece)" -lt 1048576 ]; do cat piece piece >text && mv text piece; done
	mv piece text
	[ "$(wc -c <text)" -ge 1048576 ]
	{ echo customer_id,date,kind,text; printf 'a,2025-01-01,complaint,"'; sed 's/"/""/g' text;
		printf '"\n'; } >log.csv
	run -0 log -q log.csv
	logged 1 1 0 0 0
	feedback-list -d s.db -f json | jq -j .text | cmp text -
	sqlite3 s.db "SELECT writefile('stored', text) FROM feedback" >acc
	cmp text stored
	# out as CSV and in again: the same
	feedback-list -d s.db >out.csv
	cust-init -d t.db
	feedback-log -q -d t.db --create --ignore=case_id --ignore=state --ignore=changed \
		--ignore=owner --ignore=outcome \
		--ignore=cause --ignore=follow_up --ignore=reopened out.csv >acc
	sqlite3 t.db "SELECT writefile('again', text) FROM feedback" >acc
	cmp text again
	run -0 feedback-list -d s.db --match='退款 quoted' -f json
	jq -e '.case_id == 1' <<<"$output" >acc
	clean
}

# bats test_tags=long
@test "a hundred at once: all are in, numbered 1 to 100" {
	store
	for i in $(seq 100); do
		log --kind=complaint --text="退款 $i" --no-header >"out.$i" 2>"err.$i" &
	done
	wait
	[ -z "$(cat err.*)" ]
	diff <(sort -n out.*) <(seq 100)
	diff <(sql 'SELECT case_id FROM feedback') <(seq 100)
	[ "$(sql 'SELECT count(DISTINCT text), count(DISTINCT batch) FROM feedback')" = '100|100' ]
	[ "$(feedback-list -d s.db --match=退款 --no-header | wc -l)" = 100 ]
	clean
}

many() {
	awk -v n="$1" -v q="$2" 'BEGIN { print "date,kind,text";
		for (i = 0; i < n; i++) print "2025-01-01,complaint,我要退款" q i }'
}

# bats test_tags=long
@test "killed at many moments: all rows or none, the index too" {
	store
	many 500 old | log -q >acc
	mv s.db base.db
	many 4000 new >log.csv
	cp base.db s.db
	began=$(date +%s%N)
	log -q log.csv >acc
	took=$(($(date +%s%N) - began))
	none=0 killed=0
	kills=$(soak 30 500)
	for i in $(seq "$kills"); do
		cp base.db s.db
		rm -f s.db-journal
		feedback-log -q -d s.db log.csv >acc 2>&1 &
		pid=$!
		sleep "$(awk -v t=$took -v i="$i" -v r=$RANDOM -v n="$kills" 'BEGIN {
			printf "%.6f", t / 1e9 * (i - r / 32768) / n * 1.1 }')"
		kill -9 $pid 2>/dev/null || :
		ended=0
		wait $pid || ended=$?
		[ $ended = 0 ] || [ $ended = 137 ]
		[ $ended = 0 ] || killed=$((killed + 1))
		clean
		rows=$(sql 'SELECT count(*) FROM feedback')
		found=$(feedback-list -d s.db --match=退款 --no-header | wc -l)
		[ "$rows" = "$found" ]
		case $rows in
		500) none=$((none + 1)); [ $ended = 137 ] ;;
		4500) ;;
		*) echo "$rows rows"; return 1 ;;
		esac
	done
	echo "$killed killed, $none with no row"
	[ $killed -ge 5 ] && [ $none -ge 5 ]
}

@test "a disk that is full: status 2, nothing changes, and there is room again later" {
	store
	many 5000 x >log.csv
	sql .dump >before
	size=$(($(stat -c %s s.db) / 1024))
	for more in 8 64 256; do
		run -2 --separate-stderr bash -c "trap '' XFSZ; ulimit -f $((size + more));
			exec feedback-log -q -d s.db log.csv"
		[ -z "$output" ]
		[[ $stderr == "feedback-log: "*"s.db: File too large" ]]
		unchanged
	done
	run -0 log -q log.csv
	logged 5000 5000 0 0 0
	clean
}

@test "what could not be printed is said to be committed" {
	store
	full() { "$@" >/dev/full; }
	run -2 --separate-stderr full feedback-log -d s.db --kind=praise --text=
	[ "$stderr" = \
		"feedback-log: standard output (case_id 1 is committed): No space left on device" ]
	[ "$(sql 'SELECT count(*) FROM feedback')" = 1 ]
}

@test "the default store is made, and it is said" {
	run -0 --separate-stderr feedback-log --kind=praise --text=x --no-header
	same 1
	says "created store $CUSTKIT_DB"
	run -2 --separate-stderr feedback-log -d none.db --kind=praise --text=
	says "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
}

@test "words of another system: in any case, in Chinese, and by a file" {
	cust-init -d w.db
	cat >w.csv <<-'END'
	kind,channel,severity,date,text
	投诉,电话,高,2024-12-16,坏
	Complaint,E-Mail,Urgent,2024-12-17,late
	QUESTION,live chat,Low,2024-12-17,how
	END
	run -0 feedback-log -q -d w.db w.csv
	run -0 sqlite3 w.db 'SELECT kind, channel, severity FROM feedback'
	same 'complaint|phone|high
complaint|mail|critical
question|chat|low'
	run -0 feedback-log -q -d w.db --kind=建议 --channel=Website --text=x
	[ "$(sqlite3 w.db 'SELECT kind, channel FROM feedback WHERE case_id = 4')" = 'suggestion|web' ]
	# the file of the user comes first
	printf '%s\n' column,word,value kind,Incident,complaint channel,电话,other kind,Joke,jest >v.csv
	printf '%s\n' kind,channel,date,text incident,电话,2025-01-01,x Joke,,2025-01-01,x >w.csv
	run -1 --separate-stderr feedback-log -q -d w.db --values=v.csv --rejects=r.csv w.csv
	says "w.csv:3: kind 'Joke' is not one of nps|csat"
	[ "$(sqlite3 w.db 'SELECT kind, channel FROM feedback WHERE case_id = 5')" = 'complaint|other' ]
	run -2 --separate-stderr feedback-log -d w.db --values=w.csv w.csv
	says "w.csv: no column 'column'"
	run -2 --separate-stderr feedback-log -d w.db --values=none.csv --kind=Joke --text=x
	says 'none.csv: No such file or directory'
}

@test "scores in words: those of CSAT, in order; others only by a file" {
	cust-init -d w.db
	printf '%s\n' kind,date,score csat,2025-01-01,非常不满意 csat,2025-01-01,不满意 csat,2025-01-01,一般 \
		csat,2025-01-01,满意 'CSAT,2025-01-01,Very Satisfied' \
		csat,2025-01-01,４ nps,2025-01-01,１０ >w.csv
	run -0 feedback-log -q -d w.db w.csv
	[ "$(sqlite3 w.db 'SELECT group_concat(score) FROM feedback')" = 1,2,3,4,5,4,10 ]
	# satisfied is not a number from 0 to 10
	printf '%s\n' kind,date,score nps,2025-01-02,满意 >w.csv
	run -2 --separate-stderr feedback-log -d w.db w.csv
	says "w.csv:2: score '满意' is not a whole number from 0 to 10, the scale of nps"
	# the file of the user comes first, for any scale
	printf '%s\n' column,word,value score,满意,5 score,愿意,9 >v.csv
	printf '%s\n' kind,date,score csat,2025-01-03,满意 nps,2025-01-03,愿意 >w.csv
	run -0 feedback-log -q -d w.db --values=v.csv w.csv
	[ "$(sqlite3 w.db "SELECT group_concat(score) FROM feedback WHERE date = '2025-01-03'")" = 5,9 ]
}

@test "the shipped words mean words of custkit" {
	cust-init
	while IFS=, read -r column word value; do
		case $column in
		kind) run -0 feedback-log -n --kind="$word" --text=x ;;
		channel | severity) run -0 feedback-log -n --kind=question \
			--text=x --"$column"="$word" ;;
		csat) printf 'date,kind,score\n2025-01-01,csat,%s\n' "$word" >s.csv
			run -0 feedback-log -n s.csv
			[[ $output = *",score,,$value"* ]] ;;
		direction) run -0 touch-log -n --customer-id=a --create \
			--channel=phone --direction="$word" ;;
		preferred_channel | birthday_calendar) run -0 cust-add -n --customer-id=a \
			--"${column/_/-}"="$word" ;;
		step) grep -q "[\"|]$value[\"|]" "$ROOT"/lib/{feedback/steps.c,service/promise.c,store/consent_log.c,points/*.c} ;;
		state) run -0 feedback-list --state="$word" ;;
		*) echo "$column: which tool?"; false ;;
		esac || { echo "$column,$word,$value"; return 1; }
	done < <(tail -n +2 "$ROOT/share/presets/values.csv")
}

# items N: so many items of 900 customers, with a text now and then.
items() {
	awk -v n="$1" 'BEGIN {
		print "customer_id,date,channel,kind,score,text"
		for (i = 0; i < n; i++)
			printf "c%d,2025-%02d-%02d,web,nps,%d,%s\n", i * 7919 % 900,
			1 + i % 12, 1 + i % 28, i % 11, i % 20 ? "" : "late again " i
	}'
}

# bats test_tags=long
@test "a large load creates the indexes last: the store is as if they had been there" {
	cust-init -d s.db
	echo 2025-01-01,nps,3 | cat <(echo date,kind,score) - | feedback-log -q -d s.db >acc
	cp s.db base.db
	items 70000 >many.csv
	feedback-log -q -d s.db --create many.csv >acc
	run -0 tail -n 1 acc
	same 2,70000,70000,0,0,0
	run -0 cust-check -d s.db --no-header
	same ''
	sqlite3 s.db "SELECT sql FROM sqlite_schema ORDER BY name" >got
	sqlite3 base.db "SELECT sql FROM sqlite_schema ORDER BY name" >want
	diff want got
	run -0 sqlite3 s.db "SELECT count(*), count(DISTINCT date), sum(score) FROM feedback
		INDEXED BY feedback_customer WHERE customer_id > ''"
	same "70000|84|$(awk -F, 'NR > 1 { s += $5 } END { print s }' many.csv)"
	# a trial leaves all as it is; so does a bad row at the end
	cp base.db s.db
	feedback-log -q -n -d s.db --create many.csv >acc
	echo c1,2025-13-01,web,nps,1, | cat many.csv - >bad.csv
	run -2 --separate-stderr feedback-log -q -d s.db --create bad.csv
	run -0 cust-check -d s.db --no-header
	sqlite3 s.db .dump | diff <(sqlite3 base.db .dump) -
}

# bats test_tags=long
@test "a large load that is killed, or whose disk is full: all rows with all indexes, or none" {
	cust-init -d base.db
	items 70000 >many.csv
	cp base.db s.db
	began=$(date +%s%N)
	feedback-log -q -d s.db --create many.csv >acc
	took=$(($(date +%s%N) - began))
	state() { sqlite3 s.db "SELECT (SELECT count(*) FROM feedback),
		(SELECT count(*) FROM sqlite_schema WHERE type = 'index')"; }
	all=$(state)
	[[ $all == 70000\|* ]]
	for more in 8 256 4096; do
		cp base.db s.db
		run -2 --separate-stderr bash -c "trap '' XFSZ
			ulimit -f $(($(stat -c %s s.db) / 1024 + more))
			exec feedback-log -q -d s.db --create many.csv"
		[[ $stderr == *"File too large"* ]]
		[ "$(state)" = "0|${all#*|}" ]
	done
	for i in $(seq "$(soak 8 200)"); do
		cp base.db s.db
		rm -f s.db-journal
		feedback-log -q -d s.db --create many.csv >acc 2>&1 &
		pid=$!
		sleep "$(awk -v t=$took -v i="$i" -v n="$(soak 8 200)" 'BEGIN {
			printf "%.6f", t / 1e9 * i / (n + 1) }')"
		kill -9 $pid 2>/dev/null || :
		wait $pid || :
		cust-check -d s.db >faults || { cat faults; return 1; }
		case $(state) in "$all" | "0|${all#*|}") ;; *) state; return 1 ;; esac
	done
}

@test "--date in another form: what to write, not an option that is only for CSV" {
	cust-init -d zh.db
	echo customer_id >none.csv
	one() { feedback-log -d zh.db --customer-id=c --create --kind=praise --date=2026/3/5 "$@"; }
	for input in "" none.csv; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr one $input
		[ "${stderr_lines[0]}" = "feedback-log: date '2026/3/5' is not a date (YYYY-MM-DD)" ]
	done
	# of a cell, --date-format is the answer
	printf '%s\n' customer_id,date c,2026/3/5 >cell.csv
	run -2 --separate-stderr feedback-log -d zh.db --create --kind=praise cell.csv
	[[ $stderr == *"YYYY-MM-DD; use --date-format"* ]]
}
