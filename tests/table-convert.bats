#!/usr/bin/env bats
# table-convert: each preset against genuine headers, the rules one by one, and what it refuses.

load helper

PRESETS=$BATS_TEST_DIRNAME/data/presets

# convert ARGUMENT...: the table as JSON lines in $output, the rest in $stderr.
convert() {
	run --separate-stderr table-convert -f json "$@"
}

# preset RULE...: p.csv with these rules; it makes orders of the columns Id, Who and Day.
preset() {
	printf '%s\n' rule,as,name,from,how,when need,,,Id,, column,orders,order_id,Id,, \
		column,orders,customer_id,Who,, column,orders,date,Day,, "$@" >p.csv
}

# cells KEY WANT...: this column of $output, one cell per row.
values() {
	diff -u <(printf '%s\n' "${@:2}") <(jq -r --arg key "$1" '.[$key] // ""' <<<"$output")
}

# made WANT_STATUS WANT_ROWS WANT_SUM WANT_IDS WANT_FIRST: what the last conversion gave.
made() {
	[ "$status" = "$1" ]
	[ "${2:-0}" = "$(grep -c . <<<"$output")" ] || [ "${2:-0}" = 0 ]
	[ -z "$3" ] || [ "$3" = "$(jq -s 'map(.amount) | add * 100 | round / 100' <<<"$output")" ]
	[ "$4" = "$(jq -r .customer_id <<<"$output" | sort -u | paste -sd'|')" ]
	[ -z "$5" ] || [ "$5" = "$(jq -r '.date // .acquired // empty' <<<"$output" | sort |
		head -1 | cut -c1-10)" ]
}

# said REASON|REASON: these are on standard error, and no other row or cell is left out.
said() {
	local reason n=0
	while IFS= read -r reason; do
		[ -z "$reason" ] || says "$reason"
	done < <(tr '|' '\n' <<<"$1")
	n=$(grep -cE 'left out|emptied' <<<"$1" || :)
	[ "$n" = 0 ] || n=$(tr '|' '\n' <<<"$1" | grep -cE 'left out|emptied')
	[ "$n" = "$(grep -cE 'left out|emptied' <<<"$stderr" || :)" ]
}

@test "each sample becomes what its rows say, or is refused" {
	python3 - "$PRESETS/expected.csv" >expected <<-'E'
		import csv, sys
		for row in list(csv.reader(open(sys.argv[1], encoding="utf-8")))[1:]:
		    sys.stdout.buffer.write("\x1f".join(row).encode() + b"\n")
	E
	[ "$(wc -l <expected)" = "$(find "$PRESETS" -type f ! -name README ! -name expected.csv |
		wc -l)" ]
	while IFS=$'\x1f' read -r file want rows sum ids first reasons; do
		convert --encoding=utf-8 --preset="$(basename "${file%.*}")" "$PRESETS/$file"
		made "$want" "$rows" "$sum" "$ids" "$first" && said "$reasons" ||
			{ printf '%s: %s\n%s\n%s\n' "$file" "$status" "$output" "$stderr";
			return 1; }
	done <expected
}

@test "the exports of Chinese shops are read in GB18030 and in UTF-8, also packed" {
	for name in alipay_merchant jd_orders taobao_orders_2017 youzan_orders \
		wechatpay_merchant wenjuanxing second/{alipay_merchant,fxiaoke_contacts} \
		second/{jd_orders,taobao_orders_2019,wechatpay_merchant,wenjuanxing}; do
		iconv -f UTF-8 -t GB18030 "$PRESETS/$name.csv" | gzip >t.gz
		table-convert -q --preset="${name#*/}" t.gz >a
		table-convert -q --preset="${name#*/}" "$PRESETS/$name.csv" | diff - a
		[ "$(wc -l <a)" -gt 1 ]
	done
}

# bats test_tags=long
@test "table-guess names the preset of each sample, and what refuses it" {
	for file in "$PRESETS"/*.csv "$PRESETS"/second/*.csv; do
		name=$(basename "$file" .csv)
		[ "$name" != expected ] || continue
		run --separate-stderr table-guess "$file"
		says "$file: the preset "
		preset=$(sed -nE \
			's/.*: the preset ([a-z_]+) fits \(([0-9]+) of its \2 names\).*/\1/p' \
			<<<"$stderr")
		[ "$preset" = "$name" ] ||
			grep -q "^alias,,$name," "$BATS_TEST_DIRNAME/../share/presets/$preset.csv"
	done
	run --separate-stderr table-guess "$PRESETS/shopify_orders.csv"
	says 'fits (4 of its 4 names): table-convert --preset=shopify_orders FILE | order-add --create'
	run --separate-stderr table-guess "$PRESETS/alipay_personal_app.csv"
	says "fits (4 of its 4 names), but custkit cannot use such a file: it is a payer's own bill"
	printf '%s\n' 'Name,Financial Status,Lineitem quantity,Date,Amount' \
		'#1,paid,1,2026-01-02,5' >t.csv
	run --separate-stderr table-guess t.csv
	says 'the preset shopify_orders fits (3 of its 4 names)'
	sed -i 's/,Lineitem quantity//;s/,1,/,/' t.csv
	run --separate-stderr table-guess t.csv
	[[ $stderr != *preset* ]]
}

@test "what the samples become can be loaded as it is" {
	for file in shopify_customers zoho_backup_leads google_contacts vcard youzan_customers; do
		cust-init -d $file.db
		table-convert -q --encoding=utf-8 --preset=$file "$PRESETS/$file".* >table.csv \
			2>err || [ $? -eq 1 ]
		cust-add -q -d $file.db --attrs table.csv
		rm table.csv
	done
	[ "$(cust-list -d shopify_customers.db --columns=name,attrs -f json | head -1)" = \
		'{"name":"Ada Example","attrs":{"Tags":"VIP, newsletter","Total Spent":"120.50","Total Orders":"2","Accepts Email Marketing":"yes","Accepts SMS Marketing":"no","Tax Exempt":"no"}}' ]
	for file in shopify_orders alipay_merchant taobao_orders_2017 square_items jd_orders; do
		cust-init -d $file.db
		table-convert -q --encoding=utf-8 --preset=$file "$PRESETS/$file.csv" >table.csv
		order-add -q -d $file.db --create table.csv
	done
	[ "$(sqlite3 shopify_orders.db 'SELECT sum(amount) FROM orders')" = 500000 ]
	for file in surveymonkey wenjuanxing salesforce_export_case; do
		cust-init -d $file.db
		table-convert -q --encoding=utf-8 --preset=$file "$PRESETS/$file.csv" >table.csv
		feedback-log -q -d $file.db --create table.csv
	done
	table-convert -q --as=touches --preset=salesforce_export_case \
		"$PRESETS/salesforce_export_case.csv" >table.csv
	touch-log -q -d salesforce_export_case.db --create table.csv
	[ "$(touch-list -d salesforce_export_case.db --columns=channel,direction,touchpoint \
		--no-header)" = phone,in,support ]
}

@test "--list-presets: every preset, with its confidence" {
	run -0 --separate-stderr table-convert --list-presets
	[ "${lines[0]}" = preset,confidence,makes,alias,export ]
	[ "$(cells preset)" = "$(cd "$BATS_TEST_DIRNAME/../share/presets" &&
		basename -s .csv -- *.csv | grep -vxE 'aliases|values|words' | sort)" ]
	run -1 grep -vE '^[a-z_]+,(A|A-|B\+|B),(customers|orders|feedback)?,' < \
		<(tail -n +2 <<<"$output")
	for name in Shopify-Orders $'\xe6\x9c\x89\xe8\xb5\x9e' stripe; do
		run -2 --separate-stderr table-convert --preset="$name" /dev/null
		says 'empty input, no header'
	done
}

@test "the pages name each preset with its confidence" {
	table-convert --list-presets | tail -n +2 | cut -d, -f1,2 >listed
	awk '/^\.Sh PRESETS/ { on = 1 } /^\.Ss Huoban/ { on = 0 } on && /^\.It Cm/ { name = $3 }
		on && /^Confidence/ { sub(/\.$/, ""); print name "," $2 }' \
		"$BATS_TEST_DIRNAME/../share/man/man5/custkit-presets.5" >documented
	diff -u listed documented
}

@test "--preset of the tools that load and analyse: what table-convert makes, all or nothing" {
	cust-init -d s.db
	run -0 --separate-stderr order-add -d s.db --create --preset=shopify-orders \
		"$PRESETS/shopify_orders.csv"
	[ "${lines[1]}" = 1,3,3,0,0,0 ]
	says 'table-convert: left out 1 row: voided'
	run -2 --separate-stderr order-add -q -d s.db --create --preset=shopify-orders \
		"$PRESETS/shopify_orders.csv"
	says 'already loaded as batch 1'
	run -0 --separate-stderr cust-add -q -d s.db --attrs --preset=shopify_customers \
		<"$PRESETS/shopify_customers.csv"
	[ -z "$stderr" ]
	run -0 --separate-stderr order-add -q -n -d s.db --create --tz=Asia/Shanghai \
		--preset=stripe "$PRESETS/stripe_payments_2019.csv"
	shopify '#1,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,10' \
		'#2,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,ten'
	run -2 --separate-stderr order-add -q -d s.db --create --preset=shopify_orders orders.csv
	says "order-add: orders.csv:3: amount 'ten' is not a number"
	says 'order-add: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)'
	[ -z "$output" ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM orders')" = 3 ]
	run -2 --separate-stderr order-add -d s.db --preset=shopify_customers \
		"$PRESETS/shopify_customers.csv"
	says 'the preset shopify_customers does not make orders'
	says 'order-add: table-convert failed'
	run -1 --separate-stderr nps-calc --skip-bad --preset=surveymonkey --columns=n,nps \
		"$PRESETS/surveymonkey.csv" \
		<(sed '3,$s/Ada,Example,,9/Ada,Example,,11x/' "$PRESETS/surveymonkey.csv")
	run -0 cust-segment -q --rfm --as-of=2026-05-01 --preset=shopify_orders \
		"$PRESETS/shopify_orders.csv"
	[ "$(cells customer_id | sort | paste -sd' ')" = '+16175550102 ada@example.com' ]
}

@test "--preset with --rejects: the bad rows of the export, which can be corrected and loaded" {
	cust-init -d s.db
	shopify '#1,a@x.com,paid,EUR,3,0,2026-01-02,,1,mug,10' '#1,,,,,,2026-01-02,,1,cup,ten' \
		'#2,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,5' \
		'#3,c@x.com,paid,EUR,0,0,2026-01-04,,1,mug' '#4,,paid,EUR,0,0,2026-01-04,,1,mug,1'
	run -1 --separate-stderr order-add -d s.db --create --rejects=bad.csv \
		--preset=shopify_orders orders.csv
	[ "${lines[1]}" = 1,4,1,0,0,3 ]
	says 'table-convert: left out 1 row: no customer'
	says 'order-add: orders.csv:2: another line of the order is bad'
	says "order-add: orders.csv:3: amount 'ten' is not a number"
	says 'order-add: orders.csv:5: 10 cells but the header has 11'
	[ "$(grep -c orders.csv <<<"$stderr")" = 3 ]
	diff -u - bad.csv <<-'E'
		order_id,customer_id,date,amount,sku,quantity,file,line,column,reason
		#1,a@x.com,2026-01-02,,mug,1,orders.csv,2,,another line of the order is bad
		#1,a@x.com,2026-01-02,,cup,1,orders.csv,3,amount,amount 'ten' is not a number
		,,,,,,orders.csv,5,,10 cells but the header has 11
	E
	sed -i '4d;s/,,mug/,8.5,mug/;s/,,cup/,8.5,cup/' bad.csv
	run -0 --separate-stderr order-add -q -d s.db --create bad.csv
	[ "$(sqlite3 s.db 'SELECT count(*), sum(amount) FROM orders')" = '3|220000' ]
	run -2 --separate-stderr order-add -q -d s.db --create --preset=shopify_orders \
		--rejects=bad.csv orders.csv
	says 'already loaded as batch 1'
}

@test "rejects of an export: the same command reads them again" {
	cust-init -d s.db
	shopify '#1,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,10' \
		'#2,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,x'
	load() {
		order-add -q -d s.db --preset=shopify_orders "$@"
	}
	# a tool that loads: custkit's columns, which are not converted again
	run -1 --separate-stderr load --rejects=bad.csv orders.csv
	[ "${lines[1]}" = 1,2,0,0,0,2 ]
	sed -i '2s/,2026-01-03,,/,2026-01-03,5,/;3s/,2026-01-03,,/,2026-01-03,5,/' bad.csv
	run -0 --separate-stderr load --create --rejects=worse.csv bad.csv
	[ "${lines[1]}" = 2,2,2,0,0,0 ]
	run -0 --separate-stderr load --again - <bad.csv
	[ "${lines[1]}" = 3,2,0,0,2,0 ]
	# table-convert: the columns of the export
	run -1 --separate-stderr table-convert --preset=shopify_orders --rejects=raw.csv orders.csv
	[ "$(head -n 1 raw.csv)" = "$(head -n 1 orders.csv),file,line,column,reason" ]
	[ "$(sed -n 2p raw.csv | cut -d, -f1-13)" = \
		'#2,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,x,orders.csv,3' ]
	sed -i '2s/,mug,x,/,mug,7,/' raw.csv
	run -0 --separate-stderr table-convert --preset=shopify_orders --rejects=raw2.csv \
		--columns=order_id,amount raw.csv
	[ "$output" = $'order_id,amount\n#2,7' ]
}

@test "--left-out: the rows that are left out, as they are in the file, with line and reason" {
	shopify '#1,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,10' \
		'#2,,paid,EUR,0,0,2026-01-03,,1,mug,5' \
		'#3,c@x.com,voided,EUR,0,0,2026-01-04,,1,mug,7' '#4,d@x.com,paid,EUR,0,0,x,,1,mug,1'
	run -1 --separate-stderr table-convert --preset=shopify_orders --left-out=out.csv \
		--rejects=bad.csv --columns=order_id orders.csv
	[ "$output" = $'order_id\n#1' ]
	[ "$(cut -d, -f1,2,12-15 out.csv)" = 'Name,Email,file,line,column,reason
#2,,orders.csv,3,,no customer
#3,c@x.com,orders.csv,4,,voided' ]
	[ "$(cut -d, -f1,12-14 bad.csv)" = 'Name,file,line,column
#4,orders.csv,5,date' ]
	# the customer was found
	sed -i 's/^#2,,/#2,b@x.com,/' out.csv
	run -0 --separate-stderr table-convert -q --preset=shopify_orders \
		--columns=order_id,customer_id out.csv
	[ "$output" = $'order_id,customer_id\n#2,b@x.com' ]
	# the one that is void was loaded before
	cust-init -d s.db
	sed 's/,voided,/,paid,/' orders.csv | head -n 4 >before.csv
	order-add -q -d s.db --create --source=web --preset=shopify_orders before.csv >acc
	run -0 order-add -q -d s.db --remove --source=web --rename=Name=order_id --ignore-unknown \
		--leave-out='Financial Status=paid' out.csv
	[ "${lines[1]}" = 2,1,0,1,0,0 ]
	[ "$(sqlite3 s.db 'SELECT group_concat(order_id) FROM orders')" = '#1' ]
}

@test "--left-out: rows that are refunds, but not the refund that an order has in a cell" {
	shopify '#1,a@x.com,paid,EUR,0,5,2026-01-02,,1,mug,10' \
		'#2,a@x.com,paid,EUR,0,0,2026-01-03,,1,mug,-10'
	run -0 --separate-stderr table-convert --preset=shopify_orders --no-refunds \
		--left-out=out.csv --columns=order_id,amount orders.csv
	[ "$output" = $'order_id,amount\n#1,10' ]
	says "left out 2 rows: refund"
	[ "$(cut -d, -f1,12-15 out.csv)" = 'Name,file,line,column,reason
#2,orders.csv,3,,refund' ]
}

@test "--left-out and --rejects: not the same file" {
	shopify '#1,,paid,EUR,0,0,2026-01-02,,1,mug,10' '#4,d@x.com,paid,EUR,0,0,x,,1,mug,1'
	ln -s out.csv link.csv
	run -2 --separate-stderr table-convert -q --preset=shopify_orders --left-out=./link.csv \
		--rejects=out.csv orders.csv
	[ -z "$output" ]
	says "./link.csv: is the file of --rejects; choose another --left-out file"
	[ ! -e out.csv ]
	run -1 --separate-stderr table-convert -q --preset=shopify_orders --left-out=/dev/stderr \
		--rejects=/dev/stderr orders.csv
	says "#1,,paid,EUR,0,0,2026-01-02,,1,mug,10,orders.csv,2,,no customer"
}

@test "--left-out without a preset: what --leave-out leaves out, from every file" {
	printf '%s\n' id,date,state 1,2025-01-01,ok ,2025-01-02,ok '3,"x, y",gone' >t.csv
	printf '%s\n' id,date,state ' ,2025-01-04,ok' 5,2025-01-05,ok >u.csv
	run -0 --separate-stderr table-convert --left-out=out.csv --leave-out=id= \
		--leave-out=state=gone,lost --rename=id=customer_id t.csv u.csv
	[ "$output" = $'customer_id,date,state\n1,2025-01-01,ok\n5,2025-01-05,ok' ]
	says "table-convert: 3 rows left out"
	diff -u - out.csv <<-'E'
		id,date,state,file,line,column,reason
		,2025-01-02,ok,t.csv,3,,--leave-out=id=
		3,"x, y",gone,t.csv,4,,"--leave-out=state=gone,lost"
		 ,2025-01-04,ok,u.csv,2,,--leave-out=id=
	E
	run -2 --separate-stderr table-convert --left-out=t.csv --leave-out=id= t.csv
	says "table-convert: t.csv: is an input file; choose another --left-out file"
}

@test "--mark-bad: good rows have a place, but no reason; analyses leave the others out" {
	shopify '#1,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,10' \
		'#2,a@x.com,paid,EUR,0,0,2026-01-03,,1,mug,x'
	run -0 table-convert -q --mark-bad --preset=shopify_orders orders.csv
	same 'order_id,customer_id,date,amount,sku,quantity,file,line,column,reason
#1,a@x.com,2026-01-02,10,mug,1,orders.csv,2,,
#2,a@x.com,2026-01-03,,mug,1,orders.csv,3,amount,amount '\''x'\'' is not a number'
	run -1 --separate-stderr cust-segment -q --rfm --as-of=2026-02-01 --skip-bad \
		--columns=customer_id,orders,spend --no-header --preset=shopify_orders orders.csv
	same a@x.com,1,10
	says "cust-segment: orders.csv:3: amount 'x' is not a number"
	run -2 --separate-stderr cust-segment -q --rfm --as-of=2026-02-01 \
		--preset=shopify_orders orders.csv
	says "cust-segment: orders.csv:3: amount 'x' is not a number"
	# rows that wait for their order, or for their customer, have their own place
	shopify '#1,a@x.com,paid,EUR,0,4,2026-01-02,,1,mug,10' '#1,,,,,,2026-01-02,,1,cup,5' \
		'#2,b@x.com,paid,EUR,0,0,2026-01-03,,1,mug,5'
	run -0 table-convert -q --mark-bad --preset=shopify_orders \
		--columns=order_id,amount,file,line orders.csv
	same 'order_id,amount,file,line
#1,10,orders.csv,2
#1,5,orders.csv,3
#1,-4,orders.csv,2
#2,5,orders.csv,4'
	run -2 --separate-stderr table-convert --mark-bad orders.csv
	says '--mark-bad is for --preset, without --rejects'
}

# Shopify -----------------------------------------------------------------------------------------

shopify() {
	printf '%s\n' \
		'Name,Email,Financial Status,Currency,Discount Amount,Refunded Amount,Created at,Cancelled at,Lineitem quantity,Lineitem name,Lineitem price' "$@" >orders.csv
}

@test "Shopify: a refund follows its order, at most what the lines amount to" {
	shopify '#1,a@x.com,partially_refunded,EUR,0,10.00,2026-01-02 10:00:00 +0100,,1,mug,40.00' \
		'#2,b@x.com,refunded,EUR,0,45.00,2026-01-03 10:00:00 +0100,,1,mug,30.00' \
		'#2,,,,,,2026-01-03 10:00:00 +0100,,2,cup,5.00'
	convert --preset=shopify_orders orders.csv
	values amount 40 -10 30 10 -40
	values order_id '#1' '#1' '#2' '#2' '#2'
	values customer_id a@x.com a@x.com b@x.com b@x.com b@x.com
	convert --no-refunds --preset=shopify_orders orders.csv
	values amount 40 30 10
	said 'left out 2 rows: refund'
}

@test "Shopify: pending orders are kept, unless --paid-only; cancelled ones are not" {
	shopify '#1,a@x.com,pending,EUR,0,0,2026-01-02,,1,mug,40.00' \
		'#2,a@x.com,pending,EUR,0,0,2026-01-02,2026-01-03,1,mug,40.00' \
		'#3,a@x.com,paid,EUR,0,0,2026-01-02,,1,mug,7.00'
	convert --preset=shopify_orders orders.csv
	values amount 40 7
	said 'left out 1 row: cancelled'
	convert --paid-only --preset=shopify_orders orders.csv
	values amount 7
	said 'left out 1 row: pending|left out 1 row: cancelled'
}

@test "Shopify: three lines of 10 share a discount of 10 to the cent" {
	shopify '#1,a@x.com,paid,EUR,10,0,2026-01-02,,1,mug,10' '#1,,,,,,2026-01-02,,1,cup,10' \
		'#1,,,,,,2026-01-02,,1,tray,10'
	convert --preset=shopify_orders orders.csv
	# 3.33, 6.67 - 3.33, 10 - 6.67
	values amount 6.67 6.66 6.67
}

@test "Shopify: a discount takes at most what the lines amount to; the rest is for shipping" {
	shopify '#1,a@x.com,paid,EUR,15,0,2026-01-02,,1,mug,10' \
		'#2,a@x.com,paid,EUR,5,0,2026-01-02,,1,mug,0'
	convert --preset=shopify_orders orders.csv
	values amount 0 0
}

@test "Shopify: if a line of an order is bad, none is kept" {
	shopify '#1,a@x.com,paid,EUR,10,0,2026-01-02,,1,mug,10' '#1,,,,,,2026-01-02,,1,cup,ten' \
		'#2,b@x.com,paid,EUR,0,0,2026-01-02,,1,mug,5'
	convert --rejects=bad.csv --preset=shopify_orders orders.csv
	[ "$status" = 1 ]
	values amount 5
	says 'orders.csv:2: another line of the order is bad'
	says "orders.csv:3: amount 'ten' is not a number"
	[ "$(wc -l <bad.csv)" = 3 ]
	[ "$(cells line,reason bad.csv | head -1)" = '2,another line of the order is bad' ]
}

@test "Shopify: the lines of an order must be together" {
	shopify '#1,a@x.com,paid,EUR,10,0,2026-01-02,,1,mug,10' \
		'#2,b@x.com,paid,EUR,0,0,2026-01-02,,1,mug,5' \
		'#1,a@x.com,,,,,2026-01-02,,1,cup,20'
	convert --preset=shopify_orders orders.csv
	[ "$status" = 1 ]
	says 'orders.csv:4: the lines of the order are not together; sort the file'
}

@test "Shopify: a discount must be an amount, and the currency the same" {
	shopify '#1,a@x.com,paid,EUR,much,0,2026-01-02,,1,mug,10' \
		'#2,b@x.com,paid,USD,0,0,2026-01-02,,1,mug,5'
	convert --preset=shopify_orders orders.csv
	[ "$status" = 1 ]
	says 'orders.csv:2: the discount, total or refund of the order is not an amount'
	says 'orders.csv:3: the currency is USD, but that of rows before is EUR'
}

# Others ------------------------------------------------------------------------------------------

@test "Zoho: custom stages count by their category, exports by the name of the stage" {
	printf '%s\n' \
		'Record Id,Deal Name,Stage,Closing Date,Amount,Contact Id,Deal Category Status' \
		zcrm_1,a,Paid,2026-01-01,5,zcrm_7,Closed zcrm_2,b,Won,2026-01-01,6,zcrm_7,Pipeline \
		'zcrm_3,c,Closed Won,2026-01-01,7,zcrm_7,' >deals.csv
	convert --preset=zoho_deals deals.csv
	values amount 5 7
	said 'left out 1 row: open'
	printf '%s\n' 'Record Id,Deal Name,Stage,Closing Date,Amount,Contact Name.id' \
		'zcrm_1,a,Closed Lost to Competition,2026-01-01,5,zcrm_7' \
		'zcrm_2,b,Closed Won,2026-01-01,"$1,250.00",zcrm_8' >deals.csv
	convert --preset=zoho_deals deals.csv
	values amount 1250
	values customer_id 8
	said 'left out 1 row: lost'
}

@test "Alipay: a refund has the account of its order, wherever that stands" {
	h=$(sed -n 5p "$PRESETS/alipay_merchant.csv")
	refund=$(sed -n 7p "$PRESETS/alipay_merchant.csv") \
		pay=$(sed -n 6p "$PRESETS/alipay_merchant.csv")
	printf '%s\n' "$h" "$refund" "$pay" "${refund/ORDER-1/ORDER-2}" >bill.csv
	convert --encoding=utf-8 --preset=alipay_merchant --left-out=out.csv bill.csv
	values amount 88 -8
	values customer_id 'exa***@example.com' 'exa***@example.com'
	said 'left out 1 row: no customer'
	# which is known only at the end of the file
	refund=${refund/ORDER-1/ORDER-2}
	[ "$(tail -n +2 out.csv)" = "${refund%$'\r'},bill.csv,4,,no customer" ]
}

@test "a preamble with quotes, another separator and a footer do no harm" {
	preset footer,,-----,,, column,orders,amount,Sum,,
	printf '%s\r\n' 'bill of "the shop' 'a;b' 'Id;Who;Day;Sum' '1;a;2026-01-01;5,00' \
		'2;b;2026-01-02;6,50;' \
		'-----' 'total' '11.50 "' >x.csv
	convert --decimal=, --preset=./p.csv x.csv
	made 0 2 11.5 'a|b' 2026-01-01
	printf '%s\n' 'Id;Who;Day;Sum' '1;a;2026-01-01;5;6' >x.csv
	convert --preset=./p.csv x.csv
	[ "$status" = 1 ]
	says 'x.csv:2: 5 cells but the header has 4'
}

@test "a number of order that looks like a footer is not one in the middle of the file" {
	preset footer,,\#,,, column,orders,amount,Sum,,
	{
		echo Id,Who,Day,Sum
		echo '#1,a,2026-01-01,1'
		for ((i = 2; i <= 100; i++)); do echo $i,a,2026-01-01,1; done
	} >x.csv
	convert --preset=./p.csv x.csv
	[ "$(wc -l <<<"$output")" = 100 ]
}

@test "dates: two formats that disagree are named, --date-format settles them" {
	preset column,orders,amount,Sum,, 'date,,%m/%d/%Y|%d/%m/%Y,,,'
	printf '%s\n' Id,Who,Day,Sum 1,a,5/7/2026,1 2,a,5/13/2026,1 3,a,13/5/2026,1 4,a,5/5/2026,1 \
		5,a,13/13/2026,1 >x.csv
	convert --preset=./p.csv x.csv
	[ "$status" = 1 ]
	values date 2026-05-13 2026-05-13 2026-05-05
	says "x.csv:2: date '5/7/2026' can mean two days; use --date-format"
	says "x.csv:6: date '13/13/2026' is not a date"
	convert --date-format=%d/%m/%Y --preset=./p.csv x.csv
	values date 2026-07-05 2026-05-13 2026-05-05
}

@test "dates: UTC and offsets are converted with --tz, else kept" {
	printf '%s\n' 'id,Amount,Amount Refunded,Created (UTC),Status,Customer ID' \
		'1,5,0,2026-01-01 20:00,Paid,c' >s.csv
	convert --preset=stripe s.csv
	values date 2026-01-01T20:00:00
	convert --tz=Asia/Shanghai --preset=stripe s.csv
	values date 2026-01-02T04:00:00
	shopify '#1,a@x.com,paid,EUR,0,0,2026-01-02 23:30:00 -0500,,1,mug,10'
	convert --preset=shopify_orders orders.csv
	values date 2026-01-02T23:30:00
	convert --tz=UTC --preset=shopify_orders orders.csv
	values date 2026-01-03T04:30:00
}

@test "birthdays of two digits are not in the future, those without a year are emptied" {
	printf '%s\n' 'First Name,Last Name,E-mail Address,Mobile Phone,Birthday' \
		A,B,a@x.com,,3/15/50 C,D,c@x.com,,03/15 E,F,e@x.com,,0/0/00 >o.csv
	convert --date-format=%m/%d/%y --preset=outlook o.csv
	values birthday 1950-03-15 '' ''
	said 'emptied 1 cell: birthday has no year'
}

@test "phones: masked and damaged ones are emptied, as an id they make the row bad" {
	printf '%s\n' 'Customer ID,Accepts Email Marketing,Total Spent,Phone' \
		"'1,yes,0,138****8000" 2,yes,0,1.38001E+10 3,yes,0,"'+1 416 555 0101" \
		4,no,0,13800138000.0 >c.csv
	convert --preset=shopify_customers c.csv
	[ "$status" = 0 ]
	values phone '' '' '+1 416 555 0101' 13800138000
	said 'emptied 1 cell: phone is masked|emptied 1 cell: phone is damaged by a spreadsheet'
}

@test "a customer comes once; a column of the user comes before the preset" {
	printf '%s\n' Name,Username,"Sign Up",Email,AOV A,a,,A@x.com,1 B,b,,a@x.com,1 \
		C,c,,c@x.com,1 >w.csv
	convert --preset=woocommerce_customers w.csv
	values customer_id a@x.com c@x.com
	said 'left out 1 row: repeated customer_id'
	convert --rename=Username=customer_id --preset=woocommerce_customers w.csv
	values customer_id a b c
}

@test "surveys: --rename names the question and the customer, --anonymous keeps the others" {
	convert --rename='Why?=text' --rename='#=customer_id' --preset=typeform \
		"$PRESETS/typeform.csv"
	values customer_id 0123456789abcdef0123456789abcdef
	values text 'Quick help'
	values score 9
	convert --anonymous --preset=surveymonkey "$PRESETS/surveymonkey.csv"
	values score 9 3
	values text 'Quick help' 'Too slow'
	values customer_id ada@example.com ''
	run -2 --separate-stderr table-convert --anonymous --as=orders --preset=square_items \
		"$PRESETS/square_items.csv"
	says '--anonymous is for feedback and touches'
}

@test "HubSpot: contacts become customers, or feedback by their latest survey" {
	printf '%s\n' \
		'"Record ID","First Name","Email","Lead Status","Last NPS survey rating","Last NPS survey comment","Last NPS survey date"' \
		'"5","A","a@x.com","NEW","9","good","2026-01-02"' \
		'"6","B","b@x.com","NEW","","",""' >h.csv
	convert --preset=hubspot_contacts h.csv
	values customer_id 5 6
	convert --as=feedback --preset=hubspot_contacts h.csv
	values customer_id 5
	values score 9
	said 'left out 1 row: no survey'
}

@test "UCI Online Retail: cancellations are negative; no customer and no price are left out" {
	printf '%s\r\n' \
		InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country \
		'536365,85123A,"A, B",6,12/1/2010 8:26,2.55,17850,United Kingdom' \
		'C536379,D,x,-1,12/1/2010 9:41,27.5,14527,United Kingdom' \
		'536414,22139,,56,12/1/2010 11:52,0,,France' \
		'536415,22139,,56,12/1/2010 11:52,0.0,1,France' >u.csv
	convert --encoding=windows-1252 --preset=uci_online_retail u.csv
	values amount 15.3 -27.5
	values date 2010-12-01T08:26:00 2010-12-01T09:41:00
	said 'left out 1 row: no customer|left out 1 row: no price'
}

@test "vCard: 2.1 with charsets, 3.0 and 4.0; the mobile number comes first" {
	printf '%s\r\n' BEGIN:VCARD VERSION:2.1 \
		'N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=C8=FD' \
		'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=' '=E4=B8=89' \
		'TEL;HOME:010-88886666' \
		'TEL;CELL;VOICE:13800138000' BDAY:--0315 END:VCARD \
		BEGIN:VCARD VERSION:4.0 UID:urn:1 'FN:Bo\, the 2nd' \
		'item1.EMAIL;PREF=1:Bo@Example.com' \
		'TEL;VALUE=uri;TYPE="voice,cell":tel:+14165550101' 'GENDER:M;x' BDAY:19900315 \
		'ADR;TYPE=home:;;1 "A\; B" St;To' ' ronto;ON;;Canada' END:VCARD BEGIN:VCARD \
		FN:Nobody END:VCARD >a.vcf
	convert --preset=vcf a.vcf
	[ "$status" = 1 ]
	values customer_id 13800138000 urn:1
	values name $'\xe5\xbc\xa0\xe4\xb8\x89' 'Bo, the 2nd'
	values phone 13800138000 +14165550101
	values city '' Toronto
	values birthday '' 1990-03-15
	values gender '' M
	says "a.vcf:$(wc -l <a.vcf): no customer_id"
	{ echo BEGIN:VCARD; yes NOTE:x | head -c 68000000; } >a.vcf
	run -2 --separate-stderr table-convert --preset=vcard a.vcf
	says 'a.vcf: the vCards are larger than 64 MiB'
}

@test "--for-system: the columns that other systems import" {
	printf '%s\n' 'customer_id,name,email,birthday' '7,Ada van Example,ada@x.com,1990-03-15' \
		8,Bo,, >c.csv
	run -0 --separate-stderr table-convert --for-system=hubspot c.csv
	same 'First Name,Last Name,Email,Date of birth,Customer ID
Ada van,Example,ada@x.com,1990-03-15,7
,Bo,,,8'
	run -0 --separate-stderr table-convert --for-system=zoho_crm c.csv
	[ "${lines[0]}" = 'First Name,Last Name,Email,Date of Birth,Customer ID' ]
	run -0 --separate-stderr table-convert --for-system=fxiaoke c.csv
	[ "${lines[0]}" = \
		$'\xe5\xae\xa2\xe6\x88\xb7\xe5\x90\x8d\xe7\xa7\xb0\xef\xbc\x88\xe5\xbf\x85\xe5\xa1\xab\xef\xbc\x89,\xe5\xae\xa2\xe6\x88\xb7\xe6\x9d\xa5\xe6\xba\x90\xef\xbc\x88\xe5\xbf\x85\xe5\xa1\xab\xef\xbc\x89,\xe9\x82\xae\xe4\xbb\xb6,\xe5\xae\xa2\xe6\x88\xb7\xe7\xbc\x96\xe5\x8f\xb7' ]
	[ "${lines[2]}" = $'Bo,\xe5\x85\xb6\xe4\xbb\x96,,8' ]
	run -2 --separate-stderr table-convert --for-system=hubspot --as=orders c.csv
	says '--for-system writes one table; do not use --preset or --as'
}

@test "without a preset: the options of reading in, custkit's spelling out (V27)" {
	printf '%s\n' 'Customer ID;Date;Amount;Extra' '1;05.01.2024;1.200,50;x' \
		'2;06.01.2024;300;' '3;06.01.2024;12;' >x.csv
	run -0 --separate-stderr table-convert --separator=';' --decimal=, --date-format=%d.%m.%Y \
		x.csv
	same 'customer_id,date,amount,Extra
1,2024-01-05,1200.50,x
2,2024-01-06,300,
3,2024-01-06,12,'
	run -2 --separate-stderr table-convert --as=orders x.csv
	says '--as, --beside, --paid-only, --no-refunds and --anonymous require --preset'
}

@test "ids: those that a spreadsheet damaged make the row bad; if all are masked, none is kept" {
	h=$(sed -n 1p "$PRESETS/jd_orders.csv") row=$(sed -n 2p "$PRESETS/jd_orders.csv")
	printf '%s\n' "$h" "${row/300000000001/3E+11}" "${row/300000000001/3E11}" >jd.csv
	convert --encoding=utf-8 --preset=jd jd.csv
	[ "$status" = 1 ]
	values order_id 3E11
	says "jd.csv:2: order_id '3E+11' is damaged by a spreadsheet"
	printf '%s\n' "$h" "${row/jd_example1/1.38001E+10}" "${row/jd_example1/j**1}" >jd.csv
	convert --encoding=utf-8 --preset=jd jd.csv
	[ "$status" = 2 ]
	[ -z "$output" ]
	says 'cannot be converted: the ids of all customers are masked or damaged'
}

@test "--beside: the items of Taobao are scaled to what was paid for the order" {
	items=$PRESETS/second/taobao_items_2017.csv orders=$PRESETS/second/taobao_orders_2017.csv
	convert --encoding=utf-8 --beside="$PRESETS/taobao_orders_2017.csv" --preset=taobao_items \
		"$PRESETS/taobao_items_2017.csv"
	values amount 201.12
	values discount 37.88
	values sku PAN-20
	# 50 x 2 and 20 for 100 paid; 100 less a refund of 30.50; the fourth was closed
	convert --encoding=utf-8 --beside="$orders" --preset=taobao_items "$items"
	[ "$status" = 0 ]
	values amount 83.33 16.67 100 -30.5
	values sku POT BOWL-1 POT-2 ''
	values customer_id tb_1 tb_1 tb_2 tb_2
	values date 2017-08-01T00:43:00 2017-08-01T00:43:00 2017-08-01T00:43:00 2017-08-01T00:43:00
	says 'left out 1 row: '
	sed 's/36000000000000002/36000000000000009/' "$items" | gzip >t.gz
	iconv -f UTF-8 -t GB18030 "$orders" >o.csv
	convert --beside=o.csv --preset=taobao_items t.gz
	[ "$status" = 1 ]
	values amount 83.33 16.67
	says $'t.gz:4: no \xe8\xae\xa2\xe5\x8d\x95\xe7\xbc\x96\xe5\x8f\xb7 \'36000000000000009\' in o.csv'
}

@test "--beside: what is wrong with it" {
	items=$PRESETS/taobao_items_2017.csv
	run -2 --separate-stderr table-convert --beside="$PRESETS/shopify_orders.csv" \
		--preset=taobao_items "$items"
	says $'shopify_orders.csv: no column \'\xe8\xae\xa2\xe5\x8d\x95\xe7\xbc\x96\xe5\x8f\xb7\''
	run -2 --separate-stderr table-convert --beside="$items" --preset=shopify_orders \
		"$PRESETS/shopify_orders.csv"
	says 'the preset shopify_orders does not use --beside'
	run -2 --separate-stderr table-convert --beside="$items" "$items"
	says '--as, --beside, --paid-only, --no-refunds and --anonymous require --preset'
}

@test "files that Windows wrote in its own code page are read where a system writes such files" {
	sed 's/Deal 1/D\xc3\xa9al/' "$PRESETS/salesforce_dataloader_opportunity.csv" |
		iconv -f UTF-8 -t WINDOWS-1252 >s.csv
	convert --preset=salesforce_dataloader_opportunity s.csv
	made 0 1 500000 001x0000002AAAAAAA 2005-11-09
	says 'read as WINDOWS-1252'
}

@test "the wrong preset: what is missing, and which one fits" {
	run -2 --separate-stderr table-convert --preset=youzan_orders "$PRESETS/shopify_orders.csv"
	says $'is not an export for the preset youzan_orders: no column \'\xe8\xae\xa2\xe5\x8d\x95\xe5\x8f\xb7\'; it fits --preset=shopify_orders'
	run -2 --separate-stderr table-convert --as=orders --preset=vcard "$PRESETS/vcard.vcf"
	says 'the preset vcard does not make orders'
	run -2 --separate-stderr table-convert --preset=nothing x.csv
	says "no preset 'nothing' (table-convert --list-presets lists them)"
	h=$(head -1 "$PRESETS/zoho_backup_deals.csv")
	echo $'\xe5\x95\x86\xe5\x93\x81,\xe8\xae\xa2\xe5\x8d\x95\xe5\x8f\xb7,\xe5\x95\x86\xe5\x93\x81\xe6\x80\xbb\xe4\xbb\xb7(\xe5\x85\x83),\xe8\xae\xa2\xe5\x8d\x95\xe6\x88\x90\xe4\xba\xa4\xe6\x97\xb6\xe9\x97\xb4,\xe5\x95\x86\xe5\x93\x81\xe6\x95\xb0\xe9\x87\x8f(\xe4\xbb\xb6)' >pdd.csv
	run -2 --separate-stderr table-convert --encoding=utf-8 --preset=pinduoduo pdd.csv
	says 'cannot be converted: the file does not say who bought'
}

@test "presets with an error" {
	printf '%s\n' Id,Who,Day,Sum 1,a,2026-01-01,5 >x.csv
	for rule in \
		"colum,orders,amount,Sum,,;rule 'colum' is not known; see custkit-presets(5)" \
		'column,orders,amount,Sum,twice,;how is not known: '\''twice'\' \
		'column,orders,amount,Sum,,Sum;when must be COLUMN=WORD|WORD, not '\''Sum'\'; do
		preset "${rule%%;*}"
		run -2 --separate-stderr table-convert --preset=./p.csv x.csv
		says "${rule#*;}"
	done
	preset
	run -2 --separate-stderr table-convert --preset=./p.csv x.csv
	says "x.csv: no column of 'p' can be 'amount'; name it with --rename=COLUMN=amount"
}

@test "amounts: exact products, and what is wrong with the others" {
	preset 'column,orders,amount,Sum*Rate,formula,'
	printf '%s\n' Id,Who,Day,Sum,Rate '1,a,2026-01-01,"$1,000.10",3' 2,a,2026-01-01,x,1 \
		3,a,2026-01-01,9.00001,1 \
		'4,a,2026-01-01,€5,1' 5,a,2026-01-01,,1 \
		6,a,2026-01-01,99999999999999999999999,99999999999999999999999 >x.csv
	convert --preset=./p.csv x.csv
	[ "$status" = 1 ]
	values amount 3000.3
	says "x.csv:3: amount 'x' is not"
	says "x.csv:4: amount '9.00001' has more than 4 decimal places"
	says 'is in EUR, but amounts before it are in $'
	says 'x.csv:6: no amount'
	says 'x.csv:7: amount cannot be computed'
}

@test "exports with random damage: an error or rows, never a crash" {
	python3 - "$PRESETS" "$(soak 120 3000)" <<-'E'
		import os, random, subprocess, sys
		folder, times = sys.argv[1], int(sys.argv[2])
		files = sorted(f for f in os.listdir(folder)
		    if f not in ("README", "expected.csv", "second"))
		random.seed(7)
		for i in range(times):
		    name = random.choice(files)
		    b = bytearray(open(os.path.join(folder, name), "rb").read())
		    for _ in range(random.choice((1, 5, 30))):
		        at = random.randrange(len(b))
		        kind = random.randrange(4)
		        if kind == 0:
		            b[at] = random.choice(b'",;\n\r\t\0 -*#=0\xff')
		        elif kind == 1:
		            del b[at:at + random.randrange(1, 40)]
		        elif kind == 2:
		            b[at:at] = b[at:at + random.randrange(1, 200)]
		        else:
		            b[at] = random.randrange(256)
		        if not b:
		            break
		    open("damaged", "wb").write(b)
		    preset = "--preset=" + name.rsplit(".", 1)[0]
		    ran = subprocess.run(["table-convert", "--encoding=utf-8", preset, "damaged"],
		        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
		    if ran.returncode not in (0, 1, 2):
		        sys.exit("%s: status %d after mutation %d\n%s" %
		            (name, ran.returncode, i, ran.stderr[-2000:]))
	E
}
