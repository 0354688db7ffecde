/* visit-list - print appointments and queue tickets, the queue now, or how many do not come */
#include "lib/base/moment.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/list.h"
#include "lib/store/step_load.h"
#include "lib/visit/visit.h"
#include "lib/visit/visit_list.h"

static const struct tool tool = {
	"visit-list", "",
	"Print the visits in the store with their state: booked, waiting, serving, served,\n"
	"abandoned, cancelled or missed.  --queue prints who waits now, with the place in the\n"
	"queue and the minutes still to wait, with a 90 % interval.  --missed-by prints the share\n"
	"of appointments to which nobody came, with a 95 % interval.",
	"Examples:\n"
	"  visit-list --state=booked --since=2025-06-03 --until=2025-06-03 -t\n"
	"  visit-list --queue -t\n"
	"  visit-list -d shop.db --missed-by=hour -t\n"
	"  visit-list -d shop.db | staff-calc --by=queue\n"
	"Exit status: 0 on success; 2 on error.\n",
};

enum { ANY = -1, RECENT = 500, AGENTS_MAX = 1000, RECENT_MAX = 100000 };

/* The moment of --at, in the time zone of the store. */
static int64_t
now_of(const struct list *list, struct store *store, const char *at)
{
	const struct date_reader dates = { store_zone(store, NULL) };

	if (at == NULL)
		return list_known(list).moment;
	const struct moment m = step_load_moment(&dates, "at", at);

	if (m.second < 0)
		opt_misuse("--at '%.60s' has no time of day", at);
	return moment_first(m);
}

int
main(int argc, char *argv[])
{
	struct list_opts o = LIST_DEFAULTS;
	struct visit_list_queue queue = { .recent = RECENT };
	const char *name = NULL, *agent = NULL, *at = NULL;
	bool queues = false;
	int state = ANY, by = ANY;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "state", VISIT_STATES, "only visits in this state", &state },
		{ OPT_TEXT, 0, "of-queue", "NAME", "only visits of this queue", &name },
		{ OPT_TEXT, 0, "agent", "TEXT", "only visits to this agent", &agent },
		{ OPT_FLAG, 0, "queue", NULL, "print who waits, and how long it will take",
		    &queues },
		{ OPT_COUNT, 0, "agents", "N",
		    "with --queue: N agents serve each queue (those who serve now)",
		    &queue.agents },
		{ OPT_COUNT, 0, "recent", "N",
		    "with --queue: use the latest N service times of a queue (500)",
		    &queue.recent },
		{ OPT_TEXT, 0, "at", "DATETIME", "the state at this time (now)", &at },
		{ OPT_CHOICE, 0, "missed-by", VISIT_LIST_BY,
		    "print the share of missed appointments per group", &by },
		LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	list_check(&o);
	if (name && *name == '\0')
		opt_misuse("--of-queue is empty");
	opt_refuse((const struct opt_conflict[]){
		{ queues && by != ANY, "--queue and --missed-by cannot be used together" },
		{ !queues && opt_given("agents"), "--agents requires --queue" },
		{ !queues && opt_given("recent"), "--recent requires --queue" },
		{ queue.agents > AGENTS_MAX, "--agents must be at most 1000" },
		{ queue.recent < 1 || queue.recent > RECENT_MAX,
		    "--recent must be from 1 to 100000" },
		{ at && o.as_of != DATE_NONE, "--at and --as-of cannot be used together" },
		{ 0 } });
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);

	queue.now = now_of(list, store, at);
	visit_list_function(store, &queue.now);
	list_if(list, "state = ?",
	    state == ANY ? NULL : visit_state_name((enum visit_state)state));
	list_if(list, "queue = ?", name);
	list_if(list, "agent = ?", agent);
	if (!queues && by == ANY) {
		list_print(list, o.as_of == DATE_NONE ? VISIT_LIST_AHEAD : VISIT_LIST_SELECT,
		    "date, visit_id");
	} else {
		struct put *out = put_open(&o.form);

		if (queues)
			visit_list_queues(list, store, &queue, out);
		else
			visit_list_missed(list, store, (enum visit_list_by)by, queue.now, out);
		put_close(out);
	}
	store_close(store);
	return opt_leave();
}
