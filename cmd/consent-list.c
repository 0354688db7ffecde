/* consent-list - print which consent holds, or all that was recorded, as CSV */
#include "lib/io/opt.h"
#include "lib/store/consent.h"
#include "lib/store/list.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"consent-list", "",
	"Print the consent that holds on the as-of date, by customer, purpose and channel: a row\n"
	"without a channel holds for all channels that have no row of their own.  --history\n"
	"prints all rows, by date and number.",
	"Examples:\n"
	"  consent-list --customer=C000001 -t\n"
	"  consent-list -d shop.db --purpose=marketing --step=withdrawn --as-of=2025-12-31\n"
	"Exit status: 0 on success; 2 on error.\n",
};

#define COLUMNS \
	"consent_id, customer_id, date, purpose, channel, step, basis, version, agent, note," \
	" source, external_id"

static const char every_row[] = "SELECT " COLUMNS ", day FROM consent WHERE day <= ?1";

/* The channels for which a row decides: ",phone,mail,"; NULL if there is none. */
#define HOLDS_FOR \
	"(SELECT ',' || group_concat(channel) || ',' FROM (" \
	CONSENT_HOLDS("AND k.consent_id = consent.consent_id") "))"

static const char holding[] =
	"SELECT " COLUMNS ", day, " HOLDS_FOR " AS _holds_for FROM consent"
	" WHERE day <= ?1 AND " HOLDS_FOR " IS NOT NULL";
static const char for_channel[] = "instr(_holds_for, ',' || ? || ',')";

int
main(int argc, char *argv[])
{
	struct list_opts o = LIST_DEFAULTS;
	const char *purpose = NULL, *channel = NULL, *step = NULL;
	bool history = false;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "purpose", "TEXT", "only consent for this purpose", &purpose },
		{ OPT_WORD, 0, "channel", RECORD_CHANNELS,
		    "only what holds for this channel; with --history: rows that cover it",
		    &channel },
		{ OPT_WORD, 0, "step", "given|withdrawn", "only consent given, or withdrawn",
		    &step },
		{ OPT_FLAG, 0, "history", NULL, "print all rows, also those that hold no longer",
		    &history },
		LIST_OPTS(&o), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	list_check(&o);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	struct list *list = list_open(&o, store);

	list_if(list, "purpose = ?", purpose);
	list_if(list, history ? "(channel IS NULL OR channel = ?)" : for_channel, channel);
	list_if(list, "step = ?", step);
	list_print(list, history ? every_row : holding,
	    history ? "date, consent_id" : "customer_id, purpose, channel, consent_id");
	store_close(store);
	return opt_leave();
}
