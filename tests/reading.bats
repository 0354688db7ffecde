# The options of reading: how tables of other systems become ours, in loads, in analyses of orders
# (by blocks, on one thread and two) and in tables that pass through.
load helper

# orders OPTION... FILE: what is loaded; cust-segment must agree on one thread and two.
orders() {
	rm -f s.db
	cust-init -d s.db --timezone=Asia/Shanghai
	order-add -q -d s.db --create "$@" >loaded || return
	cust-segment -q -d s.db --as-of=2030-01-01 \
		--columns=customer_id,orders,first_date,last_date,spend >store
	for threads in 1 2; do
		cust-segment -q --as-of=2030-01-01 --tz=Asia/Shanghai --threads=$threads \
			--columns=customer_id,orders,first_date,last_date,spend "$@" >table
		diff store table
	done
	order-list -d s.db --columns=customer_id,date,amount --no-header
}

# bad MESSAGE OPTION... FILE: order-add and cust-segment refuse it so.
bad() {
	rm -f s.db
	cust-init -d s.db
	run -2 --separate-stderr order-add -d s.db --create "${@:2}"
	says "$1"
	[ "$(sqlite3 s.db 'SELECT count(*) FROM orders')" = 0 ]
	run -2 --separate-stderr cust-segment --as-of=2030-01-01 "${@:2}"
	says "$1"
}

@test "separators: each one, by its name and by the header; quotes keep one in a cell" {
	for c in , ';' '|' $'\t'; do
		name=$c
		[ "$c" != $'\t' ] || name=tab
		printf '%s\n' "customer_id${c}date${c}amount${c}sku" \
			"a${c}2024-01-05${c}1${c}\"a${c}b\"" "b${c}2024-01-06${c}2${c}" >t.csv
		for separator in "$name" auto; do
			run -0 orders --separator="$separator" t.csv
			[ "${lines[1]}" = b,2024-01-06,2 ]
			[ "$(sqlite3 s.db 'SELECT min(sku) FROM orders')" = "a${c}b" ]
		done
		# a note to Excel says it as well
		[ "$c" = $'\t' ] || { { echo "sep=$c"; cat t.csv; } >sep.csv; run -0 orders sep.csv;
			[ "${#lines[@]}" = 2 ]; }
	done
	# where every row has as many commas as semicolons, the header decides
	printf '%s\n' 'customer_id;date;amount;sku' 'a;2024-01-05;1,5;x,y,z' >t.csv
	run -0 orders --separator=auto --decimal=, t.csv
	same a,2024-01-05,1.5
	echo 'customer_id;date,amount' >t.csv
	bad "t.csv: the header does not tell the separator (use --separator=CHAR)" \
		--separator=auto t.csv
	bad "--separator must be , ; | tab or auto, not 'x'" --separator=x t.csv
	printf '%s\n' 'customer_id;date;amount' 'a;2024-01-05' >t.csv
	bad "t.csv:2: 2 cells but the header has 3" --separator=';' t.csv
}

@test "lines before the header, rows after it, lines at the end; messages have the line number" {
	printf '%s\n' 'Statement, of "July' '' 'customer_id,date,amount' 'text,day,"yuan,
new"' 'a,2024-01-05,1' '"b",2024-01-06,2' 'Total,,3' '' 'printed by x, "y' '' >t.csv
	run -0 orders --skip-lines=2 --skip-rows=1 --footer=2 t.csv
	same $'a,2024-01-05,1\nb,2024-01-06,2'
	sed 's/2024-01-06/someday/' t.csv >wrong.csv
	bad "wrong.csv:7: date 'someday' is not a date" --skip-lines=2 --skip-rows=1 --footer=2 \
		wrong.csv
	# all of a file may be left out
	run -0 orders --skip-lines=2 --footer=9 t.csv
	same ''
	bad "t.csv: empty input, no header" --skip-lines=99 t.csv
	# the end of a file of many blocks, and of two files
	{ echo customer_id,date,amount; seq -f 'c%.0f,2024-01-05,1' 60000;
		echo 'Total,,60000'; } >big.csv
	run -0 orders --footer=1 big.csv
	[ "${#lines[@]}" = 60000 ]
	sed '2,59990d' big.csv >small.csv
	[ "$(orders --footer=1 small.csv big.csv | wc -l)" = 60011 ]
}

@test "--footer counts rows, not lines, of CSV and of a workbook" {
	local inline='t="inlineStr"><is><t>' end='</t></is></c>'
	printf '%s\n' customer_id,date,amount 'a,2024-01-05,1' '"b",2024-01-06,2' ,, \
		'Total,"of
two",3' '' ,, '"printed
by x",,' '"","",' >t.csv
	python3 "$ROOT/tests/workbook.py" t.xlsx sheet="<row r='1'>
		<c r='A1' ${inline}customer_id$end<c r='B1' ${inline}date$end
		<c r='C1' ${inline}amount$end</row>
		<row r='2'><c r='A2' ${inline}a$end<c r='B2' s='1'><v>45296</v></c>
		<c r='C2'><v>1</v></c></row>
		<row r='3'><c r='A3' ${inline}b$end<c r='B3' s='1'><v>45297</v></c>
		<c r='C3'><v>2</v></c></row>
		<row r='5'><c r='A5' ${inline}Total$end<c r='B5' ${inline}of
two$end<c r='C5'><v>3</v></c></row>
		<row r='6'><c r='A6' ${inline}$end</row>
		<row r='9'><c r='A9' ${inline}printed
by x$end</row><row r='12'/>"
	for file in t.csv t.xlsx; do
		run -0 orders --footer=2 $file
		same $'a,2024-01-05,1\nb,2024-01-06,2'
		run -0 orders --footer=3 $file
		same a,2024-01-05,1
		bad "$file:5: date 'of" --footer=1 $file
	done
	# an unclosed quote is not the beginning of a footer
	printf '%s\n' customer_id,date,amount a,2024-01-05,1 '"b,2024-01-06,2' c,2024-01-07,3 >q.csv
	bad 'unclosed quote' --footer=1 q.csv
	# a row of a footer on both sides of the end of a block
	{ echo customer_id,date,amount; seq -f 'c%.0f,2024-01-05,1' 60000
		echo "Total,\"$(seq 60000)\",60000"; } >big.csv
	run -0 orders --footer=1 big.csv
	[ "${#lines[@]}" = 60000 ]
}

@test "names: case, blanks and hyphens; a note says so; --rename, --ignore, --names" {
	printf '%s\n' 'Customer ID, Order-Date ,AMOUNT,Note' a,2024-01-05,1,x >t.csv
	run -0 --separate-stderr cust-segment --as-of=2024-02-01 --rename='Order-Date=date' t.csv
	[ "${lines[1]%%,3,1*}" = a,2024-02-01,1,2024-01-05,2024-01-05,1,0,0,27,27, ]
	[ "$stderr" = "cust-segment: t.csv: the column 'Customer ID' is customer_id" ]
	run -0 orders --rename='Customer ID=customer_id, Order-Date =date' --ignore=Note t.csv
	same a,2024-01-05,1
	run -0 orders --rename='Order-Date=date' --ignore-unknown t.csv
	same a,2024-01-05,1
	cust-init -d u.db
	run -0 --separate-stderr order-add -d u.db --create --rename=Order-Date=date \
		--ignore-unknown t.csv
	says "order-add: ignored: 'Note'"
	# what is left out may be needed by nobody, even twice, even with a comma in its name
	printf '%s\n' 'customer_id,date,amount,x,x,"a,b",c' a,2024-01-05,1,,,, >t.csv
	run -0 orders --ignore='a,b' --ignore=x[1],x[2],c t.csv
	same a,2024-01-05,1
	bad "t.csv: --ignore: no column 'y'" --ignore=c,y t.csv
	bad "t.csv: --rename: no column 'y'" --rename=c=d,y=z t.csv
	# of two columns of one name one is taken
	printf '%s\n' customer_id,date,Total,Total a,2024-01-05,1,2 >t.csv
	run -0 orders --rename='Total[2]=amount' --ignore='Total[1]' t.csv
	same a,2024-01-05,2
	bad "columns 'amount' and 'amount' are the same" \
		--rename='Total[1]=amount,Total[2]=amount' t.csv
	printf '%s\n' 0001,19970101,1,12.50 0002,19970102,2,3 >t.csv
	run -0 orders --names=customer_id,date,quantity,amount --date-format=%Y%m%d t.csv
	same $'0001,1997-01-01,12.5\n0002,1997-01-02,3'
	bad "t.csv:1: 4 cells but the header has 3" --names=customer_id,date,amount t.csv
	bad "--names is empty" --names= t.csv
}

@test "amounts: signs, thousands, parentheses, the decimal mark; nothing else" {
	printf '%s\n' customer_id,date,amount 'a,2024-01-01,"1,200.50"' a,2024-01-02,¥300 \
		'a,2024-01-03,(12.00)' a,2024-01-04,12- \
		'a,2024-01-05,１２．５' "a,2024-01-06,1'000" 'a,2024-01-07,"¥ 1,000 "' \
		a,2024-01-08,1e2 >t.csv
	run -0 orders t.csv
	same $'a,2024-01-01,1200.5\na,2024-01-02,300\na,2024-01-03,-12\na,2024-01-04,-12\na,2024-01-05,12.5\na,2024-01-06,1000\na,2024-01-07,1000\na,2024-01-08,100'
	printf '%s\n' 'customer_id;date;amount;cost' 'a;2024-01-01;1.200,50;3,5' \
		'a;2024-01-02;12;1 000,25' 'a;2024-01-03;1.234 €;' >t.csv
	run -0 orders --separator=';' --decimal=, t.csv
	same $'a,2024-01-01,1200.5\na,2024-01-02,12\na,2024-01-03,1234'
	[ "$(sqlite3 s.db 'SELECT sum(cost) FROM orders')" = 10037500 ]
	printf '%s\n' customer_id,date,amount a,2024-01-01,12.5 >t.csv
	bad "t.csv:2: amount '12.5' has separators that do not fit a decimal comma (see --decimal)" --decimal=, t.csv
	bad "--decimal must be . or , not ';'" --decimal=';' t.csv
	printf '%s\n' customer_id,date,amount a,2024-01-01,3.5万 >t.csv
	bad "t.csv:2: amount '3.5万' has a unit; write the number in full" t.csv
	# numbers that are no amounts, too
	printf '%s\n' 'customer_id;date;amount;quantity' 'a;2024-01-01;1;1,5' >t.csv
	run -0 orders --separator=';' --decimal=, t.csv
	[ "$(sqlite3 s.db 'SELECT quantity FROM orders')" = 1.5 ]
}

@test "one currency: in a table, in all its blocks, and that of the store" {
	printf '%s\n' customer_id,date,amount a,2024-01-01,¥1 a,2024-01-02,2 a,2024-01-03,€3 \
		a,2024-01-04,4元 >t.csv
	for threads in 1 2; do
		run -2 --separate-stderr cust-segment --as-of=2024-02-01 --threads=$threads t.csv
		[ "$stderr" = \
			"cust-segment: t.csv:4: amounts in two currencies, ¥ and EUR; load each from a file of its own" ]
	done
	bad "t.csv:4: amounts in two currencies" t.csv
	printf '%s\n' customer_id,date,price,n a,2024-01-01,¥1.50,2 a,2024-01-02,€3,1 >price.csv
	bad "price.csv:3: amounts in two currencies, ¥ and EUR" --set='amount=price*n' \
		--ignore=price,n price.csv
	{ echo customer_id,date,amount; seq -f 'c%.0f,2024-01-05,1' 60000; echo 'a,2024-01-01,$1';
		seq -f 'd%.0f,2024-01-05,1' 60000
	echo 'a,2024-01-01,£1'; } >big.csv
	for threads in 1 2; do
		run -2 --separate-stderr cust-segment --as-of=2024-02-01 --threads=$threads big.csv
		says "big.csv:120003: amounts in two currencies, \$ and GBP"
	done
	sed -i '/€/d' t.csv
	cust-init -d cny.db --currency=CNY
	run -0 order-add -q -d cny.db --create t.csv
	cust-init -d usd.db --currency=USD
	run -2 --separate-stderr order-add -d usd.db --create t.csv
	says "order-add: nothing loaded: the amounts are in CNY, but the currency of the store is USD"
	[ "$(sqlite3 usd.db 'SELECT count(*) FROM customer')" = 0 ]
	# a currency of which the sign is not known says nothing
	cust-init -d isk.db --currency=ISK
	run -0 order-add -q -d isk.db --create t.csv
}

@test "dates: several formats, words, two digits of the year; nothing outside 1900 to 2200" {
	printf '%s\n' customer_id,date,amount a,2024-01-05,1 a,2024/1/6,2 a,2024年1月7日,3 ' a,' >t.csv
	sed -i '$d' t.csv
	run -0 orders --date-format=%F --date-format=%Y/%m/%d --date-format=%Y年%m月%d日 t.csv
	same $'a,2024-01-05,1\na,2024-01-06,2\na,2024-01-07,3'
	bad "t.csv:4: date '2024年1月7日' does not fit --date-format" --date-format=%F \
		--date-format=%Y/%m/%d t.csv
	# ISO is no way out where another format is named: 2024-05-13 is no day of month 13
	printf '%s\n' customer_id,date,amount a,2024-05-13,1 >t.csv
	bad "t.csv:2: date '2024-05-13' does not fit --date-format" --date-format=%Y-%d-%m t.csv
	# 45292 is 2024-01-01 in Excel; 1704067200 in seconds since 1970
	printf '%s\n' customer_id,date,amount a,45292,1 a,45292.5,2 >t.csv
	run -0 orders --date-format=excel t.csv
	same $'a,2024-01-01,1\na,2024-01-01T12:00:00,2'
	printf '%s\n' customer_id,date,amount a,1704067200,1 a,1704124800,2 >t.csv
	run -0 orders --date-format=unix t.csv
	same $'a,2024-01-01T08:00:00,1\na,2024-01-02T00:00:00,2'
	sed 's/\(17[0-9]*\)/\1500/' t.csv >ms.csv
	run -0 orders --date-format=unix-ms ms.csv
	same $'a,2024-01-01T08:00:00,1\na,2024-01-02T00:00:00,2'
	for year in 1899 2201 113 2567; do
		printf '%s\n' customer_id,date,amount a,5.1.$year,1 >t.csv
		run -2 --separate-stderr cust-segment --as-of=2030-01-01 --date-format=%d.%m.%Y \
			t.csv
		[[ $stderr == \
			*"t.csv:2: date '5.1.$year' "@("is not between the years 1900 and 2200"|"has a year of fewer than four digits"*) ]]
	done
	for format in %m/%Y %H:%M dd.mm.yyyy ''; do
		bad "--date-format=$format does not give a day" --date-format="$format" t.csv
	done
}

@test "--trim" {
	printf '%s\n' 'customer_id, date ,amount,sku' ' a , 2024-01-01,  1 ,b c' \
		'" d",2024-01-02,2, ' >t.csv
	bad "t.csv:2: date ' 2024-01-01' is not a date" t.csv
	run -0 orders --trim t.csv
	same $'a,2024-01-01,1\nd,2024-01-02,2'
	[ "$(sqlite3 s.db 'SELECT group_concat(quote(sku)) FROM orders')" = "'b c',NULL" ]
}

@test "--null, --unguard, --set" {
	printf '%s\n' customer_id,date,amount,sku,channel NULL,2024-01-01,1,N/A,web >t.csv
	cust-init -d none.db
	run -2 --separate-stderr order-add -d none.db --create --null=NULL,N/A t.csv
	says "t.csv:2: customer_id 'NULL' is read as empty (--null)"
	printf '%s\n' customer_id,date,amount,sku,channel a,2024-01-01,1,N/A,NULL \
		'b,2024-01-01,2,N/Ax,(none)' >t.csv
	run -0 orders --null=NULL,N/A --null='(none)' t.csv
	[ "$(sqlite3 s.db 'SELECT group_concat(quote(sku) || quote(channel)) FROM orders')" = \
		"NULLNULL,'N/Ax'NULL" ]
	printf '%s\n' customer_id,order_id,date,amount '="007","=""008""",2024-01-01,1' \
		$'\'009,`010\t,2024-01-02,2' >t.csv
	run -0 orders --unguard t.csv
	same $'007,2024-01-01,1\n009,2024-01-02,2'
	[ "$(sqlite3 s.db 'SELECT group_concat(order_id) FROM orders')" = 008,010 ]
	bad 'a cell is written as ="..." to guard it from Excel; use --unguard' t.csv
	printf '%s\n' 'Customer,Date,Line qty,price,off' 'a,2024-01-01,3,"1,000.10",' \
		a,2024-01-02,2,2.50,.75 >t.csv
	run -0 orders --rename=Customer=customer_id --set='amount=Line qty*price-off' \
		--ignore='Line qty,price,off' t.csv
	same $'a,2024-01-01,3000.3\na,2024-01-02,4.25'
	# a column of the same name is computed anew; its own cells are those of the file
	printf '%s\n' customer_id,date,amount a,2024-01-01,10 >t.csv
	run -0 orders --set=amount='amount*0.5' t.csv
	same a,2024-01-01,5
	printf '%s\n' customer_id,date,price a,2024-01-01,x >t.csv
	bad "t.csv:2: --set=amount: 'x' is not a number" --set=amount='price*2' --ignore=price t.csv
	bad "t.csv: --set=amount=cost*2 needs a column, a number or a text in quotes at 'cost*2'" \
		--set=amount='cost*2' t.csv
	bad "--set must be COLUMN=EXPRESSION, not 'amount'" --set=amount t.csv
}

@test "--set: a text for all rows, and texts joined with columns" {
	printf '%s\n' customer_id,date,amount,city,note 7,2024-01-01,1,Bonn,R '"8",2024-01-02,2,,' \
		,2024-01-03,3,,x >t.csv
	run -0 table-convert -q --set='channel="shop"' --set='note="a ""b"", c"' t.csv
	same 'customer_id,date,amount,city,note,channel
7,2024-01-01,1,Bonn,"a ""b"", c",shop
8,2024-01-02,2,,"a ""b"", c",shop
,2024-01-03,3,,"a ""b"", c",shop'
	# of empty columns comes nothing: no id is made
	run -0 table-convert -q --columns=customer_id,city t.csv \
		--set='customer_id="DE-"&customer_id' --set='city=city & "/" & note'
	same $'customer_id,city\nDE-7,Bonn/R\nDE-8,\n,/x'
	cust-init -d s.db
	run -2 --separate-stderr order-add -n -d s.db --create t.csv --ignore=city,note \
		--set='customer_id="DE-"&customer_id'
	says "t.csv:4: customer_id '' is empty"
	bad "t.csv: --set=channel=\"shop lacks a \" at '\"shop'" --set='channel="shop' t.csv
	bad "t.csv: --set=channel=\"a\" city needs & at 'city'" --set='channel="a" city' t.csv
	bad "t.csv: --set=channel=city& needs a column or a text in quotes at ''" \
		--set='channel=city&' t.csv
	bad "--set is not UTF-8" --set=channel=$'"\xff"' t.csv
	# a shell that has taken the quotes: shop would be a column
	bad "t.csv: --set=channel=shop needs a column, a number or a text in quotes at 'shop'" \
		--set=channel="shop" t.csv
}

@test "a genuine id such as 5E+30 is read with a text before it, the same in all files" {
	printf '%s\n' customer_id,date,amount 5E+30,2024-01-01,1 7,2024-01-02,2 >t.csv
	cust-init -d g.db
	run -2 --separate-stderr order-add -d g.db --create t.csv
	says "t.csv:2: customer_id '5E+30' is damaged by a spreadsheet"
	run -0 order-add -q -d g.db --create --set='customer_id="c"&customer_id' t.csv
	[ "$(sqlite3 g.db 'SELECT group_concat(customer_id) FROM customer')" = c5E+30,c7 ]
}

@test "--leave-out: rows with a word in a column, also an empty cell, are counted and left out" {
	printf '%s\n' customer_id,date,amount,State a,2024-01-01,1,paid ,2024-01-01,2,paid \
		b,,3,void c,2024-01-03,4,'" closed "' d,2024-01-04,5, >t.csv
	run -0 orders --leave-out=customer_id= --leave-out=State=void,closed --ignore=State t.csv
	same $'a,2024-01-01,1\nd,2024-01-04,5'
	cust-init -d u.db
	run -0 --separate-stderr order-add -d u.db --create --leave-out=customer_id= \
		--leave-out=State=void,closed --ignore=State t.csv
	says "order-add: 3 rows left out"
	bad "t.csv: --leave-out: no column 'x'" --leave-out=x=y t.csv
	bad "--leave-out must be COLUMN=WORD,..., not 'x'" --leave-out=x t.csv
}

@test "an order with a bad line is rejected as a whole; the rejects load with the same options" {
	printf '%s\n' 'order_id;customer_id;date;amount' 'o1;a;05.01.2024;1,50' \
		'o1;a;05.01.2024;3,5万' 'o2;a;06.01.2024;2,50' 'o3;a;soon;1' >t.csv
	cust-init -d s.db
	run -1 --separate-stderr order-add -d s.db --create --separator=';' --decimal=, \
		--date-format=%d.%m.%Y --rejects=bad.csv t.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,4,1,0,0,3'
	[ "$(sqlite3 s.db "SELECT group_concat(order_id || ' ' || amount) FROM orders")" = \
		"o2 25000" ]
	[ "$(wc -l <bad.csv)" = 4 ]
	grep -q '^o1,a,05.01.2024,"1,50",t.csv,2,order_id,' bad.csv
	grep -q "^o3,a,soon,1,t.csv,5,date,date 'soon' does not fit --date-format$" bad.csv
	sed -i 's/"3,5万"/"3,5"/; s/soon/07.01.2024/' bad.csv
	run -0 --separate-stderr order-add -q -d s.db --separator=';' --decimal=, \
		--date-format=%d.%m.%Y bad.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,3,0,0,0'
	run -0 cust-check -d s.db
}

@test "rejects have the cells of the input, and the command that made them reads them" {
	# the point of 1.200 is one of thousands in the input: nothing may read it as 1.2
	{
		printf '%s\n' 一月 '订单;客户;日期;金额;备注' '-;-;-;元;-' 'o1;张三;05.01.2024;1.200;甲' \
			'o1;张三;soon;"3.5";"乙;x"' "o2;'0007;06.01.2024;无;" 'o3;王五;06.01.2024;2,50;'
		echo '合计;;;;'
	} >utf8.csv
	iconv -f UTF-8 -t GB18030 utf8.csv >t.csv
	cust-init -d s.db
	load() {
		order-add -q -d s.db --create --encoding=gb18030 --separator=';' --decimal=, \
			--date-format=%d.%m.%Y --skip-lines=1 --skip-rows=1 --footer=1 --null=无 \
			--unguard --rename=订单=order_id,客户=customer_id,日期=date,金额=amount \
			--ignore=备注 "$@"
	}
	run -1 --separate-stderr load --rejects=bad.csv t.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,4,1,0,0,3'
	[ "$(cut -d, -f1-8 bad.csv | sort)" = "$(printf '\xef\xbb\xbf订单,客户,日期,金额,备注,file,line,column
o1,张三,05.01.2024,1.200,甲,t.csv,4,订单
o1,张三,soon,3.5,乙;x,t.csv,5,日期
o2,'\''0007,06.01.2024,无,,t.csv,6,金额' | sort)" ]
	sed -i 's/soon/05.01.2024/; s/,3.5,/,"3,5",/; s/,无,/,7,/' bad.csv
	cp bad.csv mended.csv
	run -0 load --rejects=worse.csv bad.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,3,0,0,0'
	[ "$(sqlite3 s.db "SELECT order_id, customer_id, date, amount / 10000.0 FROM orders
		ORDER BY 1, 4")" = "o1|张三|2024-01-05|3.5
o1|张三|2024-01-05|1200.0
o2|0007|2024-01-06|7.0
o3|王五|2024-01-06|2.5" ]
	# also from a pipe, and as a spreadsheet program of China or Germany saves it
	tail -c +4 mended.csv | iconv -f UTF-8 -t GB18030 | sed 's/$/\r/' >gb.csv
	run -0 load - <gb.csv
	same $'batch,read,added,updated,unchanged,rejected\n3,3,0,0,3,0'
	printf '%s\n' '订单;客户;日期;金额;备注;file;line;column;reason' \
		'o1;张三;05.01.2024;1.200;"乙,x";;;;' 'o1;张三;05.01.2024;3,5;;;;;' >de.csv
	run -0 load --again de.csv
	same $'batch,read,added,updated,unchanged,rejected\n4,2,0,0,2,0'
	# without a header, with columns that are computed or have the same name
	printf '%s\n' c1,2024-01-05,y,x c2,2024-01-05,3,4 >t.csv
	named() {
		order-add -q -d s.db --create --names=customer_id,date,n,n --set='amount=n*5' \
			--ignore='n[1],n[2]' "$@"
	}
	run -1 --separate-stderr named --rejects=n.csv t.csv
	[ "$(head -n 2 n.csv)" = "customer_id,date,n,n,file,line,column,reason
c1,2024-01-05,y,x,t.csv,1,amount,--set=amount: 'y' is not a number" ]
	sed -i 's/,y,x/,2,x/' n.csv
	run -0 named n.csv
	[ "$(sqlite3 s.db "SELECT amount FROM orders WHERE customer_id = 'c1'")" = 100000 ]
}

@test "--set with a name alone copies the column" {
	printf '%s\n' 姓名,手机 '张三,+86 138 0013 8000' 李四,13900139000 >t.csv
	cust-init -d s.db
	run -0 cust-add -q -d s.db --rename=姓名=name,手机=phone --set=customer_id=手机 t.csv
	run -0 cust-add -q -d s.db --rename=姓名=name,手机=phone --set=customer_id=phone --again t.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,0,0,2,0'
	run -0 cust-list -d s.db --columns=customer_id,name,phone --no-header
	same $'+8613800138000,张三,+86 138 0013 8000\n+8613900139000,李四,13900139000'
	printf '%s\n' customer_id,date,price 'a,2024-01-01,"¥1,200.50"' >t.csv
	run -0 orders --set=amount=price --ignore=price t.csv
	same a,2024-01-01,1200.5
}

@test "--date-format: 上午 and 下午, and dates of the Chinese calendar" {
	printf '%s\n' customer_id,date,amount 'a,2025/3/1 下午 1:30,1' b,2025/3/2上午9:05,2 \
		'c,2025/3/3 下午 12:05,3' 'd,2025/3/4 上午 12:05,4' 'e,2025/3/5 오후 1:00,5' >t.csv
	run -0 orders --date-format='%Y/%m/%d %p %I:%M' t.csv
	same "a,2025-03-01T13:30:00,1
b,2025-03-02T09:05:00,2
c,2025-03-03T12:05:00,3
d,2025-03-04T00:05:00,4
e,2025-03-05T13:00:00,5"
	# the Mid-Autumn Festival of 1990: 3 October; leap month 10 of 1984: from 23 November
	printf '%s\n' customer_id,birthday 1,农历1990年八月十五 2,1984年闰十月初一 3, >t.csv
	cust-init -d c.db
	run -0 cust-add -q -d c.db --date-format=lunar --birthday-calendar=lunar t.csv
	run -0 cust-list -d c.db --columns=customer_id,birthday,birthday_calendar --no-header
	same $'1,1990-10-03,lunar\n2,1984-11-23,lunar\n3,,lunar'
	# what no option says, the date itself says; the row and the option hold
	printf '%s\n' 编号,生日,历法,备注 1,农历1990年八月十五,, 2,农历1990年八月十五,solar, 3,1990-10-03,, \
		4,八月十五,, >t.csv
	cust-init -d l.db
	lunar() {
		cust-add -d l.db --date-format=lunar --date-format=%Y-%m-%d \
			--rename=编号=customer_id,生日=birthday "$@"
	}
	run -1 --separate-stderr lunar --rename=历法=birthday_calendar \
		--ignore=备注 --rejects=r.csv t.csv
	says "t.csv:5: birthday (column '生日') '八***' does not fit --date-format"
	[ "$(sed '1s/^\xef\xbb\xbf//' r.csv)" = $'编号,生日,历法,备注,file,line,column,reason\n4,八月十五,,,t.csv,5,生日,birthday \'八月十五\' does not fit --date-format' ]
	calendars() {
		run -0 cust-list -d l.db --no-header \
			--columns=customer_id,birthday,birthday_calendar
	}
	calendars
	same $'1,1990-10-03,lunar\n2,1990-10-03,solar\n3,1990-10-03,'
	sed 's/^4,八月十五/4,农历1990年八月十五/' r.csv >f.csv
	run -0 lunar -q --ignore=历法,备注 f.csv
	printf '%s\n' 备注,编号,生日 x,3,农历1990年八月十五 x,5,农历1990年八月十五 >t.csv
	run -0 --separate-stderr lunar -n --ignore=备注 t.csv
	same $'customer_id,field,old,new\n3,birthday_calendar,,lunar\n5,customer_id,,5\n5,birthday,,1990-10-03\n5,birthday_calendar,,lunar'
	run -0 lunar -q --ignore=备注 t.csv
	calendars
	same $'1,1990-10-03,lunar\n2,1990-10-03,solar\n3,1990-10-03,lunar\n4,1990-10-03,lunar\n5,1990-10-03,lunar'
	run -0 lunar -q --ignore=备注 --birthday-calendar=lunar-leap --again t.csv
	[ "$(sqlite3 l.db "SELECT birthday_calendar FROM customer WHERE customer_id = '5'")" = \
		lunar-leap ]
	printf '%s\n' customer_id,birthday 1,八月十五 >t.csv
	run -2 --separate-stderr cust-add -d c.db --unmask --date-format=lunar t.csv
	says "t.csv:2: birthday '八月十五' does not fit --date-format"
}

@test "a cell that --null has made empty is quoted as the file has it" {
	printf '%s\n' customer_id,date,金额 a,2025-01-01,— >n.csv
	cust-init -d n.db
	run -2 --separate-stderr order-add -d n.db --create --null=-,— --rename=金额=amount n.csv
	says "n.csv:2: amount (column '金额') '—' is read as empty (--null)"
	printf '%s\n' customer_id,date,amount a,2025-01-01, >n.csv
	run -2 --separate-stderr order-add -d n.db --create --null=— n.csv
	says "n.csv:2: amount '' is empty"
}

@test "what passes through is not altered, and every tool that reads a table has the options" {
	printf '%s\n' customer_id,first_date,last_date,frequency,spend,Price \
		'a,05.01.2024,05.01.2024,0,"1,200",¥3' >h.csv
	run -0 cust-segment -q --as-of=2024-02-01 --date-format=%d.%m.%Y \
		--columns=customer_id,first_date,spend,Price h.csv
	same $'customer_id,first_date,spend,Price\na,2024-01-05,1200,¥3'
	printf '%s\n' 'Score;Date' '10;05.01.2024' '9;06.01.2024' '0;31.12.2024' >t.csv
	run -0 nps-calc -q --separator=auto --date-format=%d.%m.%Y --until=2024-02-01 \
		--columns=n,nps t.csv
	same $'n,nps\n2,100'
	for tool in "$ROOT"/cmd/*.c; do
		tool=$(basename "$tool" .c)
		"$tool" --help >help
		[ "$(grep -c -- '--rename=' help)" = "$(grep -c -- '--encoding=' help)" ]
	done
	# without CSV they say nothing
	cust-init -d s.db
	run -2 --separate-stderr cust-segment -d s.db --null=x
	says "cust-segment: --null is for CSV, but there is none"
	run -2 --separate-stderr nps-calc -d s.db --separator=';'
	says "nps-calc: --separator cannot be used with a store"
}

@test "the decimal mark counts in every number that a tool reads, not only in amounts" {
	comma=(--separator=';' --decimal=,)
	# commas FILE: the table as a program with a comma as decimal mark writes it.
	commas() { sed 's/,/;/g; 2,$s/\./,/g' "$1"; }
	printf '%s\n' customer_id,frequency,recency,T,monetary_value a,2,30.43,38.86,22.35 \
		b,0,0,38.86,0 c,1,1.71,38.86,29.73 d,5,29.5,38.71,10.5 >summary.csv
	summary=(clv-calc -q --as-of=2020-01-01 --unit=week --columns=customer_id,p_alive,clv)
	"${summary[@]}" summary.csv >want
	run -0 "${summary[@]}" "${comma[@]}" - < <(commas summary.csv)
	same "$(cat want)"

	printf '%s\n' respondent,E1,P1,E2,P2,weight.x,weight.y r1,7,5.5,4,4,60.5,39.5 \
		r2,6,5,3,4.5,20.5,79.5 >wide.csv
	printf '%s\n' item,dimension 1,x 2,y >map.csv
	servqual-calc --map=map.csv wide.csv >want
	grep '^weighted' want
	run -0 servqual-calc --map=map.csv "${comma[@]}" - < <(commas wide.csv)
	same "$(cat want)"

	# the clv by which --top ranks
	{ echo customer_id,as_of,first_date,last_date,frequency,clv
		for i in 1 2 3; do echo "c$i,2024-12-01,2024-01-01,2024-02-01,9,$i.5"; done
		for i in {4..30}; do echo "c$i,2024-12-01,2024-01-01,2024-11-$i,9,$i"; done |
			sed 's/-\(.\),9/-0\1,9/'
	} >history.csv
	run -0 churn-flag -q --top=2 --method=model "${comma[@]}" --columns=customer_id,clv - \
		< <(commas history.csv)
	same $'customer_id,clv\nc3,3.5\nc2,2.5'
	sed 's/3\.5/much/' history.csv >bad.csv
	run -2 --separate-stderr churn-flag -q --top=2 --method=model bad.csv
	[ "$stderr" = "churn-flag: clv 'much' of customer_id 'c3' is not a number" ]
	[ -z "$output" ]
}
