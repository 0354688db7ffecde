/* cust-show - print everything about a customer */
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/io/opt.h"
#include "lib/show/show.h"
#include "lib/store/alias.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-show", "ID",
	"Show everything the store knows about one customer on one page: fields, history, latest\n"
	"orders, feedback and how it was handled, promises, contacts, reasons to contact, visits,\n"
	"surveys, points, consent, changes, alerts, remembered labels, trials, the phone and\n"
	"e-mail address as custkit compares them, and the ids of customers who were merged into\n"
	"this one.",
	"Examples:\n"
	"  cust-show -d shop.db C000001\n"
	"  cust-show C000001 --as-of=2025-06-30 --format=json | jq .history\n"
	"Exit status: 0 on success; 2 on error, also if the customer is not in the store.\n",
};

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	int32_t as_of = DATE_NONE;
	enum { PAGE, JSON };
	int form = PAGE;
	const struct opt opts[] = {
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &as_of },
		{ OPT_CHOICE, 'f', "format", "page|json",
		    "readable page, or one JSON object (page)",
		    &form },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (operands[0] == NULL)
		opt_misuse("missing operand ID");
	opt_no_operands(operands + 1);
	struct store *store = store_open(&file, STORE_READ, NULL);
	struct known known = known_by(as_of);

	query_exec(store, "BEGIN");
	char *id = alias_customer(store, operands[0], store_path(&file));

	show_customer(store, id, &known, form == JSON);
	query_exec(store, "COMMIT");
	free(id);
	store_close(store);
	return opt_leave();
}
