# touch-list: contacts by date and number; and with them what every list of the store does
# (lib/store/list).
load helper

HEAD=touch_id,customer_id,date,channel,direction,touchpoint,journey,score,agent,note,settles

# 1 to 6; their dates are not in the order of their numbers.
setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	touch-log -q -d shop.db --create >acc <<-'END'
		customer_id,date,channel,direction,touchpoint,journey,score,agent,note,settles
		b,2025-01-02,web,in,购买,j1,5,,,
		a,2025-01-02T08:00,phone,in,配送,j1,2,Ann,"late, ""twice""",
		b,2025-01-01T23:59:59,mail,out,search,,,,,birthday/2025 case/1/2025-01-01
		007,2025-12-31T23:59:59,store,in,support,j2,1,李,"two
		lines",
		,2025-01-02,social,in,购买,j1,4,,,
		a,2025-01-02,chat,out,delivery,j1,3,Bob,,
	END
}

shop() { cp "$BATS_FILE_TMPDIR/shop.db" . && sqlite3 shop.db .dump >before.sql; }
list() { touch-list -d "$BATS_FILE_TMPDIR/shop.db" "$@"; }
ids() { list --no-header --as-of=2026-01-01 "$@" -f json | jq -s -c 'map(.touch_id)'; }

# gives IDS OPTION...
gives() {
	run -0 ids "${@:2}"
	same "[$1]"
}

@test "all of them, every column, by date and then by number" {
	run -0 --separate-stderr list --as-of=2026-01-01
	same "$HEAD
3,b,2025-01-01T23:59:59,mail,out,search,,,,,birthday/2025 case/1/2025-01-01
1,b,2025-01-02,web,in,购买,j1,5,,,
5,,2025-01-02,social,in,购买,j1,4,,,
6,a,2025-01-02,chat,out,delivery,j1,3,Bob,,
2,a,2025-01-02T08:00:00,phone,in,配送,j1,2,Ann,\"late, \"\"twice\"\"\",
4,007,2025-12-31T23:59:59,store,in,support,j2,1,李,\"two
lines\","
	[ -z "$stderr" ]
}

@test "each filter" {
	gives 3,1 --customer=b
	gives 4 --customer=007
	gives '' --customer=7
	gives 1,5 --touchpoint=购买
	gives '' --touchpoint=Search
	gives 6 --channel=chat
	for c in phone mail chat web social store; do
		run -0 list --as-of=2026-01-01 --channel=$c --no-header
		[[ $output == *,$c,* ]]
	done
	gives '' --channel=other
	gives 1,5,6,2 --journey=j1
	gives 1,5,6,2,4 --since=2025-01-02
	gives 4 --since=2025-12-31
	gives '' --since=2026-01-01
	gives 3 --until=2025-01-01
	gives 3,1,5,6,2 --until=2025-01-02
	gives '' --until=2024-12-31
	gives 4 --where "score < 2"
	gives 6,2 --where "customer_id = 'a' OR agent = 'Bob'"
}

@test "filters together: all must hold" {
	gives 6,2 --customer=a --journey=j1 --since=2025-01-02 --until=2025-01-02
	gives 2 --customer=a --journey=j1 --touchpoint=配送 --channel=phone --since=2025-01-02 \
		--until=2025-01-02 --where 'score = 2'
	gives '' --customer=a --touchpoint=购买
	run -2 --separate-stderr list --since=2025-01-03 --until=2025-01-01
	says "touch-list: --since is later than --until"
	run -2 --separate-stderr list --touchpoint=
	says "touch-list: --touchpoint is empty"
	run -2 --separate-stderr list --journey=
	says "touch-list: --journey is empty"
	# an OR does not undo the others, nor does what ends the line
	gives 3,1 --customer=b --where '0 OR 1'
	gives 3,1 --customer=b --where '0 OR 1 --'
	gives 1 --customer=b --until=2025-01-02 --where \
		"touchpoint IS NOT 'search' /* and no more */"
}

@test "what is looked for is text, not SQL" {
	for s in "b' OR '1'='1" "b%" "'" '"' ') OR (1'; do
		gives '' --customer="$s"
		gives '' --touchpoint="$s"
		gives '' --journey="$s"
	done
}

@test "--as-of: later contacts are ignored, with every other option" {
	gives '' --as-of=2024-12-31
	run -0 list --as-of=2024-12-31
	same $HEAD
	as_of() { # DAY IDS OPTION...
		run -0 bash -c 'touch-list -d "$0" "$@" -f json | jq -s -c "map(.touch_id)"' \
			"$BATS_FILE_TMPDIR/shop.db" --as-of="$1" "${@:3}"
		same "[$2]"
	}
	as_of 2025-01-01 3
	as_of 2025-01-02 3,1,5,6,2
	as_of 2025-12-30 3,1,5,6,2
	as_of 2025-12-31 3,1,5,6,2,4
	as_of 2025-01-02 1,5,6,2 --since=2025-01-02
	as_of 2025-01-01 '' --since=2025-01-02
	as_of 2025-01-01 3 --until=2025-12-31
	as_of 2025-12-31 3 --until=2025-01-01
	as_of 2025-01-02 3,1,5,6,2 --since=2025-01-01 --until=9999-12-31
	as_of 2025-01-01 3 --where 1
	as_of 2025-01-01 '' --customer=a
	as_of 2025-01-02 '' --where "touch_id = 4"
}

@test "--as-of is today in the store's zone" {
	# whatever the hour, Kiritimati's day is Niue's or a later one
	cust-init -d east.db --timezone=Pacific/Kiritimati
	cust-init -d west.db --timezone=Pacific/Niue
	today=$(TZ=Pacific/Kiritimati date +%F)
	touch-log -q -d east.db --note= --date="$today" >acc
	sqlite3 west.db "INSERT INTO touch (date)
		VALUES ('$(TZ=Pacific/Niue date -d tomorrow +%F)'),
		('$(TZ=Pacific/Niue date +%FT00:00:00)')"
	run -0 touch-list -d east.db --no-header
	same "1,,$today,,,,,,,,"
	run -0 touch-list -d west.db --no-header -f json
	[ "$(jq -c .touch_id <<<"$output")" = 2 ]
}

@test "an empty store: the header" {
	cust-init -d empty.db
	for o in "" --customer=a --since=2025-01-01 "--where 1" --as-of=2025-01-01; do
		# shellcheck disable=SC2086 # an option
		run -0 --separate-stderr touch-list -d empty.db $o
		same $HEAD
		[ -z "$stderr" ]
		# shellcheck disable=SC2086 # an option
		run -0 touch-list -d empty.db --no-header $o
		same ''
	done
	run -0 touch-list -d empty.db -f json
	same ''
}

@test "formats: JSON has numbers and null, 购买 lines up" {
	run -0 list --customer=a -f json
	same '{"touch_id":6,"customer_id":"a","date":"2025-01-02","channel":"chat","direction":"out","touchpoint":"delivery","journey":"j1","score":3,"agent":"Bob","note":null,"settles":null}
{"touch_id":2,"customer_id":"a","date":"2025-01-02T08:00:00","channel":"phone","direction":"in","touchpoint":"配送","journey":"j1","score":2,"agent":"Ann","note":"late, \"twice\"","settles":null}'
	run -0 list --customer=007 --as-of=2025-12-31 -f json
	[ "$(jq -r .customer_id,.note <<<"$output")" = $'007\ntwo\nlines' ]
	run -0 list --journey=j1 --where "touchpoint = '购买' OR score = 3" -t
	same 'touch_id  customer_id  date        channel  direction  touchpoint  journey  score  agent  note  settles
       1  b            2025-01-02  web      in         购买        j1           5
       5               2025-01-02  social   in         购买        j1           4
       6  a            2025-01-02  chat     out        delivery    j1           3  Bob'
}

@test "misuse" {
	misused() { # MESSAGE OPTION...
		run -2 --separate-stderr touch-list -d none.db "${@:2}"
		[ -z "$output" ]
		[ "${stderr_lines[0]}" = "touch-list: $1" ]
		[[ ${stderr_lines[1]} == "usage: touch-list "* ]]
	}
	# a shell variable that is empty must not mean everybody
	misused "--customer is empty" --customer=
	misused "--channel must be one of phone|mail|chat|web|social|store|other, not 'fax'" \
		--channel=fax
	misused "--channel must be one of phone|mail|chat|web|social|store|other, not 'phone|mail'" --channel='phone|mail'
	misused "--channel must be one of phone|mail|chat|web|social|store|other, not ''" --channel=
	misused "--since must be a date (YYYY-MM-DD), not '2025-1-1'" --since=2025-1-1
	misused "--until must be a date (YYYY-MM-DD), not '2025-02-29'" --until=2025-02-29
	misused "--as-of must be a date (YYYY-MM-DD), not 'today'" --as-of=today
	misused "unexpected operand 'stray'" stray
}

@test "no store, and one of others" {
	run -2 --separate-stderr touch-list -d none.db
	[ "$stderr" = "touch-list: none.db: store not found; create it with: cust-init -d none.db" ]
	run -2 --separate-stderr touch-list
	says "default.db: store not found"
	[ ! -e none.db ] && [ ! -e default.db ]
	cust-init -d moon.db
	sqlite3 moon.db "INSERT INTO meta VALUES ('timezone', 'Moon/Base')"
	run -2 --separate-stderr touch-list -d moon.db
	[ "$stderr" = \
		"touch-list: unknown time zone 'Moon/Base' in the store (Debian: apt-get install tzdata)" ]
	sqlite3 other.db 'CREATE TABLE touch (touch_id)'
	run -2 --separate-stderr touch-list -d other.db
	says "other.db: not a custkit store, but another database"
}

@test "--where can read and nothing else: one expression, no statement, no other file" {
	shop
	cp shop.db target.db
	while read -r where; do
		run --separate-stderr touch-list -d shop.db --as-of=2026-01-01 --where "$where"
		[[ $status -eq 2 && -z $output && $stderr == "touch-list: "* &&
			${#stderr_lines[@]} -eq 1 ]] || {
			echo "where $where: $output$stderr"
			return 1
		}
		sqlite3 shop.db .dump | diff before.sql -
		[ ! -e shop.db-journal ]
	done <<-'END'
		1); DROP TABLE touch; --
		1); DROP TABLE touch --
		1; DROP TABLE touch
		1) UNION SELECT 1, value, key, 4, 5, 6, 7, 8, 9, 10 FROM meta --
		1) UNION SELECT 1, value, key, 4, 5, 6, 7, 8, 9, 10 FROM meta WHERE (1
		1) UNION SELECT * FROM touch WHERE (1
		1)) UNION SELECT * FROM touch WHERE ((1
		1) OR (1
		1) ORDER BY (1
		1) LIMIT 1 --
		1) /*
		1 /*
		(1
		1)
		1, 2
		1 AS x
		'
		note = 'x
		"no such column"
		nope = 1
		batch = 2
		touch.batch = 2
		count(*) > 1
		row_number() OVER () = 1
		load_extension('target.db')
		writefile('written', 'x')
		readfile('target.db')
		ATTACH 'target.db' AS t
		PRAGMA user_version = 5
		(PRAGMA user_version)
		(DELETE FROM touch)
		(INSERT INTO meta VALUES ('a', 'b') RETURNING 1)
		(UPDATE touch SET note = 'x' RETURNING 1)
		(SELECT 1 FROM t.touch)
		EXPLAIN SELECT 1
		VACUUM
		score = ?
		score = ?2
		score = $min
		score = :min OR 1
		score = @min
	END
	[ ! -e written ]
	run -2 --separate-stderr touch-list -d shop.db --where ''
	run -2 --separate-stderr touch-list -d shop.db --where \
		$'1\n) UNION SELECT * FROM touch --\n'
	run -2 --separate-stderr touch-list -d shop.db --where '1)); DROP TABLE touch; --'
	[ "$stderr" = "touch-list: --where: not a single expression" ]
	# a variable that the shell was to fill in
	run -2 --separate-stderr touch-list -d shop.db --where 'score > $min'
	[ "$stderr" = "touch-list: --where: parameter '\$min' has no value" ]
	run -2 --separate-stderr touch-list -d shop.db --where 'score > ?'
	[ "$stderr" = "touch-list: --where: parameter '?' has no value" ]
	sqlite3 shop.db .dump | diff before.sql -
}

@test "--where: everything that reads, over the columns" {
	gives 1,5,4 --where "note IS NULL AND touchpoint = '购买' OR score = 1"
	gives 2 --where "note LIKE '%twice%'"
	gives 2 --where "note = 'late, \"twice\"' AND '?' = '?'"
	gives 3,1,6,2,4 --where "customer_id IN (SELECT customer_id FROM customer)"
	gives 3 --where "direction = 'out' AND date < '2025-01-02'"
	gives '' --where NULL
	gives '' --where "journey = ')'"
	run -2 --separate-stderr list --where "json_extract(note, '\$.a') = 1"
	says "malformed JSON"
}

@test "what it prints, touch-log takes: the same contacts again" {
	list --as-of=2026-01-01 >all.csv
	cust-init -d other.db
	run -0 --separate-stderr touch-log -q -d other.db --create --ignore=touch_id all.csv
	same $'batch,read,added,updated,unchanged,rejected\n1,6,6,0,0,0'
	cut -d, -f2- all.csv >want
	touch-list -d other.db --as-of=2026-01-01 | cut -d, -f2- | diff want -
}

@test "a store that may only be read; a writer at work is not waited for" {
	shop
	coproc HELD { sqlite3 shop.db; }
	held=$HELD_PID
	echo "BEGIN IMMEDIATE; INSERT INTO touch (date) VALUES ('2025-01-01');
		SELECT 'held';" >&"${HELD[1]}"
	read -r line <&"${HELD[0]}"
	[ "$line" = held ]
	run -0 timeout 10 touch-list -d shop.db --until=2025-01-01 --no-header
	same '3,b,2025-01-01T23:59:59,mail,out,search,,,,,birthday/2025 case/1/2025-01-01'
	echo 'ROLLBACK;' >&"${HELD[1]}"
	exec {HELD[1]}>&-
	wait "$held"
}

@test "an option takes the Chinese word, too" {
	cust-init -d w.db
	touch-log -q -d w.db --customer-id=a --create --channel=微信 --date=2026-05-01 >acc
	touch-log -q -d w.db --customer-id=a --channel=电话 --date=2026-05-01 >acc
	run -0 touch-list -d w.db --channel=微信 --columns=touch_id,channel --no-header
	same 1,chat
	run -0 touch-list -d w.db --channel=EMAIL --no-header
	same ""
	run -2 --separate-stderr touch-list -d w.db --channel=信
	says "--channel must be one of phone|mail|chat|web|social|store|other, not '信'"
	feedback-log -q -d w.db --customer-id=a --kind=投诉 --text=x --date=2026-05-01 >acc
	run -0 feedback-list -d w.db --kind=投诉 --state=待处理 --columns=case_id,kind --no-header
	same 1,complaint
}
