# Files as shops, spreadsheets and other systems write them: what is read, what is refused, and with which words.
load helper

# bad TEXT COMMAND...: status 2, and TEXT is on standard error.
bad() {
	run -2 --separate-stderr "${@:2}"
	says "$1"
}

sql() {
	sqlite3 s.db "$@"
}

store() {
	rm -f s.db
	cust-init -q -d s.db "$@"
}

# table LINE...: writes t.csv.
table() {
	printf '%s\n' "$@" >t.csv
}

@test "a blank before the offset, and UTC (Shopify, Rails, git)" {
	# 17:34 at +05:00 is the same wall clock in Karachi; 17:34 UTC is 22:34 of the same day there, and the next day in Tokyo
	table customer_id,date,amount '1,2026-01-24 17:34:28 +0500,10' '2,2026-01-24 17:34:28 UTC,10'
	run -0 cust-segment -q --rfm --tz=Asia/Karachi --as-of=2026-03-01 t.csv
	[ "$(cells customer_id,first_date)" = $'1,2026-01-24\n2,2026-01-24' ]
	run -0 cust-segment -q --rfm --tz=Asia/Tokyo --as-of=2026-03-01 t.csv
	[ "$(cells customer_id,first_date)" = $'1,2026-01-24\n2,2026-01-25' ]
	bad "t.csv:2: date '2026-01-24 17:34:28 +0500' has an offset; set the time zone with --tz=ZONE" \
		cust-segment -q --rfm --as-of=2026-03-01 t.csv
	for date in '2026-01-24 17:34:28  +0500' '2026-01-24 17:34:28 ' '2026-01-24 17:34:28 +' '2026-01-24 17:34:28 PKT' '2026-01-24 UTC'; do
		table customer_id,date,amount "1,$date,10"
		bad "is not a date" cust-segment -q --rfm --tz=Asia/Karachi --as-of=2026-03-01 t.csv
	done
	table customer_id,date,amount '1,2026-01-24 17:34:28 +0500,10' '2,2026-01-24 17:34:28 UTC,10'
	run -1 --separate-stderr cust-segment -q --rfm --tz=Asia/Karachi --date-format='%Y-%m-%d %H:%M:%S %z' --as-of=2026-03-01 --skip-bad t.csv
	[ "$(cells customer_id,first_date)" = 1,2026-01-24 ]
	says "t.csv:3: date '2026-01-24 17:34:28 UTC' is not a date"
}

@test "%Y of fewer than four digits is not a year, in any tool; %y reads two" {
	why="has a year of fewer than four digits (use %y in --date-format for years of two digits)"
	table customer_id,date,amount a,2/24/03,10 a,5/07/03,10 b,5/07/03,10
	store
	bad "t.csv:2: date '2/24/03' $why" order-add -q -d s.db --create --date-format=%m/%d/%Y t.csv
	[ "$(sql 'SELECT count(*) FROM orders')" = 0 ]
	bad "t.csv:2: date '2/24/03' $why" cust-segment -q --rfm --date-format=%m/%d/%Y --as-of=2005-05-31 t.csv
	run -0 order-add -q -d s.db --create --date-format=%m/%d/%y t.csv
	[ "$(sql 'SELECT group_concat(date) FROM (SELECT date FROM orders ORDER BY date)')" = 2003-02-24,2003-05-07,2003-05-07 ]
	table kind,score,date nps,9,2/24/03
	bad "t.csv:2: date '2/24/03' $why" feedback-log -d s.db --date-format=%m/%d/%Y t.csv
	bad "t.csv:2: date '2/24/03' $why" nps-calc --date-format=%m/%d/%Y --period=year --as-of=2005-01-01 t.csv
	table customer_id,birthday a,2/24/85
	bad "t.csv:2: birthday '2/24/85' $why" cust-add -d s.db --unmask --date-format=%m/%d/%Y t.csv
	table customer_id,date,amount a,2/24/999,10
	bad "t.csv:2: date '2/24/999' $why" cust-segment -q --rfm --date-format=%m/%d/%Y --as-of=2005-05-31 t.csv
	# a day of the year 3 that is already in a store is reported
	sql "INSERT INTO orders (customer_id, date, amount) VALUES ('a', '0003-02-24', 100000)"
	run -1 cust-check -d s.db
	[[ $output == *"0003-02-24"* ]]
}

@test "a birthday after today is a bad row" {
	store
	table customer_id,birthday 1,5/3/48 2,5/3/68 3,5/3/69
	run -2 --separate-stderr cust-add -d s.db --date-format=%m/%d/%y t.csv
	says "t.csv:2: birthday '5***' is in the future (***)"
	run -2 --separate-stderr cust-add -d s.db --unmask --date-format=%m/%d/%y t.csv
	says "t.csv:2: birthday '5/3/48' is in the future (2048-05-03)"
	says "t.csv:3: birthday '5/3/68' is in the future (2068-05-03)"
	[[ $stderr != *t.csv:4* ]]
	table customer_id,birthday 1,2999-01-01
	bad "t.csv:2: birthday '2***' is in the future" cust-add -d s.db t.csv
	bad "birthday '2***' is in the future" cust-add -d s.db --name=x --birthday=2999-01-01
	[ "$(sql 'SELECT count(*) FROM customer')" = 0 ]
	table customer_id,birthday 1,1969-05-03 2,"$(date +%F)"
	run -0 cust-add -d s.db t.csv
	# one from before this rule
	sql "UPDATE customer SET birthday = '2068-05-03' WHERE customer_id = '1'"
	run -1 cust-check -d s.db
	[[ $output == *2068-05-03* ]]
}

@test "the hour that the clocks skip does not count, and is no time; the hour that comes twice counts twice" {
	store --timezone=Europe/Berlin
	feedback-log -q -d s.db --kind=complaint --date=2025-03-30T01:30 --text=g >out
	feedback-step -q -d s.db --acknowledge --at=2025-03-30T03:30 1 >out
	printf 'metric,scope,target,within\nfirst_response,,90%%,60min\n' >st.csv
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list
	[ "$(cells hours,result)" = 1,met ]
	bad "date '2025-03-30T02:30' does not exist: the clocks of Europe/Berlin skip it" \
		feedback-log -d s.db --kind=complaint --date=2025-03-30T02:30 --text=h
	table kind,text,date complaint,h,2025-03-30T02:30
	bad "t.csv:2: date '2025-03-30T02:30' does not exist: the clocks of Europe/Berlin skip it" feedback-log -d s.db t.csv
	bad "--at '2025-03-30T02:00' does not exist: the clocks of Europe/Berlin skip it" \
		feedback-step -d s.db --inform --at=2025-03-30T02:00 1
	# the same words in a store whose zone has that hour
	[ "$(sql 'SELECT count(*) FROM feedback')" = 1 ]
	store --timezone=Asia/Shanghai
	run -0 feedback-log -d s.db --kind=complaint --date=2025-03-30T02:30 --text=h
	# on 2025-10-26 the clocks of Berlin go from 03:00 back to 02:00: from 01:30 to 03:30 are three hours
	store --timezone=Europe/Berlin
	feedback-log -q -d s.db --kind=complaint --date=2025-10-26T01:30 --text=g >out
	feedback-step -q -d s.db --acknowledge --at=2025-10-26T03:30 1 >out
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-10-26 --list
	[ "$(cells hours,result)" = 3,missed ]
	# working hours of the night have the gap too; those of the day do not
	store --timezone=Europe/Berlin
	feedback-log -q -d s.db --kind=complaint --date=2025-03-29T20:00 --text=g >out
	feedback-step -q -d s.db --acknowledge --at=2025-03-30T12:00 1 >out
	printf 'day,hours\nmon-sun,00:00-05:00\n' >night.csv
	printf 'day,hours\nmon-sun,10:00-14:00\n' >day.csv
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list --calendar=night.csv
	[ "$(cells hours)" = 4 ]
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list --calendar=day.csv
	[ "$(cells hours)" = 2 ]
}
