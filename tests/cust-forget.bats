# cust-forget: who customers were is gone, what they did stays; shellcheck disable=SC2154 # $output
load helper

# Ann, with a row in each table that a load writes, Bob, and Cy without orders.
shop() {
	cust-init -d s.db --country=CN
	cust-add -q -d s.db --attrs >acc <<-'END'
		customer_id,name,email,phone,city,nick
		a,Ann Unique,Ann.Unique@Example.com,138 0013 8000,Graz,"say ""hi"" zq9"
		b,Bob,bob@example.com,,Graz,
		c,Cy,,,Linz,
	END
	cust-add -q -d s.db --customer-id=a --name='Ann Changed' >acc
	order-add -q -d s.db >acc <<-'END'
		customer_id,date,amount,order_id
		a,2024-01-01,10,ORD-1
		a,2024-01-01,5,ORD-1
		a,2024-02-01,7,ORD-2
		b,2024-02-01,7,ORD-3
	END
	feedback-log -q -d s.db >acc <<-'END'
		customer_id,date,kind,score,text
		a,2024-01-03,nps,9,我要退款 secretword
		b,2024-01-03,praise,,lovely tea
	END
}

sound() {
	cust-check -d s.db --no-header >faults && audit-check -d s.db --no-header >>faults ||
		{ cat faults; return 1; }
}

# lacks TEXT...: none of these is in any file of the store.
lacks() {
	local text
	for text; do
		! grep -aiqF -- "$text" s.db s.db.* || { echo "found: $text"; return 1; }
	done
}

@test "a number of several sources stays that many orders, also in the ledger of points" {
	cust-init -d s.db
	printf '%s\n' customer_id,order_id,source,date,amount a,1,web,2024-01-02,10 \
		a,1,pos,2024-01-02,20 a,1,pos,2024-01-02,5 a,2,,2024-01-03,1 |
		order-add -q -d s.db --create >acc
	printf '%s\n' customer_id,step,order_id,source,points,date a,earn,1,web,10,2024-01-02 \
		a,earn,1,pos,25,2024-01-02 | points-log -q -d s.db >acc
	feedback-log -q -d s.db --customer-id=a --kind=praise --order-id=2 --date=2024-01-04 >acc
	cust-forget -q -d s.db a >acc
	sound
	run -0 points-check -d s.db --no-header
	same ''
	run -0 sqlite3 s.db "SELECT orders, spend FROM history; SELECT amount, order_id, source
		FROM orders ORDER BY id;
		SELECT points, order_id, source FROM points ORDER BY points;
		SELECT order_id FROM feedback"
	same "3|360000
100000|forgotten-1.1-2|
200000|forgotten-1.1|
50000|forgotten-1.1|
10000|forgotten-1.2|
10|forgotten-1.1-2|
25|forgotten-1.1|
forgotten-1.2"
}

@test "a reason that names the customer is refused before anything is erased" {
	shop
	sqlite3 s.db .dump >before
	for reason in 'Ann Unique asked for it' 'mail from ann.unique@example.com' \
		'call of 13800138000, 2024'; do
		run -2 --separate-stderr cust-forget -d s.db --reason="$reason" a
		[[ $stderr == "cust-forget: nothing erased: --reason has a value of a customer who is to be forgotten ("*"), and is kept; use a reason that names nobody" ]]
		[[ -z $output && $stderr != *Unique* && $stderr != *@* && $stderr != *13800* ]]
		run -2 cust-forget -n -d s.db --reason="$reason" a
	done
	run -2 --separate-stderr cust-forget -d s.db --reason=$'asked\xff' a
	says "cust-forget: --reason is not UTF-8"
	sqlite3 s.db .dump | diff before -
	# the name of somebody else is not looked for
	run -0 --separate-stderr cust-forget -d s.db --reason='Ann asked Bob' a
}

@test "the rows stay under a tombstone, without a personal value" {
	shop
	run -0 --separate-stderr cust-forget -d s.db --reason='asked for it' a
	[ "$(cells customer_id,tombstone,state,left)" = a,forgotten-1,forgotten,0 ]
	lacks 'Ann Unique' 'Ann Changed' ann.unique '138 0013 8000' ORD-1 ORD-2 secretw 退款 zq9
	run -0 sqlite3 s.db "SELECT * FROM customer WHERE customer_id GLOB 'f*';
		SELECT customer_id, date, amount, order_id FROM orders ORDER BY id;
		SELECT orders, spend FROM history ORDER BY customer_id;
		SELECT customer_id, score, text FROM feedback; SELECT * FROM customer_key;
		SELECT count(*) FROM change; SELECT count(*) FROM undo;
		SELECT customer_id, reason, erasure FROM forgotten"
	same "forgotten-1|||||||||||||1||||
forgotten-1|2024-01-01|100000|forgotten-1.1
forgotten-1|2024-01-01|50000|forgotten-1.1
forgotten-1|2024-02-01|70000|forgotten-1.2
b|2024-02-01|70000|ORD-3
1|70000
2|220000
forgotten-1|9|
b||lovely tea
b|email|bob@example.com
0
0
forgotten-1|asked for it|5"
	sound
	run -0 feedback-list -d s.db --match=secretword --no-header
	same ""
	run -0 feedback-list -d s.db --match=tea --no-header
	[ -n "$output" ]
}

@test "values that others have are named as shared, short ones as short" {
	shop
	cust-add -q -d s.db --customer-id=c --city='Bad Ischl' >acc
	cust-add -q -d s.db --customer-id=b --city='Bad Ischl' >acc
	run -0 --separate-stderr cust-forget -d s.db b
	[ "$(cells state,short,shared,left)" = forgotten,4,1,0 ]	# b, Bob, Graz, ORD-3; Bad Ischl
	[ "$stderr" = "cust-forget: other rows still have the values of: customer.city" ]
	# a table of another program
	sqlite3 s.db "CREATE TABLE crm (note TEXT); INSERT INTO crm VALUES ('call Ann Changed today')"
	run -0 --separate-stderr cust-forget -d s.db a
	says "customer.name (in crm.note)"
	[ "$(cell left)" = 0 ]
}

@test "remains that another program left in free pages are cleaned" {
	shop
	sqlite3 s.db "PRAGMA secure_delete = OFF; CREATE TABLE x (t); INSERT INTO x
		SELECT printf('%.3000c', 'x') || 'Ann Unique' FROM generate_series(1, 40);
		DROP TABLE x"
	grep -aq 'xxxAnn Unique' s.db
	run -0 --separate-stderr cust-forget -d s.db a
	[ "$(cell left)" = 0 ]
	lacks 'Ann Unique'
	[ "$(sqlite3 s.db 'PRAGMA freelist_count')" = 0 ]
	sound
}

@test "open work is refused, without --force" {
	shop
	feedback-log -q -d s.db --customer-id=a --kind=complaint --text=late --date=2024-01-03 >acc
	promise-log -d s.db --customer-id=a --promise=x --date=2024-01-01 --due=2024-01-09 >acc
	winback-log -d s.db --customer-id=c --date=2024-01-01 >acc
	cp s.db before.db
	run -2 --separate-stderr cust-forget -d s.db a
	[ "$stderr" = "cust-forget: customer 'a' cannot be forgotten yet: open: case 3, promise 1; \
end what is open, or use --force" ]
	run -2 --separate-stderr cust-forget -d s.db a c
	says "open: case 3, promise 1; and 1 of other customers; end them, or use --force"
	cmp s.db before.db
	[ ! -e s.db.forgotten ]
	run -0 --separate-stderr cust-forget -q -d s.db --force a c
	[ "$(cells tombstone)" = $'forgotten-1\nforgotten-2' ]
	sound
}

@test "nobody gets a name under the id of a forgotten customer, where it would stay" {
	shop
	cust-forget -q --force -d s.db a >acc
	run -2 --separate-stderr cust-add -d s.db --customer-id=forgotten-1 --name=Ann
	why="customer_id 'forgotten-1' is of a customer who was forgotten; give this customer an id of their own"
	[ "$stderr" = "cust-add: $why" ]
	printf 'customer_id,name\nforgotten-1,Ann\nnew,Bo\n' >in.csv
	run -2 --separate-stderr cust-add -d s.db in.csv
	says "in.csv:2: $why"
	run -1 cust-add -q -d s.db --rejects=bad.csv in.csv
	run -0 cust-list -d s.db --where "name IN ('Ann', 'Bo')" --columns=customer_id
	same $'customer_id\nnew'
	sound
}

@test "what was the customer's only until a merge was undone stays, with its steps and links" {
	cust-init -d s.db
	printf 'customer_id,name\nc1,Name One\nc4,Name Four\nc5,Name Five\n' |
		cust-add -q -d s.db >acc
	feedback-log -q -d s.db --customer-id=c1 --kind=complaint --text='the parcel was wet' >acc
	feedback-step -q -d s.db 1 --acknowledge --actor=li --note='called on monday' >acc
	feedback-step -q -d s.db 1 --resolve --actor=li --outcome='a new parcel' --cause=rain >acc
	consent-log -q -d s.db --customer-id=c1 --purpose=m --step=given >acc
	kept() { sqlite3 s.db "SELECT * FROM feedback; SELECT * FROM feedback_event;
		SELECT * FROM consent; SELECT count(*) FROM feedback_words ('parcel')"; }
	kept >before
	cust-merge -q -d s.db c5 c1 >acc
	cust-undo -q -d s.db 6 >acc
	cust-merge -q -d s.db c4 c1 >acc	# the alias c1 was one of c5, too
	cust-forget -q -d s.db c5 >acc
	sound
	run -0 audit-check -d s.db --no-header
	same ""
	cust-undo -q -d s.db 8 >acc
	kept | diff before -
	run -0 audit-check -d s.db --no-header
	same ""
	# what is theirs now goes
	cust-forget -q --force -d s.db c1 >acc
	run -1 grep -aE 'monday|a new parcel|was wet' s.db
	sound
}

@test "forgetting twice, unknown ids, an id given twice, aliases" {
	shop
	sqlite3 s.db "INSERT INTO alias (alias, customer_id) VALUES ('ann-old', 'a')"
	cust-check --repair -d s.db >acc
	run -0 --separate-stderr cust-forget -d s.db ann-old a
	says "'a' is given twice, or is an earlier id of a customer who is given"
	[ "$(cells customer_id,tombstone,state)" = ann-old,forgotten-1,forgotten ]
	lacks ann-old
	for id in a ann-old forgotten-1; do
		run -0 --separate-stderr cust-forget -d s.db $id
		[ "$(cells customer_id,tombstone,state,values)" = "$id,forgotten-1,already,0" ]
		[ -z "$stderr" ]
	done
	run -2 --separate-stderr cust-forget -d s.db b nobody
	[ "$stderr" = "cust-forget: no customer 'nobody' in $PWD/s.db" ]
	[ "$(sqlite3 s.db 'SELECT count(*) FROM forgotten')" = 1 ]
	run -2 --separate-stderr cust-forget -d s.db ''
	says "not the id of a customer: ''"
	# somebody new gets the id
	cust-add -q -d s.db --customer-id=a --name='Another Person' >acc
	run -0 --separate-stderr cust-forget -d s.db a
	[ "$(cells tombstone,state)" = forgotten-2,forgotten ]
}

@test "ids from a table; -n changes nothing" {
	shop
	cp s.db before.db
	run -0 --separate-stderr cust-forget -n -d s.db a
	[ "$(cells tombstone,state,shared,left)" = forgotten-1,forgotten,, ]
	cmp s.db before.db
	[ ! -e s.db.forgotten ]
	run -0 --separate-stderr cust-forget -q -d s.db <<<$'customer_id,x\na,1\nb,2'
	[ "$(cells customer_id,tombstone)" = $'a,forgotten-1\nb,forgotten-2' ]
	run -2 --separate-stderr cust-forget -d s.db - <<<$'id\na'
	says "customer_id"
	run -2 --separate-stderr cust-forget -d s.db - <<<$'customer_id,x\n,1'
	says "2: column customer_id: is empty" || says ":2:"
}

@test "undo of what it touched names the tombstone" {
	shop
	cust-add -q -d s.db --customer-id=b --name=Bobby >acc
	cust-forget -q -d s.db a c >acc
	for batch in 1 2 3 4 6; do
		run -2 --separate-stderr cust-undo -d s.db $batch
		says "batch $batch cannot be undone: it touched forgotten-1"
		says "erased by cust-forget"
	done
	run -2 --separate-stderr cust-undo -d s.db 1
	says "forgotten-1 and 1 other customer, erased"
	run -0 cust-undo -d s.db 5
	sound
}

@test "cust-restore forgets again, before the old copy is the store" {
	shop
	cust-backup -d s.db copy.db
	cust-forget -q -d s.db a >acc
	run -0 --separate-stderr cust-restore --force -d s.db copy.db
	says "1 customer of the copy forgotten again, as s.db.forgotten says"
	mkdir old
	mv copy.db old
	lacks 'Ann Unique' 'Ann Changed' secretword
	run -0 cust-list -d s.db --columns=customer_id --no-header
	same $'b\nc\nforgotten-1'
	sound
	# a younger copy, in which somebody else has the id
	cust-add -q -d s.db --customer-id=a --name='Another Person' >acc
	cust-backup -d s.db younger.db
	run -0 --separate-stderr cust-restore --force -d s.db younger.db
	[ -z "$stderr" ]
	[ "$(sqlite3 s.db "SELECT name FROM customer WHERE customer_id = 'a'")" = 'Another Person' ]
}

@test "--backups lists the copies that still hold somebody" {
	shop
	mkdir copies empty
	cust-backup -d s.db copies/1.db
	cust-backup -d s.db s.db.v9
	cust-forget -q -d s.db a >acc
	cust-backup -d s.db copies/2.db
	echo text >copies/text
	run -1 --separate-stderr cust-forget -d s.db --backups=copies
	same $'file,state,customers\n./s.db.v9,holds,1\ncopies/1.db,holds,1'
	rm s.db.v9
	run -0 --separate-stderr cust-forget -d s.db --backups=empty
	same file,state,customers
	[ "$stderr" = "cust-forget: empty: no copies of a store" ]
	# with ids: after the erasure, in notes
	run -1 --separate-stderr cust-forget -d s.db --backups=copies b
	says "copies/1.db still holds 2 forgotten customers; delete this copy"
	says "copies/2.db still holds 1 forgotten customer; delete this copy"
	# what cannot be read
	rm copies/*
	printf 'SQLite format 3\0' >copies/broken.db
	run -1 --separate-stderr cust-forget -d s.db --backups=copies
	[ "$(cells file,customers)" = copies/broken.db, ]
	run -2 --separate-stderr cust-forget -d s.db --backups=nowhere
	says "nowhere: No such file or directory"
	if [ "$(id -u)" != 0 ]; then
		chmod 0 copies/broken.db
		run -1 --separate-stderr cust-forget -d s.db --backups=copies
		[ "$(cell state)" = 'Permission denied' ]
	fi
}

@test "a copy beside the store is named after the erasure" {
	shop
	cust-backup -d s.db s.db.v9
	run -0 --separate-stderr cust-forget -d s.db a
	says "./s.db.v9 still holds 1 forgotten customer; delete this copy"
}

@test "--older-than: those of whom nothing was recorded since" {
	shop
	cust-add -q -d s.db >acc <<-'END'
		customer_id,acquired
		old,2020-05-01
		same,2021-02-01
		new,2022-01-01
		open,2020-05-01
	END
	promise-log -d s.db --customer-id=open --promise=x --date=2020-06-01 --due=2020-07-01 >acc
	run -0 --separate-stderr cust-forget -n -d s.db --older-than=3y --today=2024-02-01 \
		--only-without-orders
	[ "$(cells customer_id)" = old ]
	[ "$stderr" = "cust-forget: 1 customer left out, with an open case, promise or win-back" ]
	run -0 --separate-stderr cust-forget -n -d s.db --older-than=1d --today=2024-02-03
	[ "$(cells customer_id)" = $'a\nb\nnew\nold\nsame' ]
	run -0 --separate-stderr cust-forget -d s.db --older-than=3y --today=2024-02-01 \
		--only-without-orders --force
	[ "$(cells customer_id)" = $'old\nopen' ]
	run -0 --separate-stderr cust-forget -d s.db --older-than=3y --today=2024-02-01 \
		--only-without-orders --force
	same customer_id,tombstone,state,values,short,shared,left
	sound
}

@test "options that do not go together" {
	shop
	run -2 --separate-stderr cust-forget -d s.db --older-than=3y a
	says "--older-than and ids cannot be used together"
	run -2 --separate-stderr cust-forget -d s.db --only-without-orders a
	says "--only-without-orders requires --older-than"
	run -2 --separate-stderr cust-forget -d s.db --today=2024-01-01 a
	says "--today requires --older-than"
}

@test "rejected rows are named, as they may hold the customers" {
	shop
	printf 'customer_id,date,amount\na,2024-01-01,x\nb,2024-01-01,1\n' |
		order-add -q -d s.db --rejects=bad.csv >acc || [ $? = 1 ]
	run -0 --separate-stderr cust-forget -d s.db a
	says "these loads wrote rejected rows to files, which may name the customers: 5: $PWD/bad.csv"
}

@test "STORE.forgotten: only its owner can read it; a damaged file, another mode" {
	shop
	cust-forget -q -d s.db a >acc
	[ "$(stat -c %a s.db.forgotten)" = 600 ]
	! grep -q '^a\b' s.db.forgotten || return 1
	chmod 644 s.db.forgotten
	run -2 --separate-stderr cust-forget -d s.db b
	says "s.db.forgotten: others can read it; protect it with: chmod 600"
	chmod 600 s.db.forgotten
	cp s.db.forgotten whole
	echo nonsense >>s.db.forgotten
	run -2 --separate-stderr cust-forget -d s.db b
	says "s.db.forgotten:4: not a line of custkit's; restore the file from a backup"
	run -2 --separate-stderr cust-restore -d s.db --force s.db
	grep -v ^key whole >s.db.forgotten
	run -2 --separate-stderr cust-forget -d s.db b
	says "s.db.forgotten:1: not a line of custkit's"
	mv s.db.forgotten gone
	mkdir s.db.forgotten
	chmod 700 s.db.forgotten
	run -2 --separate-stderr cust-forget -d s.db b
	says "s.db.forgotten: not a regular file"
}

@test "a store that cannot be written" {
	shop
	run -2 --separate-stderr cust-forget -d none.db a
	says "none.db: store not found"
	chmod 444 s.db
	as=
	if [ "$(id -u)" = 0 ]; then	# who may write everything: as somebody who may not
		chmod a+rx .
		as='setpriv --reuid=65534 --clear-groups'
	fi
	# shellcheck disable=SC2086 # words
	run -2 --separate-stderr $as "$(command -v cust-forget)" -d s.db a
	says "cust-forget: s.db: "
}

@test "an answer in words of one's own is erased, a number or a usual word stays" {
	shop
	survey-log -q -d s.db --survey=s >acc <<-'END'
		customer_id,item,value,date
		a,1,7,2024-01-01
		a,2,like,2024-01-01
		b,2,like,2024-01-01
		a,3,it is me,2024-01-01
		a,4,13800138000,2024-01-01
	END
	cust-forget -q -d s.db a >acc
	run -0 sqlite3 s.db "SELECT item, value FROM answer WHERE customer_id <> 'b' ORDER BY item"
	same $'1|7\n2|like\n3|erased\n4|erased'
}

@test "canaries in every column: none of the forgotten is left, all others are there" {
	nm -D "$(command -v cust-list)" | grep -q __asan_init && kills=0 || kills=$(soak 4 1000)
	run -0 python3 "$ROOT/tests/forget.py" "$(soak 60 10000)" "$(soak 4 100)" "$kills" \
		"$(dirname "${CUSTKIT_BIN:-$ROOT/build/bin}")"
	echo "# $output" >&3
}

@test "nothing is recorded under the id of a forgotten customer, but orders" {
	shop
	cust-forget -q -d s.db --force a >acc
	id=$(sqlite3 s.db "SELECT customer_id FROM forgotten")
	sqlite3 s.db .dump >before
	for line in "feedback-log --kind=praise --text=x" "touch-log --note=x" \
		"visit-log --queue=x" "promise-log --promise=x --due=2199-01-01" \
		"winback-log --offer=x" "consent-log --purpose=x --step=given" \
		"survey-log --survey=s --item=1 --value=x" "points-log --points=5"; do
		# shellcheck disable=SC2086 # words
		run -2 --separate-stderr $line -d s.db --customer-id="$id"
		says "${line%% *}: customer_id '$id' is of a customer who was forgotten"
	done
	sqlite3 s.db .dump | diff before -
	# a return of what was bought
	order-add -q -d s.db --customer-id="$id" --date=2025-01-01 --amount=-1 >acc
}
