# The keys by which customers are matched: phones and e-mail addresses in one spelling. cust-add
# keeps them, an upgrade computes them, cust-check compares them.
load helper

keys() {
	sqlite3 -separator ' ' shop.db "SELECT customer_id, kind, key FROM customer_key
		ORDER BY 1, 2"
}
# Edits as the sqlite3 shell does, without a trace in the digests.
edit() { sqlite3 shop.db "$1; DELETE FROM meta WHERE key LIKE 'digest.%'"; }

# unmatched: notes of cust-add, from lines like "2 phones|masked (138****8000)|c.csv:3".
unmatched() {
	local n why at
	while IFS='|' read -r n why at; do
		echo "cust-add: $n cannot be used for matching: $why${at:+ (first: $at)}"
	done
}
store() { rm -f shop.db; cust-init -d shop.db "$@"; }
sound() {
	run -0 cust-check -d shop.db --no-header
	same ""
}

@test "one key for every spelling; what was typed is stored" {
	store
	cat >c.csv <<-'END'
	customer_id,phone,email
	01,13800138000, Zhang.San@Example.COM 
	02,138 0013 8000,zhangsan＠qq.com
	03,+86-138-0013-8000,<li@163.com>
	04,0086 13800138000,Li <LI@163.com>
	05,１３８００１３８０００,
	06,(010) 6255-1234,
	07,0755-12345678 转 801,
	08,400-050-0827,first.last+tag@gmail.com
	09,+1 (415) 555-1234,
	END
	run -0 --separate-stderr cust-add -d shop.db c.csv
	[ -z "$stderr" ]
	run -0 keys
	same "01 email zhang.san@example.com
01 phone +8613800138000
02 email zhangsan@qq.com
02 phone +8613800138000
03 email li@163.com
03 phone +8613800138000
04 email li@163.com
04 phone +8613800138000
05 phone +8613800138000
06 phone +861062551234
07 phone +8675512345678;ext=801
08 email first.last+tag@gmail.com
08 phone +864000500827
09 phone +14155551234"
	run -0 cust-list -d shop.db --columns=customer_id,phone,email
	same "$(cat c.csv)"
	sound
}

@test "what is not valid is stored without a key, and a note counts it with its reason" {
	store
	cat >c.csv <<-'END'
	customer_id,phone,email
	01,1.38001E+10,a@b
	02,138****8000,a@@b.com
	03,13800138000/13900139000,zh***@qq.com
	04,abc,
	05,1380013800,bla.bla.@example.com
	06,12800138000,
	07,95588,
	08,62551234,
	09,+999 123456,
	10,0300-1234567,
	11,1.39001E+10,
	12,13800138000.0,
	END
	run -0 --separate-stderr cust-add -d shop.db c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,12,12,0,0,0'
	float='cust-add: 1 phone ended in .0: written as a decimal by a spreadsheet (13800138000.0)'
	[ "${stderr_lines[0]}" = "$float (first: c.csv:13)" ]
	[ "$(printf '%s\n' "${stderr_lines[@]:1}")" = "$(unmatched <<-'END'
	2 phones|damaged by a spreadsheet (1.38001E+10), digits are lost|c.csv:2
	1 phone|masked (138****8000)|c.csv:3
	1 phone|more than one number in a cell|c.csv:4
	1 phone|not a telephone number|c.csv:5
	1 phone|too few or too many digits|c.csv:6
	1 phone|no mobile number of China begins with these digits|c.csv:7
	1 phone|short number of a service (95588)|c.csv:8
	1 phone|without an area code|c.csv:9
	1 phone|unknown country code|c.csv:10
	1 phone|not in the number plan of the country|c.csv:11
	1 e-mail address|masked (li***@163.com)|c.csv:4
	3 e-mail addresses|not valid|c.csv:2
	END
	)" ]
	run -0 keys
	same "12 phone +8613800138000"
	run -0 cust-list -d shop.db --columns=customer_id,phone,email
	same "$(cat c.csv)"
	sound
	# --quiet
	run -0 --separate-stderr cust-add -q -d shop.db --customer-id=13 --phone=95588
	[ -z "$stderr" ]
	# by options; and the first of two files that has one
	run -0 --separate-stderr cust-add -d shop.db --customer-id=14 --phone=95588 --email=x
	[ "$stderr" = "$(unmatched <<-'END'
	the phone|short number of a service (95588)
	the e-mail address|not valid
	END
	)" ]
	printf 'customer_id,phone\n15,13900139000\n' >one.csv
	printf 'customer_id,phone\n16,1\n' >two.csv
	run -0 --separate-stderr cust-add -d shop.db one.csv two.csv
	[ "$stderr" = "$(unmatched <<<"1 phone|too few or too many digits|two.csv:2")" ]
	# a row that changes nothing is not noted again
	printf 'customer_id,phone,name\n16,1,x\n' >again.csv
	run -0 --separate-stderr cust-add -d shop.db again.csv
	[ -z "$stderr" ]
}

@test "an update replaces the key, an erased cell removes it; one customer twice in a load" {
	store
	cust-add -q -d shop.db >acc <<-'END'
	customer_id,phone,email
	a,13800138000,a@x.org
	b,13900139000,b@x.org
	a,13800138001,
	END
	run -0 keys
	same $'a email a@x.org\na phone +8613800138001\nb email b@x.org\nb phone +8613900139000'
	printf 'customer_id,phone,email\na,,c@x.org\nb,abc,\n' | cust-add -q -d shop.db >acc
	run -0 keys
	same $'a email c@x.org\na phone +8613800138001\nb email b@x.org'
	printf 'customer_id,phone,email\na,,\n' >empty.csv
	cust-add -q -d shop.db --erase=phone --erase=email empty.csv >acc
	run -0 keys
	same 'b email b@x.org'
	sound
}

@test "nothing is written with --dry-run, and nothing for rejected rows" {
	store
	printf 'customer_id,phone,birthday\na,13800138000,\nb,13900139000,1980-02-30\n' >c.csv
	run -0 cust-add -n -q -d shop.db --phone=13800138000
	run -0 keys
	same ""
	run -1 cust-add -q -d shop.db --rejects=bad.csv c.csv
	run -0 keys
	same "a phone +8613800138000"
	sound
}

@test "the country of a number: of the customer, else of the store" {
	cat >c.csv <<-'END'
	customer_id,phone,country
	a,030 123456,
	b,030 123456,DE
	c,(415) 555-1234,us
	d,13800138000,中国
	e,030 123456,Deutschland
	f,13800138000,
	g,020 7946 0958,UK
	h,+49 30 123456,CN
	END
	always='b phone +4930123456
c phone +14155551234
d phone +8613800138000
g phone +442079460958
h phone +4930123456'
	store --country=DE --currency=CNY
	run -0 --separate-stderr cust-add -d shop.db <c.csv
	[ "$stderr" = "$(unmatched <<-'END'
	1 phone|without a country code, and country is not an ISO code (CN)|standard input:6
	1 phone|not in the number plan of the country|standard input:7
	END
	)" ]
	run -0 keys
	same $'a phone +4930123456\n'"$always"
	sound
	# another currency says nothing of the country
	store --currency=EUR
	cust-add -q -d shop.db c.csv >acc
	run -0 keys
	same "$always"
	# neither currency nor country: China
	for options in "" --currency=CNY; do
		# shellcheck disable=SC2086
		store $options
		cust-add -q -d shop.db c.csv >acc
		run -0 keys
		same "$(printf '%s\n' "$always" 'f phone +8613800138000' | sort)"
	done
	# the country alone changes
	cust-add -q -d shop.db --customer-id=f --country=DE >acc
	cust-add -q -d shop.db --customer-id=a --country=AT >acc
	run -0 keys
	[[ $output != *"f phone"* ]]
	sound
}

@test "cust-init --upgrade --country: the country of a store that exists" {
	store --currency=EUR
	printf 'customer_id,phone\na,030 123456\n' | cust-add -q -d shop.db >acc
	run -0 keys
	same ""
	for country in FR DE; do
		run -0 --separate-stderr cust-init --upgrade -d shop.db --country=$country
		[ -z "$stderr" ]
		[ "$(sqlite3 shop.db "SELECT value FROM meta WHERE key = 'country'")" = $country ]
	done
	run -0 keys
	same "a phone +4930123456"
	sound
}

@test "cust-init --country: two capital letters of a country" {
	while IFS='|' read -r country message; do
		run -2 --separate-stderr cust-init -d shop.db --country="$country"
		[ "${stderr_lines[0]}" = "cust-init: $message" ]
		[ ! -e shop.db ]
	done <<-'END'
	cn|--country must be two capital letters, not 'cn'
	CHN|--country must be two capital letters, not 'CHN'
	|--country must be two capital letters, not ''
	UK|--country: unknown country 'UK' (use a code of ISO 3166 like GB)
	END
}

# A store of schema 4: c1 has a phone and an address.
old() {
	rm -f shop.db*
	cp "$ROOT/tests/data/store-4.db" shop.db
	chmod 600 shop.db
}

@test "an upgrade computes the keys; after that of another tool the next cust-add does" {
	old
	cust-init -q --upgrade -d shop.db
	run -0 keys
	same $'c1 email jia@example.com\nc1 phone +8613800138000'
	[ "$(sqlite3 shop.db "SELECT count(*) FROM meta WHERE key = 'keys'")" = 0 ]
	sound
	old
	touch-log -q -d shop.db --customer-id=c1 --date=2025-07-01 --channel=web >acc
	run -0 keys
	same ""
	[ "$(sqlite3 shop.db "SELECT value FROM meta WHERE key = 'keys'")" = missing ]
	sound
	cust-add -q -n -d shop.db --customer-id=new --name=x >acc
	cust-add -q -d shop.db --customer-id=new --phone=13900139000 >acc
	run -0 keys
	same $'c1 email jia@example.com\nc1 phone +8613800138000\nnew phone +8613900139000'
	[ "$(sqlite3 shop.db "SELECT count(*) FROM meta WHERE key = 'keys'")" = 0 ]
	sound
	# cust-init --upgrade a second time, after touch-log
	old
	touch-log -q -d shop.db --customer-id=c1 --date=2025-07-01 --channel=web >acc
	cust-init --upgrade -d shop.db
	run -0 keys
	same $'c1 email jia@example.com\nc1 phone +8613800138000'
	sound
	# the schema is that of a new store
	cust-init -d new.db
	diff <(sqlite3 shop.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2") \
		<(sqlite3 new.db "SELECT name, sql FROM sqlite_schema ORDER BY 1, 2")
}

@test "cust-check finds keys that do not match the customers, and --repair computes them" {
	store
	cust-add -q -d shop.db >acc <<-'END'
	customer_id,phone,email
	a,13800138000,a@x.org
	b,13900139000,
	c,,
	END
	cp shop.db good.db
	while IFS='|' read -r sql faults; do
		cp good.db shop.db
		edit "$sql"
		run -1 cust-check -d shop.db --no-header
		same "$(tr ';' '\n' <<<"$faults" |
			sed 's/^/key,customer /; s/ \([a-z]*\) \([a-z]*\)$/,\1 key \2/
			s/differs/does not match the customer/; s/missing/is missing/')"
		run -0 cust-check --repair -d shop.db --no-header
		same ""
	done <<-'END'
	UPDATE customer SET phone = '13800138001' WHERE customer_id = 'a'|a phone differs
	UPDATE customer SET country = 'DE' WHERE customer_id = 'b'|b phone differs
	UPDATE customer SET email = NULL|a email differs
	UPDATE customer SET phone = '1', email = 'c@x.org' WHERE customer_id = 'c'|c email missing
	DELETE FROM customer_key WHERE kind = 'phone'|a phone missing;b phone missing
	INSERT INTO customer_key VALUES ('a', 'phone', '+86')|a phone differs
	INSERT INTO customer (customer_id, phone) VALUES ('ab', '13800138000')|ab phone missing
	INSERT INTO meta VALUES ('country', 'FR')|a phone differs;b phone differs
	END
	# a customer deleted without foreign keys leaves keys
	for id in a b; do
		cp good.db shop.db
		edit "DELETE FROM customer WHERE customer_id = '$id'"
		run -1 cust-check -d shop.db --no-header
		[[ $output == *"key,customer $id,phone key belongs to no customer"* ]]
		translated_faults cust-check
		run -0 cust-check --repair -d shop.db --no-header
	done
	cp good.db shop.db
	sqlite3 shop.db "PRAGMA foreign_keys = ON; DELETE FROM customer WHERE customer_id = 'a';
		UPDATE customer SET customer_id = 'd' WHERE customer_id = 'b'"
	run -0 keys
	same "d phone +8613900139000"
}

@test "without the plugin China's numbers have keys, and a note says what is missing" {
	store
	mkdir -p away/bin
	cp "$(command -v cust-add)" "$(command -v cust-check)" "$(command -v cust-init)" away/bin
	printf 'customer_id,phone\na,13800138000\nb,010-62551234\n' >china.csv
	printf 'customer_id,phone\nc,+1 415 555 1234\nd,+44 20 7946 0958\n' >world.csv
	run -0 --separate-stderr away/bin/cust-add -d shop.db world.csv
	unread='cust-add: telephone numbers outside China are not read'
	[ "${stderr_lines[0]}" = "$unread: phone_number.so is not installed" ]
	[ "${stderr_lines[1]}" = "$(unmatched <<-'END'
	2 phones|of another country, and libphonenumber is missing|world.csv:2
	END
	)" ]
	away/bin/cust-add -q -d shop.db china.csv
	run -0 keys
	same $'a phone +8613800138000\nb phone +861062551234'
	run -0 --separate-stderr away/bin/cust-check -d shop.db --no-header
	same ""
	says "telephone numbers outside China are not read"
	run -1 cust-check -d shop.db --no-header
	same $'key,customer c,phone key is missing\nkey,customer d,phone key is missing'
	run -0 --separate-stderr cust-check --repair -d shop.db --no-header
	run -0 keys
	same "a phone +8613800138000
b phone +861062551234
c phone +14155551234
d phone +442079460958"
	run -0 --separate-stderr away/bin/cust-check -q -d shop.db --no-header
	same ""
	# a store can still be created
	run -0 --separate-stderr away/bin/cust-init -q --country=DE -d de.db
	[ -z "$stderr" ]
	# a plugin that cannot be loaded
	mkdir -p away/lib/custkit
	: >away/lib/custkit/phone_number.so
	run -0 --separate-stderr away/bin/cust-add -d shop.db --phone='+81 3 1234 5678'
	says "$unread: $PWD/away/bin/../lib/custkit/phone_number.so: file too short"
	# the right one, and nothing else, makes the difference
	cp "${CUSTKIT_BIN:-$ROOT/build/bin}/../lib/custkit/phone_number.so" away/lib/custkit
	run -0 --separate-stderr away/bin/cust-add -d shop.db --customer-id=jp \
		--phone='+81 3 1234 5678'
	[ -z "$stderr" ]
	run -0 keys
	[[ $output == *"jp phone +81312345678"* ]]
}

@test "the plugin is opened only for a number that needs it" {
	store
	opens() {
		trace openat "$@" >acc && grep -c 'libphonenumber\.so.*= [0-9]' trace
	}
	printf 'customer_id,phone\na,13800138000\nb,1.38001E+10\nc,400-050-0827\n' >china.csv
	run -1 opens cust-add -q -d shop.db china.csv
	same 0
	run -0 opens cust-add -q -d shop.db --phone='+1 415 555 1234'
	same 1
}

@test "cust-show has the keys" {
	store
	cust-add -q -d shop.db --customer-id=a --phone='138 0013 8000' --email=A@X.org >acc
	cust-add -q -d shop.db --customer-id=b --phone=95588 >acc
	run -0 cust-show -d shop.db a
	same 'customer_id  a
email        A@X.org
phone        138 0013 8000

Keys for matching
kind   key
email  a@x.org
phone  +8613800138000'
	run -0 jq -c '.keys' <(cust-show -d shop.db a -f json)
	same '[{"kind":"email","key":"a@x.org"},{"kind":"phone","key":"+8613800138000"}]'
	run -0 jq -c '.keys' <(cust-show -d shop.db b -f json)
	same '[]'
}

@test "a list of phones that a spreadsheet and a mask have damaged" {
	store --currency=CNY
	for i in {1..24}; do
		case $i in
		3 | 9 | 15 | 21) phone=1.38001E+10 ;;
		5 | 11 | 17 | 23) phone=138****8$(printf %03d $((i - 1))) ;;
		*) phone=13800138$(printf %03d $((i - 1))) ;;
		esac
		printf '%06d,%s,K%d@example.com\n' "$i" "$phone" $((i - 1))
	done | sed '1i customer_id,phone,email' >c.csv
	run -0 --separate-stderr cust-add -d shop.db c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,24,24,0,0,0'
	[ "$stderr" = "$(unmatched <<-'END'
	4 phones|damaged by a spreadsheet (1.38001E+10), digits are lost|c.csv:4
	4 phones|masked (138****8000)|c.csv:6
	END
	)" ]
	run -0 sqlite3 shop.db "SELECT kind, count(*), count(DISTINCT key), min(key), max(key)
		FROM customer_key GROUP BY 1"
	same 'email|24|24|k0@example.com|k9@example.com
phone|16|16|+8613800138000|+8613800138023'
	sound
}

@test "--find-by: a row without an id is the customer with its email or phone" {
	cust-init -d shop.db
	cat >c.csv <<-'END'
	customer_id,name,email,phone
	A,Ann,ann@example.com,13800138000
	B,Bo,bo@example.com,13800138000
	C,客户,,13900139000
	END
	cust-add -q -d shop.db c.csv >acc
	find_by() { cust-add -d shop.db "$@"; }
	cat >export.csv <<-'END'
	name,email,phone,city
	Ann,ANN@Example.com,,Wuhan
	Bo,bo@example.com,+86 138 0013 8000,Xi'an
	客户,new@example.com,139-0013-9000,
	Di,di@example.com,13700137000,Harbin
	Di,Di@Example.com,,Jinan
	END
	run -0 --separate-stderr find_by --find-by=email,phone -n export.csv
	columns customer_id,field,new >got
	diff got - <<-'END'
	customer_id,field,new
	A,email,ANN@Example.com
	A,city,Wuhan
	B,phone,+86 138 0013 8000
	B,city,Xi'an
	C,email,new@example.com
	C,phone,139-0013-9000
	C000001,customer_id,C000001
	C000001,name,Di
	C000001,email,di@example.com
	C000001,phone,13700137000
	C000001,city,Harbin
	C000001,email,Di@Example.com
	C000001,city,Jinan
	END
	run -0 --separate-stderr find_by --find-by=email,phone export.csv
	same 'batch,read,added,updated,unchanged,rejected
2,5,1,4,0,0'
	says '4 rows without a customer_id: the customer was found'
	# the next export of the same people, in another order
	{ head -n 1 export.csv; tail -n 4 export.csv | head -n 3; } >again.csv
	run -0 find_by -q --find-by=email,phone again.csv
	[ "${lines[1]}" = 3,3,0,1,2,0 ]
	[ "$(sqlite3 shop.db 'SELECT count(*) FROM customer')" = 4 ]
	run -0 cust-check -d shop.db --no-header
	same ''
}

@test "--find-by: a row that several customers fit, or that nobody can be found by, is bad" {
	cust-init -d shop.db
	printf '%s\n' customer_id,email,phone A,ann@example.com,13800138000 \
		B,bo@example.com,13800138000 E,e@example.com,13700137000 \
		>c.csv
	cust-add -q -d shop.db c.csv >acc
	printf '%s\n' name,email,phone Zoe,,13800138000 Yu,ann@example.com,13700137000 Xi,, \
		Wu,not-an-address,12 Vi,ann@example.com, >bad.csv
	run -1 --separate-stderr cust-add -d shop.db --find-by=phone,email --rejects=r.csv bad.csv
	[ "${lines[1]}" = 2,5,0,1,0,4 ]
	columns line,column,reason r.csv >got || cat r.csv
	says "bad.csv:2: the row fits several customers: 'A', 'B'"
	says "bad.csv:3: the row fits several customers: 'A', 'E'"
	says "bad.csv:4: the row has no valid email or phone to find the customer by"
	says "bad.csv:5: the row has no valid email or phone to find the customer by"
	[[ $stderr != *13800138000* && $stderr != *example.com* ]]
	# by one kind alone
	run -1 --separate-stderr cust-add -q -d shop.db --again --find-by=email \
		--rejects=r.csv bad.csv
	says "bad.csv:2: the row has no valid email to find the customer by"
	# one customer by options
	run -0 cust-add -q -d shop.db --find-by=email --email=E@example.com --city=Wuhan --no-header
	same E
	[ "$(sqlite3 shop.db "SELECT city FROM customer WHERE customer_id = 'E'")" = Wuhan ]
	run -2 --separate-stderr cust-add -d shop.db --find-by=name c.csv
	says "--find-by: 'name' is not email, phone or external_id"
	# of many, five are named
	{ echo customer_id,phone; seq -f '%.0f,13600136000' 101 107; } | cust-add -q -d shop.db >acc
	run -2 --separate-stderr cust-add -d shop.db --find-by=phone --phone=13600136000 --name=x
	says "the row fits several customers: '101', '102', '103', '104', '105' ..."
}

@test "--find-by: 10,000 customers exported again without ids, half of them changed" {
	cust-init -d shop.db
	seq 10000 | awk 'BEGIN { print "name,email,phone" }
		{ printf "N%d,c%d@example.com,139%08d\n", $1, $1, $1 }' >one.csv
	# the odd ones move, the order is another one
	seq 10000 -1 1 | awk 'BEGIN { print "name,email,phone" }
		{ printf "N%d%s,C%d@Example.com,+86 139 %08d\n", $1, $1 % 2 ? "b" : "", $1, $1 }
		' >two.csv
	run -0 cust-add -q -d shop.db --find-by=email,phone one.csv
	[ "${lines[1]}" = 1,10000,10000,0,0,0 ]
	run -0 cust-add -q -d shop.db --find-by=email,phone --ignore=email two.csv
	[ "${lines[1]}" = 2,10000,0,10000,0,0 ]
	run -0 sqlite3 shop.db 'SELECT count(*), sum(name LIKE '"'%b'"') FROM customer'
	same '10000|5000'
	run -0 cust-check -d shop.db --no-header
	same ''
}

@test "cust-add --set=customer_id=phone: one id however the phone is written" {
	cust-init -d s.db
	printf '%s\n' 手机,name '+86 138 0013 8000,a' 13800138000,b 138-0013-8000,c 1380,d ,e \
		'138****8000,f' >p.csv
	add() { cust-add -d s.db --rename=手机=phone --set=customer_id=phone "$@"; }
	run -1 --separate-stderr add --unmask --rejects=r.csv p.csv
	says "p.csv:5: phone (column '手机') '1380' cannot be the customer_id: "
	says "p.csv:7: phone (column '手机') '138****8000' cannot be the customer_id: "
	run -0 sqlite3 s.db "SELECT customer_id, name, phone FROM customer"
	same $'+8613800138000|c|138-0013-8000\nC000001|e|'
	[ "$(sed 's/.*csv,//' r.csv | cut -d, -f1,2 | tail -2)" = $'5,手机\n7,手机' ]
	run -2 --separate-stderr add -q p.csv
	[[ $stderr != *1380* ]]
	# the country of the row; a copy of another column is left as it is
	run -0 cust-add -q -d s.db --set=customer_id=phone - <<<$'phone,country\n9123 4567,HK'
	run -0 cust-add -q -d s.db --set=customer_id=name - <<<$'phone,name\n138-0013-8000,138-0'
	run -0 sqlite3 s.db "SELECT customer_id FROM customer WHERE coalesce(name, '') NOT IN ('c', 'e')
		ORDER BY 1"
	same $'+85291234567\n138-0'
}

@test "order-add --find-by: a row without an id is of the customer with its phone or email" {
	cust-init -d s.db
	printf '%s\n' customer_id,name,phone,email A,a,138-0013-8000, B,b,,b@example.com \
		C,c,13700137000, D,d,+8613700137000, | cust-add -q -d s.db >acc
	add() { order-add -d s.db "$@"; }
	printf '%s\n' order_id,customer_id,手机,date,amount 1,,'+86 138 0013 8000',2025-01-01,1 \
		2,,13800138000,2025-01-02,2 3,B,13800138000,2025-01-03,3 \
		4,,13700137000,2025-01-04,4 5,,1380,2025-01-05,5 6,,139-0013-9000,2025-01-06,6 \
		7,,'+86 13900139000',2025-01-07,7 >o.csv
	run -2 --separate-stderr add --find-by=phone o.csv
	says "(use --rename='手机=phone')"
	run -1 --separate-stderr add --unmask --find-by=phone --rename=手机=phone \
		--rejects=r.csv o.csv
	says "o.csv:5: the row fits several customers: 'C', 'D'"
	says "o.csv:6: the row has no valid phone to find the customer by"
	says "o.csv:7: phone (column '手机') '139-0013-9000' is of no customer (add one with cust-add or use --create)"
	says "o.csv:8: phone (column '手机') '+86 13900139000' is of no customer"
	of() { sqlite3 s.db "SELECT order_id, customer_id FROM orders ORDER BY order_id"; }
	run -0 of
	same $'1|A\n2|A\n3|B'
	# one new customer, with the phone, whom cust-add and the next load find
	run -1 --separate-stderr add --find-by=phone --rename=手机=phone --create \
		--again --rejects=r2.csv o.csv
	says "order-add: created 1 customer"
	run -0 of
	same $'1|A\n2|A\n3|B\n6|+8613900139000\n7|+8613900139000'
	run -0 sqlite3 s.db "SELECT customer_id, phone FROM customer WHERE customer_id LIKE '+%'"
	same '+8613900139000|+8613900139000'
	run -0 cust-check -d s.db --no-header
	same ""
	run -0 cust-add -q -d s.db --find-by=phone - <<<$'phone,name\n139 0013 9000,e'
	run -0 add -q --find-by=phone - <<<$'phone,date,amount,order_id\n13900139000,2025-02-01,8,8'
	[ "$(sqlite3 s.db "SELECT name FROM customer WHERE customer_id = '+8613900139000'")" = e ]
	[ "$(sqlite3 s.db "SELECT customer_id FROM orders WHERE order_id = '8'")" = +8613900139000 ]
	run -0 add -q --find-by=email,phone --create - \
		<<<$'email,phone,date,amount,order_id\nB@example.com,,2025-02-01,9,9\nx@example.com,,2025-02-01,9,10'
	[ "$(sqlite3 s.db "SELECT group_concat(customer_id) FROM (SELECT customer_id FROM orders
		WHERE order_id IN ('9', '10') ORDER BY customer_id)")" = B,x@example.com ]
}

@test "order-add --find-by: what it needs" {
	cust-init -d s.db
	add() { order-add -d s.db "$@"; }
	run -2 --separate-stderr add --find-by=phone - <<<$'date,amount\n2025-01-01,1'
	says "no column 'phone' (--find-by); the columns are 'date', 'amount'"
	run -2 --separate-stderr add --find-by=phone - \
		<<<$'phone,email,date,amount\n1,b,2025-01-01,1'
	says "unknown column 'email'"
	run -2 --separate-stderr add --find-by=external_id - <<<$'phone,date,amount\n1,2025-01-01,1'
	says "--find-by: 'external_id' is not email or phone"
	run -2 --separate-stderr add --find-by=phone --customer-id=a --date=2025-01-01 --amount=1
	says "--find-by requires CSV"
	run -2 --separate-stderr add - <<<$'phone,date,amount\n1,2025-01-01,1'
	says "unknown column 'phone'"
}
