# audit-check: what another program changed, removed or reordered is named.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf 'customer_id,name\na,Ann\nb,Bob\n' | cust-add -q -d shop.db >acc
	order-add -q -d shop.db >acc <<-'END'
		customer_id,date,amount
		a,2023-01-01,10
		b,2023-01-02,3
	END
	feedback-log -q -d shop.db --customer-id=a --kind=complaint --text=late \
		--date=2023-01-01 >acc
	feedback-step -q -d shop.db 1 --acknowledge --actor=me --at=2023-01-02 >acc
	feedback-step -q -d shop.db 1 --assign=li --actor=me --at=2023-01-03 >acc
	promise-log -q -d shop.db --customer-id=a --promise=x --date=2023-01-01 \
		--due=2023-01-09 >acc
	promise-log -q -d shop.db 1 --kept --actor=me --at=2023-01-05 >acc
	audit-check --witness -d shop.db >witness
}

# forge SQL: what sqlite3 itself does, with the triggers out of its way and back again.
forge() {
	local triggers
	cp "$BATS_FILE_TMPDIR"/{shop.db,witness} .
	triggers=$(sqlite3 shop.db "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'")
	sqlite3 shop.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema
		WHERE type = 'trigger'" >drop.sql
	sqlite3 shop.db "$(cat drop.sql) $1; $triggers"
}

# finds LINE...: audit-check reports exactly these, apart from the digests of tables.
finds() {
	run -1 --separate-stderr audit-check -d shop.db --no-header --since-witness=witness
	output=$(grep -v '^content,' <<<"$output" || :)
	same "$(printf '%s\n' "$@")"
}

@test "an untouched store: no fault, also since the witness" {
	cp "$BATS_FILE_TMPDIR"/{shop.db,witness} .
	run -0 --separate-stderr audit-check -d shop.db
	same check,what,fault
	run -0 audit-check -d shop.db --since-witness="$(cat witness)"
	same check,what,fault
	run -0 audit-check -d shop.db --since-witness="2024-01-01: $(cat witness)"
	# the chain goes on
	cust-add -q -d shop.db --customer-id=c >acc
	run -0 audit-check -d shop.db --since-witness=witness
	run -0 audit-check -d shop.db --witness
	[[ $output =~ ^custkit-audit\ [0-9]+\ [0-9a-f]{64}$ ]]
	[ "$output" != "$(cat witness)" ]
}

@test "a changed row, a deleted row, swapped rows" {
	forge "UPDATE feedback_event SET actor = 'other' WHERE event_id = 1"
	finds 'row,feedback_event 1,was changed outside custkit'
	forge "UPDATE batch SET added = added + 1, read = read + 1 WHERE batch = 2"
	finds 'row,batch 2,was changed outside custkit'
	forge "DELETE FROM promise_event"
	finds 'row,promise_event 1,was deleted outside custkit'
	forge "DELETE FROM batch WHERE batch = 7"
	finds 'row,batch 7,was deleted outside custkit'
	forge "UPDATE feedback_event SET event_id = -event_id;
		UPDATE feedback_event SET event_id = 3 + event_id"
	finds 'row,feedback_event 1,was changed outside custkit' \
		'row,feedback_event 2,was changed outside custkit'
}

@test "rows that were written by hand" {
	forge "INSERT INTO feedback_event (case_id, at, step, state, actor)
		VALUES (1, '2023-01-04', 'note', 'assigned', 'x');
		INSERT INTO alias (alias, customer_id) VALUES ('z', 'a');
		INSERT INTO consent (customer_id, date, purpose, step)
		VALUES ('a', '2023-01-01', 'marketing', 'given')"
	finds 'row,feedback_event 3,was added outside custkit' \
		'row,consent 1,was added outside custkit' 'row,alias z,was added outside custkit'
}

@test "orders and customers: the table is named" {
	forge "UPDATE orders SET amount = 1 WHERE id = 1; UPDATE customer SET name = 'x' WHERE customer_id = 'b'"
	run -1 audit-check -d shop.db --no-header
	same $'content,customer,changed outside custkit\ncontent,orders,changed outside custkit'
	# a forged digest too: that of the store whose names are changed in this way
	cust-check --repair -d shop.db >acc
	digest=$(sqlite3 shop.db "SELECT value FROM meta WHERE key = 'digest.customer'")
	forge "UPDATE customer SET name = 'x' WHERE customer_id = 'b';
		UPDATE meta SET value = '$digest' WHERE key = 'digest.customer'"
	run -0 cust-check -d shop.db
	run -1 audit-check -d shop.db --no-header
	same "content,meta,the digests of tables were changed outside custkit"
	# which the next load does not hide
	cust-add -q -d shop.db --customer-id=c >acc
	run -1 audit-check -d shop.db --no-header
	[[ $output == "accepted,link "*",content of another program was accepted "* ]]
}

@test "a changed link, a deleted link, swapped links" {
	forge "UPDATE audit SET digest = zeroblob(32) WHERE link = 5"
	finds 'chain,link 5,"was changed, or does not follow the link before it"'
	forge "UPDATE audit SET chain = x'00' WHERE link = 5"
	finds 'chain,link 5,was changed: it has no hash' \
		'chain,link 6,"was changed, or does not follow the link before it"'
	forge "DELETE FROM audit WHERE link = 5"
	finds 'chain,link 5,is missing' 'chain,link 6,does not follow the link before it'
	forge "UPDATE audit SET link = -link WHERE link IN (8, 9);
		UPDATE audit SET link = 17 + link WHERE link < 0"
	run -1 audit-check -d shop.db --no-header
	[[ $output == 'chain,link 8,"was changed, or does not follow the link before it"'* ]]
	forge "UPDATE audit SET salt = NULL WHERE link = 2"
	finds 'row,batch 1,was changed outside custkit' \
		'chain,audit,"1 of its links have no salt, but erasures removed 0 salts"'
}

@test "a truncated tail shows against the witness" {
	last=$(sed 's/.* \([0-9]*\) .*/\1/' "$BATS_FILE_TMPDIR/witness")
	# the last commit as a whole, with its rows and digests, as if it had never been
	cp "$BATS_FILE_TMPDIR/shop.db" whole.db
	forge "DELETE FROM audit WHERE link > $last - 3; DELETE FROM promise_event;
		DELETE FROM batch WHERE batch = 7"
	finds "witness,link $last,\"is missing: the witness saw it, but the chain ends at link $((last - 3))\""
	# another chain of the same length
	cust-init -d other.db
	for i in {1..12}; do cust-add -q -d other.db --customer-id="$i" >acc; done
	run -1 audit-check -d other.db --no-header --since-witness="$BATS_FILE_TMPDIR/witness"
	same "witness,link $last,is not the link that the witness saw"
	forge "DELETE FROM audit WHERE link = $last"
	run -1 audit-check -d shop.db --no-header
	[[ $output == *"chain,link $((last - 1)),\"is the last one, but not the end of "* ]]
	forge "DELETE FROM audit"
	run -1 audit-check -d shop.db --no-header
	[[ $output == "chain,audit,has no links"* ]]
	run -2 --separate-stderr audit-check -d shop.db --witness
	says "shop.db: has no links; see: audit-check -d"
}

@test "what cust-check --repair accepts shows, until a witness has seen it" {
	forge "UPDATE feedback_event SET actor = 'other' WHERE event_id = 1; DELETE FROM promise_event"
	cust-check --repair -d shop.db >acc
	run -1 audit-check -d shop.db --no-header --since-witness=witness
	[ "${#lines[@]}" = 3 ]
	[[ $output == *"accepted,feedback_event 1,\"was written by another program, and accepted by cust-check --repair\""* ]]
	[[ $output == *"accepted,link "*",content of another program was accepted by cust-check --repair"* ]]
	audit-check --witness -d shop.db >witness
	run -0 audit-check -d shop.db --since-witness=witness
}

@test "an undo, its undo, and an erasure are no faults" {
	cp "$BATS_FILE_TMPDIR"/{shop.db,witness} .
	cust-undo -d shop.db 7 >acc
	run -0 audit-check -d shop.db --since-witness=witness
	cust-undo -d shop.db 8 >acc
	run -0 audit-check -d shop.db --since-witness=witness
	cust-forget -q -d shop.db --force a >acc
	run -0 audit-check -d shop.db --since-witness=witness
	# the links of the erased rows have lost their salts, and nothing else
	run -0 sqlite3 shop.db "SELECT count(*) > 0, count(salt) FROM audit AS a WHERE kind = 'row'
		AND of_table = 'feedback_event' AND link < (SELECT max(link) FROM audit AS b
		WHERE b.of_table = a.of_table AND b.key = a.key); SELECT sum(salts) FROM forgotten"
	same $'1|0\n5'
	# but who changes the scrubbed row is found
	sqlite3 shop.db "SELECT sql FROM sqlite_schema WHERE name = 'feedback_event_changed'" >trigger
	sqlite3 shop.db "DROP TRIGGER feedback_event_changed;
		UPDATE feedback_event SET note = 'x' WHERE event_id = 1; $(cat trigger)"
	run -1 audit-check -d shop.db --no-header
	[[ $output == "row,feedback_event 1,was changed outside custkit"* ]]
}

@test "the chain begins at the upgrade, with the rows that are there" {
	cp "$ROOT/tests/data/store-9.db" shop.db
	cust-init --upgrade -d shop.db -q
	run -0 audit-check -d shop.db
	run -0 sqlite3 shop.db "SELECT count(*) FROM audit WHERE of_table = 'feedback_event'"
	same "$(sqlite3 shop.db 'SELECT count(*) FROM feedback_event')"
	sqlite3 shop.db "DELETE FROM batch WHERE batch = (SELECT max(batch) FROM batch)"
	run -1 audit-check -d shop.db --no-header
	[[ $output == "row,batch "*",was deleted outside custkit" ]]
}

@test "witnesses that are none" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	run -2 --separate-stderr audit-check -d shop.db --since-witness="custkit-audit 3 xyz"
	[ "$stderr" = "audit-check: --since-witness: not a witness: 'custkit-audit 3 xyz'" ]
	run -2 --separate-stderr audit-check -d shop.db --since-witness=nothing
	says "--since-witness: nothing: No such file or directory"
	echo text >text
	run -2 --separate-stderr audit-check -d shop.db --since-witness=text
	says "--since-witness: text: no witness; audit-check --witness prints one"
	run -2 --separate-stderr audit-check -d shop.db --since-witness=text --witness
	says "--witness and --since-witness cannot be used together"
	printf '1: custkit-audit 1 %064d\n2: %s\n' 0 "$(audit-check --witness -d shop.db)" >log
	run -0 audit-check -d shop.db --since-witness=log
}
