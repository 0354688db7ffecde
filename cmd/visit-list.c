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
	const struct date_reader dates = { .zone = store_zone(store, NULL) };

	if (at == NULL)
		return list_known(list).moment;
	const struct moment m = step_load_moment(&dates, "at", at);

	if (m.second < 0)
		opt_misuse("--at '%.60s' has no time of day", at);
	return moment_first(m);
}

struct options {
	struct list_opts list;
	struct visit_list_queue queue;
	const char *name, *agent, *at;
	bool queues;
	int state, by;
};

static void
check(const struct options *o)
{
	list_check(&o->list);
	opt_refuse((const struct opt_conflict[]){
		{ o->name && *o->name == '\0', "--of-queue is empty" },
		{ o->queues && o->by != ANY, "--queue and --missed-by cannot be used together" },
		{ !o->queues && opt_given("agents"), "--agents requires --queue" },
		{ !o->queues && opt_given("recent"), "--recent requires --queue" },
		{ o->queue.agents > AGENTS_MAX, "--agents must be at most 1000" },
		{ o->queue.recent < 1 || o->queue.recent > RECENT_MAX,
		    "--recent must be from 1 to 100000" },
		{ o->at && o->list.as_of != DATE_NONE,
		    "--at and --as-of cannot be used together" },
		{ 0 } });
}

/* Closes the list. */
static void
print(const struct options *o, struct list *list)
{
	if (!o->queues && o->by == ANY) {
		list_print(list, o->list.as_of == DATE_NONE ? VISIT_LIST_AHEAD :
		    VISIT_LIST_SELECT, "date, visit_id");
		return;
	}
	struct put *out = put_open(&o->list.form);

	if (o->queues)
		visit_list_queues(list, &o->queue, out);
	else
		visit_list_missed(list, (enum visit_list_by)o->by, o->queue.now, out);
	put_close(out);
}

int
main(int argc, char *argv[])
{
	struct options o = { .list = LIST_DEFAULTS, .queue.recent = RECENT, .state = ANY,
		.by = ANY };
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "state", VISIT_STATES, "only visits in this state", &o.state },
		{ OPT_TEXT, 0, "of-queue", "NAME", "only visits of this queue", &o.name },
		{ OPT_TEXT, 0, "agent", "TEXT", "only visits to this agent", &o.agent },
		{ OPT_FLAG, 0, "queue", NULL, "print who waits, and how long it will take",
		    &o.queues },
		{ OPT_COUNT, 0, "agents", "N",
		    "with --queue: N agents serve each queue (those who serve now)",
		    &o.queue.agents },
		{ OPT_COUNT, 0, "recent", "N",
		    "with --queue: use the latest N service times of a queue (500)",
		    &o.queue.recent },
		{ OPT_TEXT, 0, "at", "DATETIME", "the state at this time (now)", &o.at },
		{ OPT_CHOICE, 0, "missed-by", VISIT_LIST_BY,
		    "print the share of missed appointments per group", &o.by },
		LIST_OPTS(&o.list), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	check(&o);
	struct store *store = store_open(&o.list.store, STORE_READ, NULL);
	struct list *list = list_open(&o.list, store);

	o.queue.now = now_of(list, store, o.at);
	visit_list_function(store, &o.queue.now);
	list_if(list, "state = ?",
	    o.state == ANY ? NULL : visit_state_name((enum visit_state)o.state));
	list_if(list, "queue = ?", o.name);
	list_if(list, "agent = ?", o.agent);
	print(&o, list);
	store_close(store);
	return opt_leave();
}
