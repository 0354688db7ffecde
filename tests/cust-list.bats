# cust-list: customers as CSV, by any expression that reads.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	cust-add -q -d shop.db --attrs >acc <<-'END'
		customer_id,name,country,acquired,vip,a.b,2023,"say ""x"""
		b,Bob,CN,2023-02-01,yes,1,one,
		B,,FR,2023-01-31,,,,
		a,"A, ""n""
		n",CN,,no,,,
		10,Ten,,2022-12-31,,,,q
		9,Nine,DE,2023-02-02,,,,
	END
	# b: three days, a refund on the third; 9: one; 10: a refund only; a: bought in 2024 too
	order-add -q -d shop.db >acc <<-'END'
		customer_id,date,amount
		b,2023-02-01,10
		b,2023-02-03,20
		b,2023-02-03T18:30:00,1.5
		b,2023-02-10,30
		b,2023-02-11,-6.5
		9,2023-03-01,0
		10,2023-03-02,-5
		a,2023-01-01,1
		a,2024-06-01,2
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" . && sqlite3 shop.db .dump >before.sql; }
list() { cust-list -d shop.db --no-header "$@"; }
# The store is as it was, and nothing lies beside it.
untouched() { sqlite3 shop.db .dump | diff before.sql - && [ ! -e shop.db-journal ]; }

@test "all customers, bytewise by customer_id, all columns, cells unaltered" {
	shop
	run -0 --separate-stderr cust-list -d shop.db
	same 'customer_id,name,email,phone,birthday,gender,country,region,city,channel,plan,acquired,attrs,birthday_calendar,preferred_channel
10,Ten,,,,,,,,,,2022-12-31,"{""say \""x\"""":""q""}",,
9,Nine,,,,,DE,,,,,2023-02-02,,,
B,,,,,,FR,,,,,2023-01-31,,,
a,"A, ""n""
n",,,,,CN,,,,,,"{""vip"":""no""}",,
b,Bob,,,,,CN,,,,,2023-02-01,"{""vip"":""yes"",""a.b"":""1"",""2023"":""one""}",,'
	[ -z "$stderr" ]
	untouched
}

@test "--columns: which and in which order, keys of attrs too, whatever they are called" {
	shop
	run -0 cust-list -d shop.db --columns=country,customer_id
	same $'country,customer_id\n,10\nDE,9\nFR,B\nCN,a\nCN,b'
	run -0 cust-list -d shop.db --columns='vip,a.b,2023,say "x"' --where \
		"customer_id IN ('b', '10')"
	same $'vip,a.b,2023,"say ""x"""\n,,,q\nyes,1,one,'
	# a lone empty cell is written "", or its line would be no row
	run -0 list --columns=name
	same $'Ten\nNine\n""\n"A, ""n""\nn"\nBob'
	for bad in nope '' 'name,' 'name, country' "name,(SELECT 1)" '*' 'rowid' "x' OR '1'='1" \
		'customer.name' '"name"'; do
		run -2 --separate-stderr cust-list -d shop.db --columns="$bad"
		[ -z "$output" ]
		says "cust-list: no column '"
		says "' in customer or in attrs"
	done
	run -2 --separate-stderr cust-list -d shop.db --columns=nope
	says "cust-list: no column 'nope' in customer or in attrs; customer has customer_id, name,"
	run -2 --separate-stderr cust-list -d shop.db --columns=name,vip,name
	[ "${stderr_lines[0]}" = "cust-list: --columns: duplicate column 'name'" ]
}

@test "--columns also takes Chinese names, in a Chinese environment; --where names the columns" {
	shop
	zh() { LC_ALL=C.UTF-8 LANGUAGE=zh_CN "$@"; }
	run -0 zh cust-list -d shop.db --columns=客户编号,vip,国家 --where "customer_id = 'b'"
	same $'customer_id,vip,country\nb,yes,CN'
	run -2 --separate-stderr cust-list -d shop.db --columns=国家
	says "cust-list: no column '国家' in customer or in attrs; customer has customer_id, name,"
	run -2 --separate-stderr zh cust-list -d shop.db --where "国家 = 'CN'"
	says "cust-list: --where: 没有列 国家（如果是文字，要加引号：'国家'）；可用的列有 customer_id, name, email, phone,"
	run -2 --separate-stderr cust-list -d shop.db --where "region = 广东"
	says "cust-list: --where: no such column: 广东 (if it is a text, quote it: '广东'); the columns are customer_id, name,"
	run -0 --separate-stderr zh cust-list -d shop.db -t --width=30
	says '为适应宽度 30 而略去：'
	says '获客日期'
	[[ $stderr != *acquired* ]]
	# a key of attrs with this very name comes first
	cp shop.db own.db
	printf 'customer_id,国家\nb,中国\n' | cust-add -q -d own.db --attrs >acc
	run -0 zh cust-list -d own.db --columns=国家 --where "customer_id = 'b'"
	same $'国家\n中国'
}

@test "--where" {
	shop
	ids() { list --columns=customer_id --where "$1"; }
	run -0 ids "country = 'CN'"
	same $'a\nb'
	run -0 ids "country = 'CN' AND attrs ->> 'vip' = 'yes'"
	same b
	run -0 ids "country IS NULL OR name LIKE 'n%'"
	same $'10\n9'
	run -0 ids "customer_id IN (SELECT customer_id FROM orders WHERE amount < 0)"
	same $'10\nb'
	run -0 ids \
		"EXISTS (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT 1 FROM n WHERE i = length(customer_id) + 1)"
	same $'10\n9\nB\na\nb'
	run -0 ids "0"
	same ''
	run -0 ids "NULL"
	same ''
	run -0 ids "country = 'CN' -- and no more"
	same $'a\nb'
	run -0 ids "country = 'CN' /* and no more */"
	same $'a\nb'
	run -0 ids "customer_id = ')'"
	same ''
	untouched
}

@test "--where with OR does not undo --since" {
	shop
	run -0 list --columns=customer_id --since=2023-02-01 --where "country = 'CN' OR 1"
	same $'9\nb'
	run -0 list --columns=customer_id --since=2023-02-01 --where "country = 'CN' OR 1 --"
	same $'9\nb'
}

@test "--where can read and nothing else: one expression, no statement, no other file" {
	shop
	cp shop.db target.db
	while read -r where; do
		for columns in customer_id customer_id,name; do
			run --separate-stderr cust-list -d shop.db --columns=$columns --where \
				"$where"
			[[ $status -eq 2 && -z $output && $stderr == "cust-list: "* &&
				${#stderr_lines[@]} -eq 1 ]] || {
				echo "$columns where $where: $output$stderr"
				return 1
			}
			untouched
		done
	done <<-'END'
		1); DROP TABLE orders; --
		1); DROP TABLE orders --
		1; DROP TABLE orders
		1) UNION SELECT value FROM meta --
		1) UNION SELECT value FROM meta WHERE (1
		1) UNION ALL SELECT 'x' WHERE (1
		1)) UNION SELECT value FROM meta WHERE ((1
		1) UNION SELECT (2
		1)) UNION SELECT ((2
		1))) UNION SELECT (((2
		1) ORDER BY (1
		1) LIMIT 1 --
		1) /*
		1 /*
		(1
		1)
		1, 2
		'
		name = 'x
		"no such column"
		nope = 1
		load_extension('target.db')
		load_extension('target.db', 'f')
		LOAD_EXTENSION('target.db')
		"load_extension"('target.db')
		writefile('written', 'x')
		readfile('target.db')
		edit('x')
		ATTACH 'target.db' AS t
		(ATTACH 'target.db' AS t)
		PRAGMA user_version = 5
		(PRAGMA user_version)
		(DELETE FROM orders)
		(INSERT INTO meta VALUES ('a', 'b') RETURNING 1)
		(UPDATE customer SET name = 'x' RETURNING 1)
		(SELECT 1 FROM t.customer)
		count(*) > 1
		EXPLAIN SELECT 1
		VACUUM
	END
	[ ! -e written ]
	run -2 --separate-stderr cust-list -d shop.db --where '1)); DROP TABLE orders; --'
	[ "$stderr" = "cust-list: --where: not a single expression" ]
	untouched
	run -2 --separate-stderr cust-list -d shop.db --where '1) OR (1'
	run -2 --separate-stderr cust-list -d shop.db --where '1 AS x'
	run -2 --separate-stderr cust-list -d shop.db --where ''
	untouched
	run -2 --separate-stderr cust-list -d shop.db --where \
		$'1\n) UNION SELECT value FROM meta --\n'
	untouched
}

@test "--where: pragmas that set something do not" {
	shop
	for f in "pragma_user_version(7)" "pragma_application_id(7)" "pragma_journal_mode('wal')" \
		"pragma_writable_schema(1)"; do
		run cust-list -d shop.db --where "1 IN (SELECT 1 FROM $f)"
		untouched
		run -0 sqlite3 shop.db 'PRAGMA user_version; PRAGMA application_id;
			PRAGMA journal_mode'
		same "$SCHEMA"$'\n1668641643\ndelete'
	done
}

@test "--where that fails on a row is an error, not an empty table" {
	shop
	run -2 --separate-stderr cust-list -d shop.db --where "json_extract(name, '$.a') IS NULL"
	says "malformed JSON"
	run -2 --separate-stderr cust-list -d shop.db --where "abs(-9223372036854775808) > 0"
	says "integer overflow"
	run -2 --separate-stderr cust-list -d shop.db --where "length(zeroblob(1000000000)) > 0"
	says "too big"
}

@test "--since: acquired on the day or later, with a date" {
	shop
	run -0 list --columns=customer_id --since=2023-02-01
	same $'9\nb'
	run -0 list --columns=customer_id --since=2022-12-31
	same $'10\n9\nB\nb'
	run -0 list --columns=customer_id --since=9999-12-31
	same ''
}

@test "--history: who has bought, as a history table at the as-of date" {
	shop
	# b: 10 on the first day; 21.5 and 30 - 6.5 = 23.5 on two more: 45 / 2
	run -0 --separate-stderr cust-list -d shop.db --history --as-of=2023-03-31
	same 'customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
9,2023-03-31,1,2023-03-01,2023-03-01,0,0,0,30,30,
a,2023-03-31,1,2023-01-01,2023-01-01,1,0,0,89,89,
b,2023-03-31,4,2023-02-01,2023-02-10,55,2,9,58,49,22.5'
	says "cust-list: left out 1 customer with refunds but no purchase by 2023-03-31"
	says "cust-list: 1 refund before any purchase counts in spend, not in monetary"
	run -0 cust-list -q -d shop.db --history --as-of=2023-02-03
	same 'customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
a,2023-02-03,1,2023-01-01,2023-01-01,1,0,0,33,33,
b,2023-02-03,3,2023-02-01,2023-02-03,31.5,1,2,2,0,21.5'
	# from the maintained table: on or after the last order; and a day before it
	run -0 cust-list -q -d shop.db --history --as-of=2024-06-01 --where "customer_id = 'a'"
	same 'customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary
a,2024-06-01,2,2023-01-01,2024-06-01,3,1,517,517,0,2'
	run -0 cust-list -q -d shop.db --history --as-of=2024-05-31 --where "customer_id = 'a'" \
		--no-header
	same a,2024-05-31,1,2023-01-01,2023-01-01,1,0,0,516,516,
	untouched
}

@test "--history with --columns, --where and --since" {
	shop
	run -0 cust-list -q -d shop.db --history --as-of=2023-03-31 --columns=name,vip --where \
		"customer_id <> '9'"
	same 'customer_id,as_of,orders,first_date,last_date,spend,frequency,recency,age,idle,monetary,name,vip
a,2023-03-31,1,2023-01-01,2023-01-01,1,0,0,89,89,,"A, ""n""
n",no
b,2023-03-31,4,2023-02-01,2023-02-10,55,2,9,58,49,22.5,Bob,yes'
	# since: bought then or later, not acquired
	run -0 list -q --history --as-of=2023-03-31 --since=2023-02-10 --columns=country
	same $'9,2023-03-31,1,2023-03-01,2023-03-01,0,0,0,30,30,,DE\nb,2023-03-31,4,2023-02-01,2023-02-10,55,2,9,58,49,22.5,CN'
	run -0 list -q --history --as-of=2023-03-31 --since=2023-03-02
	same ''
	run -0 list -q --history --as-of=2000-01-01
	same ''
}

@test "--history has no column twice: what it prints can be read again" {
	shop
	for c in customer_id spend frequency as_of monetary name,idle; do
		run -2 --separate-stderr cust-list -d shop.db --history --columns=$c
		[ "${stderr_lines[0]}" = \
			"cust-list: --columns: '${c#name,}' is already a column of --history" ]
	done
	cust-list -q -d shop.db --history --as-of=2023-03-31 --columns=name,vip >h.csv
	run -0 --separate-stderr cust-segment -q --rfm h.csv
	[ -z "$stderr" ]
	diff h.csv <(cut -d, -f1-13 <<<"$output" | sed 's/^\(n",no\),.*/\1/')
}

@test "--as-of is for --history, and inclusive today by default" {
	shop
	run -2 --separate-stderr cust-list -d shop.db --as-of=2023-01-01
	[ "${stderr_lines[0]}" = "cust-list: --as-of requires --history or --purpose" ]
	run -0 list -q --history --where "customer_id = 'a'"
	[[ $output == a,$(date +%F),2,* ]]
	run -0 list -q --history --as-of=9999-12-31 --where "customer_id = 'a'"
	# 2023-01-01 to 9999-12-31: 2913544 days
	same a,9999-12-31,2,2023-01-01,2024-06-01,3,1,517,$(((253402214400 - 1672531200) / 86400)),$(((253402214400 - 1717200000) / 86400)),2
}

@test "JSON: attrs columns are text as stored, what is absent is null" {
	shop
	run -0 cust-list -d shop.db --columns=customer_id,a.b,vip --where "customer_id > 'B'" \
		-f json
	same $'{"customer_id":"a","a.b":null,"vip":"no"}\n{"customer_id":"b","a.b":1,"vip":"yes"}'
}
