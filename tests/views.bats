# The views v_*: they have what the tools print, also after a merge, an undo and an erasure.
load helper

# both SQL COMMAND...: the query of s.db and the tool print the same rows, at least one; an
# AMOUNT(x) of the query is printed as the tools print amounts.
both() {
	local sql
	sql=$(sed -E "s/AMOUNT\(([a-z]*)\)/iif(\1 IS NULL, '', rtrim(rtrim(printf('%.4f', \1), '0'), '.'))/g" \
		<<<"$1")
	sqlite3 -csv s.db "$sql" | tr -d '\r"' >view
	[ -s view ]
	"${@:2}" -d s.db --no-header | tr -d '"' | diff -u view -
}

# agree: all views that a list corresponds to have its rows.
agree() {
	both "SELECT customer_id, name, email, phone, birthday, country, city FROM v_customer
		ORDER BY 1" cust-list --columns=customer_id,name,email,phone,birthday,country,city
	both "SELECT customer_id, '2026-12-31', orders, first_date, last_date, AMOUNT(spend)
		FROM v_customer WHERE first_date IS NOT NULL ORDER BY 1" history
	both "SELECT order_id, customer_id, date, AMOUNT(amount), sku, AMOUNT(cost) FROM v_order_line
		ORDER BY customer_id, date, line_id" \
		order-list --columns=order_id,customer_id,date,amount,sku,cost
	[ "$(sqlite3 s.db "SELECT round(sum(amount), 4) = round(sum(paid) - sum(refunded), 4),
		round(sum(amount), 4) = (SELECT round(sum(amount), 4) FROM v_order_line),
		round(sum(amount), 4) = (SELECT round(sum(spend), 4) FROM v_customer),
		sum(lines) = (SELECT count(*) FROM orders) FROM v_order")" = '1|1|1|1' ]
	[ "$(sqlite3 s.db "SELECT count(*) FROM v_customer AS c WHERE orders <> (SELECT count(*)
		FROM v_order AS o WHERE o.customer_id = c.customer_id AND iif(order_id IS NULL,
		amount >= 0, EXISTS (SELECT 1 FROM v_order_line AS l WHERE l.order_id = o.order_id
		AND l.customer_id = o.customer_id AND l.source IS o.source
		AND l.amount >= 0)))")" = 0 ]
	local list=case_id,customer_id,kind,text,department,state,changed,owner,outcome,cause
	both "SELECT $list FROM v_feedback ORDER BY 1" feedback-list --columns=$list
	list=touch_id,customer_id,date,channel,direction,score,agent,note,settles
	both "SELECT $list FROM v_touch ORDER BY date, 1" touch-list --columns=$list
	list=promise_id,customer_id,date,promise,due,state,agent
	both "SELECT $list FROM v_promise ORDER BY date, 1" promise-list --columns=$list
	both "SELECT winback_id, customer_id, date, offer, AMOUNT(cost), result FROM v_winback
		ORDER BY date, 1" winback-list --columns=winback_id,customer_id,date,offer,cost,result
	both "SELECT customer_id, sum(points) FROM v_points GROUP BY 1 ORDER BY 1" \
		points-list --columns=customer_id,balance
}

history() {
	cust-list -q --history --as-of=2026-12-31 "$@" | cut -d, -f1-6
}

# The store has rows in all tables; points of it that are left are all usable.
store() {
	cp "$ROOT/tests/data/store-12.db" s.db
	chmod 600 s.db
	cust-init -q --upgrade -d s.db
}

@test "the views have the rows and the amounts of the lists" {
	store
	printf '%s\n' customer_id,order_id,date,amount,sku,cost 'a,m1,2026-08-01,10.25,x,4' \
		'a,m1,2026-08-01,0.10,y,' 'a,,2026-08-02,7,,' 'a,,2026-08-03,-3.0001,,' \
		'a,m1,2026-08-09,-10.25,x,-4' | order-add -q -d s.db >/dev/null
	agree
	run -0 sqlite3 s.db "SELECT order_id, date, lines, amount, paid, refunded, cost FROM v_order
		WHERE customer_id = 'a' AND day >= '2026-08-01' ORDER BY date"
	same 'm1|2026-08-01|3|0.1|10.35|10.25|
|2026-08-02|1|7.0|7.0|0.0|
|2026-08-03|1|-3.0001|0.0|3.0001|'
}

@test "a void case is left out" {
	store
	run -0 sqlite3 s.db "SELECT count(*) FROM feedback WHERE case_id NOT IN
		(SELECT case_id FROM v_feedback);
		SELECT count(*) FROM v_feedback WHERE state = 'void'"
	same $'1\n0'
}

@test "an undo, a merge and an erasure are reflected" {
	store
	cust-undo -q -d s.db 44 >/dev/null
	agree
	run -0 sqlite3 s.db "SELECT name, count(*) FROM v_order WHERE customer_id LIKE 'g%'
		GROUP BY customer_id"
	same $'Gao Yi|22\nGuo Er|21\nGu San|20'
	cust-merge -q -d s.db g1 g2 >/dev/null
	agree
	run -0 sqlite3 s.db "SELECT name, count(*), sum(amount) FROM v_order
		WHERE customer_id LIKE 'g%' GROUP BY customer_id"
	same $'Gao Yi|43|1020.5\nGu San|20|400.0'
	cust-forget -q --force -d s.db g1 >/dev/null
	agree
	run -0 sqlite3 s.db "SELECT name IS NULL, orders, spend FROM v_customer
		WHERE forgotten IS NOT NULL"
	same '1|43|1020.5'
	[ "$(sqlite3 s.db "SELECT count(*) FROM v_touch WHERE name LIKE 'G%o%' OR note LIKE 'G%'")" = 0 ]
}

@test "v_segment has the latest label of each scheme" {
	cust-init -d s.db
	sqlite3 s.db "INSERT INTO customer (customer_id, name) VALUES ('a', 'Ann'), ('b', 'Bo'), ('c', 'Cy');
		INSERT INTO segment_run (run_id, scheme, as_of, labelled, after) VALUES
			(1, 'abc', '2026-02-01', 3, NULL), (2, 'abc', '2026-03-01', 2, 1),
			(3, 'vip', '2026-01-01', 1, NULL);
		INSERT INTO segment_label (run_id, customer_id, label) VALUES
			(1, 'a', 'A'), (1, 'b', 'B'), (1, 'c', 'C'),
			(2, 'a', 'B'), (2, 'c', NULL), (3, 'a', 'yes')"
	run -0 sqlite3 s.db "SELECT * FROM v_segment ORDER BY 1, 2"
	same $'abc|a|Ann|B|2026-03-01\nabc|b|Bo|B|2026-02-01\nvip|a|Ann|yes|2026-01-01'
}

# DuckDB parses a view and writes it anew, and has other words for some of it (013.sql).
@test "the views have nothing that DuckDB turns into what SQLite does not know" {
	cust-init -d s.db
	[ "$(sqlite3 s.db "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'v_*'")" = 9 ]
	[ "$(sqlite3 s.db "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'v_*'
		AND (sql LIKE '%count(*)%' OR sql LIKE '% IS NOT ''%')")" = 0 ]
}
