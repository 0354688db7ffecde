# consent-log: who gives and withdraws consent, by options and from CSV; what is only added to.
# tests/touch-log.bats has what every tool that records rows does.
load helper

HEAD=consent_id,customer_id,date,purpose,channel,step,basis,version,agent,note,source,external_id

# A store s.db with the customers a and b.
store() {
	cust-init -d s.db "$@"
	printf 'customer_id\na\nb\n' | cust-add -q -d s.db >acc
}

log() { consent-log -q -d s.db "$@"; }
rows() { consent-list -d s.db --no-header --history "$@"; }
sql() { sqlite3 s.db "$@"; }
csv() { printf '%s\n' "$@" >log.csv; }

# refuses MESSAGE ARGUMENT...: status 2 and this line, nothing printed, nothing recorded.
refuses() {
	sql .dump >before
	run -2 --separate-stderr consent-log -d s.db "${@:2}"
	[ -z "$output" ] && [ "$stderr" = "consent-log: $1" ] ||
		{ printf 'want %s\ngot %s\n' "$1" "$stderr"; return 1; }
	sql .dump | diff before -
}

@test "one by options: every field, and the number; withdrawing is one command, too" {
	store
	run -0 --separate-stderr consent-log -d s.db --customer-id=a --date=2025-03-01T09:30 \
		--purpose=marketing --channel=mail --step=given --basis=consent --text-version=2 \
		--agent=Ann --note='form 7'
	same $'consent_id\n1'
	[ -z "$stderr" ]
	before=$(date +%FT%T)
	run -0 --separate-stderr consent-log -d s.db --customer-id=a --purpose=marketing \
		--step=withdrawn
	same $'consent_id\n2'
	[ -z "$stderr" ]
	run -0 sql "SELECT date BETWEEN '$before' AND '$(date +%FT%T)' FROM consent
		WHERE consent_id = 2"
	same 1
	run -0 consent-list -d s.db --history --until=2025-12-31
	same "$HEAD
1,a,2025-03-01T09:30:00,marketing,mail,given,consent,2,Ann,form 7,,"
	run -0 sql 'SELECT tool, read, added FROM batch WHERE batch > 1'
	same $'consent-log|1|1\nconsent-log|1|1'
}

@test "many from CSV: all columns, or only the ids beside options" {
	store
	csv note,version,customer_id,step,purpose,date,channel x,3,a,Given,survey,2025-01-02,Phone \
		,,b,withdrawn,survey,2025-01-01,
	run -0 --separate-stderr consent-log -d s.db log.csv
	[ "${lines[1]#*,}" = 2,2,0,0,0 ]
	says "consent-log: consent_id 1 to 2"
	says "consent-log: withdrawn, but never recorded as given: 1 (compare the purposes:\
 consent-list --history)"
	run -0 rows
	same $'2,b,2025-01-01,survey,,withdrawn,,,,,,\n1,a,2025-01-02,survey,phone,given,,3,,x,,'
	printf 'customer_id\na\nb\n' >ids.csv
	run -0 log --purpose=marketing --step=withdrawn --date=2025-03-01 ids.csv
	run -0 rows --purpose=marketing
	same $'3,a,2025-03-01,marketing,,withdrawn,,,,,,\n4,b,2025-03-01,marketing,,withdrawn,,,,,,'
	# for one more customer
	run -0 --separate-stderr consent-log -d s.db --create --customer-id=c --purpose=survey \
		--step=given
	same $'consent_id\n5'
	[ "$stderr" = "consent-log: created 1 customer" ]
}

@test "a withdrawal of what was never given is recorded, and noted; in any case of letters" {
	store
	note="consent-log: withdrawn, but never recorded as given: 1 (compare the purposes:\
 consent-list --history)"
	run -0 --separate-stderr consent-log -d s.db --customer-id=a --purpose=marketing \
		--step=withdrawn --date=2025-01-01
	[ "$stderr" = "$note" ]
	log --customer-id=a --purpose=marketing --step=given --date=2025-02-01 >acc
	run -0 --separate-stderr consent-log -d s.db --customer-id=a --purpose=MARKETING \
		--step=withdrawn --date=2025-02-01
	[ -z "$stderr" ]
	# before it was given, and for another purpose, and by another customer
	for o in '--customer-id=a --purpose=marketing --date=2025-01-31' \
		'--customer-id=a --purpose=survey' '--customer-id=b --purpose=marketing'; do
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr consent-log -d s.db --step=withdrawn $o
		[ "$stderr" = "$note" ]
	done
	run -0 sql 'SELECT count(*) FROM consent'
	same 6
}

@test "what is refused" {
	store
	one=(--customer-id=a --purpose=marketing --step=given)
	refuses "customer_id 'z' is not in the store (add it with cust-add or use --create)" \
		--customer-id=z --purpose=marketing --step=given
	refuses "date '2199-12-31' is in the future" "${one[@]}" --date=2199-12-31
	refuses "date '2025-02-29' is not a valid date" "${one[@]}" --date=2025-02-29
	refuses "channel 'fax' is not one of phone|mail|chat|web|social|store|other" "${one[@]}" \
		--channel=fax
	refuses "step 'revoked' is not one of given|withdrawn" --customer-id=a \
		--purpose=marketing --step=revoked
	refuses "step '' is empty" --customer-id=a --purpose=marketing
	refuses "purpose '' is empty" --customer-id=a --step=given
	refuses "purpose 'a?b' is longer than 64 bytes or has control characters" \
		--customer-id=a --step=given --purpose=$'a\tb'
	refuses "purpose 'a?[31mb' is longer than 64 bytes or has control characters" \
		--customer-id=a --step=given --purpose=$'a\e[31mb'
	long=$(printf 'x%.0s' {1..65})
	refuses "purpose '${long:0:60}' is longer than 64 bytes or has control characters" \
		--customer-id=a --step=given --purpose="$long"
	refuses "purpose ' marketing' begins or ends with a blank" --customer-id=a --step=given \
		--purpose=' marketing'
	refuses "purpose 'marketing ' begins or ends with a blank" --customer-id=a --step=given \
		--purpose='marketing '
	csv customer_id,purpose,step,date ,marketing,given,2025-01-01
	refuses "log.csv:2: customer_id '' is empty
consent-log: nothing loaded: 1 bad row of 1 (use --rejects=FILE to load the others)" log.csv
	csv customer_id,purpose,step a,marketing,given
	refuses "log.csv: no column 'date'; the columns are 'customer_id', 'purpose', 'step'" \
		log.csv
}

@test "the same row twice is refused, unless --again; --only-new leaves it out" {
	store
	csv customer_id,purpose,step,date a,marketing,given,2025-01-01
	log log.csv >acc
	refuses "already loaded as batch 2 (use --again to load it twice)" log.csv
	csv customer_id,purpose,step,date a,marketing,given,2025-01-01 b,marketing,given,2025-01-01
	run -2 --separate-stderr consent-log -d s.db log.csv
	says "2 rows, 1 of them equal to stored rows (--again loads them, --only-new leaves them out)"
	run -0 log --only-new log.csv
	[ "${lines[1]#*,}" = 2,1,0,1,0 ]
	run -0 log --again log.csv
	run -0 sql 'SELECT count(*) FROM consent'
	same 4
	run -0 consent-list -d s.db --no-header
	same $'3,a,2025-01-01,marketing,,given,,,,,,\n4,b,2025-01-01,marketing,,given,,,,,,'
}

@test "numbers of another system: a row is found again, but never changed" {
	store
	csv customer_id,purpose,step,date,external_id a,marketing,given,2025-01-01,f1 \
		b,marketing,given,2025-01-01,f2
	run -0 log --source=shop log.csv
	[ "${lines[1]#*,}" = 2,2,0,0,0 ]
	run -0 log --source=shop --again log.csv
	[ "${lines[1]#*,}" = 2,0,0,2,0 ]
	run -0 rows --customer=a
	same 1,a,2025-01-01,marketing,,given,,,,,shop,f1
	sed -i 's/given,2025-01-01,f2/withdrawn,2025-01-01,f2/' log.csv
	refuses "log.csv:3: external_id 'f2' is consent_id 2 with other values; consent is only\
 added to: give the row a number of its own
consent-log: nothing loaded: 1 bad row of 2 (use --rejects=FILE to load the others)" \
		--source=shop log.csv
}

@test "rows of the table are only added: no change, no removal; but another customer may get them" {
	store
	log --customer-id=a --purpose=marketing --step=given --date=2025-01-01 >acc
	for change in "UPDATE consent SET step = 'withdrawn'" \
		"UPDATE consent SET date = '2024-01-01'" "UPDATE consent SET channel = 'mail'" \
		"UPDATE consent SET version = '2'" \
		"UPDATE consent SET purpose = 'survey'" "UPDATE consent SET basis = 'x'" \
		"DELETE FROM consent"; do
		run -19 sql "$change"
		[[ $output == *"consent is only added to"* ]]
	done
	run -0 sql "UPDATE consent SET customer_id = 'b', note = NULL; SELECT customer_id FROM consent"
	same b
}

@test "cust-undo takes a load back, and the undo, too" {
	store
	log --customer-id=a --purpose=marketing --step=given --date=2025-01-01 >acc
	printf 'customer_id\na\nb\n' >ids.csv
	log --purpose=marketing --step=withdrawn --date=2025-03-01 ids.csv >acc
	run -0 rows
	all=$output
	run -0 cust-undo -q -d s.db 3
	same $'batch,undoes,removed,restored,updated\n4,3,2,0,0'
	run -0 rows
	same 1,a,2025-01-01,marketing,,given,,,,,,
	cust-undo -q -d s.db 4 >acc
	run -0 rows
	same "$all"
	run -0 cust-check -d s.db
}

@test "cust-show has what holds; cust-check finds what is wrong" {
	store
	log --customer-id=a --purpose=marketing --step=given --date=2025-01-01 \
		--text-version=2 >acc
	log --customer-id=a --purpose=marketing --channel=mail --step=withdrawn \
		--date=2025-02-01 >acc
	log --customer-id=a --purpose=marketing --channel=mail --step=given \
		--date=2025-01-15 >acc
	run -0 bash -c 'cust-show -d s.db a -f json | jq -c .consent'
	same '[{"purpose":"marketing","channel":null,"step":"given","date":"2025-01-01","basis":null,"version":"2"},{"purpose":"marketing","channel":"mail","step":"withdrawn","date":"2025-02-01","basis":null,"version":null}]'
	run -0 bash -c 'cust-show -d s.db a -f json --as-of=2025-01-20 | jq -r ".consent[].step"'
	same $'given\ngiven'
	run -0 bash -c 'cust-show -d s.db b -f json | jq -c .consent'
	same '[]'
	run -0 cust-show -d s.db a
	[[ $output == *$'\nConsent\n'* ]]
	run -0 cust-check -d s.db
	sql "INSERT INTO consent (customer_id, date, purpose, step) VALUES
		('a', '2025-02-30', 'survey', 'given'), ('a', '2199-01-01', 'survey', 'given')"
	sqlite3 s.db "PRAGMA ignore_check_constraints = 1" "INSERT INTO consent (customer_id, date,
		purpose, channel, step) VALUES ('a', '2025-01-01', 'survey', 'fax', 'given')" >acc
	run -1 cust-check -d s.db --no-header
	[[ $output == *"date,consent 4,date '2025-02-30' is not a valid date"* ]]
	[[ $output == *"date,consent 5,date '2199-01-01' is in the future"* ]]
	[[ $output == *"integrity,file,CHECK constraint failed in consent"* ]]
}
