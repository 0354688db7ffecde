# The store as every tool finds it: what is opened, who may, and what survives.
load helper

# Every tool that reads the store, and those that write to it.
READERS=("cust-list" "order-list" "cust-show a" "cust-check" "cust-backup copy.db" "clv-calc" \
	"cust-segment --rfm" "cust-list --history")
WRITERS=("cust-add --name=x" "order-add rows.csv" "cust-add rows.csv" "cust-check --repair" \
	"cust-init --upgrade")

shop() {
	cust-init -d shop.db
	printf 'customer_id,name\na,Ann\nb,Bob\n' | cust-add -q -d shop.db >acc
	printf 'customer_id,date,amount\na,2023-01-01,1\na,2023-01-02,2\nb,2023-01-03,1\n' >rows.csv
	order-add -q -d shop.db rows.csv >acc
}

# all_refuse FILE TEXT: each tool ends with status 2, TEXT in its one line, and the file as it was.
all_refuse() {
	rm -f before
	[ ! -f "$1" ] || cp "$1" before
	for line in "${READERS[@]}" "${WRITERS[@]}"; do
		# shellcheck disable=SC2086 # a tool and its options
		run --separate-stderr timeout 20 $line -d "$1"
		[[ $status -eq 2 && -z $output && $stderr == "${line%% *}: "*"$2"* &&
			${#stderr_lines[@]} -eq 1 ]] || {
			echo "$line: status $status, wanted: $2, said: $output$stderr"
			return 1
		}
	done
	[ ! -e copy.db ]
	[ ! -f before ] || cmp "$1" before
}

@test "no file: none is made, and the command that makes one is named" {
	printf 'customer_id,date,amount\na,2023-01-01,1\n' >rows.csv
	all_refuse none.db "none.db: store not found; create it with: cust-init -d none.db"
	[ ! -e none.db ]
	all_refuse no/such/none.db "store not found"
	[ ! -e no ]
}

@test "an empty file: the command that makes it a store is named, and works" {
	: >empty.db
	for line in "${READERS[@]}"; do
		# shellcheck disable=SC2086 # a tool and its options
		run -2 --separate-stderr $line -d empty.db
		[[ $stderr == \
			"${line%% *}: "*"empty.db: empty; create a store with: cust-init -d "*empty.db ]]
		[ ! -s empty.db ]
	done
	eval "${stderr##*with: }"
	run -0 cust-check --no-header -d empty.db
	[ -z "$output" ]
}

@test "an empty file is where a writer begins" {
	: >empty.db
	run -0 cust-add -q -d empty.db --name=x
	run -0 cust-check --no-header -d empty.db
	[ -z "$output" ]
}

@test "a folder, a fifo, a device, a socket's place: not a regular file" {
	printf 'customer_id,date,amount\na,2023-01-01,1\n' >rows.csv
	mkdir folder
	mkfifo pipe
	all_refuse folder "folder: not a regular file"
	all_refuse pipe "pipe: not a regular file"
	all_refuse /dev/null "/dev/null: not a regular file"
	all_refuse /dev/zero "/dev/zero: not a regular file"
}

@test "a file that is not a database" {
	printf 'customer_id,date,amount\na,2023-01-01,1\n' >rows.csv
	cp "$CDNOW" text.db
	all_refuse text.db "text.db: file is not a database"
}

@test "a database that is not ours" {
	printf 'customer_id,date,amount\na,2023-01-01,1\n' >rows.csv
	sqlite3 foreign.db 'CREATE TABLE customer (customer_id TEXT)'
	all_refuse foreign.db "foreign.db: not a custkit store, but another database"
	# no table, but somebody's number
	sqlite3 numbered.db 'PRAGMA application_id = 1'
	all_refuse numbered.db "numbered.db: not a custkit store, but another database"
	sqlite3 versioned.db 'PRAGMA user_version = 1'
	all_refuse versioned.db "versioned.db: not a custkit store, but another database"
	# a view is enough to be somebody's
	sqlite3 view.db 'CREATE VIEW v AS SELECT 1'
	all_refuse view.db "view.db: not a custkit store, but another database"
}

@test "a store of a newer custkit" {
	shop
	sqlite3 shop.db 'PRAGMA user_version = 99'
	all_refuse shop.db \
		"shop.db: created by a newer custkit (version 99; this custkit reads up to $SCHEMA)"
}

@test "a symbolic link to a store is followed, one to nowhere makes nothing" {
	shop
	ln -s shop.db link.db
	run -0 cust-list -d link.db --no-header --columns=customer_id
	same $'a\nb'
	ln -s nowhere dangling.db
	all_refuse dangling.db "store not found"
	CUSTKIT_DB=dangling.db run -2 --separate-stderr cust-add --name=x
	[ ! -e nowhere ]
}

@test "no other names beside the store when all is done" {
	mkdir in && cd in
	shop
	cust-list -d shop.db >../out
	cust-check -d shop.db >../out
	[ "$(ls -A | tr '\n' ' ')" = "acc rows.csv shop.db " ]
}

# A user who is not root; what he runs is copied to where he may go.
nobody() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid=65534 --regid=65534 --clear-groups env PATH="$open/bin:$PATH" "$@"
	fi
}
opened() {
	open=$(mktemp -d /tmp/custkit-store.XXXXXX)
	cp -r "${CUSTKIT_BIN:-$ROOT/build/bin}" "$open/bin"
	chmod -R a+rX "$open"
	cd "$open" || return
}
teardown() {
	if [ -n "${open:-}" ]; then
		chmod -R u+rwX "$open"
		rm -rf "$open"
	fi
}

@test "a store that one may not read: the error of the system; doctor says it once" {
	opened
	shop
	chmod 000 shop.db
	for tool in cust-list "cust-add --name=x" cust-check; do
		# shellcheck disable=SC2086 # a tool and its options
		run -2 --separate-stderr nobody $tool -d shop.db
		[ "$stderr" = "${tool%% *}: shop.db: Permission denied" ]
	done
	run -0 nobody custkit doctor -d shop.db -f csv
	[[ $output == *$'\naccess,bad,you cannot read the store,\n'* ]]
	[[ $output != *$'\nschema,'* ]]
}

@test "a read-only store in a read-only folder: readers work, writers say why they cannot" {
	opened
	shop
	chmod 444 shop.db
	chmod 555 .
	run -0 --separate-stderr nobody cust-list -d shop.db --no-header --columns=customer_id
	same $'a\nb'
	run -0 --separate-stderr nobody order-list -d shop.db --no-header --customer=b
	same ,b,2023-01-03,1,,,,,,
	run -0 --separate-stderr nobody cust-check --no-header -d shop.db
	[ -z "$output" ]
	for line in "cust-add --name=x" "order-add --again rows.csv" "cust-check --repair"; do
		# shellcheck disable=SC2086 # a tool and its options
		run -2 --separate-stderr nobody $line -d shop.db
		[ -z "$output" ]
		[[ $stderr == "${line%% *}: "*"shop.db: "* ]]
	done
	run -2 --separate-stderr nobody cust-init -d new.db
	[ "$stderr" = "cust-init: new.db: Permission denied" ]
	run -2 --separate-stderr nobody cust-backup -d shop.db copy.db
	[ "$stderr" = "cust-backup: copy.db: Permission denied" ]
}

@test "a store that may not be read" {
	opened
	shop
	chmod 000 shop.db
	run -2 --separate-stderr nobody cust-list -d shop.db
	[[ $stderr == "cust-list: shop.db: "* ]]
	chmod 644 shop.db
	mkdir closed
	cp shop.db closed
	chmod 000 closed
	run -2 --separate-stderr nobody cust-list -d closed/shop.db
	[ "$stderr" = "cust-list: closed/shop.db: Permission denied" ]
}

@test "ten first runs at once on the default store: all succeed, all rows are there" {
	unset CUSTKIT_DB
	for i in {1..10}; do
		printf 'customer_id,name\nc%s,n\n' "$i" >"$i.csv"
		cust-add "$i.csv" >"out.$i" 2>"err.$i" &
		pids[i]=$!
	done
	for i in {1..10}; do
		wait "${pids[i]}" || {
			cat "err.$i"
			return 1
		}
	done
	run -0 cust-list --no-header --columns=customer_id
	[ "${#lines[@]}" -eq 10 ]
	[ "$(cat err.* | grep -c 'created store')" -eq 1 ]
	# each batch has its own number
	run -0 bash -c 'tail -qn 1 out.* | cut -d, -f1 | sort -n | tr "\n" " "'
	same "1 2 3 4 5 6 7 8 9 10 "
	run -0 cust-check --no-header
	[ -z "$output" ]
}

@test "ten made ids at once: ten customers" {
	cust-init -d shop.db
	for i in {1..10}; do
		cust-add -d shop.db --no-header --name="n$i" >"out.$i" &
		pids[i]=$!
	done
	for i in {1..10}; do wait "${pids[i]}"; done
	run -0 bash -c 'sort out.* | tr "\n" " "'
	same "C000001 C000002 C000003 C000004 C000005 C000006 C000007 C000008 C000009 C000010 "
}

# hold SQL: a shell on shop.db that has run it and waits; let_go SQL: it runs that too, and ends.
hold() {
	coproc HELD { sqlite3 shop.db; }
	echo "$1; SELECT 'held';" >&"${HELD[1]}"
	read -r line <&"${HELD[0]}"
	[ "$line" = held ]
	held=$HELD_PID
}
let_go() {
	echo "$1;" >&"${HELD[1]}"
	exec {HELD[1]}>&-
	wait "$held"
}

@test "readers do not wait for a writer at work, and do not see its rows" {
	shop
	hold "BEGIN IMMEDIATE; INSERT INTO customer (customer_id) VALUES ('z')"
	run -0 timeout 10 cust-list -d shop.db --no-header --columns=customer_id
	same $'a\nb'
	run -0 timeout 10 cust-check -d shop.db --no-header
	run -0 timeout 10 cust-segment -q --rfm -d shop.db --no-header
	[ "${#lines[@]}" -eq 2 ]
	let_go COMMIT
	run -0 cust-list -d shop.db --no-header --columns=customer_id
	same $'a\nb\nz'
}

@test "a writer waits for another, then writes" {
	shop
	hold "BEGIN IMMEDIATE; INSERT INTO customer (customer_id) VALUES ('z')"
	cust-add -q -d shop.db --customer-id=y >out 2>err &
	pid=$!
	sleep .3
	kill -0 $pid
	let_go COMMIT
	wait $pid
	[ ! -s err ]
	run -0 cust-list -d shop.db --no-header --columns=customer_id
	same $'a\nb\ny\nz'
}

@test "a reader waits for a commit, and reads after it" {
	shop
	hold "BEGIN EXCLUSIVE; INSERT INTO customer (customer_id) VALUES ('z')"
	cust-list -d shop.db --no-header --columns=customer_id >out 2>err &
	pid=$!
	sleep .3
	kill -0 $pid
	let_go COMMIT
	wait $pid
	[ ! -s err ]
	run -0 cat out
	same $'a\nb\nz'
}

# What a kill in the middle of a commit leaves: pages written over, and the journal that has them.
hot() {
	sqlite3 shop.db "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
		WHERE i < 3000)
		INSERT INTO customer (customer_id, name) SELECT printf('n%05d', i), 'before' FROM n;
		DELETE FROM meta WHERE key LIKE 'digest.%'" # the content is ours
	cp shop.db whole.db
	sqlite3 shop.db "PRAGMA cache_size = 5; BEGIN; UPDATE customer SET name = 'half';" \
		".shell cp shop.db hot.db; cp shop.db-journal hot.db-journal" ROLLBACK
	grep -q half hot.db
	mv hot.db shop.db
	mv hot.db-journal shop.db-journal
}

@test "the first reader rolls back a hot journal" {
	shop
	for line in "cust-list --where 0" "order-list" "cust-show a" "cust-check" \
		"cust-backup copy.db" "cust-segment -q --rfm" "cust-add --customer-id=a"; do
		rm -f shop.db copy.db
		shop
		hot
		# shellcheck disable=SC2086 # a tool and its options
		run -0 $line -d shop.db
		[ ! -e shop.db-journal ]
		run -0 sqlite3 shop.db "SELECT count(*) FROM customer WHERE name = 'half'"
		same 0
	done
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
}

@test "a hot journal that may not be rolled back: no half-written rows, but an error" {
	opened
	shop
	hot
	chmod 444 shop.db shop.db-journal
	chmod 555 .
	for line in "cust-list" "order-list" "cust-check" "cust-segment --rfm"; do
		# shellcheck disable=SC2086 # a tool and its options
		run -2 --separate-stderr nobody $line -d shop.db
		[ -z "$output" ]
		[ -n "$stderr" ]
	done
	[ -e shop.db-journal ]
}

@test "a disk that is full: nothing is changed, and it is said" {
	shop
	cp shop.db before.db
	{
		echo customer_id,name
		seq -f 'n%06.0f,some name to fill the pages with' 1 20000
	} >many.csv
	full() { (
		trap '' XFSZ
		ulimit -f 200 # 200 KiB a file; the store would need more
		exec "$@"
	); }
	run -2 --separate-stderr full cust-add -q -d shop.db many.csv
	[ -z "$output" ]
	[[ $stderr == "cust-add: "*"shop.db: "* ]]
	[ ! -e shop.db-journal ] || run -0 cust-list -d shop.db --where 0
	diff <(sqlite3 before.db .dump) <(sqlite3 shop.db .dump)
	run -0 cust-check --no-header -d shop.db
	# and where the signal would kill
	(ulimit -c 0 -f 200; exec cust-add -q -d shop.db many.csv) >out 2>&1 || status=$?
	[ "$status" -eq 2 ]
	run -0 cust-check --no-header -d shop.db
	diff <(sqlite3 before.db .dump) <(sqlite3 shop.db .dump)
	# with room again it goes in
	run -0 cust-add -q --no-header -d shop.db many.csv
	same 3,20000,20000,0,0,0
}

# bats test_tags=long
@test "kill -9 at any moment of a load: all rows or none" {
	shop
	{
		echo customer_id,name
		seq -f 'n%06.0f,some name' 1 20000
	} >many.csv
	for ms in 00 01 02 04 06 08 12 16 20 25 30 40; do
		cp shop.db k.db
		cust-add -q -d k.db many.csv >out 2>&1 &
		pid=$!
		sleep .0$ms
		kill -9 $pid 2>/dev/null || :
		wait $pid || :
		run -0 cust-check --no-header -d k.db
		[ -z "$output" ]
		run -0 sqlite3 k.db 'SELECT count(*) FROM customer'
		[[ $output == 2 || $output == 20002 ]]
		rm k.db
	done
}

@test "a harmful schema: triggers and views of other programs run no functions with effects" {
	shop
	sqlite3 shop.db "CREATE TRIGGER evil AFTER INSERT ON customer BEGIN
		SELECT load_extension('x'); END"
	run -2 cust-add -d shop.db --customer-id=z
	cust-check -q -d shop.db --repair --force >acc
	run --separate-stderr cust-add -d shop.db --customer-id=z
	[[ $status -eq 2 && $stderr == *"unsafe use of load_extension()"* ||
		$stderr == *"not authorized"* ]]
	run -0 cust-list -d shop.db --no-header --columns=customer_id
	same $'a\nb'
}

# refused WHAT: every writer ends with status 2, names it and how to accept it, and changes nothing.
refused() {
	local accept="cust-check --repair --force -d $PWD/shop.db"
	cp shop.db before.db
	while read -r line; do
		# shellcheck disable=SC2086 # a tool and its options
		run -2 --separate-stderr $line -d shop.db
		[ "$stderr" = \
			"${line%% *}: $PWD/shop.db: $1; correct it with sqlite3, or accept it with: $accept" ]
		[ -z "$output" ]
		cmp shop.db before.db
	done <<-'END'
	cust-add --name=x
	cust-add rows.csv
	order-add --again rows.csv
	order-add --customer-id=a --date=2023-02-01 --amount=1
	feedback-log --force --kind=praise
	feedback-step 1 --acknowledge
	touch-log --touchpoint=x
	touch-log -n --touchpoint=x
	promise-log --kept 1
	winback-log --customer-id=a
	survey-log --survey=s --respondent=r --item=1 --value=1
	churn-flag --alert --as-of=2023-02-01
	cust-init --upgrade
	cust-check --repair
	END
}

@test "a trigger of another program: no tool writes until it is accepted" {
	shop
	sqlite3 shop.db "CREATE TRIGGER evil AFTER INSERT ON feedback BEGIN UPDATE customer
		SET name = 'x'; END"
	refused "trigger evil is not custkit's: it may change what others write"
	# who reads is not held up
	run -0 cust-list -d shop.db --no-header --columns=name
	same $'Ann\nBob'
	run -1 cust-check -d shop.db --no-header
	same "schema,trigger evil,is not custkit's: it may change what others write"
	run -0 cust-check -d shop.db --no-header --repair --force
	run -0 feedback-log -q -d shop.db --kind=praise --text=x
	run -0 cust-check -d shop.db --no-header
	run -0 cust-list -d shop.db --no-header --columns=name
	same $'x\nx'
	# what was accepted is that text, not the name
	sqlite3 shop.db "DROP TRIGGER evil; CREATE TRIGGER evil AFTER INSERT ON touch BEGIN
		UPDATE customer SET name = 'y'; END"
	refused "trigger evil is not custkit's: it may change what others write"
	sqlite3 shop.db "DROP TRIGGER evil"
	run -0 feedback-log -q -d shop.db --kind=praise --text=x
}

@test "a trigger or view in the place of one of custkit's" {
	shop
	sqlite3 shop.db "DROP TRIGGER orders_added; CREATE TRIGGER orders_added AFTER INSERT
		ON orders BEGIN SELECT 1; END"
	refused "trigger orders_added is not as custkit makes it"
	rm shop.db
	shop
	# a beginning of custkit's own text is another view
	sqlite3 shop.db "DROP VIEW purchase_start;
		CREATE VIEW purchase_start AS         -- the first purchase day of every customer
SELECT customer_id"
	refused "view purchase_start is not as custkit makes it"
}

@test "a trigger of another program in an older store: it is not upgraded" {
	cp "$ROOT/tests/data/store-1.db" shop.db
	chmod 600 shop.db
	sqlite3 shop.db "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM customer; END"
	run -2 --separate-stderr cust-init --upgrade -d shop.db
	says "trigger evil is not custkit's"
	[ "$(sqlite3 shop.db 'PRAGMA user_version')" = 1 ]
	[ "$(echo shop.db*)" = shop.db ]
	run -2 --separate-stderr cust-check --force -d shop.db
	says "--force requires --repair"
}

@test "amounts at the edge of 64 bits in the store: a message, no wrapped sum" {
	shop
	sqlite3 shop.db "DROP TRIGGER orders_added; INSERT INTO orders (customer_id, date, amount)
		VALUES ('a', '2023-01-05', 9223372036854775807), ('a', '2023-01-06',
		9223372036854775807)"
	for line in "cust-segment --rfm --as-of=2023-01-06" \
		"cust-segment --rfm --as-of=2023-01-06 --input=log" "cust-check" \
		"cust-check --repair"; do
		# shellcheck disable=SC2086 # a tool and its options
		run --separate-stderr $line -d shop.db
		[[ $status -ne 0 || $line == cust-segment* ]]
		[[ $output$stderr != *-92233* && $output$stderr != *-18446* &&
			$output$stderr != *e+1* ]]
	done
}

@test "the zone in the environment, the folder, the time of day change nothing that is stored" {
	shop
	mkdir other && cd other
	TZ=Asia/Shanghai run -0 order-list -d ../shop.db --no-header --customer=b
	same ,b,2023-01-03,1,,,,,,
}

@test "a load that fails leaves no journal behind, which others could not roll back" {
	cust-init -d shop.db
	{ echo customer_id,name; seq -f 'c%.0f,a name of some length to fill the pages' 1 30000;
		echo x; } >bad.csv
	run -2 --separate-stderr cust-add -d shop.db bad.csv
	[ "$(echo shop.db*)" = shop.db ]
	{ echo customer_id,name; seq -f 'c%.0f,a name of some length to fill the pages' 1 30000;
		echo 'y,"z'; } >worse.csv
	run -2 --separate-stderr cust-add -d shop.db worse.csv
	[ "$(echo shop.db*)" = shop.db ]
}

@test "a relative XDG_DATA_HOME does not count" {
	run -2 --separate-stderr env -u CUSTKIT_DB XDG_DATA_HOME=rel HOME="$PWD/home" cust-list
	says "$PWD/home/.local/share/custkit/custkit.db: store not found"
}

@test "without a name there is the default store; the message says how to name another" {
	local store=$PWD/home/.local/share/custkit/custkit.db
	run -2 --separate-stderr env -u CUSTKIT_DB -u XDG_DATA_HOME HOME="$PWD/home" cust-list
	[ "$stderr" = "cust-list: $store: store not found; name another with -d FILE or\
 CUSTKIT_DB, or create it with: cust-init" ]
	run -2 --separate-stderr env -u XDG_DATA_HOME CUSTKIT_DB=n.db HOME="$PWD/home" cust-list
	[ "$stderr" = "cust-list: n.db: store not found; create it with: cust-init -d n.db" ]
	# the command creates what is missing; without its folder, a name is rather a mistake
	env -u CUSTKIT_DB -u XDG_DATA_HOME HOME="$PWD/home" cust-init
	[ -s "$store" ]
	run -2 --separate-stderr cust-list -d none/x.db
	[ "$stderr" = "cust-list: none/x.db: store not found, and its folder does not exist" ]
}

@test "one row by options: each tool syncs four times" {
	shop
	feedback-log -q -d shop.db --kind=praise --text=good >acc
	local line n
	while read -r line; do
		trace fsync,fdatasync,sync,syncfs,msync,sync_file_range $line -q -d shop.db >acc
		n=$(grep -c sync trace)
		# the journal and its header, its folder, and the file; less would not be durable
		[ "$n" -eq 4 ] || { echo "$line: $n"; cat trace; return 1; }
	done <<-'END'
	cust-add --name=x
	cust-add --customer-id=a --city=Ulm
	order-add --customer-id=a --date=2023-02-01 --amount=5
	order-add --customer-id=a --date=2022-02-01 --amount=-5 --order-id=x
	feedback-log --customer-id=a --kind=complaint --text=late
	feedback-step 1 --note=x
	touch-log --customer-id=a --channel=web --direction=in
	promise-log --customer-id=a --promise=call --due=2030-01-01
	promise-log --kept 1
	winback-log --customer-id=a --reason=price
	winback-log --won 1
	END
}
