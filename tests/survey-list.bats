#!/usr/bin/env bats
# survey-list: answers out of the store, as they were known at a date, and into the tools that read
# them.

load helper

# Six answers, by number: a date, none, a moment; two surveys, two waves.
store() {
	cust-init -d s.db
	cat >a.csv <<-END
	survey,wave,date,customer_id,respondent,item,part,value
	quality,1,2025-01-10,c1,,1,expectation,7
	quality,1,2025-01-10T23:59:59,c1,,1,perception,5
	quality,2,2025-02-01,c2,,1,expectation,6
	quality,2,,c2,,1,perception,6
	visits,,2025-02-02,,店 12,greeting,,1
	visits,,2025-02-03,,店 12,speed,,3
	END
	survey-log -q -d s.db --create a.csv >acc
}

# numbers OPTION...: the answer_ids that come.
numbers() {
	run -0 --separate-stderr survey-list -d s.db --no-header "$@"
	[ -z "$stderr" ]
	[ "$(cut -d, -f1 <<<"$output" | paste -sd' ')" = "$want" ] ||
		{ echo "$*: $output"; return 1; }
}

@test "every answer, by its number" {
	store
	run -0 survey-list -d s.db
	same 'answer_id,survey,wave,date,customer_id,respondent,item,part,value
1,quality,1,2025-01-10,c1,,1,expectation,7
2,quality,1,2025-01-10T23:59:59,c1,,1,perception,5
3,quality,2,2025-02-01,c2,,1,expectation,6
4,quality,2,,c2,,1,perception,6
5,visits,,2025-02-02,,店 12,greeting,,1
6,visits,,2025-02-03,,店 12,speed,,3'
}

@test "which answers: survey, wave, item, customer, days, --where" {
	store
	want='1 2 3 4' numbers --survey=quality
	want='3 4' numbers --survey=quality --wave=2
	want='1 2 3 4' numbers --item=1
	want=5 numbers --item=greeting
	want='1 2' numbers --customer=c1
	want='3 5 6' numbers --since=2025-02-01
	want='1 2 3' numbers --since=2025-01-10 --until=2025-02-01
	want='1 2' numbers --until=2025-01-31
	want='4' numbers --where 'date IS NULL'
	want='2 4' numbers --where "part = 'perception' AND value < '7'"
	want='' numbers --survey=nothing
	run -2 --separate-stderr survey-list -d s.db --where "1) OR (1"
	[ -z "$output" ]
	run -2 --separate-stderr survey-list -d s.db --where "nosuch = 1"
	says "survey-list: "
	run -2 --separate-stderr survey-list -d s.db --customer=
	[ "${stderr_lines[0]}" = "survey-list: --customer is empty" ]
	for o in survey wave item; do
		run -2 --separate-stderr survey-list -d s.db --$o=
		[ "${stderr_lines[0]}" = "survey-list: --$o is empty" ]
	done
}

@test "--as-of includes its day; an answer without a date is known always" {
	store
	want=4 numbers --as-of=2025-01-09
	want='1 2 4' numbers --as-of=2025-01-10
	want='1 2 4' numbers --as-of=2025-01-31
	want='1 2 3 4' numbers --as-of=2025-02-01
	want='1 2 3 4 5 6' numbers
}

@test "an empty store: the header" {
	cust-init -d s.db
	run -0 survey-list -d s.db
	same answer_id,survey,wave,date,customer_id,respondent,item,part,value
	run -2 --separate-stderr survey-list -d none.db
	says "none.db: store not found"
}

@test "into servqual-calc, kano-calc and score-calc as it is" {
	set -o pipefail
	store
	for options in '' --by=wave; do
		survey-list -d s.db --survey=quality | servqual-calc $options >got
		servqual-calc -d s.db --survey=quality $options >want
		diff want got
	done
	[ "$(servqual-calc -q -d s.db --survey=quality --by=wave --level=item | grep ',1,1,' |
		cut -d, -f1,4-8)" = $'1,1,1,7,5,-2\n2,1,1,6,6,0' ]
	printf '%s\n' item,weight,min,max speed,3,1,5 greeting,1,0,1 >own.csv
	survey-list -d s.db --survey=visits | score-calc --instrument=own.csv >got
	score-calc -d s.db --survey=visits --instrument=own.csv >want
	diff want got
	run -0 cat want
	same 'subject,wave,n,score,coverage,previous,change,benchmark,difference
店 12,2025-02-02,1,100,0.25,,,,
店 12,2025-02-03,1,50,0.75,100,-50,,'
	printf '%s\n' customer_id,respondent,item,part,value c1,,x,functional,like \
		,guest,x,functional,like c1,,x,dysfunctional,dislike \
		,guest,x,dysfunctional,neutral |
		survey-log -q -d s.db --survey=kano - >acc
	survey-list -d s.db --survey=kano | kano-calc >got
	kano-calc -d s.db --survey=kano | diff - got
	[ "$(cut -d, -f1-4 got | tail -n 1)" = x,2,1,1 ]
}
