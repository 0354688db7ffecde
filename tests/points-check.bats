# points-check: each fault of the ledger that another program can make.
load helper

setup_file() {
	PATH=${CUSTKIT_BIN:-$BATS_TEST_DIRNAME/../build/bin}:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	cust-init -d shop.db
	printf '%s\n' customer_id a b | cust-add -q -d shop.db >acc
	points-log -q -d shop.db --allow-negative >acc <<-'END'
		customer_id,date,step,points,expires,usable,order_id,amount,other_id,reason
		a,2026-01-01,earn,100,2026-03-01,2026-01-03,1,10,,
		a,2026-01-04,redeem,30,,,2,5,,
		a,2026-01-05,transfer,20,,,,,b,
		a,2026-01-06,reverse,,,,2,,,
		a,2026-01-07,reverse,,,,1,4,,
		b,2026-01-08,adjust,-25,,,,,,x
		b,2026-01-09,earn,10,,,,,,
	END
	points-log -q -d shop.db --expire --date=2026-03-01 >acc
	# another program, which has removed the triggers
	sqlite3 shop.db 'DROP TRIGGER points_changed; DROP TRIGGER points_deleted'
}

# finds WHAT FAULT SQL: after the statement this fault is among those of points-check, and of
# cust-check; without it there is none.
finds() {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	run -0 points-check -d shop.db
	same check,what,fault
	sqlite3 shop.db "PRAGMA ignore_check_constraints = ON; $3"
	run -1 points-check -d shop.db
	grep -Fx "points,$1,$2" <<<"$output"
	translated_faults points-check
	run -1 cust-check -d shop.db
	grep -Fx "points,$1,$2" <<<"$output"
}

insert() { echo "INSERT INTO points (customer_id, date, step, points, lot, refers) VALUES ($1);"; }

@test "each fault is found" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	sqlite3 shop.db 'SELECT entry_id, customer_id, day, step, points, lot, refers FROM points'
	finds 'entry 2' '"belongs to entry 3, which did not open a lot"' \
		'UPDATE points SET lot = 3 WHERE entry_id = 2'
	finds 'entry 2' 'is of another customer than its lot 1' \
		"UPDATE points SET customer_id = 'b' WHERE entry_id = 2"
	finds 'entry 2' 'is dated before its lot 1' \
		"UPDATE points SET date = '2025-12-31' WHERE entry_id = 2"
	finds 'lot 1' '-70 points left: more was taken than there was' \
		"$(insert "'a', '2026-01-10', 'redeem', -70, 1, NULL")"
	finds 'entry 2' '"uses points of lot 1, which expired on 2026-03-01"' \
		"UPDATE points SET date = '2026-03-01' WHERE entry_id = 2"
	finds 'entry 2' '"uses points of lot 1, which was not usable yet"' \
		"UPDATE points SET date = '2026-01-02' WHERE entry_id = 2"
	finds 'entry 5' 'reverses nothing' 'UPDATE points SET refers = NULL WHERE entry_id = 5'
	finds 'entry 5' 'reverses an entry of another order' \
		"UPDATE points SET order_id = '3' WHERE entry_id = 5"
	finds 'entry 2' '"is reversed by 31 points, more than it had"' \
		'UPDATE points SET points = 31 WHERE entry_id = 5'
	finds 'entry 4' '"is one side of transfer, without the other"' \
		'UPDATE points SET refers = NULL WHERE entry_id = 4'
	finds 'entry 2' 'has the sign of another step than redeem' \
		'UPDATE points SET points = 30 WHERE entry_id = 2'
	finds 'order 1' 'refunds of more than its amount' \
		"UPDATE points SET amount = 110000 WHERE step = 'reverse' AND order_id = '1'"
	finds 'order 1' 'has earned for 2 customers' "INSERT INTO points (customer_id, date, step,
		points, usable, order_id, rule)
		VALUES ('b', '2026-01-01', 'earn', 5, '2026-01-01', '1', 'x')"
	finds 'customer a' '"the lots have 0 points, the entries -7"' \
		"PRAGMA foreign_keys = OFF; $(insert "'a', '2026-01-10', 'redeem', -7, 999, NULL")"
}

@test "a debt that is paid twice, points that expire too early" {
	cp "$BATS_FILE_TMPDIR/shop.db" .
	debt=$(sqlite3 shop.db 'SELECT entry_id FROM points WHERE lot IS NULL AND points < 0')
	finds "lot $debt" '5 points left: more was paid than was owed' \
		"$(insert "'b', '2026-01-10', 'settle', 5, $debt, 1")"
	expiry=$(sqlite3 shop.db "SELECT min(entry_id) FROM points WHERE step = 'expire'")
	finds "entry $expiry" '"expires points of lot 1, which is usable until 2026-03-01"' \
		"UPDATE points SET date = '2026-02-28' WHERE entry_id = $expiry"
}
