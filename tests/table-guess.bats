# table-guess: the command it prints is run, and what it loads is compared with sums by hand.  Where
# two readings fit it must say so.
load helper

# sure FILE: table-guess is sure, and its command loads the file; prints rows, sum, first and last
# date, customers.
sure() {
	# the caller may be $(...), in which a failure does not end the function
	run --separate-stderr table-guess "$1"
	[ "$status" = 0 ] && [ "$(grep -vc ^cust-add <<<"$output")" = 1 ] && loaded "$output"
}

# loaded COMMAND: what it loads into a new store.
loaded() {
	rm -f s.db
	cust-init -d s.db --timezone=Asia/Shanghai
	export CUSTKIT_DB=s.db
	# the first of two commands may not fail, either
	eval "${1/$'\n'order-add/ || [ \$? = 1 ] || return
order-add} -q" >acc || [ $? = 1 ]
	sqlite3 s.db "SELECT count(*), printf('%.2f', sum(amount) / 10000.0), min(substr(date, 1,
		10)), max(substr(date, 1, 10)),
		count(DISTINCT customer_id) FROM orders"
}

# unsure DOUBT FILE: status 1, a command all the same, and the doubt with the option that settles
# it.
unsure() {
	run -1 --separate-stderr table-guess "$2"
	[ "$(grep -vc ^cust-add <<<"$output")" = 1 ] || [ "${#lines[@]}" = 1 ]
	says "$1"
}

# refused WHY FILE
refused() {
	run -2 --separate-stderr table-guess "$2"
	[ -z "$output" ]
	says "$1"
}

@test "separators, decimal marks, dates: a German and an American export" {
	printf '%s\n' 'Kundennummer;Bestelldatum;Betrag' '0007;15.01.2024;1.200,50 EUR' \
		'8;6.2.2024;-3,00 EUR' '0007;1.3.2024;10 EUR' >t.csv
	[ "$(sure t.csv)" = '3|1207.50|2024-01-15|2024-03-01|2' ]
	run -0 table-guess -q t.csv
	same "order-add --create --separator=';' --decimal=, --date-format=%d.%m.%Y --rename=Kundennummer=customer_id,Bestelldatum=date,Betrag=amount t.csv"
	printf '%s\t%s\t%s\t%s\n' 'Customer ID' 'Order Date' Amount Notes a '1/25/2024 10:30' \
		'$1,000.25' x b '12/1/2024 9:05' '($3.25)' 'y, z' >t.csv
	[ "$(sure t.csv)" = '2|997.00|2024-01-25|2024-12-01|2' ]
	# commas in every row as often as semicolons
	printf '%s\n' 'Kunde;Datum;Betrag;Menge' 'a;25.01.2024;1,5;2,5' 'b;26.01.2024;2,5;1,5' \
		>t.csv
	[ "$(sure t.csv)" = '2|4.00|2024-01-25|2024-01-26|2' ]
}

@test "a preamble, units below the header, a total at the end, empty columns and rows" {
	printf '%s\n' '销售明细,,,' '导出时间：2024-12-01 09:00:00' '' '单据编号,会员编号,销售日期,实收金额,,' ',,,(元),,' \
		'1,a,2024-01-05,"¥1,200.50",,' ',,,,,' \
		'2,b,2024-01-06,3,,' '合计,,,"1,203.50",,' 共2笔记录 >t.csv
	[ "$(sure t.csv)" = '2|1203.50|2024-01-05|2024-01-06|2' ]
	printf '%s\n' 'sep=;' 'Nr klienta;Data;Kwota' 'a;2024-01-05;1 200,50' 'b;2024-01-06;3' \
		>t.csv
	[ "$(sure t.csv)" = '2|1203.50|2024-01-05|2024-01-06|2' ]
}

@test "quantity times price, refunds, cancelled orders, rows without a customer, empty values" {
	printf '%s\n' InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country \
		1,x,3,'12/25/2010 8:26',2.55,17850,UK \
		C2,x,-1,'1/5/2011 9:00',2.55,17850,UK 3,y,1,'1/6/2011 9:00',10,,UK >t.csv
	[ "$(sure t.csv)" = '2|5.10|2010-12-25|2011-01-05|1' ]
	printf '%s\n' 订单编号,买家会员名,买家实际支付金额,退款金额,订单状态,订单付款时间 \
		1,a,100.00,20.50,交易成功,'2024-05-01 10:00:00' 2,b,50,0.00,交易成功,'2024-05-02 10:00:00' \
		3,c,70,0,交易关闭, 4,d,9,0,等待买家付款, >t.csv
	[ "$(sure t.csv)" = '2|129.50|2024-05-01|2024-05-02|2' ]
	# what Taobao writes where nobody asked for a refund
	printf '%s\n' 订单编号,买家会员名,买家实际支付金额,退款金额,订单付款时间 \
		1,a,100.00,20.50,'2024-05-01 10:00:00' 2,b,50,无退款申请,'2024-05-02 10:00:00' >t.csv
	[ "$(sure t.csv)" = '2|129.50|2024-05-01|2024-05-02|2' ]
	printf '%s\n' 'account id,booked at,amount due,memo' '="007",2024-03-25,10,NULL' \
		'="008",2024-03-26,20,NULL' NULL,2024-03-27,30,x >t.csv
	[ "$(sure t.csv)" = '2|30.00|2024-03-25|2024-03-26|2' ]
	[ "$(sqlite3 s.db 'SELECT min(customer_id) FROM orders')" = 007 ]
	echo ,2024-03-28,30,x >>t.csv
	run -0 --separate-stderr table-guess t.csv
	says "table-guess: t.csv: 2 rows without a customer are left out (table-convert --left-out=FILE with the same --leave-out writes them to FILE)"
}

@test "dates: serials, seconds, several formats, an offset; a date-like id is none" {
	printf '%s\n' 经销商,开票日期,价税合计 a,45292,1 b,45657,2 >t.csv	# 2024-01-01 and 2024-12-31
	[ "$(sure t.csv)" = '2|3.00|2024-01-01|2024-12-31|2' ]
	printf '%s\n' user_id,created_at,paid a,1704090600,1 b,1735626600,2 >t.csv
	[ "$(sure t.csv)" = '2|3.00|2024-01-01|2024-12-31|2' ]
	printf '%s\n' 会员号,成交日期,成交金额 a,2024-01-05,1 a,2024/3/6,2 a,2024年5月17日,3元 a,2024-01-08,4 \
		>t.csv
	[ "$(sure t.csv)" = '4|10.00|2024-01-05|2024-05-17|1' ]
	printf '%s\n' account_id,date,amount a,2024-03-25T23:52:46.250+0800,1 \
		a,2024-08-13T00:01:31.250+0800,2 >t.csv
	[ "$(sure t.csv)" = '2|3.00|2024-03-25|2024-08-13|1' ]
	printf '%s\n' order_no,cust_no,trade_date,amt 1,20240101,20240125,1 2,20240102,20240613,2 \
		>t.csv
	[ "$(sure t.csv)" = '2|3.00|2024-01-25|2024-06-13|2' ]
	# years that cannot be, in some rows: these will be rejected
	printf '%s\n' customer_id,date,amount a,2024-01-05,1 b,0113-05-01,2 c,2567-05-01,4 \
		d,2024-01-07,8 e,2024-01-09,16 >t.csv
	[ "$(sure t.csv)" = '3|25.00|2024-01-05|2024-01-09|3' ]
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: 2 rows will be rejected"
}

@test "customers, scores, tickets" {
	printf '%s\n' 客户编号,姓名,手机,邮箱,生日,注册日期,等级 \
		000001,甲,13800138000,a@example.com,1980-01-01,2023/1/3,金 \
		000002,乙,13800138001,b@example.com,1981-02-02,2023/12/4,银 >t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $stderr != *13800138000* && $stderr != *a@example.com* ]]
	loaded "$output" >/dev/null
	[ "$(sqlite3 s.db "SELECT group_concat(customer_id || ' ' || name || ' ' || birthday || ' '
		|| acquired) FROM customer")" = \
		"000001 甲 1980-01-01 2023-01-03,000002 乙 1981-02-02 2023-12-04" ]
	printf '%s\n' '序号,提交答卷时间,会员号,1、您有多大可能把我们推荐给朋友？(0-10),2、请说明原因' '1,2024/5/1 09:00:00,a,9,好' \
		'2,2024/5/13 10:01:00,,(跳过),(空)' '3,2024/5/14 10:01:00,,3,贵' >t.csv
	run -0 table-guess -q t.csv
	loaded "$output" >/dev/null
	[ "$(sqlite3 s.db "SELECT group_concat(kind || score || coalesce(customer_id, '-') || date)
		FROM feedback")" = 'nps9a2024-05-01T09:00:00,nps3-2024-05-14T10:01:00' ]
	printf '%s\n' 'Ticket ID,Requester ID,Created At,Closed At,Channel,Subject' \
		'#1,a,2024-02-01 08:00:11,,Email,"late, again"' \
		'#2,b,2024-03-01 08:00:11,2024-03-02 08:00:00,WEB,"two
lines"' >t.csv
	run -0 table-guess -q t.csv
	loaded "$output" >/dev/null
	[ "$(sqlite3 s.db "SELECT group_concat(customer_id || substr(date, 1, 10), ' ')
		FROM feedback")" = 'a2024-02-01 b2024-03-01' ]
}

@test "pounds in an English export are WINDOWS-1252, and its preset is named" {
	printf '%s\r\n' InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country \
		'536365,85123A,"WHITE HANGING HEART",6,12/1/2010 8:26,2.55,17850,United Kingdom' \
		'539492,gift_0001_40,"Gift Voucher £40.00",1,12/20/2010 10:14,34.04,,United Kingdom' \
		'544323,gift_0001_30,"Gift Voucher £30.00",1,2/17/2011 15:51,25,,United Kingdom' \
		'C536379,D,Discount,-1,12/13/2010 9:41,27.5,14527,United Kingdom' |
		iconv -f UTF-8 -t WINDOWS-1252 >t.csv
	[ "$(sure t.csv)" = '2|-12.20|2010-12-01|2010-12-13|2' ]
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: read as WINDOWS-1252"
	says "t.csv: the preset uci_online_retail fits (5 of its 5 names)"
}

# days FIRST THEN: orders on 2000 days, the first 1500 of them written in one format.
days() {
	python3 - "$@" <<-'END'
	import datetime, sys
	print('customer_id,date,amount')
	for i in range(2000):
	    day = datetime.date(2018, 1, 1) + datetime.timedelta(days=i)
	    print(f'c{i % 9}', day.strftime(sys.argv[1 if i < 1500 else 2]), 1.5, sep=',')
	END
}

@test "a long table: what comes late counts as what comes first" {
	{ echo 'Customer ID,Name,Email'; seq 25000 | sed 's/.*/C&,Ann,a&@example.com/'; } >t.csv
	run -0 table-guess -q t.csv
	same 'cust-add t.csv'
	days %Y-%m-%d %d.%m.%Y >t.csv
	[ "$(sure t.csv)" = '2000|3000.00|2018-01-01|2023-06-23|9' ]
	# a date that fits both may be read wrong
	days %m/%d/%Y %d/%m/%Y >t.csv
	unsure "t.csv: not sure of date: both %m/%d/%Y and %d/%m/%Y fit 'date'" t.csv
}

@test "what two readings fit is in doubt, and both are named" {
	printf '%s\n' customer,date,amount a,01/02/2024,1 b,03/12/2024,2 >t.csv
	unsure "t.csv: not sure of date: both %d/%m/%Y and %m/%d/%Y fit 'date' (--date-format=%m/%d/%Y)" t.csv
	printf '%s\n' 'customer_id;date;amount' 'a;2024-01-05;1,234' 'b;2024-01-06;5,678' >t.csv
	unsure "t.csv: not sure of decimal: amounts such as '1,234' have one separator, which may be of thousands (--decimal=.) or of decimals (--decimal=,)" t.csv
	printf '%s\n' Customer,Date,Amount,Amount a,2024-01-05,1,2 >t.csv
	unsure "t.csv: not sure of amount: 'Amount[1]' or 'Amount[2]' (--rename='Amount[2]=amount')" t.csv
	printf '%s\n' 编码,账号,卡号,时间,数值 1,a,x,2024/11/25,12 2,b,y,2024/02/13,3 >t.csv
	unsure "t.csv: not sure of customer_id: '账号' or '卡号'" t.csv
	says "t.csv: not sure of amount: is it '数值'? (--rename=COLUMN=amount)"
	printf '%s\n' customer,date,amount,refund a,2024-01-05,100,30 b,2024-01-06,50,full >t.csv
	unsure "t.csv: not sure of refund: 'refund' is not subtracted, because it has words such as 'full' (--null='full' --set='amount=amount-refund')" t.csv
	[ "$(loaded "$output")" = '2|150.00|2024-01-05|2024-01-06|2' ]
	[ "$(loaded "${output/order-add/order-add --null=full --set=amount=amount-refund}")" = \
		'2|120.00|2024-01-05|2024-01-06|2' ]
	printf '%s\n' 00010,19970325,3,1200.50 00001,19971213,2,548.85 >t.csv
	unsure "t.csv: not sure of names: there is no header" t.csv
	[ "$(loaded "$output")" = '2|1749.35|1997-03-25|1997-12-13|2' ]
	printf '%s\n' a,b x,y >t.csv
	unsure "t.csv: not sure of tool: no columns were found for orders, customers or feedback (--rename=COLUMN=NAME)" t.csv
}

@test "a workbook: which worksheet is in doubt if another visible one has a table, too" {
	local inline='t="inlineStr"><is><t>' end='</t></is></c>' orders total note
	orders="<row r='1'><c ${inline}customer_id$end<c ${inline}date$end<c ${inline}amount$end</row>
		<row r='2'><c ${inline}a$end<c s='1'><v>45296</v></c><c><v>5</v></c></row>
		<row r='3'><c ${inline}b$end<c s='1'><v>45297</v></c><c><v>6</v></c></row>"
	total="<row r='1'><c ${inline}month$end<c ${inline}total$end</row>
		<row r='2'><c><v>1</v></c><c><v>11</v></c></row>"
	note="<row r='1'><c ${inline}printed$end</row><row r='2'><c ${inline}by x$end</row>"
	book() { python3 "$ROOT/tests/workbook.py" "$@"; }
	book t.xlsx tabs="Notes,All orders,By month,It's 2024" sheet="$note" sheet2="$orders" \
		sheet3="$total" sheet4="$total"
	# a table of months and totals is not one that a tool loads
	[ "$(sure t.xlsx)" = '2|11.00|2024-01-05|2024-01-06|2' ]
	book t.xlsx tabs="Notes,All orders,Of March" sheet="$note" sheet2="$orders" sheet3="$orders"
	unsure "t.xlsx: not sure of sheet: 'All orders' or 'Of March' (--sheet='Of March')" t.xlsx
	[ "$(loaded "$output")" = '2|11.00|2024-01-05|2024-01-06|2' ]
	run -1 --separate-stderr table-guess - <t.xlsx
	says "not sure of sheet: 'All orders' or 'Notes' (--sheet=Notes)"
	book t.xlsx tabs="All orders,By month!,It's 2024" sheet="$orders" sheet2="$orders" \
		sheet3="$orders"
	unsure "t.xlsx: not sure of sheet: 'All orders' or 'It's 2024' (--sheet='It'\\''s 2024')" t.xlsx
	# hidden ones, notes and empty ones are no tables
	book t.xlsx tabs='All orders,By month!,Notes,Empty' sheet="$orders" sheet2="$total" \
		sheet3="$note"
	[ "$(sure t.xlsx)" = '2|11.00|2024-01-05|2024-01-06|2' ]
}

@test "refused: two currencies, nothing to read" {
	printf '%s\n' customer_id,date,amount,currency a,2024-01-05,1,CNY b,2024-01-06,2,USD >t.csv
	refused "t.csv: amounts in two currencies, CNY and USD; load each from a file of its own" \
		t.csv
	printf '%s\n' customer_id,date,amount a,2024-01-05,€1 b,2024-01-06,£2 >t.csv
	refused "t.csv: amounts in two currencies, EUR and GBP" t.csv
	# ¥ fits both, but not after 元
	printf '%s\n' customer_id,date,amount a,2024-01-05,¥1 b,2024-01-06,2元 c,2024-01-07,3円 >t.csv
	refused "t.csv: amounts in two currencies, CNY and JPY" t.csv
	: >t.csv
	refused "t.csv: it is empty" t.csv
	echo customer_id,date,amount >t.csv
	refused "t.csv: it has no rows below its header" t.csv
	printf '%s\n' hello world >t.csv
	refused "t.csv: no separator makes columns of it" t.csv
	run -2 --separate-stderr table-guess none.csv
	[ "$stderr" = "table-guess: none.csv: No such file or directory" ]
}

@test "several files, standard input, names that a shell would split" {
	printf '%s\n' customer_id,date,amount a,2024-01-05,1 >"my file.csv"
	cp "my file.csv" b.csv
	run -0 table-guess -q "my file.csv" b.csv
	same "order-add --create 'my file.csv'
order-add --create b.csv"
	run -0 table-guess -q <b.csv
	same "order-add --create -"
	run -0 table-guess -q - <b.csv
	same "order-add --create -"
}

@test "names of columns: words of many languages, together or apart, in any order" {
	for head in 'Código do cliente;Data do pedido;Valor total' 'Kundenr.;Ordredato;Beløp' \
		'Ügyfélszám;Rendelés dátuma;Összeg' '客戶代號;訂購時間;應付金額' '회원ID;구매일자;판매금액' \
		'Номер на клиент;Дата;Сума, грн' 'Id of the Client;Inv. Date;Inv. Total'; do
		printf '%s\n' "$head" 'a;2024-01-05;10.50' 'b;2024-02-25;2' 'a;2024-03-01;1' >t.csv
		[ "$(sure t.csv)" = '3|13.50|2024-01-05|2024-03-01|2' ]
	done
	# one unknown word changes what a name says
	printf '%s\n' 'Customer ID;Ship Date;Order Date;Tax Amount;Order Amount' \
		'a;2024-01-09;2024-01-05;1;10' 'b;2024-01-08;2024-01-06;2;20' >t.csv
	[ "$(sure t.csv)" = '2|30.00|2024-01-05|2024-01-06|2' ]
}

@test "names that say too little: the cells decide, and each is a doubt" {
	printf '%s\n' wer,wann,wieviel ann,2024-01-05,10.50 bob,2024-02-25,2.00 ann,2024-03-01,1.00 >t.csv
	unsure "t.csv: not sure of customer_id: is it 'wer'? (--rename=COLUMN=customer_id)" t.csv
	says "t.csv: not sure of date: is it 'wann'?"
	says "t.csv: not sure of amount: is it 'wieviel'?"
	[ "$(loaded "$output")" = '3|13.50|2024-01-05|2024-03-01|2' ]
	# a phone number tells customers apart if nothing else does
	printf '%s\n' 手机号,下单时间,实付金额 13800138001,2024-01-05,10.50 13800138002,2024-02-25,2 >t.csv
	unsure "t.csv: not sure of customer_id: is it '手机号'?" t.csv
	[ "$(loaded "$output")" = '2|12.50|2024-01-05|2024-02-25|2' ]
	# a table of customers has each of them once
	printf '%s\n' 고객번호,이름,언제,얼마 7,A,2024-01-05,1.50 7,A,2024-01-06,2.50 8,B,2024-01-07,3.50 >t.csv
	unsure "t.csv: not sure of date: is it '언제'?" t.csv
	[ "$(loaded "$output")" = '3|7.50|2024-01-05|2024-01-07|2' ]
	# ids are numbers and there is no header: those that come back are customers
	printf '%s\t%s\t%s\t%s\n' 10001 70001 2024-01-05 1.50 10002 70002 2024-01-06 2.50 \
		10003 70001 2024-02-25 3.50 >t.csv
	unsure "t.csv: not sure of names: there is no header" t.csv
	[ "$(loaded "$output")" = '3|7.50|2024-01-05|2024-02-25|2' ]
	# nor a header, but a comma in every row that is a decimal mark
	printf '%s\n' 'C1;25.01.2024;1,50' 'C2;13.02.2024;2,50' 'C1;14.02.2024;3,50' >t.csv
	unsure "t.csv: not sure of names: there is no header" t.csv
	[ "$(loaded "$output")" = '3|7.50|2024-01-25|2024-02-14|2' ]
}

# customers: who is in the store after the commands of "loaded".
customers() {
	sqlite3 s.db "SELECT customer_id, name, phone, email FROM customer ORDER BY 1"
}

@test "customers without an id: the phone or the address is the id, which is a doubt" {
	printf '%s\n' 姓名,手机 张三,13800138000 李四,13900139000 王五, >t.csv
	unsure "t.csv: not sure of customer_id: there is none; is '手机' the id, too? (--find-by=phone in the place of --set gives new ids)" t.csv
	same "cust-add --rename='姓名=name,手机=phone' --set=customer_id=phone t.csv"
	loaded "$output"
	[ "$(customers)" = "+8613800138000|张三|13800138000|
+8613900139000|李四|13900139000|
C000001|王五||" ]
	printf '%s\n' name,email Ann,a@x.com Bob,b@x.com >t.csv
	unsure "not sure of customer_id: there is none; is 'email' the id, too?" t.csv
	same "cust-add --set=customer_id=email t.csv"
	loaded "$output"
	[ "$(customers)" = $'a@x.com|Ann||a@x.com\nb@x.com|Bob||b@x.com' ]
	# the one that more customers have
	printf '%s\n' 姓名,电话,邮箱 张三,,a@x.com 李四,13900139000,b@x.com 王五,13700137000,c@x.com >t.csv
	unsure "is '邮箱' the id, too? (--find-by=email in the place of --set gives new ids)" t.csv
	# a first row without anything that a header cannot have
	printf '%s\n' 会员号,姓名,手机 会员a,张三, 会员b,李四,13900139000 会员c,王五,13700137000 >t.csv
	unsure "t.csv: not sure of rows: is the first row below the header no customer? (if it is one, leave out --skip-rows)" t.csv
	# several people have the same: no id
	printf '%s\n' 姓名,电话 张三,13900139000 李四,13900139000 >t.csv
	run -1 --separate-stderr table-guess t.csv
	says "not sure of tool"
}

@test "orders that say who the customers are: two commands" {
	# half of the day as a Chinese spreadsheet writes it
	printf '%s\n' 订单编号,会员号,收货人,手机,收货地址,下单时间,实付金额,状态 \
		'A1,7,张三,13800138000,北京市,2025/3/1 下午 1:30:00,￥12.50,已付款' \
		'A2,8,李四,13900139000,上海,2025/3/2 上午 9:05:00,99,交易关闭' \
		'A3,7,张三,13800138000,北京市,2025/3/3 下午 12:05:00,5.5,已付款' \
		'A4,,过客,,,2025/3/3 上午 12:05:00,5.5,已付款' >t.csv
	run -0 --separate-stderr table-guess -d u.db t.csv
	says "table-guess: t.csv: it has customers and orders; the first command adds the customers"
	says "table-guess: t.csv: left out: 收货地址"
	says "table-guess: t.csv: 1 row without a customer is left out (table-convert --left-out=FILE with the same --leave-out writes it to FILE)"
	same "cust-add --db=u.db --rename='会员号=customer_id,收货人=name,手机=phone' --leave-out='会员号=' --ignore-unknown t.csv
order-add --create --db=u.db --date-format='%Y/%m/%d %p %I:%M:%S' --rename='订单编号=order_id,会员号=customer_id,下单时间=date,实付金额=amount' --leave-out='状态=交易关闭' --leave-out='会员号=' --ignore-unknown t.csv"
	cust-init -d u.db
	run -0 sh -c "$output"
	[ "$(sqlite3 u.db 'SELECT order_id, customer_id, date, amount FROM orders')" = \
		"A1|7|2025-03-01T13:30:00|125000
A3|7|2025-03-03T12:05:00|55000" ]
	[ "$(sqlite3 u.db 'SELECT customer_id, name, phone FROM customer')" = \
		$'7|张三|13800138000\n8|李四|13900139000' ]
	# nothing but the phone says who bought: it is the id in both
	printf '%s\n' 订单编号,收货人,手机,下单时间,实付金额 A1,张三,13800138000,2025-03-01,1.50 \
		A2,李四,13900139000,2025-03-02,2.50 A3,张三,13800138000,2025-03-03,3.50 A4,x >t.csv
	unsure "t.csv: not sure of customer_id: is it '手机'?" t.csv
	[[ ${lines[0]} == "cust-add --rename='收货人=name,手机=phone' --set=customer_id=phone"*\
" --rejects=rejects-customers.csv t.csv" ]]
	[ "$(loaded "$output")" = '3|7.50|2025-03-01|2025-03-03|2' ]
	[[ ${lines[1]} == "order-add --create --find-by=phone --rename="*手机=phone* ]]
	[ "$(customers)" = \
		$'+8613800138000|张三|13800138000|\n+8613900139000|李四|13900139000|' ]
	# the id alone says nothing of the customer
	printf '%s\n' 手机号,下单时间,实付金额 13800138001,2024-01-05,10.50 13800138002,2024-02-25,2 >t.csv
	run -1 table-guess -q t.csv
	[ "${#lines[@]}" = 1 ]
	# a column that is called so already needs no --rename
	printf '%s\n' phone,date,amount 13800138001,2024-01-05,10.50 '138 0013 8001,2024-02-25,2' \
		>t.csv
	run -1 table-guess -q t.csv
	same "order-add --create --find-by=phone t.csv"
	[ "$(loaded "$output")" = '2|12.50|2024-01-05|2024-02-25|1' ]
}

@test "ids that a spreadsheet program has damaged are a doubt, phones a note" {
	printf '%s\n' 订单编号,客户编号,日期,金额 1.2E+17,C1,2025/3/1,3 1.23457E+17,C2,2025/3/2,4 \
		7,C2,2025/3/2,4 >t.csv
	unsure "t.csv: not sure of '订单编号': 2 cells such as '1.2E+17' were shortened by a spreadsheet program, so different ids are the same now (export the column as text)" t.csv
	says "t.csv: not sure of order_id: '订单编号' is ignored, because rows with damaged ids are rejected; each row counts as an order"
	[[ $output == *" --ignore='订单编号' t.csv" ]]
	[ "$(loaded "$output")" = '3|11.00|2025-03-01|2025-03-02|2' ]
	[ "$(sqlite3 s.db 'SELECT count(order_id) FROM orders')" = 0 ]
	# a few of many: the others tell the orders apart
	printf '%s\n' 1,C3,2025/3/3,1 2,C3,2025/3/4,1 3,C4,2025/3/5,1 >>t.csv
	run -1 --separate-stderr table-guess t.csv
	[[ $output == *订单编号=order_id*" --rejects=rejects.csv t.csv" ]]
	[[ $stderr != *ignored* && $stderr == *"2 rows will be rejected"* ]]
	[ "$(loaded "$output")" = '4|7.00|2025-03-02|2025-03-05|3' ]
	[ "$(cut -d, -f1,7 rejects.csv)" = $'订单编号,column\n1.2E+17,订单编号\n1.23457E+17,订单编号' ]
	rm rejects.csv
	# the ids of customers
	printf '%s\n' 客户编号,日期,金额 8.61381E+12,2025/3/1,3 C2,2025/3/2,4 C3,2025/3/2,4 >t.csv
	run -1 --separate-stderr table-guess t.csv
	[[ $output == *" --rejects=rejects.csv t.csv" ]]
	[ "$(loaded "$output")" = '2|8.00|2025-03-02|2025-03-02|2' ]
	rm rejects.csv
	# a spreadsheet program keeps 15 digits
	printf '%s\n' 订单编号,客户编号,日期,金额 202503011234567000,C1,2025/3/1,3 \
		202503011234568000,C2,2025/3/2,4 202503021234568000,C2,2025/3/2,4 >t.csv
	unsure "t.csv: not sure of '订单编号': all ids of more than 15 digits, such as '202503011234567000', end in zeros: a spreadsheet program drops the other digits (export the column as text)" t.csv
	says "t.csv: not sure of order_id: '订单编号' is ignored, because it would make one order of many; each row counts as an order (--rename='订单编号=order_id' in the place of --ignore loads it)"
	sed -i 's/,C1/,C1/; s/4568000/4568001/' t.csv
	[ "$(sure t.csv)" = '3|11.00|2025-03-01|2025-03-02|2' ]
	printf '%s\n' 会员号,姓名,电话 1,张三,8.61381E+12 2,李四,8.61381E+12 3,王五,13800138000 >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "table-guess: t.csv: 2 numbers of '电话' are shortened by a spreadsheet program, as in 1.38E+10 (export the column as text)"
	sed -i '/李四/d' t.csv
	run -0 --separate-stderr table-guess t.csv
	says "table-guess: t.csv: 1 number of '电话' is shortened by a spreadsheet program"
}

@test "orders that were cancelled after they were loaded: a command removes them" {
	printf '%s\n' 订单编号,买家会员名,付款时间,实付金额,交易状态 1,c1,2025-01-02,3,交易成功 \
		2,c2,2025-01-03,5,卖家已发货 3,c1,2025-02-02,4,交易成功 >t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $stderr != *"this removes them"* ]]
	[ "$(loaded "$output")" = '3|12.00|2025-01-02|2025-02-02|2' ]
	export CUSTKIT_DB=s.db
	# the next export; a closed order has lost its date
	sed -i '/^2/s/2025.*/,5,交易关闭/' t.csv
	echo 4,c3,2025-02-03,6,交易成功 >>t.csv
	run -0 --separate-stderr table-guess t.csv
	says "table-guess: t.csv: cancelled orders are left out, but stay in the store if they were loaded before; this removes them: order-add --remove "
	eval "$(sed -n 's/.*this removes them: //p' <<<"$stderr") -q" >acc
	[ "$(tail -n 1 acc)" = 2,1,0,1,0,0 ]
	eval "$output -q" >acc
	[ "$(sqlite3 s.db "SELECT group_concat(order_id || customer_id) FROM orders")" = 1c1,3c1,4c3 ]
	# the other lines of an order stay, so it is not removed
	echo 4,c3,2025-02-03,6,交易关闭 >>t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $stderr != *"this removes them"* ]]
	# --leave-out cannot have the word, so there is no command
	sed -i '/^4/d; s/交易成功/类型=普通/' t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $output == *"--leave-out='交易状态=交易关闭'"* ]]
	[[ $stderr != *"this removes them"* ]]
}

@test "a file whose name begins with - is an operand, also before options that are added" {
	printf '%s\n' order_id,customer_id,date,amount o1,c1,2025-01-02,3 >'-in j.csv'
	run -0 --separate-stderr table-guess -- '-in j.csv'
	[[ $output == *" './-in j.csv'" ]]
	[ "$(loaded "$output")" = '1|3.00|2025-01-02|2025-01-02|1' ]
}

@test "birthdays of the Chinese calendar" {
	# 23rd of the last month of 1957: a week before New Year, 18 February 1958
	printf '%s\n' 会员号,姓名,农历生日 1,张三,农历1990年八月十五 2,李四,一九五七年腊月廿三 >t.csv
	run -0 --separate-stderr table-guess t.csv
	same "cust-add --date-format=lunar --rename='会员号=customer_id,姓名=name,农历生日=birthday' t.csv"
	loaded "$output"
	[ "$(sqlite3 s.db 'SELECT birthday, birthday_calendar FROM customer')" = \
		$'1990-10-03|lunar\n1958-02-11|lunar' ]
	printf '%s\n' 会员号,姓名,农历生日 1,张三,八月十五 2,李四,闰四月初一 >t.csv
	unsure "t.csv: not sure of birthday: '农历生日' has days without a year (use --attrs in the place of --ignore-unknown to keep them)" t.csv
	printf '%s\n' 会员号,姓名,农历生日 1,张三,1990-08-15 2,李四,1991-07-01 >t.csv
	unsure "t.csv: not sure of birthday: are the dates of '农历生日' of the Chinese calendar? (if so, write 农历1990年8月15日, for --date-format=lunar)" t.csv
}

@test "1,234: thousands if the currency has no decimals, or beside smaller whole amounts" {
	printf '%s\n' customer_id,date,amount 'a,2024-01-05,"1,234円"' 'b,2024-01-06,"5,678円"' >t.csv
	[ "$(sure t.csv)" = '2|6912.00|2024-01-05|2024-01-06|2' ]
	printf '%s\n' 'customer_id;date;amount' 'a;2024-01-05;Rp 1.234' 'b;2024-01-06;Rp 5.678' \
		>t.csv
	[ "$(sure t.csv)" = '2|6912.00|2024-01-05|2024-01-06|2' ]
	printf '%s\n' customer_id,date,amount 'a,2024-01-05,"1,234"' b,2024-01-06,850 >t.csv
	[ "$(sure t.csv)" = '2|2084.00|2024-01-05|2024-01-06|2' ]
	# a larger one without a separator
	printf '%s\n' customer_id,date,amount 'a,2024-01-05,"1,234"' b,2024-01-06,8500 >t.csv
	unsure "t.csv: not sure of decimal: amounts such as '1,234'" t.csv
	printf '%s\n' 'customer_id;date;amount' 'a;2024-01-05;1.234' 'b;2024-01-06;5.678' >t.csv
	unsure "t.csv: not sure of decimal: amounts such as '1.234' have one separator, which may be of thousands (--decimal=,) or of decimals (--decimal=.)" t.csv
	[ "$(loaded "$output")" = '2|6912.00|2024-01-05|2024-01-06|2' ]
}

@test "with and without tax: a doubt" {
	printf '%s\n' 'N° client;Date;Montant HT;Montant TTC' 'a;25/01/2024;10;12' \
		'b;26/01/2024;20;24' >t.csv
	unsure "t.csv: not sure of amount: 'Montant HT' or 'Montant TTC'" t.csv
	printf '%s\n' 'Customer ID,Date,Net Amount,VAT,Gross Amount' a,2024-01-05,10,2,12 \
		b,2024-01-06,20,4,24 >t.csv
	unsure "t.csv: not sure of amount: 'Net Amount' or 'Gross Amount'" t.csv
}

@test "blanks around cells, a separator at the end of each row, rows that cannot be read" {
	printf '%s\n' 'customer_id, order_date, amount' 'a, 2024-01-05, 10.50' \
		'b, 2024-01-06, 2' >t.csv
	[ "$(sure t.csv)" = '2|12.50|2024-01-05|2024-01-06|2' ]
	printf '%s\n' ' cust_id |     dt     |  amt ' '---------+------------+-------' \
		' a       | 2024-01-05 | 10.50' ' b       | 2024-01-06 |  2.00' '(2 rows)' >t.csv
	[ "$(sure t.csv)" = '2|12.50|2024-01-05|2024-01-06|2' ]
	[ "$(sqlite3 s.db 'SELECT min(customer_id) FROM orders')" = a ]
	printf '%s\n' 'Customer;Date;Amount' 'a;2024-01-05;10.50;' 'b;2024-01-06;2;' >t.csv
	[ "$(sure t.csv)" = '2|12.50|2024-01-05|2024-01-06|2' ]
	printf '%s\n' customer_id,date,amount a,2024-01-05,1,x b,2024-01-06,2,y >t.csv
	unsure "t.csv: not sure of rows: 0 of 2 can be read (see --rejects)" t.csv
}

@test "scores of 1 to 5 are csat; who answered and when are doubts if no column says it" {
	printf '%s\n' review_id,user_id,rating,review_text,review_date 1,a,5,good,2024-01-05 2,b,1,bad,2024-01-06 >t.csv
	run -0 table-guess -q t.csv
	loaded "$output" >/dev/null
	[ "$(sqlite3 s.db "SELECT group_concat(kind || score || customer_id || date) FROM feedback")" = \
		csat5a2024-01-05,csat1b2024-01-06 ]
	printf '%s\n' 'Timestamp,Email Address,How likely are you to recommend us?' \
		'5/13/2024 10:20:30,a@example.com,9' '5/14/2024 10:20:30,b@example.com,0' >t.csv
	unsure "t.csv: not sure of customer_id: there is none; is it 'Email Address'? (--rename='Email Address=customer_id')" t.csv
	printf '%s\n' customer_id,score a,9 b,10 >t.csv
	unsure "t.csv: not sure of date: there is no column of dates (--date=DATE)" t.csv
	# words are no scores
	printf '%s\n' 'Requester ID,Created At,Subject,Satisfaction' \
		a,2024-01-05,late,Offered >t.csv
	run -0 table-guess -q t.csv
	[[ $output == *--kind=question* ]]
}

@test "a column of kinds is that, whatever its name is; what is not loaded is named" {
	printf '%s\n' 客户编号,日期,类型,内容,处理人,备注 C001,2026-01-02,投诉,退款太慢,张三,x \
		C002,2026-01-03,建议,增加客服,李四, C001,2026-01-05,咨询,何时到货,王五,y >t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $output != *--kind* && $output == *类型=kind* ]]
	says "table-guess: t.csv: left out: 处理人, 备注"
	loaded "$output" >/dev/null
	run -0 sqlite3 s.db "SELECT kind, text FROM feedback ORDER BY case_id"
	same $'complaint|退款太慢\nsuggestion|增加客服\nquestion|何时到货'
	# one unknown word: the column is that all the same, and the word is named
	sed 's/,咨询,/,吐槽,/' t.csv >u.csv
	unsure "u.csv: not sure of kind: feedback-log does not know these words of '类型', and rejects their rows: '吐槽' (--values=FILE says what they mean, in lines such as kind,吐槽,complaint below column,word,value)" u.csv
	says "u.csv: 1 row will be rejected"
	loaded "$output" >/dev/null
	run -0 sqlite3 s.db "SELECT kind FROM feedback ORDER BY case_id"
	same $'complaint\nsuggestion'
	[[ $(<rejects.csv) == *吐槽* && $(<rejects.csv) != *投诉* ]]
	# what the doubt says is enough
	run -1 table-guess -q u.csv
	rm rejects.csv
	printf '%s\n' column,word,value kind,吐槽,complaint >words.csv
	loaded "$output --values=words.csv" >/dev/null
	run -0 sqlite3 s.db "SELECT kind FROM feedback ORDER BY case_id"
	same $'complaint\nsuggestion\ncomplaint'
	# most words mean something else, and so does the column
	sed 's/,咨询,/,服装,/; s/,建议,/,鞋,/' t.csv >u.csv
	run -0 --separate-stderr table-guess u.csv
	[[ $output == *--kind=question* ]]
	says "table-guess: u.csv: left out: 类型, 处理人, 备注"
	printf '%s\n' Customer,Date,Category c1,2026-01-02,complaint c2,2026-01-03,Praise >t.csv
	run table-guess -q t.csv
	[[ $output == *Category=kind* && $output != *--kind* ]]
}

@test "customers: when a record was created is when the customer was acquired" {
	printf '%s\n' 'Customer ID,Email,Created' a,a@example.com,1/25/2024 b,b@example.com,2/1/2024 >t.csv
	run -0 table-guess -q t.csv
	loaded "$output" >/dev/null
	[ "$(sqlite3 s.db "SELECT group_concat(acquired) FROM customer")" = 2024-01-25,2024-02-01 ]
}

@test "a workbook whose first worksheet has no such table: the one that has" {
	text() { echo "<c r=\"$1\" t=\"inlineStr\"><is><t>$2</t></is></c>"; }
	row() { echo "<row r=\"$1\">$(text "A$1" "$2")$(text "B$1" "$3")$(text "C$1" "$4")</row>"; }
	python3 "$ROOT/tests/workbook.py" t.xlsx tabs=Info,Data \
		sheet="$(row 1 Shop Test)$(row 2 Rows 2)" \
		sheet2="$(row 1 Kunde Datum Betrag)$(row 2 a 2024-01-05 10.50)$(row 3 b 2024-01-06 2)"
	run -0 table-guess -q t.xlsx
	same "order-add --create --sheet=Data --rename=Kunde=customer_id,Datum=date,Betrag=amount t.xlsx"
	[ "$(sure t.xlsx)" = '2|12.50|2024-01-05|2024-01-06|2' ]
}

@test "dates of several forms, ISO 8601 with times among them: the command reads all of them" {
	printf '%s\n' 订单编号,会员号,实付金额,下单时间 1,a,10,'2026/9/25 9:32' 2,a,20,'2026-09-26 12:18:35' \
		3,b,30,2026年9月27日 4,b,40,2026-09-28 5,c,50,20260929 6,c,60,2026-09-30T08:00 >t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $output == *--date-format=iso* ]]
	says "order_id '2', customer_id 'a', amount '20', date '2026-09-26T12:18:35'"
	[ "$(loaded "$output")" = '6|210.00|2026-09-25|2026-09-30|3' ]
	[ "$(sqlite3 s.db "SELECT date FROM orders WHERE order_id = 2")" = 2026-09-26T12:18:35 ]
}

@test "the total of an order in each of its rows counts once" {
	# 130 + 250 + 90 + 40 = 510; the rows add up to 980
	printf '%s\n' 订单号,商品ID,订购数量,下单时间,订单金额,订单状态,下单帐号 \
		1,100,1,2026-11-01,130,完成,a 1,101,2,2026-11-01,130,完成,a \
		2,100,1,2026-11-02,250,完成,b \
		2,102,1,2026-11-02,250,完成,b 3,103,1,2026-11-03,90,完成,a 3,104,1,2026-11-03,90,完成,a \
		4,100,1,2026-11-04,40,完成,c '5,100,1,2026-11-05,70,(删除)等待付款,c' >t.csv
	unsure "t.csv: not sure of amount: '订单金额' is the same in all rows of an order, and is read as its total, once and without the articles (without --unique: it is of each row)" t.csv
	[ "$(loaded "$output")" = '4|510.00|2026-11-01|2026-11-04|3' ]
	[[ $stderr != *'equal to another row'* ]]
	# orders that were cancelled since; and an article, whose order remains: 130 + 90 + 40 = 260
	sed '/^2/s/完成/已取消/; /^1,101/s/完成/已取消/' t.csv >u.csv
	run -1 --separate-stderr table-guess u.csv
	[[ $stderr != *"this removes them"* ]]
	[ "$(loaded "$output")" = '3|260.00|2026-11-01|2026-11-04|2' ]
	[ "$(loaded "$(table-guess -q t.csv || true)")" = '4|510.00|2026-11-01|2026-11-04|3' ]
	sed -i '/^1,101/s/已取消/完成/' u.csv
	run -1 --separate-stderr table-guess u.csv
	eval "$(sed -n 's/.*this removes them: //p' <<<"$stderr") -q -d s.db" >acc
	[ "$(tail -n 1 acc)" = 2,3,0,1,2,0 ]	# 2, 2 again, 5, which was not loaded
	# who the customers are: the first command takes each of them once
	sed '1s/$/,姓名/; 2,$s/\(.\)$/\1,王\1/' t.csv >u.csv
	run -1 --separate-stderr table-guess u.csv
	[ "${lines[0]%% *}" = cust-add ]
	[[ ${lines[0]} != *--unique* && ${lines[1]} = *--unique* ]]
	[ "$(loaded "$output")" = '4|510.00|2026-11-01|2026-11-04|3' ]
	[ "$(sqlite3 s.db "SELECT group_concat(customer_id || name, ' ') FROM customer")" = 'a王a b王b c王c' ]
	# one order whose rows differ: amounts of articles
	sed -i 's/^3,104,1,2026-11-03,90/3,104,1,2026-11-03,95/' t.csv
	[ "$(sure t.csv)" = '7|985.00|2026-11-01|2026-11-04|3' ]
	# equal prices, and equal amounts
	printf '%s\n' 订单号,商品ID,下单时间,金额,下单帐号 1,100,2026-11-01,20,a 1,101,2026-11-01,20,a \
		2,100,2026-11-02,20,b 2,102,2026-11-02,20,b 3,103,2026-11-03,20,a \
		3,104,2026-11-03,20,a >t.csv
	[ "$(sure t.csv)" = '6|120.00|2026-11-01|2026-11-03|2' ]
}

@test "one total of an order in each of its rows: the name of the column says what it is" {
	local name
	# 80 + 20 = 100; the rows add up to 180
	for name in 订单金额 订单总额 '订单金额（元）' 应付总额 'Order Total' grand_total; do
		printf '%s\n' "订单号,商品ID,数量,下单时间,$name,会员号" 1,100,1,2026-11-01,80,a \
			1,101,2,2026-11-01,80,a 2,100,1,2026-11-02,20,b >t.csv
		unsure "t.csv: not sure of amount: '$name' is the same in all rows of an order" t.csv
		[ "$(loaded "$output")" = '2|100.00|2026-11-01|2026-11-02|2' ]
	done
	# another name
	for name in 金额 实付金额 amount; do
		sed -i "1s/.*/订单号,商品ID,数量,下单时间,$name,会员号/" t.csv
		run table-guess -q t.csv
		[[ $output != *--unique* ]]
		[ "$(loaded "$output")" = '3|180.00|2026-11-01|2026-11-02|2' ]
	done
	# one order whose rows differ: amounts of articles
	printf '%s\n' 订单号,商品ID,数量,下单时间,订单金额,会员号 1,100,1,2026-11-01,80,a \
		1,101,2,2026-11-01,80,a 2,100,1,2026-11-02,20,b 2,103,1,2026-11-02,30,b >t.csv
	[ "$(sure t.csv)" = '4|210.00|2026-11-01|2026-11-02|2' ]
	# no order has several articles
	printf '%s\n' 订单号,商品ID,数量,下单时间,订单金额,会员号 1,100,1,2026-11-01,80,a \
		2,101,2,2026-11-01,80,a >t.csv
	[ "$(sure t.csv)" = '2|160.00|2026-11-01|2026-11-01|1' ]
	# price times quantity is the amount of each row
	printf '%s\n' 订单号,商品ID,单价,数量,下单时间,订单金额,会员号 1,100,80,1,2026-11-01,80,a \
		1,101,40,2,2026-11-01,80,a 2,100,20,1,2026-11-02,20,b >t.csv
	run table-guess -q t.csv
	[[ $output != *--unique* ]]
	[ "$(loaded "$output")" = '3|180.00|2026-11-01|2026-11-02|2' ]
}

@test "who bought, in exports of 有赞 and 微信支付; who answered, in one of 问卷星" {
	printf '%s\n' 订单号,全部商品名称,订单状态,买家付款时间,订单创建时间,订单实付金额,收货人/提货人,收货人手机号/提货人手机号,买家手机号,退款金额 \
		E1,茶杯,交易完成,2026-11-01,2026-11-01,99.00,张三,13700137000,13800138000,9.00 \
		E2,茶叶,交易关闭,,2026-11-02\ 10:00:00,88.00,李四,13900139000,13900139000,0.00 >t.csv
	unsure "t.csv: not sure of customer_id: is it '买家手机号'?" t.csv
	says "t.csv: the command does not use the preset, which does not subtract '退款金额'"
	[ "$(loaded "$output")" = '1|90.00|2026-11-01|2026-11-01|1' ]
	[ "$(sqlite3 s.db 'SELECT customer_id FROM orders')" = +8613800138000 ]
	printf '%s\n' 交易时间,公众账号ID,商户号,商户订单号,用户标识,交易状态,退款金额,商品名称,订单金额 \
		'`2026-11-01 10:00:00,`wx1,`100,`M1,`oA,`SUCCESS,`0.00,`茶杯,`99.00' \
		'`2026-11-02 10:00:00,`wx1,`100,`M2,`oB,`SUCCESS,`0.00,`茶杯,`50.00' \
		'`2026-11-03 10:00:00,`wx1,`100,`M1,`oA,`REFUND,`30.00,`茶杯,`0.00' >t.csv
	run -0 --separate-stderr table-guess t.csv
	[ "$(loaded "$output")" = '3|119.00|2026-11-01|2026-11-03|2' ]
	printf '%s\n' 序号,提交答卷时间,来源,1、您的会员名,2、您有多大可能向朋友推荐我们？,3、您的建议 \
		'1,2026/11/1 10:00:00,微信,a,9,很好' '2,2026/11/2 10:00:00,微信,b,3,太慢' >t.csv
	run -0 --separate-stderr table-guess t.csv
	[ "$(loaded "$output")" = '0|0.00|||0' ]
	run -0 sqlite3 s.db 'SELECT customer_id, score, text FROM feedback ORDER BY case_id'
	same $'a|9|很好\nb|3|太慢'
}

@test "Chinese customers: a column that names the calendar of the birthday" {
	local name
	for name in 历法 生日类型 公历/农历 阴历/阳历; do
		printf '%s\n' "会员号,姓名,生日,$name" a,张三,1990-10-03,农历 b,李四,1990-10-03,公历 >t.csv
		run -0 --separate-stderr table-guess t.csv
		[ "$(loaded "$output")" = '0|0.00|||0' ]
		run -0 sqlite3 s.db "SELECT customer_id, birthday, birthday_calendar FROM customer"
		same $'a|1990-10-03|lunar\nb|1990-10-03|solar'
	done
}

@test "Chinese feedback: comments of a survey, and a list of complaints" {
	printf '%s\n' '提交时间,会员号,推荐分（0-10分）,您的意见' 2026/1/5,a,9,很好 2026/1/6,b,3,物流太慢 >t.csv
	run -0 --separate-stderr table-guess t.csv
	[ "$(loaded "$output")" = '0|0.00|||0' ]
	run -0 sqlite3 s.db "SELECT kind, score, text FROM feedback ORDER BY case_id"
	same $'nps|9|很好\nnps|3|物流太慢'
	printf '%s\n' 投诉编号,会员名,投诉时间,渠道,投诉类型,投诉内容 \
		'T1,a,2026/1/5 9:00,电话,质量,坏了' 'T2,b,2026/1/6 10:30,微信,物流,没到' >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: left out: 投诉编号, 投诉类型"
	[ "$(loaded "$output")" = '0|0.00|||0' ]
	run -0 sqlite3 s.db "SELECT customer_id, date, kind, channel, text FROM feedback ORDER BY case_id"
	same $'a|2026-01-05T09:00:00|complaint|phone|坏了\nb|2026-01-06T10:30:00|complaint|chat|没到'
	# without a word for it, it is a question
	printf '%s\n' 会员名,反馈时间,反馈内容 'a,2026/1/5 9:00,何时到货' 'b,2026/1/6 9:00,几点关门' >t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $output == *--kind=question* ]]
}

@test "Chinese feedback: satisfaction in words, severities, full-width digits" {
	printf '%s\n' 日期,会员号,满意度,意见 2025-01-01,a,满意,x 2025-01-02,b,非常满意, 2025-01-03,c,一般,z >m.csv
	run -0 --separate-stderr table-guess -q m.csv
	same "feedback-log --create --kind=csat --rename='日期=date,会员号=customer_id,满意度=score,意见=text' m.csv"
	loaded "$output"
	[ "$(sqlite3 s.db 'SELECT group_concat(score) FROM feedback')" = 4,5,3 ]
	# a score in numbers is rather it
	printf '%s\n' 日期,会员号,满意度,您愿意推荐我们吗 2025-01-01,a,满意,9 2025-01-02,b,非常满意,0 >m.csv
	run -0 --separate-stderr table-guess -q m.csv
	same "feedback-log --create --kind=nps --rename='日期=date,会员号=customer_id,您愿意推荐我们吗=score' --ignore-unknown m.csv"
	# of all severities 一般 alone is a word of satisfaction
	printf '%s\n' 投诉时间,会员号,投诉渠道,严重程度,投诉内容 2025-01-01,a,微信,一般,x 2025-01-02,b,电话,严重,y >m.csv
	run -0 --separate-stderr table-guess -q m.csv
	loaded "$output"
	[ "$(sqlite3 s.db 'SELECT group_concat(kind || channel || severity) FROM feedback')" = \
		complaintchatmedium,complaintphonehigh ]
	sed -i s/严重,y/P1,y/ m.csv
	unsure "severity: feedback-log does not know these words of '严重程度', and rejects their rows: 'P1'" m.csv
	says "in lines such as severity,P1,high below"
	# a number with a unit, or with thousands, is no quantity
	printf '%s\n' 订单号,会员号,日期,金额,数量 1,a,2025-01-01,￥３,２ 2,b,2025-01-02,3元,3 3,c,2025-01-02,3,4 \
		4,c,2025-01-02,3,3件 '5,c,2025-01-02,3,"1,200"' >o.csv
	run -0 --separate-stderr table-guess o.csv
	says '2 rows will be rejected'
	loaded "$output 2>/dev/null"
	[ "$(sqlite3 s.db 'SELECT group_concat(quantity) FROM orders')" = 2.0,3.0,4.0 ]
}

@test "rows that look like tests are loaded, and a note says how to leave them out" {
	printf '%s\n' 会员号,姓名,邮箱,手机 1,王伟,w@example.com,13800138000 2,测试,test@test.com,13900139000 \
		3,测试账号2,x@example.com,13700137000 4,Testa,attest@example.com,13600136000 >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: 2 rows look like tests, such as '测试'; to leave them out, add: --leave-out='姓名=测试,测试账号2'"
	says "t.csv: 1 row looks like a test: 'test@test.com'; to leave it out, add: --leave-out='邮箱=test@test.com'"
	loaded "$output"
	[ "$(sqlite3 s.db 'SELECT count(*) FROM customer')" = 4 ]
	loaded "$output --leave-out='姓名=测试,测试账号2'"
	[ "$(sqlite3 s.db 'SELECT group_concat(name) FROM customer')" = 王伟,Testa ]
	run -0 --separate-stderr table-guess <(grep -v 测试 t.csv)
	[[ $stderr != *test* ]]
	# a word or a header that the option cannot have
	printf '%s\n' 会员号,姓名,手机 1,王伟,13800138000 2,测试=1,13900139000 '3,"测试' '2",13700137000' \
		4,测试3,13600136000 >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: 1 row looks like a test: '测试3'; to leave it out, add: --leave-out='姓名=测试3'"
	run -0 table-convert -q --columns=会员号 --leave-out='姓名=测试3' t.csv
	[ "$output" = $'会员号\n1\n2\n3' ]
	sed -i $'1s/姓名/"客户\\\n姓名"/' t.csv
	run -0 --separate-stderr table-guess t.csv
	[[ $output = *姓名=name* && $stderr != *--leave-out* ]]
}

@test "a file of contacts: its preset, and what it loads" {
	for n in 1 2; do
		printf '%s\r\n' BEGIN:VCARD VERSION:3.0 "N:王;伟$n;;;" "FN:王伟$n" \
			"TEL;TYPE=CELL:1380013800$n" BDAY:1990-02-28 END:VCARD
	done >通讯录.vcf
	run -0 --separate-stderr table-guess 通讯录.vcf
	same "cust-add --attrs --preset=vcard '通讯录.vcf'"
	says 'the preset vcard fits'
	loaded "$output"
	[ "$(cust-list -d s.db --columns=name,phone,birthday | tail -1)" = 王伟2,13800138002,1990-02-28 ]
}

@test "the channel of orders and feedback; of feedback only if its words are known" {
	printf '%s\n' 订单号,客户编号,下单日期,金额,渠道 A1,C1,2026/1/5,10,小程序 A2,C2,2026/1/6,20,门店 >o.csv
	[ "$(sure o.csv)" = '2|30.00|2026-01-05|2026-01-06|2' ]
	[[ $stderr != *"left out"* ]]
	[ "$(sqlite3 s.db "SELECT group_concat(channel) FROM orders")" = 小程序,门店 ]
	for name in 反馈渠道 渠道; do
		printf '%s\n' 客户编号,反馈日期,类型,$name,内容 C1,2026/1/5,投诉,电话,很慢 \
			C2,2026/1/6,咨询,微信,几点开门 C3,2026/1/7,咨询,,在吗 >f.csv
		run -0 --separate-stderr table-guess f.csv
		[[ $stderr != *"left out"* ]]
		loaded "$output"
		[ "$(sqlite3 s.db "SELECT group_concat(coalesce(channel, '')) FROM feedback")" = phone,chat, ]
	done
	sed -i s/微信/飞鸽传书/ f.csv
	unsure "f.csv: not sure of channel: feedback-log does not know these words of '渠道', and rejects their rows: '飞鸽传书' (--values=FILE says what they mean, in lines such as channel,飞鸽传书,other below column,word,value)" f.csv
	loaded "$output"
	[ "$(sqlite3 s.db "SELECT group_concat(coalesce(channel, '')) FROM feedback")" = phone, ]
	rm rejects.csv
	# the names of shops are kept, too
	printf '%s\n' 会员编号,提交时间,渠道,评分 C1,2026-01-05,门店,9 C2,2026-01-06,有赞,8 \
		C3,2026-01-07,淘宝,10 C4,2026-01-08,淘宝,11 C5,2026-01-09,淘宝,十分 >f.csv
	run -0 --separate-stderr table-guess f.csv
	says "f.csv: '渠道' is read as touchpoint, because most of its words are not channels"
	says "f.csv: 2 rows will be rejected"
	loaded "$output"
	[ "$(sqlite3 s.db "SELECT group_concat(touchpoint || score) FROM feedback")" = \
		门店9,有赞8,淘宝10 ]
}

@test "orders without an id of the customer stay orders, whatever the buyer remarks" {
	printf '%s\n' 订单号,收货人,手机,商品名称,实付金额,下单时间,买家留言 \
		E1,张三,13800138000,帆布包,￥10.50,2026-01-05,请尽快发货 \
		E2,李四,13900139000,马克杯,￥2.00,2026-01-06,- >t.csv
	unsure "t.csv: not sure of customer_id: is it '手机'?" t.csv
	[ "$(loaded "$output")" = '2|12.50|2026-01-05|2026-01-06|2' ]
	[ "$(sqlite3 s.db "SELECT group_concat(sku) FROM orders")" = 帆布包,马克杯 ]
	# without an amount it is what they said
	printf '%s\n' 订单号,会员号,时间,留言 E1,C1,2026-01-05,很慢 E2,C2,2026-01-06,很好 >t.csv
	run table-guess -q t.csv
	[[ $output == feedback-log*订单号=order_id* ]]
}

@test "rows of a worksheet that end in empty cells are whole" {
	text() { echo "<c r=\"$1\" t=\"inlineStr\"><is><t>$2</t></is></c>"; }
	row() { echo "<row r=\"$1\">$(text "A$1" "$2")$(text "B$1" "$3")$(text "C$1" "$4")"; }
	local head
	head="<row r='1'>$(text A1 订单导出)</row>$(row 2 会员号 日期 金额)$(text D2 备注)</row>"
	python3 "$ROOT/tests/workbook.py" t.xlsx sheet="$head$(row 3 a 2024-01-05 10.50)</row>$(row 4 b 2024-01-06 2)</row>"
	[ "$(sure t.xlsx)" = '2|12.50|2024-01-05|2024-01-06|2' ]
	[[ $stderr != *rejected* && $stderr != *备注* ]]
}

@test "words for a missing value: dashes and strokes of several lengths" {
	for word in - -- — —— – − － / 无 NULL; do
		printf '%s\n' 会员号,姓名,手机,生日 1,张三,13800138000,1980/1/2 \
			"2,李四,$word,$word" 3,王五,13700137000,1990/12/31 >t.csv
		run -0 --separate-stderr table-guess t.csv
		[[ $output == *--null=* ]]
		loaded "$output" >/dev/null
		[ "$(sqlite3 s.db "SELECT count(*) || count(phone) || count(birthday) FROM customer")" = 322 ]
	done
}

@test "rows that are equal to another row of their order are counted" {
	printf '%s\n' 订单号,会员号,日期,商品名称,金额,状态 1,a,2026-01-05,x,10,已付款 1,a,2026-01-05,x,10,已付款 \
		1,a,2026-01-05,y,10,已付款 2,b,2026-01-06,x,10,已取消 2,b,2026-01-06,x,10,已取消 >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: 1 row is equal to another row of its order (--unique leaves it out)"
	[ "$(loaded "$output")" = '3|30.00|2026-01-05|2026-01-05|1' ]
	[ "$(loaded "$output --unique")" = '2|20.00|2026-01-05|2026-01-05|1' ]
	echo 1,a,2026-01-05,x,10,已付款 >>t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: 2 rows are equal to another row of their order (--unique leaves them out)"
}

@test "what custkit prints in Chinese can be loaded again" {
	cust-init -d o.db
	printf '%s\n' customer_id,name,email,phone,birthday,gender,country,region,city,channel,plan,acquired,attrs,birthday_calendar,preferred_channel \
		'a,Ann,a@x.com,13800138000,1980-01-02,女,CN,广东,深圳,小程序,金,2024-01-05,"{""k"":1}",lunar,mail' \
		'b,Bob,b@x.com,13900139000,1981-01-02,男,CN,广东,深圳,直营店,银,2024-02-05,"{""k"":2}",solar,phone' >c.csv
	cust-add -q -d o.db c.csv
	printf '%s\n' customer_id,date,amount,order_id,sku,quantity,cost,discount,channel,source \
		a,2026-01-05,10.5,1,x,2,3,1.5,小程序,pos b,2026-01-06,7,2,y,1,3,0.5,直营店,pos >o.csv
	order-add -q -d o.db o.csv
	for lang in zh en; do
		cust-list -d o.db -f xlsx --lang=$lang >c.xlsx
		order-list -d o.db -f xlsx --lang=$lang >o.xlsx
		run -0 --separate-stderr table-guess c.xlsx
		[[ $stderr != *"left out"* && $output != *--ignore* ]]
		rm -f n.db
		cust-init -d n.db
		sh -c "${output/cust-add/cust-add -q -d n.db}" >acc
		run -0 --separate-stderr table-guess o.xlsx
		[[ $stderr != *"left out"* && $output != *--ignore* ]]
		sh -c "${output/order-add/order-add -q -d n.db}" >acc
		diff <(cust-list -d o.db) <(cust-list -d n.db)
		diff <(order-list -d o.db) <(order-list -d n.db)
	done
	# a column of another system among them: it is not ours, and a discount may be a rate
	printf '%s\n' customer_id,date,amount,discount,Shop a,2026-01-05,1,0.2,x b,2026-01-06,2,0.1,x >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: left out: discount, Shop"
}

# prints ROWS SUM of what the commands for a sample of a preset load, and of expected.csv
preset_loads() {
	local presets=$BATS_TEST_DIRNAME/data/presets file status rows sum rest
	while IFS=, read -r file status rows sum rest; do
		rm -f rejects*.csv
		table-guess -q "$presets/$file" | tail -n 1 >command
		grep -q -e --preset command
		loaded "$(cat command)" 2>>err >loads
		echo "$file $rows $(printf %.2f "$sum") $(awk -F'|' '{ print $1, $2 }' loads)"
	done < <(grep -E "$1" "$presets/expected.csv")
}

# bats test_tags=long
@test "a preset that fits with all its names is used: shops in China and elsewhere" {
	preset_loads '^(second/)?(alipay_merchant|jd|taobao_o|wechatpay_m|youzan_o|shopify_o|square_[it]|stripe_p|zoho_b[a-z]*_d|salesforce_[a-z]*_o)' >all
	awk 'NF != 5 || $2 != $4 || $3 != $5 { print "differs:", $0 }' all >differ
	diff /dev/null differ
	[ "$(wc -l <all)" = 30 ]
}

@test "a preset that is used: an order of several articles, cancelled orders, notes, --no-preset" {
	# the total of the order stands in the row of each article
	printf '%s\n' '订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,应付金额,订单状态,下单帐号,联系电话,付款确认时间' \
		'1,s1,x,2,2026-01-15 10:00:00,30,80,80,完成,a,138****0000,2026-01-15 10:01:00' \
		'1,s2,y,1,2026-01-15 10:00:00,20,80,80,完成,a,138****0000,2026-01-15 10:01:00' \
		'2,s1,x,1,2026-01-16 10:00:00,30,30,30,(删除)等待付款,b,139****0000,' \
		'3,s1,x,1,2026-01-17 10:00:00,30,25,25,完成,c,137****0000,2026-01-17 10:01:00' >t.csv
	run -0 --separate-stderr table-guess t.csv
	says "t.csv: the command uses the preset (--no-preset goes by the columns)"
	says "t.csv: order_id '1', customer_id 'a', date '2026-01-15T10:01:00', amount '60', sku 's1', quantity '2', discount '0', channel '京东'"
	says "t.csv: it has customers and orders; the first command adds the customers"
	[[ $stderr != *"not sure"* && $stderr != *"left out:"* ]]
	[ "${lines[0]%% *}" = cust-add ]
	[ "${lines[1]}" = "order-add --create --preset=jd_orders t.csv" ]
	# 80 once, and 25; the customers have been added by the first line
	[ "$(loaded "${lines[1]}")" = '3|105.00|2026-01-15|2026-01-17|2' ]
	cust-init -d t.db
	(export CUSTKIT_DB=t.db && sh -c "$output") >acc
	[ "$(sqlite3 t.db 'SELECT sum(amount) FROM orders')" = 1050000 ]
	# b, too, whose order is left out
	[ "$(sqlite3 t.db "SELECT group_concat(customer_id || substr(phone, 1, 3))
		FROM customer")" = a138,b139,c137 ]
	run --separate-stderr table-guess --no-preset t.csv
	[[ $output != *preset* ]]
	says "t.csv: the command does not use the preset, which also fills "
	run table-guess -q <t.csv
	[[ $output != *preset* ]]
}

@test "a preset is used with what the file needs: separator, bad rows, dates" {
	head='订单编号;买家会员名;买家实际支付金额;订单付款时间;订单状态'
	printf '%s\n' "$head" '1;a;10;03.05.2024 10:00;交易成功' \
		'2;b;5;25.05.2024 11:00;交易成功' \
		'3;c;x;26.05.2024 11:00;交易成功' '4;d;7;;交易关闭' >t.csv
	run -0 --separate-stderr table-guess t.csv
	[ "${lines[1]}" = "order-add --create --preset=taobao_orders --separator=';' --date-format='%d.%m.%Y %H:%M' --rejects=rejects.csv t.csv" ]
	says "t.csv: 1 row will be rejected"
	[ "$(loaded "$(grep order-add <<<"$output")")" = '2|15.00|2024-05-03|2024-05-25|2' ]
	# a doubt about the file remains, one about its columns does not
	sed -i '3,4d; s@03.05.@3/5/@' t.csv
	unsure "date: both " t.csv
	[[ $output = *"order-add --create --preset=taobao_orders "* ]]
	# a file that the preset cannot convert
	sed 's/10;3[^;]*/x;/; 3d' t.csv | tr ';' , >u.csv
	run --separate-stderr table-guess u.csv
	[[ $output != *--preset* ]]
	says "u.csv: the command does not use the preset, which leaves out all rows"
	sed -i 's/x,,/x,2024-05-03 10:00:00,/' u.csv
	run --separate-stderr table-guess u.csv
	[[ $output != *--preset* ]]
	says "u.csv: the command does not use the preset, with which 1 of 1 rows would be rejected"
	# names of two presets
	printf '%s\n' 订单编号,买家会员名,买家实际支付金额,订单付款时间,订单号,下单帐号,京东价,订购数量,应付金额 \
		1,a,10,2024-05-25,1,a,10,1,10 >u.csv
	run --separate-stderr table-guess u.csv
	[[ $output != *--preset* ]]
	says "u.csv: the command does not use the preset, because another one fits as well"
	run --separate-stderr table-guess "$BATS_TEST_DIRNAME/data/presets/typeform.csv"
	says "the command does not use the preset: "
	says "no column of 'typeform' can be 'customer_id'"
}

@test "a preset that fits and is not used: why" {
	head=订单编号,买家会员名,买家实际支付金额,订单付款时间
	printf '%s\n' $head,宝贝标题 '1,a,100.00,2024-05-01 10:00:00,x' \
		'2,b,50,2024-05-02 10:00:00,y' >t.csv
	run -0 --separate-stderr table-guess --no-preset t.csv
	says "t.csv: the command does not use the preset, which also fills channel: order-add --create --preset=taobao_orders FILE"
	[ "$(loaded "$output")" = '2|150.00|2024-05-01|2024-05-02|2' ]
	[ "$(loaded "order-add --create --preset=taobao_orders t.csv")" = \
		'2|150.00|2024-05-01|2024-05-02|2' ]
	printf '%s\n' InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID \
		'1,x,3,12/25/2010 8:26,2.55,17850' >t.csv
	run -0 --separate-stderr table-guess --no-preset t.csv
	says "t.csv: the command does not use the preset, but reads the same columns"
	printf '%s\n' 'Name,Financial Status,Date,Lineitem quantity,Amount' \
		'#1,paid,2026-01-02,1,5' >t.csv
	run --separate-stderr table-guess t.csv
	says "t.csv: the command does not use the preset, because there is no column '"
}

@test "a preset that fits and says that custkit cannot use the file: a doubt, unless --no-preset" {
	file=$BATS_TEST_DIRNAME/data/presets/woocommerce_orders.csv
	run -1 --separate-stderr table-guess "$file"
	says "but custkit cannot use such a file: the orders have the name of the customer only"
	says "not sure of preset: custkit cannot use such an export, so the command is a guess (--no-preset)"
	run --separate-stderr table-guess --no-preset "$file"
	[[ $stderr != *"so the command is a guess"* ]]
}
