# Ids that a spreadsheet program has damaged: whoever reads ids from a table says so.
load helper

lost="is damaged by a spreadsheet: digits are lost (export the column as text, or see custkit-import(7))"

# refused COLUMN TOOL [ARGUMENT]...: of the table on standard input, whose third line has such an id
refused() {
	local column=$1
	shift
	cat >t.csv
	run -2 --separate-stderr "$@" t.csv
	says "$1: t.csv:3: $column '1.23457E+17' $lost"
	[ -z "$output" ]
	# only that cell is wrong
	sed 's/1\.23457E+17/123456789012345678/' t.csv >whole.csv
	run -0 "$@" whole.csv
}

store() {
	cust-init -d s.db
	printf '%s\n' customer_id a 123456789012345678 | cust-add -q -d s.db >add
	printf '%s\n' customer_id,date,sku,amount a,2025-01-02,x,1 a,2025-01-05,y,1 |
		order-add -q -d s.db >add
}

@test "histories, lists of customers and tables of analyses: a damaged customer_id" {
	store
	refused customer_id cust-segment --rfm <<-END
		customer_id,as_of,first_date,last_date,frequency,spend,monetary
		a,2025-06-01,2025-01-01,2025-02-01,1,2,1
		1.23457E+17,2025-06-01,2025-01-01,2025-02-01,1,2,1
	END
	refused customer_id cust-segment --rfm -d s.db --as-of=2025-06-01 <<-END
		customer_id
		a
		1.23457E+17
	END
	refused customer_id item-recommend <<-END
		customer_id,sku
		a,x
		1.23457E+17,x
	END
	refused customer_id item-recommend -d s.db <<-END
		customer_id
		a
		1.23457E+17
	END
	refused customer_id trial-assign --trial=t <<-END
		customer_id
		a
		1.23457E+17
	END
	refused customer_id cust-dedupe <<-END
		customer_id,name
		a,Ann
		1.23457E+17,Bob
	END
	refused customer_id nps-calc --per-customer=latest --as-of=2025-06-01 <<-END
		customer_id,date,score
		a,2025-01-01,9
		1.23457E+17,2025-01-01,1
	END
	refused customer_id mot-calc <<-END
		customer_id,journey,touchpoint,score
		a,1,web,4
		1.23457E+17,1,web,3
	END
	printf '%s\n' channel,cost web,1 >costs.csv
	refused customer_id cac-calc --costs=costs.csv <<-END
		customer_id,channel
		a,web
		1.23457E+17,web
	END
	printf '%s\n' customer_id,clv a,1 >before.csv
	refused customer_id cust-diff --measure=clv before.csv <<-END
		customer_id,clv
		a,2
		1.23457E+17,3
	END
}

@test "other ids: orders, articles, journeys, respondents, numbers of other systems" {
	store
	refused order_id cust-segment --rfm --as-of=2025-06-01 <<-END
		customer_id,date,amount,order_id
		a,2025-01-01,1,7
		a,2025-01-01,1,1.23457E+17
	END
	refused sku item-recommend <<-END
		customer_id,sku
		a,x
		a,1.23457E+17
	END
	refused journey mot-calc <<-END
		customer_id,journey,touchpoint,score
		a,1,web,4
		a,1.23457E+17,web,3
	END
	refused respondent kano-calc <<-END
		respondent,item,part,value
		a,x,functional,1
		1.23457E+17,x,functional,2
	END
	refused sku order-add -q -n -d s.db <<-END
		customer_id,date,amount,sku
		a,2025-01-01,1,7
		a,2025-01-01,1,1.23457E+17
	END
	refused external_id touch-log -q -n -d s.db --source=crm <<-END
		customer_id,direction,channel,date,external_id
		a,in,web,2025-01-01,7
		a,in,web,2025-01-01,1.23457E+17
	END
}

# Of an older release, or of sqlite3.
@test "a damaged id that is in the store: analyses read it, and it can be mended" {
	store
	sqlite3 s.db "UPDATE customer SET customer_id = '1.23457E+17'
		WHERE customer_id = '123456789012345678';
		INSERT INTO orders (customer_id, date, amount, sku)
		VALUES ('1.23457E+17', '2025-01-02', 10000, '4.00638E+12')"
	run -0 item-recommend -q -d s.db
	run -0 clv-calc -q -d s.db --as-of=2025-06-01 --model=historic --columns=customer_id \
		--no-header
	same $'1.23457E+17\na'
	run -0 --separate-stderr cust-merge -q -d s.db a 1.23457E+17
	[ "$(sqlite3 s.db 'SELECT count(*) FROM customer')" = 1 ]
	sqlite3 s.db "INSERT INTO customer (customer_id) VALUES ('5E+30')"
	run -0 --separate-stderr cust-forget -q -d s.db 5E+30
	[ "$(sqlite3 s.db "SELECT count(*) FROM customer WHERE customer_id = '5E+30'")" = 0 ]
}

@test "a customer who is added again under another id: the load says so, and what mends it" {
	local file="order_id,customer_id,date,amount"
	cust-init -d s.db --country=CN
	printf '%s\n' customer_id,name,email,phone 1,Ann,Ann@example.com,13800138000 2,Bo,, |
		cust-add -q -d s.db >acc
	# by the address, or by the number, as ids
	printf '%s\n' $file o1,ANN@example.com,2025-01-01,10 o2,13800138000,2025-01-02,3 \
		o3,3,2025-01-02,3 >log.csv
	run -0 --separate-stderr order-add -d s.db --create log.csv
	says "order-add: 2 new customers have the phone or e-mail address of one who was in the store before, the first is '13800138000', and '1' before (one person: cust-merge, and cust-dedupe finds pairs; the wrong ids: cust-undo 2)"
	run -0 cust-undo -q -d s.db 2
	run -0 cust-check -q -d s.db
	same check,what,fault
	# the other way round: the ids were numbers, and a preset has the ids of the system
	rm s.db
	cust-init -d s.db --country=CN
	order-add -q -d s.db --create log.csv >acc
	printf "%s\n" customer_id,email,phone 7,ann@EXAMPLE.com, 8,,"138 0013 8000" \
		9,,13900139000 >c.csv
	run -0 --separate-stderr cust-add -d s.db c.csv
	says "cust-add: 2 new customers have the phone or e-mail address of one who was in the store before, the first is '7', and 'ANN@example.com' before (one person: cust-merge, and cust-dedupe finds pairs; the wrong ids: cust-undo 2)"
	# one; two that are new do not count, nor does a load that adds nobody
	printf '%s\n' customer_id,phone a,13900139000 b,13700137000 c,13700137000 >c.csv
	run -0 --separate-stderr cust-add -d s.db c.csv
	says "cust-add: 1 new customer, 'a', has the phone or e-mail address of '9', who was in the store before (one person: cust-merge; the wrong id: cust-undo "
	run -0 --separate-stderr cust-add -d s.db --again c.csv
	[[ $stderr != *before* ]]
}

@test "many new customers with the number of many others: each is counted once" {
	cust-init -d s.db --country=CN
	for c in A B; do
		seq -f "$c%g,010-12345678" 300 | sed 1i\\customer_id,phone >$c.csv
	done
	cust-add -q -d s.db A.csv >acc
	run -0 --separate-stderr cust-add -d s.db B.csv
	says "cust-add: 300 new customers have the phone or e-mail address of one who was in the store before, the first is 'B1', and 'A1' before"
}
