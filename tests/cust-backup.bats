# cust-backup: a checked copy, whole or not at all.
load helper

# What two stores hold is the same.
alike() { diff <(sqlite3 "$1" .dump) <(sqlite3 "$2" .dump); }

@test "the copy is the store: mode 0600, checked, nothing left beside it" {
	cdnow_store shop.db
	mkdir to
	umask 0
	run -0 --separate-stderr cust-backup -d shop.db to/copy.db
	[ -z "$output$stderr" ]
	alike shop.db to/copy.db
	[ "$(stat -c %a to/copy.db)" = 600 ]
	[ "$(ls -A to)" = copy.db ]
	run -0 cust-check --no-header -d to/copy.db
	[ -z "$output" ]
	# and it is a store to work on
	cust-add -q -d to/copy.db --customer-id=more >out
}

@test "a file that is there is refused and stays" {
	cust-init -d shop.db
	echo precious >copy.db
	ln -s nowhere dangling
	mkdir folder
	for f in copy.db dangling folder shop.db; do
		run -2 --separate-stderr cust-backup -d shop.db $f
		says "cust-backup: $f: "
		[ ! -e $f.part ]
	done
	[ "$(cat copy.db)" = precious ]
	[ ! -e nowhere ]
	run -2 --separate-stderr cust-backup -d shop.db copy.db
	[ "$stderr" = "cust-backup: copy.db: file exists" ]
}

@test "what a killed backup left is written over; a link is not followed, and two do not mix" {
	cust-init -d shop.db
	echo half >copy.db.part
	run -0 cust-backup -d shop.db copy.db
	alike shop.db copy.db
	[ ! -e copy.db.part ]
	rm copy.db
	ln -s victim copy.db.part
	run -2 cust-backup -d shop.db copy.db
	[ ! -e victim ]
	rm copy.db.part
	: >copy.db.part
	run -2 --separate-stderr flock copy.db.part cust-backup -d shop.db copy.db
	[ "$stderr" = "cust-backup: copy.db.part: another program is writing it" ]
	[ -e copy.db.part ]
}

@test "where it cannot be written" {
	cust-init -d shop.db
	run -2 --separate-stderr cust-backup -d shop.db no/such/copy.db
	[ "$stderr" = "cust-backup: no/such/copy.db: No such file or directory" ]
	run -2 --separate-stderr cust-backup -d none.db copy.db
	says "cust-backup: none.db: store not found"
	[ ! -e copy.db ] && [ ! -e copy.db.part ]
}

@test "a disk that is full: no copy, no rest of one" {
	cdnow_store shop.db
	small() { (
		trap '' XFSZ
		ulimit -f 100
		exec "$@"
	); }
	run -2 --separate-stderr small cust-backup -d shop.db copy.db
	says "cust-backup: copy.db.part: "
	[ ! -e copy.db ] && [ ! -e copy.db.part ]
}

@test "a damaged store gives no copy" {
	cdnow_store shop.db
	# an index that lost an entry: the pages are sound, the index is not
	undefended shop.db "PRAGMA writable_schema = ON; CREATE TABLE t (id INTEGER PRIMARY KEY);
		UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema
		WHERE name = 't') WHERE name = 'orders_order'"
	sqlite3 shop.db 'PRAGMA integrity_check' | grep -vqx ok
	run -2 --separate-stderr cust-backup -d shop.db copy.db
	says "cust-backup: copy.db: the store and its copy are damaged: "
	[ ! -e copy.db ] && [ ! -e copy.db.part ]
}

@test "while a writer is at work the copy has what was committed" {
	cdnow_store shop.db
	cp shop.db before.db
	coproc W { sqlite3 shop.db; }
	writer=$W_PID # bash forgets the name when the process ends
	echo "BEGIN IMMEDIATE; DELETE FROM orders WHERE customer_id < '0100';
		SELECT 'ready';" >&"${W[1]}"
	read -r line <&"${W[0]}"
	[ "$line" = ready ]
	run -0 timeout 20 cust-backup -d shop.db copy.db
	alike before.db copy.db
	echo "COMMIT;" >&"${W[1]}"
	exec {W[1]}>&-
	wait "$writer"
}

@test "--encrypt-to: only the owner of the key can read the copy" {
	cdnow_store shop.db
	age-keygen -o key.txt 2>pub
	local key
	key=$(sed -n 's/^Public key: //p' pub)
	mkdir to
	run -0 --separate-stderr cust-backup -d shop.db --encrypt-to="$key" to/copy.age
	[ -z "$output$stderr" ]
	[ "$(ls -A to)" = copy.age ]
	[ "$(stat -c %a to/copy.age)" = 600 ]
	[ "$(head -c 21 to/copy.age)" = age-encryption.org/v1 ]
	age --decrypt -i key.txt -o back.db to/copy.age
	alike shop.db back.db
	age-keygen -o other.txt 2>/dev/null
	run ! age --decrypt -i other.txt to/copy.age
	run -0 cust-restore -d restored.db back.db
	alike shop.db restored.db
}

@test "--encrypt-to: a key that is none, no age, an existing file, a full disk: no copy" {
	cdnow_store shop.db
	age-keygen -o key.txt 2>pub
	local key
	key=$(sed -n 's/^Public key: //p' pub)
	run -2 --separate-stderr cust-backup -d shop.db --encrypt-to=age1no copy.age
	[ "$stderr" = "cust-backup: --encrypt-to: 'age1no' is not a public key of age (age-keygen makes a pair of keys)" ]
	run -2 --separate-stderr env PATH=/nowhere "$(command -v cust-backup)" -d shop.db \
		--encrypt-to="$key" copy.age
	[ "$stderr" = "cust-backup: --encrypt-to requires age (Debian: apt-get install age)" ]
	echo mine >there.age
	run -2 --separate-stderr cust-backup -d shop.db --encrypt-to="$key" there.age
	[ "$stderr" = "cust-backup: there.age: file exists" ]
	# room for the copy, not for what age makes of it
	size=$(stat -c %s shop.db)
	small() { (
		trap '' XFSZ
		ulimit -f $((size / 1024))
		exec "$@"
	); }
	run -2 --separate-stderr small cust-backup -d shop.db --encrypt-to="$key" copy.age
	says "cust-backup: copy.age: age could not encrypt it"
	[ "$(cat there.age)" = mine ]
	[ "$(echo *.age* )" = there.age ]
}
