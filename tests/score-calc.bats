#!/usr/bin/env bats
# score-calc: weighted scorecards, coverage, trend and benchmark.

load helper

ITEMS=analysis_planning,proposition,people_organization,information_technology,process_management,customer_management,measurement

# Marks for the seven elements of the capability instrument, wide.
seven() {
	echo subject,wave,$ITEMS
	printf 'us,%s\n' "$@"
}

own() {
	printf '%s\n' item,weight,min,max speed,3,1,5 greeting,1,0,1 >own.csv
}

bad() { # MESSAGE ARGUMENT...
	run -2 --separate-stderr score-calc "${@:2}"
	[ -z "$output" ]
	says "score-calc: $1"
}

# is N COLUMN WANT: of row N of $output, to 1e-9; "" is empty.
is() { near "$(cell "$2" "$1")" "$3" 1e-9; }

@test "the seven elements give 71.25, by hand, wide and long" {
	seven 1,80,70,60,50,90,75,65 >wide.csv
	run -0 --separate-stderr score-calc --instrument=capability wide.csv
	same "subject,wave,n,score,coverage,previous,change,benchmark,difference
us,1,7,71.25,1,,,,"
	[ -z "$stderr" ]
	paste -d, <(yes us,1 | head -n 7) <(tr , '\n' <<<$ITEMS) \
		<(printf '%s\n' 80 70 60 50 90 75 65) >rows
	{ echo subject,wave,item,value; tac rows; } >long.csv
	run -0 score-calc --instrument=capability long.csv
	is 1 score 71.25
	is 1 n 7
	run -0 score-calc --instrument="$ROOT/share/instruments/capability.csv" long.csv
	is 1 score 71.25
}

@test "the shipped instruments: their weights, and the ends of their scales" {
	[ "$(cut -d, -f2 "$ROOT/share/instruments/capability.csv" | tail -n +2 | paste -sd,)" = \
		15,10,15,10,15,20,15 ]
	[ "$(cut -d, -f1 "$ROOT/share/instruments/capability.csv" | tail -n +2 | paste -sd,)" = \
		$ITEMS ]
	for name in capability mystery; do
		file=$ROOT/share/instruments/$name.csv
		[ "$(awk -F, 'NR > 1 { s += $2 } END { print s }' "$file")" = 100 ]
		awk -F, -v OFS=, 'NR == 1 { print "subject,wave,item,value"; next }
		{ low = $3 + 0; high = $4 + 0;
			if ("'$name'" == "capability") { low = 0; high = 100 }
			print "s", 1, $1, low; print "s", 2, $1, high }' "$file" >m.csv
		run -0 score-calc --instrument=$name m.csv
		is 1 score 0
		is 2 score 100
		is 2 coverage 1
	done
}

@test "a missing mark leaves its weight out, and the coverage says so" {
	seven 1,80,70,60,50,90,75, >w.csv
	run -0 --separate-stderr score-calc --instrument=capability w.csv
	# (7125 - 15 * 65) / 85
	is 1 score "$(awk 'BEGIN { printf "%.12f", 6150 / 85 }')"
	is 1 coverage .85
	is 1 n 6
	[ -z "$stderr" ]
	seven 1,,,,,,, >w.csv
	run -0 score-calc --instrument=capability w.csv
	[ "${lines[1]}" = us,1,0,,0,,,, ]
	run -0 score-calc --instrument=capability <(seven | head -n 1)
	[ "${#lines[@]}" = 1 ]
	# (40 80 + 30 50) / 70
	printf '%s\n' item,weight a,40 b,30 c,30 >own.csv
	run -0 score-calc --instrument=own.csv <(printf '%s\n' subject,a,b,c x,80,50, y,80,50,20)
	is 1 score "$(awk 'BEGIN { printf "%.12f", 470 / 7 }')"
	is 1 coverage .7
	is 2 score 53
	# an item that weighs nothing counts for nothing, but is marked
	printf '%s\n' item,weight a,0 b,5 >own.csv
	run -0 score-calc --instrument=own.csv <(printf '%s\n' subject,a,b x,80, y,80,20)
	[ "${lines[1]}" = x,,1,,0,,,, ]
	[ "${lines[2]}" = y,,2,20,1,,,, ]
}

@test "marks of other scales become points" {
	own
	run -0 score-calc --instrument=own.csv \
		<(printf '%s\n' subject,speed,greeting a,1,0 b,5,1 c,3,1 d,2,0)
	# c: (3 * 50 + 100) / 4, d: 3 * 25 / 4
	[ "$(cut -d, -f1,4 <<<"$output" | tail -n +2 | xargs)" = "a,0 b,100 c,62.5 d,18.75" ]
}

@test "waves: in order, each against the one before of the same subject" {
	own
	cat >w.csv <<-END
	subject,wave,speed,greeting
	b,10,5,1
	b,9,3,1
	a,2,3,0
	b,next,1,1
	a,1,,
	b,2,1,0
	END
	run -0 --separate-stderr score-calc --instrument=own.csv w.csv
	[ -z "$stderr" ]
	[ "$(cut -d, -f1,2,4,6,7 <<<"$output" | tail -n +2)" = "a,1,,,
a,2,37.5,,
b,2,0,,
b,9,62.5,0,62.5
b,10,100,62.5,37.5
b,next,25,100,-75" ]
	# dates are waves, and a time of the day is no other one
	cat >d.csv <<-END
	subject,date,item,value
	a,2026-02-01 10:30,speed,5
	a,2025-12-31,speed,3
	a,2026-02-01,greeting,1
	a,2025-12-31T23:00:01,greeting,0
	END
	run -0 --separate-stderr score-calc --instrument=own.csv d.csv
	[ "$(cut -d, -f1-4,7 <<<"$output" | tail -n +2)" = "a,2025-12-31,2,37.5,
a,2026-02-01,2,100,62.5" ]
	# a wave goes before a date
	run -0 score-calc --instrument=own.csv \
		<(printf '%s\n' subject,date,wave,speed,greeting a,2026-01-01,w,5,1)
	[ "${lines[1]}" = a,w,2,100,1,,,, ]
	{ head -n 1 w.csv; tail -n +2 w.csv | tac; } >back.csv
	score-calc --instrument=own.csv w.csv | diff - <(score-calc --instrument=own.csv back.csv)
}

@test "a change between waves of different items is said" {
	own
	run -0 --separate-stderr score-calc --instrument=own.csv \
		<(printf '%s\n' subject,wave,speed,greeting a,1,3, a,2,3,1 a,3,,1 b,1,1,1 b,2,1,1)
	[ "$stderr" = "score-calc: 2 changes between waves in which different items have marks" ]
	run -0 --separate-stderr score-calc -q --instrument=own.csv \
		<(printf '%s\n' subject,wave,speed,greeting a,1,3, a,2,3,1)
	[ -z "$stderr" ]
	run -0 --separate-stderr score-calc --instrument=own.csv \
		<(printf '%s\n' subject,wave,speed,greeting a,1,3, a,2,3,1)
	says "score-calc: 1 change between waves in which different items have marks"
}

@test "--benchmark: like is compared with like" {
	own
	printf '%s\n' value,item 1,greeting 3,speed >best.csv
	run -0 score-calc --instrument=own.csv --benchmark=best.csv \
		<(printf '%s\n' subject,speed,greeting a,4,1 b,3, c,, d,,0)
	# all: (3 * 50 + 100) / 4 = 62.5; a: (3 * 75 + 100) / 4 = 81.25
	[ "$(cut -d, -f1,4,8,9 <<<"$output" | tail -n +2 | xargs)" = \
		"a,81.25,62.5,18.75 b,50,50,0 c,,, d,0,100,-100" ]
	bench() {
		printf '%s\n' "${@:2}" >b.csv
		bad "b.csv:$1" --instrument=own.csv --benchmark=b.csv <(echo subject,speed)
	}
	bench " no value for item 'greeting'" item,value speed,3
	bench "3: duplicate item 'speed'" item,value speed,3 speed,4
	bench "2: item 'size' is not in the instrument" item,value size,3
	bench "2: value '6' is not a number from 1 to 5" item,value speed,6
	bench "2: value '' is not a number from 1 to 5" item,value speed,
	bench " no column 'value'" item,score
	bench " no column 'item'" name,value
}

@test "--items: one row an item, with its trend and benchmark" {
	own
	printf '%s\n' item,value greeting,1 speed,3 >best.csv
	run -0 --separate-stderr score-calc --instrument=own.csv --benchmark=best.csv --items \
		<(printf '%s\n' subject,wave,speed,greeting a,1,4,0 a,2,3,)
	same "subject,wave,item,weight,score,previous,change,benchmark,difference
a,1,speed,3,75,,,50,25
a,1,greeting,1,0,,,100,-100
a,2,speed,3,50,75,-25,50,0
a,2,greeting,1,,0,,,"
	[ -z "$stderr" ]
}

@test "bad marks: file, line, column and reason" {
	own
	for mark in 0 5.01 x 1e400 -1; do
		printf '%s\n' subject,item,value "a,speed,$mark" >m.csv
		bad "m.csv:2: value '$mark' is not a number from 1 to 5" --instrument=own.csv m.csv
	done
	line() {
		printf '%s\n' subject,wave,item,value a,1,speed,3 "$2" >m.csv
		bad "m.csv:3: $1" --instrument=own.csv m.csv
	}
	line "item 'size' is not in the instrument" a,1,size,3
	line "item is empty" a,1,,3
	line "duplicate answer to item 'speed' by 'a'" a,1,speed,4
	line "wave is empty" a,,speed,4
	line "subject '' is empty" ,1,speed,4
	run -1 --separate-stderr score-calc --skip-bad --instrument=own.csv m.csv
	[ "${lines[1]}" = a,1,1,50,0.75,,,, ]
	for date in 2026-02-30:'is not a valid date' 2.3.2026:'is not a date' :'is not a date'; do
		printf '%s\n' subject,date,item,value "a,${date%%:*},speed,3" >m.csv
		bad "m.csv:2: date '${date%%:*}' ${date#*:}" --instrument=own.csv m.csv
	done
	printf '%s\n' subject,wave,speed a,1,3 a,2,3 a,1,4 >m.csv
	bad "m.csv:4: duplicate subject 'a' (first on line 2)" --instrument=own.csv m.csv
	printf '%s\n' subject,size a,1 >m.csv
	bad "m.csv: no column 'item' and no column of answers" --instrument=own.csv m.csv
	printf '%s\n' shop,speed a,1 >m.csv
	bad "m.csv: no column 'subject'" --instrument=own.csv m.csv
	run -0 --separate-stderr score-calc --instrument=own.csv <(printf '%s\n' subject,speed a,1)
	[ "$stderr" = "score-calc: no columns for 1 of 2 items" ]
}

@test "an instrument that is not valid" {
	echo subject,a >m.csv
	instrument() { printf '%s\n' "${@:2}" >i.csv; bad "i.csv:$1" --instrument=i.csv m.csv; }
	instrument " no column 'item'" name,weight
	instrument " no column 'weight'" item,text
	instrument " no items" item,weight
	instrument " no item has a weight above 0" item,weight a,0
	instrument "2: weight '-1' is not a number >= 0" item,weight a,-1
	instrument "2: weight '' is not a number >= 0" item,weight a,
	instrument "2: weight 'x' is not a number" item,weight a,x
	instrument "2: min 'low' is not a number" item,weight,min a,1,low
	instrument "2: max 'high' is not a number" item,weight,max a,1,high
	instrument "2: max must be greater than min" item,weight,min,max a,1,5,5
	instrument "2: max must be greater than min" item,weight,max a,1,-1
	instrument "3: duplicate item 'a'" item,weight a,1 a,2
	instrument "2: item is empty" item,weight ,1
	bad "--instrument=capability, mystery, delivered_value or FILE is required" m.csv
	bad "instruments/cap.csv: not found; set CUSTKIT_SHARE to the folder of installed data" \
		--instrument=cap m.csv
	bad "./cap: No such file or directory" --instrument=./cap m.csv
}

@test "customer delivered value: 180 for 130, by hand" {
	local items=product,services,personnel,image,money,time,energy,psychic
	printf '%s\n' subject,wave,$items us,1,100,30,20,10,100,15,10,5 \
		us,2,120,30,20,10,100,15,10,5 us,3,120,30,20,10,100,15,10, \
		them,1,5,0,0,0,0,0,0,0 >m.csv
	run -0 --separate-stderr score-calc --instrument=delivered_value m.csv
	[ -z "$stderr" ]
	[ "${lines[0]}" = subject,wave,n,total_value,total_cost,delivered,ratio,previous,change ]
	[ "${lines[1]}" = them,1,8,5,0,5,,, ]	# no ratio to a cost of 0
	[ "${lines[2]}" = us,1,8,160,130,30,1.2307692307692308,, ]
	is 3 total_value 180
	is 3 total_cost 130
	is 3 delivered 50
	near "$(cell ratio 3)" 1.384615 5e-7
	is 3 previous 30
	is 3 change 20
	[ "${lines[4]}" = us,3,7,,,,,50, ]	# a missing cost is not 0
	run -0 score-calc --instrument=delivered_value --items m.csv
	is 1 score 5
	# an instrument of one's own: hours at 40
	printf '%s\n' item,weight,role,max worth,1,value, hours,40,cost,24 >own.csv
	run -0 score-calc --instrument=own.csv <(printf '%s\n' subject,worth,hours a,500,2)
	is 1 delivered 420
	printf '%s\n' subject,worth,hours a,-1,2 >m.csv
	bad "m.csv:2: worth '-1' is not a number >= 0" --instrument=own.csv m.csv
	printf '%s\n' subject,worth,hours a,1,25 >m.csv
	bad "m.csv:2: hours '25' is not a number from 0 to 24" --instrument=own.csv m.csv
	printf '%s\n' item,value worth,1 hours,1 >b.csv
	bad "--benchmark cannot be used with an instrument of values and costs" \
		--instrument=own.csv --benchmark=b.csv m.csv
	printf '%s\n' item,weight,role worth,1,worth >own.csv
	bad "own.csv:2: role 'worth' is not value or cost" --instrument=own.csv m.csv
	for role in value cost; do
		printf '%s\n' item,weight,role worth,1,$role >own.csv
		bad "own.csv: no item has the role" --instrument=own.csv m.csv
	done
	says "no item has the role value"
}

@test "in a pipe, and in every format" {
	seven 1,80,70,60,50,90,75,65 >w.csv
	run -0 bash -c "score-calc --instrument=capability -f json <w.csv |
		jq -c '[.subject, .wave, .score, .previous]'"
	same '["us","1",71.25,null]'
	run -0 score-calc --instrument=capability --no-header - <w.csv
	same "us,1,7,71.25,1,,,,"
}

@test "the store: the seven elements, byte for byte what CSV gives" {
	paste -d, <(yes us | head -n 7) <(tr , '\n' <<<$ITEMS) \
		<(printf '%s\n' 80 70 60 50 90 75 65) >rows
	{ echo respondent,item,value; cat rows; } >long.csv
	cust-init -d s.db
	survey-log -q -d s.db --survey=capability long.csv >acc
	run -0 --separate-stderr score-calc --instrument=capability -d s.db --survey=capability
	same "subject,wave,n,score,coverage,previous,change,benchmark,difference
us,,7,71.25,1,,,,"
	[ -z "$stderr" ]
	score-calc --instrument=capability long.csv | diff - <(echo "$output")
	sed '1s/respondent/subject/' long.csv | score-calc --instrument=capability |
		diff - <(echo "$output")
	score-calc --instrument=capability --items long.csv |
		diff - <(score-calc --instrument=capability --items -d s.db --survey=capability)
}

@test "the store: waves, days as waves, customers and others, --as-of, a benchmark" {
	own
	cust-init -d s.db
	cat >marks.csv <<-END
	customer_id,respondent,wave,date,item,value
	,north,10,2025-03-01,speed,5
	,north,9,2025-01-10,speed,3
	,north,9,2025-01-10,greeting,0
	c1,,,2025-02-01T10:30,speed,2
	c1,,,2025-02-01T23:59,greeting,1
	c2,,,,speed,1
	END
	survey-log -q -d s.db --create --survey=visits marks.csv >acc
	run -0 --separate-stderr score-calc --instrument=own.csv -d s.db --survey=visits
	# (3 * 25 + 100) / 4 = 43.75
	same "subject,wave,n,score,coverage,previous,change,benchmark,difference
c1,2025-02-01,2,43.75,1,,,,
c2,,1,0,0.75,,,,
north,9,2,37.5,1,,,,
north,10,1,100,0.75,37.5,62.5,,"
	[ "$stderr" = "score-calc: 1 change between waves in which different items have marks" ]
	score-calc -q --instrument=own.csv marks.csv | diff - <(echo "$output")
	survey-list -d s.db --survey=visits | score-calc -q --instrument=own.csv |
		diff - <(echo "$output")
	run -0 score-calc --instrument=own.csv -d s.db --survey=visits --wave=10
	[ "$(tail -n +2 <<<"$output")" = north,10,1,100,0.75,,,, ]
	for day in 2025-01-09:c2 2025-01-10:c2,north 2025-01-31:c2,north 2025-02-01:c1,c2,north \
		2025-02-28:c1,c2,north; do
		run -0 score-calc -q --instrument=own.csv -d s.db --survey=visits \
			--as-of="${day%:*}" --no-header
		[ "$(cut -d, -f1 <<<"$output" | paste -sd,)" = "${day#*:}" ]
	done
	printf '%s\n' value,item 1,greeting 3,speed >best.csv
	run -0 score-calc --instrument=own.csv --benchmark=best.csv -d s.db --survey=visits --wave=9
	is 1 benchmark 62.5
	is 1 difference -25
}

@test "the store: no answers, damaged values, misuse" {
	own
	cust-init -d s.db
	run -0 --separate-stderr score-calc --instrument=own.csv -d s.db --survey=visits \
		--as-of=2025-01-10
	[ "${#lines[@]}" = 1 ]
	[ "$stderr" = "score-calc: no answers to survey 'visits' by 2025-01-10" ]
	survey-log -d s.db --survey=visits --respondent=north --item=speed --value=6 >acc
	bad "answer_id 1: value '6' is not a number from 1 to 5" --instrument=own.csv -d s.db \
		--survey=visits
	survey-log -d s.db --survey=other --respondent=north --item=size --value=5 >acc
	bad "answer_id 2: item 'size' is not in the instrument" --instrument=own.csv -d s.db \
		--survey=other
	run -1 --separate-stderr score-calc --skip-bad --instrument=own.csv -d s.db --survey=other
	[ "${#lines[@]}" = 1 ]
	bad "-d requires --survey=NAME" --instrument=own.csv -D
	bad "unexpected operand 'm.csv': with -d the answers come from the store" \
		--instrument=own.csv -d s.db --survey=visits m.csv
	bad "--survey, --wave and --as-of require -d" --instrument=own.csv --wave=1 m.csv
}

@test "an empty subject is the respondent, else the customer; an empty wave is the day" {
	own
	run -0 --separate-stderr score-calc --instrument=own.csv \
		<(printf '%s\n' subject,respondent,customer_id,wave,date,item,value \
		a,b,c,1,2025-01-10,speed,5 ,b,c,,2025-01-10,speed,3 ,,c,,,speed,1)
	[ "$(cut -d, -f1-4 <<<"$output" | tail -n +2 | paste -sd' ')" = \
		'a,1,1,100 b,2025-01-10,1,50 c,,1,0' ]
	[ -z "$stderr" ]
	printf '%s\n' subject,respondent,item,value ,,speed,5 >m.csv
	bad "m.csv:2: subject '' is empty" \
		--instrument=own.csv m.csv
	printf '%s\n' subject,wave,date,item,value a,,2025-02-29,speed,5 >m.csv
	bad "m.csv:2: date '2025-02-29' is not a valid date" --instrument=own.csv m.csv
}
