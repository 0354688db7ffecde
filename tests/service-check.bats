# service-check: standards of service, measured in working time from what happened.
load helper

# Monday to Friday 09:00-18:00; holidays and make-up workdays of China, autumn 2025
CAL=$ROOT/share/examples/calendar.csv

new() { cust-init -d s.db; for id; do cust-add -q -d s.db --customer-id="$id" >/dev/null; done; }

# said DATE KIND [COLUMN=VALUE...]: a case.
said() {
	local pair options=()
	for pair in "${@:3}"; do
		options+=("--$(tr _ - <<<"${pair%%=*}")=${pair#*=}")
	done
	feedback-log -d s.db --date="$1" --kind="$2" --text= --force "${options[@]}" >/dev/null
}

# step CASE AT STEP [SCORE]
step() {
	local options=("--$3")
	case $3 in
	assign) options=(--assign=li) ;;
	resolve) options+=(--outcome=x --cause=y) ;;
	follow-up) options=(--follow-up="$4") ;;
	note) options=(--note=x) ;;
	esac
	feedback-step -d s.db --at="$2" --actor=x "${options[@]}" "$1" >/dev/null
}

# met AT DIRECTION CUSTOMER [CHANNEL]: a contact.
met() {
	touch-log -d s.db --date="$1" --direction="$2" --customer-id="$3" --channel="${4:-mail}" \
		>/dev/null
}

promised() { promise-log -d s.db "$@" >/dev/null; }
became() { promise-log -d s.db --actor=x "$@" >/dev/null; }

# standards ROW...: metric,scope,target,within.
standards() { printf '%s\n' metric,scope,target,within "$@" >std.csv; }
check() { service-check -d s.db --standards=std.csv "$@"; }

# is COLUMNS TEXT ARGUMENT...: these columns of the rows.
is() {
	run -0 check --no-header "${@:3}"
	output=$(cut -d, -f"$1" <<<"$output")
	same "$2"
}

# hours WANT ARGUMENT...: "hours result" of each item.
hours() {
	run -0 check --list --no-header "${@:2}"
	output=$(cut -d, -f7,9 <<<"$output" | tr , ' ')
	same "$1"
}

bad() { # MESSAGE
	run -2 --separate-stderr check "${@:2}"
	[ -z "$output" ]
	says "service-check: $1"
}

@test "dues worked by hand on the calendar: at the limit is within, a minute more is not" {
	printf '%s\n' day,hours 'mon-fri,09:00-12:00 13:30-18:00' >lunch.csv
	new
	n=0
	while IFS='|' read -r from to within less calendar; do
		said "$from" complaint
		step $((++n)) "$to" acknowledge
		standards "first_response,case_id=$n,1,$within" "first_response,case_id=$n,1,$less"
		[ -n "$calendar" ] || calendar=$CAL
		hours "$(awk -v w="$within" 'BEGIN { h = w ~ /min/ ? w / 60 : w + 0;
			printf "%.17g met\n%.17g missed\n", h, h }')" \
			--calendar="$calendar" --as-of=2025-12-31
	done <<-'END'
	2025-06-06T17:00|2025-06-09T10:00|2h|119min|
	2025-06-07T12:00|2025-06-09T11:00|2h|119min|
	2025-09-30T17:00|2025-10-09T12:00|4h|239min|
	2025-10-10T17:30|2025-10-11T10:30|2h|119min|
	2025-09-26T17:30|2025-09-28T09:30|1h|59min|
	2025-06-06T08:00|2025-06-06T18:00|9h|539min|
	2025-06-06T08:00|2025-06-06T18:00|9h|.99d|
	2025-06-06T11:30|2025-06-06T15:00|2h|119min|lunch.csv
	END
	[ "$n" = 8 ]
	said 2025-06-06T18:00 complaint
	step 9 2025-06-09T09:01 acknowledge
	standards "first_response,case_id=9,1,1min"
	hours '0.016666666666666666 met' --calendar="$CAL" --as-of=2025-12-31
}

# A complaint of a Monday: answered, waiting, resolved, told, found bad, reopened, resolved, closed.
story() {
	new a
	said 2025-06-02T10:00 complaint customer_id=a severity=high
	while read -r at step; do
		# shellcheck disable=SC2086 # a step and its score
		step 1 $at $step
	done <<-'END'
	2025-06-02T11:00 acknowledge
	2025-06-02T11:30 assign
	2025-06-03T09:00 start
	2025-06-03T10:00 wait
	2025-06-05T10:00 resume
	2025-06-05T15:00 resolve
	2025-06-05T16:00 inform
	2025-06-09T10:00 follow-up 2
	2025-06-09T10:30 reopen
	2025-06-10T12:00 resolve
	2025-06-10T13:00 inform
	2025-06-11T09:00 follow-up 4
	2025-06-11T09:30 close
	END
	standards first_response,,90%,4h update,,90%,1d resolution,,90%,2d reopened,,5%, csat,,80%,
}

@test "one case at six dates, by hand" {
	story
	# metric,n,met,attainment,pending,median,result
	at() { is 1,5,6,7,11,12,13 "$2" --calendar="$CAL" --as-of="$1"; }
	at 2025-06-01 'first_response,0,0,,0,,no data
update,0,0,,0,,no data
resolution,0,0,,0,,no data
reopened,0,0,,0,,no data
csat,0,0,,0,,no data'
	# an hour to the first response; the rest is under way
	at 2025-06-02 'first_response,1,1,1,0,1,met
update,0,0,,1,,no data
resolution,0,0,,1,,no data
reopened,0,0,,0,,no data
csat,0,0,,0,,no data'
	# no news for 11:30 to 18:00; eight hours of Monday and one of Tuesday until it waits
	standards update,,90%,1d resolution,,90%,2d
	hours $'6.5 pending\n8 pending' --calendar="$CAL" --as-of=2025-06-02
	hours $'6.5 pending\n9 pending' --calendar="$CAL" --as-of=2025-06-04
	# and 10:00 to 15:00 of Thursday
	hours $'6.5 met\n14 met' --calendar="$CAL" --as-of=2025-06-05
	# reopened: six days of 9 hours less the first hour of Monday, less the 18 that it waited;
	# no news since 10:30
	hours $'7.5 pending\n35 missed' --calendar="$CAL" --as-of=2025-06-09
	# no news from Monday 10:30 to Tuesday 12:00; three hours more until the resolve that held
	hours $'10.5 missed\n38 missed' --calendar="$CAL" --as-of=2025-06-11
	standards first_response,,90%,4h update,,90%,1d resolution,,90%,2d reopened,,5%, csat,,80%,
	at 2025-06-05 'first_response,1,1,1,0,1,met
update,1,1,1,0,6.5,met
resolution,1,1,1,0,14,met
reopened,1,1,0,0,,met
csat,0,0,,0,,no data'
	at 2025-06-09 'first_response,1,1,1,0,1,met
update,0,0,,1,,no data
resolution,1,0,0,0,35,missed
reopened,1,0,1,0,,missed
csat,1,0,0,0,,missed'
	at 2025-06-11 'first_response,1,1,1,0,1,met
update,1,0,0,0,10.5,missed
resolution,1,0,0,0,38,missed
reopened,1,0,1,0,,missed
csat,2,1,0.5,0,,missed'
}

@test "a calendar that changes, changes the reading and not the store" {
	story
	sha256sum s.db >before
	standards resolution,,90%,2d
	is 6,12,13,15 "0,38,missed,calendar.csv $(sed -n 's/.*calendar.csv //p' \
		<(check --calendar="$CAL" --no-header))" --calendar="$CAL" --as-of=2025-06-11
	# on Tuesday the 10th nobody works: three hours less
	{ cat "$CAL"; echo 2025-06-10,closed; } >calendar.csv
	is 12 35 --calendar=calendar.csv --as-of=2025-06-11
	# around the clock: 194 hours less the 48 that it waited
	is 12,13,15 '146,missed,around the clock' --as-of=2025-06-11
	# the two files are called the same, but are not the same
	name() { check --calendar="$1" --no-header | cut -d, -f15; }
	[ "$(name "$CAL")" != "$(name calendar.csv)" ]
	[[ $(name calendar.csv) == "calendar.csv "???????? ]]
	sha256sum -c before
}

@test "--list: why, one row an item, by standard and number" {
	story
	said 2025-06-03 question
	run -0 check --list --calendar="$CAL" --as-of=2025-06-03
	same 'metric,scope,id,customer_id,start,end,hours,within,result
first_response,,1,a,2025-06-02T10:00:00,2025-06-02T11:00:00,1,4h,met
first_response,,2,,2025-06-03T00:00:00,,9,4h,missed
update,,1,a,2025-06-02T11:30:00,2025-06-03T09:00:00,6.5,1d,pending
update,,2,,2025-06-03T00:00:00,,9,1d,pending
resolution,,1,a,2025-06-02T10:00:00,,9,2d,pending
resolution,,2,,2025-06-03T00:00:00,,9,2d,pending'
	run -0 check --list --calendar="$CAL" --as-of=2025-06-11 --format=json
	[ "$(jq -c 'select(.metric == "csat" or .metric == "reopened") |
		[.metric, .id, .end, .hours, .result]' <<<"$output")" = \
		'["reopened",1,"2025-06-10T12:00:00",null,"missed"]
["csat",1,"2025-06-09T10:00:00",null,"missed"]
["csat",1,"2025-06-11T09:00:00",null,"met"]' ]
	for f in csv tsv json table md; do
		run -0 check --list --as-of=2025-06-11 --format=$f
		[ "${#lines[@]}" -ge 9 ]
	done
}

@test "n, attainment and its interval: Wilson" {
	new
	for score in 5 4 5 5 4 4 5 5 3 1; do said 2025-06-02 csat score=$score; done
	said 2025-06-02 csat # not answered
	said 2025-06-02 nps score=9
	said 2025-06-02 ces score=5
	standards csat,,80%, csat,,.81,
	is 3-7,10,13,14 '0.8,,10,8,0.8,wilson,met,9 10
0.81,,10,8,0.8,wilson,missed,9 10'
	check --no-header | head -n 1 | awk -F, '{
		n = 10; p = .8; z = 1.959963984540054
		c = (p + z * z / 2 / n) / (1 + z * z / n);
		h = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
		d = $8 - (c - h); e = $9 - (c + h)
		exit !(d < 1e-12 && d > -1e-12 && e < 1e-12 && e > -1e-12) }'
	# 0.49016 and 0.94332 by the tables
	check --no-header | head -n 1 |
		awk -F, '{ exit !(sprintf("%.5f %.5f", $8, $9) == "0.49016 0.94332") }'
}

@test "the target itself is enough; a third is a third" {
	new
	for score in 5 1 1; do said 2025-06-02 csat score=$score; done
	standards csat,,33.333333333333336%, csat,,33.334%, csat,,1, csat,,0,
	is 13 $'met\nmissed\nmissed\nmet'
}

@test "which cases: those with a clock, unless the scope names a kind" {
	new
	for kind in complaint suggestion question praise nps csat ces; do
		said 2025-06-02T10:00 $kind
	done
	standards first_response,,1,1h first_response,kind=praise,1,1h \
		first_response,severity=,1,1h resolution,,1,1h
	is 5 $'3\n1\n3\n3' --as-of=2025-06-03
}

@test "scope: columns that all must hold" {
	new a b
	said 2025-06-02 complaint customer_id=a severity=high channel=mail department=售后 \
		order_id=007
	said 2025-06-02 complaint customer_id=b severity=high
	said 2025-06-02 question customer_id=b severity=low "text=a b"
	said 2025-06-02 complaint
	standards resolution,,1,1h 'resolution,severity=high,1,1h' \
		'resolution,kind=complaint  severity=high customer_id=b ,1,1h' \
		resolution,severity=,1,1h resolution,department=售后,1,1h resolution,order_id=7,1,1h \
		resolution,order_id=007,1,1h \
		resolution,customer_id=,1,1h 'resolution,wanted=,1,1h' resolution,case_id=3,1,1h
	is 2,5 ',4
severity=high,2
kind=complaint  severity=high customer_id=b ,1
severity=,1
department=售后,1
order_id=7,0
order_id=007,1
customer_id=,1
wanted=,4
case_id=3,1' --as-of=2025-06-03
}

@test "scope: in the language of a table for people" {
	new a
	said 2025-06-02 complaint customer_id=a severity=critical channel=chat
	standards 'resolution,kind=complaint severity=critical department=售后,1,1h' \
		'answered,channel=chat,1,1h' resolution,,1,1h
	zh() { LC_ALL=C.UTF-8 LANGUAGE=zh_CN check -q --as-of=2025-06-03 --no-header \
		--columns=scope "$@"; }
	run -0 zh -t
	same '类型=投诉 严重程度=紧急 部门=售后
渠道=在线聊天'
	standards 'resolution,kind=complaint severity=critical,1,1h'
	run -0 zh --list -t
	same '类型=投诉 严重程度=紧急'
	run -0 zh --period=month -t
	same '类型=投诉 严重程度=紧急'
	run -0 zh --lang=zh
	same 'kind=complaint severity=critical'
}

@test "--since, --until: what was received then, with all that became of it" {
	new
	for day in 02 03 04; do said 2025-06-${day}T10:00 question; done
	step 2 2025-06-20T10:00 acknowledge
	standards first_response,,1,1h
	hours '408 missed' --since=2025-06-03 --until=2025-06-03 --as-of=2025-07-01 # 17 days
	is 5 2 --since=2025-06-03 --as-of=2025-07-01
	is 5 2 --until=2025-06-03 --as-of=2025-07-01
	is 5 2 --until=2025-07-03 --as-of=2025-06-03
	is 5 0 --since=2025-06-05 --as-of=2025-07-01
}

@test "without --as-of it is now, not the end of today" {
	new
	said "$(date -d '30 minutes ago' +%FT%T)" question
	standards first_response,,1,1h first_response,,1,29min
	is 5,11 $'0,1\n1,0'
}

@test "first response: a note does not count" {
	new
	said 2025-06-02T10:00 question
	step 1 2025-06-02T10:01 note
	standards first_response,,1,2h
	hours '4 missed' --as-of=2025-06-02 \
		--calendar=<(printf '%s\n' day,hours mon-sun,08:00-14:00)
	step 1 2025-06-02T12:00 assign
	hours '2 met' --as-of=2025-06-02
}

@test "update: waiting and what was resolved need no news" {
	new
	said 2025-06-02T10:00 question
	step 1 2025-06-02T11:00 assign
	step 1 2025-06-02T13:00 wait
	standards update,,1,3h
	hours '2 pending' --as-of=2025-06-20
	step 1 2025-06-21T10:00 note
	step 1 2025-06-22T10:00 resume
	step 1 2025-06-22T13:00 resolve
	hours '3 met' --as-of=2025-07-01
	step 1 2025-07-02T10:00 reopen
	step 1 2025-07-02T14:00 note
	hours '10 missed' --as-of=2025-07-02 # 14:00 to the end of the day
}

@test "promises: by the due in force; deliveries by the first" {
	new a
	for n in 1 2 3 4 5 6; do
		promised --customer-id=a --date=2025-06-02 --promise=x --due=2025-06-06 \
			--touchpoint=delivery
	done
	promised --customer-id=a --date=2025-06-03 --promise=y --due=2025-06-06T12:00 \
		--channel=phone
	became --kept --at=2025-06-06T23:59:59 1
	became --kept --at=2025-06-07 2
	became --break --at=2025-06-04 3
	became --move=2025-06-20 --told --at=2025-06-06T20:00 4
	became --kept --at=2025-06-10 4
	became --move=2025-06-20 --told --at=2025-06-07 5
	became --kept --at=2025-06-20 5
	became --move=2025-06-20 --at=2025-06-05 6
	standards kept_promises,,95%, on_time_delivery,,95%, kept_promises,channel=phone,95%, \
		kept_promises,touchpoint=delivery,95%,
	# kept: 1 and 4; late, broken, told after the breach, not told, overdue: 2 3 5 6 7
	is 1,5,6,11,13,14 'kept_promises,7,2,0,missed,2 3 5
on_time_delivery,6,1,0,missed,2 3 4
kept_promises,1,0,0,missed,7
kept_promises,6,2,0,missed,2 3 5' --as-of=2025-07-01
	# on the day that it is due: of the 7th the hour has come
	is 5,6,11 $'3,1,4\n2,1,4\n1,0,0\n2,1,4' --as-of=2025-06-06
	is 5,6,11 $'1,0,6\n1,0,5\n0,0,1\n1,0,5' --as-of=2025-06-05
	is 5 $'1\n0\n1\n0' --as-of=2025-07-01 --since=2025-06-03
	run -0 check --list --no-header --as-of=2025-06-06
	same 'kept_promises,,1,a,2025-06-02T00:00:00,2025-06-06T23:59:59,,,met
kept_promises,,2,a,2025-06-02T00:00:00,,,,pending
kept_promises,,3,a,2025-06-02T00:00:00,2025-06-04T00:00:00,,,missed
kept_promises,,4,a,2025-06-02T00:00:00,,,,pending
kept_promises,,5,a,2025-06-02T00:00:00,,,,pending
kept_promises,,6,a,2025-06-02T00:00:00,,,,pending
kept_promises,,7,a,2025-06-03T00:00:00,,,,missed
on_time_delivery,,1,a,2025-06-02T00:00:00,2025-06-06T23:59:59,,,met
on_time_delivery,,2,a,2025-06-02T00:00:00,,,,pending
on_time_delivery,,3,a,2025-06-02T00:00:00,2025-06-04T00:00:00,,,missed
on_time_delivery,,4,a,2025-06-02T00:00:00,,,,pending
on_time_delivery,,5,a,2025-06-02T00:00:00,,,,pending
on_time_delivery,,6,a,2025-06-02T00:00:00,,,,pending
kept_promises,channel=phone,7,a,2025-06-03T00:00:00,,,,missed
kept_promises,touchpoint=delivery,1,a,2025-06-02T00:00:00,2025-06-06T23:59:59,,,met
kept_promises,touchpoint=delivery,2,a,2025-06-02T00:00:00,,,,pending
kept_promises,touchpoint=delivery,3,a,2025-06-02T00:00:00,2025-06-04T00:00:00,,,missed
kept_promises,touchpoint=delivery,4,a,2025-06-02T00:00:00,,,,pending
kept_promises,touchpoint=delivery,5,a,2025-06-02T00:00:00,,,,pending
kept_promises,touchpoint=delivery,6,a,2025-06-02T00:00:00,,,,pending'
}

@test "answered: the next contact out to the customer, by whichever way" {
	new a b
	met 2025-06-02T10:00 in a mail           # 1: answered by 3, in 2 h
	met 2025-06-02T11:00 in a chat           # 2: by 3 as well, in 1 h
	met 2025-06-02T12:00 out a phone         # 3
	met 2025-06-02T13:00 in a phone          # 4: needs no answer
	met 2025-06-02T10:30 in b web            # 5: nobody answered b
	met 2025-06-02T14:00 in a social         # 6: not yet
	# nobody knows whom
	touch-log -d s.db --date=2025-06-02T09:00 --direction=in --channel=mail --note= >/dev/null
	met 2025-06-03T14:00 out a mail          # 8
	standards answered,,1,2h answered,channel=chat,1,1h answered,touchpoint=x,1,1h
	run -0 check --list --no-header --as-of=2025-06-02 \
		--calendar=<(printf '%s\n' day,hours mon-sun,09:00-15:00)
	same 'answered,,1,a,2025-06-02T10:00:00,2025-06-02T12:00:00,2,2h,met
answered,,2,a,2025-06-02T11:00:00,2025-06-02T12:00:00,1,2h,met
answered,,6,a,2025-06-02T14:00:00,,1,2h,pending
answered,,5,b,2025-06-02T10:30:00,,4.5,2h,missed
answered,channel=chat,2,a,2025-06-02T11:00:00,2025-06-02T12:00:00,1,1h,met'
	hours $'2 met\n1 met\n24 missed\n37.5 missed\n1 met' --as-of=2025-06-03
}

@test "worst: the longest first, as many as are asked for" {
	new
	for hour in 10 08 09 11; do said 2025-06-02T$hour:00 question; done
	for n in 1 2 3 4; do step $n 2025-06-02T12:30 acknowledge; done
	standards first_response,,1,2h reopened,,0,
	is 12,14 $'3,2:4.5 3:3.5 1:2.5\n,' --as-of=2025-06-03
	standards first_response,,1,2h
	is 14 2:4.5 --as-of=2025-06-03 --worst=1
	is 14 '' --as-of=2025-06-03 --worst=0
}

@test "worst: hours are rounded in a table for people only" {
	new
	said 2025-06-02T10:10 question	# acknowledged after 2 h 20 min
	step 1 2025-06-02T12:30 acknowledge
	standards first_response,,1,2h
	is 14 1:2.3333333333333335 --as-of=2025-06-03
	for form in table md; do
		run -0 check --as-of=2025-06-03 --columns=worst --format=$form
		[[ $output == *1:2.33333* && $output != *1:2.333333* ]]
	done
}

@test "--check: status 1 if a standard is missed, but not without data" {
	new
	standards csat,,80%, resolution,,90%,1d
	run -0 --separate-stderr check --check
	says "service-check: 2 of 2 standards have no data and are not counted as missed"
	[ "${#lines[@]}" = 3 ]
	said 2025-06-02 csat score=5
	run -0 --separate-stderr check --check
	says "service-check: 1 of 2 standards has no data and is not counted as missed"
	run -0 --separate-stderr check --check -q
	[ -z "$stderr" ]
	said 2025-06-02 csat score=1
	run -1 --separate-stderr check --check
	run -0 --separate-stderr check
	[ -z "$stderr" ]
	standards csat,,50%, # half is half
	run -0 --separate-stderr check --check
	[ -z "$stderr" ]
}

@test "the shipped standards: every metric, and they can be read" {
	new
	[ "$(cut -d, -f1 "$ROOT/share/standards/default.csv" | sed 1d | sort -u | xargs)" = \
		"answered csat first_response kept_promises on_time_delivery reopened resolution update" ]
	run -0 service-check -d s.db --no-header
	[ "${#lines[@]}" = "$(($(wc -l <"$ROOT/share/standards/default.csv") - 1))" ]
	[ "$(cut -d, -f13 <<<"$output" | sort -u)" = "no data" ]
	run -0 service-check -d s.db --list
	same metric,scope,id,customer_id,start,end,hours,within,result
}

@test "standards that are not valid" {
	new
	row() { standards "$2"; bad "std.csv:2: $1"; }
	row "metric 'speed' is not one of first_response|update|resolution|kept_promises|on_time_delivery|reopened|csat|answered" speed,,1,1h
	row "metric '' is not one of" ,,1,1h
	row "scope 'kind' is not column=value" resolution,kind,1,1h
	row "scope '=x' is not column=value" resolution,=x,1,1h
	row "scope 'size' is not a valid column of table 'feedback'" resolution,size=1,1,1h
	row "scope 'kind' is not a valid column of table 'promise'" kept_promises,kind=x,1,
	row "scope 'severity' is not a valid column of table 'touch'" answered,severity=x,1,1h
	row "scope has more than 8 columns" "resolution,$(printf 'kind=x %.0s' {1..9}),1,1h"
	for target in '' x 101% 1.1 -.1 nan; do
		row "target '$target' is not a valid rate (0 to 1, such as .9 or 90%)" \
			"resolution,,$target,1h"
	done
	for within in '' 4 soon 1w 0h; do
		row "within '$within' is not a valid time for 'resolution' (such as 30min, 4h or 2d)" "resolution,,1,$within"
	done
	for metric in kept_promises on_time_delivery reopened csat; do
		row "within '1h' cannot be used with '$metric'" "$metric,,1,1h"
	done
	standards
	bad "std.csv: no standards"
	mapfile -t many < <(yes csat,,1, | head -n 65)
	standards "${many[@]}"
	bad "std.csv:66: more than 64 standards"
	unset 'many[64]'
	standards "${many[@]}"
	run -0 check --no-header
	[ "${#lines[@]}" = 64 ]
	echo metric,scope,target >std.csv
	bad "std.csv: no column 'within'"
	rm std.csv
	bad "std.csv: No such file or directory"
}

@test "misuse, and a calendar that is not valid" {
	new
	standards csat,,1,
	bad "--since is later than --until" --since=2025-06-02 --until=2025-06-01
	bad "--check cannot be used with --list" --check --list
	bad "--worst must be at most 1000" --worst=1001
	bad "--worst must be a whole number >= 0, not 'x'" --worst=x
	echo day,hours >cal.csv
	bad "cal.csv: no weekday has working hours" --calendar=cal.csv
	run -2 --separate-stderr service-check -d none.db
	says "none.db: store not found"
}

@test "dates that are no days of the calendar, from elsewhere" {
	new a
	said 2025-02-20 question
	sqlite3 s.db "UPDATE feedback SET date = '2025-02-31'"
	standards resolution,,1,1h
	bad "case 1: '2025-02-31' is not a valid date; run cust-check"
	sqlite3 s.db "UPDATE feedback SET date = '2025-02-20'"
	sqlite3 s.db "INSERT INTO feedback_event (case_id, at, step, state, actor)
		VALUES (1, '2025-02-29', 'note', 'received', 'x')"
	bad "case 1: '2025-02-29' is not a valid date; run cust-check"
	standards answered,,1,1h
	sqlite3 s.db "INSERT INTO touch (customer_id, date, direction, channel)
		VALUES ('a', '2025-02-31', 'in', 'mail')"
	bad "contact 1: '2025-02-31' is not a valid date; run cust-check"
	standards kept_promises,,1,
	promised --customer-id=a --date=2025-02-02 --promise=x --due=2025-03-01
	sqlite3 s.db "UPDATE promise SET due = '2025-02-31'"
	bad "promise 1: it or one of its steps has a date that is not valid; run cust-check"
	sqlite3 s.db "UPDATE promise SET date = '2025-02-30', due = '2025-03-01'"
	bad "promise 1: '2025-02-30' is not a valid date; run cust-check"
}

@test "text of any kind about a case does not matter" {
	new
	said 2025-06-02 question
	sqlite3 s.db "UPDATE feedback SET text = replace(hex(zeroblob(524288)), '00', '退'),
		department = 'a\"b' || char(10) || 'c'"
	standards resolution,,1,1h
	hours '24 missed' --as-of=2025-06-02
}

# months COUNT...: in each month from 2025-01 on, 50 scores, of which COUNT are satisfied.
months() {
	local month=0 n i
	echo date,kind,text,score
	for n; do
		month=$((month + 1))
		for i in $(seq 50); do
			printf '2025-%02d-10,csat,,%d\n' $month $((i > n ? 2 : 5))
		done
	done
}

@test "--period: the limits of a p-chart, as another program computes them" {
	new
	months 45 44 46 30 45 47 43 45 44 46 45 48 | feedback-log -q -d s.db - >/dev/null
	# another number of scores, at the end of a year
	seq 8 | sed 's/.*/2026-01-31,csat,,5/' | sed '1i date,kind,text,score' |
		feedback-log -q -d s.db - >/dev/null
	standards csat,,80%, kept_promises,,95%,
	check --as-of=2026-03-31 --period=month >rows.csv
	python3 - rows.csv <<-'END'
	import csv, math, sys
	rows = list(csv.DictReader(open(sys.argv[1])))
	yes = [45, 44, 46, 30, 45, 47, 43, 45, 44, 46, 45, 48, 8]
	n = [50] * 12 + [8]
	c = sum(yes) / sum(n)
	assert [r["period"] for r in rows] == ["2025-%02d" % m for m in range(1, 13)] + ["2026-01"]
	for r, y, k in zip(rows, yes, n):
	    s = math.sqrt(c * (1 - c) / k)
	    low, high = max(c - 3 * s, 0), min(c + 3 * s, 1)
	    assert (int(r["n"]), int(r["met"])) == (k, y), r
	    want = {"centre": c, "limit_low": low, "limit_high": high, "attainment": y / k}
	    for name, x in want.items():
	        assert abs(float(r[name]) - x) < 1e-12, (name, r, x)
	    assert r["signal"] == ("below" if y / k < low else "above" if y / k > high else ""), r
	    assert r["size"] == ("small" if min(c, 1 - c) * k < 5 else ""), r
	assert sum(r["signal"] != "" for r in rows) == 1
	END
	# the sums are those of the row without periods
	[ "$(check --as-of=2026-03-31 --columns=n,met --no-header | head -n 1)" = \
		"$(awk -F, 'NR > 1 { n += $6; met += $7 } END { print n "," met }' rows.csv)" ]
	run -0 check --as-of=2026-03-31 --period=month --plot=term
	[[ ${lines[0]} == csat && $output == *░*◆*'┄ centre: '*'─ target: 80.0%'* ]]
	run -0 check --as-of=2026-03-31 --period=month --plot=svg
	[[ $output == *'class="odd"'*'p-chart'* ]]
}

@test "--period: gaps, pending, reopened, no data, and what it cannot be used with" {
	new
	said 2025-01-10 csat score=5
	said 2025-03-10 csat score=1
	said 2025-04-01 complaint
	standards csat,,80%, first_response,kind=complaint,90%,63d reopened,,5%,
	is 1,3,6,8,12,13,16,17 "csat,2025-01,1,1,0,0.5,,small
csat,2025-02,0,,0,0.5,,
csat,2025-03,1,0,0,0.5,,small
first_response,2025-04,0,,1,,," --as-of=2025-04-02 --period=month
	run -0 --separate-stderr check --as-of=2024-01-01 --period=month
	[ "$(wc -l <<<"$output")" = 1 ]
	run -0 --separate-stderr check --as-of=2024-01-01 --period=month --plot=term
	says 'service-check: there is nothing to plot: the table has no rows'
	standards first_response,kind=complaint,90%,63d
	run -0 --separate-stderr check --as-of=2025-04-02 --period=month --plot=term
	says 'service-check: there is nothing to plot: no row has a value'
	for option in --list --check --worst=1 --format=prom; do
		bad '--period cannot be used with --list, --check, --worst or --format=prom' \
			--period=month $option
	done
	# 1 of 2 resolved cases was reopened
	for case in 1 2; do
		said 2025-05-0$case complaint
		step $((3 + case)) 2025-05-04 assign
		step $((3 + case)) 2025-05-05 resolve
	done
	step 5 2025-05-06 reopen
	step 5 2025-05-07 resolve
	standards reopened,,5%,
	is 3,6,7,8 2025-05,2,1,0.5 --as-of=2025-06-01 --period=month
}
