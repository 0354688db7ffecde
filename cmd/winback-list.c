/* winback-list - print attempts to win customers back as CSV, or the effect of each offer */
#include "lib/base/duration.h"
#include "lib/churn/winback.h"
#include "lib/churn/winback_rates.h"
#include "lib/io/opt.h"
#include "lib/store/consent.h"
#include "lib/store/list.h"

static const struct tool tool = {
	"winback-list", "",
	"Print the attempts to win customers back, by date and number, with their results and\n"
	"the customer's next purchase.  --by prints the share of attempts followed by a purchase\n"
	"within 90 days, compared with customers whom churn-flag --alert reported as NEW but\n"
	"whom nobody tried to win back.",
	"Examples:\n"
	"  winback-list --result=open -t\n"
	"  winback-list -d shop.db --by=offer --since=2026-01-01 -t\n"
	"Exit status: 0 on success; 2 on error.\n",
};

enum { ANY = -1 };

int
main(int argc, char *argv[])
{
	static const char *const results[] = { "open", "won", "lost" };
	struct list_opts o = LIST_DEFAULTS;
	struct duration within = { 0 };
	struct consent_opts may = { 0 };
	int result = ANY, by = ANY;
	const char *offer = NULL, *agent = NULL;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "result", "open|won|lost", "only attempts with this result",
		    &result },
		{ OPT_TEXT, 0, "offer", "TEXT", "only attempts with this offer", &offer },
		{ OPT_TEXT, 0, "agent", "TEXT", "only attempts by this agent", &agent },
		{ OPT_CHOICE, 0, "by", WINBACK_RATES_BY,
		    "compare the purchase rate of each with the rate without an attempt", &by },
		{ OPT_DURATION, 0, "within", "DURATION",
		    "with --by: count purchases within this period (90d)", &within },
		CONSENT_OPTS(&may), LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (within.n > 0 && by == ANY)
		opt_misuse("--within requires --by");
	if (within.n == 0)
		within = (struct duration){ 90, 'd' };
	list_check(&o);
	consent_check(&may, true, by == ANY);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);

	list_if(list, "result = ?", result == ANY ? NULL : results[result]);
	list_if(list, "offer = ?", offer);
	list_if(list, "agent = ?", agent);
	list_leave_out(list, &may);
	if (by == ANY)
		list_print(list, winback_sql, "date, winback_id");
	else
		winback_rates_print(list, store, &o, (enum winback_rates_by)by, within);
	store_close(store);
	return opt_leave();
}
