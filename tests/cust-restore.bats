# cust-restore: the store is what the copy is, or stays as it is.
load helper

# What two stores hold is the same.
alike() { diff <(sqlite3 "$1" .dump) <(sqlite3 "$2" .dump); }

# A store of three customers and a copy of it, after which a fourth came.
shop() {
	cust-init -d shop.db
	printf 'customer_id\na\nb\nc\n' | cust-add -q -d shop.db >acc
	cust-backup -d shop.db copy.db
	cust-add -q -d shop.db --customer-id=d >acc
}

@test "the store is what the copy is; nothing is left beside it" {
	shop
	run -0 --separate-stderr cust-restore -d shop.db --force copy.db
	[ -z "$output$stderr" ]
	alike shop.db copy.db
	run -0 cust-check -d shop.db --no-header
	[ -z "$output" ]
	run -0 cust-restore -d new.db copy.db
	alike new.db copy.db
	[ "$(stat -c %a new.db)" = 600 ]
	[ "$(ls ./*.part ./*-journal 2>/dev/null)" = "" ]
}

@test "a store that exists is replaced only by force" {
	shop
	cp shop.db before.db
	run -2 --separate-stderr cust-restore -d shop.db copy.db
	[ "$stderr" = "cust-restore: shop.db: file exists; use --force to replace it by the copy" ]
	run -2 --separate-stderr cust-restore -d shop.db --force shop.db
	[ "$stderr" = "cust-restore: shop.db: is the store itself" ]
	cmp shop.db before.db
}

@test "a copy that is damaged or no store is refused" {
	shop
	cp shop.db before.db
	echo nonsense >bad.db
	run -2 --separate-stderr cust-restore -d shop.db --force bad.db
	says "cust-restore: "
	says "bad.db: file is not a database"
	cp copy.db bad.db
	undefended bad.db "PRAGMA writable_schema = ON; CREATE TABLE t (id INTEGER PRIMARY KEY);
		UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema
		WHERE name = 't') WHERE name = 'orders_order'"
	order-add -q -d bad.db --customer-id=a --date=2023-01-01 --amount=1 --order-id=x >acc ||
		true
	sqlite3 bad.db "INSERT INTO orders (customer_id, date, amount, order_id)
		VALUES ('a', '2023-01-01', 1, 'y')" || true
	sqlite3 bad.db 'PRAGMA integrity_check' | grep -vqx ok
	run -2 --separate-stderr cust-restore -d shop.db --force bad.db
	says "bad.db: damaged: "
	run -2 --separate-stderr cust-restore -d shop.db --force none.db
	says "cust-restore: none.db: store not found"
	cmp shop.db before.db
}

@test "a store that cannot be read any more, and a journal without its store" {
	shop
	echo nonsense >shop.db
	cust-restore -d shop.db --force copy.db
	alike shop.db copy.db
	rm shop.db
	head -c 20000 copy.db >shop.db-journal
	cust-restore -d shop.db copy.db
	alike shop.db copy.db
	[ ! -e shop.db-journal ]
}

@test "what is not a regular file stays, also under --force" {
	cust-init -d good.db
	mkfifo pipe
	mkdir folder
	for to in pipe folder; do
		run -2 --separate-stderr cust-restore --force -d $to good.db
		[ "$stderr" = "cust-restore: $to: not a regular file" ]
	done
	[ -p pipe ]
	[ -z "$(find . -name '*journal' -o -name '*.part')" ]
}
