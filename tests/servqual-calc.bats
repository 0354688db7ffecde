#!/usr/bin/env bats
# servqual-calc: expectation against perception, by item, dimension, group and weight.

load helper

W=weight.tangibles,weight.reliability,weight.responsiveness,weight.assurance,weight.empathy

# Two respondents whose gaps are worked by hand; wide, without weights.
two() {
	echo "respondent$(printf ',E%d' {1..22})$(printf ',P%d' {1..22})"
	sed 's/[ |]/,/g' <<-END
	R1,5 6 5 6|7 7 6 7 7|6 6 7 6|6 7 6 7|5 5 6 5 6,6 6 5 5|5 6 6 5 5|5 6 5 6|6 6 6 7|5 4 5 5 6
	R2,4 5 5 5|6 7 7 7 6|7 6 6 6|6 6 6 6|6 5 5 6 5,5 5 6 5|5 5 6 6 5|6 6 5 5|6 7 6 5|6 5 6 5 5
	END
}

# two_weighted R1 R2: with a line of weights for each.
two_weighted() {
	paste -d, <(two) <(printf '%s\n' "$W" "$@")
}

# Wide to long, the respondent first.
long() {
	awk -F, 'NR == 1 { n = split($0, name, ","); print "respondent,item,part,value"; next }
	{ for (i = 2; i <= n; i++) if (name[i] ~ /^[EP]/) print $1 "," substr(name[i],
		2) "," (name[i] ~ /^E/ ? "expectation" : "perception") "," $i }'
}

# is LEVEL DIMENSION ITEM COLUMN VALUE: a cell of $output (without --by), to 1e-9; "" is empty.
is() { near "$(cell "$4" level="$1" dimension="$2" item="$3")" "$5" 1e-9; }

bad() { # MESSAGE ARGUMENT...
	run -2 --separate-stderr servqual-calc "${@:2}"
	[ -z "$output" ]
	says "servqual-calc: $1"
}

@test "two respondents by hand: items, dimensions, unweighted and weighted, wide and long" {
	two >wide.csv
	long <wide.csv >long.csv
	two_weighted 11,32,22,19,16 20,20,20,20,20 >weighted.csv
	printf '%s\n' respondent,$W R2,20,20,20,20,20 R9,100,0,0,0,0 R1,11,32,22,19,16 >weights.csv
	for args in weighted.csv "--weights-file=weights.csv wide.csv" \
		"--weights-file=weights.csv long.csv"; do
		run -0 --separate-stderr servqual-calc $args
		[ -z "$stderr" ]
		[ "${#lines[@]}" = $((1 + 22 + 5 + 2)) ]
		is dimension tangibles '' gap .25
		is dimension reliability '' gap -1.3
		is dimension responsiveness '' gap -.75
		is dimension assurance '' gap -.125
		is dimension empathy '' gap -.2
		is overall '' '' gap -.425
		is weighted '' '' gap -.50725
		is weighted '' '' n 2
		is dimension reliability '' weight 26
		is dimension responsiveness '' weight 21
		# R1 and R2 expect 7 and 6 of item 5, and find 5 and 5
		is item reliability 5 expectation 6.5
		is item reliability 5 perception 5
		is item reliability 5 gap -1.5
		is item reliability 5 n 2
	done
	[[ $output == *$'\noverall,,,2,5.945,5.52,-0.425,'* ]]
	[ "$(cut -d, -f3 <<<"$output" | sed -n 2,23p | paste -sd ' ')" = "$(echo {1..22})" ]
	[ "$(cut -d, -f2 <<<"$output" | sed -n 2,23p | uniq -c | xargs)" = \
		"4 tangibles 5 reliability 4 responsiveness 4 assurance 5 empathy" ]
}

@test "the gaps of each respondent, by --by" {
	two_weighted 11,32,22,19,16 20,20,20,20,20 >w.csv
	run -0 servqual-calc --by=respondent --level=dimension w.csv
	[ "$(cut -d, -f1,3,5,8 <<<"$output")" = "respondent,dimension,n,gap
R1,tangibles,1,0
R1,reliability,1,-1.4
R1,responsiveness,1,-0.75
R1,assurance,1,-0.25
R1,empathy,1,-0.4
R2,tangibles,1,0.5
R2,reliability,1,-1.2
R2,responsiveness,1,-0.75
R2,assurance,1,0
R2,empathy,1,0" ]
	run -0 servqual-calc --by=respondent --level=overall w.csv
	[ "$(cut -d, -f1,2,5,8 <<<"$output" | tail -n +2)" = "R1,overall,1,-0.56
R1,weighted,1,-0.7245
R2,overall,1,-0.29
R2,weighted,1,-0.29" ]
}

@test "the interval is Student's; there is none for one respondent" {
	two >w.csv
	run -0 servqual-calc w.csv
	# Gaps -1.4 and -1.2: s = .1 sqrt 2, se = .1; t(.975, 1) = tan(.475 pi) = 12.7062047
	is dimension reliability '' se .1
	is dimension reliability '' low \
		"$(awk 'BEGIN { printf "%.12f", -1.3 - .1 * sin(.475 * 3.14159265358979324) / \
		cos(.475 * 3.14159265358979324) }')"
	is dimension reliability '' high \
		"$(awk 'BEGIN { printf "%.12f", -1.3 + .1 * sin(.475 * 3.14159265358979324) / \
		cos(.475 * 3.14159265358979324) }')"
	head -n 2 w.csv >one.csv
	run -0 --separate-stderr servqual-calc one.csv
	[ -z "$stderr" ]
	for column in se low high weight; do
		is overall '' '' $column ''
		is item reliability 5 $column ''
	done
	is overall '' '' n 1
	is overall '' '' gap -.56
}

@test "no answers: every row is there, n is 0, the rest is empty" {
	for empty in "$(two | head -n 1)" respondent,item,part,value "$(two |
		head -n 1)"$'\nR1'"$(printf ',%.0s' {1..44})"; do
		run -0 --separate-stderr servqual-calc <(echo "$empty")
		[ "${#lines[@]}" = 29 ]
		[ "$(tail -n +2 <<<"$output" | cut -d, -f4-11 | sort -u)" = 0,,,,,,, ]
	done
	says "overall leaves out 1 of 1 respondents, because a dimension has no gap"
	run -0 servqual-calc --by=respondent <(two | head -n 1)
	[ "${#lines[@]}" = 1 ]
}

@test "a missing half leaves out the item, a missing dimension the respondent from overall" {
	printf '%s\n' item,dimension a,one b,one c,two >map.csv
	cat >w.csv <<-END
	respondent,Ea,Eb,Ec,Pa,Pb,Pc
	r1,7,6,5,5,,4
	r2,6,6,6,6,4,
	r3,4,4,4,4,5,7
	END
	run -0 --separate-stderr servqual-calc --map=map.csv w.csv
	says "servqual-calc: left out 2 answers without the other part"
	says "servqual-calc: overall leaves out 1 of 3 respondents, because a dimension has no gap"
	is item one a gap "$(awk 'BEGIN { printf "%.12f", -2 / 3 }')"
	is item one b n 2
	is item one b gap -.5
	is item one b expectation 5
	# one: -2, -1, .5; two: -1, 3; both: (-2 - 1) / 2 = -1.5 and 1.75
	is dimension one '' gap "$(awk 'BEGIN { printf "%.12f", -2.5 / 3 }')"
	is dimension two '' n 2
	is dimension two '' gap 1
	is overall '' '' n 2
	is overall '' '' gap .125
}

@test "--by: groups bytewise, each with all rows" {
	paste -d, <(two) <(printf '%s\n' branch west East) >g.csv
	run -0 servqual-calc --by=branch g.csv
	[ "${#lines[@]}" = $((1 + 2 * 28)) ]
	[ "$(cut -d, -f1 <<<"$output" | uniq -c | xargs)" = "1 branch 28 East 28 west" ]
	grep -q '^East,dimension,reliability,,1,6.6,5.4,-1.2,,,,$' <<<"$output"
	printf '%s\n' branch,customer_id,item,part,value a,c1,1,expectation,5 b,c1,1,perception,5 \
		>l.csv
	bad "l.csv:3: branch 'b' differs from 'a' of 'c1' in line 2" --by=branch l.csv
}

@test "--level" {
	two_weighted 11,32,22,19,16 20,20,20,20,20 >w.csv
	servqual-calc w.csv >all
	for level in item:item dimension:dimension overall:'overall|weighted'; do
		run -0 servqual-calc --level=${level%%:*} w.csv
		same "$(head -n 1 all; grep -E "^(${level#*:})," all)"
	done
	servqual-calc --level=all w.csv | diff all -
}

@test "--scale, and answers beyond it" {
	two >w.csv
	run -0 servqual-calc --scale=1-9 w.csv
	run -0 servqual-calc --scale=4-7 w.csv
	bad "w.csv:2: E1 '5' is not a number from 5.5 to 7" --scale=5.5-7 w.csv
	for value in 0 8 x 6,5 NaN -1; do
		printf '%s\n' respondent,item,part,value "r,1,expectation,\"$value\"" >l.csv
		bad "l.csv:2: value '$value' is not a number from 1 to 7" l.csv
	done
	for scale in 7 1- -7 1-x 7-1 3-3 1-7-9 '' 1..2-3 ' 1-7'; do
		bad "--scale must be two numbers such as 1-7, not '$scale'" --scale="$scale" w.csv
	done
}

@test "weights that do not add up to 100 are an error, wherever they stand" {
	two >wide.csv
	for weights in 11,32,22,19,15 11,32,22,19,17 20,20,20,20,-20 -10,30,30,30,20 \
		0.11,0.32,0.22,0.19,0.16; do
		bad "--weights=$weights must be at least 0 and add up to 100" --weights=$weights \
			wide.csv
		two_weighted $weights 20,20,20,20,20 >w.csv
		bad "w.csv:2: weight.tangibles to weight.empathy must be at least 0 and add up to 100" w.csv
		printf '%s\n' respondent,$W R1,$weights >f.csv
		bad "f.csv:2: weight.tangibles to weight.empathy must be at least 0 and add up to 100" --weights-file=f.csv wide.csv
	done
	run -0 servqual-calc --weights=33.4,16.6,16.6,16.7,16.7 --level=overall wide.csv
	for weights in 1,2,3 20,20,20,20,20,0 a,b,c,d,e '' 20,20,20,20, 20,20,20,20; do
		bad "--weights must be 5 numbers separated by commas, not '$weights'" \
			--weights=$weights wide.csv
	done
}

@test "weights for all, in the answers, and from a file" {
	two >wide.csv
	run -0 --separate-stderr servqual-calc --weights=11,32,22,19,16 wide.csv
	# R2 by these: .11 * .5 - .32 * 1.2 - .22 * .75 = -.494; with R1's -.7245
	is weighted '' '' gap -.60925
	is dimension reliability '' weight 32
	run -0 servqual-calc --weights=11,32,22,19,16 <(two | long)
	is weighted '' '' gap -.60925
	# what the command line says goes before the columns
	two_weighted 20,20,20,20,20 100,0,0,0,0 >w.csv
	run -0 servqual-calc --weights=11,32,22,19,16 w.csv
	is weighted '' '' gap -.60925
	printf '%s\n' customer_id,$W R2,11,32,22,19,16 >f.csv
	run -0 --separate-stderr servqual-calc --weights-file=f.csv w.csv
	is weighted '' '' n 1
	is weighted '' '' gap -.494
	is overall '' '' n 2
	says "servqual-calc: weighted leaves out 1 of 2 respondents without weights"
	# empty ones are none
	two_weighted 11,32,22,19,16 ,,,, >w.csv
	run -0 --separate-stderr servqual-calc w.csv
	is weighted '' '' n 1
	is weighted '' '' gap -.7245
	says "weighted leaves out 1 of 2 respondents without weights"
	# without any there is no such row
	run -0 servqual-calc wide.csv
	run -1 grep weighted <<<"$output"
}

@test "weights that are not valid" {
	two >wide.csv
	bad "--weights and --weights-file cannot be used together" --weights=20,20,20,20,20 \
		--weights-file=f.csv wide.csv
	two_weighted 20,20,x,20,20 20,20,20,20,20 >w.csv
	bad "w.csv:2: weight.responsiveness 'x' is not a number" w.csv
	two_weighted 20,20,,20,40 20,20,20,20,20 >w.csv
	bad "w.csv:2: weight.tangibles to weight.empathy are incomplete" w.csv
	two_weighted 20,20,20,20,20 20,20,20,20,20 | sed 's/weight.empathy/other/' >w.csv
	bad "w.csv: column 'weight.tangibles' requires column 'weight.empathy'" w.csv
	file() { printf '%s\n' "${@:2}" >f.csv; bad "f.csv:$1" --weights-file=f.csv wide.csv; }
	file " no column 'respondent'" who,$W
	file " no column 'weight.empathy'" "respondent,${W%,*}"
	file "3: duplicate respondent 'R1'" respondent,$W R1,20,20,20,20,20 R1,20,20,20,20,20
	file "2: weight.assurance '' is not a number" respondent,$W R1,20,20,20,,40
	long_weights() {
		awk -F, -v OFS=, -v w="$1" 'NR == 1 {
			print $0, "'$W'"; next } { print $0, NR == 3 ? w : "20,20,20,20,20" }' \
			<(two | long)
	}
	long_weights 20,20,20,20,20 >l.csv
	run -0 servqual-calc l.csv
	is weighted '' '' gap -.425
	long_weights 10,30,20,20,20 >l.csv
	bad "l.csv:3: weights differ from line 2" l.csv
	long_weights ,,,, >l.csv
	bad "l.csv:3: weights differ from line 2" l.csv
}

@test "--map: other items and dimensions, and maps that are not valid" {
	printf '%s\n' item,dimension speed,digital clarity,digital help,people >map.csv
	printf '%s\n' speed.expectation,speed.perception,help.perception,help.expectation 7,5,6,6 \
		>w.csv
	run -0 --separate-stderr servqual-calc --map=map.csv --weights=70,30 w.csv
	[ "$(cut -d, -f1-4,7 <<<"$output" | tail -n +2)" = "item,digital,speed,1,-2
item,digital,clarity,0,
item,people,help,1,0
dimension,digital,,1,-2
dimension,people,,1,0
overall,,,1,-1
weighted,,,1,-1.4" ]
	[ "$stderr" = "servqual-calc: no columns for 1 of 3 items" ]
	printf '%s\n' respondent,item,part,value r,1,expectation,7 >l.csv
	bad "l.csv:2: item '1' is not in the instrument" --map=map.csv l.csv
	map() { printf '%s\n' "${@:2}" >m.csv; bad "m.csv:$1" --map=m.csv w.csv; }
	map " no column 'item'" name,dimension
	map " no column 'dimension'" item,text
	map " no items" item,dimension
	map "3: duplicate item 'a'" item,dimension a,x a,y
	map "2: item is empty" item,dimension ,x
	map "2: dimension is empty" item,dimension a,
	{ echo item,dimension; for i in {1..33}; do echo "i$i,d$i"; done; } >many.csv
	bad "many.csv: more than 32 dimensions" --map=many.csv w.csv
	bad "none.csv: No such file or directory" --map=none.csv w.csv
	CUSTKIT_SHARE=$PWD bad "$PWD/instruments/none.csv: No such file or directory" --map=none \
		w.csv
	bad "instruments/none.csv: not found; set CUSTKIT_SHARE to the folder of installed data" \
		--map=none w.csv
}

@test "wide columns: E1, e1 or 1.expectation, and one of each answer only" {
	printf '%s\n' item,dimension a,x >map.csv
	for header in Ea,Pa ea,pa a.expectation,a.perception Ea,a.perception; do
		run -0 servqual-calc --map=map.csv <(printf '%s\n' "$header" 5,3)
		is item x a gap -2
	done
	printf '%s\n' Ea,Pa,ea 5,3,4 >w.csv
	bad "w.csv: columns 'Ea' and 'ea' hold the same answer" --map=map.csv w.csv
	printf '%s\n' Ea,b.perception 5,3 >w.csv
	bad "w.csv: column 'Ea' has no matching perception column" --map=map.csv w.csv
	printf '%s\n' E23,P23,E,P >w.csv
	bad "w.csv: no column 'item' and no column of answers" w.csv
}

@test "bad rows: named, or left out whole" {
	two | sed '3s/,4,/,9,/' >w.csv
	bad "w.csv:3: E1 '9' is not a number from 1 to 7" w.csv
	run -1 --separate-stderr servqual-calc --skip-bad w.csv
	is overall '' '' n 1
	is overall '' '' gap -.56
	says "w.csv:3: E1 '9'"
	line() { { two | long; echo "$2"; } >l.csv; bad "l.csv:90: $1" l.csv; }
	line "part 'P' is neither expectation nor perception" R3,1,P,5
	line "duplicate answer to item '1' by 'R1': expectation" R1,1,expectation,5
	line "item is empty" R3,,perception,5
	{ two; two | tail -n 1; } >w.csv
	bad "w.csv:4: duplicate respondent 'R2' (first on line 3)" w.csv
}

@test "the order of the rows changes no bit" {
	awk 'BEGIN { srand(7); print "respondent,item,part,value"
		for (r = 1; r <= 60; r++) for (i = 1; i <= 22; i++) {
			print "r" r "," i ",expectation," 1 + 6 * rand();
			print "r" r "," i ",perception," 1 + 6 * rand() } }' >l.csv
	servqual-calc l.csv >want
	for seed in 1 2 3; do
		{ head -n 1 l.csv; tail -n +2 l.csv | shuf --random-source=<(yes $seed); } |
			servqual-calc | diff want -
	done
	# and the means are those of SQL
	sqlite3 -csv :memory: '.import l.csv a' "WITH pair AS (SELECT e.respondent r,
		CAST(e.item AS INTEGER) i, p.value - e.value g FROM a e JOIN a p
	    ON p.respondent = e.respondent AND p.item = e.item AND e.part = 'expectation'
	    AND p.part = 'perception')
	    SELECT avg(g) FROM pair WHERE i BETWEEN 18 AND 22" >mean
	run -0 cat want
	is dimension empathy '' gap "$(cat mean)"
}

# The two in the store s.db, as the survey servqual; and long.csv.
two_store() {
	two | long >long.csv
	cust-init -d s.db
	survey-log -q -d s.db --survey=servqual --wave=1 --date=2025-01-10 long.csv >acc
}

@test "the store: two respondents, byte for byte what CSV gives" {
	two_store
	printf '%s\n' respondent,$W R2,20,20,20,20,20 R1,11,32,22,19,16 >weights.csv
	for options in '' --by=respondent --level=dimension --weights=11,32,22,19,16 \
		--weights-file=weights.csv --scale=4-7; do
		run -0 --separate-stderr servqual-calc -d s.db --survey=servqual $options
		[ -z "$stderr" ]
		servqual-calc $options long.csv | diff - <(echo "$output")
	done
	run -0 servqual-calc -d s.db --survey=servqual --weights-file=weights.csv
	is overall '' '' gap -.425
	is weighted '' '' gap -.50725
	CUSTKIT_DB=$PWD/s.db run -0 servqual-calc -D --survey=servqual --level=overall
	is overall '' '' gap -.425
}

@test "the store: waves, groups of the customer, who is a respondent" {
	cust-init -d s.db
	printf '%s\n' customer_id,country,channel c1,CN,web c2,DE,web | cust-add -q -d s.db >acc
	printf '%s\n' item,dimension a,x >map.csv
	cat >a.csv <<-END
	customer_id,respondent,wave,item,part,value
	c1,,1,a,expectation,7
	c1,,1,a,perception,5
	c1,,2,a,expectation,7
	c1,,2,a,perception,6
	c2,,1,a,expectation,4
	c2,,1,a,perception,6
	,guest,1,a,expectation,5
	,guest,1,a,perception,5
	c2,clerk,1,a,expectation,5
	c2,clerk,1,a,perception,1
	END
	survey-log -q -d s.db --survey=q a.csv >acc
	gaps() { # OPTION...: group, n, gap of the item
		run -0 --separate-stderr servqual-calc -d s.db --survey=q --map=map.csv \
			--level=item "$@"
		tail -n +2 <<<"$output" | cut -d, -f1,5,8 | paste -sd' '
	}
	[ "$(gaps --by=wave)" = '1,4,-1 2,1,-1' ]
	[ "$(gaps --by=country)" = ',1,0 CN,2,-1.5 DE,2,-1' ]
	[ "$(gaps --by=channel)" = ',1,0 web,4,-1.25' ]
	[ "$(gaps --by=customer_id)" = ',1,0 c1,2,-1.5 c2,2,-1' ]
	[ "$(gaps --by=respondent)" = ',3,-0.3333333333333333 clerk,1,-4 guest,1,0' ]
	[ "$(gaps --wave=2 --by=country)" = 'CN,1,-1' ]
	# CSV says the same of the same columns
	sed '1s/$/,country/; 2,$s/^c1.*/&,CN/; 2,$s/^c2.*/&,DE/; 2,$s/^,.*/&,/' a.csv >c.csv
	for by in wave country respondent; do
		servqual-calc -d s.db --survey=q --map=map.csv --by=$by |
			diff - <(servqual-calc --map=map.csv --by=$by c.csv)
	done
	bad "the store has no column 'nation' to group by; it has wave, customer_id, respondent, and the customer's name, email, phone, birthday, gender, country, region, city, channel, plan, acquired" \
		-d s.db --survey=q --map=map.csv --by=nation
	sqlite3 s.db "INSERT INTO answer (survey, wave, customer_id, respondent, item, part, value)
		VALUES ('q', '1', 'c1', 'clerk', 'a', 'expectation', '3')"
	bad "answer_id 11: country 'CN' differs from 'DE' of 'clerk' in answer_id 9" -d s.db \
		--survey=q --map=map.csv --by=country
	bad "answer_id 11: duplicate answer to item 'a' by 'clerk': expectation" -d s.db \
		--survey=q --map=map.csv
}

@test "the store: --as-of includes its day, and what has no date" {
	two_store
	survey-log -q -d s.db --survey=servqual --wave=2 --date=2025-02-01 --again long.csv >acc
	survey-log -q -d s.db --survey=servqual --wave=3 --again long.csv >acc
	for day in 2025-01-09:2 2025-01-10:4 2025-01-31:4 2025-02-01:6; do
		run -0 servqual-calc -d s.db --survey=servqual --as-of="${day%:*}"
		is overall '' '' n "${day#*:}"
	done
	run -0 servqual-calc -d s.db --survey=servqual
	is overall '' '' n 6
}

@test "the store: no answers" {
	cust-init -d s.db
	run -0 --separate-stderr servqual-calc -d s.db --survey=servqual --as-of=2025-01-10
	[ "$stderr" = "servqual-calc: no answers to survey 'servqual' by 2025-01-10" ]
	[ "${#lines[@]}" = 29 ]
	[ "$(tail -n +2 <<<"$output" | cut -d, -f4-11 | sort -u)" = 0,,,,,,, ]
	two | long | survey-log -q -d s.db --survey=servqual --wave=1 - >acc
	run -0 --separate-stderr servqual-calc -d s.db --survey=servqual --wave=2 --as-of=2025-01-10
	[ "$stderr" = "servqual-calc: no answers to survey 'servqual' in wave 2 by 2025-01-10" ]
	run -0 servqual-calc -q -d s.db --survey=servqual --wave=2 --by=country
	[ "${#lines[@]}" = 1 ]
}

@test "the store: an answer that cannot be read is named by its number, or left out" {
	two_store
	survey-log -q -d s.db --survey=servqual --respondent=R3 --item=1 --part=perception \
		--value=8 >acc
	bad "answer_id 89: value '8' is not a number from 1 to 7" -d s.db --survey=servqual
	run -1 --separate-stderr servqual-calc --skip-bad -d s.db --survey=servqual
	[ "${stderr_lines[0]}" = \
		"servqual-calc: answer_id 89: value '8' is not a number from 1 to 7" ]
	is overall '' '' gap -.425
	is overall '' '' n 2
	sqlite3 s.db "UPDATE answer SET value = 'x' WHERE item BETWEEN '1' AND '2'"
	run -1 --separate-stderr servqual-calc --skip-bad -d s.db --survey=servqual
	# items 1, 10 to 19 and 2 of two respondents, and the one above: 49
	[ "$(grep -c "^servqual-calc: answer_id [0-9]*: value 'x' is not a number from 1 to 7$" \
		<<<"$stderr")" = 20 ]
	says "servqual-calc: 29 more bad rows"
	sqlite3 s.db "UPDATE answer SET value = '5', part = NULL WHERE answer_id = 1"
	bad "answer_id 1: part '' is neither expectation nor perception" -d s.db --survey=servqual
	sqlite3 s.db "UPDATE answer SET item = '23' WHERE answer_id = 1"
	bad "answer_id 1: item '23' is not in the instrument" -d s.db --survey=servqual
}

@test "the store is never guessed, nor is the survey" {
	two_store
	misuse() { # MESSAGE ARGUMENT...
		bad "$@"
		says "usage: servqual-calc "
	}
	misuse "unexpected operand 'long.csv': with -d the answers come from the store" -d s.db \
		--survey=servqual long.csv
	misuse "unexpected operand '-': with -d the answers come from the store" -d s.db \
		--survey=servqual -
	misuse "-d requires --survey=NAME" -d s.db
	misuse "-d requires --survey=NAME" -D
	misuse "--survey or --wave is empty" -d s.db --survey=
	misuse "--survey or --wave is empty" -d s.db --survey=servqual --wave=
	for option in --survey=servqual --wave=1 --as-of=2025-01-10; do
		misuse "--survey, --wave and --as-of require -d" $option long.csv
	done
	bad "none.db: store not found" -d none.db --survey=servqual
	[ ! -e none.db ]
}

@test "who answers in two waves is two respondents" {
	two | long | sed '1s/$/,wave/; 2,$s/$/,1/' >one.csv
	two | long | sed '1s/$/,wave/; 2,$s/$/,2/' >two.csv
	run -0 --separate-stderr servqual-calc --by=wave one.csv two.csv
	[ -z "$stderr" ]
	[ "$(grep ,overall, <<<"$output" | cut -d, -f1,5,8)" = $'1,2,-0.425\n2,2,-0.425' ]
	run -0 servqual-calc one.csv two.csv
	is overall '' '' n 4
	bad "one.csv:2: duplicate answer to item '1' by 'R1': expectation" one.csv one.csv
	# wide likewise; the wave may be empty
	paste -d, <(two; two | tail -n +2) <(printf '%s\n' wave 1 1 2 '') >w.csv
	run -0 servqual-calc w.csv
	is overall '' '' n 4
	paste -d, <(two; two | tail -n +2) <(printf '%s\n' wave 1 1 1 2) >w.csv
	bad "w.csv:4: duplicate respondent 'R1' (first on line 2)" w.csv
	# an empty respondent is the customer
	run -0 servqual-calc --level=item --map=<(printf '%s\n' item,dimension a,x) \
		<(printf '%s\n' customer_id,respondent,item,part,value \
		c1,,a,expectation,7 c1,,a,perception,5 ,r1,a,expectation,7 ,r1,a,perception,7)
	is item x a gap -1
	is item x a n 2
}
