# care-due: whom to contact on a day, and why (lib/care); what touch-log settles; what is handed
# out.
load helper

HEAD=customer_id,name,phone,email,reasons,due,late,priority,channel,direction,consent,call_day,call_hours,agent,last_contact,spend,date,settles

# store ROW...: s.db with customers; the columns are customer_id,phone,email,birthday,
# birthday_calendar,preferred_channel.
store() {
	rm -f s.db
	cust-init -d s.db --country=DE
	printf '%s\n' customer_id,phone,email,birthday,birthday_calendar,preferred_channel "$@" |
		cust-add -q -d s.db >acc
}

# rules ROW...: rules.csv; a row is reason,scheme,label,before,late,every,priority,kind,consent.
rules() {
	printf '%s\n' reason,scheme,label,before,late,every,priority,kind,consent "$@" >rules.csv
}

due() { care-due -d s.db "$@"; }

# on DAY OPTION...: who is due on this day, and why: "a: birthday/2020".
on() {
	due -q --as-of="$1" --no-header --columns=customer_id,settles "${@:2}" | sed 's/,/: /'
}

# misused MESSAGE OPTION...: and the usage line behind it.
misused() {
	run -2 --separate-stderr care-due -d none.db "${@:2}"
	[ -z "$output" ] && [ "${stderr_lines[0]}" = "care-due: $1" ] &&
		[[ ${stderr_lines[1]} == "usage: care-due "* ]] ||
		{ printf 'want %s\ngot %s\n' "$1" "$stderr"; return 1; }
}

# refuses MESSAGE OPTION...: status 2 and this line.
refuses() {
	run -2 --separate-stderr due --as-of=2026-05-04 "${@:2}"
	[ -z "$output" ] && [ "$stderr" = "care-due: $1" ] ||
		{ printf 'want %s\ngot %s\n' "$1" "$stderr"; return 1; }
}

@test "lunar birthdays, to the day: 1994-05-21 is lunar 4-11 (borax, issue 47)" {
	store a,1,,1994-05-21,lunar, b,1,,1994-05-21,lunar-leap, c,1,,1994-05-21,solar,
	rules birthday,,,0,0,,1,,
	run -0 on 2020-05-03 --rules=rules.csv
	same "a: birthday/2020"
	run -0 on 2020-06-02 --rules=rules.csv
	same "b: birthday/2020"
	run -0 on 2020-05-21 --rules=rules.csv
	same "c: birthday/2020"
	run -0 on 2020-06-02 --rules=rules.csv --leap-month=leap
	same $'a: birthday/2020\nb: birthday/2020'
	run -0 on 2020-05-03 --rules=rules.csv --leap-month=leap
	same ""
	# a year without a leap month 4: 4-11 is 2021-05-22 for both
	run -0 on 2021-05-22 --rules=rules.csv
	same $'a: birthday/2021\nb: birthday/2021'
	for day in 2020-05-02 2020-05-04 2020-06-01 2020-06-03; do
		run -0 on $day --rules=rules.csv
		same ""
	done
	run -0 due --as-of=2020-06-02 --rules=rules.csv --columns=reasons --no-header
	same "birthday on 2020-06-02 (lunar leap 4-11)"
}

@test "29 February in common years: 28 February or 1 March, in any time zone" {
	store a,1,,2000-02-29,,
	rules birthday,,,0,0,,1,,
	for TZ in UTC0 Asia/Shanghai America/Los_Angeles; do
		export TZ
		run -0 on 2021-02-28 --rules=rules.csv
		same "a: birthday/2021"
		run -0 on 2021-03-01 --rules=rules.csv
		same ""
		run -0 on 2021-03-01 --rules=rules.csv --leap-day=mar-1
		same "a: birthday/2021"
		run -0 on 2021-02-28 --rules=rules.csv --leap-day=mar-1
		same ""
		run -0 on 2024-02-29 --rules=rules.csv --leap-day=mar-1
		same "a: birthday/2024"
		run -0 on 2024-02-28 --rules=rules.csv
		same ""
		run -0 on 2000-02-29 --rules=rules.csv
		same ""
	done
}

@test "the days before and after: early, late and marked, dropped; the turn of the year" {
	store a,1,,1990-01-02,,
	rules birthday,,,3,7,,1,,
	for day in 2025-12-30 2026-01-02 2026-01-09; do
		run -0 on $day --rules=rules.csv
		same "a: birthday/2026"
	done
	for day in 2025-12-29 2026-01-10; do
		run -0 on $day --rules=rules.csv
		same ""
	done
	run -0 due --rules=rules.csv --as-of=2026-01-09 --columns=reasons,due,late
	same $'reasons,due,late\nbirthday on 2026-01-02 (7 days late),2026-01-02,7'
	run -0 due --rules=rules.csv --as-of=2026-01-03 --columns=reasons,late --no-header
	same "birthday on 2026-01-02 (1 day late),1"
}

@test "in Chinese: what is late is overdue, and a festival has its Chinese name" {
	zh() { LC_ALL=C.UTF-8 LANGUAGE=zh_CN due -q -t --columns=reasons --no-header "$@"; }
	store a,1,,,,
	cust-add -q -d s.db --customer-id=a --country=CN >acc
	feedback-log -q -d s.db --customer-id=a --kind=complaint --text=x \
		--date=2026-11-04T10:00 >acc
	rules case,,,0,30,3,1,,
	# every day is a working day: due on the 7th, 20 days before the 27th
	run -0 zh --as-of=2026-11-27 --rules=rules.csv
	[[ $output == *'自 2026-11-04 起没有进展（逾期 20 天）'* ]]
	rules festival,,,0,0,,1,,
	run -0 zh --as-of=2026-02-17 --rules=rules.csv
	same "春节：2026-02-17"
	run -0 due --as-of=2026-02-17 --rules=rules.csv --columns=reasons,settles --no-header
	same "春节 Spring Festival on 2026-02-17,festival/2026-02-17/春节_Spring_Festival"
}

@test "festivals: solar, lunar, the last day of a short lunar year; only in their countries" {
	store a,1,,,, b,1,,,,
	cust-add -q -d s.db --customer-id=b --country=CN >acc
	rules festival,,,0,0,,1,,
	run -0 on 2026-02-17 --rules=rules.csv
	same "b: festival/2026-02-17/春节_Spring_Festival"
	# the year before has no 30th of the twelfth month
	run -0 on 2026-02-16 --rules=rules.csv
	same "b: festival/2026-02-16/除夕_New_Year's_Eve"
	run -0 on 2026-01-01 --rules=rules.csv
	same $'a: festival/2026-01-01/元旦_New_Year\nb: festival/2026-01-01/元旦_New_Year'
	# published dates of 2025: 31 May, 29 August, 6 October, 29 October
	for day in 05-31/端午 08-29/七夕 10-06/中秋 10-29/重阳; do
		run -0 on "2025-${day%/*}" --rules=rules.csv
		[[ $output == "b: festival/2025-$day"_* ]]
	done
	printf 'festival,calendar,month,day,country\nour day,solar,2,29,\n' >ours.csv
	run -0 on 2024-02-29 --rules=rules.csv --festivals=ours.csv
	same $'a: festival/2024-02-29/our_day\nb: festival/2024-02-29/our_day'
	run -0 on 2025-02-28 --rules=rules.csv --festivals=ours.csv
	same ""
}

@test "promises, cases, appointments, offers, first purchases: each on its days" {
	store a,1,,,, b,1,,,, c,1,,,, d,1,,,, e,1,,,,
	promise-log -q -d s.db --customer-id=a --promise='send part' --date=2026-05-01 \
		--due=2026-05-05 --agent=wu >acc
	feedback-log -q -d s.db --customer-id=b --kind=complaint --text=x --date=2026-05-01 >acc
	feedback-step -q -d s.db 1 --assign=li --actor=x --at=2026-05-02 >acc
	visit-log -q -d s.db --customer-id=c --queue=desk --slot=2026-05-05T09:30 --agent=zhao >acc
	winback-log -q -d s.db --customer-id=d --offer=coupon --date=2026-05-01 \
		--pause-until=2026-05-07 >acc
	printf 'customer_id,date,amount\ne,2026-05-04,12.5\ne,2026-05-09,1\n' |
		order-add -q -d s.db >acc
	run -0 due --as-of=2026-05-04 --columns=customer_id,reasons,priority,agent,spend
	same "customer_id,reasons,priority,agent,spend
a,promise 1 is due on 2026-05-05: send part,90,wu,0
c,appointment on 2026-05-05 at 09:30: desk,80,zhao,0
d,win-back offer ends on 2026-05-07: coupon,55,,0
e,first purchase on 2026-05-04,45,,12.5"
	# the case: 3 days after its last step; its owner
	run -0 due --as-of=2026-05-05 --columns=customer_id,reasons,agent --no-header
	[[ $output == *$'\n''b,"case 1 (complaint, assigned): nothing since 2026-05-02",li'$'\n'* ]]
	run -0 on 2026-05-05
	[[ $output == *"b: case/1/2026-05-05"* ]]
	# kept, closed, cancelled
	promise-log -q -d s.db --kept --at=2026-05-04T10:00 1 >acc
	visit-log -q -d s.db 1 --cancel --at=2026-05-04T10:00 >acc
	winback-log -q -d s.db --won --at=2026-05-05 1 >acc
	run -0 on 2026-05-05
	same $'b: case/1/2026-05-05\ne: thanks/first'
	feedback-step -q -d s.db 1 --resolve --outcome=x --cause=x --actor=x --at=2026-05-05 >acc
	run -0 on 2026-05-05
	same "e: thanks/first"
	# a list that custkit printed before schema 13
	cp s.db old.db
	touch-log -q -d old.db --customer-id=e --date=2026-05-05 \
		--settles='birthday/2026 thanks/2026-05-04' >acc
	run -0 care-due -q -d old.db --as-of=2026-05-05
	[ -z "$output" ]
	# but on the day before nobody knew
	run -0 on 2026-05-04
	[[ $output == *"d: winback/1"* ]]
}

@test "alerts: those of open cases, but not while somebody tries to win the customer back" {
	store a,1,,,, b,1,,,, c,1,,,,
	sqlite3 s.db "INSERT INTO alert (as_of, customer_id, change, risk, reasons) VALUES
		('2026-05-01', 'a', 'NEW', 81.2, 'no purchase for 90 days'),
		('2026-05-01', 'b', 'NEW', 75, 'x'), ('2026-05-02', 'b', 'RESOLVED', 20, 'bought'),
		('2026-05-01', 'c', 'NEW', 75, 'x');
		INSERT INTO alert_state (customer_id, state, told, changed) VALUES
		('a', 'raised', '2026-05-01', '2026-05-01'),
		('c', 'raised', '2026-05-01', '2026-05-01')"
	winback-log -q -d s.db --customer-id=c --offer=x --date=2026-05-02 >acc
	run -0 due --as-of=2026-05-03 --columns=customer_id,reasons,late,settles --no-header
	same "a,\"churn alert NEW of 2026-05-01, risk 81%: no purchase for 90 days (2 days late)\",2,alert/1"
	# on an earlier day that was open which has ended since, in words or without any
	run -0 due --as-of=2026-05-01 --columns=customer_id,settles --no-header
	same $'a,alert/1\nb,alert/2\nc,alert/4'
	sqlite3 s.db "UPDATE alert_state SET state = 'cleared' WHERE customer_id = 'a'"
	run -0 due --as-of=2026-05-03
	same ""
	sqlite3 s.db "UPDATE alert_state SET state = 'raised' WHERE customer_id = 'a';
		INSERT INTO alert (as_of, customer_id, change) VALUES ('2026-05-09', 'a', 'LOST')"
	run -0 due --as-of=2026-05-03 --columns=customer_id --no-header
	same a
	# who is held out of a trial of alerts is not told of here either
	sqlite3 s.db "UPDATE alert SET held_out = 'churn' WHERE customer_id = 'a'"
	run -0 due --as-of=2026-05-03
	same ""
}

@test "a contact before the day of a promise does not keep it: it comes again when it is late" {
	store a,13800138000,a@x.cn,,,
	promise-log -q -d s.db --customer-id=a --promise='send part' --date=2026-05-01 \
		--due=2026-05-05 >acc
	run -0 on 2026-05-04
	same "a: promise/1/2026-05-05"
	touch-log -q -d s.db --customer-id=a --date=2026-05-04 --direction=out \
		--settles=promise/1/2026-05-05 >acc
	run -0 on 2026-05-05
	same ""
	run -0 due --as-of=2026-05-06 --columns=reasons,settles --no-header
	same "promise 1 was due on 2026-05-05: send part (1 day late),promise/1/2026-05-05/late"
	touch-log -q -d s.db --customer-id=a --date=2026-05-06 --direction=out \
		--settles=promise/1/2026-05-05/late >acc
	run -0 on 2026-05-07
	same ""
}

@test "a number or address that may not be used is not on the list" {
	store a,13800138000,a@x.cn,,,
	promise-log -q -d s.db --customer-id=a --promise=x --date=2026-05-01 --due=2026-05-05 >acc
	consent-log -q -d s.db --customer-id=a --purpose=news --step=withdrawn --channel=phone \
		--date=2026-05-01 >acc
	run -0 due --as-of=2026-05-04 --columns=phone,email,channel --no-header
	same "13800138000,a@x.cn,phone"
	consent-log -q -d s.db --customer-id=a --purpose=any --step=withdrawn --channel=phone \
		--date=2026-05-01 >acc
	run -0 due --as-of=2026-05-04 --columns=phone,email,channel --no-header
	same ",a@x.cn,mail"
	run -0 due --as-of=2026-05-04 -f vcard
	[[ $output != *13800138000* && $output == *a@x.cn* ]]
}

@test "-t in a narrow terminal keeps the phone, the channel and the reasons" {
	store a,13800138000,a@x.cn,,,
	sqlite3 s.db "UPDATE customer SET name = 'Maximilian Mustermann'"
	promise-log -q -d s.db --customer-id=a --promise='send the spare part that was ordered' \
		--date=2026-05-01 --due=2026-05-05 >acc
	run -0 --separate-stderr due --as-of=2026-05-04 -t --width=80
	[[ ${lines[0]} =~ ^'customer_id  phone        reasons '.*' channel'( |$) ]]
	run -0 --separate-stderr due --as-of=2026-05-04 -t --width=67
	[[ ${lines[0]} =~ ^'customer_id  phone        reasons '.*' channel'$ ]]
}

@test "points that can be used for two more weeks" {
	store a,1,,,,
	sqlite3 s.db "INSERT INTO points (customer_id, date, step, points, usable, expires) VALUES
		('a', '2026-01-01', 'earn', 100, '2026-01-01', '2026-05-11'),
		('a', '2026-01-02', 'earn', 20, '2026-01-02', '2026-05-11'),
		('a', '2026-01-02', 'earn', 9, '2026-01-02', '2027-05-11')"
	run -0 due --as-of=2026-04-26 --columns=reasons,due,settles --no-header
	same "120 points can be used until 2026-05-10,2026-05-10,points/2026-05-10"
	run -0 on 2026-04-25
	same ""
	run -0 on 2026-05-11
	same ""
}

@test "contact: days since the last contact, by label, and the first rule that fits" {
	store a,1,,,, b,1,,,, c,1,,,, d,1,,,,
	cust-add -q -d s.db --customer-id=c --acquired=2026-01-01 >acc
	sqlite3 s.db "INSERT INTO segment_run (scheme, as_of, labelled) VALUES
		('abc', '2026-01-01', 2), ('abc', '2026-03-01', 3);
		INSERT INTO segment_label (run_id, customer_id, label) VALUES
		(1, 'a', 'A'), (1, 'b', 'B'), (2, 'b', 'A'), (2, 'c', 'A')"
	for who in a b d; do
		touch-log -q -d s.db --customer-id=$who --direction=in --channel=web \
			--date=2026-03-31T12:00 --agent=li --note=x >acc
	done
	rules contact,abc,A,0,,30,5,,
	run -0 on 2026-04-30 --rules=rules.csv
	same $'a: contact/2026-04-30\nb: contact/2026-04-30\nc: contact/never'
	run -0 on 2026-04-29 --rules=rules.csv
	same "c: contact/never"
	# b had another label in January
	run -0 on 2026-02-20 --rules=rules.csv
	same "a: contact/never"
	rules contact,abc,A,0,,30,5,, contact,,,0,,60,4,,
	run -0 due --as-of=2026-05-30 --rules=rules.csv --columns=customer_id,reasons,priority,agent
	same "customer_id,reasons,priority,agent
a,last contact on 2026-03-31 (30 days late),5,li
b,last contact on 2026-03-31 (30 days late),5,li
c,no contact so far (119 days late),5,
d,last contact on 2026-03-31,4,li"
}

@test "one row per customer with all reasons, the highest priority first; silent without any" {
	store a,1,a@x.de,1990-05-04,,mail b,2,,1991-05-04,,
	promise-log -q -d s.db --customer-id=a --promise=x --date=2026-05-01 --due=2026-05-04 >acc
	printf 'customer_id,date,amount\nb,2025-01-01,10\na,2025-01-01,5\n' | order-add -q -d s.db >acc
	run -0 --separate-stderr due --as-of=2026-05-04
	same "$HEAD
a,,1,a@x.de,promise 1 is due on 2026-05-04: x; birthday on 2026-05-04,2026-05-04,0,90,mail,out,unknown,2026-05-04,09:00-20:00,,,5,2026-05-04,promise/1/2026-05-04 birthday/2026
b,,2,,birthday on 2026-05-04,2026-05-04,0,50,phone,out,unknown,2026-05-04,09:00-20:00,,,10,2026-05-04,birthday/2026"
	[ -z "$stderr" ]
	for format in csv json table ics vcard xlsx; do
		run -0 --separate-stderr due --as-of=2026-07-04 --format=$format
		[ -z "$output$stderr" ]
	done
}

@test "touch-log takes the list as it is, or edited; what is settled does not come again" {
	store a,1,,1990-05-04,, b,2,,1990-05-04,, c,3,,1990-05-04,,
	due --as-of=2026-05-04 >list.csv
	grep -v ^c, list.csv >done.csv
	run -0 --separate-stderr touch-log -q -d s.db done.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,2,0,0,0'
	[ -z "$stderr" ]
	run -0 touch-list -d s.db --columns=customer_id,date,channel,direction,settles --no-header
	same $'a,2026-05-04,phone,out,birthday/2026\nb,2026-05-04,phone,out,birthday/2026'
	run -0 on 2026-05-04
	same "c: birthday/2026"
	# also before the day of the contact nothing is settled
	run -0 on 2026-05-03
	[ "${#lines[@]}" = 3 ]
	due --as-of=2026-05-05 | touch-log -q -d s.db >acc
	run -0 due --as-of=2026-05-05
	same ""
	# the next year it is another one
	run -0 on 2027-05-04
	[ "${#lines[@]}" = 3 ]
	# a contact that was recorded by mistake
	cust-undo -q -d s.db 2 >acc
	run -0 on 2026-05-04
	[ "${#lines[@]}" = 3 ]
}

@test "a case that was talked about comes again after as many days; a longer number is another" {
	store a,1,,,,
	for i in {1..12}; do
		feedback-log -q -d s.db --customer-id=a --kind=complaint --text=x \
			--date=2026-05-01 >acc
	done
	touch-log -q -d s.db --customer-id=a --channel=phone --direction=out --date=2026-05-04 \
		--settles=case/1/2026-05-04 >acc
	run -0 on 2026-05-06
	[ "$output" = "a: $(printf 'case/%s/2026-05-04\n' 10 11 12 {2..9} | paste -sd' ')" ]
	run -0 on 2026-05-07
	[[ " $output " == *" case/1/2026-05-07 "* ]]
}

@test "--hand-out: the same day nothing new; a plain run shows all that is not settled" {
	store a,1,,1990-05-04,, b,2,,1990-05-04,,
	run -0 on 2026-05-04 --hand-out
	same $'a: birthday/2026\nb: birthday/2026'
	run -0 --separate-stderr due --as-of=2026-05-04 --hand-out
	[ -z "$output$stderr" ]
	run -0 --separate-stderr due --as-of=2026-05-05 --hand-out
	[ -z "$output$stderr" ]
	run -0 on 2026-05-05
	same $'a: birthday/2026\nb: birthday/2026'
	cust-add -q -d s.db --customer-id=c --birthday=1990-05-05 >acc
	run -0 on 2026-05-05 --hand-out -n
	same "c: birthday/2026"
	run -0 on 2026-05-05 --hand-out
	same "c: birthday/2026"
	run -0 sqlite3 s.db "SELECT customer_id, as_of, occasion, due, held_out, printed IS NULL FROM care"
	same "a|2026-05-04|birthday/2026|2026-05-04||0
b|2026-05-04|birthday/2026|2026-05-04||0
c|2026-05-05|birthday/2026|2026-05-05||0"
	run -0 cust-check -d s.db --no-header
	same ""
	# --repeat: what is not settled
	touch-log -q -d s.db --customer-id=a --date=2026-05-06 --settles=birthday/2026 \
		--direction=out >acc
	run -0 on 2026-05-06 --hand-out --repeat=2
	same "b: birthday/2026"
	run -0 on 2026-05-06 --hand-out --repeat=2
	same ""
}

@test "a list that was recorded but not printed is printed by the next run" {
	store a,1,,1990-05-04,, b,2,,1990-05-04,,
	run -2 --separate-stderr bash -c 'care-due -d s.db --as-of=2026-05-04 --hand-out >/dev/full'
	says "the list is recorded; the next run prints it again"
	[ "$(sqlite3 s.db "SELECT count(*), count(printed) FROM care")" = "2|0" ]
	run -0 on 2026-05-05 --hand-out
	same $'a: birthday/2026\nb: birthday/2026'
	[ "$(sqlite3 s.db "SELECT count(*), count(printed) FROM care")" = "2|2" ]
	run -0 on 2026-05-05 --hand-out
	same ""
	cust-check -d s.db --no-header
}

@test "cust-undo takes a list back, and it comes again" {
	store a,1,,1990-05-04,,
	on 2026-05-04 --hand-out
	run -0 cust-undo -d s.db 2 --no-header
	same "3,2,1,0,0"
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 on 2026-05-04 --hand-out
	same "a: birthday/2026"
}

@test "a missed week is caught up without a flood: what is still worth doing, a part each day" {
	rows=()
	for i in {01..20}; do
		rows+=("c$i,1,,1990-05-$i,,")
	done
	store "${rows[@]}"
	rules birthday,,,0,5,,1,,
	on 2026-05-08 --rules=rules.csv --hand-out --limit=4 >day8
	# back on the 14th: the birthdays of the 9th to the 14th, not those of before
	for day in 14 15 16; do
		run -0 --separate-stderr due --as-of=2026-05-$day --rules=rules.csv --hand-out \
			--limit=4 --no-header --columns=customer_id,late
		cat <<<"$output" >>handed
		[ $day != 14 ] || [ "$stderr" = "care-due: beyond --limit: 2 customers" ]
	done
	# four a day, each once; on the 15th those two and one of that day
	diff handed <(printf '%s\n' c09,5 c10,4 c11,3 c12,2 c13,2 c14,1 c15,0 c16,0)
}

@test "--limit takes the highest priority, and of the same the highest spend" {
	store a,1,,1990-05-04,, b,2,,1990-05-04,, c,3,,,,
	printf 'customer_id,date,amount\nb,2025-01-01,10\na,2025-01-01,5\nb,2026-05-09,-20\n' |
		order-add -q -d s.db >acc
	promise-log -q -d s.db --customer-id=c --promise=x --date=2026-05-01 --due=2026-05-04 >acc
	run -0 due -q --as-of=2026-05-04 --limit=2 --columns=customer_id,spend --no-header
	same $'c,0\nb,10'
	run -0 due -q --as-of=2026-05-04 --limit=0
	same ""
}

@test "without --limit the rows come in the same order, also with customers held out" {
	# neighbours in the store are far from each other on the list
	for i in $(seq 60); do
		echo "c$((i * 37 % 61)),+49301$i,,19$((30 + i))-05-0$((i % 7 + 1)),solar,"
	done >rows
	mapfile -t rows <rows
	store "${rows[@]}"
	for i in $(seq 60); do
		echo "c$i,2026-01-0$((i % 9 + 1)),$((i * 13 % 7 + 1))"
	done | sed '1i customer_id,date,amount' | order-add -q -d s.db >acc
	for options in "" "--hand-out --dry-run --holdout=30%"; do
		# shellcheck disable=SC2086 # words
		due -q --as-of=2026-05-04 $options >all
		# shellcheck disable=SC2086 # words
		due -q --as-of=2026-05-04 $options --limit=1000 | cmp - all
		[ "$(wc -l <all)" -gt 30 ]
	done
	# by priority, spend and id
	due -q --as-of=2026-05-04 --columns=priority,spend,customer_id --no-header >got
	LC_ALL=C sort -t, -k1,1nr -k2,2nr -k3,3 got | cmp - got
}

@test "never against a withdrawal; unknown consent is shown, or left out" {
	store a,1,a@x.de,1990-05-04,,mail b,2,b@x.de,1990-05-04,, c,3,c@x.de,1990-05-04,, \
		d,4,,1990-05-04,,
	printf '%s\n' customer_id,date,purpose,channel,step \
		a,2026-01-01,news,mail,withdrawn b,2026-01-01,news,,withdrawn \
		c,2026-01-01,news,mail,given c,2026-05-05,news,mail,withdrawn \
		d,2026-01-01,survey,,withdrawn | consent-log -q -d s.db >acc
	who() { due --no-header --columns=customer_id,channel,consent --as-of=2026-05-04 "$@"; }
	run -0 --separate-stderr who
	same $'a,phone,unknown\nc,mail,given'
	[ "$stderr" = "care-due: left out 2 customers with withdrawn consent" ]
	run -0 --separate-stderr who --purpose=news
	same $'a,phone,unknown\nc,mail,given\nd,phone,unknown'
	run -0 --separate-stderr who --purpose=news --require-consent
	same "c,mail,given"
	says "left out 1 customer with withdrawn consent"
	says "left out 2 customers without consent"
	run -0 --separate-stderr who --purpose=news --channel=mail
	same "c,mail,given"
	says "left out 1 customer who cannot be reached through --channel"
	run -0 who --as-of=2026-05-05 --purpose=news
	[[ $output == *"c,phone,unknown"* ]]
	# a reason for which no consent is needed
	rules birthday,,,0,0,,1,,no
	run -0 who --rules=rules.csv
	same $'a,phone,unknown\nb,,withdrawn\nc,mail,given\nd,,withdrawn'
	refuses "no consent for the purpose 'nws' is in the store (there: news, survey); record it with consent-log" --purpose=nws
	# who was forgotten is nobody
	cust-forget -q -d s.db c >acc
	run -0 who -q
	same "a,phone,unknown"
}

# allowed PURPOSE [CHANNEL]: what is left of a birthday, a case and a promise after a withdrawal.
allowed() {
	cp all.db s.db
	consent-log -q -d s.db --customer-id=a --purpose="$1" ${2:+--channel="$2"} \
		--step=withdrawn --date=2026-05-01 >acc
	due -q --as-of=2026-05-04 --columns=channel,settles --no-header
}

@test "a withdrawal bars what has its purpose; marketing all, service and contract only their own" {
	store a,1,a@x.de,1990-05-04,,
	feedback-log -q -d s.db --customer-id=a --kind=complaint --text=x --date=2026-04-20 >acc
	promise-log -q -d s.db --customer-id=a --promise=x --date=2026-05-01 --due=2026-05-04 >acc
	mv s.db all.db
	run -0 allowed marketing
	same "phone,promise/1/2026-05-04 case/1/2026-04-23"
	run -0 allowed newsletter
	same "phone,promise/1/2026-05-04 case/1/2026-04-23"
	run -0 allowed service
	same "phone,promise/1/2026-05-04"
	run -0 allowed Contract
	same "phone,case/1/2026-04-23"
	run -0 allowed any
	same ""
	# for one channel: the other one is used; for two purposes together, both must allow it
	run -0 allowed any phone
	same "mail,promise/1/2026-05-04 case/1/2026-04-23 birthday/2026"
	run -0 allowed marketing phone
	same "mail,promise/1/2026-05-04 case/1/2026-04-23 birthday/2026"
	consent-log -q -d s.db --customer-id=a --purpose=contract --channel=mail --step=withdrawn \
		--date=2026-05-01 >acc
	run -0 due -q --as-of=2026-05-04 --columns=channel,settles --no-header
	same "phone,promise/1/2026-05-04 case/1/2026-04-23"
	# only marketing needs consent that is given
	cp all.db s.db
	run -0 --separate-stderr due --as-of=2026-05-04 --columns=settles,consent --no-header \
		--require-consent
	same "promise/1/2026-05-04 case/1/2026-04-23,unknown"
	# rules say otherwise; without the column, kind decides
	consent-log -q -d s.db --customer-id=a --purpose=marketing --step=withdrawn \
		--date=2026-05-01 >acc
	printf '%s\n' reason,scheme,label,before,late,every,priority,kind,consent,purpose \
		birthday,,,0,0,,1,care,yes,service promise,,,1,30,,90,service,yes,marketing \
		>rules.csv
	run -0 due -q --as-of=2026-05-04 --columns=settles --no-header --rules=rules.csv
	same "birthday/2026"
	rules birthday,,,0,0,,1,, promise,,,1,30,,90,service,
	run -0 due -q --as-of=2026-05-04 --columns=settles --no-header --rules=rules.csv
	same "promise/1/2026-05-04"
}

@test "the purpose any counts in every list of contacts" {
	store a,1,,1990-05-04,, b,2,,1990-05-04,,
	printf '%s\n' customer_id,date,purpose,channel,step a,2026-01-01,marketing,,given \
		a,2026-01-02,any,phone,withdrawn b,2026-01-01,marketing,,given |
		consent-log -q -d s.db >acc
	for more in --channel=phone --require-consent -q; do
		run -0 --separate-stderr cust-list -d s.db --columns=customer_id --no-header \
			--purpose=marketing --as-of=2026-05-04 "$more"
		same b
	done
	run -0 --separate-stderr cust-list -d s.db --columns=customer_id --no-header \
		--purpose=marketing --as-of=2026-05-04 --channel=mail --require-consent
	same $'a\nb'
}

@test "--cap: contacts to the customer within 7 days; what they expect comes all the same" {
	store a,1,,1990-05-08,, b,2,,1990-05-08,,
	for day in 02 03 04; do
		touch-log -q -d s.db --customer-id=a --direction=out --channel=phone \
			--date=2026-05-$day >acc
		touch-log -q -d s.db --customer-id=b --direction=in --channel=phone \
			--date=2026-05-$day >acc
	done
	rules birthday,,,0,3,,1,, promise,,,0,,,2,service,
	run -0 --separate-stderr due --rules=rules.csv --as-of=2026-05-08 \
		--no-header --columns=customer_id
	same b
	[ "$stderr" = "care-due: left out 1 customer with enough contacts in the last 7 days (--cap)" ]
	run -0 on 2026-05-08 --rules=rules.csv --cap=4
	[ "${#lines[@]}" = 2 ]
	run -0 on 2026-05-08 --rules=rules.csv --cap=0
	[ "${#lines[@]}" = 2 ]
	run -0 on 2026-05-09 --rules=rules.csv
	[ "${#lines[@]}" = 2 ]
	promise-log -q -d s.db --customer-id=a --promise=x --date=2026-05-01 --due=2026-05-08 >acc
	run -0 on 2026-05-08 --rules=rules.csv
	same $'a: promise/1/2026-05-08\nb: birthday/2026'
}

@test "--holdout: the same share each time, recorded and not printed; promises all the same" {
	rows=()
	for i in {1..200}; do
		rows+=("c$i,1,,1990-05-04,,")
	done
	store "${rows[@]}"
	run -0 --separate-stderr due --as-of=2026-05-04 --hand-out --holdout=10% --trial=birthdays \
		--no-header --columns=customer_id
	cat <<<"$output" >told
	told=${#lines[@]} held=$(sqlite3 s.db "SELECT count(*) FROM care WHERE held_out = 'birthdays'
		AND printed IS NULL")
	[ $((told + held)) = 200 ]
	[ "$held" -gt 5 ] && [ "$held" -lt 40 ]	# 20 are expected; the id alone decides
	[ "$stderr" = "care-due: left out $held customers held out of the trial" ]
	run -0 sqlite3 s.db "SELECT arm, count(*), share, assigned FROM trial_member
		WHERE trial = 'birthdays' GROUP BY arm"
	same "holdout|$held|0.1|2026-05-04
treatment|$told|0.1|2026-05-04"
	one=$(sqlite3 s.db "SELECT min(customer_id) FROM care WHERE held_out IS NOT NULL")
	! grep -qx "$one" told || return 1
	grep -qx "$one" <(sqlite3 s.db "SELECT customer_id FROM trial_member WHERE arm = 'holdout'")
	run -0 --separate-stderr due --as-of=2026-05-05 --hand-out --holdout=10% --trial=birthdays
	[ -z "$output$stderr" ]
	# a plain run leaves them out, too, from the day on which they were held out
	run -0 --separate-stderr due --as-of=2026-05-05 --columns=customer_id --no-header
	diff told <(cat <<<"$output")
	[ "$stderr" = "care-due: left out $held customers held out of the trial" ]
	run -0 due --as-of=2026-05-03 --columns=customer_id --no-header
	[ "${#lines[@]}" = 200 ]
	promise-log -q -d s.db --customer-id="$one" --promise=x --date=2026-05-01 --due=2026-05-04 >acc
	run -0 on 2026-05-05 --holdout=10% --trial=birthdays
	[[ $output == *"$one: promise/1/2026-05-04"* ]]
	! grep "^$one: .*birthday" <<<"$output" || return 1
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "the phone is printed as it is dialled in the country of the store" {
	phones() {
		due --as-of=2026-05-04 --rules=rules.csv --columns=phone --no-header | paste -sd' '
	}
	rows=(customer_id,phone,country,birthday 'a,+86 138-0013-8000,,1990-05-04'
		'b,８６１３８００１３８０００,,1990-05-04' 'c,(0755)8123 4567,,1990-05-04'
		'd,020-81234567-801,,1990-05-04' 'e,1234,,1990-05-04'
		'f,+49 30 901820,,1990-05-04' 'g,030 901820,DE,1990-05-04')
	rules birthday,,,0,0,,1,,
	rm -f s.db
	cust-init -d s.db --country=CN
	printf '%s\n' "${rows[@]}" | cust-add -q -d s.db >acc
	run -0 phones
	same '13800138000 13800138000 075581234567 020-81234567-801 1234 +4930901820 +4930901820'
	rm s.db
	cust-init -d s.db --country=DE
	printf '%s\n' "${rows[@]:0:2}" | cust-add -q -d s.db >acc
	run -0 phones
	same +8613800138000
}

@test "hours, and a calendar: V22's holidays and make-up days" {
	store a,1,,1990-10-01,, b,1,,1990-10-09,,
	printf '%s\n' day,hours mon-fri,'09:00-12:00 13:30-18:00' 2025-10-01..2025-10-08,closed \
		2025-09-28,work 2025-10-11,work >cn.csv
	rules birthday,,,1,10,,1,,
	run -0 due --rules=rules.csv --as-of=2025-10-01 --no-header \
		--columns=customer_id,call_day,call_hours
	same "a,2025-10-01,09:00-20:00"
	run -0 due --rules=rules.csv --as-of=2025-10-01 --columns=customer_id,call_day,call_hours \
		--no-header --calendar=cn.csv
	same $'a,2025-10-09,09:00-12:00 13:30-18:00\nb,2025-10-09,09:00-12:00 13:30-18:00'
	# 28 September is a Sunday on which people work; one working day before 1 October is
	# the 30th, and before the 9th also
	run -0 due --rules=rules.csv --as-of=2025-09-28 --calendar=cn.csv
	same ""
	run -0 due --rules=rules.csv --as-of=2025-09-30 --calendar=cn.csv \
		--columns=customer_id --no-header
	same $'a\nb'
	run -0 due --rules=rules.csv --as-of=2025-10-01 --hours=10:30-12:00 \
		--columns=call_hours --no-header
	same "10:30-12:00"
	# a case: three working days after Tuesday 30 September is Saturday 11 October
	feedback-log -q -d s.db --customer-id=a --kind=question --text=x --date=2025-09-30 >acc
	rules case,,,0,,3,1,,
	run -0 on 2025-10-20 --rules=rules.csv --calendar=cn.csv
	same "a: case/1/2025-10-11"
	run -0 on 2025-10-20 --rules=rules.csv
	same "a: case/1/2025-10-03"
	printf '%s\n' day,hours mon,09:00-10:00 2025-01-01..9999-12-31,closed >never.csv
	rules birthday,,,1,10,,1,,
	refuses "the calendar has no working time after the as-of date" --rules=rules.csv \
		--as-of=2025-10-02 --calendar=never.csv
}

@test "ics and vcard: what a calendar and an address book need, escaped and folded" {
	rm -f s.db
	cust-init -d s.db
	printf '%s\n' customer_id,name,phone,email,birthday \
		'a,"客户; Zhang, San 很长的名字很长的名字很长的名字",13800138000,a@x.cn,1990-05-04' |
		cust-add -q -d s.db >acc
	due --as-of=2026-05-03 --format=ics >list.ics
	[ "$(grep -c $'\r$' list.ics)" = "$(wc -l <list.ics)" ]
	[ "$(LC_ALL=C awk '{ if (length($0) > 76) print }' list.ics)" = "" ]
	iconv -f UTF-8 -t UTF-8 list.ics >/dev/null	# no line ends within a character
	tr -d '\r' <list.ics | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' >unfolded
	diff unfolded - <<-'END'
	BEGIN:VCALENDAR
	VERSION:2.0
	PRODID:-//custkit//care-due//EN
	BEGIN:VEVENT
	UID:birthday/2026.a@care-due
	DTSTAMP:20260503T000000Z
	DTSTART;VALUE=DATE:20260503
	DTEND;VALUE=DATE:20260504
	SUMMARY:客户\; Zhang\, San 很长的名字很长的名字很长的名字: birthday
	DESCRIPTION:birthday on 2026-05-04\na 13800138000 a@x.cn\nphone\n09:00-20:00
	TRANSP:TRANSPARENT
	END:VEVENT
	END:VCALENDAR
	END
	# they are for people, so their words are in the language of the messages
	LC_ALL=C.UTF-8 LANGUAGE=zh_CN due --as-of=2026-05-03 --format=ics | tr -d '\r' |
		sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' >unfolded
	grep -q '^SUMMARY:.*: 生日$' unfolded
	grep -q '^DESCRIPTION:生日：2026-05-04.*n电话.n09:00' unfolded
	due --as-of=2026-05-03 --format=vcard --lang=zh | grep -q '^NOTE:生日：2026-05-04'
	due --as-of=2026-05-03 --format=vcard >list.vcf
	# custkit reads vCards, too
	run -0 table-convert -q --preset=vcard --as=customers list.vcf
	[[ $output == *"客户; Zhang, San 很长的名字很长的名字很长的名字"* ]]
	[[ $output == *13800138000* && $output == *1990-05-04* && $output == *a@x.cn* ]]
	grep -q '^VERSION:4.0' list.vcf
	misused "--columns, --sort and --no-header require the format of a table" -f ics --sort=name
	misused "--mask and --pseudonym require the format of a table" -f vcard --mask
}

@test "--mask: no birthday and no free text is told" {
	store a,1,,1990-05-04,, b,1,,,,
	promise-log -q -d s.db --customer-id=b --promise='secret' --date=2026-05-01 \
		--due=2026-05-03 >acc
	run -0 due --as-of=2026-05-03 --mask --columns=customer_id,reasons,due,late --no-header
	same $'b,promise,2026-05-03,0\na,birthday,,'
}

@test "merged, shown, exported, forgotten" {
	store a,1,,1990-05-04,lunar,chat b,2,,1990-05-04,,
	on 2026-05-04 --hand-out
	on 2026-05-28 --hand-out
	touch-log -q -d s.db --customer-id=b --date=2026-05-04 --settles=birthday/2026 >acc
	run -0 cust-show -d s.db b -f json
	[ "$(jq -c '[.care[] | {occasion, due}], .contacts[0].settles' <<<"$output")" = \
		'[{"occasion":"birthday/2026","due":"2026-05-04"}]
"birthday/2026"' ]
	run -0 cust-export -d s.db b
	[ "$(jq -c '.care.rows[0].occasion, .touch.rows[0].settles' <<<"$output")" = \
		$'"birthday/2026"\n"birthday/2026"' ]
	run -0 cust-merge -q -d s.db b a
	run -0 cust-list -d s.db --columns=customer_id,birthday_calendar,preferred_channel --no-header
	same "b,lunar,chat"
	# the birthday of the merged customer is settled
	run -0 on 2026-05-28
	same ""
	run -0 cust-check -d s.db --no-header
	same ""
	cust-undo -q -d s.db "$(sqlite3 s.db 'SELECT max(batch) FROM batch')" >acc
	run -0 cust-check -d s.db --no-header
	same ""
	cust-forget -q -d s.db b >acc
	run -0 cust-list -d s.db --columns=customer_id,birthday_calendar,preferred_channel --no-header
	[[ $output == *"forgotten-1,,"* ]]
	run -0 cust-check -d s.db --no-header
	same ""
}

@test "misuse" {
	misused "--trial requires --holdout" --trial=x
	misused "--holdout must be above 0 and below 100% (20%, or .2)" --trial=x --holdout=100%
	misused "--holdout must be above 0 and below 100% (20%, or .2)" --trial=x --holdout=0
	misused "--trial= is empty" --trial= --holdout=.1
	misused "--repeat requires --hand-out" --repeat=2
	misused "--dry-run requires --hand-out" -n
	misused "--calendar and --hours cannot be used together" --calendar=x --hours=09:00-10:00
	misused "--purpose is empty" --purpose=
	misused "--limit must be a whole number >= 0, not 'x'" --limit=x
	for hours in 9-17 09:00-25:00 10:00-10:00 12:00-09:00; do
		misused "--hours '$hours' is not HH:MM-HH:MM: 09:00-20:00" --hours=$hours
	done
}

@test "bad rules and festivals: each with its line" {
	store a,1,,,,
	wrong() { # MESSAGE ROW
		rules "${@:2}"
		refuses "rules.csv:$(($# + 0)): $1" --rules=rules.csv
	}
	wrong "unknown reason 'x'; the reasons are promise, case, visit, alert, points, winback, birthday, thanks, festival, contact" x,,,,,,1,,
	wrong "every is 0 or empty; 'contact' needs a number of days from 1" contact,,,,,0,1,,
	wrong "every is 0 or empty; 'case' needs a number of days from 1" case,,,,,,1,,
	wrong "every is only for the reasons contact and case, not 'birthday'" birthday,,,0,1,5,1,,
	wrong "before and late of 'birthday' must be from 0 to 180" birthday,,,0,,,1,,
	wrong "before and late of 'festival' must be from 0 to 180" festival,,,181,0,,1,,
	wrong "scheme and label must both be given, or neither" promise,abc,,0,,,1,,
	wrong "before '-1' is not a whole number from 0 to 3660" promise,,,-1,,,1,,
	wrong "priority '' is not a whole number from 0 to 100" promise,,,0,,,,,
	wrong "priority '101' is not a whole number from 0 to 100" promise,,,0,,,101,,
	wrong "kind 'x' is not service or care" promise,,,0,,,1,x,
	wrong "consent 'maybe' is not no or yes" promise,,,0,,,1,,maybe
	printf '%s\n' reason,scheme,label,before,late,every,priority,kind,consent,purpose \
		promise,,,0,,,1,,,ads >rules.csv
	refuses "rules.csv:2: purpose 'ads' is not marketing, service or contract" --rules=rules.csv
	wrong "duplicate rule for reason 'promise'" promise,,,0,,,1,, promise,,,1,,,2,,
	wrong "duplicate rule for reason 'contact' and label A" contact,abc,A,0,,9,1,, \
		contact,abc,A,0,,8,1,,
	rules
	refuses "rules.csv: no rules" --rules=rules.csv
	festival() { # MESSAGE ROW
		printf '%s\n' festival,calendar,month,day,country "${@:2}" >f.csv
		refuses "f.csv:$#: $1" --festivals=f.csv
	}
	festival "month '13' and day '1' are not a lunar date" x,lunar,13,1,
	festival "month '1' and day '31' are not a lunar date" x,lunar,1,31,
	festival "month '2' and day '30' are not a solar date" x,solar,2,30,
	festival "month 'May' and day '' are not a solar date" x,solar,May,,
	festival "calendar 'moon' is not solar or lunar" x,moon,1,1,
	festival "festival is empty, or longer than 64 bytes" ,solar,1,1,
	festival "duplicate festival 'x y'" 'x y',solar,1,1, 'x y',solar,1,2,
	refuses "2099-01-01 is in the future; nothing is handed out (leave out --hand-out to print the list)" \
		--hand-out --as-of=2099-01-01
}

@test "bad columns of customers and contacts" {
	store a,1,,,,
	run -2 --separate-stderr cust-add -d s.db --name=x --birthday-calendar=moon
	[ "$stderr" = "cust-add: birthday_calendar 'moon' is not one of solar|lunar|lunar-leap" ]
	run -2 --separate-stderr cust-add -d s.db --name=x --preferred-channel=fax
	[ "$stderr" = \
		"cust-add: preferred_channel 'fax' is not one of phone|mail|chat|web|social|store|other" ]
	run -2 --separate-stderr cust-add -d s.db --unmask --name=x --birthday=2199-01-01
	says "birthday '2199-01-01' is in the future"
	printf '%s\n' customer_id,生日,生日类型,偏好渠道 b,1990-05-04,农历,电话 c,1990-05-04,公历,邮件 \
		d,1990-05-04,闰月,微信 | cust-add -q -d s.db \
		--rename=生日=birthday,生日类型=birthday_calendar,偏好渠道=preferred_channel >acc
	run -0 cust-list -d s.db --no-header --columns=birthday_calendar,preferred_channel
	same $',\nlunar,phone\nsolar,mail\nlunar-leap,chat'
	for settles in x birthday/ /2026 'birthday/2026  case/1' ' birthday/2026'; do
		run -2 --separate-stderr touch-log -d s.db --customer-id=a --settles="$settles"
		[ "$stderr" = "touch-log: settles '$settles' is not what care-due prints: words such as birthday/2026, with a blank between them" ]
	done
	for reason in Birthday birthdays prom; do
		run -2 --separate-stderr touch-log -q -d s.db --customer-id=a \
			--settles="promise/1/2026-05-05 $reason/2026"
		[ "$stderr" = "touch-log: settles 'promise/1/2026-05-05 $reason/2026' has '$reason', which is none of the reasons of care-due: promise, case, visit, alert, points, winback, birthday, thanks, festival, contact" ]
	done
	# without the column settles, the columns of the list are unknown ones
	run -2 --separate-stderr touch-log -d s.db <<<$'customer_id,date,reasons\na,2026-01-01,x'
	says "unknown column 'reasons'"
}

@test "a store of schema 11 is upgraded with its rows kept, and care-due reads it" {
	upgrades 11 "SELECT customer_id, name, email, phone, birthday, gender, country, region, city,
			channel, plan, acquired, attrs, batch, source, external_id FROM customer;
		SELECT touch_id, customer_id, date, channel, direction, touchpoint, journey, score,
			agent, note, batch, source, external_id FROM touch;
		SELECT * FROM orders; SELECT * FROM history WHERE customer_id <> 'd1';
		SELECT * FROM feedback;
		SELECT * FROM feedback_event; SELECT * FROM promise; SELECT * FROM visit;
		SELECT * FROM consent; SELECT * FROM answer; SELECT * FROM winback" \
		care-due -d s.db
	run -0 cust-check -d s.db --no-header
	same ""
	sqlite3 s.db "SELECT count(*) FROM customer WHERE birthday IS NOT NULL" >n
	[ "$(cat n)" -gt 0 ]
	birthday=$(sqlite3 s.db "SELECT substr(min(birthday), 6) FROM customer")
	run -0 on "2026-$birthday"
	[[ $output == *birthday/2026* ]]
}
