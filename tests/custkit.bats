# custkit: it starts the tools, lists them, prints their options as JSON, and examines a store.
load helper

# state CHECK: the state of a row of the doctor's, from $output.
state() { awk -F, -v c="$1" '$1 == c { print $2 }' <<<"$output"; }

@test "custkit TOOL is the tool: output, messages, status, input" {
	run -0 --separate-stderr custkit nps-calc --columns=n,nps - <<<$'score\n10\n9'
	same $'n,nps\n2,100'
	run -1 custkit nps-calc --fail-under=100 --columns=n,nps - <<<$'score\n10\n0'
	run -2 --separate-stderr custkit nps-calc --no-such
	[ "${stderr_lines[0]}" = "nps-calc: unrecognized option '--no-such'" ]
	# what follows is for the tool, help included
	run -0 custkit clv-calc --help
	[[ $output == 'usage: clv-calc '* ]]
}

@test "a name that is not a tool: the nearest one, or how to list them" {
	while read -r name near; do
		run -2 --separate-stderr custkit "$name" -d x
		says "custkit: no tool '$name'; did you mean $near?"
		run -2 --separate-stderr custkit help "$name"
		says "custkit: no tool '$name'; did you mean $near?"
	done <<-'END'
	clv-calk clv-calc
	nsp-calc nps-calc
	custadd cust-add
	order-adds order-add
	END
	for name in foo x "$(printf 'x%.0s' {1..99})"; do
		run -2 --separate-stderr custkit "$name"
		says "custkit: no tool '$name'; list the tools with: custkit help"
	done
}

@test "a part of the names of tools: all that have it" {
	while IFS='|' read -r name tools; do
		run -2 --separate-stderr custkit "$name"
		[ "$stderr" = "custkit: no tool '$name'; did you mean $tools?" ]
		run -2 --separate-stderr custkit help "$name"
		[ "$stderr" = "custkit: no tool '$name'; did you mean $tools?" ]
	done <<-'END'
	points|points-check, points-list or points-log
	clv|clv-calc
	convert|table-convert
	trial|trial-assign or trial-calc
	promise|promise-list or promise-log
	END
	# a part of a noun is no noun
	run -2 --separate-stderr custkit point
	says "custkit: no tool 'point'; list the tools with: custkit help"
}

@test "custkit and custkit help list all tools; custkit help TOOL is --help" {
	run -0 custkit
	list=$output
	run -0 custkit help
	same "$list"
	diff <(sed -n 's/^  \([a-z-]*\) .*/\1/p' <<<"$list") \
		<(basename -s .c "$ROOT"/cmd/*.c | grep -vx custkit)
	run -0 custkit help order-add
	same "$(order-add --help)"
	run -2 --separate-stderr custkit help order-add x
	says "custkit: unexpected operand 'x'"
	run -2 --separate-stderr custkit help --format=csv
	says "custkit: help can only be printed with --format=json, datapackage or json-schema"
}

@test "--help=json has the options of --help: names, arguments, help" {
	for tool in clv-calc cust-add churn-flag nps-calc custkit table-convert; do
		"$tool" --help=json >j
		diff <("$tool" --help | grep -oE '^  (-.,|   ) --[a-z-]+' | sort) \
			<(jq -r '.options[] | "  " + (if .short then "-" + .short + "," else "   " end) +
				" --" + .long' j | sort)
		jq -r '.options[] | "--" + .long + (if .argument then "=" + .argument else "" end),
			.help' j >words
		while IFS= read -r word; do
			"$tool" --help | grep -qF -- "$word"
		done <words
	done
}

@test "--help=json: types, choices, defaults and statuses" {
	option() { clv-calc --help=json | jq -c --arg o "$1" '.options[] | select(.long == $o)'; }
	run -0 jq -c '[.long, .short, .type, .choices[0], .default]' <<<"$(option format)"
	same '["format","f","choice","csv","csv"]'
	run -0 jq -c '[.type, .argument, .default]' <<<"$(option horizon)"
	same '["duration","DURATION","365d"]'
	run -0 jq -c '[.type, .default]' <<<"$(option discount)"
	same '["rate",0.1]'
	run -0 jq -c '[.type, has("default"), has("argument"), has("choices")]' <<<"$(option fit)"
	same '["flag",false,false,false]'
	run -0 jq -c '[.type, .repeatable]' <<<"$(cust-segment --help=json |
		jq '.options[] | select(.long == "cut")')"
	same '["text",true]'
	run -0 jq -c '.exit_status' <<<"$(nps-calc --help=json)"
	same '{"0":"on success","1":"if a score is below --fail-under or --skip-bad left rows out","2":"on error"}'
	run -2 --separate-stderr clv-calc --help=xml
	says "clv-calc: --help can only have the argument json, not 'xml'"
}

@test "custkit help --format=json: all tools, valid JSON" {
	run -0 jq -r '.[].tool' <<<"$(custkit help --format=json)"
	same "$(basename -s .c "$ROOT"/cmd/*.c)"
	run -0 jq -r '.[].tool' <<<"$(custkit help nps-calc --format=json)"
	same nps-calc
}

# The titles of a page's lists that are tables: their columns have plain names.
titles() {
	awk '/^\.S[sh] / { if (plain) print title; title = substr($0, 5); plain = 0 }
		/^\.\\" object/ { title = "" }
		/^\.It Va / && title != "" { plain = plain || $3 ~ /^[a-z][a-z0-9_]*$/
			if ($3 !~ /^[a-z][a-z0-9_]*$/) title = plain = "" }' \
		"$ROOT/share/man/man5/custkit-tables.5"
}

@test "each table of custkit-tables(5) is described, and those of a tool are with the tool" {
	titles | sort >titles
	[ "$(wc -l <titles)" -gt 150 ]
	custkit help --format=datapackage | jq -r '.resources[].title' | sort | diff titles -
	custkit help --format=json-schema | jq -r '."$defs"[].title' | sort | diff titles -
	custkit help --format=json | jq -r '.[].tables[].title' | sort -u | diff titles -
	run -0 jq -c '.[0].tables[] | select(.name == "value") |
		[.title, .is, .about[0:26], (.columns | map(.name) | join(" "))]' \
		<<<"$(custkit help clv-calc --format=json)"
	same '["Value","printed","Appended by clv-calc(1). A","p_alive expected_orders expected_spend clv model"]'
	run -0 jq -r '[.resources[].name] | join(" ")' \
		<<<"$(custkit help order-list --format=datapackage)"
	same order-list
}

@test "the types of columns: the lexicon, and what the page says of a table" {
	type() {	# TABLE COLUMN
		custkit help --format=json-schema | jq -c --arg t "$1" --arg c "$2" \
			'."$defs"[$t].properties[$c].type'
	}
	[ "$(type value clv)" = '["number","null"]' ]
	[ "$(type customer-list attrs)" = '["object","null"]' ]
	[ "$(type histories customer_id)" = '["string","null"]' ]
	[ "$(type order-log customer_id)" = '"string"' ]	# required
	# one name, two kinds
	[ "$(type scores score)" = '["number","null"]' ]
	[ "$(type win-back-list bought)" = '["string","null"]' ]
	[ "$(type win-back-rates bought)" = '["number","null"]' ]
	[ "$(type alerts change)" = '["string","null"]' ]
	[ "$(type quality-of-the-store change)" = '["number","null"]' ]
	[ "$(type missed-appointments missed)" = '["number","null"]' ]
	run -0 jq -c '."$defs"["order-log"].required' <<<"$(custkit help --format=json-schema)"
	same '["customer_id","date"]'
}

@test "describe: the columns of files, as they are" {
	cp "$CDNOW" Orders_1.csv
	printf 'customer_id,left,mine\na,yes,\n' >own.csv
	run -0 jq -c '.resources[] | [.name, .path, (.schema.fields | map(.name + ":" + .type))]' \
		<<<"$(custkit describe Orders_1.csv own.csv)"
	same '["orders_1","Orders_1.csv",["customer_id:string","date:string","quantity:number","amount:number"]]
["own","own.csv",["customer_id:string","left:any","mine:any"]]'
	run -0 jq -c '[.title, .required, .additionalProperties, .properties.mine]' \
		<<<"$(custkit describe --format=json-schema own.csv)"
	same '["own",["customer_id","left","mine"],false,{}]'
	# a name is unique in a package
	mkdir may .hid
	cp own.csv may/own.csv
	cp own.csv may/own.2.csv
	cp own.csv .hid/.csv
	run -0 jq -c '.resources | map(.name)' \
		<<<"$(custkit describe own.csv may/own.csv may/own.2.csv .hid/.csv)"
	same '["own","own.2","own.3","table"]'
	# standard input has no name
	run -2 --separate-stderr custkit describe
	says "custkit: no input; name a FILE"
	run -2 --separate-stderr custkit describe - <own.csv
	says "custkit: describe needs the path of a FILE, not standard input"
	run -2 --separate-stderr custkit describe none.csv
	says "custkit: none.csv: No such file or directory"
	run -2 --separate-stderr custkit describe --format=json-schema own.csv own.csv
	says "custkit: a JSON Schema describes one FILE"
	run -2 --separate-stderr custkit describe --format=csv own.csv
	says "custkit: describe can only be printed with --format=datapackage or json-schema"
	run -2 --separate-stderr custkit doctor --format=datapackage
	says "custkit: doctor prints a table; use --format=csv or another format of tables"
	printf 'a,a\n' >double.csv
	run -2 --separate-stderr custkit describe double.csv
	says "custkit: double.csv: duplicate column 'a'"
}

@test "doctor: a store with orders that is as it should be" {
	cdnow_store s.db
	run -0 custkit doctor -d s.db -f csv --today=1998-07-03 --check
	[[ $output == *$'\nstore,ok,s.db,\n'* ]]
	[[ $output == *$'\npermissions,ok,0600,\n'* ]]
	[[ $output == *$'\njournal,ok,none,\n'* ]]
	[[ $output == *$'\nschema,ok,'"$SCHEMA"$',\n'* ]]
	[[ $output == *$'\ncustomers,ok,2357,\n'* ]]
	[[ $output == *$'\nnewest order,ok,"1998-06-30, 3 days ago",\n'* ]]
	[[ $output == *$'\nalerts,note,churn-flag --alert has never run;'* ]]
	[[ $output == *"libzip.so"*"reading .xlsx"*"phone_number.so,"*"custkit.so,"* ]]
	[ "$(state disk)" = ok ]
	churn-flag -q -d s.db --alert --as-of=1998-06-30 >alerts
	run -0 custkit doctor -d s.db -f csv --today=1998-06-29
	[[ $output == *$'\nnewest order,note,"1998-06-30, 1 day in the future",\n'* ]]
	[[ $output == *$'\nalerts,note,"1998-06-30, 1 day in the future",\n'* ]]
}

@test "doctor: today is that of the time zone of the store" {
	# at any time, one of these two has another day than UTC
	for zone in Pacific/Kiritimati Etc/GMT+12; do
		cust-init -d "${zone##*/}.db" --timezone="$zone"
		printf '%s\n' customer_id,date,amount "a,$(TZ=$zone date +%F),1" |
			order-add -q -d "${zone##*/}.db" --create >acc
		run -0 custkit doctor -d "${zone##*/}.db" -f csv
		[[ $output == *$'\nnewest order,ok,"'*', 0 days ago",'* ]]
	done
	sqlite3 GMT+12.db "UPDATE meta SET value = 'Nowhere/City' WHERE key = 'timezone'"
	run -0 custkit doctor -d GMT+12.db -f csv
	[[ $output == *$'\ntime zone,bad,Nowhere/City is unknown here,apt-get install tzdata\n'* ]]
	[[ $output == *$'\nnewest order,'* ]]
}

@test "doctor: what is wrong, and the command that mends it" {
	run -0 custkit doctor -d 'no store.db' -f csv
	[[ $output == *$'\nstore,bad,no store.db: No such file or directory,cust-init -d \'no store.db\'\n'* ]]
	run -1 custkit doctor -d none.db -f csv --check
	run -0 custkit doctor -d . -f csv
	[[ $output == *$'\nstore,bad,. is not a file,\n'* ]]
	cust-init -d s.db
	chmod 644 s.db
	run -1 custkit doctor -d s.db -f csv --check
	[[ $output == *$'\npermissions,bad,0644: others than the owner have access,chmod 600 s.db\n'* ]]
	[[ $output == *$'\nnewest order,note,there is no order,order-add orders.csv -d s.db\n'* ]]
	cp "$ROOT/tests/data/store-9.db" old.db
	run -0 custkit doctor -d old.db -f csv
	[[ $output == *"schema,bad,\"9, but this custkit has $SCHEMA\",cust-init --upgrade -d "* ]]
	[ "$(sqlite3 old.db 'PRAGMA user_version')" = 9 ]	# nothing changed
	sqlite3 s.db 'PRAGMA user_version = 99'
	run -0 custkit doctor -d s.db -f csv
	[[ $output == *"schema,bad,\"99, but this custkit has only $SCHEMA: install a newer one\","* ]]
	sqlite3 other.db 'CREATE TABLE t (x)'
	run -0 custkit doctor -d other.db -f csv
	[[ $output == *'schema,bad,this is not a store of custkit,'* ]]
	head -c 5000 /dev/zero | tr '\0' x >text.db
	run -0 custkit doctor -d text.db -f csv
	[[ $output == *'schema,bad,file is not a database,'* ]]
	cust-init -d j.db
	: >j.db-journal
	run -0 custkit doctor -d j.db -f csv
	[[ $output == *$'\njournal,note,"a writer is at work, or was killed;'*'cust-check -d j.db'* ]]
}

@test "doctor: a damaged store is bad, and not one without orders" {
	cdnow_store s.db
	# the pages after the schema
	size=$(stat -c %s s.db)
	dd if=/dev/zero of=s.db bs=4096 seek=1 count=$((size / 4096 - 1)) conv=notrunc 2>/dev/null
	run -1 custkit doctor -d s.db -f csv --check
	for check in 'time zone' customers 'newest order' alerts; do
		[[ $output == *$'\n'"$check,bad,database disk image is malformed,cust-restore --force COPY -d s.db"$'\n'* ]]
	done
	[[ $output != *'there is no order'* ]]
	head -c 20000 s.db >short.db
	run -0 custkit doctor -d short.db -f csv
	[[ $output == *$'\nschema,bad,database disk image is malformed,cust-restore --force COPY -d short.db\n'* ]]
	# it may be a file of another program: no command that replaces it
	run -0 custkit doctor -d "$CDNOW" -f csv
	[[ $output == *$'\nschema,bad,file is not a database,\n'* ]]
}

@test "doctor: a store that another program has locked" {
	cust-init -d s.db
	python3 - <<-'END' >said
	import sqlite3, subprocess
	db = sqlite3.connect('s.db', isolation_level=None)
	db.execute('BEGIN EXCLUSIVE')
	print(subprocess.run(['custkit', 'doctor', '-d', 's.db', '-f', 'csv'],
	                     stdout=subprocess.PIPE, text=True, check=True).stdout)
	END
	grep -qxF 'schema,bad,another program has locked the store; try again,' said
	[ "$(grep -c locked said)" = 1 ]
}

@test "doctor: the command that creates a store works, and is left out where it would not" {
	run -0 env -u CUSTKIT_DB -u XDG_DATA_HOME HOME="$PWD/home" custkit doctor -f csv
	[[ $output == *"/home/.local/share/custkit/custkit.db: No such file or directory,cust-init"$'\n'* ]]
	env -u CUSTKIT_DB -u XDG_DATA_HOME HOME="$PWD/home" cust-init
	run -0 env -u CUSTKIT_DB -u XDG_DATA_HOME HOME="$PWD/home" custkit doctor -f csv
	[ "$(state store)" = ok ]
	run -0 custkit doctor -d none/x.db -f csv
	[[ $output == *$'\nstore,bad,none/x.db: No such file or directory,\n'* ]]
}

@test "doctor leaves the journal of a killed writer, and the store, as they are" {
	cdnow_store s.db
	python3 - <<-'END'
	import os, sqlite3
	db = sqlite3.connect('s.db', isolation_level=None)
	db.execute('PRAGMA cache_size = 5')
	db.execute('BEGIN')
	db.execute("UPDATE customer SET name = hex(zeroblob(200))")
	os._exit(0)
	END
	[ -s s.db-journal ]
	cksum s.db s.db-journal >before
	run -0 custkit doctor -d s.db -f csv
	[[ $output == *$'\njournal,note,"a writer is at work, or was killed;'*'cust-check -d s.db'* ]]
	[[ $output == *$'\nschema,bad,cannot be read before the journal is undone,cust-check -d s.db\n'* ]]
	cksum s.db s.db-journal | diff before -
	# what it names mends it
	run -0 cust-check -d s.db --no-header
	run -0 custkit doctor -d s.db -f csv
	[[ $output == *$'\njournal,ok,none,\n'* ]]
}

@test "doctor is a table for people; the default store is the default" {
	cust-init
	run -0 custkit doctor
	[[ ${lines[0]} == 'check '*'state '*'value '*'fix' ]]
	[[ $output == *"$CUSTKIT_DB"* ]]
	run -2 --separate-stderr custkit doctor x
	says "custkit: unexpected operand 'x'"
}

@test "custkit sql is sqlite3 with the functions of the tools" {
	run -0 with_libraries custkit sql :memory: 'SELECT round(wilson_low(3, 10), 6)'
	same 0.107791
	run -2 --separate-stderr env PATH=/nowhere "$(command -v custkit)" sql :memory: 'SELECT 1'
	says 'custkit: sqlite3: No such file or directory'
}
