# order-list: purchases as CSV, by customer, date and loading.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	order-add -q -d shop.db --create >acc <<-'END'
		order_id,customer_id,date,amount,sku,quantity,cost,discount,channel
		o2,b,2023-01-02,1200.5,"s,1",2,800.25,.5,web
		,b,2023-01-01T23:59:59,-0.0001,,1.5,,,
		007,B,2023-12-31T00:00,12,s,,,,
		o1,b,2023-01-02,3,s,1,,,
		,b,2023-01-02T08:00,4,,,,,
	END
}

list() { order-list -d "$BATS_FILE_TMPDIR/shop.db" "$@"; }

@test "every column, amounts in units of the currency, by customer, date, loading" {
	run -0 --separate-stderr list
	same 'order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source
007,B,2023-12-31T00:00:00,12,s,,,,,
,b,2023-01-01T23:59:59,-0.0001,,1.5,,,,
o2,b,2023-01-02,1200.5,"s,1",2,800.25,0.5,web,
o1,b,2023-01-02,3,s,1,,,,
,b,2023-01-02T08:00:00,4,,,,,,'
	[ -z "$stderr" ]
}

@test "--since and --until are inclusive, also of a day's last minute" {
	amounts() { list --no-header "$@" | cut -d, -f3; }
	run -0 amounts --since=2023-01-02
	same $'2023-12-31T00:00:00\n2023-01-02\n2023-01-02\n2023-01-02T08:00:00'
	run -0 amounts --until=2023-01-01
	same 2023-01-01T23:59:59
	run -0 amounts --since=2023-01-01 --until=2023-01-01
	same 2023-01-01T23:59:59
	run -0 amounts --since=2023-12-31 --until=2023-12-31
	same 2023-12-31T00:00:00
	run -0 amounts --until=9999-12-31
	[ "${#lines[@]}" -eq 5 ]
	run -0 amounts --since=0001-01-01
	[ "${#lines[@]}" -eq 5 ]
	run -0 amounts --until=0001-01-01
	same ''
}

@test "--customer: that one, bytewise" {
	run -0 list --no-header --customer=B
	same 007,B,2023-12-31T00:00:00,12,s,,,,,
	run -0 list --no-header --customer=b --since=2023-01-02 --until=2023-01-02
	[ "${#lines[@]}" -eq 3 ]
	run -0 list --customer="b' OR '1'='1"
	same order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source
	# a shell variable that is empty must not mean everybody
	run -2 --separate-stderr list --customer=
	[ "${stderr_lines[0]}" = "order-list: --customer is empty" ]
	[ -z "$output" ]
	run -2 --separate-stderr list --since=2025-01-02 --until=2025-01-01
	[ "${stderr_lines[0]}" = "order-list: --since is later than --until" ]
}

@test "JSON: amounts and quantities are numbers, ids and dates are text" {
	run -0 list --customer=b --until=2023-01-02 -f json
	same '{"order_id":null,"customer_id":"b","date":"2023-01-01T23:59:59","amount":-0.0001,"sku":null,"quantity":1.5,"cost":null,"discount":null,"channel":null,"source":null}
{"order_id":"o2","customer_id":"b","date":"2023-01-02","amount":1200.5,"sku":"s,1","quantity":2,"cost":800.25,"discount":0.5,"channel":"web","source":null}
{"order_id":"o1","customer_id":"b","date":"2023-01-02","amount":3,"sku":"s","quantity":1,"cost":null,"discount":null,"channel":null,"source":null}
{"order_id":null,"customer_id":"b","date":"2023-01-02T08:00:00","amount":4,"sku":null,"quantity":null,"cost":null,"discount":null,"channel":null,"source":null}'
	run -0 list --customer=B -f json
	same '{"order_id":"007","customer_id":"B","date":"2023-12-31T00:00:00","amount":12,"sku":"s","quantity":null,"cost":null,"discount":null,"channel":null,"source":null}'
}

@test "what it prints, order-add takes: the same orders again" {
	list >all.csv
	cust-init -d other.db
	run -0 --separate-stderr order-add -q -d other.db --create all.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,5,5,0,0,0'
	order-list -d other.db | diff all.csv -
}

@test "the whole of CDNOW comes back" {
	cdnow_store c.db
	run -0 order-list -d c.db --no-header
	[ "${#lines[@]}" -eq 6919 ]
	# cdnow.csv is not in the order of the list: compare as multisets of customer, date, amount
	norm() { awk -F, -v OFS=, '{ print $a, $b, $c + 0 }' a="$1" b="$2" c="$3" | LC_ALL=C sort; }
	read -r head <"$CDNOW"
	col() { tr , '\n' <<<"$head" | grep -nx "$1" | cut -d: -f1; }
	diff <(tail -n +2 "$CDNOW" | norm "$(col customer_id)" "$(col date)" "$(col amount)") \
		<(printf '%s\n' "${lines[@]}" | norm 2 3 4)
}

@test "--where: an expression over the table orders, which cannot widen the other conditions" {
	cust-init -d w.db
	printf 'customer_id,date,amount,sku\na,2025-01-01,12.5,tea\na,2025-01-02,3,\nb,2025-01-03,4,\n' |
		order-add -q --create -d w.db >acc
	list() { order-list -d w.db --no-header --columns=customer_id,amount "$@"; }
	run -0 list --where "sku IS NULL"
	same $'a,3\nb,4'
	run -0 list --where "amount > 100000"
	same a,12.5
	run -0 list --customer=a --where "sku IS NULL OR 1"
	same $'a,12.5\na,3'
	for where in "1) OR (1" "1; DELETE FROM orders" "(SELECT 1 FROM nowhere)" "?1 = 1"; do
		run -2 --separate-stderr list --customer=a --where "$where"
		says "order-list: --where: "
	done
	[ "$(sqlite3 w.db "SELECT count(*) FROM orders")" = 3 ]
}

@test "the source of an order_id comes last, and order-add keeps it" {
	cust-init -d s.db
	printf '%s\n' order_id,customer_id,date,amount,source 1,a,2024-01-01,10,web \
		1,a,2024-01-01,5,shop 1,a,2024-01-02,7, ,a,2024-01-02,8,shop |
		order-add -q -d s.db --create >acc
	run -0 order-list -d s.db
	same 'order_id,customer_id,date,amount,sku,quantity,cost,discount,channel,source
1,a,2024-01-01,10,,,,,,web
1,a,2024-01-01,5,,,,,,shop
1,a,2024-01-02,7,,,,,,
,a,2024-01-02,8,,,,,,shop'
	cust-init -d other.db
	order-list -d s.db | order-add -q -d other.db --create >acc
	diff <(order-list -d s.db) <(order-list -d other.db)
	[ "$(sqlite3 other.db "SELECT count(*) FROM orders WHERE source = ''")" = 0 ]
	# again, all lines are equal
	order-list -d s.db --where 'order_id NOTNULL' >log.csv
	run -0 order-add -q -d other.db --no-header log.csv
	same 2,3,0,0,3,0
	run -0 order-list -d s.db -f json --where "source = 'web'"
	[ "$(jq -r .source <<<"$output")" = web ]
}
