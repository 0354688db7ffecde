/* cust-list - print customers as CSV, with their purchase histories on request */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/customer/customers_list.h"
#include "lib/history/history.h"
#include "lib/history/history_beside.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-list", "",
	"Print the customers in the store as CSV, by customer_id.  With --history, print those\n"
	"who have bought, as a history table that every analysis can read.",
	"--where takes an SQL expression over the columns of table customer; it can only read.\n"
	"Examples:\n"
	"  cust-list --where \"country = 'CN'"
	" AND attrs ->> 'vip' = 'yes'\" --columns=customer_id,name\n"
	"  cust-list --history --as-of=1997-09-30 | clv-calc\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static void
check_columns(const char *columns, bool history)
{
	char *list = mem_text(columns), *rest = list;

	for (char *name; (name = strsep(&rest, ",")) != NULL;) {
		for (const char *p = list; p < name; p += strlen(p) + 1)
			if (strcmp(p, name) == 0)
				opt_misuse("--columns: duplicate column '%s'", name);
		for (size_t i = 0; history && i < HISTORY_COLUMNS; i++)
			if (strcmp(history_columns[i].name, name) == 0)
				opt_misuse("--columns: '%s' is already a column of --history",
				    name);
	}
	free(list);
}

static void
print_histories(const struct history_opts *in, const struct consent_opts *may, const char *columns,
    const char *where, int32_t since, struct put *out)
{
	static char *nothing[] = { NULL };
	struct histories *hs = history_open(in, nothing);
	struct store *store = store_open(&in->store, STORE_READ, NULL);

	history_find(hs, store);	/* before the query, which makes the connection read-only */
	consent_list(may, store, history_as_of(hs), out);
	char *list = query_print("customer_id%s%s", columns ? "," : "", columns ? columns : "");
	sqlite3_stmt *q = customers_list_query(store, list, where, DATE_NONE);

	history_beside_print(hs, q, since, out);
	sqlite3_free(list);
	query_free(q);
	store_close(store);
	history_close(hs);
}

static void
print_customers(const struct history_opts *in, const struct consent_opts *may, const char *columns,
    const char *where, int32_t since, struct put *out)
{
	struct store *store = store_open(&in->store, STORE_READ, NULL);

	consent_list(may, store, known_by(in->as_of).day, out);
	sqlite3_stmt *q = customers_list_query(store, columns, where, since);

	query_put(q, out);
	query_free(q);
	store_close(store);
}

int
main(int argc, char *argv[])
{
	struct history_opts in = HISTORY_DEFAULTS;
	struct put_opts form = { 0 };
	struct consent_opts may = { 0 };
	const char *where = NULL, *columns = NULL;
	int32_t since = DATE_NONE;
	bool history = false;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "where", "SQL", "only customers for whom this expression is true",
		    &where },
		{ OPT_TEXT, 0, "columns", "NAME,...",
		    "print these columns; a name can be a key in attrs", &columns },
		{ OPT_FLAG, 0, "history", NULL, "print purchase histories, followed by --columns",
		    &history },
		{ OPT_DATE, 0, "since", "DATE",
		    "only customers acquired since DATE; with --history: who bought since DATE",
		    &since },
		{ OPT_DATE, 0, "as-of", "DATE",
		    "with --history or --purpose: ignore everything after DATE (today)",
		    &in.as_of },
		HISTORY_MARGIN_OPT(&in), CONSENT_OPTS(&may), STORE_OPTS(&in.store),
		PUT_FORMAT_OPTS(&form), PUT_ROWS_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (in.as_of != DATE_NONE && !history && !may.purpose)
		opt_misuse("--as-of requires --history or --purpose");
	if (!isnan(in.margin) && !history)
		opt_misuse("--margin requires --history");
	if (columns)
		check_columns(columns, history);
	consent_check(&may, true, true);
	in.store.standard = in.store.db == NULL;
	struct put *out = put_open(&form);

	(history ? print_histories : print_customers)(&in, &may, columns, where, since, out);
	put_close(out);
	return opt_leave();
}
