#!/usr/bin/env bats
# kano-calc: pairs of answers to categories, and how sure they are.

load helper

# wants NAME VALUE TOLERANCE: the only row of $output has it.
wants() { near "$(cell "$1")" "$2" "$3"; }

# answers CATEGORY=COUNT...: a wide table with so many pairs of each category, for the feature x.
answers() {
	local c i who=0
	declare -A pair=([A]=like,neutral [O]=like,dislike [M]=neutral,dislike \
		[I]=live-with,expect [R]=must-be,like [Q]=dislike,dislike)
	echo respondent,x.functional,x.dysfunctional
	for c; do
		for ((i = 0; i < ${c#*=}; i++)); do
			echo "r$((++who)),${pair[${c%=*}]}"
		done
	done
}

# The same table long.
long() {
	awk -F, 'NR == 1 { print "respondent,item,part,value"; next }
		{ print $1 ",x,functional," $2; print $1 ",x,dysfunctional," $3 }'
}

bad() { # MESSAGE: stdin is refused so
	run -2 --separate-stderr kano-calc "${@:2}"
	[ "$(wc -l <<<"$output")" -le 2 ]	# the rows before it at most
	says "kano-calc: $1"
}

@test "Kano's 25 cells, in numbers, words and Chinese" {
	local words=(like must-be neutral live-with dislike) han=(很喜欢 理所当然 无所谓 能忍受 不喜欢)
	local table=(QAAAO RIIIM RIIIM RIIIM RRRRQ)
	for f in 0 1 2 3 4; do
		for d in 0 1 2 3 4; do
			for pair in "$((f + 1)),$((d + 1))" "${words[f]},${words[d]}" \
				"${han[f]},${han[d]}"; do
				run -0 --separate-stderr kano-calc \
					<(printf '%s\n' x.functional,x.dysfunctional "$pair")
				[ "$(columns n,category | tail -n 1)" = "1,${table[f]:d:1}" ] ||
					{ echo "$pair: $output"; return 1; }
				[ -z "$stderr" ]
			done
		done
	done
}

@test "a hundred answers worked by hand, wide and long" {
	answers A=20 O=35 M=25 I=15 R=3 Q=2 >wide.csv
	long <wide.csv >long.csv
	for form in wide long; do
		run -0 --separate-stderr kano-calc $form.csv
		[ -z "$stderr" ]
		[ "$(columns \
			item,n,attractive,one_dimensional,must_be,indifferent,reverse,questionable,category,verdict | tail -n 1)" = \
			"x,100,20,35,25,15,3,2,O,not distinct" ]
		wants better .578947 5e-7
		wants worse -.631579 5e-7
		wants strength .1 1e-12
		wants total_strength .8 1e-12
		wants fong 10.6932 5e-5
	done
	# 55 of 95 and 60 of 95 after Wilson, by the formula
	wilson() { # HITS N SIGN
		awk -v k="$1" -v n="$2" -v s="$3" 'BEGIN { z = 1.959963985; p = k / n
		printf "%.9f",
		(p + z * z / (2 * n) + s * z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / \
		(1 + z * z / n) }'
	}
	wants better_low "$(wilson 55 95 -1)" 1e-6
	wants better_high "$(wilson 55 95 1)" 1e-6
	wants worse_low "-$(wilson 60 95 1)" 1e-6
	wants worse_high "-$(wilson 60 95 -1)" 1e-6
}

@test "five published features (the README of R's stp25kano)" {
	cat >counts.csv <<-END
	item,M,O,A,I,R,Q
	Service app,95,123,45,33,0,0
	Excellent service,101,54,54,81,3,3
	Hotline,15,24,121,124,6,6
	Loan machine,65,87,93,51,0,0
	Ready-to-use return,9,18,83,177,6,3
	END
	run -0 --separate-stderr kano-calc --counts counts.csv
	[ -z "$stderr" ]
	columns item,n,better,worse,fong,verdict,category,rule |
		awk -F, 'NR > 1 { printf "%s,%d,%.3f,%.3f,%.1f,%s,%s,%s\n", $1, $2, $3, $4, $5, $6,
		$7, $8 }' >got
	diff - got <<-END
	Service app,296,0.568,-0.736,19.4,distinct,O,O
	Excellent service,296,0.372,-0.534,18.5,distinct,M,M
	Hotline,296,0.511,-0.137,19.8,not distinct,I,A
	Loan machine,296,0.608,-0.514,18.5,not distinct,A,O
	Ready-to-use return,296,0.352,-0.094,19.9,distinct,I,I
	END
	# The output is a table of counts itself, and gives itself.
	kano-calc --counts counts.csv >once
	kano-calc --counts once | diff once -
}

@test "answers and their counts give the same" {
	answers A=3 O=1 M=4 I=1 R=5 Q=9 >wide.csv
	kano-calc wide.csv >got
	printf '%s\n' item,attractive,one_dimensional,must_be,indifferent,reverse,questionable \
		x,3,1,4,1,5,9 | kano-calc --counts | diff - got
}

@test "the order of the rows, and of the files, changes nothing" {
	answers A=20 O=35 M=25 I=15 R=3 Q=2 | long >long.csv
	kano-calc long.csv >want
	{ head -n 1 long.csv; tail -n +2 long.csv | tac; } >back.csv
	kano-calc back.csv | diff want -
	head -n 51 long.csv >one.csv
	{ head -n 1 long.csv; tail -n +52 long.csv; } >two.csv
	kano-calc two.csv one.csv | diff want -
	kano-calc - <long.csv | diff want -
}

@test "no respondent, one respondent, all questionable" {
	run -0 --separate-stderr kano-calc <(answers)
	same "item,n,attractive,one_dimensional,must_be,indifferent,reverse,questionable,category,rule,better,better_low,better_high,worse,worse_low,worse_high,strength,total_strength,fong,verdict
x,0,0,0,0,0,0,0,,,,,,,,,,,,"
	[ -z "$stderr" ]
	run -0 kano-calc <(answers M=1)
	[ "$(columns n,category,rule,better,worse,strength,total_strength,verdict | tail -n 1)" = \
		"1,M,M,0,-1,1,1,not distinct" ]
	wants worse_high -.206549 5e-7
	run -0 kano-calc <(answers Q=7)
	[ "$(columns \
		n,questionable,category,rule,better,better_low,better_high,worse,worse_low,worse_high,strength,total_strength | tail -n 1)" = "7,7,Q,Q,,,,,,,1,0" ]
	run -0 kano-calc -f json <(answers)
	[ "$(jq -c '[.n, .category, .better, .verdict]' <<<"$output")" = '[0,null,null,null]' ]
	run -0 kano-calc --counts <(echo item,A,O,M,I,R,Q)
	[ "${#lines[@]}" = 1 ]
}

@test "answers without the other half are counted, not guessed" {
	run -0 --separate-stderr kano-calc \
		<(printf '%s\n' x.functional,x.dysfunctional like,dislike like, ,dislike ,)
	[ "$(columns n,one_dimensional | tail -n 1)" = 1,1 ]
	says "kano-calc: left out 2 answers without the other part"
	run -0 --separate-stderr kano-calc \
		<(printf '%s\n' customer_id,item,part,value a,x,functional,1 a,x,dysfunctional, \
		b,y,functional,)
	[ "$(cells item,n)" = $'x,0\ny,0' ]
	[ "$stderr" = "kano-calc: left out 1 answer without the other part" ]
	run -0 --separate-stderr kano-calc -q <(printf '%s\n' x.functional,x.dysfunctional like,)
	[ -z "$stderr" ]
}

@test "--by: a row for each group and feature, groups bytewise" {
	cat >long.csv <<-END
	customer_id,segment,item,part,value
	c1,new,x,functional,1
	c1,new,x,dysfunctional,5
	c2,Old,x,functional,3
	c2,Old,x,dysfunctional,5
	c2,Old,y,functional,1
	c2,Old,y,dysfunctional,3
	c3,,y,dysfunctional,1
	c3,,y,functional,1
	END
	run -0 --separate-stderr kano-calc --by=segment long.csv
	[ "$(columns segment,item,n,category)" = "segment,item,n,category
,x,0,
,y,1,Q
Old,x,1,M
Old,y,1,A
new,x,1,O
new,y,0," ]
	run -0 kano-calc --by=g <(printf '%s\n' g,x.functional,x.dysfunctional b,1,5 a,3,5 b,1,5)
	[ "$(cells g,n,category)" = $'a,1,M\nb,2,O' ]
	run -0 kano-calc --counts --by=g \
		<(printf '%s\n' g,item,A,O,M,I,R,Q b,x,1,0,0,0,0,0 a,x,0,1,0,0,0,0)
	[ "$(cells g,item,category)" = $'b,x,A\na,x,O' ]
	bad "long.csv: no column 'nation'" --by=nation long.csv
	echo c1,old,y,functional,1 >>long.csv
	bad "long.csv:10: segment 'old' differs from 'new' of 'c1' in line 2" --by=segment long.csv
	# without --by nobody asks
	run -0 --separate-stderr kano-calc long.csv
	bad "duplicate column 'item' in the output" --by=item <(answers Q=1 | long)
}

@test "respondent goes before customer_id" {
	run -0 kano-calc <(printf '%s\n' customer_id,respondent,item,part,value a,1,x,functional,1 \
		a,2,x,functional,1 a,1,x,dysfunctional,5 a,2,x,dysfunctional,5)
	[ "$(columns n | tail -n 1)" = 2 ]
}

@test "bad values: file, line, column and reason" {
	printf '%s\n' respondent,light.functional,light.dysfunctional a,like,dislike \
		b,maybe,dislike c,like,6 d,1,5 >w.csv
	bad "w.csv:3: light.functional 'maybe' is not a valid answer (1 to 5, like, must-be, neutral, live-with or dislike)" w.csv
	run -1 --separate-stderr kano-calc --skip-bad w.csv
	[ "$(columns n,one_dimensional | tail -n 1)" = 2,2 ]
	says "w.csv:3: light.functional 'maybe' is not a valid answer"
	says "w.csv:4: light.dysfunctional '6' is not a valid answer"
	answers O=1 | long >ok.csv
	line() {
		{ cat ok.csv; echo "$2"; } >l.csv
		bad "l.csv:4: $1" l.csv
		# and nothing of the row is kept
		run -1 --separate-stderr kano-calc --skip-bad l.csv
		[ "$(cells item,n,one_dimensional)" = x,1,1 ]
	}
	line "value '0' is not a valid answer" r2,x,functional,0
	line "part 'both' is neither functional nor dysfunctional" r2,x,both,1
	line "part '' is neither functional nor dysfunctional" r2,x,,1
	line "item is empty" r2,,functional,1
	line "duplicate answer to item 'x' by 'r1': functional" r1,x,functional,1
	line "duplicate answer to item 'x' by 'r1': dysfunctional" r1,x,dysfunctional,5
	line "respondent '' is empty" \
		,x,functional,1
	line "respondent '$(printf 'x%.0s' {1..65})' is longer than 64 bytes or has control characters" "$(printf 'x%.0s' {1..65}),x,functional,1"
	line "3 cells but the header has 4" r2,x,functional
	printf '%s\n' respondent,x.functional,x.dysfunctional a,1,5 b,1,5 a,3,3 >w.csv
	bad "w.csv:4: duplicate respondent 'a' (first on line 2)" w.csv
}

@test "a header that is not valid" {
	head() { echo "$2" >h.csv; bad "h.csv:${1/#[!0-9]/ &}" h.csv; }
	head "no column 'item' and no column of answers; the columns are 'respondent', 'x', 'functional'" \
		respondent,x,functional
	head "no column 'item' and no column of answers; the columns are separated by ';', not ',' (use --separator=auto)" \
		'respondent;x.functional;x.dysfunctional'
	head "no column 'item' and no column of answers" .functional,.dysfunctional
	head "column 'x.functional' has no matching dysfunctional column" \
		x.functional,y.functional,y.dysfunctional
	head "column 'x.dysfunctional' has no matching functional column" x.dysfunctional
	head "no column 'respondent'" item,part,value
	head "no column 'part'" respondent,item,value
	head "no column 'value'" respondent,item,part
	echo respondent,item,item >h.csv
	bad "h.csv: columns 'item' and 'item' are the same (use --rename='item[1]=item' or --ignore)" \
		h.csv
	counts() { echo "$2" >h.csv; bad "h.csv: $1" --counts h.csv; }
	counts "no column 'item'" A,O,M,I,R,Q
	counts "no column 'questionable'" item,A,O,M,I,R
}

@test "--counts: numbers that are not counts" {
	printf '%s\n' item,A,O,M,I,R,Q x,1,2,3,4,5,6 y,1,2,3.5,4,5,6 z,-1,2,3,4,5,6 ,1,1,1,1,1,1 \
		v,1,2,3,4,5,1000000000001 w,1,,3,4,5,6 >c.csv
	bad "c.csv:3: M '3.5' is not a whole number from 0 to 1000000000000" --counts c.csv
	run -1 --separate-stderr kano-calc --counts --skip-bad c.csv
	[ "$(cells item,n)" = x,21 ]
	says "c.csv:4: A '-1' is not a whole number from 0 to 1000000000000"
	says "c.csv:5: item is empty"
	says "c.csv:6: Q '1000000000001' is not a whole number from 0 to 1000000000000"
	says "c.csv:7: O '' is not a whole number from 0 to 1000000000000"
	run -0 kano-calc --counts <(printf '%s\n' item,A,O,M,I,R,Q x,1000000000000,0,0,0,0,0)
	[ "$(columns n,category,better,verdict | tail -n 1)" = "1000000000000,A,1,distinct" ]
}

@test "--explain says the rule, the numbers and the cut" {
	printf '%s\n' item,M,O,A,I,R,Q hundred,25,35,20,15,3,2 hotline,15,24,121,124,6,6 \
		odd,1,0,0,2,20,0 none,0,0,0,0,0,0 >c.csv
	run -0 kano-calc --counts --explain -f json c.csv
	# 35 - 5 % of 100; 124 - 5 % of 296; 20 - 5 % of 23, sqrt(22 (46 - 22) / 46) 1.65 = 5.59
	[ "$(jq -r .explain <<<"$output")" = \
		"O has 35 of 100 answers, M has 25: a difference of 10 (10.7 or more is distinct); the first of M O A I with 30 or more is O
I has 124 of 296 answers, A has 121: a difference of 3 (19.8 or more is distinct); the first of M O A I with 109.2 or more is A
R has 20 of 23 answers, I has 2: a difference of 18 (5.6 or more is distinct); none of M O A I has 18.85 or more
no answers" ]
	kano-calc --counts c.csv >without
	kano-calc --counts --explain c.csv | sed 's/,\(explain\|".*"\|no answers\)$//' |
		diff without -
	run -0 kano-calc --explain <(answers A=1)
	[[ $output == \
		*"A has 1 of 1 answers, M has 0: a difference of 1 (1.2 or more is distinct); the first of M O A I with 0.95 or more is A"* ]]
}

@test "the store: a hundred answers, byte for byte what CSV gives" {
	answers A=20 O=35 M=25 I=15 R=3 Q=2 | long >long.csv
	cust-init -d s.db
	survey-log -q -d s.db --survey=features --date=2025-01-10 long.csv >acc
	for options in '' --explain --by=respondent; do
		run -0 --separate-stderr kano-calc -d s.db --survey=features $options
		[ -z "$stderr" ]
		kano-calc $options long.csv | diff - <(echo "$output")
	done
	run -0 kano-calc -d s.db --survey=features
	wants better .578947 5e-7
	wants worse -.631579 5e-7
	[ "$(columns category,verdict | tail -n 1)" = 'O,not distinct' ]
	# the five published ones, answer by answer
	for feature in 'Service app|M=95 O=123 A=45 I=33|O|O' \
		'Excellent service|M=101 O=54 A=54 I=81 R=3 Q=3|M|M' \
		'Hotline|M=15 O=24 A=121 I=124 R=6 Q=6|I|A'; do
		IFS='|' read -r item counts max rule <<<"$feature"
		# shellcheck disable=SC2086 # a list of counts
		answers $counts | long | sed "2,\$s/,x,/,$item,/" |
			survey-log -q -d s.db --survey=bank - >acc
		run -0 kano-calc -d s.db --survey=bank
		[ "$(columns item,n,category,rule | tail -n 1)" = "$item,296,$max,$rule" ]
	done
	[ "${#lines[@]}" = 4 ]
}

@test "the store: groups, waves, --as-of" {
	cust-init -d s.db
	printf '%s\n' customer_id,country c1,CN c2,DE | cust-add -q -d s.db >acc
	printf '%s\n' customer_id,wave,date,item,part,value c1,1,2025-01-10,x,functional,1 \
		c1,1,2025-01-10,x,dysfunctional,5 \
		c1,2,2025-02-10,x,functional,1 c1,2,2025-02-10,x,dysfunctional,3 \
		c2,1,,x,functional,3 c2,1,,x,dysfunctional,5 |
		survey-log -q -d s.db --survey=f - >acc
	run -0 --separate-stderr kano-calc -d s.db --survey=f
	[ "$(columns n,attractive,one_dimensional,must_be | tail -n 1)" = 3,1,1,1 ]
	run -0 kano-calc -d s.db --survey=f --by=wave
	[ "$(cells wave,n,category | paste -sd' ')" = '1,2,M 2,1,A' ]
	run -0 kano-calc -d s.db --survey=f --by=country
	[ "$(cells country,n,category | paste -sd' ')" = 'CN,2,O DE,1,M' ]
	run -0 kano-calc -d s.db --survey=f --wave=2
	[ "$(cells n,category)" = 1,A ]
	for day in 2025-01-09:1 2025-01-10:2 2025-02-09:2 2025-02-10:3; do
		run -0 kano-calc -d s.db --survey=f --as-of="${day%:*}"
		[ "$(cells n)" = "${day#*:}" ]
	done
	# the same of CSV
	survey-list -d s.db >f.csv
	kano-calc --by=wave f.csv | diff - <(kano-calc -d s.db --survey=f --by=wave)
	run -0 kano-calc --by=wave <(printf '%s\n' respondent,wave,x.functional,x.dysfunctional \
		a,1,1,5 a,2,1,3)
	[ "$(cells wave,category | paste -sd' ')" = '1,O 2,A' ]
}

@test "the store: no answers, damaged values, misuse" {
	cust-init -d s.db
	run -0 --separate-stderr kano-calc -d s.db --survey=f --as-of=2025-01-10
	[ "${#lines[@]}" = 1 ]
	[ "$stderr" = "kano-calc: no answers to survey 'f' by 2025-01-10" ]
	survey-log -d s.db --survey=f --respondent=r --item=x --part=functional --value=maybe >acc
	bad "answer_id 1: value 'maybe' is not a valid answer (1 to 5, like, must-be, neutral, live-with or dislike)" -d s.db --survey=f
	run -1 --separate-stderr kano-calc -d s.db --survey=f --skip-bad
	[ "${#lines[@]}" = 1 ]
	# one line, whatever it quotes
	survey-log -d s.db --survey=g --respondent=r --item=x --part=functional \
		--value=$'a\nb\e[2J客' >acc
	bad "answer_id 2: value 'a?b?[2J客' is not a valid answer" -d s.db --survey=g
	[ "${#stderr_lines[@]}" = 1 ]
	bad "-d requires --survey=NAME" -d s.db
	bad "unexpected operand 'x.csv': with -d the answers come from the store" -d s.db \
		--survey=f x.csv
	bad "--survey, --wave and --as-of require -d" --survey=f x.csv
	for option in '-d s.db' -D --survey=f --wave=1 --as-of=2025-01-10; do
		# shellcheck disable=SC2086 # an option and its argument
		bad "--counts requires CSV; it cannot be used with a store, --survey, --wave or --as-of" --counts $option
	done
	bad "the store has no column 'colour' to group by; it has wave, customer_id, respondent, and the customer's name," -d s.db --survey=f --by=colour
}

@test "the share of nobody is 0 in a table for people, not -0" {
	printf '%s\n' item,A,O,M,I,R,Q app,2,0,0,3,0,0 >counts.csv
	run -0 kano-calc --counts -t --columns=item,worse counts.csv
	same $'item  worse\napp       0'
}
