/* promise-list - print promises to customers and whether they were kept, as CSV */
#include "lib/base/moment.h"
#include "lib/io/opt.h"
#include "lib/service/promise_rows.h"
#include "lib/store/list.h"

static const struct tool tool = {
	"promise-list", "",
	"Print the promises in the store, by date and number, with their state (open, kept or\n"
	"broken), the due time in force (a move counts if the customer was told in time), and\n"
	"whether they are overdue.",
	"Examples:\n"
	"  promise-list --overdue -t\n"
	"  promise-list -d shop.db --due=2025-06-30 --customer=C000001\n"
	"Exit status: 0 on success; 2 on error.\n",
};

enum { ANY_STATE = -1 };

int
main(int argc, char *argv[])
{
	struct list_opts o = LIST_DEFAULTS;
	int state = ANY_STATE;
	int32_t due = DATE_NONE;
	bool overdue = false;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "state", PROMISE_STATES, "only promises in this state", &state },
		{ OPT_DATE, 0, "due", "DATE", "only open promises due by the end of DATE", &due },
		{ OPT_FLAG, 0, "overdue", NULL, "only open promises past their due time",
		    &overdue },
		LIST_OPTS(&o), { 0 },
	};
	char until[DATE_SIZE];

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	list_check(&o);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);
	struct known known = list_known(list);

	promise_rows_function(store, &known.moment);
	list_if(list, "state = ?",
	    state == ANY_STATE ? NULL : promise_state_name((enum promise_state)state));
	list_if(list, "state = 'open' AND substr(due_now, 1, 10) <= ?",
	    due == DATE_NONE ? NULL : date_text(due, until));
	list_if(list, "overdue = ?", overdue ? "yes" : NULL);
	list_print(list, PROMISE_ROWS_SELECT, "date, promise_id");
	store_close(store);
	return opt_leave();
}
