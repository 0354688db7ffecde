/* cust-check - is the store whole? */
#include <stdint.h>
#include <stdio.h>

#include "lib/opt.h"
#include "lib/put.h"
#include "lib/store.h"

static const struct tool tool = {
	"cust-check", "",
	"Check the store: its pages, its references, its dates, and that the table history says what the\n"
	"orders say.  Prints a row for each fault: check, what, fault.",
	"Example:\n"
	"  cust-check -d shop.db || cust-check --repair -d shop.db\n"
	"Exit status: 0 nothing is off; 1 something is; 2 trouble.\n",
};

/* Each gives the rows that are wrong: what, fault. */
static const struct check {
	const char *name, *sql;
} checks[] = {
	{ "integrity", "SELECT 'file', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'" },
	{ "reference", "SELECT \"table\" || ' ' || coalesce(rowid, ''), 'refers to a row of ' || parent || ' that is not there'"
	    " FROM pragma_foreign_key_check" },
	{ "date", "SELECT 'orders ' || id, 'date ' || quote(date) || ' is no day of the calendar' FROM orders"
	    " WHERE date(substr(date, 1, 10)) IS NOT substr(date, 1, 10)" },
	{ "history", "SELECT 'customer ' || customer_id, 'the history says other than the orders' FROM"
	    " (SELECT * FROM history EXCEPT SELECT * FROM history_computed)" },
	{ "history", "SELECT 'customer ' || customer_id, 'the history is missing' FROM history_computed"
	    " WHERE customer_id NOT IN (SELECT customer_id FROM history)" },
	{ "attrs", "SELECT 'customer ' || customer_id, 'attrs is no JSON object' FROM customer"
	    " WHERE attrs IS NOT NULL AND CASE WHEN json_valid(attrs) THEN json_type(attrs) END IS NOT 'object'" },
	{ "batch", "SELECT 'batch ' || batch, 'the counts do not add up' FROM batch"
	    " WHERE read <> added + updated + unchanged + rejected" },
};

static const char repair_sql[] =
	"DELETE FROM history; INSERT INTO history SELECT * FROM history_computed";

static int64_t
run(sqlite3 *db, const struct check *c, struct put *out)
{
	sqlite3_stmt *q = store_query(db, c->sql);
	int64_t n = 0;

	for (; store_step(q); n++) {
		put_text(out, c->name);
		put_text(out, store_cell(q, 0));
		put_text(out, store_cell(q, 1));
		put_end(out);
	}
	store_finish(q);
	return n;
}

int
main(int argc, char *argv[])
{
	struct store_opts store = { 0 };
	struct put_opts form = { 0 };
	bool repair = false;
	int64_t faults = 0;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "repair", NULL, "compute the table history anew first", &repair },
		STORE_OPTS(&store), PUT_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	sqlite3 *db = store_open(&store, repair ? STORE_CHANGE : STORE_READ, NULL);
	struct put *out = put_open(&form);

	put_column(out, "check", PUT_TEXT);
	put_column(out, "what", PUT_TEXT);
	put_column(out, "fault", PUT_TEXT);
	if (repair) {
		store_begin(db);
		store_exec(db, repair_sql);
		store_commit(db);
	}
	store_exec(db, "BEGIN");
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		faults += run(db, &checks[i], out);
		if (i == 0 && faults > 0) {
			opt_note("no more checks were made: they need a file without damage");
			break;
		}
	}
	store_exec(db, "COMMIT");
	store_close(db);
	put_close(out);
	opt_status(faults > 0 ? EXIT_NO : 0);
	return opt_leave();
}
