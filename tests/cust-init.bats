# cust-init: a new store, and only a new one.
load helper

@test "a store of mode 0600, ours by its application_id, with what was said of it" {
	mkdir new && cd new
	umask 0
	run -0 --separate-stderr cust-init -d shop.db --currency=CNY --timezone=Asia/Shanghai
	[ -z "$output$stderr" ]
	[ "$(stat -c %a shop.db)" = 600 ]
	# 0x6375736b is "cusk"
	run -0 sqlite3 shop.db "PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode;
		SELECT value FROM meta WHERE key IN ('currency', 'timezone') ORDER BY key"
	same $'1668641643\n'"$SCHEMA"$'\ndelete\nCNY\nAsia/Shanghai'
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
	[ "$(ls -A)" = shop.db ]
}

@test "currency and timezone may be left unsaid" {
	cust-init -d shop.db
	run -0 sqlite3 shop.db "SELECT count(*) FROM meta WHERE key IN ('currency', 'timezone')"
	same 0
}

@test "the default store: its folders are made, closed to others" {
	unset CUSTKIT_DB
	umask 0
	run -0 --separate-stderr cust-init
	[ -f data/custkit/custkit.db ]
	[ "$(stat -c %a data data/custkit data/custkit/custkit.db | tr '\n' ' ')" = "700 700 600 " ]
	unset XDG_DATA_HOME
	HOME=$PWD/home run -0 --separate-stderr cust-init
	[ -f home/.local/share/custkit/custkit.db ]
	CUSTKIT_DB=$PWD/env/x.db run -0 --separate-stderr cust-init
	[ -f env/x.db ]
}

@test "-d goes before CUSTKIT_DB, CUSTKIT_DB before XDG_DATA_HOME; empty ones count as unset" {
	export CUSTKIT_DB=$PWD/env.db
	cust-init -d option.db
	[ -f option.db ] && [ ! -e env.db ]
	cust-init
	[ -f env.db ] && [ ! -e data ]
	CUSTKIT_DB='' cust-init
	[ -f data/custkit/custkit.db ]
}

@test "without any place for it" {
	run -2 --separate-stderr env -u HOME -u XDG_DATA_HOME -u CUSTKIT_DB cust-init
	[ "$stderr" = "cust-init: no store; name one with -d FILE or CUSTKIT_DB" ]
	long=$(printf '/%.0s' {1..4200})
	run -2 --separate-stderr env -u CUSTKIT_DB XDG_DATA_HOME="$long" cust-init
	[ "$stderr" = "cust-init: the path of the default store is too long" ]
}

@test "a file that is there is refused, whatever it is, and stays as it is" {
	echo precious >text
	: >empty
	ln -s nowhere dangling
	ln -s text link
	mkdir folder
	mkfifo pipe
	cust-init -d store.db
	cp store.db before.db
	for f in text dangling link folder pipe store.db; do
		run -2 --separate-stderr timeout 5 cust-init -d $f
		[ "$stderr" = "cust-init: $f: file exists" ]
	done
	[ "$(cat text)" = precious ]
	# What a first load that failed has left is no store yet, and holds nothing.
	run -0 cust-init -d empty --currency=CNY
	run -0 sqlite3 empty "SELECT value FROM meta WHERE key = 'currency'"
	same CNY
	run -2 --separate-stderr cust-init -d empty
	[ "$stderr" = "cust-init: empty: file exists" ]
	[ ! -e nowhere ]
	cmp store.db before.db
}

@test "a folder that is not there, or not ours" {
	run -2 --separate-stderr cust-init -d no/such/folder.db
	[ "$stderr" = "cust-init: no/such/folder.db: No such file or directory" ]
	: >file
	run -2 --separate-stderr cust-init -d file/x.db
	[ "$stderr" = "cust-init: file/x.db: Not a directory" ]
	run -2 --separate-stderr cust-init -d ''
	[[ $stderr == "cust-init: : No such file or directory" ]]
	unset CUSTKIT_DB
	run -2 --separate-stderr env XDG_DATA_HOME="$PWD/file" cust-init
	says "cust-init: $PWD/file"
}

@test "a name that SQLite would take for something else is a file's" {
	run -0 cust-init -d :memory:
	[ -s ./:memory: ]
	printf 'customer_id\nm\n' | cust-add -q -d :memory: >acc
	run -0 cust-list -d :memory: --columns=customer_id --no-header
	same m
	run -0 cust-init -d 'file:x.db?mode=memory'
	[ -s './file:x.db?mode=memory' ]
}

@test "currency and timezone are checked before anything is made" {
	while IFS='|' read -r option message; do
		run -2 --separate-stderr cust-init -d shop.db "$option"
		[ "${stderr_lines[0]}" = "cust-init: $message" ]
		[[ ${stderr_lines[1]} == "usage: cust-init "* ]]
		[ ! -e shop.db ]
	done <<-'END'
	--currency=cny|--currency must be three capital letters, not 'cny'
	--currency=EURO|--currency must be three capital letters, not 'EURO'
	--currency=¥|--currency must be three capital letters, not '¥'
	--currency=|--currency must be three capital letters, not ''
	--timezone=Nowhere/City|--timezone: unknown time zone 'Nowhere/City' (use a name like Asia/Shanghai)
	--timezone=../../../etc/passwd|--timezone: unknown time zone '../../../etc/passwd' (use a name like Asia/Shanghai)
	--timezone=/etc/passwd|--timezone: unknown time zone '/etc/passwd' (use a name like Asia/Shanghai)
	--timezone=|--timezone: unknown time zone '' (use a name like Asia/Shanghai)
	--timezone=Asia|--timezone: unknown time zone 'Asia' (use a name like Asia/Shanghai)
	--timezone=zone.tab|--timezone: unknown time zone 'zone.tab' (use a name like Asia/Shanghai)
	END
}

@test "--upgrade: a store of this version stays as it is, byte for byte; none is made" {
	cust-init -d shop.db --currency=EUR
	cp shop.db before.db
	run -0 --separate-stderr cust-init --upgrade -d shop.db
	[ -z "$output$stderr" ]
	cmp shop.db before.db
	run -2 --separate-stderr cust-init --upgrade -d none.db
	[ "$stderr" = "cust-init: none.db: store not found; create it with: cust-init -d none.db" ]
	[ ! -e none.db ]
	run -2 --separate-stderr cust-init --upgrade
	says "store not found"
	[ ! -e default.db ]
	for o in --currency=CNY --timezone=UTC; do
		run -2 --separate-stderr cust-init --upgrade -d shop.db $o
		[ "${stderr_lines[0]}" = \
			"cust-init: --currency and --timezone cannot be used with --upgrade" ]
	done
}

@test "--upgrade makes an empty file a store, and no other a store" {
	: >empty.db
	run -0 cust-init --upgrade -d empty.db
	run -0 cust-check --no-header -d empty.db
	[ -z "$output" ]
	sqlite3 foreign.db 'CREATE TABLE t (a)'
	cp foreign.db before.db
	run -2 --separate-stderr cust-init --upgrade -d foreign.db
	says "foreign.db: not a custkit store, but another database"
	cmp foreign.db before.db
}

@test "ten at once: one makes it, nine are refused, all is well" {
	for i in {1..10}; do
		cust-init -d shop.db 2>"err.$i" &
		pids[i]=$!
	done
	made=0
	for i in {1..10}; do
		if wait "${pids[i]}"; then made=$((made + 1)); else grep -q 'file exists' "err.$i";
			fi
	done
	[ "$made" -eq 1 ]
	run -0 cust-check --no-header -d shop.db
	[ -z "$output" ]
}
