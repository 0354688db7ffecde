#!/usr/bin/env bats
# survey-log: answers into the store, one by options or many from CSV; what is refused.

load helper

# answers: all of them, a line each, the columns behind the number.
answers() {
	sqlite3 "${1:-s.db}" "SELECT survey, wave, date, customer_id, respondent, item, part, value
		FROM answer ORDER BY answer_id"
}

# bad MESSAGE ROW...: rows behind a good header are refused so, and nothing is recorded.
bad() {
	{ echo survey,wave,date,customer_id,respondent,item,part,value;
		printf '%s\n' "${@:2}"; } >bad.csv
	run -2 --separate-stderr survey-log -d s.db bad.csv
	[ -z "$output" ]
	says "survey-log: bad.csv:$1"
	says "survey-log: nothing loaded"
	[ -z "$(answers)" ]
}

store() {
	cust-init -d s.db
	printf 'customer_id,name\nc1,王\nc2,Bob\n' | cust-add -q -d s.db >acc
}

@test "one answer by options: its number, and all its fields" {
	store
	run -0 --separate-stderr survey-log -d s.db --survey=servqual --wave=2025Q1 \
		--date=2025-03-01T10:30 --customer-id=c1 \
		--item=5 --part=expectation --value=7
	same $'answer_id\n1'
	[ -z "$stderr" ]
	run -0 survey-log -d s.db --survey=visits --date=2025-03-02 --respondent='店 12' \
		--item=greeting --value=1 --no-header
	same 2
	run -0 answers
	same $'servqual|2025Q1|2025-03-01T10:30:00|c1||5|expectation|7\nvisits||2025-03-02||店 12|greeting||1'
	[ "$(sqlite3 s.db 'SELECT tool, read, added FROM batch WHERE batch > 1')" = \
		$'survey-log|1|1\nsurvey-log|1|1' ]
}

@test "the date is now where an option does not say it, and none where a CSV does not" {
	store
	before=$(date -u +%FT%T)
	survey-log -d s.db --survey=s --customer-id=c1 --item=1 --value=7 >acc
	after=$(date -u +%FT%T)
	at=$(sqlite3 s.db 'SELECT date FROM answer')
	[[ ! $at < $before && ! $at > $after ]]
	echo c2,1,7 | sed '1icustomer_id,item,value' | survey-log -q -d s.db --survey=s - >acc
	[ "$(sqlite3 s.db "SELECT date IS NULL FROM answer WHERE customer_id = 'c2'")" = 1 ]
}

@test "many from CSV, with the rest by options; the accounting adds up" {
	store
	printf '%s\n' item,value,customer_id,respondent 1,7,c1, 1,5,,guest 2,6,c1, >a.csv
	run -0 --separate-stderr survey-log -d s.db --survey=servqual --wave=2025Q1 \
		--part=perception --date=2025-03-01 a.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,3,0,0,0'
	[ "$stderr" = "survey-log: answer_id 1 to 3" ]
	run -0 answers
	same 'servqual|2025Q1|2025-03-01|c1||1|perception|7
servqual|2025Q1|2025-03-01||guest|1|perception|5
servqual|2025Q1|2025-03-01|c1||2|perception|6'
	[ "$(sqlite3 s.db 'SELECT batch, read, added, updated, unchanged, rejected FROM batch
		WHERE batch = 2')" = '2|3|3|0|0|0' ]
	# another survey of the same answers: the bytes are known
	run -2 --separate-stderr survey-log -d s.db --survey=other a.csv
	says "survey-log: already loaded as batch 2 (use --again to load it twice)"
	run -0 survey-log -q -d s.db --survey=other --again - <a.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,3,3,0,0,0'
}

@test "a column and an option of the same field: one of them" {
	store
	printf '%s\n' survey,customer_id,item,value x,c1,1,7 >a.csv
	run -2 --separate-stderr survey-log -d s.db --survey=servqual a.csv
	[ "${stderr_lines[0]}" = \
		"survey-log: --survey: the table has a column 'survey' (use --ignore=survey to ignore it)" ]
	run -0 survey-log -q -d s.db --survey=servqual --ignore=survey a.csv
	[ "$(sqlite3 s.db 'SELECT survey FROM answer')" = servqual ]
}

@test "who: a customer of the store, a respondent, or both" {
	store
	bad "2: customer_id '' is empty, and so is respondent; give one of them" s,,,,,1,,7
	bad "3: customer_id 'c9' is not in the store (add it with cust-add or use --create)" \
		s,,,c1,,1,,7 s,,,c9,,1,,7
	bad "2: respondent '$(printf 'x%.0s' {1..60})' is longer than 64 bytes or has control characters" "s,,,,$(printf 'x%.0s' {1..65}),1,,7"
	run -2 --separate-stderr survey-log -d s.db --survey=s --item=1 --value=7
	[ "$stderr" = \
		"survey-log: customer_id '' is empty, and so is respondent; give one of them" ]
	run -2 --separate-stderr survey-log -d s.db --survey=s --item=1 --value=7 --customer-id=c9
	[ "$stderr" = \
		"survey-log: customer_id 'c9' is not in the store (add it with cust-add or use --create)" ]
	[ -z "$(answers)" ]
	run -0 --separate-stderr survey-log -d s.db --survey=s --item=1 --value=7 --customer-id=c9 \
		--respondent=clerk --create
	says "survey-log: created 1 customer"
	[ "$(answers | cut -d'|' -f4,5)" = 'c9|clerk' ]
	[ "$(sqlite3 s.db "SELECT count(*) FROM customer WHERE customer_id = 'c9'")" = 1 ]
}

@test "a customer answers an item only once in a wave" {
	store
	bad "3: the row is already in the store" s,,,c1,,1,,7 s,,2025-01-01,c1,,1,,5
	bad "3: the row is already in the store" s,w,,,r,1,p,7 s,w,,,r,1,p,7
	good=(--customer-id=c1 --survey=s --wave=1 --item=1 --part=expectation --value=7)
	survey-log -d s.db "${good[@]}" >acc
	run -2 --separate-stderr survey-log -d s.db "${good[@]}" --date=2025-01-01
	[ "$stderr" = "survey-log: the row is already in the store" ]
	[ -z "$output" ]
	# any other survey, wave, part, item, customer or respondent is another answer
	for other in survey=t wave=2 part=perception item=2 customer-id=c2 respondent=r; do
		run -0 survey-log -d s.db "${good[@]}" --$other
	done
	[ "$(answers | wc -l)" = 7 ]
	# in a load the others can be kept
	printf '%s\n' customer_id,survey,wave,item,part,value c1,s,1,1,expectation,6 \
		c1,s,3,1,expectation,6 >a.csv
	run -1 --separate-stderr survey-log -d s.db --rejects=rest.csv a.csv
	same $'batch,read,added,updated,unchanged,rejected\n9,2,1,0,0,1'
	run -0 cat rest.csv
	same 'customer_id,survey,wave,item,part,value,file,line,column,reason
c1,s,1,1,expectation,6,a.csv,2,,the row is already in the store'
}

@test "what must be there: survey, item, value" {
	store
	bad "2: survey '' is empty" ,,,c1,,1,,7
	bad "2: item '' is empty" s,,,c1,,,,7
	bad "2: value '' is empty" s,,,c1,,1,,
	for name in survey item value; do
		header=$(tr ' ' '\n' <<<"survey customer_id item value" | grep -vx $name |
			paste -sd,)
		echo "$header" >h.csv
		run -2 --separate-stderr survey-log -d s.db h.csv
		[ "$stderr" = \
			"survey-log: h.csv: no column '$name'; the columns are $(sed "s/,/', '/g; s/.*/'&'/" h.csv)" ]
		options=(--survey=s --item=1 --value=7 --customer-id=c1)
		run -2 --separate-stderr survey-log -d s.db $(printf '%s\n' "${options[@]}" |
			grep -v -e "--$name")
		[ "$stderr" = "survey-log: $name '' is empty" ]
	done
	echo survey,customer_id,item,value,subject >h.csv
	run -2 --separate-stderr survey-log -d s.db h.csv
	[ "$stderr" = \
		"survey-log: unknown column 'subject' (use --ignore=subject to ignore it); the columns are 'survey', 'customer_id', 'item', 'value', 'subject'" ]
	[ -z "$(answers)" ]
}

@test "dates: no day, not yet, with an offset, in other forms" {
	store
	bad "2: date '2025-02-29' is not a valid date" s,,2025-02-29,c1,,1,,7
	bad "2: date '2199-12-31' is in the future" s,,2199-12-31,c1,,1,,7
	bad "2: date 'March' is not a date (YYYY-MM-DD; use --date-format for other formats)" \
		s,,March,c1,,1,,7
	bad "2: date '2025-03-01T10:00Z' has an offset" s,,2025-03-01T10:00Z,c1,,1,,7
	run -2 --separate-stderr survey-log -d s.db --survey=s --customer-id=c1 --item=1 --value=7 \
		--date="$(date -u -d tomorrow +%F)"
	says "is in the future"
	printf '%s\n' customer_id,item,value,date c1,1,7,01/03/2025 >a.csv
	run -0 survey-log -q -d s.db --survey=s --date-format=%d/%m/%Y a.csv
	[ "$(answers | cut -d'|' -f3)" = 2025-03-01 ]
	# the last hour of the year in Greenwich is the next in Shanghai
	printf '%s\n' customer_id,item,value,date c2,1,7,2024-12-31T16:30:00Z >b.csv
	run -0 survey-log -q -d s.db --survey=s --tz=Asia/Shanghai b.csv
	[ "$(answers | tail -n 1 | cut -d'|' -f3)" = 2025-01-01T00:30:00 ]
}

@test "any text comes through: 客户, quotes, lines, a mebibyte; GB18030 is told the way" {
	store
	{ echo customer_id,item,value; printf 'c1,"多快好省 ""quick""\nenough?","it is\r\n好"\n';
		printf 'c2,long,'; head -c 1048576 /dev/zero | tr '\0' x; echo; } >a.csv
	run -0 survey-log -q -d s.db --survey=调查 a.csv
	run -0 survey-list -d s.db --format=json --where "customer_id = 'c1'"
	jq -e '.survey == "调查" and .item == "多快好省 \"quick\"\nenough?" and .value == "it is\r\n好"' \
		<<<"$output"
	[ "$(sqlite3 s.db "SELECT length(value) FROM answer WHERE item = 'long'")" = 1048576 ]
	printf 'customer_id,item,value\nc1,1,\xbf\xcd\xbb\xa7\n' >gb.csv
	run -2 --separate-stderr survey-log -d s.db --survey=s gb.csv
	says "--encoding=GB18030"
	run -2 --separate-stderr survey-log -d s.db --survey=$'\xbf\xcd' --customer-id=c1 --item=1 \
		--value=1
	[ "${stderr_lines[0]}" = "survey-log: --survey is not UTF-8" ]
}

@test "--dry-run says what would be, and changes nothing" {
	store
	printf '%s\n' customer_id,item,value c1,1,7 c3,1,7 >a.csv
	run -0 --separate-stderr survey-log -n -d s.db --survey=s --create a.csv
	same 'answer_id,field,old,new
1,answer_id,,1
1,survey,,s
1,customer_id,,c1
1,item,,1
1,value,,7
2,answer_id,,2
2,survey,,s
2,customer_id,,c3
2,item,,1
2,value,,7'
	run -0 survey-log -n -d s.db --survey=s --customer-id=c1 --item=1 --value=7
	[ -z "$(answers)" ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM customer')" = 2 ]
}

@test "forty at once all land, numbered without gaps" {
	store
	for i in $(seq 40); do
		survey-log -q -d s.db --survey=s --customer-id=c1 --item="$i" --value=7 \
			--no-header >n.$i &
	done
	wait
	[ "$(cat n.* | sort -n | paste -sd' ')" = "$(seq -s' ' 40)" ]
	[ "$(sqlite3 s.db 'SELECT count(*), min(answer_id), max(answer_id) FROM answer')" = \
		'40|1|40' ]
	run -0 cust-check --no-header -d s.db
	[ -z "$output" ]
}

# same_analysis FILE TOOL OPTION...: the store tells of the survey s what the file tells.
same_analysis() {
	"$2" "${@:3}" "$1" >from-file 2>file-notes
	"$2" "${@:3}" -d s.db --survey=s >from-store 2>store-notes
	cmp from-file from-store
	cmp file-notes store-notes
	[ "$(wc -l <from-file)" -gt 1 ]
}

@test "a wide table of kano-calc: the first row answers the last item only" {
	store
	printf '%s\n' respondent,wave,light.functional,light.dysfunctional,box.Functional,box.dysfunctional \
		r3,,,,1,5 r1,,like,dislike,2,3 r2,,,,, r1,2,1,,must-be,4 >w.csv
	run -0 --separate-stderr survey-log -d s.db --survey=s w.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,4,3,0,1,0'
	[ "$stderr" = "survey-log: answer_id 1 to 9" ]
	run -0 answers
	same 's||||r1|light|functional|like
s||||r1|light|dysfunctional|dislike
s|2|||r1|light|functional|1
s||||r3|box|functional|1
s||||r3|box|dysfunctional|5
s||||r1|box|functional|2
s||||r1|box|dysfunctional|3
s|2|||r1|box|functional|must-be
s|2|||r1|box|dysfunctional|4'
	same_analysis w.csv kano-calc
	run -0 cust-check -d s.db
	same check,what,fault
}

@test "a wide table of servqual-calc: customers, waves, a comma as decimal sign" {
	store
	printf '%s\n' 'customer_id;E1;e2;P1;p2' 'c2;7;6,5;5;6' 'c1;6;7;5;' >w.csv
	printf '%s\n' item,dimension 1,quality 2,quality >map.csv
	reading=(--separator=';' --decimal=,)
	run -0 --separate-stderr survey-log -d s.db --survey=s --wave=1 --date=2025-03-01 \
		"${reading[@]}" w.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,2,0,0,0'
	[ "$(answers | head -2)" = 's|1|2025-03-01|c2||1|expectation|7
s|1|2025-03-01|c2||1|perception|5' ]
	servqual-calc --map=map.csv "${reading[@]}" w.csv >from-file
	run -0 servqual-calc -q --map=map.csv -d s.db --survey=s
	same "$(cat from-file)"
	[[ $output == *"item,quality,2,1,6.5,6,-0.5,"* ]]
	# a long table likewise
	printf '%s\n' 'customer_id;item;value' 'c1;1;6,5' 'c2;1;like' |
		survey-log -q -d s.db --survey=l "${reading[@]}" >acc
	[ "$(sqlite3 s.db "SELECT value FROM answer WHERE survey = 'l'")" = $'6.5\nlike' ]
	# items of its own, and who answered is not known
	printf '%s\n' '吃.expectation,吃.perception,x y.expectation,x y.perception' >v.csv
	printf '%s\n' 1,2,3,4 5,6,, 7,1,2,2 >>v.csv
	printf '%s\n' item,dimension 吃,a 'x y',b >map.csv
	sqlite3 s.db 'DELETE FROM answer'
	run -0 survey-log -q -d s.db --survey=s - <v.csv
	same $'batch,read,added,updated,unchanged,rejected\n4,3,3,0,0,0'
	same_analysis v.csv servqual-calc --map=map.csv
	[ "$(sqlite3 s.db 'SELECT count(DISTINCT respondent) FROM answer')" = 3 ]
	# the same file in another survey has respondents of its own
	run -0 survey-log -q -d s.db --survey=s --again v.csv
	[ "$(sqlite3 s.db 'SELECT count(DISTINCT respondent) FROM answer')" = 6 ]
}

@test "a wide table with a column per question: the options name the columns" {
	store
	printf '%s\n' customer_id,q1,remark,q2 c1,5,good,4 c2,,,3 >w.csv
	run -0 --separate-stderr survey-log -d s.db --survey=s --wave=1 --item-columns=q2,q1 \
		--ignore=remark w.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,2,0,0,0'
	run -0 answers
	same 's|1||c1||q2||4
s|1||c2||q2||3
s|1||c1||q1||5'
	# the same answers in a long table are the same answers
	printf '%s\n' customer_id,item,value c1,q1,5 >l.csv
	run -2 --separate-stderr survey-log -d s.db --survey=s --wave=1 l.csv
	says "nothing loaded: 1 row, 1 of them equal to stored rows"
	run -2 --separate-stderr survey-log -d s.db --survey=s --wave=1 --again --ignore=remark \
		--item-columns=q1,q2 w.csv
	says "w.csv:2: the answer to item 'q1' is already in the store"
	# nobody is named
	printf '%s\n' q1,q2 5,4 >w.csv
	run -0 survey-log -q -d s.db --survey=t --item-columns=q1,q2 w.csv
	[ "$(sqlite3 s.db "SELECT count(DISTINCT respondent), count(*) FROM answer WHERE survey = 't'")" = '1|2' ]
	# score-calc reads from the store what it reads from the file
	printf '%s\n' item,weight,min,max greet,3,0,1 queue,1,0,1 >i.csv
	printf '%s\n' subject,greet,queue a,1,0 b,1,1 >file.csv
	run -0 survey-log -q -d s.db --survey=v --rename=subject=respondent \
		--item-columns=greet,queue file.csv
	score-calc --instrument=i.csv file.csv >from-file
	run -0 score-calc --instrument=i.csv -d s.db --survey=v
	same "$(cat from-file)"
}

@test "a table that is neither long nor wide, or both: what to do" {
	store
	refused() { # HEADER ROW MESSAGE [OPTION...]
		printf '%s\n' "$1" "$2" >w.csv
		run -2 --separate-stderr survey-log -d s.db --survey=s "${@:4}" w.csv
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "survey-log: $3" ] || { echo "$stderr"; false; }
		[ -z "$(answers)" ]
	}
	refused customer_id,q1,Q2 c1,5,4 \
		"w.csv: no column 'item'; if each question has a column, use --item-columns=q1,Q2"
	refused "customer_id,how was it?,it's" c1,5,4 \
		"w.csv: no column 'item'; if each question has a column, use --item-columns='how was it?,it'\\''s'"
	refused customer_id,E1,E2 c1,5,4 \
		"w.csv: no column 'item'; if each question has a column, use --item-columns=E1,E2"
	local both="belongs to a table with an answer per row, column 'E1' to one with a column per answer; leave out the columns of one with --ignore"
	refused customer_id,item,value,E1,P1 c1,1,5,4,3 "w.csv: column 'item' $both"
	refused customer_id,part,E1,P1 c1,x,5,4 "w.csv: column 'part' $both"
	refused customer_id,Value,E1,P1 c1,x,5,4 "w.csv: column 'Value' $both"
	refused customer_id,item,value,E1 c1,1,5,4 "w.csv: column 'item' $both" --item-columns=E1
	refused customer_id,E1,P1,x.functional,x.dysfunctional c1,1,2,3,4 \
		"w.csv: column 'x.functional' belongs to kano-calc, column 'E1' to servqual-calc; load the table as two surveys, each time with --ignore for the others"
	refused customer_id,wave,q1 c1,1,2 "--item-columns: the column 'wave' is not an item" \
		--item-columns=wave,q1
	refused customer_id,q1 c1,1 "w.csv: no column 'q9'; the columns are 'customer_id', 'q1'" \
		--item-columns=q1,q9
	refused customer_id,q1 c1,1 "w.csv: columns 'q1' and 'q1' hold the same answer" \
		--item-columns=q1,Q1
	refused customer_id,q1 c1,1 "--item: the columns of the table give it" --item-columns=q1 \
		--item=x
	# one of the two forms is left out
	printf '%s\n' customer_id,item,value,E1,P1 c1,1,5,4,3 >w.csv
	run -0 survey-log -q -d s.db --survey=s --ignore=E1,P1 w.csv
	run -0 survey-log -q -d s.db --survey=t --again --ignore=item,value w.csv
	[ "$(answers | wc -l)" = 3 ]
}

@test "the weights in a wide table are ignored, and read from the file" {
	store
	printf '%s\n' respondent,E1,E2,P1,P2,weight.quality,weight.price r1,7,4,5,5,80,20 \
		r2,6,5,5,5,60,40 >w.csv
	printf '%s\n' item,dimension 1,quality 2,price >map.csv
	run -2 --separate-stderr survey-log -d s.db --survey=s w.csv
	[ "$stderr" = "survey-log: unknown columns 'weight.quality', 'weight.price' (use --ignore=weight.quality --ignore=weight.price to ignore them); the columns are 'respondent', 'E1', 'E2', 'P1', 'P2', 'weight.quality', 'weight.price'" ]
	run -0 survey-log -q -d s.db --survey=s --ignore=weight.quality --ignore=weight.price w.csv
	same_analysis w.csv servqual-calc --map=map.csv --weights-file=w.csv
	grep '^weighted' from-store
}

@test "a wide table is loaded with all rows or none" {
	store
	header=customer_id,respondent,E1,P1,E2,P2
	wide() { printf '%s\n' $header "$@" >w.csv; }
	refused() {
		run -2 --separate-stderr survey-log -d s.db --survey=s w.csv
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "survey-log: w.csv:$1" ]
		[ "${stderr_lines[1]}" = "survey-log: nothing loaded: 1 bad row of $2 (use --rejects=FILE to load the others)" ]
		[ "$(answers)" = "${3-}" ]
	}
	wide c1,,1,2,3,4 ,,1,2,3,4
	refused "3: customer_id '' is empty, and so is respondent; give one of them" 2
	wide c1,,1,2,3,4 c9,,1,2,3,4
	refused "3: customer_id 'c9' is not in the store (add it with cust-add or use --create)" 2
	wide c1,,1,2,3,4 c2,r,1,2,3,4 c1,r,5,6,7,1
	refused "4: duplicate respondent 'r' (first on line 3)" 3
	wide c1,,1,2,3,4 c1,,1,2,3,4
	refused "3: duplicate customer_id 'c1' (first on line 2)" 2
	wide c1,,1,2,, c2,,,,,
	run -0 --separate-stderr survey-log -d s.db --survey=s w.csv
	[ "$stderr" = $'survey-log: answer_id 1 to 2\nsurvey-log: no answers to 1 of 2 items' ]
	was=$(answers)
	wide c2,,1,2,3,4 c1,,,2,3,4
	refused "3: the answer to item '1' is already in the store" 2 "$was"
	run -1 --separate-stderr survey-log -q -d s.db --survey=s --rejects=r.csv w.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,2,1,0,0,1'
	run -0 tail -1 r.csv
	same "c1,,,2,3,4,w.csv,3,,the answer to item '1' is already in the store"
	[ "$(answers | wc -l)" = 6 ]
	# another wave, and the items that were open
	run -0 survey-log -q -d s.db --survey=s --wave=2 --again w.csv
	printf '%s\n' customer_id,E2,P2 c1,3,4 >w.csv
	run -0 survey-log -q -d s.db --survey=s w.csv
	was=$(answers)
	printf '%s\n' customer_id,E1,P1,x.functional c1,3,4,1 >w.csv
	run -2 --separate-stderr survey-log -d s.db --survey=t w.csv
	[ "$stderr" = "survey-log: w.csv: column 'x.functional' has no matching dysfunctional column" ]
	printf '%s\n' customer_id,E1.expectation c1,3 >w.csv
	run -2 --separate-stderr survey-log -d s.db --survey=t w.csv
	[ "$stderr" = "survey-log: w.csv: column 'E1.expectation' has no matching perception column" ]
	wide c1,,1,2,3,4
	for option in item=1 part=expectation value=3; do
		run -2 --separate-stderr survey-log -d s.db --survey=t --$option w.csv
		[ "${stderr_lines[0]}" = "survey-log: --${option%=*}: the columns of the table give it" ]
	done
	run -0 --separate-stderr survey-log -n -d s.db --survey=t w.csv
	says "would add 1 row, update 0, leave 0 unchanged, reject 0"
	[ "${lines[0]}" = answer_id,field,old,new ]
	[ "$(grep -c ,answer_id,, <<<"$output")" = 4 ]
	[ "$(answers)" = "$was" ]
	printf '%s\n' customer_id,E1,P1 new,1,2 >w.csv
	run -0 --separate-stderr survey-log -d s.db --survey=t --create w.csv
	[ "$stderr" = $'survey-log: created 1 customer\nsurvey-log: answer_id 16 to 17' ]
}
