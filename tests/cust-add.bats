# cust-add: customers in, new or brought up to date, all rows or none.
load helper

new() { cust-init -d shop.db; }
add() { cust-add -q -d shop.db "$@"; }
rows() { cust-list -d shop.db --no-header --columns="$1"; }

@test "one by options: the id is made and printed, and counts on" {
	new
	run -0 --separate-stderr cust-add -d shop.db --name=客户 --country=CN
	same $'customer_id\nC000001'
	[ -z "$stderr" ]
	run -0 cust-add -d shop.db --no-header --name=x
	same C000002
	run -0 cust-add -d shop.db --no-header --customer-id=C000041
	same C000041
	run -0 cust-add -d shop.db --no-header --name=y
	same C000042
	# ids that only look alike do not count: letters, five digits, a number beyond 17
	printf 'customer_id\nC00009x\nC00099\nC99999999999999999999\nX000900\n' | add >acc
	run -0 cust-add -d shop.db --no-header --name=z
	same C000043
	run -0 cust-add -d shop.db --no-header --customer-id=C999999
	run -0 cust-add -d shop.db --no-header --name=million
	same C1000000
	run -0 cust-add -d shop.db --no-header --name=next
	same C1000001
}

@test "every option lands in its column" {
	new
	add --customer-id=7 --name=n --email=e --phone=p --birthday=2000-02-29 --gender=g \
		--country=c --region=r \
		--city=i --channel=h --plan=l --acquired=2023-12-31 \
		--birthday-calendar=lunar-leap --preferred-channel=chat >out
	run -0 cust-list -d shop.db
	same 'customer_id,name,email,phone,birthday,gender,country,region,city,channel,plan,acquired,attrs,birthday_calendar,preferred_channel
7,n,e,p,2000-02-29,g,c,r,i,h,l,2023-12-31,,lunar-leap,chat'
}

@test "every column of a CSV lands in its field, whatever the order" {
	new
	printf 'preferred_channel,birthday_calendar,acquired,plan,channel,city,region,country,gender,birthday,phone,email,name,customer_id\nmail,solar,2023-12-31,l,h,i,r,c,g,2000-02-29,p,e,n,7\n' >c.csv
	run -0 --separate-stderr add c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,1,1,0,0,0'
	[ -z "$stderr" ]
	run -0 cust-list -d shop.db --no-header
	same 7,n,e,p,2000-02-29,g,c,r,i,h,l,2023-12-31,,solar,mail
}

@test "upsert: an empty cell and a missing column leave what is stored" {
	new
	printf 'customer_id,name,email\na,Ann,a@x\nb,Bob,b@x\n' | add >acc
	printf 'customer_id,name,email,city\na,,,Rome\nb,Bob,b@x,\nc,Cy,,\n' >c.csv
	run -0 add c.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,3,1,1,1,0'
	run -0 rows customer_id,name,email,city
	same $'a,Ann,a@x,Rome\nb,Bob,b@x,\nc,Cy,,'
	run -0 add --customer-id=a --name= --city=Oslo
	run -0 rows name,email,city
	same $'Ann,a@x,Oslo\nBob,b@x,\nCy,,'
}

@test "--erase empties where the cell is empty, in that column alone" {
	new
	printf 'customer_id,name,email,city\na,Ann,a@x,Rome\nb,Bob,b@x,Oslo\n' | add >acc
	printf 'customer_id,name,email,city\na,,,\nb,,b@y,\n' >c.csv
	run -0 add --erase=email c.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,0,2,0,0'
	run -0 rows customer_id,name,email,city
	same $'a,Ann,,Rome\nb,Bob,b@y,Oslo'
	run -0 sqlite3 shop.db "SELECT email IS NULL FROM customer WHERE customer_id = 'a'"
	same 1
	run -0 add --again --erase=email --erase=city c.csv
	run -0 rows customer_id,name,email,city
	same $'a,Ann,,\nb,Bob,b@y,'
	add --customer-id=b --erase=email --erase=name >out
	run -0 rows customer_id,name,email,city
	same $'a,Ann,,\nb,,,'
}

@test "--erase of a column that the table does not have clears nothing" {
	new
	printf 'customer_id,name,email\na,Ann,a@x\n' | add >acc
	run -2 --separate-stderr cust-add -d shop.db --erase=email <<<$'customer_id,name\na,Anna'
	[ "$stderr" = "cust-add: --erase: the table has no column 'email'" ]
	run -0 rows customer_id,name,email
	same a,Ann,a@x
	run -2 --separate-stderr cust-add -d shop.db --erase=emial <<<$'customer_id,email\na,'
	[ "${stderr_lines[0]}" = "cust-add: --erase: no column 'emial'" ]
	run -2 --separate-stderr cust-add -d shop.db --erase=customer_id <<<$'customer_id,email\na,'
	[ "${stderr_lines[0]}" = "cust-add: --erase: no column 'customer_id'" ]
}

@test "a row without an id gets a new one, also among the rows of the same load" {
	new
	printf 'customer_id,name\n,a\nC000002,b\n,c\nC000005,e\n,d\n' >c.csv
	run -0 --separate-stderr cust-add -d shop.db c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,5,5,0,0,0'
	[ "$stderr" = "cust-add: 3 rows without a customer_id got a new one; the last is C000004" ]
	run -0 rows customer_id,name
	same $'C000001,a\nC000002,b\nC000003,c\nC000004,d\nC000005,e'
	run -0 --separate-stderr cust-add -d shop.db <<<$'name,customer_id\nf,\ng,C000001'
	[ "$stderr" = "cust-add: 1 row without a customer_id got a new one; the last is C000006" ]
	same $'batch,read,added,updated,unchanged,rejected\n2,2,1,1,0,0'
	# no such column at all
	run -0 --separate-stderr cust-add -q -d shop.db <<<$'name\nh\nh'
	[ -z "$stderr" ]
	run -0 rows customer_id,name
	same $'C000001,g\nC000002,b\nC000003,c\nC000004,d\nC000005,e\nC000006,f\nC000007,h\nC000008,h'
}

@test "an id twice in one load: the second row brings the first up to date, and the sum is right" {
	new
	run -0 add <<<$'customer_id,name,city\na,Ann,\na,,Rome\na,Ann,Rome'
	same $'batch,read,added,updated,unchanged,rejected\n1,3,1,1,1,0'
	run -0 rows customer_id,name,city
	same a,Ann,Rome
}

@test "ids are text: 007, 7 and 7.0 are three, case counts, blanks count" {
	new
	add <<<$'customer_id\n007\n7\n7.0\na\nA\n a' >acc
	run -0 rows customer_id
	same $' a\n007\n7\n7.0\nA\na'
}

@test "an id of 64 bytes is one, of 65 is not; nor one with control characters" {
	new
	long=$(printf 'x%.0s' {1..64})
	add --customer-id="$long" >out
	printf 'customer_id,name\n%s,n\n' "$long" | add >acc
	for id in "${long}x" $'a\tb' $'a\x7f' '"a
b"'; do
		run -2 --separate-stderr cust-add -d shop.db <<<$'customer_id,name\nok,n\n'"$id,n"
		[ -z "$output" ]
		[[ ${stderr_lines[0]} == \
			"cust-add: standard input:3: customer_id '"*"' is longer than 64 bytes or has control characters" ]]
		[ "${stderr_lines[1]}" = \
			"cust-add: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" ]
	done
	for id in "${long}x" $'a\tb'; do
		run -2 --separate-stderr cust-add -d shop.db --customer-id="$id"
		[[ $stderr == \
			"cust-add: customer_id '"*"' is longer than 64 bytes or has control characters" ]]
	done
	run -2 --separate-stderr cust-add -d shop.db --customer-id=$'\xff'
	[ "${stderr_lines[0]}" = "cust-add: --customer-id is not UTF-8" ]
	run -0 rows customer_id
	same "$long"
}

@test "what is not UTF-8 does not come in by options either" {
	new
	run -2 --separate-stderr cust-add -d shop.db --name=$'J\xfcrgen'
	[ "${stderr_lines[0]}" = "cust-add: --name is not UTF-8" ]
	run -0 rows customer_id
	[ -z "$output" ]
}

@test "birthday and acquired are days of the calendar, stored as YYYY-MM-DD" {
	new
	add <<<$'customer_id,birthday,acquired\na,2000-02-29,2023-01-31T23:59:59' >acc
	run -0 rows birthday,acquired
	same 2000-02-29,2023-01-31
	while IFS='|' read -r cell why; do
		run -2 --separate-stderr cust-add -d shop.db --unmask \
			<<<$'customer_id,birthday\nb,'"$cell"
		[ "${stderr_lines[0]}" = "cust-add: standard input:2: birthday '$cell' $why" ]
	done <<-'END'
	2023-02-29|is not a valid date
	2023-13-01|is not a valid date
	1/2/2000|is not a date (YYYY-MM-DD; use --date-format for other formats)
	20000101|is not a date (YYYY-MM-DD; use --date-format for other formats)
	2000-01-01T10:00:00Z|has an offset; set the time zone with --tz=ZONE
	END
	run -0 add --date-format=%d/%m/%Y <<<$'customer_id,birthday\nb,31/12/1999'
	# in Shanghai the next day has begun
	run -0 add --tz=Asia/Shanghai <<<$'customer_id,acquired\nc,2023-01-31T23:59:59Z'
	run -0 rows customer_id,birthday,acquired
	same $'a,2000-02-29,2023-01-31\nb,1999-12-31,\nc,,2023-02-01'
	run -2 --separate-stderr cust-add -d shop.db --tz=Nowhere <<<$'customer_id\nz'
	[ "$stderr" = "cust-add: unknown time zone 'Nowhere' (use a name such as Asia/Shanghai)" ]
}

@test "the store's zone is where date-times with an offset go" {
	cust-init -d shop.db --timezone=Asia/Shanghai
	add <<<$'customer_id,acquired\na,2023-01-31T23:59:59Z\nb,2023-01-31T23:59:59+08:00' >acc
	run -0 rows customer_id,acquired
	same $'a,2023-02-01\nb,2023-01-31'
}

@test "an unknown column is an error that names it; --attrs keeps it" {
	new
	run -2 --separate-stderr cust-add -d shop.db <<<$'customer_id,Nom,vip\na,x,yes'
	[ "$stderr" = \
		"cust-add: unknown columns 'Nom', 'vip' (use --attrs to keep them or --rename=Nom=name --ignore=vip); the columns are 'customer_id', 'Nom', 'vip'" ]
	# not what the columns show to be separated otherwise
	run -2 --separate-stderr cust-add -d shop.db --attrs <<<$'customer_id;vip\na;1'
	[ "$stderr" = "cust-add: unknown column 'customer_id;vip'; the columns are separated by ';', not ',' (use --separator=auto)" ]
	# a name that other systems use is kept, and said
	run -0 --separate-stderr cust-add -d shop.db --ignore-unknown -n \
		<<<$'customer_id,vip,级别\nz,1,2'
	says "cust-add: ignored: 'vip', '级别' (use --attrs instead of --ignore-unknown to keep them)"
	run -0 --separate-stderr cust-add -d shop.db --attrs --dry-run \
		<<<$'customer_id,E-Mail,vip,手机\na,x,1,2'
	[ "${stderr_lines[0]}" = "cust-add: --attrs keeps 'E-Mail', '手机' (use --rename=E-Mail=email --rename='手机=phone' to read them as our own)" ]
	run -2 --separate-stderr add --attrs <<<$'客户编号,vip\na,1'
	[ "$stderr" = "cust-add: unknown columns '客户编号', 'vip' (use --rename='客户编号=customer_id' --ignore=vip); the columns are '客户编号', 'vip'" ]
	run -0 add --attrs \
		<<<$'customer_id,vip,a.b,2023,"q""q",x y,客\na,yes,1,007,"it\'s ""so""",null,值\nb,,,,,,'
	same $'batch,read,added,updated,unchanged,rejected\n1,2,2,0,0,0'
	run -0 sqlite3 shop.db "SELECT key, value, type FROM customer, json_each(attrs)
		WHERE customer_id = 'a'"
	same 'vip|yes|text
a.b|1|text
2023|007|text
q"q|it'\''s "so"|text
x y|null|text
客|值|text'
	run -0 sqlite3 shop.db "SELECT attrs IS NULL FROM customer WHERE customer_id = 'b'"
	same 1
	# a cell changed, one left, one cleared, the last one gone
	run -0 add --attrs --erase=vip --erase=a.b <<<$'customer_id,vip,a.b,2023\na,,2,'
	same $'batch,read,added,updated,unchanged,rejected\n2,1,0,1,0,0'
	run -0 cust-list -d shop.db --columns='a.b,2023,x y' --no-header --where "customer_id = 'a'"
	same 2,007,null
	run -0 add --attrs <<<$'customer_id,x y\na,null'
	same $'batch,read,added,updated,unchanged,rejected\n3,1,0,0,1,0'
	add --attrs <<<$'customer_id,k\nb,v' >acc
	add --attrs --erase=k <<<$'customer_id,k\nb,' >acc
	run -0 sqlite3 shop.db "SELECT attrs IS NULL FROM customer WHERE customer_id = 'b'"
	same 1
}

@test "what cust-list prints, cust-add takes" {
	new
	printf 'customer_id,name,birthday,vip\na,"A, ""B""\nC",2000-01-01,yes\nb,,,\n' |
		add --attrs >acc
	cust-list -d shop.db >all.csv
	cust-init -d other.db
	run -0 --separate-stderr cust-add -d other.db all.csv
	[ -z "$stderr" ]
	cust-list -d other.db | diff all.csv -
	run -0 add all.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,2,0,0,2,0'
}

@test "all rows or none: the first 20 bad rows are named, the rest counted, nothing is loaded" {
	new
	{
		echo customer_id,birthday
		echo good,2000-01-01
		for i in {1..25}; do echo "b$i,2000-13-01"; done
		echo better,2000-01-01
	} >c.csv
	run -2 --separate-stderr cust-add -d shop.db c.csv
	[ -z "$output" ]
	[ "${#stderr_lines[@]}" -eq 22 ]
	for i in {0..19}; do
		[ "${stderr_lines[i]}" = \
			"cust-add: c.csv:$((i + 3)): birthday '2***' is not a valid date" ]
	done
	[ "${stderr_lines[20]}" = "cust-add: 5 more bad rows" ]
	[ "${stderr_lines[21]}" = \
		"cust-add: nothing loaded: 25 bad rows of 27 (use --rejects=FILE to load the others)" ]
	run -0 rows customer_id
	[ -z "$output" ]
	run -0 sqlite3 shop.db 'SELECT count(*) FROM batch'
	same 0
}

@test "--rejects loads the good rows, writes the bad ones, exits 1" {
	new
	printf 'customer_id,name,birthday\na,Ann,2000-01-01\nb,"B ""x"", y",soon\nc,Cy\n"d\td",D,\ne,Eve,\n' >c.csv
	run -1 --separate-stderr cust-add -d shop.db --rejects=bad.csv c.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,5,2,0,0,3'
	[ "${#stderr_lines[@]}" -eq 3 ]
	run -0 rows customer_id
	same $'a\ne'
	[ "$(stat -c %a bad.csv)" = 600 ]
	run -0 head -2 bad.csv
	same 'customer_id,name,birthday,file,line,column,reason
b,"B ""x"", y",soon,c.csv,3,birthday,birthday '\''soon'\'' is not a date (YYYY-MM-DD; use --date-format for other formats)'
	run -0 grep -c . bad.csv
	same 4
	run -0 sed -n 4p bad.csv
	same $'d\td,D,,c.csv,5,customer_id,customer_id \'d?d\' is longer than 64 bytes or has control characters'
	# mended, they go in again, and what is said of them is left out
	run -0 sqlite3 shop.db 'SELECT read, added, rejected FROM batch'
	same '5|2|3'
}

@test "the file of rejects is a table: each row has the cells of the header, also a ragged row" {
	new
	printf 'customer_id,name\na,x\nb\nc,x,y\nd,\xff\ne,"q\xff"\nf,\0\n' >c.csv
	run -1 cust-add -q -d shop.db --rejects=bad.csv c.csv
	run -0 sqlite3 :memory: '.import --csv bad.csv t' \
		'SELECT line, file FROM t ORDER BY CAST(line AS INTEGER)'
	same $'3|c.csv\n4|c.csv\n5|c.csv\n6|c.csv\n7|c.csv'
}

@test "--rejects onto the input itself is refused, and the input stays" {
	new
	printf 'customer_id,birthday\na,2000-01-01\nb,soon\n' >c.csv
	cp c.csv before.csv
	run -2 --separate-stderr cust-add -d shop.db --rejects=c.csv c.csv
	cmp c.csv before.csv
	run -2 --separate-stderr cust-add -d shop.db --rejects=./c.csv - <c.csv
	cmp c.csv before.csv
	run -2 --separate-stderr cust-add -d shop.db --rejects=shop.db c.csv
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
}

@test "--rejects where no file can be written" {
	new
	run -2 --separate-stderr cust-add -d shop.db --rejects=no/such/folder.csv \
		<<<$'customer_id\na'
	[ "$stderr" = "cust-add: no/such/folder.csv: No such file or directory" ]
	run -2 --separate-stderr cust-add -d shop.db --rejects=/dev/full \
		<<<$'customer_id,birthday\na,\nb,soon'
	says "cust-add: /dev/full: No space left on device"
	run -0 rows customer_id
	[ -z "$output" ]
}

@test "a framing error stops the load, also with --rejects" {
	new
	run -2 --separate-stderr cust-add -d shop.db --rejects=bad.csv \
		<<<$'customer_id,name\na,x\nb,"y'
	[ "$stderr" = "cust-add: standard input:3: unclosed quote" ]
	run -0 rows customer_id
	[ -z "$output" ]
}

@test "the same bytes twice are refused, by their digest; --again loads them" {
	new
	printf 'customer_id,name\na,Ann\n' >c.csv
	cp c.csv other-name.csv
	add c.csv >acc
	for again in "cust-add -d shop.db c.csv" "cust-add -d shop.db other-name.csv" \
		"cust-add -d shop.db -"; do
		run -2 --separate-stderr $again <c.csv
		[ -z "$output" ]
		[ "$stderr" = "cust-add: already loaded as batch 1 (use --again to load it twice)" ]
	done
	run -0 --separate-stderr cust-add -d shop.db --again c.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,1,0,0,1,0'
	# the bytes of two files are not those of their concatenation cut elsewhere
	printf 'customer_id,name\nb,Bob\n' >b1.csv
	printf 'customer_id,name\nc,Cy\n' >b2.csv
	add b1.csv b2.csv >acc
	run -0 add b2.csv
	run -2 add b1.csv b2.csv
	run -0 add b2.csv b1.csv
}

@test "-n prints what would change, field by field, and changes nothing" {
	new
	printf 'customer_id,name,city\na,Ann,Rome\nb,Bob,Oslo\n' | add --attrs >acc
	cp shop.db before.db
	printf 'customer_id,name,city,vip\na,Anna,,yes\nb,Bob,,\nc,"C, c",,\n,New,,\n' >c.csv
	run -0 --separate-stderr cust-add -q -n -d shop.db --attrs --erase=city c.csv
	same 'customer_id,field,old,new
a,name,Ann,Anna
a,city,Rome,
a,vip,,yes
b,city,Oslo,
c,customer_id,,c
c,name,,"C, c"
C000001,customer_id,,C000001
C000001,name,,New'
	cmp shop.db before.db
	run -0 --separate-stderr cust-add --dry-run -d shop.db --customer-id=a --name=Zoe
	same $'customer_id,field,old,new\na,name,Ann,Zoe'
	cmp shop.db before.db
	run -0 add --attrs --erase=city c.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,4,2,2,0,0'
}

@test "-n makes no store" {
	run -2 --separate-stderr cust-add -n --name=x
	[ "$stderr" = \
		"cust-add: $CUSTKIT_DB: store not found; create it with: cust-init -d $CUSTKIT_DB" ]
	run -2 --separate-stderr cust-add -n <<<$'customer_id\na'
	[ ! -e default.db ]
}

@test "changes of customers that were there are kept, with their batch" {
	new
	printf 'customer_id,name,city\na,Ann,Rome\n' | add --attrs >acc
	printf 'customer_id,name,city,vip\na,Anna,,yes\nb,Bob,,\n' | add --attrs --erase=city >acc
	run -0 sqlite3 -separator , shop.db "SELECT batch, customer_id, field, coalesce(old,
		'NULL'), coalesce(new, 'NULL') FROM change ORDER BY id"
	same $'2,a,name,Ann,Anna\n2,a,city,Rome,NULL\n2,a,vip,NULL,yes'
}

@test "one customer by options, or many from files: not both" {
	new
	run -2 --separate-stderr cust-add -d shop.db --name=x c.csv
	[ "${stderr_lines[0]}" = "cust-add: unexpected operand 'c.csv': --name describes one row" ]
	[[ ${stderr_lines[1]} == "usage: cust-add "* ]]
}

@test "an option that can hold for every row fills a column that the CSV lacks" {
	new
	run -0 add --country=CN --acquired=2024-02-29 <<<$'customer_id,name\na,Ann\nb,Bob'
	same $'batch,read,added,updated,unchanged,rejected\n1,2,2,0,0,0'
	run -0 rows customer_id,name,country,acquired
	same $'a,Ann,CN,2024-02-29\nb,Bob,CN,2024-02-29'
	run -2 --separate-stderr cust-add -d shop.db --country=CN <<<$'customer_id,country\nc,US'
	[ "${stderr_lines[0]}" = \
		"cust-add: --country: the table has a column 'country' (use --ignore=country to ignore it)" ]
	run -0 add --country=CN --ignore=country <<<$'customer_id,country\nc,US'
	run -0 rows customer_id,country
	same $'a,CN\nb,CN\nc,CN'
}

@test "a missing default store is created, with a note; a missing named store is not" {
	run -0 --separate-stderr cust-add <<<$'customer_id\na'
	[ "$stderr" = "cust-add: created store $CUSTKIT_DB" ]
	[ "$(stat -c %a "$CUSTKIT_DB")" = 600 ]
	run -0 --separate-stderr cust-add <<<$'customer_id\nb'
	[ -z "$stderr" ]
	run -2 --separate-stderr cust-add -d none.db <<<$'customer_id\na'
	[ "$stderr" = "cust-add: none.db: store not found; create it with: cust-init -d none.db" ]
	[ ! -e none.db ]
}

@test "a table without a row is read, counted, and not loaded twice" {
	new
	run -0 add <<<'customer_id,name'
	same $'batch,read,added,updated,unchanged,rejected\n1,0,0,0,0,0'
}

@test "text that is SQL is text" {
	new
	add --name="x'); DROP TABLE customer; --" --city='%s%n' >out
	add --attrs <<<$'customer_id,"k\'); DROP TABLE customer; --"\nz,"v\'||(SELECT 1)"' >acc
	run -0 rows name,city
	same $'x\'); DROP TABLE customer; --,%s%n\n,'
	run -0 sqlite3 shop.db "SELECT value FROM customer, json_each(attrs)"
	same "v'||(SELECT 1)"
}

@test "a killed load leaves all rows or none" {
	new
	printf 'customer_id,name\nold,1\n' | add >acc
	{
		echo customer_id,name
		seq -f 'c%.0f,a name of some length to fill the pages' 1 30000
	} >many.csv
	mkfifo pipe
	cust-add -d shop.db pipe >acc 2>&1 &
	pid=$!
	exec 7>pipe
	head -n 29000 many.csv >&7
	kill -9 $pid
	wait $pid || :
	exec 7>&-
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
	run -0 rows customer_id
	same old
	run -0 add many.csv
	same $'batch,read,added,updated,unchanged,rejected\n2,30000,30000,0,0,0'
}

@test "a column attrs is a JSON object, merged into what is stored" {
	new
	add --attrs <<<$'customer_id,vip,old\na,yes,1' >acc
	for cell in '[]' '7' '"x"' 'x' '{' '{"a":}'; do
		run -2 --separate-stderr cust-add -d shop.db < \
			<(printf 'customer_id,attrs\na,"%s"\n' "${cell//\"/\"\"}")
		[[ ${stderr_lines[0]} == \
			"cust-add: standard input:2: attrs"*"is not a JSON object" ]]
	done
	run -0 add <<<$'customer_id,attrs\na,"{""vip"":""no"",""n"":""2""}"'
	run -0 cust-list -d shop.db --no-header --columns=vip,old,n
	same no,1,2
	# an empty cell leaves what is there
	run -0 add --no-header <<<$'customer_id,attrs\na,'
	[[ $output == *,1,0,0,1,0 ]]
}

@test "options that are for CSV do not go with one customer" {
	new
	for o in --attrs --rejects=bad.csv --again --date-format=%F --ignore=name --rename=a=b \
		--footer=1 --unguard --trim; do
		run -2 --separate-stderr cust-add -d shop.db --name=x $o
		[ "${stderr_lines[0]}" = "cust-add: ${o%%=*} requires CSV" ]
	done
	[ ! -e bad.csv ]
	run -0 rows customer_id
	[ -z "$output" ]
}
