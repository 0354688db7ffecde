# Files as shops, spreadsheets and other systems write them: what is read, what is refused, and with
# which words.
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
	# 17:34 at +05:00 is the same wall clock in Karachi; 17:34 UTC is 22:34 of the same day
	# there, and the next day in Tokyo
	table customer_id,date,amount '1,2026-01-24 17:34:28 +0500,10' \
		'2,2026-01-24 17:34:28 UTC,10'
	run -0 cust-segment -q --rfm --tz=Asia/Karachi --as-of=2026-03-01 t.csv
	[ "$(cells customer_id,first_date)" = $'1,2026-01-24\n2,2026-01-24' ]
	run -0 cust-segment -q --rfm --tz=Asia/Tokyo --as-of=2026-03-01 t.csv
	[ "$(cells customer_id,first_date)" = $'1,2026-01-24\n2,2026-01-25' ]
	bad "t.csv:2: date '2026-01-24 17:34:28 +0500' has an offset; set the time zone with --tz=ZONE" \
		cust-segment -q --rfm --as-of=2026-03-01 t.csv
	for date in '2026-01-24 17:34:28  +0500' '2026-01-24 17:34:28 ' '2026-01-24 17:34:28 +' \
		'2026-01-24 17:34:28 PKT' '2026-01-24 UTC'; do
		table customer_id,date,amount "1,$date,10"
		bad "is not a date" cust-segment -q --rfm --tz=Asia/Karachi --as-of=2026-03-01 t.csv
	done
	table customer_id,date,amount '1,2026-01-24 17:34:28 +0500,10' \
		'2,2026-01-24 17:34:28 UTC,10'
	run -1 --separate-stderr cust-segment -q --rfm --tz=Asia/Karachi \
		--date-format='%Y-%m-%d %H:%M:%S %z' --as-of=2026-03-01 --skip-bad t.csv
	[ "$(cells customer_id,first_date)" = 1,2026-01-24 ]
	says "t.csv:3: date '2026-01-24 17:34:28 UTC' does not fit --date-format"
}

@test "%Y of fewer than four digits is not a year, in any tool; %y reads two" {
	why="has a year of fewer than four digits (use %y in --date-format for years of two digits)"
	table customer_id,date,amount a,2/24/03,10 a,5/07/03,10 b,5/07/03,10
	store
	bad "t.csv:2: date '2/24/03' $why" order-add -q -d s.db --create --date-format=%m/%d/%Y \
		t.csv
	[ "$(sql 'SELECT count(*) FROM orders')" = 0 ]
	bad "t.csv:2: date '2/24/03' $why" cust-segment -q --rfm --date-format=%m/%d/%Y \
		--as-of=2005-05-31 t.csv
	run -0 order-add -q -d s.db --create --date-format=%m/%d/%y t.csv
	[ "$(sql 'SELECT group_concat(date) FROM (SELECT date FROM orders ORDER BY date)')" = \
		2003-02-24,2003-05-07,2003-05-07 ]
	table kind,score,date nps,9,2/24/03
	bad "t.csv:2: date '2/24/03' $why" feedback-log -d s.db --date-format=%m/%d/%Y t.csv
	bad "t.csv:2: date '2/24/03' $why" nps-calc --date-format=%m/%d/%Y --period=year \
		--as-of=2005-01-01 t.csv
	table customer_id,birthday a,2/24/85
	bad "t.csv:2: birthday '2/24/85' $why" cust-add -d s.db --unmask --date-format=%m/%d/%Y \
		t.csv
	table customer_id,date,amount a,2/24/999,10
	bad "t.csv:2: date '2/24/999' $why" cust-segment -q --rfm --date-format=%m/%d/%Y \
		--as-of=2005-05-31 t.csv
	table customer_id,date,amount a,0003-02-24,10
	bad "t.csv:2: date '0003-02-24' is not between the years 1900 and 2200" order-add -d s.db \
		t.csv
	# one that is already in a store is reported
	sql "INSERT INTO orders (customer_id, date, amount) VALUES ('a', '0003-02-24', 100000)"
	run -1 cust-check -d s.db
	[[ $output == *"0003-02-24"* ]]
}

@test "a birthday after today is a bad row" {
	store
	table customer_id,birthday 1,5/3/48 2,5/3/68 3,5/3/69
	run -2 --separate-stderr cust-add -d s.db --date-format=%m/%d/%y t.csv
	says "t.csv:2: birthday '2***' is in the future"
	run -2 --separate-stderr cust-add -d s.db --unmask --date-format=%m/%d/%y t.csv
	says "t.csv:2: birthday '2048-05-03' is in the future"
	says "t.csv:3: birthday '2068-05-03' is in the future"
	[[ $stderr != *t.csv:4* ]]
	table customer_id,birthday 1,2199-01-01
	bad "t.csv:2: birthday '2***' is in the future" cust-add -d s.db t.csv
	bad "birthday '2***' is in the future" cust-add -d s.db --name=x --birthday=2199-01-01
	[ "$(sql 'SELECT count(*) FROM customer')" = 0 ]
	table customer_id,birthday 1,1969-05-03 2,"$(date +%F)"
	run -0 cust-add -d s.db t.csv
	# one from before this rule
	sql "UPDATE customer SET birthday = '2068-05-03' WHERE customer_id = '1'"
	run -1 cust-check -d s.db
	[[ $output == *2068-05-03* ]]
}

@test "the hour that the clocks skip does not count and is an error; a repeated hour counts twice" {
	store --timezone=Europe/Berlin
	feedback-log -q -d s.db --kind=complaint --date=2025-03-30T01:30 --text=g >out
	feedback-step -q -d s.db --acknowledge --at=2025-03-30T03:30 1 >out
	printf 'metric,scope,target,within\nfirst_response,,90%%,60min\n' >st.csv
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list
	[ "$(cells hours,result)" = 1,met ]
	bad "date '2025-03-30T02:30' does not exist: the clocks of 'Europe/Berlin' skip it" \
		feedback-log -d s.db --kind=complaint --date=2025-03-30T02:30 --text=h
	table kind,text,date complaint,h,2025-03-30T02:30
	bad "t.csv:2: date '2025-03-30T02:30' does not exist: the clocks of 'Europe/Berlin' skip it" feedback-log -d s.db t.csv
	bad "--at '2025-03-30T02:00' does not exist: the clocks of 'Europe/Berlin' skip it" \
		feedback-step -d s.db --inform --at=2025-03-30T02:00 1
	# nor can anything be due in it
	skipped="'2025-03-30T02:30' does not exist: the clocks of 'Europe/Berlin' skip it"
	promise=(promise-log -q -d s.db --create --customer-id=a --promise=p --date=2025-03-29)
	bad "due $skipped" "${promise[@]}" --due=2025-03-30T02:30
	table customer_id,promise,date,due a,p,2025-03-29,2025-03-30T02:30
	bad "t.csv:2: due $skipped" promise-log -d s.db --create t.csv
	"${promise[@]}" --due=2025-03-30T03:30 >out
	bad "--move $skipped" promise-log -d s.db --move=2025-03-30T02:30 --at=2025-03-29T12:00 1
	bad "until $skipped" winback-log -d s.db --customer-id=a --date=2025-03-29 \
		--pause-until=2025-03-30T02:30
	# the same words in a store whose zone has that hour
	[ "$(sql 'SELECT count(*) FROM feedback')" = 1 ]
	store --timezone=Asia/Shanghai
	run -0 feedback-log -d s.db --kind=complaint --date=2025-03-30T02:30 --text=h
	# on 2025-10-26 the clocks of Berlin go from 03:00 back to 02:00: from 01:30 to 03:30 are
	# three hours
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
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list \
		--calendar=night.csv
	[ "$(cells hours)" = 4 ]
	run -0 service-check -d s.db --standards=st.csv --as-of=2025-03-30 --list --calendar=day.csv
	[ "$(cells hours)" = 2 ]
}

@test "which column is missing, what the header is, and how to rename" {
	needs="(an order log requires customer_id and date; a history table customer_id, first_date, last_date and frequency)"
	table customer_id,trans_date,tran_amount c1,2013-02-11,35
	run -2 --separate-stderr cust-segment --rfm t.csv
	[ "$stderr" = \
		"cust-segment: t.csv: no column 'date' $needs; the columns are 'customer_id', 'trans_date', 'tran_amount' (use --rename=trans_date=date)" ]
	sed '1s/,/;/g' t.csv >semicolon.csv
	run -2 --separate-stderr cust-segment --rfm semicolon.csv
	[ "$stderr" = \
		"cust-segment: semicolon.csv: no columns 'customer_id', 'date' $needs; the columns are separated by ';', not ',' (use --separator=auto)" ]
	for c in $'\t' '|'; do
		tr , "$c" <t.csv >other.csv
		bad "the columns are separated by" cust-segment --rfm other.csv
	done
	{ echo sep=,; cat t.csv; } >sep.csv
	run -0 cust-segment -q --rename=trans_date=date --rename=tran_amount=amount \
		--as-of=2013-03-01 sep.csv
	[ "$(cells customer_id,spend)" = c1,35 ]
	{ echo 'sep=;'; tr , ';' <t.csv; } >sep.csv
	run -0 cust-segment -q --rename=trans_date=date,tran_amount=amount --as-of=2013-03-01 \
		sep.csv
	[ "$(cells customer_id,spend)" = c1,35 ]
	{ echo '<<<<<<< HEAD'; cat t.csv; } >conflict.csv
	bad "conflict.csv: no column 'Exited'; the first line is the mark of a merge conflict; resolve it" churn-train --label=Exited conflict.csv
	bad "the first line is the mark of a merge conflict" cust-segment --rfm conflict.csv
	table customer_id,first_date,last_purchase,frequency c1,2024-01-01,2024-01-01,0
	bad "t.csv: no column 'last_date' $needs; the columns are 'customer_id', 'first_date', 'last_purchase', 'frequency' (use --rename=last_purchase=last_date)" \
		cust-segment --rfm --as-of=2024-02-01 t.csv
}

@test "--rename reads a column under another name, in every tool that reads tables" {
	table 'Customer ID,trans_date,a=b' c1,2013-02-11,35
	run -0 cust-segment -q --rfm --as-of=2013-03-01 --rename='Customer ID=customer_id' \
		--rename=trans_date=date --rename=a=b=amount t.csv
	[ "$(cells customer_id,first_date,spend)" = c1,2013-02-11,35 ]
	bad "t.csv: --rename: no column 'x'" cust-segment --rfm --rename=x=y t.csv
	bad "t.csv: columns 'date' and 'date' are the same (use --rename='date[1]=date' or --ignore)" \
		cust-segment --rfm --rename='Customer ID=customer_id' --rename=trans_date=date \
		--rename=a=b=date t.csv
	for wrong in x x= =x; do
		bad "--rename must be OLD=NEW, not '$wrong'" cust-segment --rfm --rename=$wrong \
			t.csv
	done
	# what passes through passes under the new name
	table id,first_date,last_date,frequency,Plan c1,2024-01-01,2024-01-01,0,gold
	run -0 clv-calc -q --model=mbgnbd --as-of=2024-02-01 --rename=id=customer_id \
		--rename=Plan=plan --params=<(model | sed s/bgnbd/mbgnbd/) t.csv
	[[ ${lines[0]} == customer_id,first_date,last_date,frequency,plan,* ]]
	# a second file has the same header, not the same options
	table id,date,amount a,2024-01-01,1
	cp t.csv u.csv
	run -0 cust-segment -q --rfm --as-of=2024-03-01 --rename=id=customer_id t.csv u.csv
	store
	table client,name,Mobile a,Ann,+49
	run -0 cust-add -d s.db --rename=client=customer_id t.csv --rename=Mobile=phone
	[ "$(sql 'SELECT customer_id, name, phone FROM customer')" = 'a|Ann|+49' ]
	table stars,client,day 9,a,2024-01-01
	run -0 nps-calc -q --rename=stars=score t.csv
	[ "$(cell n)" = 1 ]
	printf '%s\n' touched,who,rating search,a,5 >touch.csv
	run -0 mot-calc --rename=touched=touchpoint --rename=who=journey --rename=rating=score \
		touch.csv
	for tool in kano-calc servqual-calc score-calc churn-flag churn-train feedback-log \
		touch-log survey-log promise-log winback-log order-add; do
		"$tool" --help | grep -q -- --rename=OLD=NEW,...
	done
}

@test "unknown columns are named at once, with the header and what to do" {
	store
	table customer_id,trans_date,tran_amount,Mood c1,2013-02-11,35,x
	run -2 --separate-stderr order-add -d s.db --create t.csv
	[ "$stderr" = \
		"order-add: unknown columns 'trans_date', 'tran_amount', 'Mood'; no column 'date', 'amount' (use --rename=trans_date=date --rename=tran_amount=amount --ignore=Mood); the columns are 'customer_id', 'trans_date', 'tran_amount', 'Mood'" ]
	# the advice works
	eval "order-add -q -d s.db --create t.csv $(sed 's/.*(use \(.*\));.*/\1/' <<<"$stderr")" \
		>out
	[ "$(sql 'SELECT customer_id, date, amount FROM orders')" = 'c1|2013-02-11|350000' ]
	table customer_id,vip,Mood 1,yes,good
	bad "unknown columns 'vip', 'Mood' (use --attrs to keep them or --ignore=vip --ignore=Mood to ignore them); the columns are 'customer_id', 'vip', 'Mood'" \
		cust-add -d s.db t.csv
	# where customer_id is missing, its column must not go into attrs
	table CustomerID,vip 1,yes
	for attrs in '' --attrs; do
		run -2 --separate-stderr cust-add -d s.db $attrs t.csv
		says "unknown columns 'CustomerID', 'vip' (use --rename=CustomerID=customer_id --ignore=vip)"
		[[ $stderr != *"to keep"* ]]
	done
	run -0 cust-add -d s.db --attrs --ignore=CustomerID t.csv
	table 'customer_id;name' '1;A'
	bad "the columns are separated by ';', not ','" cust-add -d s.db t.csv
}

@test "Name, EMAIL and ' phone ' are name, email, phone, with --attrs too" {
	for attrs in '' --attrs; do
		store
		table 'customer_id,Name,EMAIL, phone ' '1,Ann,ann@example.org,+49 1'
		run -0 cust-add -d s.db $attrs t.csv
		[ "$(sql 'SELECT customer_id, name, email, phone, attrs FROM customer')" = \
			'1|Ann|ann@example.org|+49 1|' ]
	done
	store
	table customer_id,Name,Email,Phone,VIP '1,Ann,ann@example.org,+49 1,yes'
	run -0 cust-add --attrs -d s.db t.csv
	run -0 cust-list -d s.db --columns=customer_id,name,email,phone,attrs
	same 'customer_id,name,email,phone,attrs
1,Ann,ann@example.org,+49 1,"{""VIP"":""yes""}"'
	run -0 cust-list -d s.db --where "Email = 'ann@example.org'" --columns=customer_id
	same $'customer_id\n1'
	# twice is once too often
	table customer_id,name,Name 1,A,B
	bad "columns 'name' and 'Name' are the same" cust-add -d s.db --attrs t.csv
	run -0 cust-add -d s.db --ignore=Name t.csv
	[ "$(sql 'SELECT name FROM customer')" = A ]
	# analyses too
	table 'Customer_ID, Date ,AMOUNT' c1,2013-02-11,35
	run -0 cust-segment -q --rfm --as-of=2013-03-01 t.csv
	[ "$(cells customer_id,first_date,spend)" = c1,2013-02-11,35 ]
	# of two that differ in case only, the exact one is meant; else neither
	table customer_id,Date,date,amount c1,2013-02-11,2013-02-12,1
	run -0 cust-segment -q --rfm --as-of=2013-03-01 t.csv
	[ "$(cells first_date)" = 2013-02-12 ]
	table customer_id,Date,DATE,amount c1,2013-02-11,2013-02-12,1
	bad "t.csv: columns 'Date' and 'DATE' are the same (use --rename=Date=date or --ignore)" \
		cust-segment -q --rfm --as-of=2013-03-01 t.csv
}

@test "columns without a name that are empty everywhere are left out (Zoho)" {
	table customer_id,date,amount,, 1,2024-01-05,10,, 2,2024-01-06,12,,
	run -0 --separate-stderr cust-segment -q --rfm --as-of=2024-03-01 t.csv
	[ "$(cells customer_id,first_date,spend)" = $'1,2024-01-05,10\n2,2024-01-06,12' ]
	store
	run -0 order-add -q -d s.db --create t.csv
	[ "$(sql 'SELECT sum(amount) FROM orders')" = 220000 ]
	# between others, with quotes, with blanks, in a list whose columns pass through
	table customer_id,,plan,' ' '1,,"gold", ' 2,,free,
	run -0 --separate-stderr clv-calc -q -d s.db t.csv --as-of=2024-03-01 --params=<(model) \
		--model=bgnbd
	[[ ${lines[0]} == customer_id,plan,* && ${lines[1]} == 1,gold,* &&
		${lines[2]} == 2,free,* ]]
	# one that says something is a bad row, in its place among the others
	table customer_id,date,amount,, 1,2024-01-05,10,, 2,2024-01-06,12,,x 3,soon,1,, \
		4,2024-01-07,12,,
	run -1 --separate-stderr cust-segment -q --rfm --as-of=2024-03-01 --skip-bad t.csv
	[ "${stderr_lines[0]}" = "cust-segment: t.csv:3: 'x' is in a column without a name" ]
	[[ ${stderr_lines[1]} == "cust-segment: t.csv:4: date 'soon'"* ]]
	[ "$(cells customer_id)" = $'1\n4' ]
	run -1 --separate-stderr order-add -q -d s.db --create --again --rejects=bad.csv t.csv
	[ "$(cut -d, -f1-6 bad.csv)" = \
		$'customer_id,date,amount,,,file\n2,2024-01-06,12,,x,t.csv\n3,soon,1,,,t.csv' ]
	# many blocks, on one thread and two, give the same as without these columns
	{ echo customer_id,date,amount,,; seq -f 'c%.0f,2024-01-05,10,,' 60000; } >wide.csv
	sed 's/,,$//' wide.csv >narrow.csv
	for t in 1 2; do
		cmp <(cust-segment -q --rfm --as-of=2024-03-01 --threads=$t wide.csv) \
			<(cust-segment -q --rfm --as-of=2024-03-01 narrow.csv)
	done
	# a single one that is not the last has a meaning: the row numbers of pandas
	table ,customer_id,date,amount 0,1,2024-01-05,10
	run -0 --separate-stderr cust-segment -q --rfm --as-of=2024-03-01 t.csv
	bad "unknown column '' (use --ignore='' to ignore it)" order-add -d s.db t.csv
	run -0 order-add -q -d s.db --create --again --ignore= t.csv
}

@test "order counts are not purchase days: the message says which are counted" {
	table customer_id,first_date,last_date,frequency,spend c1,2021-04-21,2021-04-21,1,746.94 \
		c2,2020-10-30,2021-02-26,4,939.37
	bad "t.csv:2: frequency '1' does not match first_date and last_date (it counts purchase days after the first, not orders)" \
		cust-segment --rfm --as-of=2021-06-01 t.csv
}

@test "numbers guarded from Excel: what to remove, and that it helps" {
	store
	table '"order_id","customer_id","amount","date"' \
		'="123456789012345678","b1","12.50","2020-02-20 23:59:54"'
	bad "t.csv:2: a cell is written as =\"...\" to guard it from Excel; use --unguard" \
		order-add -d s.db --create t.csv
	run -0 order-add -q -d s.db --create --unguard t.csv
	[ "$(sql 'SELECT order_id FROM orders')" = 123456789012345678 ]
	table '"customer_id","date","amount","order_id"' '"x",2024-01-01,1,="1"'
	bad "to guard it from Excel" order-add -d s.db t.csv
	table '"customer_id","date","amount","order_id"' '"x",2024-01-01,1,x="1"'
	bad "a quote inside an unquoted cell" order-add -d s.db t.csv
	table order_id,customer_id,amount,date $'"923456789012345678\t",b1,12.50,2020-02-20'
	bad "t.csv:2: order_id '923456789012345678?' ends with a tab, by which some exports guard numbers from Excel; use --unguard" \
		order-add -d s.db --create t.csv
	run -0 order-add -q -d s.db --create --unguard t.csv
	[ "$(sql 'SELECT count(*) FROM orders')" = 2 ]
	table customer_id,date $'b1\t,2020-02-20'
	bad "ends with a tab" cust-segment --rfm t.csv
}

@test "Latin-1 is not called GB18030, and Chinese still is" {
	store
	printf 'customer_id,name,city\n1,Herr M\xfcller,K\xf6ln\n2,Mme Lef\xe8vre,B\xe9ziers\n' \
		>t.csv
	bad "t.csv:2: not UTF-8; it looks like WINDOWS-1252: use --encoding=WINDOWS-1252" cust-add -d s.db t.csv
	run -0 cust-add -q -d s.db "${stderr_lines[0]##*use }" t.csv
	[ "$(sql 'SELECT group_concat(name || city) FROM customer')" = \
		'Herr MüllerKöln,Mme LefèvreBéziers' ]
	# two accents together, at the end, in quotes, in capitals
	for name in Größe Zoë André Ångström "Élodie Fürst" 'Ó Briain, "Seán"' ; do
		printf 'customer_id,name\n1,"%s"\n' "${name//\"/\"\"}" |
			iconv -f UTF-8 -t WINDOWS-1252 >t.csv
		bad "WINDOWS-1252: use --encoding=WINDOWS-1252" cust-add -d s.db t.csv
	done
	for name in 客户 张三 VIP客户A '北京 A座' '欧阳娜娜,"x"' 深圳Ab; do
		printf 'customer_id,name\n1,"%s"\n' "${name//\"/\"\"}" |
			iconv -f UTF-8 -t GB18030 >t.csv
		bad " GB18030: use --encoding=GB18030" cust-add \
			-d s.db t.csv
	done
	# a row with a single character is judged by the rows beside it
	printf 'customer_id,name\n1,张三\n2,A王B\n3,李四\n' | iconv -f UTF-8 -t GB18030 >t.csv
	run -2 --separate-stderr cust-add -d s.db t.csv
	[[ $stderr != *WINDOWS* ]]
}

@test "a file of another kind is called by its name, with the command that reads it" {
	table customer_id,date,amount a,2024-01-01,1
	printf 'BZh91AY&SY' >t.csv.bz2
	bad "t.csv.bz2 is a bzip2 file, not CSV: bunzip2 -c t.csv.bz2" cust-segment --rfm t.csv.bz2
	bad "standard input is a bzip2 file, not CSV: bunzip2 -c" cust-segment --rfm - <t.csv.bz2
	printf '\xfd7zXZ\0' >t.csv.xz
	bad "t.csv.xz is an xz file, not CSV: xz -dc t.csv.xz" cust-segment --rfm t.csv.xz
	printf '\x28\xb5\x2f\xfd' >t.csv.zst
	bad "t.csv.zst is a zstd file, not CSV: zstd -dc t.csv.zst" cust-segment --rfm t.csv.zst
	store
	bad "s.db is an SQLite database, not CSV; a store is named with -d" cust-segment --rfm s.db
	{ printf 'PK\x03\x04'; head -c 26 /dev/zero; printf '[Content_Types].xml'; } >t.xlsx
	# the reason is libzip's, whose releases word it differently
	bad "t.xlsx: the workbook is cut off or damaged (" cust-segment --rfm t.xlsx
	says "archive); get it again"
	printf 'PK\x03\x04\x14\0\0\0\x08\0t.csv' >t.zip
	bad "t.zip is a zip archive, not CSV: unzip -p t.zip" order-add -d s.db t.zip
	printf '\xd0\xcf\x11\xe0\xa1\xb1' >t.xls
	bad "t.xls is an old Excel workbook (.xls), not CSV" cust-segment --rfm t.xls
	printf '%%PDF-1.4\n' >t.pdf
	bad "t.pdf is a PDF file, not CSV" cust-segment --rfm t.pdf
	printf '[{"customer_id":1}]\n' >t.json
	bad "t.json is JSON, not CSV" cust-segment --rfm t.json
	printf '<!doctype html><html>\n' >t.html
	bad "t.html is a web page (HTML), not CSV" cust-segment --rfm t.html
}

@test "NULL and N/A are not valid ids; a name can be one" {
	store
	for id in NULL null N/A n/a '#N/A' None NA nan undefined '(null)' ' '; do
		table customer_id,date,amount "$id,2024-01-01,1" a,2024-01-01,1
		why="is a word for no value, not an id; leave the cell empty or the row out"
		[ "$id" != ' ' ] || why="is blank"
		bad "t.csv:2: customer_id '$id' $why" order-add -d s.db --create t.csv
		bad "t.csv:2: customer_id '$id' $why" cust-segment --rfm t.csv
		bad "customer_id '$id' $why" cust-add -d s.db --customer-id="$id"
		table customer_id,date,amount,order_id "a,2024-01-01,1,$id"
		bad "t.csv:2: order_id '$id' $why" order-add -d s.db --create t.csv
	done
	for id in na none Nan Nanette nullarbor none-1 NAN; do
		run -0 cust-add -d s.db --customer-id="$id"
	done
}

@test "an order_id that comes back on another day is noted" {
	store --timezone=Asia/Shanghai
	table customer_id,order_id,date,amount c1,A1,2024-01-05T23:30:00-05:00,10
	run -0 --separate-stderr order-add -q -d s.db --create t.csv
	run -0 --separate-stderr order-add -d s.db --replace --again --tz=America/New_York t.csv
	[ "$stderr" = \
		"order-add: 1 order_id is already stored on another day; the first is 'A1' (2024-01-06, now 2024-01-05); both days count" ]
	[ "$(sql "SELECT group_concat(day) FROM (SELECT day FROM orders ORDER BY day)")" = \
		2024-01-05,2024-01-06 ]
	# -q is no reason to count an order twice in silence
	table customer_id,order_id,date,amount c1,A1,2024-01-07,10
	run -0 --separate-stderr order-add -q -d s.db t.csv
	[ "$stderr" = \
		"order-add: 1 order_id is already stored on another day; the first is 'A1' (2024-01-06, now 2024-01-07); both days count" ]
	run -0 cust-undo -q -d s.db "$(sql "SELECT max(batch) FROM batch")"
	table customer_id,order_id,date,amount c1,A1,2024-01-05T23:30:00-05:00,10
	# once more it is the same order on the same day
	run -0 --separate-stderr order-add -d s.db --replace --again --tz=America/New_York t.csv
	[ -z "$stderr" ]
	# several, and what is no correction: a refund, another customer's order, the lines of one
	# order
	table customer_id,order_id,date,amount c1,B1,2024-02-01,5 c1,B1,2024-02-01,6 \
		c1,B2,2024-02-01,5 c1,B3,2024-02-01,5 c1,B4,2024-02-01,5
	run -0 order-add -q -d s.db t.csv
	table customer_id,order_id,date,amount c1,B1,2024-02-02,5 c1,B1,2024-02-02,6 \
		c1,B2,2024-02-02,5 c1,B3,2024-02-02,-5 c2,B4,2024-02-02,5
	run -0 --separate-stderr order-add -d s.db --create t.csv
	says "order-add: 2 order_ids are already stored on another day; the first is 'B1' (2024-02-01, now 2024-02-02); both days count"
	run -0 --separate-stderr order-add -q -d s.db --again t.csv
	[ -z "$stderr" ]
}

@test "order_ids with lines on several days of one load are said to be in this load" {
	store
	table customer_id,order_id,date,amount c0,Z,2024-01-01,1
	run -0 order-add -q -d s.db --create t.csv
	# D1 counts once, however many days it has; D2 is of two customers
	table customer_id,order_id,date,amount c1,D1,2024-02-01,5 c1,D1,2024-02-02,6 \
		c1,D1,2024-02-03,7 c1,D2,2024-02-01,5 c2,D2,2024-02-02,5
	run -0 --separate-stderr order-add -d s.db --create t.csv
	says "order-add: 1 order_id has lines on several days in this load; the first is 'D1' (2024-02-01 and 2024-02-02); it counts once per source and customer, on its first day, and each day is a day of purchase"
	[[ $stderr != *already* ]]
	# c1: two orders, three days
	[ "$(sql "SELECT orders || ' ' || frequency FROM history WHERE customer_id = 'c1'")" = "2 2" ]
	table customer_id,order_id,date,amount c1,E1,2024-03-01,5 c1,E1,2024-03-02,6 \
		c1,E2,2024-03-01,5 c1,E2,2024-03-02,5
	run -0 --separate-stderr order-add -d s.db --create t.csv
	says "order-add: 2 order_ids have lines on several days in this load; the first is 'E1' (2024-03-01 and 2024-03-02); each counts once per source and customer, on its first day, and each day is a day of purchase"
}

@test "an option never makes piped rows vanish" {
	store
	table date,score 2024-01-01,9 2024-01-02,8 2024-01-02,1
	run -0 --separate-stderr feedback-log -d s.db --kind=nps <t.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,3,3,0,0,0'
	run -0 --separate-stderr nps-calc -d s.db --as-of=2024-12-31
	[ "$(cells n,promoters,passives,detractors)" = 3,1,1,1 ]
	table date,touchpoint 2024-01-01,a 2024-01-02,b
	run -0 touch-log -d s.db --channel=phone <t.csv
	run -0 touch-list -d s.db
	[ "$(cells channel,touchpoint)" = $'phone,a\nphone,b' ]
	table customer_id,name 1,A 2,B
	run -0 cust-add -d s.db --channel=web <t.csv
	run -0 cust-list -d s.db --columns=customer_id,name,channel
	same $'customer_id,name,channel\n1,A,web\n2,B,web'
	table customer_id,item,value 1,a,5 2,a,4
	run -0 survey-log -d s.db --survey=s --wave=1 --part=expectation --date=2024-01-01 <t.csv
	[ "$(sql 'SELECT count(*) FROM answer WHERE wave = 1')" = 2 ]
	table customer_id,promise,due 1,call,2024-02-01 2,call,2024-02-01
	run -0 promise-log -d s.db --date=2024-01-01 --channel=phone --agent=li <t.csv
	[ "$(sql "SELECT count(*) FROM promise WHERE agent = 'li'")" = 2 ]
	table customer_id,reason 1,late 2,late
	run -0 winback-log -d s.db --date=2024-01-01 --agent=li --cost=5 <t.csv
	[ "$(sql "SELECT count(*) FROM winback WHERE agent = 'li'")" = 2 ]
	# nothing piped, nothing recorded: that is trouble
	bad "standard input: empty input, no header" feedback-log -d s.db --kind=praise </dev/null
	# an option that describes one record makes one, and leaves standard input to the loop
	# around it
	printf '%s\n' 1 2 |
		while read -r id; do feedback-log -d s.db --customer-id="$id" --kind=praise \
		--no-header; done >out
	[ "$(paste -sd, out)" = 4,5 ]
	# --help says which are which
	for tool in feedback-log touch-log survey-log promise-log winback-log cust-add order-add; do
		"$tool" --help >help
		grep -q '^One record (with one of these and no FILE, standard input is not read):$' \
			help
		grep -q '^Defaults (values for columns that the CSV lacks):$' help
		sed -n '/^One record/,/^Defaults/p' help | grep -q -- --customer-id=
		sed -n '/^Defaults/,/^Input/p' help | grep -q -- --channel= ||
			[ "$tool" = survey-log ] || [ "$tool" = winback-log ]
	done
}

@test "order, case and customer belong together" {
	store
	table customer_id,order_id,date,amount a,o1,2024-01-01,1 b,o2,2024-01-01,1 \
		b,both,2024-01-01,1 a,both,2024-01-02,1
	order-add -q -d s.db --create t.csv >out
	bad "feedback-log: order_id 'o2' belongs to customer 'b', not to 'a'" feedback-log -d s.db \
		--customer-id=a --kind=praise --order-id=o2
	table customer_id,kind,date,order_id a,praise,2024-02-01,o1 a,praise,2024-02-01,o2 \
		b,praise,2024-02-01,both a,praise,2024-02-01,both \
		,praise,2024-02-01,o2 a,praise,2024-02-01,unknown
	bad "t.csv:3: order_id 'o2' belongs to customer 'b', not to 'a'" feedback-log -d s.db t.csv
	run -1 feedback-log -q -d s.db --rejects=bad.csv t.csv
	[ "$(tail -n +2 bad.csv | cut -d, -f1-4)" = a,praise,2024-02-01,o2 ]
	bad "promise-log: order_id 'o2' belongs to customer 'b', not to 'a'" promise-log -d s.db \
		--customer-id=a --promise=x --due=2030-01-01 --order-id=o2
	# case 1 is a's about o1, case 4 nobody's about o2
	bad "promise-log: case_id '1' belongs to customer 'a', not to 'b'" promise-log -d s.db \
		--customer-id=b --promise=x --due=2030-01-01 --case-id=1
	bad "promise-log: case_id '1' is about order 'o1', not about 'both'" promise-log -d s.db \
		--customer-id=a --promise=x --due=2030-01-01 --case-id=1 --order-id=both
	run -0 promise-log -d s.db --customer-id=a --promise=x --due=2030-01-01 --case-id=1 \
		--order-id=o1
	run -0 promise-log -d s.db --customer-id=b --promise=x --due=2030-01-01 --case-id=4
	[ "$(sql 'SELECT count(*) FROM promise')" = 2 ]
}

@test "a void case counts nowhere from that day on, and stays in the history" {
	store
	table kind,date,score,customer_id,text nps,2024-01-01,9,c1, nps,2024-01-02,1,c1, \
		complaint,2024-01-03,,c2,broken
	feedback-log -q -d s.db --create t.csv >out
	bad "--void requires --note=WHY" feedback-step -d s.db --void 2
	feedback-step -q -d s.db --void --note='typed twice' --at=2024-01-10 --actor=x 2 3 >out
	same_n() { run -0 nps-calc -q -d s.db --as-of="$1"; [ "$(cells n,detractors)" = "$2" ]; }
	same_n 2024-01-09 2,1
	same_n 2024-01-10 1,0
	run -0 feedback-list -d s.db --as-of=2024-01-10
	[ "$(cells case_id)" = 1 ]
	run -0 feedback-list -d s.db --as-of=2024-01-09
	[ "$(cells case_id | paste -sd,)" = 1,2,3 ]
	run -0 feedback-list -d s.db --state=void
	[ "$(cells case_id,state)" = $'2,void\n3,void' ]
	run -0 feedback-list -d s.db --state=void --events
	[ "$(cells case_id,step,note)" = $'2,void,typed twice\n3,void,typed twice' ]
	run -0 feedback-list -d s.db --open --as-of=2024-01-10 --no-header
	[ -z "$output" ]
	printf 'metric,scope,target,within\nfirst_response,,90%%,60min\n' >st.csv
	run -0 service-check -d s.db --standards=st.csv --as-of=2024-01-09 --list
	[ "$(cells id)" = 3 ]
	run -0 service-check -d s.db --standards=st.csv --as-of=2024-01-10 --list --no-header
	[ -z "$output" ]
	run -0 cust-show -d s.db c2
	[[ $output == *void* && $output == *broken* ]]
	bad "case 2 is void; allowed steps are note" feedback-step -d s.db --reopen 2
	run -0 feedback-step -q -d s.db --note='see case 1' 2
	run -0 cust-check -d s.db --no-header
	[ -z "$output" ]
}

@test "ids that differ only in case, outer blanks, Unicode form or '.0' are noted" {
	note() { # N PAIR...
		says "$1 only in case, outer blanks, Unicode form or '.0' ('$2' and '$3')"
	}
	table customer_id,date,amount 17809,2024-01-01,1 17809.0,2024-01-02,1 c1,2024-01-03,1
	run -0 --separate-stderr cust-segment --rfm --as-of=2024-02-01 t.csv
	note "1 customer_id differs from another" 17809 17809.0
	table customer_id,date,amount C1,2024-01-01,1 c1,2024-01-02,1 'c1 ,2024-01-03,1' \
		c2,2024-01-03,1
	run -0 --separate-stderr cust-segment --rfm --as-of=2024-02-01 t.csv
	note "2 customer_ids differ from others" C1 c1
	store
	run -0 --separate-stderr order-add -d s.db --create t.csv
	note "2 customer_ids differ from others" C1 c1
	# é as one character and as two
	table customer_id $'Ren\xc3\xa9' $'Rene\xcc\x81'
	store
	run -0 --separate-stderr cust-add -d s.db t.csv
	note "1 customer_id differs from another" $'Rene\xcc\x81' $'Ren\xc3\xa9'
	run -0 --separate-stderr feedback-log -d s.db --create --customer-id=$'REN\xc3\x89' \
		--kind=praise
	says "2 customer_ids differ from others"
	# who was there already is not told of again, and -q is silent
	run -0 --separate-stderr feedback-log -d s.db --customer-id=$'REN\xc3\x89' --kind=praise
	[ -z "$stderr" ]
	run -0 --separate-stderr cust-add -q -d s.db --customer-id=$' REN\xc3\x89'
	[ -z "$stderr" ]
	# ids that only look alike
	table customer_id,date,amount 1.0.0,2024-01-01,1 1.0,2024-01-02,1 a.0,2024-01-03,1 \
		a,2024-01-03,1 A1,2024-01-03,1 10,2024-01-01,1 0.0,2024-01-01,1
	run -0 --separate-stderr cust-segment --rfm --as-of=2024-02-01 t.csv
	[ -z "$stderr" ]
}

@test "of one customer who is added the twins are found by the index, not among all ids" {
	local store=s.db
	# who ID TWIN: the id is added by options, and the note names the pair; "": no note
	who() {
		run -0 --separate-stderr feedback-log -d "$store" --create --customer-id="$1" \
			--kind=praise
		[[ $2 ]] || { [[ $stderr != *"only in case"* ]]; return; }
		[[ $stderr == *"1 customer_id differs from another only in case"*"("*"'$2'"*")"* ]]
		[[ $stderr == *"'$1'"* ]]
	}
	store
	{
		echo customer_id
		awk 'BEGIN { for (i = 1; i <= 30000; i++) printf "K%dx%040d\n", i, i }'
		printf '%s\n' abC-1 ' lead' 'tail  ' 17809 4.0 $'\xef\xbc\xa1\xef\xbc\x91x' \
			$'Ren\xc3\xa9' $'\xe3\x80\x80wide'
	} >ids.csv
	cust-add -q -d s.db ids.csv >acc
	who ABc-1 abC-1
	who LEAD ' lead'
	who ' tail' 'tail  '
	who 17809.0 17809
	who 4 4.0
	who a1X $'\xef\xbc\xa1\xef\xbc\x91x'
	who $'rEne\xcc\x81' $'Ren\xc3\xa9'
	who Wide $'\xe3\x80\x80wide'
	for id in abC-2 abC-11 abC lea 17808.0 17809.00 .0 5 a $'Rene\xcc\x82' 'ta il' "x'y" '%' K;
		do
		who "$id" ""
	done
	# order-add and cust-add by options
	run -0 --separate-stderr order-add -d s.db --create --customer-id=ABC-2 --amount=1 \
		--date=2024-01-01
	[[ $stderr == *"('ABC-2' and 'abC-2')"* ]]
	run -0 --separate-stderr cust-add -d s.db --customer-id=k7X0000
	[[ $stderr != *"only in case"* ]]
	id=$(sqlite3 s.db "SELECT customer_id FROM customer WHERE customer_id LIKE 'K29999x%'")
	run -0 --separate-stderr cust-add -d s.db --customer-id="${id,}"
	[[ $stderr == *"('$id' and '${id,}')"* ]]
	# 30,000 ids are on 500 pages; the index leads to a few of them
	trace pread64 feedback-log -q -d s.db --create --customer-id=New-1 --kind=praise >acc
	[ "$(grep -c pread64 trace)" -lt 150 ]
}

@test "a column that numbers the rows is not learned from, unless it is asked for" {
	features() { grep '^number:.*,coefficient,' | cut -d, -f1 | paste -sd' '; }
	run -0 --separate-stderr churn-train --label=Exited "$ROOT/tests/data/numeric-id.csv"
	[ "$(features <<<"$output")" = 'number:CreditScore number:Age' ]
	says "left out column 'RowNumber': it counts up, like an id (use --with=RowNumber to learn from it)"
	says "left out column 'CustomerId': different in every row, like an id (use --with=CustomerId to learn from it)"
	run -0 --separate-stderr churn-train --label=Exited --with=CustomerId \
		"$ROOT/tests/data/numeric-id.csv"
	[ "$(features <<<"$output")" = 'number:CustomerId number:CreditScore number:Age' ]
	[[ $stderr != *"'CustomerId'"* ]]
	bad "no column 'x'" churn-train --label=Exited --with=x "$ROOT/tests/data/numeric-id.csv"
	# a table in the order of its label: the number of the row would say it all
	{ echo n,age,left; for i in {1..40}; do echo "$i,$((i * 7 % 23)),$((i > 20))";
		done; } >t.csv
	run -0 churn-train -q --label=left t.csv
	[ "$(features <<<"$output")" = number:age ]
	# what is measured differs too, but has a fraction, or a blank; and few rows differ by
	# chance
	{ echo spent,days,left; for i in {1..40}; do
		echo "$((i * 37 % 101)).5,$([ $i = 3 ] || echo $((i * 11 % 83))),$((i % 3 == 0))"
		done; } >t.csv
	run -0 --separate-stderr churn-train --label=left t.csv
	[ "$(features <<<"$output")" = 'number:spent number:days' ]
	{ echo n,left; for i in {1..19}; do echo "$i,$((i % 3 == 0))"; done; } >t.csv
	run -0 churn-train -q --label=left t.csv
	[ "$(features <<<"$output")" = number:n ]
	# Customer_ID is customer_id
	{ echo Customer_ID,age,left; for i in {1..10}; do echo "$i,$((i * 7 % 23)),$((i > 5))";
		done; } >t.csv
	run -0 churn-train -q --label=left t.csv
	[ "$(features <<<"$output")" = number:age ]
}

@test "an order log beside -d, and a customer twice in a list, are errors" {
	store
	table customer_id,date,amount a,2024-01-01,1 b,2024-01-01,1 a,2024-01-05,1
	order-add -q -d s.db --create t.csv >out
	for tool in "clv-calc --params=m.csv --model=bgnbd" "cust-segment --rfm" \
		"churn-flag --method=rules"; do
		model >m.csv
		bad "t.csv is an order log (date, amount), but the orders come from the store; leave out -d, or load it with order-add" \
			$tool -d s.db --as-of=2024-02-01 t.csv
		bad "standard input is an order log (date, amount)" $tool -d s.db \
			--as-of=2024-02-01 - <t.csv
	done
	table customer_id,plan a,gold b,free a,gold
	bad "t.csv:4: duplicate customer_id 'a'" cust-segment --rfm -d s.db --as-of=2024-02-01 t.csv
	run -1 --separate-stderr cust-segment --rfm -d s.db --as-of=2024-02-01 --skip-bad t.csv
	[ "$(cells customer_id,plan)" = $'a,gold\nb,free' ]
	# a list may call its column as it likes
	table Customer_ID,Plan a,gold
	run -0 cust-segment -q --rfm -d s.db --as-of=2024-02-01 t.csv
	[[ ${lines[0]} == customer_id,Plan,as_of,* && ${lines[1]} == a,gold,* ]]
}
