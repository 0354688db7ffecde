#!/usr/bin/env bats
# nps-calc: scores, intervals, groups, periods, comparisons; what is an answer and what is not.

load helper

# Most tables here have few answers. Only the test of that note wants to see it.
nps-calc() {
	local status=0

	command nps-calc "$@" 2>"$BATS_TEST_TMPDIR/notes" || status=$?
	grep -v 'too few to draw a conclusion$' "$BATS_TEST_TMPDIR/notes" >&2 || :
	return "$status"
}

# answers P N D [PREFIX]: a CSV of so many promoters, passives, detractors.
answers() {
	echo "${4:+$5}score"
	rows "$@"
}
rows() {
	yes "${4:-}10" | head -n "$1"
	yes "${4:-}8" | head -n "$2"
	yes "${4:-}0" | head -n "$3"
}

# counts C0 C1 ...: so many answers of 1, 2, ...
counts() {
	local i=0 c
	echo score
	for c; do
		i=$((i + 1))
		yes "$i" | head -n "$c"
	done
}

# rounded: every number of stdin to four decimals, without trailing zeros and -0.
rounded() {
	awk -F, 'NF == 0 { print "" }
	{ for (i = 1; i <= NF; i++) { s = $i
		if (s ~ /^-?[0-9.e-]+$/) { s = sprintf("%.4f", s); sub(/\.?0+$/, "", s);
			if (s == "-0") s = "0" }
		printf "%s%s", s, i < NF ? "," : "\n" } }'
}

# Worked by the formulas of Wald and of Rocks (2016), independently of custkit, to four decimals.
# 10,5,5 is an example of Delighted's and 100,30,80 a published one.
# P,N,D,n,nps,variance,se,low,high | centre,se,low,high of the adjusted interval
WORKED='10,5,5,20,25,0.6875,18.5405,-11.3387,61.3387|21.7391,17.0693,-11.7161,55.1944
60,25,15,100,45,0.5475,7.3993,30.4976,59.5024|43.6893,7.3196,29.3431,58.0355
52,30,18,100,34,0.5844,7.6446,19.0168,48.9832|33.0097,7.5377,18.2361,47.7833
100,30,80,210,9.5238,0.8481,6.3549,-2.9315,21.9791|9.3897,6.2922,-2.9427,21.7221
5,0,0,5,100,0,0,100,100|62.5,22.964,17.4915,100
1,0,0,1,100,0,0,100,100|25,37.5,-48.4986,98.4986
3,1,4,8,-12.5,0.8594,32.7753,-76.7384,51.7384|-9.0909,26.3622,-60.7599,42.5781
0,0,7,7,-100,0,0,-100,-100|-70,18.9737,-100,-32.8123
0,0,0,0,,,,,|,,,'

@test "worked intervals: every number, to its four decimals" {
	while IFS='|' read -r wald adjusted; do
		IFS=, read -r p n d all nps _ <<<"$wald"
		run -0 nps-calc --interval=wald <(answers "$p" "$n" "$d")
		output=$(cells promoters,passives,detractors,n,nps,variance,se,low,high | rounded)
		same "$wald"
		run -0 nps-calc <(answers "$p" "$n" "$d")
		[ "$(cells promoters,passives,detractors,n,nps | rounded)" = "$p,$n,$d,$all,$nps" ]
		output=$(cells centre,se,low,high | rounded)
		same "$adjusted"
	done <<<"$WORKED"
}

@test "nothing is rounded in CSV, and once in a table" {
	run -0 nps-calc <(answers 1 0 2)
	[ "$(cells nps)" = -33.333333333333336 ]	# -100/3, the nearest double
	run -0 nps-calc -t <(answers 1 0 2)
	[[ ${lines[1]} == *" -33.3333 "* ]]
	run -0 nps-calc -f md <(answers 2 0 1)
	[[ ${lines[2]} == *"| 33.3333 |"* ]]
	run -0 nps-calc -f json <(answers 3 1 4)
	jq -e '.nps == -12.5 and .n == 8 and .size == "small"' <<<"$output"
}

@test "where the scores lie: promoters 9 and 10, passives 7 and 8, detractors 0 to 6" {
	run -0 nps-calc --by=score --score=same \
		<(printf '%s\n' score,same 0,0 1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8 9,9)
	[ "$(cells score,promoters,passives,detractors | paste -sd' ')" = \
		"0,0,0,1 1,0,0,1 2,0,0,1 3,0,0,1 4,0,0,1 5,0,0,1 6,0,0,1 7,0,1,0 8,0,1,0 9,1,0,0" ]
	run -0 nps-calc <(echo score; echo 10)
	[ "$(cells promoters,passives,detractors)" = 1,0,0 ]
}

@test "who did not answer counts nowhere" {
	{ answers 10 5 5 'x,' id, ; for _ in 1 2 3 4 5; do echo x,; done; } >a.csv
	run -0 --separate-stderr nps-calc a.csv
	[ "$(cells n,nps)" = 20,25 ]
	[ -z "$stderr" ]
	# a lone empty cell is a blank line, or ""
	{ answers 10 5 5; printf '\n""\n'; } >a.csv
	run -0 nps-calc a.csv
	[ "$(cells n,nps)" = 20,25 ]
}

@test "a score that is not valid is a bad row, with file, line and reason" {
	reason() { # SCORE MESSAGE
		printf '%s\n' id,score a,9 "b,$1" c,3 >a.csv
		run -2 --separate-stderr nps-calc a.csv
		[ -z "$output" ]
		[ "$stderr" = "nps-calc: a.csv:3: score '$1' $2" ] || { echo "$stderr"; return 1; }
	}
	for s in 11 -1 12 100 -7 99999999999999999999 -99999999999999999999 11.0; do
		reason "$s" "is not from 0 to 10"
	done
	for s in 7.5 0.1 9.01 -0.5 11.5; do
		reason "$s" "is not a whole number"
	done
	for s in N/A nan 9a 1e1 +9 ' 9' '9 ' 9. .9 - ９分; do
		reason "$s" "is not a number (leave it empty if there is no answer)"
	done
	# whole numbers as a spreadsheet or pandas may write them
	run -0 nps-calc <(printf '%s\n' score 9.0 10.00 09 0.0 -0)
	[ "$(cells promoters,detractors)" = 3,2 ]
}

@test "--skip-bad leaves bad rows out, names 20 of them, exits 1" {
	{ answers 60 25 15; for i in $(seq 25); do echo $((10 + i)); done; } >a.csv
	run -1 --separate-stderr nps-calc --skip-bad a.csv
	[ "$(cells n,nps)" = 100,45 ]
	[ "${#stderr_lines[@]}" = 21 ]
	[ "${stderr_lines[0]}" = "nps-calc: a.csv:102: score '11' is not from 0 to 10" ]
	[ "${stderr_lines[19]}" = "nps-calc: a.csv:121: score '30' is not from 0 to 10" ]
	[ "${stderr_lines[20]}" = "nps-calc: 5 more bad rows" ]
}

@test "scores from 1 to 5 are not taken for NPS" {
	counts 5 5 5 5 10 >thirty.csv
	counts 5 5 5 5 9 >few.csv
	run -2 --separate-stderr nps-calc thirty.csv
	[ -z "$output" ]
	[ "$stderr" = \
		"nps-calc: all 30 scores are from 1 to 5; if the scale is 0 to 10, use --scale=0-10" ]
	run -0 nps-calc --scale=0-10 thirty.csv
	[ "$(cells n,nps)" = 30,-100 ]
	# fewer answers are a sign from 10 on: with an NPS of -48, 1 table in 20 would have it
	run -0 --separate-stderr nps-calc few.csv
	[ "$(cells n,nps)" = 29,-100 ]
	[ "$stderr" = \
		"nps-calc: all 29 scores are from 1 to 5; if the scale is 0 to 10, use --scale=0-10" ]
	run -0 --separate-stderr nps-calc --scale=0-10 few.csv
	[ -z "$stderr" ]
	run -0 --separate-stderr nps-calc -q few.csv
	[ -z "$stderr" ]
	run -0 --separate-stderr nps-calc <(counts 2 2 2 2 2)
	says "nps-calc: all 10 scores are from 1 to 5; if the scale is 0 to 10, use --scale=0-10"
	run -0 --separate-stderr nps-calc --metric=ces <(counts 2 2 2 2 2)
	says "nps-calc: all 10 scores are from 1 to 5; if the scale is 1 to 7, use --scale=1-7"
	run -0 --separate-stderr nps-calc <(counts 2 2 2 2 1)
	[ -z "$stderr" ]
	for other in 0 8; do
		run -0 --separate-stderr nps-calc <(cat thirty.csv; echo $other)
		[ "$(cells n)" = 31 ]
	done
	# groups count together
	run -2 --separate-stderr nps-calc --by=score thirty.csv
	says "all 30 scores are from 1 to 5"
	run -2 --separate-stderr nps-calc --metric=ces thirty.csv
	says "all 30 scores are from 1 to 5; if the scale is 1 to 7, use --scale=1-7"
	run -0 nps-calc --metric=csat thirty.csv
	for s in 1-5 1-10 0-9; do
		run -2 --separate-stderr nps-calc --scale=$s thirty.csv
		[ "${stderr_lines[0]}" = \
			"nps-calc: NPS requires answers from 0 to 10; for --scale=$s use --metric=csat or ces" ]
	done
}

@test "scores from 1 to 7 are not taken for NPS" {
	counts 15 15 15 15 15 15 15 >seven.csv
	run -2 --separate-stderr nps-calc -t seven.csv
	[ -z "$output" ]
	[ "$stderr" = \
		"nps-calc: all 105 scores are from 1 to 7; if the scale is 0 to 10, use --scale=0-10" ]
	run -0 nps-calc --scale=0-10 seven.csv
	# 15 passives of 105
	[ "$(cells n,detractors,passives)" = 105,90,15 ]
	run -0 nps-calc --metric=ces seven.csv
	# one of 0, 8, 9 or 10 is enough, and so are fewer than 30
	for other in 0 8 9 10; do
		run -0 --separate-stderr nps-calc <(cat seven.csv; echo $other)
		[ "$(cells n)" = 106 ]
	done
	run -0 --separate-stderr nps-calc <(counts 3 3 3 3 3 3 1)
	[ "$(cells n)" = 19 ]
	[ -z "$stderr" ]
	run -0 --separate-stderr nps-calc <(counts 3 3 3 3 3 3 2)
	[ "$(cells n)" = 20 ]
	says "nps-calc: all 20 scores are from 1 to 7; if the scale is 0 to 10, use --scale=0-10"
	run -2 --separate-stderr nps-calc <(counts 5 5 5 5 5 4 1)
	says "all 30 scores are from 1 to 7"
}

@test "scores from 1 to 10 are noted" {
	counts 6 6 6 6 6 6 6 6 6 6 >ten.csv
	run -0 --separate-stderr nps-calc ten.csv
	[ "$(cells n,promoters,detractors)" = 60,12,36 ]
	[ "$stderr" = "nps-calc: no score of 60 is 0, but 6 are 1: was the lowest answer 1?\
 if it was 0, use --scale=0-10" ]
	for quiet in -q --scale=0-10; do
		run -0 --separate-stderr nps-calc $quiet ten.csv
		[ -z "$stderr" ]
	done
	# groups count together
	run -0 --separate-stderr nps-calc --by=score ten.csv
	says "no score of 60 is 0, but 6 are 1"
	# a zero, too few ones and a shop that everybody likes are no sign
	for other in <(cat ten.csv; echo 0) <(counts 4 6 6 6 6 6 6 6 6 6) \
		<(counts 0 0 0 0 0 0 0 99 99 999); do
		run -0 --separate-stderr nps-calc "$other"
		[ -z "$stderr" ]
	done
}

@test "fewer than 5 answers: no conclusion, in words" {
	few() { command nps-calc "$@"; }
	run -0 --separate-stderr few <(answers 1 0 0)
	[ "$stderr" = "nps-calc: only 1 answer: too few to draw a conclusion" ]
	[ "$(cells n,nps,size)" = 1,100,small ]
	run -0 --separate-stderr few --metric=csat <(counts 0 0 0 0 4)
	[ "$stderr" = "nps-calc: only 4 answers: too few to draw a conclusion" ]
	run -0 --separate-stderr few --by=score <(answers 2 1 3)
	[ "$stderr" = "nps-calc: no row has more than 3 answers: too few to draw a conclusion" ]
	run -0 --separate-stderr few --by=score <(answers 1 1 1)
	[ "$stderr" = "nps-calc: no row has more than 1 answer: too few to draw a conclusion" ]
	# 5 answers in a row, or none at all
	run -0 --separate-stderr few --by=score <(answers 2 1 5)
	[ -z "$stderr" ]
	run -0 --separate-stderr few <(echo score)
	[ -z "$stderr" ]
	run -0 --separate-stderr few -q <(answers 1 0 0)
	[ -z "$stderr" ]
}

@test "CSAT is the two highest of the scale, with Wilson's interval" {
	run -0 nps-calc --metric=csat <(counts 2 3 5 20 20)
	output=$(cells n,satisfied,csat,low,high,method,size,mean | rounded)
	same 50,40,80,66.9629,88.7562,wilson,,4.06
	run -0 nps-calc --metric=csat <(counts 5 5 0 0 0)
	[ "$(cells csat,low,high,size | rounded)" = 0,0,27.7533,small ]
	run -0 nps-calc --metric=csat <(counts 0 0 0 5 5)
	[ "$(cells csat,low,high | rounded)" = 100,72.2467,100 ]
	run -0 nps-calc --metric=csat <(counts 17 0 0 0 3)
	[ "$(cells csat,low,high | rounded)" = 15,5.2369,36.0419 ]
	# 6 and 7 of 7
	run -0 nps-calc --metric=csat --scale=1-7 <(counts 1 1 2 4 6 10 6)
	[ "$(cells n,satisfied)" = 30,16 ]
	run -2 --separate-stderr nps-calc --metric=csat <(counts 1 1 2 4 6 10 6)
	says ":16: score '6' is not from 1 to 5"
	run -0 nps-calc --metric=csat <(echo score)
	[ "$(cells n,satisfied,csat,low,high,method,size,mean)" = 0,0,,,,,small, ]
}

@test "CSAT of answers in words and in full-width digits; not on another scale" {
	printf '%s\n' score 非常满意 满意 一般 不满意 非常不满意 ４ >a.csv
	run -0 nps-calc -q --metric=csat --columns=n,satisfied,mean a.csv
	same 'n,satisfied,mean
6,3,3.1666666666666665'
	run -2 --separate-stderr nps-calc --metric=csat --scale=1-7 a.csv
	says "a.csv:2: score '非常满意' is not a number"
	run -2 --separate-stderr nps-calc a.csv
	says "a.csv:2: score '非常满意' is not a number"
	printf 'score\n１０\n９\n' >a.csv
	[ "$(nps-calc -q --columns=n,nps a.csv | tail -1)" = 2,100 ]
}

@test "CES as mean, share and net, each under its name" {
	run -0 nps-calc --metric=ces <(counts 1 1 2 4 6 10 6)
	output=$(cells n,easy,neutral,hard,ces_mean,easy_share,easy_net,method,size | rounded)
	same 30,22,4,4,5.2333,73.3333,60,student,
	# 157/30 -+ 2.0452296 * sqrt((891 - 157^2/30) / 29 / 30)
	run -0 nps-calc --metric=ces <(counts 1 1 2 4 6 10 6)
	[ "$(cells low,high | rounded)" = 4.6558,5.8108 ]
	# the net is an NPS of 22 and 4 of 30, the share as Wilson has it
	[ "$(cells easy_net,net_low,net_high)" = \
		"$(output=$(nps-calc <(answers 22 4 4)) cells nps,low,high)" ]
	[ "$(cells easy_share,easy_low,easy_high)" = \
		"$(output=$(nps-calc --metric=csat --scale=1-3 <(counts 8 22)) cells \
		csat,low,high)" ]
	# of 1 to 5, 3 is the middle; alike answers have no interval of the mean
	run -0 nps-calc --metric=ces --scale=1-5 <(counts 1 2 4 8 16)
	[ "$(cells easy,neutral,hard)" = 24,4,3 ]
	run -0 nps-calc --metric=ces <(counts 0 0 0 0 0 0 9)
	[ "$(cells ces_mean,low,high,method)" = 7,,, ]
	run -0 nps-calc --metric=ces <(echo score)
	[[ ${lines[1]} == 0,0,0,0,,,,,small,,,,,, ]]
}

@test "--score names the column" {
	run -0 nps-calc --score=answer <(printf '%s\n' score,answer x,10 y,0 z,9)
	[ "$(cells n,promoters)" = 3,2 ]
	run -2 --separate-stderr nps-calc --score=answer <(printf '%s\n' score,answer x,10 y,z)
	says ":3: answer 'z' is not a number"
	run -2 --separate-stderr nps-calc a.csv
	says "a.csv: No such file or directory"
	echo mark >a.csv
	run -2 --separate-stderr nps-calc a.csv
	[[ $stderr == "nps-calc: a.csv: no column 'score'; the columns are "* ]]
}

@test "kind: only answers to the question count, the others are counted" {
	printf '%s\n' kind,score nps,9 csat,5 nps,0 complaint, ces,nonsense ,7 >a.csv
	run -0 --separate-stderr nps-calc a.csv
	[ "$(cells n,promoters,detractors)" = 2,1,1 ]
	[ "$stderr" = "nps-calc: left out 4 rows not of kind 'nps'" ]
	run -0 --separate-stderr nps-calc --metric=csat a.csv
	[ "$(cells n,satisfied)" = 1,1 ]
	says "left out 5 rows not of kind 'csat'"
	run -2 --separate-stderr nps-calc --metric=ces a.csv
	says "a.csv:6: score 'nonsense' is not a number"
	run -0 --separate-stderr nps-calc -q a.csv
	[ -z "$stderr" ]
	run -0 --separate-stderr nps-calc <(printf '%s\n' kind,score nps,9 csat,5)
	says "left out 1 row not of kind 'nps'"
}

@test "--by: a row for each value, bytewise, 客户 among them" {
	printf '%s\n' group,score 客户,10 b,0 客户,9 B,8 ,10 客户,3 '"a,""x""",7' b,0 >a.csv
	run -0 nps-calc --by=group -f json a.csv
	output=$(jq -r '[.group, .n, .promoters, .passives, .detractors] | @csv' <<<"$output")
	same ',1,1,0,0
"B",1,0,1,0
"a,""x""",1,0,1,0
"b",2,0,0,2
"客户",3,2,0,1'
	run -0 nps-calc --by=group --no-header a.csv
	[ "$(cut -d, -f1-3 <<<"${lines[4]}")" = 客户,3,2 ]
	run -0 nps-calc --by=group -t a.csv
	# two columns a character: 4 of the 5 that a,"x" takes, and the gap of 2
	[ "${lines[5]%%3*}" = "客户   " ]
	# two columns, in the order they were asked for; the same text in another cell is another
	# group
	printf '%s\n' a,b,score x,y,9 xy,,9 ,xy,9 x,y,0 >two.csv
	run -0 nps-calc --by=b,a two.csv
	[ "${lines[0]%%,n,*}" = b,a ]
	[ "$(cells b,a,n | paste -sd' ')" = ",xy,1 xy,,1 y,x,2" ]
	run -0 nps-calc --by=a <(echo a,score)
	[ "${#lines[@]}" = 1 ]
}

@test "--by: what cannot be" {
	printf '%s\n' a,n,score x,y,9 >a.csv
	run -2 --separate-stderr nps-calc --by=c a.csv
	[[ $stderr == "nps-calc: a.csv: no column 'c'; the columns are "* ]]
	run -2 --separate-stderr nps-calc --by=a, a.csv
	[[ $stderr == "nps-calc: a.csv: no column ''; the columns are "* ]]
	run -2 --separate-stderr nps-calc --by=a,a a.csv
	[ "${stderr_lines[0]}" = "nps-calc: duplicate column 'a' in --by" ]
	run -2 --separate-stderr nps-calc --by=n a.csv
	[ -z "$output" ]
	[ "$stderr" = "nps-calc: duplicate column 'n' in the output" ]
}

@test "--period: the names of days, ISO weeks, months, quarters, years" {
	printf '%s\n' date,score 2025-06-30,9 2025-07-01T23:59,0 2024-12-30,7 2021-01-03,10 >a.csv
	named() {
		run -0 nps-calc --period="$1" a.csv
		[ "$(cells period,n | paste -sd' ')" = "$2" ]
	}
	named day '2021-01-03,1 2024-12-30,1 2025-06-30,1 2025-07-01,1'
	named week '2020-W53,1 2025-W01,1 2025-W27,2'
	named month '2021-01,1 2024-12,1 2025-06,1 2025-07,1'
	named quarter '2021-Q1,1 2024-Q4,1 2025-Q2,1 2025-Q3,1'
	named year '2021,1 2024,1 2025,2'
	# every day of nine years, as date(1) names it
	seq 0 3286 | sed 's/.*/2018-01-01 & days/' | date -f - +%F,9 | sed 1idate,score >days.csv
	nps-calc --period=week --as-of=2026-12-31 --no-header days.csv | cut -d, -f1,2 >weeks
	sed 1d days.csv | cut -d, -f1 | date -f - +%G-W%V | uniq -c | awk '{ print $2 "," $1 }' |
		diff - weeks
}

@test "--since and --until include their days" {
	printf '%s\n' date,score 2025-01-31,10 2025-02-01T00:00,9 2025-02-28T23:59:59,8 \
		2025-03-01,0 >a.csv
	run -0 nps-calc --since=2025-02-01 --until=2025-02-28 a.csv
	[ "$(cells n,promoters,passives)" = 2,1,1 ]
	run -0 nps-calc --since=2025-02-01 a.csv
	[ "$(cells n)" = 3 ]
	run -0 nps-calc --until=2025-02-01 a.csv
	[ "$(cells n)" = 2 ]
	run -0 nps-calc --since=2026-01-01 a.csv
	[ "${lines[1]}" = 0,0,0,0,,,,,small,,, ]
	run -2 --separate-stderr nps-calc --since=2025-02-02 --until=2025-02-01 a.csv
	[ "${stderr_lines[0]}" = "nps-calc: --since is later than --until" ]
	run -2 --separate-stderr nps-calc --since=2025-02-02 <(echo score)
	says "no column 'date'"
}

@test "dates: bad ones, other forms, zones; not read where they do not matter" {
	printf '%s\n' date,score 2025-02-29,9 >a.csv
	run -0 nps-calc a.csv
	for o in --period=year --since=2020-01-01 --until=2020-01-01; do
		run -2 --separate-stderr nps-calc $o a.csv
		[ "$stderr" = "nps-calc: a.csv:2: date '2025-02-29' is not a valid date" ]
	done
	printf '%s\n' date,score 31/12/2024,9 01/01/2025,0 >a.csv
	run -0 nps-calc --period=year --date-format=%d/%m/%Y a.csv
	[ "$(cells period,promoters | paste -sd' ')" = "2024,1 2025,0" ]
	printf '%s\n' date,score 2024-12-31T16:30:00Z,9 2024-12-31T15:30:00Z,0 >a.csv
	run -0 nps-calc --period=year --tz=Asia/Shanghai a.csv
	[ "$(cells period,promoters | paste -sd' ')" = "2024,0 2025,1" ]
	run -2 --separate-stderr nps-calc --period=year a.csv
	says "date '2024-12-31T16:30:00Z' has an offset; set the time zone with --tz=ZONE"
	run -2 --separate-stderr nps-calc --period=year --tz=Mars/Olympus a.csv
	[ "$stderr" = \
		"nps-calc: unknown time zone 'Mars/Olympus' (use a name such as Asia/Shanghai)" ]
}

@test "--per-customer=latest: one answer of each in each period" {
	cat >a.csv <<-END
	customer_id,date,city,score
	a,2025-01-10,Graz,0
	a,2025-01-12T09:00,Linz,9
	a,2025-01-12,Graz,1
	a,2025-02-01,Graz,
	b,2025-01-05,Graz,10
	b,2025-01-05,Graz,8
	b,2025-03-05,Graz,2
	,2025-01-01,Graz,7
	,2025-01-01,Graz,7
	END
	# a: the time of day is later; b: of the same moment the last row; nobody: both
	run -0 nps-calc --per-customer=latest --until=2025-01-31 a.csv
	[ "$(cells n,promoters,passives,detractors)" = 4,1,3,0 ]
	run -0 nps-calc --per-customer=latest a.csv
	[ "$(cells n,promoters,passives,detractors)" = 4,1,2,1 ]
	run -0 nps-calc --per-customer=latest --period=month a.csv
	[ "$(cells period,n | paste -sd' ')" = "2025-01,4 2025-03,1" ]
	run -0 nps-calc --per-customer=latest --period=month --by=city a.csv
	[ "$(cells city,period,n,promoters | paste -sd' ')" = \
		"Graz,2025-01,3,0 Graz,2025-03,1,0 Linz,2025-01,1,1" ]
	run -0 nps-calc --per-customer=all a.csv
	[ "$(cells n)" = 8 ]
	# a group whose every answer was followed by another elsewhere is none
	run -0 nps-calc --per-customer=latest --by=city \
		<(printf '%s\n' customer_id,date,city,score a,2025-01-01,x,9 a,2025-01-02,y,9)
	[ "$(cells city,n)" = y,1 ]
	run -2 --separate-stderr nps-calc --per-customer=latest \
		<(printf '%s\n' customer_id,score a,9)
	says "no column 'date'"
	run -2 --separate-stderr nps-calc --per-customer=latest \
		<(printf '%s\n' date,score 2025-01-01,9)
	says "no column 'customer_id'"
	printf 'customer_id,date,score\n%065d,2025-01-01,9\n' 0 >long.csv
	run -2 --separate-stderr nps-calc --per-customer=latest long.csv
	says "long.csv:2: customer_id '$(printf %065d 0)' is longer than 64 bytes or has control characters"
}

@test "--compare, periods and groups" {
	for t in 1 10; do
		{ echo g,date,score
		rows $((52 * t)) $((30 * t)) $((18 * t)) a,2025-01-01,
		rows $((60 * t)) $((25 * t)) $((15 * t)) b,2025-04-01,; } >a$t.csv
	done
	run -0 nps-calc --compare --period=quarter a1.csv
	[ "$(cells difference,difference_low,difference_high,test,p,verdict | rounded)" = ",,,,,
11,-9.9134,31.2726,1.0164,0.3094,within noise" ]
	run -0 nps-calc --compare --by=g a10.csv
	[ "$(cells difference,difference_low,difference_high,test,p,verdict | rounded)" = ",,,,,
11,4.3813,17.5529,3.2639,0.0011,higher" ]
	run -0 nps-calc --compare --by=g --interval=wald a10.csv
	[ "$(cells difference,test | rounded | tail -n 1)" = 11,3.2696 ]
	# downwards
	sed 's/^a/z/' a10.csv >z.csv
	run -0 nps-calc --compare --by=g z.csv
	[ "$(cells difference,test,verdict | rounded | tail -n 1)" = -11,-3.2639,lower ]
	# a new group starts afresh; without --period each row has one above it
	{ cat a10.csv; rows 1 1 1 c,2024-01-01,; } >c.csv
	run -0 nps-calc --compare --by=g --period=year c.csv
	[ "$(cells difference | paste -sd,)" = ,, ]
	run -0 nps-calc --compare --by=g c.csv
	[ "$(cells difference | rounded | paste -sd,)" = ,11,-45 ]
}

@test "--compare for CSAT and CES" {
	# 40 of 50 and 30 of 50; 41/52 and 31/52 by Agresti and Caffo: -10/52 by its standard error
	{ echo g,score; yes a,5 | head -n 40; yes a,1 | head -n 10; yes b,4 | head -n 30; yes b,2 |
		head -n 20; } >a.csv
	run -0 nps-calc --metric=csat --compare --by=g a.csv
	[ "$(cells difference,test,verdict | rounded | tail -n 1)" = \
		"$(awk 'BEGIN { p = 41/52; q = 31/52
		printf "-20,%.4f,lower\n", (q - p) / sqrt((p * (1 - p) + q * (1 - q)) / 52) }')" ]
	# Welch of 2, 4, 4, 6 and 5, 7, 9: 3 / sqrt(2); c and d are alike each, which says nothing
	# of chance
	printf '%s\n' g,score a,2 a,4 a,4 a,6 b,5 b,7 b,9 c,5 c,5 d,6 d,6 >a.csv
	run -0 nps-calc --metric=ces --scale=0-10 --compare --by=g a.csv
	[ "$(cells difference,test,verdict | rounded | paste -sd' ')" = \
		",, 3,2.1213,within noise -2,, 1,," ]
}

@test "--target: reached, not reached, unclear" {
	reached() {
		run -0 nps-calc --target="$1" <(answers 60 25 15)
		[ "$(cells target,gap,reached)" = "$2" ]
	}
	reached 29 29,16,yes
	reached 30 30,15,unclear
	reached 50 50,-5,unclear
	reached 58.5 58.5,-13.5,no
	reached -20 -20,65,yes
	# the limit itself is reached
	run -0 nps-calc --interval=wald --target=100 <(answers 5 0 0)
	[ "$(cells low,reached)" = 100,yes ]
	run -0 nps-calc --target=50 <(echo score)
	[ "$(cells target,gap,reached)" = 50,, ]
}

@test "--fail-under: status 1 if a score is lower, or if there is no score" {
	answers 60 25 15 >a.csv
	run -0 nps-calc --fail-under=45 a.csv
	run -1 --separate-stderr nps-calc --fail-under=45.1 a.csv
	[ "$(cells nps)" = 45 ]
	[ -z "$stderr" ]
	run -0 nps-calc --fail-under=-100 a.csv
	run -1 nps-calc --fail-under=-100 <(echo score)
	run -1 nps-calc --fail-under=-100 --by=g <(echo g,score)
	run -1 nps-calc --fail-under=0 --by=g <(printf '%s\n' g,score a,9 b,0 c,9)
	run -0 nps-calc --fail-under=0 --by=g <(printf '%s\n' g,score a,9 b,7 c,9)
	run -1 nps-calc --metric=csat --fail-under=81 <(counts 2 3 5 20 20)
	run -0 nps-calc --metric=csat --fail-under=80 <(counts 2 3 5 20 20)
	run -1 nps-calc --metric=ces --fail-under=5.3 <(counts 1 1 2 4 6 10 6)
	run -0 nps-calc --metric=ces --fail-under=5.2 <(counts 1 1 2 4 6 10 6)
}

@test "--population narrows the interval, not the score" {
	answers 60 25 15 >a.csv
	run -0 nps-calc --population=400 --interval=wald a.csv
	# 45 -+ 12.5752
	[ "$(cells nps,low,high | rounded)" = 45,32.4248,57.5752 ]
	for metric in "nps a.csv" "csat s.csv" "ces e.csv"; do
		counts 2 3 5 20 70 >s.csv
		counts 1 1 2 4 6 10 76 >e.csv
		run -0 nps-calc --population=100 --metric=$metric
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
			{ x = $(at["nps"] + at["csat"] + at["ces_mean"]);
				d = $at["high"] - $at["low"]; e = $at["low"] - x
			exit !(d * d < 1e-18 && e * e < 1e-18) }' <<<"$output"
	done
	run -2 --separate-stderr nps-calc --population=99 a.csv
	[ -z "$output" ]
	[ "$stderr" = "nps-calc: 100 answers exceed the population of 99" ]
	run -2 --separate-stderr nps-calc --population=0 a.csv
	[ "${stderr_lines[0]}" = "nps-calc: --population must be at least 1" ]
	run -2 --separate-stderr nps-calc --population=9 --by=score a.csv
	[ "${stderr_lines[0]}" = \
		"nps-calc: --population cannot be used with --by; it counts everybody, not a group" ]
}

@test "--need says how many answers a margin takes" {
	need() { # WANT OPTION...
		local want=$1
		shift
		run -0 nps-calc "$@"
		[ "$(cells need)" = "$want" ] || { cells need; return 1; }
	}
	# nothing is known: the worst; 1.96^2 / .01
	need 385 --need=10 <(echo score)
	# variance .6: 1 - 20/50 passives, as many promoters as detractors
	need 231 --need=10 --interval=wald <(answers 15 20 15)
	need 922 --need=5 --interval=wald <(answers 15 20 15)
	# 1.96^2 * .5475 / .0025 = 841.3; of 400: 841.3 * 400 / 1240.3
	need 842 --need=5 --interval=wald <(answers 60 25 15)
	need 272 --need=5 --interval=wald --population=400 <(answers 60 25 15)
	# all alike says nothing of the variance: the worst again
	need 385 --need=10 --interval=wald <(answers 5 0 0)
	# (half of each: .25) 1.96^2 * .25 / .0025; half of 1, half of 7: 9, 1.96^2 * 9 / .25
	need 385 --metric=csat --need=5 <(echo score)
	need 139 --metric=ces --need=.5 <(echo score)
	# .78846 * .21154 = .16679 (41 of 52)
	need 257 --metric=csat --need=5 <(counts 2 3 5 20 20)
	# 2.391954 * 3.841459 / .25 = 36.75
	need 37 --metric=ces --need=.5 <(counts 1 1 2 4 6 10 6)
	for m in 0 -1; do
		run -2 --separate-stderr nps-calc --need=$m <(echo score)
		[ "${stderr_lines[0]}" = "nps-calc: --need must be greater than 0" ]
	done
}

@test "misuse that the options alone show" {
	while IFS='|' read -r options message; do
		run -2 --separate-stderr nps-calc $options none.csv
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "nps-calc: $message" ] || { echo "$options: $stderr";
			return 1; }
	done <<-'END'
	--compare|--compare requires --by or --period
	--interval=wald --metric=csat|--interval requires --metric=nps
	--metric=csat --scale=5-1|--scale must be a range such as 0-10 or 1-5, not '5-1'
	--metric=csat --scale=0-100|--scale must be a range such as 0-10 or 1-5, not '0-100'
	--metric=csat --scale=five|--scale must be a range such as 0-10 or 1-5, not 'five'
	--metric=csat --scale=1-2|--scale=1-2 must have at least 3 answers
	END
	run -2 --separate-stderr nps-calc --metric=nsp none.csv
	says "--metric must be one of nps|csat|ces, not 'nsp'"
	run -2 --separate-stderr nps-calc --period=decade none.csv
	says "--period must be one of day|week|month|quarter|year, not 'decade'"
	run -2 --separate-stderr nps-calc --per-customer=first none.csv
	says "--per-customer must be one of all|latest, not 'first'"
}

# many ROWS: a log of answers, with what the counts by city and month should be.
many() {
	awk -v n="$1" 'BEGIN { srand(7); print "customer_id,date,city,note,score"
		for (i = 0; i < n; i++) printf "c%05d,2025-%02d-%02dT%02d:00,%s,\"x,%d\",%s\n",
		rand() * n / 9, 1 + rand() * 12, 1 + rand() * 28,
			rand() * 24, substr("GrazLinzWien", 1 + 4 * int(rand() * 3), 4), i,
			rand() < .05 ? "" : int(rand() * 11) }'
}

@test "the number of threads and blocks changes nothing; awk counts the same" {
	many 60000 >quoted.csv
	sed 's/"//g; s/note,/note,more,/' quoted.csv >plain.csv
	for f in quoted plain; do
		for o in '' --per-customer=latest '--by=city --period=month' \
			'--by=city --period=week --per-customer=latest'; do
			nps-calc --threads=1 $o $f.csv >one
			nps-calc --threads=2 $o $f.csv >two
			nps-calc --threads=7 $o - <$f.csv >seven
			cmp one two
			cmp one seven
		done
	done
	nps-calc --by=city --period=month --no-header plain.csv | cut -d, -f1-6 >got
	awk -F, 'NR > 1 && $6 != "" { k = $3 "," substr($2, 1, 7); n[k]++; p[k] += $6 > 8;
		d[k] += $6 < 7 }
		END { for (k in n) print k "," n[k] "," p[k] "," n[k] - p[k] - d[k] "," d[k] }' \
		plain.csv | sort | diff - got
	# the latest of each customer: of the same hour the last row
	nps-calc --per-customer=latest --no-header plain.csv | cut -d, -f1-4 >got
	awk -F, 'NR > 1 && $6 != "" && $2 >= at[$1] { at[$1] = $2; s[$1] = $6 }
		END { for (k in s) { n++; p += s[k] > 8;
			d += s[k] < 7 } print n "," p "," n - p - d "," d }' plain.csv | diff - got
}

@test "several files are one table; bad rows far in are named by their line" {
	many 30000 | sed 's/"//g; s/note,/note,more,/' >a.csv
	head -n 2 a.csv | sed '2s/[^,]*$/77/' >b.csv
	run -2 --separate-stderr nps-calc a.csv b.csv
	[ "$stderr" = "nps-calc: b.csv:2: score '77' is not from 0 to 10" ]
	sed -i '29000s/[^,]*$/x/; 25000s/[^,]*$/y/' a.csv
	for t in 1 2 5; do
		run -2 --separate-stderr nps-calc --threads=$t a.csv
		[ "$stderr" = \
			"nps-calc: a.csv:25000: score 'y' is not a number (leave it empty if there is no answer)" ]
		run -1 --separate-stderr nps-calc --skip-bad --threads=$t a.csv
		[ "${stderr_lines[0]}" = \
			"nps-calc: a.csv:25000: score 'y' is not a number (leave it empty if there is no answer)" ]
		[ "${stderr_lines[1]}" = \
			"nps-calc: a.csv:29000: score 'x' is not a number (leave it empty if there is no answer)" ]
	done
}

@test "no data is n = 0 with empty cells, status 0" {
	run -0 --separate-stderr nps-calc <(echo score)
	same "n,promoters,passives,detractors,nps,low,high,method,size,variance,centre,se
0,0,0,0,,,,,small,,,"
	[ -z "$stderr" ]
	run -0 nps-calc -f json <(echo score)
	jq -e '.n == 0 and .nps == null and .low == null' <<<"$output"
	run -0 nps-calc --period=month <(echo date,score)
	[ "${#lines[@]}" = 1 ]
	run -0 nps-calc <(answers 10 10 10)
	[ "$(cells size)" = "" ]
	run -0 nps-calc <(answers 10 10 9)
	[ "$(cells size)" = small ]
}

# feedback CSV: its rows (case_id,customer_id,date,channel,kind,score,department) into the store
# s.db, empty cells as NULL.
feedback() {
	[ -e s.db ] || cust-init -d s.db
	sqlite3 s.db '.import --csv '"$1"' given' \
		"INSERT OR IGNORE INTO customer (customer_id) SELECT DISTINCT customer_id FROM given
		WHERE customer_id <> ''" \
		"INSERT INTO feedback (case_id, customer_id, date, channel, kind, score, department)
		SELECT case_id, nullif(customer_id, ''),
		    date, nullif(channel, ''), kind, nullif(score, ''), nullif(department, '')
		    FROM given" 'DROP TABLE given'
}
HEAD=case_id,customer_id,date,channel,kind,score,department

# Answers of all kinds: 60 25 15 of the worked table as nps, those of CSAT and CES above, and a
# complaint.
vectors() {
	{ echo score; rows 60 25 15 nps,; counts 2 3 5 20 20 | sed 1d |
		sed s/^/csat,/; counts 1 1 2 4 6 10 6 | sed 1d | sed s/^/ces,/
	echo complaint,; echo nps,; } | awk -F, -v head=$HEAD 'NR == 1 { print head; next }
		{ printf "%d,c%d,2025-01-%02d,%s,%s,%s,\n", NR, NR % 40, 1 + NR % 28,
			NR % 2 ? "web" : "phone", $1, $2 }'
}

@test "the store: NPS, CSAT and CES, byte for byte what CSV gives" {
	vectors >all.csv
	feedback all.csv
	for metric in nps csat ces; do
		for options in '' --by=channel '--period=week --compare' \
			'--per-customer=latest --period=month' '--by=channel,customer_id' \
			'--since=2025-01-05 --until=2025-01-20' --target=50 --need=5 \
			--population=1000 --as-of=2025-01-10; do
			# shellcheck disable=SC2086 # a list of options
			run -0 --separate-stderr nps-calc -d s.db --metric=$metric $options
			[ -z "$stderr" ]
			# shellcheck disable=SC2086
			nps-calc -q --metric=$metric $options all.csv | diff - <(echo "$output")
		done
	done
	run -0 nps-calc -d s.db
	[ "$(cells promoters,passives,detractors,nps)" = 60,25,15,45 ]
	[ "$(cells low,high | rounded)" = 29.3431,58.0355 ]
	run -0 nps-calc -d s.db --metric=csat
	[ "$(cells n,satisfied,csat,low,high,mean | rounded)" = 50,40,80,66.9629,88.7562,4.06 ]
	CUSTKIT_DB=$PWD/s.db run -0 nps-calc -D --metric=ces
	[ "$(cells n,ces_mean,easy_share,easy_net | rounded)" = 30,5.2333,73.3333,60 ]
}

@test "the store: the worked intervals, row by row" {
	while IFS='|' read -r wald adjusted; do
		IFS=, read -r p n d all nps _ <<<"$wald"
		rm -f s.db
		{ echo $HEAD; rows "$p" "$n" "$d" nps, |
			awk '{ split($0, f, ",");
			print NR ",,2025-01-01,," f[1] "," f[2] "," }'; } >v.csv
		feedback v.csv
		run -0 nps-calc -q -d s.db
		[ "$(cells promoters,passives,detractors,n,nps | rounded)" = "$p,$n,$d,$all,$nps" ]
		output=$(cells centre,se,low,high | rounded)
		same "$adjusted"
	done <<<"$WORKED"
}

@test "the store: --by takes columns of the feedback, and of its customer" {
	cust-init -d s.db
	printf '%s\n' customer_id,country,city,channel,plan c1,CN,'"北京, 市"',ad,gold c2,DE,Ulm,ad, |
		cust-add -q -d s.db >acc
	printf '%s\n' $HEAD 1,c1,2025-01-01,web,nps,10,sales 2,c2,2025-02-01,phone,nps,0,sales \
		3,,2025-03-01,web,nps,8,care 4,c1,2025-04-01,,nps,9, \
		5,c2,2025-04-02,web,csat,5,sales >f.csv
	feedback f.csv
	by() { # COLUMNS WANT
		run -0 --separate-stderr nps-calc -d s.db --by="$1" --as-of=2025-12-31 -f json
		output=$(jq -r --arg by "$1" \
			'. as $row | ($by / "," | map($row[.] // "") | join("/")) + ":" + (.n | tostring)' <<<"$output" | paste -sd' ')
		same "$2"
	}
	by channel ':1 phone:1 web:2'	# not the customer's, which is ad
	by department ':1 care:1 sales:2'
	by country ':1 CN:2 DE:1'
	by city ':1 Ulm:1 北京, 市:2'
	by country,channel '/web:1 CN/:1 CN/web:1 DE/phone:1'
	by plan ':2 gold:2'
	by customer_id ':1 c1:2 c2:1'
	by kind nps:4
	by source :4
	run -2 --separate-stderr nps-calc -d s.db --by=nation
	[ -z "$output" ]
	[ "$stderr" = \
		"nps-calc: the store has no column 'nation' to group by; it has customer_id, channel, kind, department, wanted, severity, order_id, touchpoint, source, and the customer's name, email, phone, birthday, gender, country, region, city, channel, plan, acquired, birthday_calendar, preferred_channel" ]
	run -2 --separate-stderr nps-calc -d s.db --by=city,city
	[ "${stderr_lines[0]}" = "nps-calc: duplicate column 'city' in --by" ]
	# periods of each, compared
	run -0 nps-calc -d s.db --by=country --period=quarter --compare --as-of=2025-12-31
	[ "$(cells country,period,n,difference | paste -sd' ')" = \
		',2025-Q1,1, CN,2025-Q1,1, CN,2025-Q2,1,0 DE,2025-Q1,1,' ]
}

@test "the store: --by with many answers, whose customers are loaded at once" {
	cust-init -d s.db
	awk 'BEGIN {
		print "customer_id,country,city"
		for (i = 0; i < 3000; i++)
			printf "%s%d,%s,%s\n", i % 7 ? "c" : "a-customer-with-a-long-number-", i,
				i % 5 ? "L" i % 11 : "", i % 3 ? "T" i % 13 : ""
	}' | cust-add -q -d s.db >acc
	awk -v head=$HEAD 'BEGIN {
		srand(4)
		print head
		for (i = 1; i <= 9000; i++) {
			c = int(rand() * 3100)
			who = c >= 3000 ? "" : (c % 7 ? "c" : "a-customer-with-a-long-number-") c
			printf "%d,%s,2025-01-02,web,nps,%d,d%d\n", i, who, rand() * 11, i % 4
		}
	}' >f.csv
	feedback f.csv
	for by in country city,country country,department,city; do
		nps-calc -d s.db --by=$by --as-of=2025-12-31 |
			awk -F, -v n="$(awk -F, '{ print NF }' <<<$by)" 'NR > 1 {
				for (i = 1; i <= n + 2; i++)
					printf "%s%s", $i, i < n + 2 ? "," : "\n" }' >got
		sqlite3 -separator , s.db "SELECT $by, count(*), sum(score >= 9) FROM (SELECT
			coalesce(country, '') AS country, coalesce(city, '') AS city, f.department,
			score FROM feedback AS f LEFT JOIN customer USING (customer_id))
			GROUP BY $by ORDER BY $by" >want
		diff want got
	done
}

@test "--as-of: of the store and of CSV, the day included" {
	printf '%s\n' $HEAD 1,c1,2025-01-31,web,nps,10, 2,c1,2025-02-01,web,nps,9, \
		3,c2,2025-02-01T23:59:59,web,nps,0, 4,c2,2025-02-02T00:00:00,web,nps,8, >f.csv
	feedback f.csv
	for day in 2025-01-30:0 2025-01-31:1 2025-02-01:3 2025-02-02:4; do
		for from in '-d s.db' f.csv; do
			# shellcheck disable=SC2086 # an option and its argument
			run -0 nps-calc -q --as-of="${day%:*}" $from
			[ "$(cells n)" = "${day#*:}" ]
		done
	done
	# the latest of a customer is the latest that was known
	for from in '-d s.db' f.csv; do
		# shellcheck disable=SC2086
		run -0 nps-calc --per-customer=latest --as-of=2025-02-01 $from
		[ "$(cells n,promoters,detractors)" = 2,1,1 ]
		# shellcheck disable=SC2086
		run -0 nps-calc --as-of=2025-02-02 --since=2025-02-01 --until=2025-02-01 $from
		[ "$(cells n)" = 2 ]
	done
	run -2 --separate-stderr nps-calc --as-of=2025-02-01 <(echo score)
	says "no column 'date'"
	# without it both count what is known today; a row of CSV without a date, or with one that
	# cannot be read, counts
	tomorrow=$(date -u -d tomorrow +%F)
	printf '%s\n' $HEAD "5,c1,$tomorrow,web,nps,10," >t.csv
	feedback t.csv
	run -0 nps-calc -d s.db
	[ "$(cells n)" = 4 ]
	run -0 nps-calc t.csv
	[ "$(cells n)" = 0 ]
	for date in "$(date -u +%F)" "$(date -u +%F)T23:59:59" '' never 9999-13-01; do
		run -0 nps-calc <(printf '%s\n' date,score "$date,9" "$tomorrow,0")
		[ "$(cells n,promoters)" = 1,1 ]
	done
	# 14 hours before midnight of tomorrow in Kiritimati is still today in London
	run -0 nps-calc --tz=UTC \
		<(printf '%s\n' date,score "${tomorrow}T00:00+14:00,9" \
		"$(date -u +%F)T23:59-12:00,0")
	[ "$(cells n,promoters)" = 1,1 ]
	run -0 nps-calc --date-format=%d.%m.%Y \
		<(printf '%s\n' date,score "$(date -u -d tomorrow +%d.%m.%Y),0" \
		"$(date -u +%d.%m.%Y),9")
	[ "$(cells n,promoters)" = 1,1 ]
	run -0 nps-calc --since=2025-01-01 <(printf '%s\n' date,score "$tomorrow,0" 2025-01-01,9)
	[ "$(cells n,promoters)" = 1,1 ]
}

# A case with follow-up scores: an id, then step, score, moment ...
events() {
	local id=$1
	shift
	for ((; $# > 0;)); do
		sqlite3 s.db "INSERT INTO feedback_event (case_id, at, step, state, actor, score)
			VALUES ($id, '$3', '$1', 'closed', 'me', $2)"
		shift 3
	done
}

@test "--score=follow_up: how the handling was found, the last score of each case" {
	printf '%s\n' $HEAD 1,c1,2025-01-02,phone,complaint,,care \
		2,c2,2025-01-03,web,question,,care 3,c3,2025-01-04,web,csat,1,sales \
		4,,2025-01-05,web,complaint,, >f.csv
	feedback f.csv
	events 1 follow-up 2 2025-01-10 reopen NULL 2025-01-11 follow-up 5 2025-02-10T12:00:00 \
		close NULL 2025-02-11
	events 2 follow-up 4 2025-02-10
	events 3 follow-up 1 2025-03-01
	found() { # WANT OPTION...: n,satisfied
		run -0 nps-calc -q -d s.db --metric=csat --score=follow_up "${@:2}"
		[ "$(cells n,satisfied | paste -sd' ')" = "$1" ] || { echo "$output"; return 1; }
	}
	found 0,0 --as-of=2025-01-09
	found 1,0 --as-of=2025-01-10
	found 1,0 --as-of=2025-02-09
	found 2,2 --as-of=2025-02-10
	found 3,2 --as-of=2025-03-01
	found 3,2
	# by the day on which it was given, of what was last known
	found '2,2 1,0' --period=month
	found 2,2 --since=2025-02-01 --until=2025-02-28
	found 0,0 --until=2025-01-31
	found 1,0 --until=2025-01-31 --as-of=2025-01-31
	found '2,2 1,0' --by=department
	# the department that the case was last assigned to, as of the date
	sqlite3 s.db "INSERT INTO feedback_event (case_id, at, step, state, actor, department)
		VALUES (1, '2025-02-12', 'assign', 'assigned', 'me', 'sales')"
	found '1,1 2,1' --by=department
	found '2,2' --by=department --as-of=2025-02-11
	found '1,1 1,1' --by=department --as-of=2025-02-12
	found '1,1 1,1 1,0' --by=customer_id
	# the same of what feedback-list prints
	printf '%s\n' case_id,date,kind,score,department,follow_up 1,2025-01-02,complaint,,sales,5 \
		2,2025-01-03,question,,care,4 3,2025-01-04,csat,1,sales,1 \
		4,2025-01-05,complaint,,, >list.csv
	for options in '' --by=department; do
		run -0 --separate-stderr nps-calc --metric=csat --score=follow_up $options list.csv
		[ -z "$stderr" ]
		nps-calc -d s.db --metric=csat --score=follow_up $options | diff - <(echo "$output")
	done
	# the score that was asked for is another
	run -0 nps-calc -d s.db --metric=csat
	[ "$(cells n,satisfied)" = 1,0 ]
	for metric in nps ces; do
		run -2 --separate-stderr nps-calc --metric=$metric --score=follow_up list.csv
		[ "${stderr_lines[0]}" = \
			"nps-calc: --score=follow_up requires --metric=csat; it rates the handling from 1 to 5" ]
	done
}

@test "the store: no answers are n = 0, said on stderr" {
	cust-init -d s.db
	run -0 --separate-stderr nps-calc -d s.db --as-of=2025-01-10
	same "n,promoters,passives,detractors,nps,low,high,method,size,variance,centre,se
0,0,0,0,,,,,small,,,"
	[ "$stderr" = "nps-calc: no scores of kind nps in the store by 2025-01-10" ]
	run -0 --separate-stderr nps-calc -d s.db --metric=csat --score=follow_up \
		--as-of=2025-01-10 --by=country
	[ "${#lines[@]}" = 1 ]
	[ "$stderr" = "nps-calc: no follow-up scores in the store by 2025-01-10" ]
	printf '%s\n' $HEAD 1,c1,2025-01-31,web,nps,, 2,c1,2025-01-31,web,complaint,, \
		3,c1,2025-01-31,web,ces,7, >f.csv
	feedback f.csv
	run -0 --separate-stderr nps-calc -d s.db --since=2025-01-01 --until=2025-02-01 \
		--as-of=2025-03-01
	[ "$(cells n)" = 0 ]
	[ "$stderr" = \
		"nps-calc: no scores of kind nps in the store since 2025-01-01 by 2025-02-01" ]
	run -1 nps-calc -q -d s.db --fail-under=0
	run -0 --separate-stderr nps-calc -q -d s.db
	[ -z "$stderr" ]
}

@test "the store: what cannot be is named by its case" {
	printf '%s\n' $HEAD 1,c1,2025-01-01,web,csat,5, 7,c1,2025-01-01,web,csat,9, \
		8,c1,2025-01-01,web,csat,0, 9,c1,2025-02-30,web,csat,4, >f.csv
	feedback f.csv
	run -2 --separate-stderr nps-calc -d s.db --metric=csat
	[ -z "$output" ]
	[ "$stderr" = "nps-calc: case_id 7: score '9' is not from 1 to 5" ]
	run -1 --separate-stderr nps-calc --skip-bad -d s.db --metric=csat
	[ "$(cells n,satisfied)" = 1,1 ]
	[ "$stderr" = "nps-calc: case_id 7: score '9' is not from 1 to 5
nps-calc: case_id 8: score '0' is not from 1 to 5
nps-calc: case_id 9: date '2025-02-30' is not a valid date" ]
	# scores of 1 to 5 are not taken for NPS here either
	{ echo $HEAD; yes 3 | head -n 30 |
		awk '{ print 100 + NR ",c1,2025-01-01,web,nps," $1 "," }'; } >n.csv
	feedback n.csv
	run -2 --separate-stderr nps-calc -d s.db
	says "all 30 scores are from 1 to 5"
}

@test "the store is never guessed" {
	vectors >all.csv
	feedback all.csv
	while IFS='|' read -r options message; do
		# shellcheck disable=SC2086 # a list of options
		run -2 --separate-stderr nps-calc $options
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "nps-calc: $message" ] || { echo "$options: $stderr";
			return 1; }
	done <<-'END'
	-d s.db all.csv|unexpected operand 'all.csv': with -d the answers come from the store
	-D -|unexpected operand '-': with -d the answers come from the store
	-d s.db --score=text|--score must be score or follow_up with a store, not 'text'
	-d s.db --date-format=%d/%m/%Y|--date-format cannot be used with a store
	-d s.db --tz=Asia/Shanghai|--tz cannot be used with a store
	END
	run -2 --separate-stderr nps-calc -d none.db
	says "none.db: store not found"
	[ ! -e none.db ]
}

@test "a column of scores with a Chinese name: the option that reads it, and it works" {
	printf '%s\n' 客户编号,推荐分 C1,9 C2,3 >nps.csv
	run -2 --separate-stderr nps-calc nps.csv
	[[ $stderr == *"(use --rename='推荐分=score')" ]]
	for option in --rename=推荐分=score --score=推荐分; do
		run -0 nps-calc $option --columns=n,nps nps.csv
		same $'n,nps\n2,0'
	done
}

@test "--by: Chinese names in a Chinese environment; the output has ours" {
	printf '%s\n' score,touchpoint,渠道 9,店,a 3,网,b >spoken.csv
	zh() { LC_ALL=C.UTF-8 LANGUAGE=zh_CN nps-calc -q --columns="$1" --by="$2" "${@:3}"; }
	run -0 zh touchpoint,n,nps 接触点 spoken.csv
	same $'touchpoint,n,nps\n店,1,100\n网,1,-100'
	# a column with this very name comes first, in every language
	run -0 zh 渠道,n 渠道 spoken.csv
	same $'渠道,n\na,1\nb,1'
	run -2 --separate-stderr nps-calc --by=接触点 spoken.csv
	says "no column '接触点'"
	cust-init -d spoken.db
	cust-add -q -d spoken.db --customer-id=a --region=广东 >acc
	feedback-log -q -d spoken.db --customer-id=a --kind=nps --score=9 --channel=web >acc
	run -0 zh region,channel,n 地区,渠道 -d spoken.db
	same $'region,channel,n\n广东,web,1'
}
