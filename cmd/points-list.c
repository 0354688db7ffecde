/* points-list - print balances, lots and entries of loyalty points, and the liability */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/liability.h"
#include "lib/points/points_list.h"
#include "lib/points/programme_rows.h"
#include "lib/store/list.h"

static const struct tool tool = {
	"points-list", "",
	"Print the points of each customer as of any date: what is usable, what is pending, and\n"
	"what expires next.  With --rules also the tier.  --lots prints the lots, --entries the\n"
	"ledger itself, and --liability the points that can still be redeemed, by month of\n"
	"expiry, with the share that is expected to expire unused and its 95 % interval.",
	"Examples:\n"
	"  points-list --customer=C000001 -t\n"
	"  points-list -d shop.db --where 'balance >= 1000' --as-of=2026-12-31\n"
	"  points-list --lots --state=usable --where \"expires <= date('now', '+30 days')\"\n"
	"  points-list --liability --rate=.01 -t\n"
	"Exit status: 0 on success; 2 on error.\n",
};

struct options {
	struct list_opts list;
	bool lots, entries, liability;
	const char *state, *step, *rate, *rules;
};

static void
check(const struct options *o)
{
	const bool other = o->lots || o->entries || o->liability;

	opt_refuse((const struct opt_conflict[]){
		{ o->lots + o->entries + o->liability > 1,
		    "--lots, --entries and --liability cannot be used together" },
		{ o->state && !o->lots, "--state requires --lots" },
		{ o->step && !o->entries, "--step requires --entries" },
		{ o->rate && !o->liability, "--rate requires --liability" },
		{ o->rules && other, "--rules is for the list of customers" },
		{ o->liability && (o->list.customer || o->list.where ||
		    o->list.since != DATE_NONE || o->list.until != DATE_NONE),
		    "--liability is of all customers: only --as-of and --rate go with it" },
		{ 0 } });
	list_check(&o->list);
}

static void
liability(const struct options *o, int64_t rate)
{
	struct put *out = put_open(&o->list.form);
	struct store *store = store_open(&o->list.store, STORE_READ, NULL);

	put_hold(out);
	liability_print(store, known_by(o->list.as_of).day, rate, out);
	store_close(store);
	put_release(out);
	put_close(out);
}

static void
print(const struct options *o)
{
	struct programme *programme = o->rules ? programme_rows_read(o->rules) : NULL;
	struct store *store = store_open(&o->list.store, STORE_READ, NULL);
	struct list *list = list_open(&o->list, store);

	list_if(list, "state = ?", o->state);
	list_if(list, "step = ?", o->step);
	if (o->lots)
		list_print(list, POINTS_LIST_LOTS, "date, lot_id");
	else if (o->entries)
		list_print(list, POINTS_LIST_ENTRIES, "date, entry_id");
	else
		points_list_balances(list, store, &o->list, programme);
	if (o->lots || o->entries)
		store_close(store);
	programme_rows_free(programme);
}

int
main(int argc, char *argv[])
{
	struct options o = { .list = LIST_DEFAULTS };
	const struct opt opts[] = {
		{ OPT_FILE, 0, "rules", "FILE", "also print the tier by these rules", &o.rules },
		{ OPT_FLAG, 0, "lots", NULL, "print the lots instead", &o.lots },
		{ OPT_WORD, 0, "state", POINTS_LIST_STATES, "with --lots: only lots in this state",
		    &o.state },
		{ OPT_FLAG, 0, "entries", NULL, "print the entries of the ledger instead",
		    &o.entries },
		{ OPT_WORD, 0, "step", POINTS_LIST_STEPS, "with --entries: only these entries",
		    &o.step },
		{ OPT_FLAG, 0, "liability", NULL,
		    "print the points that can still be redeemed, by month of expiry",
		    &o.liability },
		{ OPT_TEXT, 0, "rate", "AMOUNT", "with --liability: the value of a point",
		    &o.rate },
		LIST_OPTS(&o.list), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	check(&o);
	if (o.liability)
		liability(&o, liability_rate(o.rate));
	else
		print(&o);
	return opt_leave();
}
